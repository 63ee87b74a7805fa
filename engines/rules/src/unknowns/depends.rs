//! Which missing facts an answer still depends on: a walk back from it, past whatever is already
//! decided.

use crate::program::{Op, Program, StepId};

use super::Missing;
use super::bound::Bound;
use super::rows::{NOWHERE, Shape};
use super::trial::Scratch;

impl Scratch {
    /// The missing facts behind those of the given rows of results and conditions that are open.
    pub(super) fn depends(
        &mut self,
        program: &Program,
        shape: Shape<'_>,
        cells: impl Iterator<Item = (StepId, u32)>,
    ) -> Vec<Missing> {
        self.turn = self.turn.saturating_add(1);
        self.stack.clear();
        for (step, row) in cells {
            if self.outlook(step, row).is_some_and(|all| !all.is_certain()) {
                self.visit(step, row);
            }
        }
        let mut found = Vec::new();
        while let Some((id, row)) = self.stack.pop() {
            let Some(step) = program.step(id) else {
                continue;
            };
            if let Op::Fact(fact) = step.op {
                found.push(Missing { fact, row });
            } else {
                self.back(shape, &step.op, row);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// An open row is walked on from once. A certain one depends on nothing.
    fn visit(&mut self, step: StepId, row: u32) {
        let Some(place) = self.place(step, row) else {
            return;
        };
        let open = self.values.get(place).is_some_and(|all| !all.is_certain());
        let turn = self.turn;
        if let Some(seen) = self.seen.get_mut(place).filter(|seen| **seen != turn) {
            *seen = turn;
            if open {
                self.stack.push((step, row));
            }
        }
    }

    /// What an open row reads that may still matter to it.
    // Invariant: of the rows it visits at least one is open, so that the walk ends at a fact.
    fn back(&mut self, shape: Shape<'_>, op: &Op, row: u32) {
        let at = |all: &Self, step| all.value(step, row).unwrap_or(Bound::EITHER);
        let linked = |link: crate::program::LinkId| shape.links.get(usize::from(link.0));
        match *op {
            Op::Choose { when, then, other } => {
                let asked = at(self, when);
                self.visit(when, row);
                if asked.most > 0 {
                    self.visit(then, row);
                }
                if asked.least == 0 {
                    self.visit(other, row);
                }
            }
            Op::Min(a, b) | Op::And(a, b) | Op::Max(a, b) | Op::Or(a, b) => {
                let (first, second) = (at(self, a), at(self, b));
                let smaller = matches!(op, Op::Min(..) | Op::And(..));
                let (a_decides, b_decides) = if smaller {
                    (first.most <= second.least, second.most <= first.least)
                } else {
                    (first.least >= second.most, second.least >= first.most)
                };
                if a_decides || !b_decides {
                    self.visit(a, row);
                }
                if !a_decides {
                    self.visit(b, row);
                }
            }
            Op::Up { value, link, .. } => {
                let to = linked(link).and_then(|link| link.get(row as usize));
                if let Some(to) = to.filter(|to| **to != NOWHERE) {
                    self.visit(value, *to);
                }
            }
            Op::Fold {
                value, keep, link, ..
            } => {
                let rows = linked(link).into_iter().flatten().zip(0..);
                for (_, from) in rows.filter(|(to, _)| **to == row) {
                    self.kept(keep, value, from);
                }
            }
            Op::Rank { key, keep, link } => {
                let Some(link) = linked(link) else {
                    return;
                };
                let own = link.get(row as usize);
                for (_, from) in link.iter().zip(0..).filter(|(to, _)| Some(*to) == own) {
                    self.kept(keep, key, from);
                }
            }
            _ => op.reads().for_each(|read| self.visit(read, row)),
        }
    }

    /// A row that isn't kept doesn't matter.
    fn kept(&mut self, keep: Option<StepId>, value: StepId, row: u32) {
        let asked = keep.and_then(|keep| self.value(keep, row));
        if asked.is_some_and(|asked| asked.most == 0) {
            return;
        }
        if let Some(keep) = keep {
            self.visit(keep, row);
        }
        self.visit(value, row);
    }
}
