//! Nodes that have the same value and cost less.

use super::dates;
use super::graph::{ALL, Graph};
use crate::program::{EntityId, Fold, Op, Round, StepId};

impl Graph {
    /// A node that has the same value and costs less.
    pub fn simpler(&mut self, entity: EntityId, op: Op, range: (i64, i64)) -> Option<StepId> {
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
