//! The memory of an assessment, and trying a value: only the steps that change are worked out
//! again, and all of it can be taken back.

use crate::program::{FactId, Program, StepId};

use super::bound::Bound;
use super::gathered::Gathered;
use super::plan::Plan;
use super::rows::{Facts, Shape, part, starts, work};
use super::{Misfit, Missing, Partly, known, shape};

/// Memory for assessments, used again by the next.
#[derive(Default)]
pub struct Scratch {
    pub(super) starts: Vec<usize>,
    pub(super) values: Vec<Bound>,
    /// What is known of results at most, from narrowing by cases; empty before that. Only rows of
    /// results and conditions are looked at.
    pub(super) outlook: Vec<Bound>,
    fact_starts: Vec<usize>,
    facts: Vec<Bound>,
    tallies: Vec<Gathered>,
    /// What changed steps were before, the last change last.
    log: Vec<Bound>,
    log_steps: Vec<usize>,
    /// Bit n: step n reads what has changed.
    pending: Vec<u64>,
    /// Which walk saw a row last.
    pub(super) seen: Vec<u64>,
    pub(super) turn: u64,
    pub(super) stack: Vec<(StepId, u32)>,
    /// How many steps were worked out since the family came in.
    pub(super) worked: usize,
}

/// How far the log had come.
#[derive(Clone, Copy)]
pub(super) struct Mark(usize);

impl Scratch {
    pub(super) fn fill(&mut self, program: &Program, partly: &Partly) -> Result<(), Misfit> {
        let shape = shape(partly);
        starts(&mut self.fact_starts, partly.facts.iter().map(Vec::len));
        self.facts.clear();
        for ((fact, rows), id) in program.facts.iter().zip(&partly.facts).zip(0..) {
            for (value, row) in rows.iter().zip(0..) {
                let fact_id = FactId(id);
                let at = Missing { fact: fact_id, row };
                let bound = known(partly, fact, at, *value);
                if bound.least < fact.least || bound.most > fact.most {
                    return Err(Misfit::Range { fact: fact_id, row });
                }
                self.facts.push(bound);
            }
        }
        let lengths = program.steps.iter().map(|step| shape.count(step.entity));
        starts(&mut self.starts, lengths);
        let all = self.starts.last().copied().unwrap_or_default();
        // What stands there from the last family is written over, and `turn` only ever grows.
        self.values.resize(all, Bound::point(0));
        self.pending.clear();
        self.pending.resize(program.steps.len().div_ceil(64), 0);
        self.seen.resize(all, 0);
        self.outlook.clear();
        self.log.clear();
        self.log_steps.clear();
        self.worked = 0;
        let facts = Facts {
            starts: &self.fact_starts,
            values: &self.facts,
        };
        let (steps, values, tallies) = (&self.starts, &mut self.values, &mut self.tallies);
        for (index, id) in (0..program.steps.len()).zip(0..) {
            work(program, shape, &facts, index, steps, values, tallies)
                .ok_or(Misfit::Step { step: StepId(id) })?;
        }
        Ok(())
    }

    fn work(&mut self, program: &Program, shape: Shape<'_>, index: usize) -> Option<()> {
        self.worked = self.worked.saturating_add(1);
        let facts = Facts {
            starts: &self.fact_starts,
            values: &self.facts,
        };
        let (values, tallies) = (&mut self.values, &mut self.tallies);
        work(program, shape, &facts, index, &self.starts, values, tallies)
    }

    pub(super) fn place(&self, step: StepId, row: u32) -> Option<usize> {
        let index = step.0 as usize;
        let place = self.starts.get(index)?.checked_add(row as usize)?;
        (place < *self.starts.get(index.checked_add(1)?)?).then_some(place)
    }

    /// What is known of a step in a row, at this point of whatever is tried.
    pub(super) fn value(&self, step: StepId, row: u32) -> Option<Bound> {
        self.values.get(self.place(step, row)?).copied()
    }

    /// The same, and what cases have shown. For results and conditions.
    pub(super) fn outlook(&self, step: StepId, row: u32) -> Option<Bound> {
        let place = self.place(step, row)?;
        let value = *self.values.get(place)?;
        let cases = self.outlook.get(place);
        Some(cases.map_or(value, |cases| value.and(*cases)))
    }

    pub(super) fn fact(&self, at: Missing) -> Option<Bound> {
        let rows = part(&self.facts, &self.fact_starts, at.fact.0 as usize)?;
        rows.get(at.row as usize).copied()
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.log_steps.len())
    }

    /// Tries what a fact may be. Every trial is taken back by [`Self::undo`], the last one first.
    pub(super) fn set(
        &mut self,
        program: &Program,
        plan: &Plan,
        shape: Shape<'_>,
        at: Missing,
        to: Bound,
    ) {
        for id in plan.reads(at.fact) {
            let Some(place) = self.place(*id, at.row) else {
                continue;
            };
            self.keep(id.0 as usize);
            if let Some(value) = self.values.get_mut(place) {
                *value = to;
            }
            self.call(plan, id.0 as usize);
        }
        // A step stands after those it reads, so that what is called comes later.
        for word in 0..self.pending.len() {
            while let Some(pending) = self.pending.get_mut(word).filter(|left| **left != 0) {
                let bit = pending.trailing_zeros() as usize;
                *pending &= pending.wrapping_sub(1);
                self.again(
                    program,
                    plan,
                    shape,
                    word.saturating_mul(64).saturating_add(bit),
                );
            }
        }
    }

    /// Works out a step again, and has its readers do so if it changed.
    fn again(&mut self, program: &Program, plan: &Plan, shape: Shape<'_>, index: usize) {
        let from = self.log.len();
        self.keep(index);
        // A step that doesn't fit was refused when the family came in.
        let _ = self.work(program, shape, index);
        let now = part(&self.values, &self.starts, index);
        if now == self.log.get(from..) {
            self.log.truncate(from);
            self.log_steps.pop();
        } else {
            self.call(plan, index);
        }
    }

    fn call(&mut self, plan: &Plan, index: usize) {
        for reader in plan.readers(index) {
            if let Some(word) = self.pending.get_mut(*reader as usize / 64) {
                *word |= 1_u64.wrapping_shl(*reader);
            }
        }
    }

    fn keep(&mut self, index: usize) {
        if let Some(rows) = part(&self.values, &self.starts, index) {
            self.log.extend_from_slice(rows);
            self.log_steps.push(index);
        }
    }

    /// Takes back what was tried since.
    pub(super) fn undo(&mut self, mark: Mark) {
        while self.log_steps.len() > mark.0 {
            let Some(index) = self.log_steps.pop() else {
                return;
            };
            let begin = self.starts.get(index).copied().unwrap_or_default();
            let end = self.starts.get(index.saturating_add(1)).copied();
            let Some(rows) = self.values.get_mut(begin..end.unwrap_or(begin)) else {
                continue;
            };
            let from = self.log.len().saturating_sub(rows.len());
            if let Some(before) = self.log.get(from..) {
                rows.copy_from_slice(before);
            }
            self.log.truncate(from);
        }
    }
}
