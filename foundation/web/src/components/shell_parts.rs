//! What the shell puts around every page.

use askama::Template;
use languages::Lang;

use super::html::html_safe;
use crate::words::Words;

/// The first thing a keyboard meets: straight to the content.
#[derive(Template)]
#[template(path = "skip-link/skip-link.html", whitespace = "minimize")]
pub struct SkipLink {
    w: Words,
}
html_safe!(SkipLink);

impl SkipLink {
    /// Leads to `#main`.
    pub fn new(lang: Lang) -> Self {
        SkipLink { w: Words::of(lang) }
    }
}

/// Away from here at once. A plain link without script; with script it replaces the page in
/// the history (`data-quick-exit` holds the neutral page), and Escape twice does the same.
#[derive(Template)]
#[template(path = "quick-exit/quick-exit.html", whitespace = "minimize")]
pub struct QuickExit {
    w: Words,
    url: String,
    neutral: String,
}
html_safe!(QuickExit);

impl QuickExit {
    /// `url` is our own address that clears what the tab holds and sends on; `neutral` is the
    /// page it sends to.
    pub fn new(lang: Lang, url: impl Into<String>, neutral: impl Into<String>) -> Self {
        QuickExit {
            w: Words::of(lang),
            url: url.into(),
            neutral: neutral.into(),
        }
    }
}
