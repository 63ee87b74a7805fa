//! The steps of one or two programs as a graph in which nothing is computed twice.
//!
//! Equal steps become one node, constants are folded, and what the ranges already decide is
//! decided. Nodes are [`Step`]s whose [`StepId`]s are places in [`Graph::nodes`].

use std::collections::HashMap;

use super::dates;
use super::lookup::look_up;
use super::merge::Names;
use crate::program::{EntityId, Fold, Op, Program, Round, Step, StepId, Table, TableId};

/// Bounds of which nothing is known yet.
const ALL: (i64, i64) = (i64::MIN, i64::MAX);

/// Nodes, each after those it reads.
#[derive(Default)]
pub(super) struct Graph {
    pub nodes: Vec<Step>,
    pub tables: Vec<Table>,
    known: HashMap<(EntityId, Op), StepId>,
    /// Nodes that are ages on a fixed day: the birth and the day.
    ages: HashMap<StepId, (StepId, i64)>,
}

impl Graph {
    /// Adds a program's steps; gives the node of each.
    pub fn add(&mut self, program: &Program, names: &Names) -> Vec<StepId> {
        let mut nodes: Vec<StepId> = Vec::with_capacity(program.steps.len());
        for step in &program.steps {
            let at = |id: StepId| nodes.get(id.0 as usize).copied().unwrap_or(id);
            let op = names.op(renamed(step.op, at));
            let entity = names.entity(step.entity);
            let node = self.make(entity, op, (step.least, step.most));
            nodes.push(node);
        }
        nodes
    }

    /// Finds or makes the place of a table.
    pub fn table(&mut self, table: &Table) -> TableId {
        let found = self.tables.iter().position(|known| known == table);
        let place = found.unwrap_or_else(|| {
            self.tables.push(table.clone());
            self.tables.len() - 1
        });
        TableId(place as u32)
    }

    pub fn node(&self, id: StepId) -> Option<&Step> {
        self.nodes.get(id.0 as usize)
    }

    pub fn constant(&self, id: StepId) -> Option<i64> {
        match self.node(id)?.op {
            Op::Const(value) => Some(value),
            _ => None,
        }
    }

    pub fn range(&self, id: StepId) -> (i64, i64) {
        self.node(id).map_or(ALL, |step| (step.least, step.most))
    }

    fn fixed(&mut self, entity: EntityId, value: i64) -> StepId {
        self.intern(entity, Op::Const(value), (value, value))
    }

    fn intern(&mut self, entity: EntityId, op: Op, (least, most): (i64, i64)) -> StepId {
        if let Some(id) = self.known.get(&(entity, op)) {
            // Two programs may have proven different bounds for the same value: both hold.
            if let Some(node) = self.nodes.get_mut(id.0 as usize) {
                let (low, high) = (node.least.max(least), node.most.min(most));
                if low <= high {
                    (node.least, node.most) = (low, high);
                }
            }
            return *id;
        }
        let id = StepId(self.nodes.len() as u32);
        self.nodes.push(Step {
            entity,
            op,
            least,
            most,
        });
        self.known.insert((entity, op), id);
        id
    }

    /// The node that has the value of `op`: a known one, a simpler one, or a new one.
    fn make(&mut self, entity: EntityId, op: Op, proven: (i64, i64)) -> StepId {
        let natural = self.natural(op);
        let both = (proven.0.max(natural.0), proven.1.min(natural.1));
        let range = if both.0 <= both.1 { both } else { proven };
        if range.0 == range.1 {
            return self.fixed(entity, range.0);
        }
        if let Some(value) = self.folded(op) {
            return self.fixed(entity, value);
        }
        match self.simpler(entity, op, range) {
            Some(node) => node,
            None => self.intern(entity, op, range),
        }
    }

    fn flag(&mut self, entity: EntityId, op: Op) -> StepId {
        self.make(entity, op, (0, 1))
    }

