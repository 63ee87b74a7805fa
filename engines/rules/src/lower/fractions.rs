//! Numbers over a denominator that is known when the program is made.

use super::{Lowering, Made, Stop, Value};
use crate::problem::{Problem, Span};
use crate::program::{EntityId, Op, Round, StepId};
use crate::ratio::{Ratio, common};

pub(super) fn too_large(span: Span) -> Problem {
    Problem::error(span, "this number could grow too large to be exact").hint(
        "round earlier if the law does, or give the facts in it a narrower range (between … and …)",
    )
}

impl Lowering<'_> {
    /// Above and below the line of a fixed number.
    pub(super) fn parts(&self, number: Ratio, span: Span) -> Made<(i64, i64)> {
        let (above, below) = number.parts();
        match (i64::try_from(above), i64::try_from(below)) {
            (Ok(above), Ok(below)) => Ok((above, below)),
            _ => Err(Stop::Wrong(too_large(span))),
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
