//! One step of the guide: an answer comes in, the next page goes out.

use std::collections::BTreeMap;

use access::{Actor, House};
use axum::extract::State as Here;
use axum::response::Response;
use serde_json::Value;
use web::{AppError, Form, Reader};

use super::next::Step;
use super::place::Place;
use super::state::{CHILDREN, State};
use super::{Desk, Visit, ask, result};
use crate::facts::{Told, fact};

/// What a form sends, by name.
pub type Fields = BTreeMap<String, String>;

/// `POST /rights`.
pub(crate) async fn page(
    Here(house): Here<House>,
    actor: Actor,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, AppError> {
    go_on(&Place::own(&house, &actor, &reader), fields)
}

pub(super) fn go_on(place: &Place<'_>, fields: Fields) -> Result<Response, AppError> {
    let Some(visit) = Visit::of(place, fields)? else {
        return Ok(place.anew());
    };
    let guide = Guide {
        desk: &visit.desk,
        place,
        sent: &visit.sent,
    };
    guide.step(visit.state)
}

/// A posted form.
pub(super) struct Sent(pub(super) Fields);

impl Sent {
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Answers alone: what begins with `v`.
    fn typed(&self) -> Fields {
        let answers = self.0.iter().filter(|(name, _)| name.starts_with('v'));
        answers
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// The rows that the page asked about.
    fn rows(&self) -> Vec<u32> {
        let rows = self
            .get("rows")
            .split(',')
            .filter_map(|row| row.parse().ok());
        rows.take(crate::facts::MOST).collect()
    }
}

struct Guide<'a> {
    desk: &'a Desk,
    place: &'a Place<'a>,
    sent: &'a Sent,
}

impl Guide<'_> {
    fn step(&self, mut state: State) -> Result<Response, AppError> {
        let nothing = (&Fields::new(), &Vec::new());
        let about = self.sent.get("about");
        match self.sent.get("act") {
            "more" => {
                let typed = self.sent.typed();
                return ask::children(self.desk, self.place, &state, (&typed, &Vec::new()), true);
            }
            "back" => match state.back() {
                Some(what) => return self.again(&state, &what, nothing),
                None => return Ok(self.place.anew()),
            },
            "result" => return self.result(&state),
            act => {
                if let Some(what) = act.strip_prefix("change:") {
                    return self.again(&state, what, nothing);
                }
                let skip = act == "skip";
                if about == CHILDREN {
                    let typed = self.sent.typed();
                    match (skip, ask::birthdays(self.desk, &typed)) {
                        (true, _) => state.set_children(&[]),
                        (false, Ok(born)) => state.set_children(&born),
                        (false, Err(wrong)) => {
                            return self.again(&state, CHILDREN, (&typed, &wrong));
                        }
                    }
                } else if !about.is_empty()
                    && let Some(response) = self.take(&mut state, about, skip)?
                {
                    return Ok(response);
                }
            }
        }
        self.next(&state)
    }

    /// Takes an answer; a page where it is not one.
    fn take(
        &self,
        state: &mut State,
        path: &str,
        skip: bool,
    ) -> Result<Option<Response>, AppError> {
        let Some((_, fact)) = fact(self.desk.rules, path) else {
            return Ok(None);
        };
        let told = self.told(state)?;
        let count = told.rows(fact.entity);
        let rows: Vec<u32> = self
            .sent
            .rows()
            .into_iter()
            .filter(|row| *row < count)
            .collect();
        let place = |row: u32| {
            let owner = told.row(fact.entity, row).unwrap_or_default();
            format!("{owner}/{}", fact.head.name.text)
        };
        let answers: Vec<(String, Option<Value>)> = match skip {
            true => rows.iter().map(|row| (place(*row), None)).collect(),
            false => {
                let typed = self.sent.typed();
                match ask::answers(self.desk, fact, &rows, &typed) {
                    Ok(right) => {
                        let right = right.into_iter();
                        right
                            .map(|(row, value)| (place(row), Some(value)))
                            .collect()
                    }
                    Err(wrong) => return self.again(state, path, (&typed, &wrong)).map(Some),
                }
            }
        };
        state.answer(path, &answers);
        Ok(None)
    }

    /// A question that was asked before.
    fn again(
        &self,
        state: &State,
        what: &str,
        sent: (&Fields, &ask::Wrong),
    ) -> Result<Response, AppError> {
        if what == CHILDREN {
            return ask::children(self.desk, self.place, state, sent, false);
        }
        let Some((id, fact)) = fact(self.desk.rules, what) else {
            return self.next(state);
        };
        let told = self.told(state)?;
        let asked = self.sent.rows();
        let rows: Vec<u32> = (0..told.rows(fact.entity))
            .filter(|row| sent.0.is_empty() || asked.contains(row))
            .collect();
        ask::fact(self.desk, self.place, state, &told, (id, &rows), sent)
    }

    fn next(&self, state: &State) -> Result<Response, AppError> {
        let told = self.told(state)?;
        let nothing = (&Fields::new(), &Vec::new());
        match self.desk.next(state, &told).ok_or(AppError::NotFound)? {
            Step::Children => ask::children(self.desk, self.place, state, nothing, false),
            Step::Fact(fact, rows) => {
                ask::fact(self.desk, self.place, state, &told, (fact, &rows), nothing)
            }
            Step::Results => self.result(state),
        }
    }

    fn result(&self, state: &State) -> Result<Response, AppError> {
        let told = self.told(state)?;
        result::page(self.desk, self.place, state, &told, None)
    }

    fn told(&self, state: &State) -> Result<Told, AppError> {
        self.desk
            .told(state)
            .ok_or(AppError::BadRequest("this is no family"))
    }
}
