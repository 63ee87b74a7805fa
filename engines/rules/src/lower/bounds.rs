//! Where the values of a step lie, from where those lie that it reads.

use super::Lowering;
use crate::day;
use crate::program::{Fold, MOST_ROWS, Op};
use crate::ratio::Ratio;

/// Whoever runs a program refuses more rows that belong to one.
const ROWS: i128 = MOST_ROWS as i128;

impl Lowering<'_> {
    /// Where the values of a step lie.
    pub(super) fn bounds(&self, op: &Op) -> (i128, i128) {
        let range = |step| self.range(step);
        let truth = |yes: bool, no: bool| (i128::from(yes && !no), i128::from(yes || !no));
        match *op {
            Op::Fact(id) => self
                .program
                .facts
                .get(id.0 as usize)
                .map_or((0, 0), |fact| {
                    (i128::from(fact.least), i128::from(fact.most))
                }),
            Op::Const(value) => (i128::from(value), i128::from(value)),
            Op::Add(a, b) => {
                let (a, b) = (range(a), range(b));
                (a.0.saturating_add(b.0), a.1.saturating_add(b.1))
            }
            Op::Sub(a, b) => {
                let (a, b) = (range(a), range(b));
                (a.0.saturating_sub(b.1), a.1.saturating_sub(b.0))
            }
            Op::Mul(a, b) => {
                let (a, b) = (range(a), range(b));
                hull(
                    [a.0, a.1]
                        .into_iter()
                        .flat_map(|x| [b.0, b.1].into_iter().map(move |y| x.saturating_mul(y))),
                )
            }
            Op::Min(a, b) => {
                let (a, b) = (range(a), range(b));
                (a.0.min(b.0), a.1.min(b.1))
            }
            Op::Max(a, b) => {
                let (a, b) = (range(a), range(b));
                (a.0.max(b.0), a.1.max(b.1))
            }
            Op::Less(a, b) => {
                let (a, b) = (range(a), range(b));
                truth(a.1 < b.0, a.0 >= b.1)
            }
            Op::AtMost(a, b) => {
                let (a, b) = (range(a), range(b));
                truth(a.1 <= b.0, a.0 > b.1)
            }
            Op::Same(a, b) => {
                let (x, y) = (range(a), range(b));
                truth(a == b || (x.0 == x.1 && x == y), x.1 < y.0 || y.1 < x.0)
            }
            Op::And(a, b) => {
                let (a, b) = (range(a), range(b));
                (a.0.min(b.0), a.1.min(b.1))
            }
            Op::Or(a, b) => {
                let (a, b) = (range(a), range(b));
                (a.0.max(b.0), a.1.max(b.1))
            }
            Op::Not(a) => {
                let a = range(a);
                (1_i128.saturating_sub(a.1), 1_i128.saturating_sub(a.0))
            }
            Op::Choose { then, other, .. } => {
                let (a, b) = (range(then), range(other));
                (a.0.min(b.0), a.1.max(b.1))
            }
            Op::Divide { value, by, round } => {
                let (value, by) = (range(value), range(by));
                let ends = [value.0, value.1].into_iter().flat_map(|x| {
                    [by.0, by.1]
                        .into_iter()
                        .filter_map(move |y| Ratio::new(x, y)?.rounded(round))
                });
                hull(ends)
            }
            Op::Age { birth, on } => {
                let (birth, on) = (range(birth), range(on));
                ends((birth.1, birth.0), on, day::age)
            }
            // What is later by more, or from a later day, is no earlier.
            Op::Months { date, months } => ends(range(date), range(months), day::months_after),
            Op::Start { date, months } => {
                ends(range(date), (0, 0), |date, _| day::start(date, months))
            }
            Op::Workdays { date, count } => ends(range(date), range(count), day::workdays_after),
            Op::Up {
                value,
                missing,
                link,
            } => {
                let value = range(value);
                let missing = i128::from(missing);
                let optional = self.program.links.get(usize::from(link.0));
                if optional.is_none_or(|link| link.optional) {
                    (value.0.min(missing), value.1.max(missing))
                } else {
                    value
                }
            }
            Op::Fold {
                how, value, empty, ..
            } => {
                let value = range(value);
                let empty = i128::from(empty);
                match how {
                    Fold::Sum => (
                        value.0.saturating_mul(ROWS).min(0),
                        value.1.saturating_mul(ROWS).max(0),
                    ),
                    Fold::Least | Fold::Most => (value.0.min(empty), value.1.max(empty)),
                }
            }
            Op::Rank { .. } => (0, ROWS),
            Op::Lookup { table, .. } => {
                let table = self.program.tables.get(table.0 as usize);
                let values = table.into_iter().flat_map(|table| {
                    let steps = table.rows.iter().map(|(_, value)| *value);
                    steps.chain([table.first]).map(i128::from)
                });
                hull(values)
            }
        }
    }
}

/// From the least of both to the most of both.
fn ends(a: (i128, i128), b: (i128, i128), of: impl Fn(i64, i64) -> i64) -> (i128, i128) {
    let near = |at: i128| i64::try_from(at).unwrap_or_default();
    let of = |a: i128, b: i128| i128::from(of(near(a), near(b)));
    (of(a.0, b.0), of(a.1, b.1))
}

fn hull(values: impl Iterator<Item = i128>) -> (i128, i128) {
    values
        .fold(None, |range: Option<(i128, i128)>, value| {
            Some(range.map_or((value, value), |(a, b)| (a.min(value), b.max(value))))
        })
        .unwrap_or_default()
}
