//! What is worked out about a program once: the steps behind each fact, the values worth trying
//! for it and the cases it falls into.

use crate::program::{FactId, Op, Program, StepId};

use super::bound::Bound;
use super::cuts::Cuts;
use super::rows::part;

/// A fact with at most this many values is tried with all of them.
const TRIED: usize = 16;
/// Of other facts so many values are tried, and so many cases are made.
const POINTS: usize = 6;
const CASES: usize = 6;

#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    facts: Vec<Behind>,
    /// Which steps read a step, one after another, and where each step's begin.
    readers: Vec<u32>,
    starts: Vec<usize>,
}

/// What depends on a fact.
#[derive(Clone, Debug, Default)]
struct Behind {
    /// The steps that say it.
    reads: Vec<StepId>,
    /// How many steps depend on those.
    dependents: usize,
    points: Vec<i64>,
    cases: Vec<Bound>,
}

impl Plan {
    pub fn of(program: &Program) -> Self {
        let mut facts = vec![Behind::default(); program.facts.len()];
        let cuts = Cuts::of(program);
        for ((fact, behind), id) in program.facts.iter().zip(&mut facts).zip(0..) {
            let cuts = cuts.sections(FactId(id), fact.least, fact.most);
            behind.points = points(fact.least, fact.most, &cuts);
            behind.cases = cases(fact.least, fact.most, &cuts);
        }
        // One bit a fact for each step, in words of 64.
        let words = program.facts.len().div_ceil(64).max(1);
        let mut behind: Vec<u64> = Vec::with_capacity(words.saturating_mul(program.steps.len()));
        for (step, id) in program.steps.iter().zip(0..) {
            let id = StepId(id);
            let begin = behind.len();
            behind.resize(begin.saturating_add(words), 0);
            if let Op::Fact(fact) = step.op {
                if let Some(plan) = facts.get_mut(fact.0 as usize) {
                    plan.reads.push(id);
                }
                let word = begin.saturating_add(fact.0 as usize / 64);
                if let Some(word) = behind.get_mut(word) {
                    *word |= 1_u64.wrapping_shl(fact.0);
                }
                continue;
            }
            let (before, own) = behind.split_at_mut(begin);
            for read in step.op.reads() {
                let from = (read.0 as usize).saturating_mul(words);
                let theirs = before.get(from..).unwrap_or_default();
                for (own, theirs) in own.iter_mut().zip(theirs) {
                    *own |= theirs;
                }
            }
            for (word, base) in own.iter().zip((0_usize..).step_by(64)) {
                let mut left = *word;
                while left != 0 {
                    let fact = base.saturating_add(left.trailing_zeros() as usize);
                    left &= left.wrapping_sub(1);
                    if let Some(plan) = facts.get_mut(fact) {
                        plan.dependents = plan.dependents.saturating_add(1);
                    }
                }
            }
        }
        let mut reads: Vec<(u32, u32)> = Vec::new();
        for (step, id) in program.steps.iter().zip(0..) {
            reads.extend(step.op.reads().map(|read| (read.0, id)));
        }
        reads.sort_unstable();
        reads.dedup();
        let first = |step: usize| reads.partition_point(|(read, _)| (*read as usize) < step);
        Self {
            facts,
            starts: (0..=program.steps.len()).map(first).collect(),
            readers: reads.iter().map(|(_, reader)| *reader).collect(),
        }
    }

    /// The steps that read a step.
    pub fn readers(&self, step: usize) -> &[u32] {
        part(&self.readers, &self.starts, step).unwrap_or_default()
    }

    fn behind(&self, fact: FactId) -> Option<&Behind> {
        self.facts.get(fact.0 as usize)
    }

    pub fn reads(&self, fact: FactId) -> &[StepId] {
        self.behind(fact).map_or(&[], |behind| &behind.reads)
    }

    /// How many steps depend on a fact.
    pub fn dependents(&self, fact: FactId) -> usize {
        self.behind(fact).map_or(0, |behind| behind.dependents)
    }

    /// Values worth trying, one for each way the rules may tell the fact's values apart.
    pub fn points(&self, fact: FactId) -> &[i64] {
        self.behind(fact).map_or(&[], |behind| &behind.points)
    }

    /// Cases that together are all values of the fact; fewer than two when it has none to tell
    /// apart.
    pub fn cases(&self, fact: FactId) -> &[Bound] {
        self.behind(fact).map_or(&[], |behind| &behind.cases)
    }
}

fn all(least: i64, most: i64) -> Option<std::ops::RangeInclusive<i64>> {
    (most.abs_diff(least) < TRIED as u64).then_some(least..=most)
}

fn points(least: i64, most: i64, sections: &[(i64, i64)]) -> Vec<i64> {
    if let Some(all) = all(least, most) {
        return all.collect();
    }
    if sections.len() >= 3 {
        let middle = |(from, to): (i64, i64)| from.midpoint(to);
        return sampled(sections, POINTS).map(middle).collect();
    }
    // Nothing says what is usual, so evenly from the range.
    let eighth = (most.abs_diff(least) / 8) as i64;
    [1, 3, 5, 7]
        .map(|part| least.saturating_add(eighth.saturating_mul(part)))
        .to_vec()
}

fn cases(least: i64, most: i64, sections: &[(i64, i64)]) -> Vec<Bound> {
    if let Some(all) = all(least, most) {
        return all.map(Bound::point).collect();
    }
    // Sections that are left out join the one before.
    let firsts: Vec<i64> = sampled(sections, CASES).map(|(from, _)| from).collect();
    let ends = firsts.iter().skip(1).map(|next| next.saturating_sub(1));
    let firsts = firsts.iter().zip(0..);
    let firsts = firsts.map(|(from, place)| if place == 0 { least } else { *from });
    firsts
        .zip(ends.chain([most]))
        .map(|(from, to)| Bound::range(from, to))
        .collect()
}

/// Evenly, at most so many, the first and the last among them.
pub(super) fn sampled<T: Copy>(all: &[T], count: usize) -> impl Iterator<Item = T> {
    let taken = count.min(all.len());
    let last = all.len().saturating_sub(1);
    let gaps = taken.saturating_sub(1).max(1);
    (0..taken).filter_map(move |place| {
        all.get(place.saturating_mul(last).checked_div(gaps)?)
            .copied()
    })
}
