//! Several lines of text.

use askama::Template;
use languages::Lang;

use super::Text;
use super::field::{Field, field_builders};
use super::html::html_safe;

/// A field of several lines.
#[derive(Template)]
#[template(path = "text-area/text-area.html", whitespace = "minimize")]
pub struct TextArea {
    field: Field,
    value: String,
    rows: u8,
    max: Option<usize>,
}
html_safe!(TextArea);
field_builders!(TextArea);

impl TextArea {
    /// A field of five lines.
    pub fn new(lang: Lang, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        TextArea {
            field: Field::new(lang, name, label),
            value: String::new(),
            rows: 5,
            max: None,
        }
    }

    /// What was written before.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// How many lines show at first.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    /// The most characters that fit.
    #[must_use]
    pub fn max(mut self, characters: usize) -> Self {
        self.max = Some(characters);
        self
    }
}
