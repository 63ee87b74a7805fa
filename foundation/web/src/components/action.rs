//! What a person can press: a button does, a link goes.

use askama::Template;

use super::Text;
use super::html::html_safe;

/// A button of a form. The first look is for the one thing the page is about.
#[derive(Template)]
#[template(path = "button/button.html", whitespace = "minimize")]
pub struct Button {
    label: Text,
    look: &'static str,
    named: Option<(Text, Text)>,
    action: Option<String>,
    hook: Option<Text>,
    about: Option<Text>,
}
html_safe!(Button);

impl Button {
    /// Sends the form it stands in.
    pub fn new(label: impl Into<Text>) -> Self {
        Button {
            label: label.into(),
            look: "",
            named: None,
            action: None,
            hook: None,
            about: None,
        }
    }

    /// For a second thing one can do.
    #[must_use]
    pub fn secondary(mut self) -> Self {
        self.look = " secondary";
        self
    }

    /// For what is there but should not call: no frame.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.look = " quiet";
        self
    }

    /// For what cannot be taken back.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.look = " danger";
        self
    }

    /// What the form sends when this button was the one.
    #[must_use]
    pub fn named(mut self, name: impl Into<Text>, value: impl Into<Text>) -> Self {
        self.named = Some((name.into(), value.into()));
        self
    }

    /// Sends the form to another address than the form's own.
    #[must_use]
    pub fn to(mut self, url: impl Into<String>) -> Self {
        self.action = Some(url.into());
        self
    }

    /// Which of several this one is about, for those who hear "Change, Change, Change".
    #[must_use]
    pub fn about(mut self, thing: impl Into<Text>) -> Self {
        self.about = Some(thing.into());
        self
    }

    /// A handle for script (`data-hook`). Without script the button still sends its form.
    #[must_use]
    pub fn hook(mut self, name: impl Into<Text>) -> Self {
        self.hook = Some(name.into());
        self
    }
}

/// A link, alone on its line or dressed as a button.
#[derive(Template)]
#[template(path = "link/link.html", whitespace = "minimize")]
pub struct Link {
    label: Text,
    url: String,
    look: &'static str,
    dialog: Option<Text>,
    external: bool,
    /// Where it opens, when not where it stands.
    target: Option<&'static str>,
    hook: Option<Text>,
    /// The label is a number, which would otherwise turn around among Arabic.
    number: bool,
    about: Option<Text>,
}
html_safe!(Link);

impl Link {
    /// A link in running text or alone.
    pub fn new(label: impl Into<Text>, url: impl Into<String>) -> Self {
        Link {
            label: label.into(),
            url: url.into(),
            look: "link",
            dialog: None,
            external: false,
            target: None,
            hook: None,
            number: false,
            about: None,
        }
    }

    /// Calls a telephone number when pressed on a phone; shown from left to right.
    pub fn call(label: impl Into<Text>, number: &str) -> Self {
        let digits: String = number
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        let label = label.into();
        Link {
            look: "button call",
            number: !label.chars().any(char::is_alphabetic),
            ..Link::new(label, format!("tel:{digits}"))
        }
    }

    /// Back to the page before, with an arrow that follows the direction of reading.
    pub fn back(label: impl Into<Text>, url: impl Into<String>) -> Self {
        Link {
            look: "link back",
            ..Link::new(label, url)
        }
    }

    /// Which of several this one is about, for those who hear "Change, Change, Change".
    #[must_use]
    pub fn about(mut self, thing: impl Into<Text>) -> Self {
        self.about = Some(thing.into());
        self
    }

    /// Looks like the page's main button.
    #[must_use]
    pub fn button(mut self) -> Self {
        self.look = "button";
        self
    }

    /// Looks like a second button.
    #[must_use]
    pub fn secondary(mut self) -> Self {
        self.look = "button secondary";
        self
    }

    /// Leads to somebody else's site: tells it nothing of where the reader came from.
    #[must_use]
    pub fn external(mut self) -> Self {
        self.external = true;
        self
    }

    /// Opens in the whole window, also from a frame of a page without script.
    #[must_use]
    pub fn whole_window(mut self) -> Self {
        self.target = Some("_top");
        self
    }

    /// Opens in a tab of its own, so that what is half written here stays.
    #[must_use]
    pub fn own_tab(mut self) -> Self {
        self.target = Some("_blank");
        self
    }

    /// A handle for script (`data-hook`). Without script the link still leads where it leads.
    #[must_use]
    pub fn hook(mut self, name: impl Into<Text>) -> Self {
        self.hook = Some(name.into());
        self
    }

    /// With script, opens the [`Dialog`](super::Dialog) of this id in place; without, goes to
    /// the page that says the same.
    #[must_use]
    pub fn opens(mut self, dialog: impl Into<Text>) -> Self {
        self.dialog = Some(dialog.into());
        self
    }
}
