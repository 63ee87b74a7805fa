//! What the law in the program says: every fact, and what changed.

use super::book;
use crate::commands::say;
use crate::failure::Failure;

/// `favn law diff`: what the law changed between two days.
pub(super) fn diff(from: &str, to: &str, known: Option<&str>) -> Result<(), Failure> {
    let day = |text: &str| {
        rights::date(text)
            .ok_or_else(|| Failure::failed(format!("{text:?} is no day; write it as 2026-01-31")))
    };
    let (from, to) = (day(from)?, day(to)?);
    let known = known.map_or(Ok(i64::MAX), day)?;
    let book = book()?;
    for line in rights::differences(book.rules(), from, to, known) {
        say(line);
    }
    Ok(())
}

/// `favn law facts`: every fact and result by name.
pub(super) fn facts() -> Result<(), Failure> {
    let book = book()?;
    let text = serde_json::to_string_pretty(&rights::Catalogue::of(book.rules()))
        .map_err(Failure::failed)?;
    say(text);
    Ok(())
}
