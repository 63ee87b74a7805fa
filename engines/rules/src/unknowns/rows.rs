//! How one family's steps are worked out, whatever stands in a row: a number ([`crate::exact`])
//! or what is known of one ([`super::bound`]). One reading of every operation serves both, so
//! that they can differ only in what they do with a value.

use crate::program::{EntityId, Fold, LinkId, Op, Program, Round, StepId, Table};

/// A link's row that leads nowhere.
pub const NOWHERE: u32 = u32::MAX;

/// What stands in a row.
pub(crate) trait Domain: Copy + PartialEq {
    /// What is kept of the rows that were gathered so far.
    type Tally: Copy;

    fn of(value: i64) -> Self;
    fn add(self, other: Self) -> Self;
    fn sub(self, other: Self) -> Self;
    fn mul(self, other: Self) -> Self;
    fn smaller(self, other: Self) -> Self;
    fn larger(self, other: Self) -> Self;
    fn less(self, other: Self) -> Self;
    fn at_most(self, other: Self) -> Self;
    fn same(self, other: Self) -> Self;
    fn not(self) -> Self;
    fn choose(self, then: Self, other: Self) -> Self;
    fn divide(self, by: Self, round: Round) -> Self;
    /// From the day of birth to another.
    fn age(self, on: Self) -> Self;
    fn months(self, months: Self) -> Self;
    fn start(self, months: i64) -> Self;
    fn workdays(self, count: Self) -> Self;
    fn lookup(self, table: &Table) -> Self;
    /// What the program promises of a step.
    fn within(self, least: i64, most: i64) -> Self;

    fn nothing() -> Self::Tally;
    fn gather(tally: &mut Self::Tally, how: Fold, value: Self, keep: Self);
    fn total(tally: Self::Tally, how: Fold, empty: i64) -> Self;
    /// The place of a kept row among others, each said with whether it stands before this one
    /// when keys are equal, its key and whether it is kept.
    fn rank(key: Self, keep: Self, others: impl Iterator<Item = (bool, Self, Self)>) -> Self;
}

/// How many rows each entity has and where the links lead.
#[derive(Clone, Copy)]
pub(crate) struct Shape<'a> {
    pub counts: &'a [usize],
    pub links: &'a [Vec<u32>],
}

impl Shape<'_> {
    pub fn count(&self, entity: EntityId) -> usize {
        self.counts
            .get(usize::from(entity.0))
            .copied()
            .unwrap_or_default()
    }

    fn link(&self, link: LinkId) -> Option<&[u32]> {
        self.links.get(usize::from(link.0)).map(Vec::as_slice)
    }
}

/// Where the rows of each step (or fact) begin; one more says where the last ends.
pub(crate) fn starts(into: &mut Vec<usize>, lengths: impl Iterator<Item = usize>) {
    into.clear();
    into.push(0);
    let mut next = 0_usize;
    into.extend(lengths.map(|length| {
        next = next.saturating_add(length);
        next
    }));
}

pub(crate) fn part<'a, T>(all: &'a [T], starts: &[usize], index: usize) -> Option<&'a [T]> {
    all.get(*starts.get(index)?..*starts.get(index.checked_add(1)?)?)
}

/// The facts, row after row.
pub(crate) struct Facts<'a, D> {
    pub starts: &'a [usize],
    pub values: &'a [D],
}

