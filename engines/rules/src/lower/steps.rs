//! Single steps: made once, folded where everything is fixed, and proven to stay in range.

use super::{Lowering, Made, Stop, Value};
use crate::day;
use crate::problem::{Problem, Span};
use crate::program::{EntityId, Fold, Op, Round, Step, StepId};
use crate::ratio::{Ratio, common};

/// No value may lie beyond: a sum of two still fits.
const FURTHEST: i128 = 1 << 61;
/// Sums over rows may have this many: a home has not a million children.
const ROWS: i128 = 1_000;

pub(super) fn too_large(span: Span) -> Problem {
    Problem::error(span, "this number could grow too large to be exact").hint(
        "round earlier if the law does, or give the facts in it a narrower range (between … and …)",
    )
}

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

    fn range(&self, step: StepId) -> (i128, i128) {
        self.program.step(step).map_or((0, 0), |step| {
            (i128::from(step.least), i128::from(step.most))
        })
    }

    fn fixed(&self, step: StepId) -> Option<i64> {
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

    /// Where the values of a step lie.
    fn bounds(&self, op: &Op) -> (i128, i128) {
        let range = |step| self.range(step);
        let days = (i128::from(day::FIRST), i128::from(day::LAST));
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
                let age = |birth: i128, on: i128| {
                    let day = |at: i128| i64::try_from(at).unwrap_or_default();
                    i128::from(day::age(day(birth), day(on)))
                };
                (age(birth.1, on.0), age(birth.0, on.1))
            }
            // Dates stay within the days that the engine counts, with room for what is added.
            Op::Months { .. } | Op::Start { .. } | Op::Workdays { .. } => (
                days.0.saturating_sub(400_000),
                days.1.saturating_add(400_000),
            ),
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

    /// A number as a step over a given denominator, which its own divides.
    pub(super) fn over(
        &mut self,
        entity: EntityId,
        value: Value,
        below: i64,
        span: Span,
    ) -> Made<StepId> {
        match value {
            Value::Fixed(number) => {
                let whole = number.times(Ratio::whole(below)).and_then(Ratio::to_whole);
                let whole = whole.ok_or_else(|| Stop::Wrong(too_large(span)))?;
                Ok(self.constant(entity, whole))
            }
            Value::Number { step, below: own } => {
                let factor = below.checked_div(own).unwrap_or(1);
                let factor = self.constant(entity, factor);
                self.step(entity, Op::Mul(step, factor), span)
            }
            Value::Plain(step) => Ok(step),
        }
    }

    /// Several numbers over one denominator: the smallest that all of theirs divide.
    pub(super) fn together<const N: usize>(
        &mut self,
        entity: EntityId,
        values: [Value; N],
        span: Span,
    ) -> Made<([StepId; N], i64)> {
        let mut below: i128 = 1;
        for value in &values {
            let own = match value {
                Value::Fixed(number) => number.parts().1,
                Value::Number { below, .. } => i128::from(*below),
                Value::Plain(_) => 1,
            };
            let shared = common(below.unsigned_abs(), own.unsigned_abs());
            let more = i128::try_from(shared)
                .ok()
                .and_then(|shared| own.checked_div(shared));
            below = more
                .and_then(|more| below.checked_mul(more))
                .ok_or_else(|| Stop::Wrong(too_large(span)))?;
        }
        let below = i64::try_from(below).map_err(|_| Stop::Wrong(too_large(span)))?;
        let mut steps = [StepId(0); N];
        for (place, value) in steps.iter_mut().zip(values) {
            *place = self.over(entity, value, below, span)?;
        }
        Ok((steps, below))
    }

    /// The number times a fixed one.
    pub(super) fn scaled(
        &mut self,
        entity: EntityId,
        value: Value,
        factor: Ratio,
        span: Span,
    ) -> Made<Value> {
        match value {
            Value::Plain(_) => Ok(value),
            Value::Fixed(number) => number
                .times(factor)
                .map(Value::Fixed)
                .ok_or_else(|| Stop::Wrong(too_large(span))),
            Value::Number { step, below } => {
                if factor == Ratio::ZERO {
                    return Ok(Value::Fixed(Ratio::ZERO));
                }
                // Shortened against the denominator, so that it stays small.
                let whole = Ratio::new(1, i128::from(below)).and_then(|one| one.times(factor));
                let (above, below) = whole
                    .map(Ratio::parts)
                    .ok_or_else(|| Stop::Wrong(too_large(span)))?;
                let (Ok(above), Ok(below)) = (i64::try_from(above), i64::try_from(below)) else {
                    return Err(Stop::Wrong(too_large(span)));
                };
                let above = self.constant(entity, above);
                let step = self.step(entity, Op::Mul(step, above), span)?;
                Ok(Value::Number { step, below })
            }
        }
    }

    /// The number made a multiple of `to`; `by` is what it is divided by besides, if that is no
    /// fixed number.
    pub(super) fn rounded(
        &mut self,
        entity: EntityId,
        value: Value,
        by: Option<Value>,
        round: Round,
        to: Ratio,
        span: Span,
    ) -> Made<Value> {
        if let (Value::Fixed(number), None) = (value, by) {
            let whole = number.divided_by(to).and_then(|n| n.rounded(round));
            let whole = whole.and_then(|whole| Ratio::new(whole, 1)?.times(to));
            return whole
                .map(Value::Fixed)
                .ok_or_else(|| Stop::Wrong(too_large(span)));
        }
        // value / below / by / to, as one quotient of whole numbers.
        let one = Value::Fixed(Ratio::ONE);
        let by = self.scaled(entity, by.unwrap_or(one), to, span)?;
        let ([value, by], _) = self.together(entity, [value, by], span)?;
        if self.range(by).0 < 1 {
            return Err(Stop::Wrong(
                Problem::error(span, "what this is divided by could be 0 or less")
                    .hint("divide by max(…, 1), or say before what happens then: if … then … else"),
            ));
        }
        let step = if self.fixed(by) == Some(1) {
            value
        } else {
            self.step(entity, Op::Divide { value, by, round }, span)?
        };
        self.scaled(entity, Value::Number { step, below: 1 }, to, span)
    }
}

fn hull(values: impl Iterator<Item = i128>) -> (i128, i128) {
    values
        .fold(None, |range: Option<(i128, i128)>, value| {
            Some(range.map_or((value, value), |(a, b)| (a.min(value), b.max(value))))
        })
        .unwrap_or_default()
}
