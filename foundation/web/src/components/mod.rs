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
//! # Layouts
//!
//! A page chooses its frame in `{% block layout %}`, the class of `<body>`:
//!
//! - nothing: one narrow column for reading and forms;
//! - `wide`: lists and cards;
//! - `app`: fills the window, for the conversation and the desk.
//!
//! Classes a page uses around components: `lead` (the sentence under the `<h1>`), `hero`
//! (an [`Illustration`] and a `<div>` of words side by side), `cards` (a `<ul>` of [`Card`]s),
//! `list` (a `<ul>` with lines between), `line-form` (a `<form>` on one line: search, filters),
//! `presence` with `good` or `wait` (whether somebody is there now, its first line
//! `presence-says`), `row` and `spread` (things beside each other), `stack` (things below each other),
//! `table-scroll` (around a `<table>`, with `tabindex="0"`), `menu` (a
//! `<details data-hook="menu">` with a `<summary>` and a `<ul>` of links), `code-words` (the
//! words a family keeps), `soft`, `unseen` (for screen readers only), `script-only` and
//! `no-script`.
//!
//! A conversation stands in `app`. The scrolling part is reversed by the stylesheet, so that it
//! opens at the newest message without script; it therefore has exactly one child:
//!
//! ```html
//! <div class="chat">
//!   <div class="chat-head"><div class="spread"><h1>…</h1> …</div></div>
//!   <div class="chat-scroll" tabindex="0" role="region" aria-label="…"><div>
//!     <div role="log" aria-live="polite"><ol class="messages" id="messages">{{ message }}…</ol></div>
//!     <p class="typing" hidden>…</p>
//!   </div></div>
//!   {{ composer }}
//! </div>
//! ```
//!
//! Script gives a message of its own making the class `sending`, or `unsent` when it failed.
//! A [`Card`] in a message stands right under the page's `<h1>`: give it `level(2)`.
//!
//! The desk is one or two lists and a middle; on a phone one of them at a time. With `open` the
//! middle has the phone to itself; without, the lists do:
//!
//! ```html
//! <div class="desk open three">
//!   <aside class="desk-side" aria-label="…">… <ul class="desk-list"><li><a href="…" aria-current="page">
//!     <span class="title"><span>…</span><span>4 min</span></span>
//!     <span class="detail" dir="auto">…</span></a></li></ul></aside>
//!   <section class="desk-main"> a `chat`, or <div class="pad">…</div> </section>
//!   <aside class="desk-aside" aria-label="…"> the directory at hand (only with `three`) </aside>
//! </div>
//! ```
//!
//! `only-small` is what only a phone needs, such as the link back to the list.
//!
//! # Numbers among Arabic
//!
//! Groups of digits with spaces (`12 34 56 78`) turn around in text that runs from right to left.
//! [`Link::call`] keeps them; in a message of a `.ftl` file, stand them between U+2066 and U+2069.
//!
//! [`examples`] shows every component, and [`routes`] puts them on a page; the component page of the demo, the snapshots and the
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
pub use example::{Example, examples, routes};
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
