//! The guide: a family tells what has happened, answers few questions, and sees what the law
//! gives it, why, and what to do now.
//!
//! # Invariants
//!
//! - What a family tells travels in its own form ([`state`]): never in an address, a cookie, the
//!   database or a log. So does what a counsellor answers with it ([`Beside`]).
//! - What the law leaves to somebody's judgement is never shown as certain, and never as an amount.

mod amounts;
mod ask;
mod beside;
mod calendar;
mod card;
mod hand;
mod letter;
#[cfg(test)]
mod lives;
mod next;
mod outcome;
mod picture;
mod place;
mod result;
mod situation;
mod start;
mod state;
mod step;
mod what_if;
mod why;

pub use beside::{Beside, Shared, Sharing};
pub use hand::{Handed, handed};
pub use step::Fields;

use access::{Act, Actor, House, Thing};
use languages::Lang;
use rules::program::EntityId;
use rules::{Moment, RuleSet};
use web::{AppError, Reader};

use crate::book::{Book, Day};
use crate::facts::Told;
use crate::settings::count_guide;
use crate::words::Words;
use next::{Asker, Step};
use outcome::Outcome;
use place::Place;
use situation::{Situation, Situations};
use state::State;
use step::Sent;

pub(crate) use calendar::page as calendar;
pub(crate) use letter::page as letter;
pub(crate) use start::page as start;
pub(crate) use step::page as step;
pub(crate) use what_if::page as what_if;

/// A family's form, and the law of today it is held against.
struct Visit {
    desk: Desk,
    sent: Sent,
    state: State,
    told: Told,
}

impl Visit {
    /// `None` when the form is no family's: the guide begins anew.
    fn of(place: &Place<'_>, fields: Fields) -> Result<Option<Self>, AppError> {
        let desk = Desk::open(place.house, place.actor, place.reader)?;
        let sent = Sent(fields);
        let read = State::read(sent.get("state")).and_then(|state| {
            let told = desk.told(&state)?;
            Some((state, told))
        });
        Ok(read.map(|(state, told)| Self {
            desk,
            sent,
            state,
            told,
        }))
    }
}

/// The law of a day, before one family.
struct Desk {
    lang: Lang,
    w: Words,
    rules: &'static RuleSet,
    book: &'static Book,
    day: std::sync::Arc<Day>,
    situations: &'static Situations,
    today: i64,
}

impl Desk {
    /// For whoever may know the law: everybody, but not without end.
    fn open(house: &House, actor: &Actor, reader: &Reader) -> Result<Self, AppError> {
        house.may(actor, Act::KnowRights, &Thing::House)?;
        count_guide(house, reader)?;
        Self::of(reader.lang(), crate::today(&house.clock)).map_err(AppError::internal)
    }

    /// The law of a day.
    fn of(lang: Lang, today: i64) -> Result<Self, String> {
        let book = Book::ours()?;
        let moment = Moment {
            on: today,
            known: today,
        };
        Ok(Self {
            lang,
            w: Words::of(lang),
            rules: book.rules(),
            book,
            day: book.day(moment)?,
            situations: Situations::ours()?,
            today,
        })
    }

    fn situation(&self, state: &State) -> Option<&'static Situation> {
        self.situations.named(&state.situation)
    }

    /// The family as the rules take it; `None` for one that is no family.
    fn told(&self, state: &State) -> Option<Told> {
        state.told(self.rules, self.situations).ok()
    }

    /// What its answers come to; `None` for one that is no family.
    fn outcome(&self, state: &State, told: &Told) -> Option<Outcome<'_>> {
        let alone = state.told_alone(self.rules, self.situations).ok()?;
        let both = (told.clone(), alone);
        let (told, alone) = state.without_skipped(self.rules, self.situations, both);
        Outcome::of(
            self.rules,
            &self.day,
            (&told, &alone),
            self.situation(state)?,
        )
    }

    /// What comes next; `None` for a situation that nobody knows.
    fn next(&self, state: &State, told: &Told) -> Option<Step> {
        let asker = Asker {
            rules: self.rules,
            day: &self.day,
            situations: self.situations,
            situation: self.situation(state)?,
        };
        Some(asker.next(state, told))
    }

    /// Of whom a row tells, in words; empty for what is the whole home's.
    fn whose(&self, told: &Told, entity: EntityId, row: u32) -> String {
        let w = self.w;
        let name = self.rules.entities.get(usize::from(entity.0));
        match name.map(|entity| entity.head.name.text.as_str()) {
            Some("adult") if row == 0 => w.guide_you().to_owned(),
            Some("adult") => w.guide_other_adult().to_owned(),
            Some("child") => {
                let born = told.find(self.rules, &format!("/homes/0/children/{row}/born"));
                let day = born.and_then(|born| told.value(born));
                match day {
                    Some(day) => w.guide_child_born(amounts::date(self.lang, day)),
                    None => w.guide_child().to_owned(),
                }
            }
            _ => String::new(),
        }
    }
}
