//! Two expressions and a sign.

use super::expressions::Scope;
use super::fractions::too_large;
use super::{Lowering, Made, Stop, Value};
use crate::problem::{Problem, Span};
use crate::program::{EntityId, Op, Round, StepId};
use crate::ratio::Ratio;
use crate::rule_set::Typed;
use crate::syntax::Between;

/// Further than any value lies: beyond all of them is beyond all of them, however far.
const BEYOND: i128 = 1 << 62;

impl Lowering<'_> {
    pub(super) fn between(
        &mut self,
        scope: &mut Scope<'_, '_>,
        sign: Between,
        a: &Typed,
        b: &Typed,
        span: Span,
    ) -> Made<Value> {
        let entity = scope.entity;
        let a = self.expression(scope, a)?;
        let b = self.expression(scope, b)?;
        match sign {
            Between::And | Between::Or => {
                let (a, b) = (self.plain(entity, a, span)?, self.plain(entity, b, span)?);
                let op = if sign == Between::And {
                    Op::And(a, b)
                } else {
                    Op::Or(a, b)
                };
                Ok(Value::Plain(self.step(entity, op, span)?))
            }
            Between::Plus | Between::Minus => {
                if let (Value::Fixed(a), Value::Fixed(b)) = (a, b) {
                    let sum = if sign == Between::Plus {
                        a.plus(b)
                    } else {
                        a.minus(b)
                    };
                    return sum
                        .map(Value::Fixed)
                        .ok_or_else(|| Stop::Wrong(too_large(span)));
                }
                let ([a, b], below) = self.together(entity, [a, b], span)?;
                let op = if sign == Between::Plus {
                    Op::Add(a, b)
                } else {
                    Op::Sub(a, b)
                };
                let step = self.step(entity, op, span)?;
                Ok(Value::Number { step, below })
            }
            Between::Times => self.product(entity, a, b, span),
            Between::Over => match b {
                Value::Fixed(by) => match Ratio::ONE.divided_by(by) {
                    Some(factor) => self.scaled(entity, a, factor, span),
                    None => Err(Stop::Wrong(Problem::error(span, "this divides by 0"))),
                },
                _ => Err(Stop::Wrong(
                    Problem::error(
                        span,
                        "a quotient by something that differs from row to row has no end",
                    )
                    .hint("round it where it stands: round nearest (a / b) to 1 kr cites \"…\""),
                )),
            },
            _ => self.comparison(entity, sign, a, b, span),
        }
    }

    fn product(&mut self, entity: EntityId, a: Value, b: Value, span: Span) -> Made<Value> {
        match (a, b) {
            (Value::Fixed(factor), other) | (other, Value::Fixed(factor)) => {
                self.scaled(entity, other, factor, span)
            }
            (Value::Number { step: a, below: x }, Value::Number { step: b, below: y }) => {
                let below = x
                    .checked_mul(y)
                    .ok_or_else(|| Stop::Wrong(too_large(span)))?;
                let step = self.step(entity, Op::Mul(a, b), span)?;
                Ok(Value::Number { step, below })
            }
            _ => Err(Stop::Wrong(Problem::error(
                span,
                "these cannot be multiplied",
            ))),
        }
    }

    fn comparison(
        &mut self,
        entity: EntityId,
        sign: Between,
        a: Value,
        b: Value,
        span: Span,
    ) -> Made<Value> {
        // a > b is b < a.
        let (sign, a, b) = match sign {
            Between::More => (Between::Less, b, a),
            Between::AtLeast => (Between::AtMost, b, a),
            _ => (sign, a, b),
        };
        // Against a fixed number nothing is multiplied: the number moves to the next whole part.
        let moved = |number: Ratio, below: i64, round: Round| {
            let whole = number.times(Ratio::whole(below))?.rounded(round)?;
            i64::try_from(whole.clamp(-BEYOND, BEYOND)).ok()
        };
        let exact = |number: Ratio, below: i64| number.times(Ratio::whole(below))?.to_whole();
        let (left, right) = match (sign, a, b) {
            (Between::Less, Value::Number { step, below }, Value::Fixed(number)) => {
                (Some(step), moved(number, below, Round::Up))
            }
            (Between::AtMost, Value::Number { step, below }, Value::Fixed(number)) => {
                (Some(step), moved(number, below, Round::Down))
            }
            (Between::Same | Between::Differs, Value::Number { step, below }, Value::Fixed(n))
            | (Between::Same | Between::Differs, Value::Fixed(n), Value::Number { step, below }) => {
                match exact(n, below) {
                    Some(whole) => (Some(step), Some(whole)),
                    // It never is.
                    None => {
                        let differs = i64::from(sign == Between::Differs);
                        return Ok(Value::Plain(self.constant(entity, differs)));
                    }
                }
            }
            _ => (None, None),
        };
        let (a, b) = if let (Some(left), Some(right)) = (left, right) {
            (left, self.constant(entity, right))
        } else if let (
            Between::Less | Between::AtMost,
            Value::Fixed(number),
            Value::Number { step, below },
        ) = (sign, a, b)
        {
            let round = if sign == Between::Less {
                Round::Down
            } else {
                Round::Up
            };
            let whole = moved(number, below, round).ok_or_else(|| Stop::Wrong(too_large(span)))?;
            (self.constant(entity, whole), step)
        } else {
            let ([a, b], _) = self.together(entity, [a, b], span)?;
            (a, b)
        };
        let step = match sign {
            Between::Less => self.step(entity, Op::Less(a, b), span)?,
            Between::AtMost => self.step(entity, Op::AtMost(a, b), span)?,
            _ => self.step(entity, Op::Same(a, b), span)?,
        };
        if sign == Between::Differs {
            return Ok(Value::Plain(self.step(entity, Op::Not(step), span)?));
        }
        Ok(Value::Plain(step))
    }

    pub(super) fn choose(
        &mut self,
        entity: EntityId,
        when: StepId,
        then: Value,
        other: Value,
        span: Span,
    ) -> Made<Value> {
        let plain = matches!((then, other), (Value::Plain(_), _) | (_, Value::Plain(_)));
        let ([then, other], below) = self.together(entity, [then, other], span)?;
        let step = self.step(entity, Op::Choose { when, then, other }, span)?;
        Ok(if plain {
            Value::Plain(step)
        } else {
            Value::Number { step, below }
        })
    }
}
