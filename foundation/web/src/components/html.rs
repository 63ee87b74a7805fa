//! Text that will be escaped, and HTML that already is.

use std::borrow::Cow;
use std::fmt;

use askama::filters::HtmlSafe;

/// A text for a person, not yet escaped: from the words of a language, or made for this page.
pub type Text = Cow<'static, str>;

/// Finished HTML made by a template; the only things that fit into the slots of a component.
#[derive(Clone, Default)]
pub struct Html(String);

impl Html {
    /// The HTML of a component.
    pub fn of(component: &impl HtmlSafe) -> Self {
        Html(component.to_string())
    }

    /// Several components after one another.
    pub fn all<'a, T: HtmlSafe + 'a>(components: impl IntoIterator<Item = &'a T>) -> Self {
        Html(components.into_iter().map(ToString::to_string).collect())
    }

    /// The HTML itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// Says that a template's output needs no escaping: it escaped everything on the way in.
macro_rules! html_safe {
    ($($component:ty),+ $(,)?) => {
        $(impl askama::filters::HtmlSafe for $component {})+
    };
}
pub(super) use html_safe;
