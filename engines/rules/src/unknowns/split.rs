//! Tighter by cases: the most telling missing facts are taken value by value (numbers section by
//! section), and an answer is what it may be in any case.
//!
//! Sound, as the cases together are all values. Exact for answers whose missing facts are all
//! split into single values; otherwise as tight as the budget allows.

use crate::program::StepId;

use super::bound::Bound;
use super::question::Measure;
use super::{Assessment, Missing};

/// So many cases are worth looking at.
const CASES: usize = 256;

impl Assessment<'_> {
    /// Narrows what is possible, trying at most so many cases (64 to 256 are usual).
    pub fn narrow(&mut self, budget: usize) {
        let unknowns = self.unknowns;
        let (program, plan) = (&unknowns.program, &unknowns.plan);
        let shape = super::shape(self.partly);
        let mut cells: Vec<(StepId, u32)> = Vec::new();
        for output in &program.outputs {
            let conditions = output.conditions.iter().map(|condition| condition.step);
            for step in conditions.chain([output.step]) {
                cells.extend((0..shape.count(output.entity) as u32).map(|row| (step, row)));
            }
        }
        cells.retain(|(step, row)| {
            let outlook = self.scratch.outlook(*step, *row);
            outlook.is_some_and(|outlook| !outlook.is_certain())
        });
        cells.sort_unstable();
        cells.dedup();
        let missing = self.scratch.depends(program, shape, cells.iter().copied());
        let mut left = budget.min(CASES);
        let mut ranked: Vec<(u64, Missing)> = Vec::new();
        let before = self.uncertainty(&cells);
        for at in missing {
            let cases = plan.cases(at.fact);
            if cases.len() < 2 || cases.len() > left {
                continue;
            }
            let mut after = 0_u64;
            for case in cases {
                let left = self.within(at, *case, |all| all.uncertainty(&cells));
                after = after.saturating_add(left);
            }
            // By the bits of the budget that the cases use up.
            let count = cases.len() as u64;
            let gain = before.saturating_sub(after.checked_div(count).unwrap_or(after));
            let price = u64::from(count.next_power_of_two().ilog2().max(1));
            ranked.push((gain.checked_div(price).unwrap_or(gain), at));
        }
        // Stable, so that equals stay in the program's order.
        ranked.sort_by_key(|(gain, _)| std::cmp::Reverse(*gain));
        let mut chosen = Vec::new();
        for (_, at) in ranked {
            let cases = plan.cases(at.fact).len();
            if cases <= left {
                left = left.checked_div(cases).unwrap_or(left);
                chosen.push(at);
            }
        }
        if chosen.is_empty() {
            return;
        }
        let mut hull: Vec<Option<Bound>> = vec![None; cells.len()];
        self.split(&chosen, &cells, &mut hull);
        if self.scratch.outlook.is_empty() {
            self.scratch.outlook.clone_from(&self.scratch.values);
        }
        for ((step, row), hull) in cells.iter().zip(hull) {
            let place = self.scratch.place(*step, *row);
            let outlook = place.and_then(|place| self.scratch.outlook.get_mut(place));
            if let (Some(outlook), Some(hull)) = (outlook, hull) {
                *outlook = outlook.and(hull);
            }
        }
    }

    fn split(&mut self, chosen: &[Missing], cells: &[(StepId, u32)], hull: &mut [Option<Bound>]) {
        let rows = cells.iter().zip(hull.iter());
        let new = rows.filter(|((step, row), hull)| {
            let value = self.scratch.outlook(*step, *row);
            !matches!((value, hull), (Some(value), Some(hull)) if hull.holds(value))
        });
        let (mut any, mut open) = (false, false);
        for ((step, row), _) in new {
            any = true;
            let value = self.scratch.value(*step, *row);
            open |= value.is_some_and(|value| !value.is_certain());
        }
        // Whatever the cases below say is in the hull already.
        if !any {
            return;
        }
        match chosen.split_first() {
            Some((at, rest)) if open => {
                let unknowns = self.unknowns;
                for case in unknowns.plan.cases(at.fact) {
                    self.within(*at, *case, |all| all.split(rest, cells, hull));
                }
            }
            _ => {
                for ((step, row), hull) in cells.iter().zip(hull.iter_mut()) {
                    if let Some(value) = self.scratch.outlook(*step, *row) {
                        *hull = Some(hull.map_or(value, |hull| hull.hull(value)));
                    }
                }
            }
        }
    }

    /// Looks at the family as if a fact were so, and takes that back.
    pub(super) fn within<T>(
        &mut self,
        at: Missing,
        case: Bound,
        look: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let unknowns = self.unknowns;
        let shape = super::shape(self.partly);
        let mark = self.scratch.mark();
        self.scratch
            .set(&unknowns.program, &unknowns.plan, shape, at, case);
        let seen = look(self);
        self.scratch.undo(mark);
        seen
    }

    fn uncertainty(&self, cells: &[(StepId, u32)]) -> u64 {
        let rows = cells.iter();
        let bounds = rows.filter_map(|(step, row)| self.scratch.outlook(*step, *row));
        let bits = bounds.map(|bound| Measure::Bits.of(bound, 1));
        bits.fold(0, u64::saturating_add)
    }
}
