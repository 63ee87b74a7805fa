//! What is wrong with a form, field by field, in the reader's words.

use std::borrow::Cow;

use axum::http::StatusCode;

/// Messages for fields, in the order the form asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormErrors(Vec<(Cow<'static, str>, Cow<'static, str>)>);

impl FormErrors {
    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says what is wrong with `field` and how to mend it, in the reader's language.
    pub fn add(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
    ) {
        self.0.push((field.into(), message.into()));
    }

    /// Whether the form may go on.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first message for `field`: what its component's `.error(…)` takes.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.iter()
            .find_map(|(name, message)| (name == field).then_some(message))
    }

    /// Field and message, in order: what the error summary shows.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, message)| (&**name, &**message))
    }

    /// The status of the page that shows the form.
    pub fn status(&self) -> StatusCode {
        match self.is_empty() {
            true => StatusCode::OK,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
