//! The next best question: the one missing fact that leaves least uncertain, whatever the answer.
//! All in whole numbers, so that every machine asks the same.

use crate::program::{FactId, StepId};

use super::bound::Bound;
use super::plan::sampled;
use super::{Assessment, Missing};

/// How wide a range counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Measure {
    /// The bits it takes to say which value it is, in 1/1024: twice as wide is 1024 more. So a
    /// tax that may be millions doesn't drown a supplement of hundreds.
    #[default]
    Bits,
    /// The width in the output's unit (øre).
    Width,
}

/// What questions are for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asking {
    /// The results that matter, by their place in `Program::outputs`, and how much. None: all,
    /// equally.
    pub headline: Vec<(usize, u32)>,
    /// How wide ranges count.
    pub measure: Measure,
    /// What an undecided condition of an open result counts, in the same unit.
    pub condition: u32,
    /// What a question costs the family, by fact; 1 where none is said or it is 0.
    pub costs: Vec<u32>,
    /// About how many steps may be worked out to find the question; fewer values are tried when
    /// that isn't enough. 50,000 take about a millisecond.
    pub effort: usize,
}

impl Default for Asking {
    fn default() -> Self {
        Self {
            headline: Vec::new(),
            measure: Measure::default(),
            condition: 1024,
            costs: Vec::new(),
            effort: 250_000,
        }
    }
}

/// A question worth asking.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// What to ask for.
    pub about: Missing,
    /// The uncertainty it is expected to take away, in what was measured, before its cost. It
    /// may be 0 where only several facts together decide something.
    pub gain: u64,
    /// The headline results that some answer makes less uncertain, in their order.
    pub decides: Vec<usize>,
}

impl Measure {
    pub(super) fn of(self, bound: Bound, denominator: u64) -> u64 {
        match self {
            Self::Bits => bits(bound.width().saturating_add(1)),
            Self::Width => bound.width().div_ceil(denominator.max(1)),
        }
    }
}

/// The binary logarithm in 1/1024; between powers of two along the chord.
fn bits(number: u64) -> u64 {
    let whole = number.max(1).ilog2();
    // The digits after the leading one, as a fraction of 2^10.
    let rest = number.wrapping_sub(1_u64.wrapping_shl(whole));
    let fraction = if whole > 10 {
        rest.wrapping_shr(whole.wrapping_sub(10))
    } else {
        rest.wrapping_shl(10_u32.wrapping_sub(whole))
    };
    u64::from(whole).wrapping_mul(1024).wrapping_add(fraction)
}

/// What a question takes away: `less / parts`.
#[derive(Clone, Copy)]
struct Gain {
    less: i128,
    parts: i128,
}

impl Gain {
    /// The mean of what is left after each of `tried` values, against what was before.
    fn of(before: u64, after: u128, tried: usize) -> Self {
        let parts = tried.max(1) as i128;
        let after = i128::try_from(after).unwrap_or(i128::MAX);
        let less = i128::from(before)
            .saturating_mul(parts)
            .saturating_sub(after);
        Self { less, parts }
    }

    fn by(self, cost: u32) -> Self {
        let parts = self.parts.saturating_mul(i128::from(cost));
        Self { parts, ..self }
    }

    fn exceeds(self, other: Self) -> bool {
        self.less.saturating_mul(other.parts) > other.less.saturating_mul(self.parts)
    }

    fn whole(self) -> u64 {
        let whole = self.less.checked_div(self.parts.max(1));
        u64::try_from(whole.unwrap_or(i128::MAX)).unwrap_or_default()
    }
}

/// A row of a headline result that is open.
struct Open {
    output: usize,
    row: u32,
    step: StepId,
    weight: u32,
    denominator: u64,
}