    /// The value, when everything it reads is constant.
    fn folded(&self, op: Op) -> Option<i64> {
        let k = |id| self.constant(id);
        match op {
            Op::Choose { when, then, other } => match k(when) {
                Some(0) => k(other),
                Some(_) => k(then),
                None => None,
            },
            Op::Age { birth, on } => Some(crate::day::age(k(birth)?, k(on)?)),
            Op::Months { date, months } => Some(dates::months(k(date)?, k(months)?)),
            Op::Start { date, months } => Some(crate::day::start(k(date)?, months)),
            Op::Workdays { date, count } => Some(crate::day::workdays_after(k(date)?, k(count)?)),
            Op::Lookup { value, table } => {
                let table = self.tables.get(table.0 as usize)?;
                Some(look_up(table, k(value)?))
            }
            Op::Divide { value, by, round } => {
                let by = k(by).filter(|by| *by > 0)?;
                Some(super::divide::whole(k(value)?, by, round))
            }
            // Sums, products and comparisons of constants have a range of one value.
            _ => None,
        }
    }

    /// The bounds that follow from the bounds of what is read.
    fn natural(&self, op: Op) -> (i64, i64) {
        let r = |id| self.range(id);
        let flag = |yes: bool, no: bool| (i64::from(yes), i64::from(!no));
        match op {
            Op::Const(value) => (value, value),
            Op::Add(a, b) => {
                let (a, b) = (r(a), r(b));
                (a.0.saturating_add(b.0), a.1.saturating_add(b.1))
            }
            Op::Sub(a, b) => {
                let (a, b) = (r(a), r(b));
                (a.0.saturating_sub(b.1), a.1.saturating_sub(b.0))
            }
            Op::Mul(a, b) => {
                let (a, b) = (r(a), r(b));
                let corners = [
                    a.0.saturating_mul(b.0),
                    a.0.saturating_mul(b.1),
                    a.1.saturating_mul(b.0),
                    a.1.saturating_mul(b.1),
                ];
                corners
                    .into_iter()
                    .fold((i64::MAX, i64::MIN), |(low, high), c| {
                        (low.min(c), high.max(c))
                    })
            }
            Op::Min(a, b) => (r(a).0.min(r(b).0), r(a).1.min(r(b).1)),
            Op::Max(a, b) => (r(a).0.max(r(b).0), r(a).1.max(r(b).1)),
            Op::Less(a, b) => flag(a != b && r(a).1 < r(b).0, a == b || r(a).0 >= r(b).1),
            Op::AtMost(a, b) => flag(a == b || r(a).1 <= r(b).0, a != b && r(a).0 > r(b).1),
            Op::Same(a, b) => {
                let one = r(a).0 == r(a).1 && r(a) == r(b);
                flag(
                    a == b || one,
                    a != b && (r(a).1 < r(b).0 || r(b).1 < r(a).0),
                )
            }
            Op::And(a, b) => (r(a).0.min(r(b).0), r(a).1.min(r(b).1)),
            Op::Or(a, b) => (r(a).0.max(r(b).0), r(a).1.max(r(b).1)),
            Op::Not(a) => (
                r(a).1.saturating_sub(1).saturating_neg(),
                1_i64.saturating_sub(r(a).0),
            ),
            Op::Choose { then, other, .. } => {
                (r(then).0.min(r(other).0), r(then).1.max(r(other).1))
            }
            Op::Divide { value, by, round } => match self.constant(by).filter(|by| *by > 0) {
                Some(by) => (
                    super::divide::whole(r(value).0, by, round),
                    super::divide::whole(r(value).1, by, round),
                ),
                None => ALL,
            },
            _ => ALL,
        }
    }

