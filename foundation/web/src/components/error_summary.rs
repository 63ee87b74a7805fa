//! Everything that is wrong with a form, at the top of the page.

use askama::Template;
use languages::Lang;

use super::Text;
use super::html::html_safe;
use crate::form_errors::FormErrors;
use crate::words::Words;

/// The list of errors, each a link to its field. Prints nothing when there are none, so a page
/// can always have one. Script moves the focus here (`data-focus`).
#[derive(Template)]
#[template(path = "error-summary/error-summary.html", whitespace = "minimize")]
pub struct ErrorSummary {
    w: Words,
    errors: Vec<(Option<Text>, Text)>,
}
html_safe!(ErrorSummary);

impl ErrorSummary {
    /// With no error yet.
    pub fn new(lang: Lang) -> Self {
        ErrorSummary {
            w: Words::of(lang),
            errors: Vec::new(),
        }
    }

    /// Everything wrong with a form.
    pub fn of(lang: Lang, errors: &FormErrors) -> Self {
        errors
            .iter()
            .fold(ErrorSummary::new(lang), |all, (field, message)| {
                all.add(field.to_owned(), message.to_owned())
            })
    }

    /// One more error, of the field with this name.
    #[must_use]
    pub fn add(mut self, field: impl Into<Text>, message: impl Into<Text>) -> Self {
        self.errors.push((Some(field.into()), message.into()));
        self
    }

    /// An error that belongs to no field.
    #[must_use]
    pub fn general(mut self, message: impl Into<Text>) -> Self {
        self.errors.push((None, message.into()));
        self
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }
}