impl Assessment<'_> {
    /// The next best question; `None` when no headline result depends on a missing fact that
    /// may be asked for. It is always about a missing fact that was not passed over and that
    /// an open headline result depends on. Equally good ones: the first in the program's order.
    pub fn question(&mut self, asking: &Asking) -> Option<Question> {
        let open = self.open(asking);
        let candidates: Vec<Missing> = self.candidates(&open);
        let plan = &self.unknowns.plan;
        let before = self.left_of(asking, &open);
        // The steps behind all candidates, once: how many values of each the effort allows.
        let behind = candidates.iter().map(|at| plan.dependents(at.fact));
        let once = behind.fold(0, usize::saturating_add).max(1);
        let values = asking.effort.checked_div(once).unwrap_or(0).max(2);
        let stop = self.scratch.worked.saturating_add(asking.effort);
        let mut best: Option<(Gain, Gain, Missing)> = None;
        for at in candidates {
            let (mut after, mut tried) = (0_u128, 0_usize);
            for value in sampled(plan.points(at.fact), values) {
                let left = self.within(at, Bound::point(value), |all| all.left_of(asking, &open));
                after = after.saturating_add(u128::from(left));
                tried = tried.saturating_add(1);
            }
            let gain = Gain::of(before, after, tried);
            let worth = gain.by(cost(asking, at.fact));
            if best.is_none_or(|(best, _, _)| worth.exceeds(best)) {
                best = Some((worth, gain, at));
            }
            if self.scratch.worked > stop {
                break;
            }
        }
        let (_, gain, about) = best?;
        let decides = self.decided(asking, &open, about);
        Some(Question {
            about,
            gain: gain.whole(),
            decides,
        })
    }

    fn open(&self, asking: &Asking) -> Vec<Open> {
        let outputs = &self.unknowns.program.outputs;
        let all = asking.headline.is_empty();
        let every = (0..outputs.len()).filter(|_| all).map(|output| (output, 1));
        let headline = every.chain(asking.headline.iter().copied());
        let rows = headline.flat_map(|(output, weight)| {
            let out = outputs.get(output);
            let rows = out.map_or(0, |out| self.shape().count(out.entity));
            let rows = out
                .into_iter()
                .flat_map(move |out| (0..rows as u32).map(move |row| (out, row)));
            rows.map(move |(out, row)| Open {
                output,
                row,
                step: out.step,
                weight,
                denominator: out.denominator.max(1).unsigned_abs(),
            })
        });
        rows.filter(|open| {
            let outlook = self.scratch.outlook(open.step, open.row);
            outlook.is_some_and(|outlook| !outlook.is_certain())
        })
        .collect()
    }

    /// The missing facts that an open row depends on and that may be asked for.
    fn candidates(&mut self, open: &[Open]) -> Vec<Missing> {
        let program = &self.unknowns.program;
        let shape = super::shape(self.partly);
        let cells = open.iter().map(|open| (open.step, open.row));
        let mut missing = self.scratch.depends(program, shape, cells);
        missing.retain(|at| {
            let unknown = self.scratch.fact(*at).is_some_and(|all| !all.is_certain());
            unknown && !self.partly.passed.contains(at)
        });
        missing
    }

    /// What is uncertain of one row. Conditions of a result that is certain don't count: no
    /// answer would change it.
    fn left(&self, asking: &Asking, open: &Open) -> u64 {
        let Some(value) = self.scratch.outlook(open.step, open.row) else {
            return 0;
        };
        if value.is_certain() {
            return 0;
        }
        let out = self.unknowns.program.outputs.get(open.output);
        let conditions = out.map_or(&[][..], |out| &out.conditions);
        let undecided = conditions.iter().filter(|condition| {
            let outlook = self.scratch.outlook(condition.step, open.row);
            outlook.is_some_and(|outlook| !outlook.is_certain())
        });
        let conditions = u64::from(asking.condition).saturating_mul(undecided.count() as u64);
        let all = asking.measure.of(value, open.denominator);
        u64::from(open.weight).saturating_mul(all.saturating_add(conditions))
    }

    fn left_of(&self, asking: &Asking, open: &[Open]) -> u64 {
        let left = open.iter().map(|open| self.left(asking, open));
        left.fold(0, u64::saturating_add)
    }

    fn decided(&mut self, asking: &Asking, open: &[Open], at: Missing) -> Vec<usize> {
        let plan = &self.unknowns.plan;
        let before: Vec<u64> = open.iter().map(|open| self.left(asking, open)).collect();
        let mut decided = Vec::new();
        for value in plan.points(at.fact) {
            self.within(at, Bound::point(*value), |all| {
                let less = open.iter().zip(&before);
                let less = less.filter(|(open, before)| all.left(asking, open) < **before);
                decided.extend(less.map(|(open, _)| open.output));
            });
        }
        decided.sort_unstable();
        decided.dedup();
        decided
    }
}

fn cost(asking: &Asking, fact: FactId) -> u32 {
    let cost = asking.costs.get(fact.0 as usize);
    cost.copied().filter(|cost| *cost > 0).unwrap_or(1)
}