    /// A node that has the same value and costs less.
    fn simpler(&mut self, entity: EntityId, op: Op, range: (i64, i64)) -> Option<StepId> {
        let k = |id| self.constant(id);
        let r = |id| self.range(id);
        match op {
            // Constants stand last, so that equal sums meet.
            Op::Add(a, b) if k(a).is_some() => Some(self.make(entity, Op::Add(b, a), range)),
            Op::Mul(a, b) if k(a).is_some() => Some(self.make(entity, Op::Mul(b, a), range)),
            Op::Min(a, b) if k(a).is_some() => Some(self.make(entity, Op::Min(b, a), range)),
            Op::Max(a, b) if k(a).is_some() => Some(self.make(entity, Op::Max(b, a), range)),
            Op::Same(a, b) if k(a).is_some() => Some(self.make(entity, Op::Same(b, a), range)),
            Op::Add(a, b) if k(b) == Some(0) => Some(a),
            Op::Add(a, b) => {
                let Some(Op::Add(inner, more)) = self.node(a).map(|step| step.op) else {
                    return None;
                };
                let sum = k(b)?.checked_add(k(more)?)?;
                let sum = self.fixed(entity, sum);
                Some(self.make(entity, Op::Add(inner, sum), range))
            }
            Op::Sub(a, b) => {
                let less = k(b)?.checked_neg()?;
                let less = self.fixed(entity, less);
                Some(self.make(entity, Op::Add(a, less), range))
            }
            Op::Mul(a, b) if k(b) == Some(1) => Some(a),
            Op::Min(a, b) if a == b || r(a).1 <= r(b).0 => Some(a),
            Op::Min(a, b) if r(b).1 <= r(a).0 => Some(b),
            Op::Max(a, b) if a == b || r(a).0 >= r(b).1 => Some(a),
            Op::Max(a, b) if r(b).0 >= r(a).1 => Some(b),
            Op::And(a, b) if a == b || k(b) == Some(1) => Some(a),
            Op::And(a, b) if k(a) == Some(1) => Some(b),
            Op::Or(a, b) if a == b || k(b) == Some(0) => Some(a),
            Op::Or(a, b) if k(a) == Some(0) => Some(b),
            Op::Not(a) => match self.node(a)?.op {
                Op::Not(inner) => Some(inner),
                Op::Less(x, y) => Some(self.flag(entity, Op::AtMost(y, x))),
                Op::AtMost(x, y) => Some(self.flag(entity, Op::Less(y, x))),
                _ => None,
            },
            Op::Choose { when, then, other } => self.chosen(entity, when, then, other, range),
            Op::Divide { value, by, .. } if k(by) == Some(1) => Some(value),
            Op::Less(a, b) => {
                // Younger than k: born after the last day that makes one k years old.
                if let Some((birth, day)) = self.birthday(a, k(b)) {
                    let day = self.fixed(entity, day);
                    return Some(self.flag(entity, Op::Less(day, birth)));
                }
                let (birth, day) = self.birthday(b, k(a)?.checked_add(1))?;
                let day = self.fixed(entity, day);
                Some(self.flag(entity, Op::AtMost(birth, day)))
            }
            Op::AtMost(a, b) => {
                if let Some((birth, day)) = self.birthday(b, k(a)) {
                    let day = self.fixed(entity, day);
                    return Some(self.flag(entity, Op::AtMost(birth, day)));
                }
                let (birth, day) = self.birthday(a, k(b)?.checked_add(1))?;
                let day = self.fixed(entity, day);
                Some(self.flag(entity, Op::Less(day, birth)))
            }
            Op::Fold {
                how: Fold::Sum,
                value,
                keep: Some(keep),
                link,
                empty,
            } => {
                // The rows that do not count become 0 where they stand: one column to read, not two.
                let from = self.node(value)?.entity;
                let (least, most) = r(value);
                let zero = self.fixed(from, 0);
                let kept = Op::Choose {
                    when: keep,
                    then: value,
                    other: zero,
                };
                let value = self.make(from, kept, (least.min(0), most.max(0)));
                let op = Op::Fold {
                    how: Fold::Sum,
                    value,
                    keep: None,
                    link,
                    empty,
                };
                Some(self.make(entity, op, range))
            }
            Op::Fold {
                how,
                value,
                keep: Some(keep),
                link,
                empty,
            } => {
                // Likewise: rows that do not count become `empty` where every value that counts
                // outdoes it, and otherwise a value of its own that no row has.
                let from = self.node(value)?.entity;
                let (least, most) = r(value);
                let (is_outdone, own) = match how {
                    Fold::Most => (empty <= least, least.checked_sub(1)?),
                    _ => (empty >= most, most.checked_add(1)?),
                };
                let none = if is_outdone { empty } else { own };
                let bounds = (least.min(none), most.max(none));
                let other = self.fixed(from, none);
                let kept = Op::Choose {
                    when: keep,
                    then: value,
                    other,
                };
                let value = self.make(from, kept, bounds);
                let op = Op::Fold {
                    how,
                    value,
                    keep: None,
                    link,
                    empty: none,
                };
                let folded = self.make(entity, op, bounds);
                if is_outdone {
                    return Some(folded);
                }
                let none = self.fixed(entity, none);
                let is_none = self.flag(entity, Op::Same(folded, none));
                let empty = self.fixed(entity, empty);
                let op = Op::Choose {
                    when: is_none,
                    then: empty,
                    other: folded,
                };
                Some(self.make(entity, op, range))
            }
            Op::Age { birth, on } => {
                let pieces = dates::pieces(k(on)?, r(birth))?;
                let on = k(on)?;
                let mut age: Option<StepId> = None;
                for piece in pieces {
                    let four = self.fixed(entity, -4);
                    let days = self.make(entity, Op::Mul(birth, four), ALL);
                    let more = self.fixed(entity, piece.more);
                    let days = self.make(entity, Op::Add(days, more), ALL);
                    let value = days;
                    let by = self.fixed(entity, dates::FOUR_YEARS);
                    let round = Round::Down;
                    let years = self.make(entity, Op::Divide { value, by, round }, ALL);
                    age = Some(match age {
                        None => years,
                        Some(before) => {
                            let from = self.fixed(entity, piece.from);
                            let when = self.flag(entity, Op::AtMost(from, birth));
                            let op = Op::Choose {
                                when,
                                then: years,
                                other: before,
                            };
                            self.make(entity, op, ALL)
                        }
                    });
                }
                self.ages.insert(age?, (birth, on));
                age
            }
            _ => None,
        }
    }

