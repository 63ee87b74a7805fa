//! Why results are what they are: each reason once, under the place of what it explains, and
//! named by that place wherever another rests on it. So an answer grows with the family and not
//! with the ways through the law.

use std::collections::HashSet;
use std::rc::Rc;

use rules::rule_set::RuleId;
use rules::syntax::RowValue;
use rules::trace::{Condition, Ground, Reason, Value as Traced};
use rules::unknowns::Missing;
use rules::{RuleSet, Standing, Type};
use serde_json::{Value, json};

use crate::facts::Told;
use crate::json::{self as written, Members};
use crate::said::{Said, text};
use crate::show;

/// The reasons of an answer, while it is written.
pub(crate) struct Reasons<'a> {
    rules: &'a RuleSet,
    said: &'a Said,
    told: &'a Told,
    known: HashSet<(RuleId, u32)>,
    waiting: Vec<Rc<Reason>>,
}

impl<'a> Reasons<'a> {
    pub(crate) fn new(rules: &'a RuleSet, said: &'a Said, told: &'a Told) -> Self {
        Self {
            rules,
            said,
            told,
            known: HashSet::new(),
            waiting: Vec::new(),
        }
    }

    /// Under which name this reason stands; it will be written.
    pub(crate) fn key(&mut self, reason: &Rc<Reason>) -> String {
        if self.known.insert((reason.rule, reason.row)) {
            self.waiting.push(reason.clone());
        }
        let rule = self.rules.rule(reason.rule);
        let of = rule.and_then(|rule| self.told.row(rule.entity, reason.row));
        let name = rule.map_or("", |rule| rule.head.name.text.as_str());
        format!("{}/{name}", of.unwrap_or_default())
    }

    /// Writes those that were named, and those they rest on.
    pub(crate) fn write(&mut self, out: &mut Vec<u8>) {
        written::object(out, |all| {
            while let Some(reason) = self.waiting.pop() {
                let key = self.key(&reason);
                all.keyed(&key, |out| {
                    written::object(out, |one| self.reason(&reason, one));
                });
            }
        });
    }

    fn reason(&mut self, reason: &Reason, to: &mut Members<'_>) {
        let (rules, said) = (self.rules, self.said);
        let said = said.rules.get(reason.rule.0 as usize);
        let (Some(rule), Some(said)) = (rules.rule(reason.rule), said) else {
            return;
        };
        to.written(&said.reason);
        to.put("of", self.told.row(rule.entity, reason.row));
        to.put("from", show::day(reason.from));
        to.put("value", traced(&rule.kind, reason.value));
        let version = rule
            .versions
            .iter()
            .position(|each| each.from == reason.from);
        let conditions = version.and_then(|at| said.conditions.get(at));
        to.part("conditions", |out| {
            written::list(
                out,
                &reason.conditions,
                |out, Condition { at, met, grounds }| {
                    written::object(out, |condition| {
                        if let Some(said) = conditions.and_then(|all| all.get(*at)) {
                            condition.written(said);
                        }
                        condition.put("met", met);
                        condition.part("grounds", |out| self.grounds(grounds, out));
                    });
                },
            );
        });
        to.part("grounds", |out| self.grounds(&reason.grounds, out));
    }

    fn grounds(&mut self, grounds: &[Ground], out: &mut Vec<u8>) {
        written::list(out, grounds, |out, ground| {
            written::object(out, |to| self.ground(ground, to));
        });
    }

    fn ground(&mut self, ground: &Ground, to: &mut Members<'_>) {
        match ground {
            Ground::Fact {
                fact,
                row,
                value,
                assumed,
            } => {
                let missing = Missing {
                    fact: *fact,
                    row: *row,
                };
                to.put("fact", self.told.place(self.rules, missing));
                say(to, &self.said.facts, fact.0);
                let known = self.rules.fact(*fact);
                to.put("value", known.map(|fact| traced(&fact.kind, *value)));
                to.put("assumed", assumed);
            }
            Ground::Parameter { parameter, row } => {
                say(to, &self.said.parameters, parameter.0);
                let value = match row.value {
                    RowValue::Is(value) => show::ratio_exact(value),
                    RowValue::Unknown | RowValue::None => Value::Null,
                };
                to.put("value", value);
                to.put("from", show::day(row.from));
                to.put("source", row.source.as_ref().map(text));
                to.put("confidence", row.confidence.map(show::confidence));
            }
            Ground::Table { table, value } => {
                say(to, &self.said.tables, table.0);
                to.put("value", show::ratio_exact(*value));
            }
            Ground::Rounded {
                from,
                to: after,
                cites,
            } => {
                to.put("rounded", show::ratio_exact(*after));
                to.put("before", show::ratio(*from));
                to.put("cites", cites.as_ref().map(text));
            }
            Ground::Rule(reason) => to.put("reason", self.key(reason)),
            Ground::Without(standing) => to.put(
                "left_out",
                match standing {
                    Standing::NotKnown(what) | Standing::NotInForce(what) => what.as_str(),
                    Standing::InForce => "",
                },
            ),
        }
    }
}

/// The texts of one of `all`.
fn say(to: &mut Members<'_>, all: &[Box<[u8]>], at: u32) {
    let said = all.get(at as usize);
    to.written(said.map(AsRef::as_ref).unwrap_or_default());
}

fn traced(kind: &Type, value: Traced) -> Value {
    match (kind, value) {
        (_, Traced::Number(number)) => show::ratio(number),
        (_, Traced::YesNo(yes)) => json!(yes),
        (_, Traced::Date(day)) => json!(show::day(day)),
        (Type::Choice(_, options), Traced::Choice(at)) => json!(options.get(usize::from(at))),
        (_, Traced::Choice(at)) => json!(at),
    }
}
