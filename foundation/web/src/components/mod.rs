//! The parts that pages are made of.
//!
//! A component is a struct with a builder and a template of its own under
//! `foundation/web/components/<name>/`. A page keeps components among its fields and writes
//! `{{ postcode }}`: they print themselves as finished, escaped HTML.
//!
//! ```ignore
//! SearchPage {
//!     shell,
//!     w,
//!     summary: ErrorSummary::of(lang, &errors),
//!     postcode: TextField::postcode(lang, "postcode", w.postcode_label())
//!         .value(form.postcode)
//!         .error(errors.get("postcode")),
//!     send: Button::new(w.find()),
//! }
//! ```
//!
//! What holds for all of them:
//!
//! - Words come from the caller as [`Text`] (`&'static str` from a `Words`, or a `String`). The
//!   few words a component says by itself ("Error:", "optional") it takes in the [`Lang`] of its
//!   constructor.
//! - Everything given as text is escaped. Finished HTML is an [`Html`], made from another
//!   component with [`Html::of`]; there is no way to make one from a plain string.
//! - What people wrote stands in an element with `dir="auto"`, so that Arabic in a Danish page
//!   reads from its own side.
//! - A field named `postcode` has the id `field-postcode`, its hint `field-postcode-hint`, its
//!   error `field-postcode-error`; [`ErrorSummary`] links to the first of them.
//! - No inline style, no inline script: hooks for script are `data-` attributes.
//!
//! [`examples`] shows every component; the component page of the demo, the snapshots and the
//! accessibility check all read from it.

mod action;
mod card;
mod choice;
mod conversation;
mod date_field;
mod dialog;
mod error_summary;
mod example;
mod field;
mod html;
mod illustration;
mod language_chooser;
mod lists;
mod notice;
mod progress;
mod shell_parts;
mod text_area;
mod text_field;
mod way;

pub use action::{Button, Link};
pub use card::{Badge, Card, EmptyState, Tone};
pub use choice::{Checkboxes, Choice, Radios, Select};
pub use conversation::{Composer, Mark, Message};
pub use date_field::DateField;
pub use dialog::Dialog;
pub use error_summary::ErrorSummary;
pub use example::{ComponentPage, Example, examples, page, page_title};
pub use field::Field;
pub use html::{Html, Text};
pub use illustration::Illustration;
pub use language_chooser::{LanguageChooser, LanguageLink};
pub use lists::{SummaryList, Timeline};
pub use notice::Notice;
pub use progress::{QueuePlace, Steps};
pub use shell_parts::{QuickExit, SkipLink};
pub use text_area::TextArea;
pub use text_field::TextField;
pub use way::{Pagination, Tabs};

/// The one stylesheet of every page: tokens first, so that the rest can lean on them.
pub const STYLE: &str = concat!(
    include_str!("../../assets/tokens.css"),
    include_str!("../../assets/page.css"),
    include_str!("../../assets/form.css"),
    include_str!("../../assets/parts.css"),
    include_str!("../../assets/chat.css"),
    include_str!("../../assets/desk.css"),
);

#[cfg(test)]
mod tests;
