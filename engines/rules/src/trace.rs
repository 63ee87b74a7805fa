//! One family, with reasons: a walk over the rules as they were written, with exact numbers, that
//! notes for every result which conditions, facts, numbers and other rules it rests on.
//!
//! It shares nothing with the lowered program but the checked rules, so that the two can be held
//! against each other.

mod standing;
mod walk;

pub use walk::in_parts;

use std::collections::HashMap;
use std::rc::Rc;

use crate::lower::{Moment, Standing};
use crate::program::{EntityId, FactId};
use crate::ratio::Ratio;
use crate::rule_set::{DatedTableId, ParameterId, RuleId, RuleSet, Typed};
use crate::syntax::{Cited, Row};

/// No row: a link that leads nowhere.
pub const NOWHERE: u32 = u32::MAX;

/// What is known of one family.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Family {
    /// How many rows each entity has.
    pub counts: Vec<u32>,
    /// For each link, the row that each row leads to, or [`NOWHERE`].
    pub links: Vec<Vec<u32>>,
    /// For each fact, each row's value, in the fact's parts; `None`: not told.
    pub facts: Vec<Vec<Option<i64>>>,
}

impl Family {
    /// One with rows but no facts; every row belongs to the first row of the entity above it.
    pub fn of(rules: &RuleSet, counts: &[u32]) -> Self {
        let count = |entity: EntityId| {
            counts
                .get(usize::from(entity.0))
                .copied()
                .unwrap_or_default()
        };
        let rows = |entity: EntityId| usize::try_from(count(entity)).unwrap_or_default();
        Self {
            counts: counts.to_vec(),
            links: rules
                .links
                .iter()
                .map(|link| {
                    let to = if link.optional || count(link.to) == 0 {
                        NOWHERE
                    } else {
                        0
                    };
                    vec![to; rows(link.from)]
                })
                .collect(),
            facts: rules
                .facts
                .iter()
                .map(|fact| vec![None; rows(fact.entity)])
                .collect(),
        }
    }

    /// Tells a fact. What does not exist is not told.
    pub fn tell(&mut self, fact: FactId, row: u32, value: i64) {
        let place = self
            .facts
            .get_mut(fact.0 as usize)
            .and_then(|rows| rows.get_mut(row as usize));
        if let Some(place) = place {
            *place = Some(value);
        }
    }

    /// A fact's value, if it was told.
    pub fn told(&self, fact: FactId, row: u32) -> Option<i64> {
        *self.facts.get(fact.0 as usize)?.get(row as usize)?
    }
}

/// A value with its type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    /// A number in its unit.
    Number(Ratio),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(i64),
    /// The place of an option.
    Choice(u16),
}

/// Why there is no value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Without {
    /// The rules have none that day.
    Law(Standing),
    /// A fact is not told.
    Fact(FactId, u32),
    /// The numbers grew beyond 128 bits.
    TooLarge,
}

/// What a result rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ground {
    /// A fact that was told, or assumed where nobody said.
    Fact {
        /// Which.
        fact: FactId,
        /// Whose.
        row: u32,
        /// Its value.
        value: Value,
        /// Whether it was only assumed.
        assumed: bool,
    },
    /// A number of the law, and its row: from when, from where.
    Parameter {
        /// Which.
        parameter: ParameterId,
        /// The row that held.
        row: Row,
    },
    /// A table's value.
    Table {
        /// Which.
        table: DatedTableId,
        /// What was found.
        value: Ratio,
    },
    /// A rounding that the law names.
    Rounded {
        /// Before.
        from: Ratio,
        /// After.
        to: Ratio,
        /// The paragraph.
        cites: Option<Cited>,
    },
    /// Another rule's result.
    Rule(Rc<Reason>),
    /// A rule or a number that was passed over because it is not in force or not known.
    Without(Standing),
}

/// A condition and whether it is met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// Its place among the version's conditions.
    pub at: usize,
    /// Whether it is met.
    pub met: bool,
    /// What that rests on.
    pub grounds: Vec<Ground>,
}

/// Why a rule gives what it gives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason {
    /// The rule.
    pub rule: RuleId,
    /// Whose.
    pub row: u32,
    /// What it gives; 0, or no, where a condition is not met.
    pub value: Value,
    /// The first day of the version that held.
    pub from: i64,
    /// Its conditions.
    pub conditions: Vec<Condition>,
    /// What the amount rests on; empty where a condition is not met.
    pub grounds: Vec<Ground>,
}

/// Walks the rules for one family.
pub struct Trace<'a> {
    rules: &'a RuleSet,
    family: &'a Family,
    moment: Moment,
    /// Members by link and holder.
    members: HashMap<(u16, u32), Vec<u32>>,
    known: HashMap<(RuleId, u32), Result<Rc<Reason>, Without>>,
    /// Rules that the law leaves without an answer that day, for anybody.
    gaps: HashMap<RuleId, Option<Standing>>,
    /// The same of their named parts, by where these stand.
    let_gaps: HashMap<*const Typed, Option<Standing>>,
}

impl<'a> Trace<'a> {
    /// Ready to explain.
    pub fn of(rules: &'a RuleSet, family: &'a Family, moment: Moment) -> Self {
        let mut members: HashMap<(u16, u32), Vec<u32>> = HashMap::new();
        for (link, rows) in (0_u16..).zip(&family.links) {
            for (row, to) in (0_u32..).zip(rows) {
                members.entry((link, *to)).or_default().push(row);
            }
        }
        Self {
            rules,
            family,
            moment,
            members,
            known: HashMap::new(),
            gaps: HashMap::new(),
            let_gaps: HashMap::new(),
        }
    }

    /// What a rule gives for a row, and why. A rule that rests on a number which the law leaves
    /// open that day has no value for anybody, also not for who would not have needed the number.
    ///
    /// # Errors
    /// Why it gives nothing: not in force, not known, or a fact that is missing.
    pub fn reason(&mut self, rule: RuleId, row: u32) -> Result<Rc<Reason>, Without> {
        if let Some(known) = self.known.get(&(rule, row)) {
            return known.clone();
        }
        let found = match self.rule_gap(rule) {
            Some(gap) => Err(Without::Law(gap)),
            None => self.version(rule, row).map(Rc::new),
        };
        self.known.insert((rule, row), found.clone());
        found
    }
}
