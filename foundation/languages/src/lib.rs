//! The languages Favn speaks. [`Lang`] is one of them; a folder in `content/languages` and one
//! `.ftl` file beside the others in every crate that speaks is all it takes to add one.
//!
//! Each crate keeps its own messages in `languages/<code>.ftl`. Its build script calls
//! [`build::words`], which generates a `Words` with one typed method a message: a missing message
//! or argument, in any language, does not compile. [`testing::unused`] finds the messages that
//! nothing says any more.

// The generated words say `::languages`, here as in every other crate.
extern crate self as languages;

mod arg;
pub mod build;
mod format;
mod generate;
mod lang;
mod messages;
mod negotiate;
pub mod testing;

/// What dates, times, distances and amounts are made of; [`Lang`] puts them together.
pub mod words {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

pub use arg::{Arg, Count};
pub use lang::{Lang, UnknownLanguage};
pub use messages::Messages;
