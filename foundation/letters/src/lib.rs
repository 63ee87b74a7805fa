//! Letters and briefs: one [`Document`], two ways to have it on paper.
//!
//! [`html`] makes it part of a page that prints well, always. [`Client`] asks the program
//! `favn-letters` for the same as tagged PDF (PDF/UA-1), where that program is installed. This
//! crate is light: typst, which sets the PDF, is in that program alone
//! (docs/decisions/0020-letters.md).
//!
//! ```ignore
//! let mut letter = Document::letter(Lang::DEFAULT, "Ansøgning om enkeltudgift");
//! letter.from = vec![Line::fill("Navn"), Line::fill("Adresse")];
//! letter.to = vec![Line::text("Odense Kommune")];
//! letter.blocks = vec![Block::paragraph("Jeg søger om …"), Block::signature()];
//! let page = letters::html(&letter, 2);
//! let pdf = client.pdf(&letter).await?;
//! ```
//!
//! # Invariants
//!
//! - A document is data. No text in it is ever read as HTML or as typst's markup.
//! - The program is given no variable, no folder and no file of this one, and what it is sent is
//!   kept nowhere.
//! - A document's `Debug` shows nothing that somebody wrote.

mod chart;
mod client;
mod document;
mod html;
pub mod wire;

/// The few words that a letter says by itself.
pub mod words {
    #![allow(missing_docs, reason = "generated: one method per message")]
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

pub use chart::{Bar, Chart, Span};
pub use client::{Client, LettersError, PROGRAM};
pub use document::{Block, Column, Document, Kind, Line, Source, Table};
pub use html::{Letter, STYLE, html};

#[cfg(test)]
mod tests {
    #[test]
    fn every_message_is_said() {
        languages::testing::unused("languages", &["src", "pages", "../../letters/src"]);
    }
}