    fn chosen(
        &mut self,
        entity: EntityId,
        when: StepId,
        then: StepId,
        other: StepId,
        range: (i64, i64),
    ) -> Option<StepId> {
        match (
            self.constant(when),
            self.constant(then),
            self.constant(other),
        ) {
            (Some(0), _, _) => return Some(other),
            (Some(_), _, _) => return Some(then),
            (None, Some(1), Some(0)) => return Some(when),
            (None, Some(0), Some(1)) => return Some(self.flag(entity, Op::Not(when))),
            _ if then == other => return Some(then),
            _ => {}
        }
        let Op::Not(inner) = self.node(when)?.op else {
            return None;
        };
        let turned = Op::Choose {
            when: inner,
            then: other,
            other: then,
        };
        Some(self.make(entity, turned, range))
    }

    /// For an age on a fixed day: the birth, and the last birth with at least so many years.
    fn birthday(&self, age: StepId, years: Option<i64>) -> Option<(StepId, i64)> {
        let (birth, on) = *self.ages.get(&age)?;
        Some((birth, dates::last_birth(on, years?)?))
    }
}

/// An operation with its reads renamed.
fn renamed(op: Op, at: impl Fn(StepId) -> StepId) -> Op {
    match op {
        Op::Fact(_) | Op::Const(_) => op,
        Op::Add(a, b) => Op::Add(at(a), at(b)),
        Op::Sub(a, b) => Op::Sub(at(a), at(b)),
        Op::Mul(a, b) => Op::Mul(at(a), at(b)),
        Op::Min(a, b) => Op::Min(at(a), at(b)),
        Op::Max(a, b) => Op::Max(at(a), at(b)),
        Op::Less(a, b) => Op::Less(at(a), at(b)),
        Op::AtMost(a, b) => Op::AtMost(at(a), at(b)),
        Op::Same(a, b) => Op::Same(at(a), at(b)),
        Op::And(a, b) => Op::And(at(a), at(b)),
        Op::Or(a, b) => Op::Or(at(a), at(b)),
        Op::Not(a) => Op::Not(at(a)),
        Op::Choose { when, then, other } => Op::Choose {
            when: at(when),
            then: at(then),
            other: at(other),
        },
        Op::Divide { value, by, round } => Op::Divide {
            value: at(value),
            by: at(by),
            round,
        },
        Op::Age { birth, on } => Op::Age {
            birth: at(birth),
            on: at(on),
        },
        Op::Months { date, months } => Op::Months {
            date: at(date),
            months: at(months),
        },
        Op::Start { date, months } => Op::Start {
            date: at(date),
            months,
        },
        Op::Workdays { date, count } => Op::Workdays {
            date: at(date),
            count: at(count),
        },
        Op::Up {
            value,
            link,
            missing,
        } => Op::Up {
            value: at(value),
            link,
            missing,
        },
        Op::Fold {
            how,
            value,
            keep,
            link,
            empty,
        } => Op::Fold {
            how,
            value: at(value),
            keep: keep.map(at),
            link,
            empty,
        },
        Op::Rank { key, keep, link } => Op::Rank {
            key: at(key),
            keep: keep.map(at),
            link,
        },
        Op::Lookup { value, table } => Op::Lookup {
            value: at(value),
            table,
        },
    }
}
