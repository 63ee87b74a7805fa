//! A conversation: its messages, and the place where the next one is written.

use askama::Template;
use askama::filters::HtmlSafe;
use languages::Lang;

use super::html::html_safe;
use super::{Button, Html, Text};
use crate::words::Words;

/// How far one's own message has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Stored here.
    Sent,
    /// On the other side's screen or phone.
    Delivered,
    /// Read.
    Seen,
}

impl Mark {
    fn class(self) -> &'static str {
        match self {
            Mark::Sent => "sent",
            Mark::Delivered => "delivered",
            Mark::Seen => "seen",
        }
    }

    fn says(self, w: Words) -> &'static str {
        match self {
            Mark::Sent => w.message_sent(),
            Mark::Delivered => w.message_delivered(),
            Mark::Seen => w.message_seen(),
        }
    }
}

/// One message. It borrows what it shows: this is the hottest template of the house.
#[derive(Template)]
#[template(path = "message/message.html", whitespace = "minimize")]
pub struct Message<'a> {
    w: Words,
    side: &'static str,
    author: &'a str,
    text: &'a str,
    /// What the text is in, where it is not the page's language.
    language: Option<&'a str>,
    when: &'a str,
    id: Option<&'a str>,
    mark: Option<Mark>,
    body: Option<Html>,
}

impl HtmlSafe for Message<'_> {}

impl<'a> Message<'a> {
    /// From the reader herself.
    pub fn own(lang: Lang, text: &'a str, when: &'a str) -> Self {
        let w = Words::of(lang);
        Message {
            w,
            side: "own",
            author: w.message_you(),
            text,
            language: None,
            when,
            id: None,
            mark: None,
            body: None,
        }
    }

    /// From somebody else, whose name the reader may know.
    pub fn other(lang: Lang, author: &'a str, text: &'a str, when: &'a str) -> Self {
        Message {
            side: "other",
            author,
            ..Message::own(lang, text, when)
        }
    }

    /// From nobody: "Mette is here now."
    pub fn note(lang: Lang, text: &'a str, when: &'a str) -> Self {
        Message {
            side: "note",
            author: "",
            ..Message::own(lang, text, when)
        }
    }

    /// The id of the element, so that a stream can replace it.
    #[must_use]
    pub fn id(mut self, id: &'a str) -> Self {
        self.id = Some(id);
        self
    }

    /// The language of the text, where it is certain and not the page's.
    #[must_use]
    pub fn language(mut self, code: Option<&'a str>) -> Self {
        self.language = code;
        self
    }

    /// How far it has come; for one's own messages.
    #[must_use]
    pub fn mark(mut self, mark: Mark) -> Self {
        self.mark = Some(mark);
        self
    }

    /// A card shared in the conversation, below the text (which may be empty).
    #[must_use]
    pub fn card(mut self, component: &impl HtmlSafe) -> Self {
        self.body = Some(Html::of(component));
        self
    }
}

/// Where the next message is written: stays at the foot of the window, above the keyboard.
#[derive(Template)]
#[template(path = "composer/composer.html", whitespace = "minimize")]
pub struct Composer {
    url: String,
    label: Text,
    value: String,
    error: Option<Text>,
    send: Button,
    hidden: Vec<Html>,
    max: usize,
    w: Words,
}
html_safe!(Composer);

impl Composer {
    /// Posts field `text` to `url`. The label is also the placeholder.
    pub fn new(lang: Lang, url: impl Into<String>, label: impl Into<Text>) -> Self {
        let w = Words::of(lang);
        Composer {
            url: url.into(),
            label: label.into(),
            value: String::new(),
            error: None,
            send: Button::new(w.message_send()),
            hidden: Vec::new(),
            max: 8_000,
            w,
        }
    }

    /// What was written before.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// Why the last attempt was not sent.
    #[must_use]
    pub fn error(mut self, error: Option<impl AsRef<str>>) -> Self {
        self.error = error.map(|error| error.as_ref().to_owned().into());
        self
    }

    /// A field that nobody sees: the form's token, the `Once` of this message.
    #[must_use]
    pub fn hidden(mut self, field: &impl HtmlSafe) -> Self {
        self.hidden.push(Html::of(field));
        self
    }

    /// The most characters that fit.
    #[must_use]
    pub fn max(mut self, characters: usize) -> Self {
        self.max = characters;
        self
    }
}
