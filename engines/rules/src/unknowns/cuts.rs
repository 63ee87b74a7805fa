//! Where the rules tell a fact's values apart: the points at which a comparison with constants,
//! or a table, turns over.
//!
//! They only say which values are worth trying and where to split; a cut that isn't found, or
//! that is none, costs time or tightness and never soundness. So a sum over rows is taken as if
//! there were one row.

use crate::program::{FactId, Op, Program, StepId};

use super::plan::sampled;
use super::rows::Domain;

/// Longer formulas between a fact and a comparison are not looked through.
const SIZE: u16 = 24;
/// Of a table so many thresholds are looked at.
const THRESHOLDS: usize = 16;

/// What a step is a function of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Constant,
    One(FactId),
    Many,
}

pub(super) struct Cuts {
    /// By fact, the first values of sections.
    cuts: Vec<(FactId, i64)>,
}

impl Cuts {
    pub fn of(program: &Program) -> Self {
        let mut origins: Vec<(Origin, u16)> = Vec::with_capacity(program.steps.len());
        let mut cuts = Vec::new();
        for step in &program.steps {
            let (origin, size) = origin(&origins, &step.op);
            origins.push((origin, size));
            let Origin::One(fact) = origin else {
                continue;
            };
            let range = program.facts.get(fact.0 as usize);
            let Some((least, most)) = range.map(|fact| (fact.least, fact.most)) else {
                continue;
            };
            let mut turn = |turned: &dyn Fn(i64) -> Option<bool>| {
                let cut = flip(least, most, turned);
                cuts.extend(cut.map(|cut| (fact, cut)));
            };
            let less = |a, b| move |x| Some(at(program, a, x)? < at(program, b, x)?);
            let at_most = |a, b| move |x| Some(at(program, a, x)? <= at(program, b, x)?);
            match step.op {
                Op::Less(a, b) | Op::Min(a, b) | Op::Max(a, b) => turn(&less(a, b)),
                Op::AtMost(a, b) => turn(&at_most(a, b)),
                Op::Same(a, b) => {
                    turn(&less(a, b));
                    turn(&at_most(a, b));
                }
                Op::Lookup { value, table } => {
                    let Some(table) = program.tables.get(table.0 as usize) else {
                        continue;
                    };
                    let places: Vec<usize> = (1..=table.rows.len()).collect();
                    for place in sampled(&places, THRESHOLDS) {
                        turn(&|x| Some(table.reached(at(program, value, x)?) >= place));
                    }
                }
                _ => {}
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
        Self { cuts }
    }

    /// The fact's values in sections, from and to, that the rules may tell apart.
    pub fn sections(&self, fact: FactId, least: i64, most: i64) -> Vec<(i64, i64)> {
        let cuts = self.cuts.iter().filter(|(of, _)| *of == fact);
        let firsts = std::iter::once(least).chain(cuts.map(|(_, cut)| *cut));
        let firsts: Vec<i64> = firsts.collect();
        let ends = firsts.iter().skip(1).map(|next| next.saturating_sub(1));
        let ends = ends.chain([most]);
        firsts.iter().copied().zip(ends).collect()
    }
}

fn origin(origins: &[(Origin, u16)], op: &Op) -> (Origin, u16) {
    let of = |id: StepId| origins.get(id.0 as usize).copied();
    match *op {
        Op::Fact(fact) => return (Origin::One(fact), 1),
        Op::Const(_) => return (Origin::Constant, 1),
        Op::Rank { .. } => return (Origin::Many, 0),
        Op::Fold { value, .. } => return of(value).unwrap_or((Origin::Many, 0)),
        _ => {}
    }
    let reads = op.reads().map(|read| of(read).unwrap_or((Origin::Many, 0)));
    let (all, size) = reads.fold((Origin::Constant, 1_u16), |(all, size), (one, more)| {
        let all = match (all, one) {
            (Origin::Constant, other) | (other, Origin::Constant) => other,
            (a, b) if a == b => a,
            _ => Origin::Many,
        };
        (all, size.saturating_add(more))
    });
    if size > SIZE {
        (Origin::Many, 0)
    } else {
        (all, size)
    }
}

/// The first value that turns out unlike the least one, if the most does.
fn flip(least: i64, most: i64, turned: &dyn Fn(i64) -> Option<bool>) -> Option<i64> {
    let before = turned(least)?;
    if turned(most)? == before {
        return None;
    }
    let (mut low, mut high) = (least, most);
    while high.saturating_sub(low) > 1 {
        let middle = low.midpoint(high);
        if turned(middle)? == before {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(high)
}

/// What a step of one origin comes to when its fact is `x` in every row.
fn at(program: &Program, id: StepId, x: i64) -> Option<i64> {
    let step = program.step(id)?;
    let of = |id| at(program, id, x);
    let value = match step.op {
        Op::Fact(_) => x,
        Op::Const(value) => value,
        Op::Add(a, b) => Domain::add(of(a)?, of(b)?),
        Op::Sub(a, b) => Domain::sub(of(a)?, of(b)?),
        Op::Mul(a, b) => Domain::mul(of(a)?, of(b)?),
        Op::Min(a, b) | Op::And(a, b) => of(a)?.smaller(of(b)?),
        Op::Max(a, b) | Op::Or(a, b) => of(a)?.larger(of(b)?),
        Op::Less(a, b) => of(a)?.less(of(b)?),
        Op::AtMost(a, b) => of(a)?.at_most(of(b)?),
        Op::Same(a, b) => of(a)?.same(of(b)?),
        Op::Not(a) => of(a)?.not(),
        Op::Choose { when, then, other } => of(if of(when)? == 0 { other } else { then })?,
        Op::Divide { value, by, round } => of(value)?.divide(of(by)?, round),
        Op::Age { birth, on } => of(birth)?.age(of(on)?),
        Op::Months { date, months } => of(date)?.months(of(months)?),
        Op::Start { date, months } => of(date)?.start(months),
        Op::Workdays { date, count } => of(date)?.workdays(of(count)?),
        Op::Up { value, .. } | Op::Fold { value, .. } => of(value)?,
        Op::Rank { .. } => return None,
        Op::Lookup { value, table } => of(value)?.lookup(program.tables.get(table.0 as usize)?),
    };
    Some(value.clamp(step.least, step.most.max(step.least)))
}
