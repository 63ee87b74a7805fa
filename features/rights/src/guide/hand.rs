//! A result that a family hands to its counsellor: what it told, and in short what came of it.

use access::{Actor, House};
use axum::response::Response;
use base::Moment as Now;
use languages::Lang;
use rules::Type;
use rules::syntax::Purpose;
use rules::unknowns::Known;
use web::components::Link;
use web::{AppError, Reader};

use super::state::State;
use super::{Desk, amounts, result};

/// A result as a conversation shows it.
#[derive(Debug)]
pub struct Handed {
    /// What has happened.
    pub title: String,
    /// What the law gives, each with its amount.
    pub lines: Vec<(String, String)>,
}

/// What somebody handed over; `None` when it is no result of the guide's. Worked out by today's
/// law whenever it is looked at.
pub fn handed(lang: Lang, now: Now, text: &str) -> Option<Handed> {
    let state = State::read(text)?;
    let desk = Desk::of(lang, crate::day_of(now)).ok()?;
    let told = desk.told(&state)?;
    let situation = desk.situation(&state)?;
    let outcome = desk.outcome(&state, &told)?;
    let lines = outcome.certain.iter().flat_map(|finding| {
        let title = finding
            .rule
            .head
            .text(Purpose::Means, lang.code())
            .unwrap_or_default();
        finding.rows.iter().filter_map(move |row| {
            let (Known::Certain(parts), Type::Number(unit)) =
                (row.answer.value, &finding.rule.kind)
            else {
                return None;
            };
            let number = amounts::ratio(parts, finding.below)?;
            Some((title.to_owned(), amounts::amount(lang, *unit, number)))
        })
    });
    Some(Handed {
        title: situation.title(lang).to_owned(),
        lines: lines.collect(),
    })
}

/// The same as a counsellor sees it: with every reason, down to paragraph and source.
///
/// # Errors
/// [`AppError::NotFound`] when it is no result of the guide's.
pub fn for_counsellor(
    house: &House,
    actor: &Actor,
    reader: &Reader,
    text: &str,
    back: Link,
) -> Result<Response, AppError> {
    let desk = Desk::open(house, actor, reader)?;
    let frame = house.staff_shell(reader, actor, desk.w.guide_result());
    let state = State::read(text).ok_or(AppError::NotFound)?;
    let told = desk.told(&state).ok_or(AppError::NotFound)?;
    result::page(&desk, reader, actor, &state, &told, Some((frame, back)))
}
