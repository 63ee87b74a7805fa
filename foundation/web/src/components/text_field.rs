//! One line of text, and its relatives: phone, postcode, e-mail, password, code.

use askama::Template;
use languages::Lang;

use super::Text;
use super::field::{Field, field_builders};
use super::html::html_safe;

/// A field of one line.
#[derive(Template)]
#[template(path = "text-field/text-field.html", whitespace = "minimize")]
pub struct TextField {
    field: Field,
    value: String,
    kind: &'static str,
    keyboard: Option<&'static str>,
    autocomplete: Option<&'static str>,
    width: &'static str,
    max: Option<usize>,
    spellcheck: bool,
    /// Fixed for what is always written from left to right, such as numbers.
    dir: &'static str,
}
html_safe!(TextField);
field_builders!(TextField);

impl TextField {
    /// Free text of one line.
    pub fn new(lang: Lang, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        TextField {
            field: Field::new(lang, name, label),
            value: String::new(),
            kind: "text",
            keyboard: None,
            autocomplete: None,
            width: "",
            max: None,
            spellcheck: true,
            dir: "auto",
        }
    }

    /// A telephone number, with the telephone's keys and the browser's memory.
    pub fn phone(lang: Lang, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        TextField {
            kind: "tel",
            keyboard: Some("tel"),
            autocomplete: Some("tel"),
            width: "w-medium",
            max: Some(30),
            spellcheck: false,
            dir: "ltr",
            ..TextField::new(lang, name, label)
        }
    }

    /// A number such as an amount, with the telephone's digits and its comma.
    pub fn number(lang: Lang, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        TextField {
            keyboard: Some("decimal"),
            spellcheck: false,
            dir: "ltr",
            ..TextField::new(lang, name, label)
        }
    }

    /// A Danish postcode: four digits.
    pub fn postcode(lang: Lang, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        TextField {
            keyboard: Some("numeric"),
            autocomplete: Some("postal-code"),
            width: "w-short",
            max: Some(10),
            spellcheck: false,
            dir: "ltr",
            ..TextField::new(lang, name, label)
        }
    }

    /// An e-mail address. Not `type="email"`: the browser's own message would be in the
    /// browser's language, not the page's.
    pub fn email(lang: Lang, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        TextField {
            keyboard: Some("email"),
            autocomplete: Some("email"),
            max: Some(254),
            spellcheck: false,
            dir: "ltr",
            ..TextField::new(lang, name, label)
        }
    }

    /// The password a person signs in with. Its value is never sent back to the page.
    pub fn password(lang: Lang, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        TextField {
            kind: "password",
            autocomplete: Some("current-password"),
            spellcheck: false,
            dir: "ltr",
            ..TextField::new(lang, name, label)
        }
    }

    /// A one-time code of digits.
    pub fn code(lang: Lang, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        TextField {
            keyboard: Some("numeric"),
            autocomplete: Some("one-time-code"),
            width: "w-short",
            max: Some(12),
            spellcheck: false,
            dir: "ltr",
            ..TextField::new(lang, name, label)
        }
    }

    /// A password being chosen, so that the browser offers a strong one.
    #[must_use]
    pub fn new_password(mut self) -> Self {
        self.autocomplete = Some("new-password");
        self
    }

    /// What was typed before.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        if self.kind != "password" {
            self.value = value.into();
        }
        self
    }

    /// The token of the HTML standard for what the browser may fill in, for instance `"off"`.
    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// The most characters that fit.
    #[must_use]
    pub fn max(mut self, characters: usize) -> Self {
        self.max = Some(characters);
        self
    }
}
