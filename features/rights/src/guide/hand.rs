//! A result in a conversation: what a family hands to its counsellor, what she shares with it, and
//! in short what came of it.

use base::Moment as Now;
use languages::Lang;
use rules::Type;
use rules::syntax::Purpose;
use rules::unknowns::Known;

use super::outcome::Outcome;
use super::state::State;
use super::{Desk, amounts, card};
use crate::facts::Told;

/// How many lines of a whole result are shown; the guide shows the rest.
const LINES: usize = 8;

/// A result as a conversation shows it.
#[derive(Debug)]
pub struct Handed {
    /// What has happened, or what this is about.
    pub title: String,
    /// What the law gives, each with its amount; of one thing, what there is to know of it.
    pub lines: Vec<(String, String)>,
    /// Of one thing, the law it stands in.
    pub source: Option<String>,
}

/// What somebody handed over; `None` when it is no result of the guide's. Worked out by today's
/// law whenever it is looked at. The text is what the guide's form holds and, on a line of its
/// own, the rule that it is about, where it is not about all.
pub fn handed(lang: Lang, now: Now, text: &str) -> Option<Handed> {
    let state = state(text)?;
    let desk = Desk::of(lang, crate::day_of(now)).ok()?;
    let told = desk.told(&state)?;
    let outcome = desk.outcome(&state, &told)?;
    match text.split_once('\n') {
        Some((_, rule)) => one(&desk, &told, &outcome, rule),
        None => Some(Handed {
            title: desk.situation(&state)?.title(lang).to_owned(),
            lines: lines(lang, &outcome),
            source: None,
        }),
    }
}

/// The answers that a result was worked out from.
pub(super) fn state(text: &str) -> Option<State> {
    State::read(text.split_once('\n').map_or(text, |(state, _)| state))
}

/// What is certain, with its amounts.
fn lines(lang: Lang, outcome: &Outcome<'_>) -> Vec<(String, String)> {
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
    lines.take(LINES).collect()
}

/// One thing of a result; `None` when the result does not have it.
fn one(desk: &Desk, told: &Told, outcome: &Outcome<'_>, rule: &str) -> Option<Handed> {
    let w = desk.w;
    let cards = card::of_rule(desk, told, outcome, rule);
    let first = cards.first()?;
    let mut lines = Vec::new();
    for card in &cards {
        let sure = match card.sure {
            true => w.guide_certain(),
            false => w.guide_possible(),
        };
        for line in &card.lines {
            let whose = match line.whose.is_empty() || card.lines.len() < 2 {
                true => sure.to_owned(),
                false => format!("{sure} · {}", line.whose),
            };
            let more = line.more.as_ref();
            let more = more.map_or_else(String::new, |more| format!(" ({more})"));
            lines.push((whose, format!("{}{more}", line.amount)));
        }
        if card.judgement {
            lines.push((sure.to_owned(), w.guide_judgement().to_owned()));
        }
    }
    let facts = first.facts.iter();
    lines.extend(facts.map(|(label, said)| ((*label).to_owned(), said.clone())));
    Some(Handed {
        title: first.title.clone(),
        lines,
        source: Some(first.source.clone()).filter(|source| !source.is_empty()),
    })
}
