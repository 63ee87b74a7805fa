//! The document as part of a page.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;
use languages::Lang;

use crate::chart::{Bar, Chart, Span};
use crate::document::{Block, Column, Document, Kind, Line, Table};
use crate::words::Words;

/// How it looks, on a screen and on paper. A page that shows a letter links it.
pub const STYLE: &str = include_str!("../assets/letter.css");

/// A finished piece of HTML, everything in it escaped: `{{ letter }}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter(String);

impl Letter {
    /// The HTML itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Letter {}

/// The document as an `<article>` whose title is a heading of `level` (1 to 5). Its language and
/// direction are its own, whatever those of the page around it.
pub fn html(document: &Document, level: u8) -> Letter {
    let document = document.clone().cleaned();
    let level = level.clamp(1, 5);
    let page = Page {
        lang: document.lang,
        letter: document.kind == Kind::Letter,
        level,
        below: level.saturating_add(1),
        date: document.date.map(|date| document.lang.date(date)),
        w: Words::of(document.lang),
        document: &document,
    };
    // Rendering into memory fails only when a value's Display does, and none of these can.
    Letter(page.render().unwrap_or_default())
}

#[derive(Template)]
#[template(path = "letter.html", whitespace = "minimize")]
struct Page<'a> {
    document: &'a Document,
    lang: Lang,
    letter: bool,
    level: u8,
    below: u8,
    date: Option<String>,
    w: Words,
}

impl Table {
    /// The rows, each with as many cells as there are columns.
    pub fn even_rows(&self) -> impl Iterator<Item = Vec<&str>> {
        let width = self.columns.len();
        self.rows.iter().map(move |row| {
            let cells = row.iter().map(String::as_str);
            cells.chain(std::iter::repeat("")).take(width).collect()
        })
    }

    fn cells(&self) -> impl Iterator<Item = Vec<(&Column, &str)>> {
        self.even_rows()
            .map(|row| self.columns.iter().zip(row).collect())
    }
}

impl Chart {
    fn rows(&self) -> impl Iterator<Item = (&Bar, Span)> {
        self.bars.iter().zip(self.spans())
    }
}
