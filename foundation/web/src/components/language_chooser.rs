//! Every language, named in itself.

use askama::Template;
use languages::Lang;

use super::html::html_safe;
use crate::words::Words;

/// One language and the same page in it.
pub struct LanguageLink {
    lang: Lang,
    url: String,
    current: bool,
}

/// Opens without script. Each name is in its own language and direction, so that nobody has to
/// read Danish to get away from it.
#[derive(Template)]
#[template(
    path = "language-chooser/language-chooser.html",
    whitespace = "minimize"
)]
pub struct LanguageChooser {
    w: Words,
    lang: Lang,
    links: Vec<LanguageLink>,
}
html_safe!(LanguageChooser);

impl LanguageChooser {
    /// For the page at `path` (without its language, with its query): `/find?q=…`.
    pub fn new(lang: Lang, path: &str) -> Self {
        LanguageChooser {
            w: Words::of(lang),
            lang,
            links: Lang::all()
                .map(|other| LanguageLink {
                    lang: other,
                    url: format!("/{}{path}", other.code()),
                    current: other == lang,
                })
                .collect(),
        }
    }
}
