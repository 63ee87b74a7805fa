//! What every form field has: a name, a label, perhaps a hint, perhaps an error.

use languages::Lang;

use super::Text;
use crate::words::Words;

/// The shared part of a form field. Pages meet it through [`TextField`](super::TextField) and
/// its relatives, all of which have `hint`, `error`, `optional` and `heading`.
pub struct Field {
    pub(super) name: Text,
    pub(super) label: Text,
    pub(super) hint: Option<Text>,
    pub(super) error: Option<Text>,
    pub(super) optional: bool,
    pub(super) heading: bool,
    pub(super) w: Words,
}

impl Field {
    pub(super) fn new(lang: Lang, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Field {
            name: name.into(),
            label: label.into(),
            hint: None,
            error: None,
            optional: false,
            heading: false,
            w: Words::of(lang),
        }
    }

    /// The id of the (first) control.
    pub(super) fn id(&self) -> String {
        format!("field-{}", self.name)
    }

    /// The ids of hint and error for `aria-describedby`, in the order a screen reader should
    /// say them.
    pub(super) fn described_by(&self) -> Option<String> {
        match (&self.hint, &self.error) {
            (None, None) => None,
            (Some(_), None) => Some(format!("field-{}-hint", self.name)),
            (None, Some(_)) => Some(format!("field-{}-error", self.name)),
            (Some(_), Some(_)) => Some(format!("field-{0}-hint field-{0}-error", self.name)),
        }
    }
}

/// The builder methods that all fields share.
macro_rules! field_builders {
    ($component:ident) => {
        impl $component {
            /// A sentence under the label that helps before anything is typed.
            #[must_use]
            pub fn hint(mut self, hint: impl Into<Text>) -> Self {
                self.field.hint = Some(hint.into());
                self
            }

            /// What is wrong and how to mend it; nothing when `None`.
            #[must_use]
            pub fn error(mut self, error: Option<impl AsRef<str>>) -> Self {
                self.field.error = error.map(|error| error.as_ref().to_owned().into());
                self
            }

            /// Says beside the label that the field may stay empty.
            #[must_use]
            pub fn optional(mut self) -> Self {
                self.field.optional = true;
                self
            }

            /// The label is the page's `<h1>`: one question, one page.
            #[must_use]
            pub fn heading(mut self) -> Self {
                self.field.heading = true;
                self
            }
        }
    };
}
pub(super) use field_builders;