/// Works out one step. `None` when the step doesn't fit its program, which is left as it was.
pub(crate) fn work<D: Domain>(
    program: &Program,
    shape: Shape<'_>,
    facts: &Facts<'_, D>,
    index: usize,
    starts: &[usize],
    values: &mut [D],
    tallies: &mut Vec<D::Tally>,
) -> Option<()> {
    let step = program.steps.get(index)?;
    let begin = *starts.get(index)?;
    let length = starts.get(index.checked_add(1)?)?.checked_sub(begin)?;
    let (before, rest) = values.split_at_mut_checked(begin)?;
    let out = rest.get_mut(..length)?;
    if length == 0 {
        return Some(());
    }
    let foreign = |id: StepId| part(before, starts, id.0 as usize);
    let read = |id: StepId| foreign(id).filter(|rows| rows.len() == length);
    let (least, most) = (step.least, step.most);
    // The act is a type of its own for each operation, so that it is compiled into the loop.
    macro_rules! two {
        ($a:expr, $b:expr, $act:expr) => {
            for ((out, a), b) in out.iter_mut().zip(read($a)?).zip(read($b)?) {
                *out = $act(*a, *b).within(least, most);
            }
        };
    }
    macro_rules! one {
        ($a:expr, $act:expr) => {
            for (out, a) in out.iter_mut().zip(read($a)?) {
                *out = $act(*a).within(least, most);
            }
        };
    }
    match step.op {
        Op::Fact(fact) => {
            let known = part(facts.values, facts.starts, fact.0 as usize)?;
            (known.len() == length).then(|| out.copy_from_slice(known))?;
        }
        Op::Const(value) => out.fill(D::of(value)),
        Op::Add(a, b) => two!(a, b, D::add),
        // A step and itself are equal even when nothing is known of them.
        Op::Sub(a, b) if a == b => out.fill(D::of(0)),
        Op::Less(a, b) if a == b => out.fill(D::of(0)),
        Op::AtMost(a, b) | Op::Same(a, b) if a == b => out.fill(D::of(1)),
        Op::Sub(a, b) => two!(a, b, D::sub),
        Op::Mul(a, b) => two!(a, b, D::mul),
        Op::Min(a, b) | Op::And(a, b) => two!(a, b, D::smaller),
        Op::Max(a, b) | Op::Or(a, b) => two!(a, b, D::larger),
        Op::Less(a, b) => two!(a, b, D::less),
        Op::AtMost(a, b) => two!(a, b, D::at_most),
        Op::Same(a, b) => two!(a, b, D::same),
        Op::Not(a) => one!(a, D::not),
        Op::Choose { when, then, other } => {
            let rows = read(when)?.iter().zip(read(then)?).zip(read(other)?);
            for (out, ((when, then), other)) in out.iter_mut().zip(rows) {
                *out = when.choose(*then, *other).within(least, most);
            }
        }
        Op::Divide { value, by, round } => {
            two!(value, by, |value: D, by: D| value.divide(by, round));
        }
        Op::Age { birth, on } => two!(birth, on, D::age),
        Op::Months { date, months } => two!(date, months, D::months),
        Op::Start { date, months } => one!(date, |date: D| date.start(months)),
        Op::Workdays { date, count } => two!(date, count, D::workdays),
        Op::Lookup { value, table } => {
            let table = program.tables.get(table.0 as usize)?;
            one!(value, |value: D| value.lookup(table));
        }
        Op::Up {
            value,
            link,
            missing,
        } => {
            let (value, link) = (foreign(value)?, shape.link(link)?);
            for (out, to) in out.iter_mut().zip(link) {
                *out = match value.get(*to as usize) {
                    Some(value) => *value,
                    None => D::of(missing),
                }
                .within(least, most);
            }
        }
        Op::Fold {
            how,
            value,
            keep,
            link,
            empty,
        } => {
            tallies.clear();
            tallies.resize(length, D::nothing());
            let (value, link) = (foreign(value)?, shape.link(link)?);
            let keep = match keep {
                Some(keep) => Some(foreign(keep)?),
                None => None,
            };
            let mut keep = keep.map(<[D]>::iter);
            for (value, to) in value.iter().zip(link) {
                let kept = match &mut keep {
                    Some(keep) => *keep.next()?,
                    None => D::of(1),
                };
                if let Some(tally) = tallies.get_mut(*to as usize) {
                    D::gather(tally, how, *value, kept);
                }
            }
            for (out, tally) in out.iter_mut().zip(tallies.iter()) {
                *out = D::total(*tally, how, empty).within(least, most);
            }
        }
        Op::Rank { key, keep, link } => {
            let (key, link) = (read(key)?, shape.link(link)?);
            let keep = match keep {
                Some(keep) => Some(read(keep)?),
                None => None,
            };
            let kept = |row: usize| match keep {
                Some(keep) => keep.get(row).copied(),
                None => Some(D::of(1)),
            };
            for (row, (out, to)) in out.iter_mut().zip(link).enumerate() {
                if *to == NOWHERE {
                    *out = D::of(0);
                    continue;
                }
                let others = link.iter().zip(key).enumerate();
                let others = others.filter_map(|(other, (there, key))| {
                    (there == to && other != row)
                        .then(|| Some((other < row, *key, kept(other)?)))
                        .flatten()
                });
                *out = D::rank(*key.get(row)?, kept(row)?, others).within(least, most);
            }
        }
    }
    Some(())
}
