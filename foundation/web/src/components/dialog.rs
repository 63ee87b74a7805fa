//! A question over the page.

use askama::Template;
use askama::filters::HtmlSafe;
use languages::Lang;

use super::html::html_safe;
use super::{Html, Text};
use crate::words::Words;

/// A native `<dialog>`. Without script it stays shut, and the [`Link`](super::Link) that
/// `opens` it goes to a page of its own that shows the same body: build both from one function.
#[derive(Template)]
#[template(path = "dialog/dialog.html", whitespace = "minimize")]
pub struct Dialog {
    w: Words,
    id: Text,
    title: Text,
    text: Option<Text>,
    body: Option<Html>,
}
html_safe!(Dialog);

impl Dialog {
    /// The id is what a link names in `opens`.
    pub fn new(lang: Lang, id: impl Into<Text>, title: impl Into<Text>) -> Self {
        Dialog {
            w: Words::of(lang),
            id: id.into(),
            title: title.into(),
            text: None,
            body: None,
        }
    }

    /// A few sentences.
    #[must_use]
    pub fn text(mut self, text: impl Into<Text>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// The form, or whatever else it holds.
    #[must_use]
    pub fn body(mut self, component: &impl HtmlSafe) -> Self {
        self.body = Some(Html::of(component));
        self
    }
}
