//! What is known of a value before anything runs.

use super::graph::{ALL, Graph};
use crate::day;
use crate::program::Op;

impl Graph {
    /// The value, when everything it reads is constant.
    pub fn folded(&self, op: Op) -> Option<i64> {
        let k = |id| self.constant(id);
        match op {
            Op::Choose { when, then, other } => match k(when) {
                Some(0) => k(other),
                Some(_) => k(then),
                None => None,
            },
            Op::Age { birth, on } => Some(day::age(k(birth)?, k(on)?)),
            Op::Months { date, months } => Some(day::months_after(k(date)?, k(months)?)),
            Op::Start { date, months } => Some(day::start(k(date)?, months)),
            Op::Workdays { date, count } => Some(day::workdays_after(k(date)?, k(count)?)),
            Op::Lookup { value, table } => {
                Some(self.tables.get(table.0 as usize)?.value(k(value)?))
            }
            Op::Divide { value, by, round } => {
                let by = k(by).filter(|by| *by > 0)?;
                Some(round.whole(k(value)?, by))
            }
            // Sums, products and comparisons of constants have a range of one value.
            _ => None,
        }
    }

    /// The bounds that follow from the bounds of what is read.
    pub fn natural(&self, op: Op) -> (i64, i64) {
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
                Some(by) => (round.whole(r(value).0, by), round.whole(r(value).1, by)),
                None => ALL,
            },
            _ => ALL,
        }
    }
}
