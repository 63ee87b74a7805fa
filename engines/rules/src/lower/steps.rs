//! Single steps: made once, folded where everything is fixed, and proven to stay in range.

use super::fractions::too_large;
use super::{Lowering, Made, Stop};
use crate::problem::Span;
use crate::program::{EntityId, Op, Step, StepId};

/// No value may lie beyond: a sum of two still fits.
const FURTHEST: i128 = 1 << 61;

impl Lowering<'_> {
    pub(super) fn constant(&mut self, entity: EntityId, value: i64) -> StepId {
        self.add(entity, Op::Const(value), value, value)
    }

    fn add(&mut self, entity: EntityId, op: Op, least: i64, most: i64) -> StepId {
        if let Some(step) = self.known.get(&(entity, op)) {
            return *step;
        }
        let id = StepId(u32::try_from(self.program.steps.len()).unwrap_or(u32::MAX));
        self.program.steps.push(Step {
            entity,
            op,
            least,
            most,
        });
        self.known.insert((entity, op), id);
        id
    }

    pub(super) fn range(&self, step: StepId) -> (i128, i128) {
        self.program.step(step).map_or((0, 0), |step| {
            (i128::from(step.least), i128::from(step.most))
        })
    }

    pub(super) fn fixed(&self, step: StepId) -> Option<i64> {
        match self.program.step(step)?.op {
            Op::Const(value) => Some(value),
            _ => None,
        }
    }

    /// One step, with what is simple made simpler.
    pub(super) fn step(&mut self, entity: EntityId, op: Op, span: Span) -> Made<StepId> {
        if let Some(simpler) = self.simpler(&op) {
            return Ok(simpler);
        }
        let (least, most) = self.bounds(&op);
        if least < -FURTHEST || most > FURTHEST {
            return Err(Stop::Wrong(too_large(span)));
        }
        let (Ok(least), Ok(most)) = (i64::try_from(least), i64::try_from(most)) else {
            return Err(Stop::Wrong(too_large(span)));
        };
        let op = if least == most { Op::Const(least) } else { op };
        Ok(self.add(entity, op, least, most))
    }

    fn simpler(&self, op: &Op) -> Option<StepId> {
        match *op {
            Op::Add(a, b) | Op::Sub(a, b) if self.fixed(b) == Some(0) => Some(a),
            Op::Add(a, b) if self.fixed(a) == Some(0) => Some(b),
            Op::Mul(a, b) if self.fixed(b) == Some(1) => Some(a),
            Op::Mul(a, b) if self.fixed(a) == Some(1) => Some(b),
            Op::And(a, b) | Op::Or(a, b) | Op::Min(a, b) | Op::Max(a, b) if a == b => Some(a),
            Op::And(a, b) if self.fixed(a) == Some(1) => Some(b),
            Op::And(a, b) if self.fixed(b) == Some(1) => Some(a),
            Op::Or(a, b) if self.fixed(a) == Some(0) => Some(b),
            Op::Or(a, b) if self.fixed(b) == Some(0) => Some(a),
            Op::Choose { then, other, .. } if then == other => Some(then),
            Op::Choose { when, then, other } => match self.fixed(when)? {
                0 => Some(other),
                _ => Some(then),
            },
            Op::Min(a, b) if self.range(a).1 <= self.range(b).0 => Some(a),
            Op::Min(a, b) if self.range(b).1 <= self.range(a).0 => Some(b),
            Op::Max(a, b) if self.range(a).0 >= self.range(b).1 => Some(a),
            Op::Max(a, b) if self.range(b).0 >= self.range(a).1 => Some(b),
            _ => None,
        }
    }
}
