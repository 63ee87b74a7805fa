//! Finding one's way within a page: tabs and pages of a list.

use askama::Template;
use languages::Lang;

use super::Text;
use super::html::html_safe;
use crate::words::Words;

struct Tab {
    label: Text,
    url: String,
    current: bool,
    count: Option<Text>,
}

/// Views of one thing side by side. They are links: each view has an address, and the back
/// button works.
#[derive(Template)]
#[template(path = "tabs/tabs.html", whitespace = "minimize")]
pub struct Tabs {
    label: Text,
    tabs: Vec<Tab>,
}
html_safe!(Tabs);

impl Tabs {
    /// The label names the whole for screen readers.
    pub fn new(label: impl Into<Text>) -> Self {
        Tabs {
            label: label.into(),
            tabs: Vec::new(),
        }
    }

    /// One more view.
    #[must_use]
    pub fn tab(mut self, label: impl Into<Text>, url: impl Into<String>) -> Self {
        self.tabs.push(Tab {
            label: label.into(),
            url: url.into(),
            current: false,
            count: None,
        });
        self
    }

    /// The view now shown.
    #[must_use]
    pub fn current(self, label: impl Into<Text>, url: impl Into<String>) -> Self {
        let mut tabs = self.tab(label, url);
        if let Some(tab) = tabs.tabs.last_mut() {
            tab.current = true;
        }
        tabs
    }

    /// How many are in the view just added, already in the reader's digits.
    #[must_use]
    pub fn count(mut self, count: impl Into<Text>) -> Self {
        if let Some(tab) = self.tabs.last_mut() {
            tab.count = Some(count.into());
        }
        self
    }
}

/// One page of a long list, and the ways to the next and the one before.
#[derive(Template)]
#[template(path = "pagination/pagination.html", whitespace = "minimize")]
pub struct Pagination {
    w: Words,
    page: u32,
    pages: u32,
    before: String,
    after: String,
}
html_safe!(Pagination);

impl Pagination {
    /// Page `page` (from 1) of `pages`; `url` gives the address of a page. Prints nothing when
    /// there is only one.
    pub fn new(lang: Lang, page: u32, pages: u32, url: impl Fn(u32) -> String) -> Self {
        Pagination {
            w: Words::of(lang),
            page,
            pages,
            before: url(page.saturating_sub(1).max(1)),
            after: url(page.saturating_add(1).min(pages.max(1))),
        }
    }

    fn place(&self) -> String {
        self.w.pagination_place(self.page, self.pages)
    }
}
