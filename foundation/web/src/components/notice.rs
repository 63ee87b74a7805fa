//! Something the reader should know before going on.

use askama::Template;
use askama::filters::HtmlSafe;
use languages::Lang;

use super::html::html_safe;
use super::{Html, Text};
use crate::words::Words;

/// A notice: its kind is said in words to screen readers and shown by shape and colour.
#[derive(Template)]
#[template(path = "notice/notice.html", whitespace = "minimize")]
pub struct Notice {
    kind: &'static str,
    says: &'static str,
    title: Option<Text>,
    text: Text,
    action: Option<Html>,
    live: Option<&'static str>,
}
html_safe!(Notice);

impl Notice {
    fn of(kind: &'static str, says: &'static str, text: Text) -> Self {
        Notice {
            kind,
            says,
            title: None,
            text,
            action: None,
            live: None,
        }
    }

    /// Good to know.
    pub fn info(lang: Lang, text: impl Into<Text>) -> Self {
        Notice::of("info", Words::of(lang).notice_info(), text.into())
    }

    /// Something may go wrong.
    pub fn warn(lang: Lang, text: impl Into<Text>) -> Self {
        Notice::of("warn", Words::of(lang).notice_warn(), text.into())
    }

    /// Something was done; said aloud when it appears.
    pub fn success(lang: Lang, text: impl Into<Text>) -> Self {
        Notice {
            live: Some("status"),
            ..Notice::of("success", Words::of(lang).notice_success(), text.into())
        }
    }

    /// Life and safety: where to turn right now.
    pub fn urgent(lang: Lang, text: impl Into<Text>) -> Self {
        Notice::of("urgent", Words::of(lang).notice_urgent(), text.into())
    }

    /// A few words above the text.
    #[must_use]
    pub fn title(mut self, title: impl Into<Text>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// A button or link below the text.
    #[must_use]
    pub fn action(mut self, component: &impl HtmlSafe) -> Self {
        self.action = Some(Html::of(component));
        self
    }
}
