//! Expressions as steps.

use super::{Lowering, Made, Stop, Value};
use crate::day;
use crate::problem::{Problem, Span};
use crate::program::{EntityId, Op, Round, StepId};
use crate::ratio::Ratio;
use crate::rule_set::{Is, ParameterId, Typed, Version};
use crate::syntax::{Between, RowValue};
use crate::unit::Type;

/// Where an expression stands: whose row, and the named parts it may use.
pub(super) struct Scope<'a, 'l> {
    pub entity: EntityId,
    pub version: Option<&'a Version>,
    pub lets: &'l mut [Option<Value>],
}

impl Lowering<'_> {
    pub(super) fn expression(&mut self, scope: &mut Scope<'_, '_>, part: &Typed) -> Made<Value> {
        let (entity, span) = (scope.entity, part.span);
        match &*part.is {
            Is::Number(number) => Ok(Value::Fixed(*number)),
            Is::YesNo(yes) => Ok(Value::Plain(self.constant(entity, i64::from(*yes)))),
            Is::Date(day) => Ok(Value::Plain(self.constant(entity, *day))),
            Is::Today => Ok(Value::Plain(self.constant(entity, self.moment.on))),
            Is::Parameter(id) => self.parameter(*id),
            Is::Fact(id) => {
                let step = self.step(entity, Op::Fact(*id), span)?;
                let fact = self.rules.fact(*id);
                Ok(match fact.map(|fact| (&fact.kind, fact.below)) {
                    Some((Type::Number(_), below)) => Value::Number { step, below },
                    _ => Value::Plain(step),
                })
            }
            Is::Rule(id) => self.rule(*id),
            Is::Let(at) => self.named(scope, *at, span),
            Is::Up(links, value) => self.up(entity, links, value, span),
            Is::Option(value, option) => {
                let value = self.expression(scope, value)?;
                let value = self.plain(entity, value, span)?;
                let option = self.constant(entity, i64::from(*option));
                Ok(Value::Plain(self.step(
                    entity,
                    Op::Same(value, option),
                    span,
                )?))
            }
            Is::Not(inner) => {
                let inner = self.expression(scope, inner)?;
                let inner = self.plain(entity, inner, span)?;
                Ok(Value::Plain(self.step(entity, Op::Not(inner), span)?))
            }
            Is::Scaled(inner, factor) => {
                let inner = self.expression(scope, inner)?;
                self.scaled(entity, inner, *factor, span)
            }
            Is::Between(sign, a, b) => self.between(scope, *sign, a, b, span),
            Is::If(when, then, other) => {
                let when = self.expression(scope, when)?;
                let when = self.plain(entity, when, span)?;
                let then = self.expression(scope, then)?;
                let other = self.expression(scope, other)?;
                self.choose(entity, when, then, other, span)
            }
            Is::Round {
                round, value, to, ..
            } => self.round(scope, *round, value, *to, span),
            Is::Min(parts) => self.extreme(scope, parts, Op::Min, Ratio::min, span),
            Is::Max(parts) => self.extreme(scope, parts, Op::Max, Ratio::max, span),
            Is::Age(birth, on) => {
                let (birth, on) = (self.day(scope, birth)?, self.day(scope, on)?);
                let step = self.step(entity, Op::Age { birth, on }, span)?;
                Ok(Value::Number { step, below: 1 })
            }
            Is::Months(date, months) => {
                let date = self.day(scope, date)?;
                let months = self.whole(scope, months, (-1_200, 1_200))?;
                Ok(Value::Plain(self.step(
                    entity,
                    Op::Months { date, months },
                    span,
                )?))
            }
            Is::Workdays(date, count) => {
                let date = self.day(scope, date)?;
                let count = self.whole(scope, count, (0, day::WORKDAYS))?;
                Ok(Value::Plain(self.step(
                    entity,
                    Op::Workdays { date, count },
                    span,
                )?))
            }
            Is::Start(date, months) => {
                let (date, months) = (self.day(scope, date)?, *months);
                Ok(Value::Plain(self.step(
                    entity,
                    Op::Start { date, months },
                    span,
                )?))
            }
            Is::Later(date, days) => {
                let date = self.day(scope, date)?;
                let days = self.whole(scope, days, (-400_000, 400_000))?;
                Ok(Value::Plain(self.step(
                    entity,
                    Op::Add(date, days),
                    span,
                )?))
            }
            Is::Apart(a, b) => {
                let (a, b) = (self.day(scope, a)?, self.day(scope, b)?);
                let step = self.step(entity, Op::Sub(a, b), span)?;
                Ok(Value::Number { step, below: 1 })
            }
            Is::Gather { .. } => self.gather(scope, part),
            Is::Otherwise(a, b) => match self.expression(scope, a) {
                Err(Stop::NotInForce(_) | Stop::NotKnown(_)) => self.expression(scope, b),
                made => made,
            },
            Is::Lookup(id, value) => {
                let value = self.expression(scope, value)?;
                self.lookup(entity, *id, value, span)
            }
            Is::Has(link) => self.has(entity, *link, span),
        }
    }

    /// Yes or no, a day or a choice as a step.
    pub(super) fn plain(&mut self, entity: EntityId, value: Value, span: Span) -> Made<StepId> {
        match value {
            Value::Plain(step) => Ok(step),
            _ => self.over(entity, value, 1, span),
        }
    }

    fn day(&mut self, scope: &mut Scope<'_, '_>, part: &Typed) -> Made<StepId> {
        let value = self.expression(scope, part)?;
        self.plain(scope.entity, value, part.span)
    }

    /// A whole number within a range.
    fn whole(
        &mut self,
        scope: &mut Scope<'_, '_>,
        part: &Typed,
        (least, most): (i64, i64),
    ) -> Made<StepId> {
        let value = self.expression(scope, part)?;
        let whole = match value {
            Value::Fixed(number) => number.to_whole().is_some(),
            Value::Number { below, .. } => below == 1,
            Value::Plain(_) => true,
        };
        if !whole {
            return Err(Stop::Wrong(
                Problem::error(part.span, "a whole number is needed here")
                    .hint("round it first: round down (…) to 1"),
            ));
        }
        let step = self.over(scope.entity, value, 1, part.span)?;
        let inside = self
            .program
            .step(step)
            .is_some_and(|step| step.least >= least && step.most <= most);
        if !inside {
            return Err(Stop::Wrong(
                Problem::error(
                    part.span,
                    format!("this must lie between {least} and {most}"),
                )
                .hint("give the fact in it a narrower range (between … and …)"),
            ));
        }
        Ok(step)
    }

    fn parameter(&mut self, id: ParameterId) -> Made<Value> {
        let parameter = self
            .rules
            .parameter(id)
            .ok_or(Stop::NotKnown(String::new()))?;
        let name = || parameter.head.name.text.clone();
        match parameter
            .row(self.moment.on, self.moment.known)
            .map(|row| row.value)
        {
            Some(RowValue::Is(value)) => Ok(Value::Fixed(value)),
            Some(RowValue::None) => Err(Stop::NotInForce(name())),
            Some(RowValue::Unknown) | None => Err(Stop::NotKnown(name())),
        }
    }

    fn named(&mut self, scope: &mut Scope<'_, '_>, at: usize, span: Span) -> Made<Value> {
        if let Some(Some(value)) = scope.lets.get(at) {
            return Ok(*value);
        }
        let part = scope.version.and_then(|version| version.lets.get(at));
        let Some((_, part)) = part else {
            return Err(Stop::Wrong(Problem::error(
                span,
                "this part has no value here",
            )));
        };
        let value = self.expression(scope, part)?;
        if let Some(place) = scope.lets.get_mut(at) {
            *place = Some(value);
        }
        Ok(value)
    }

    fn round(
        &mut self,
        scope: &mut Scope<'_, '_>,
        round: Round,
        value: &Typed,
        to: Ratio,
        span: Span,
    ) -> Made<Value> {
        let entity = scope.entity;
        if let Is::Between(Between::Over, above, by) = &*value.is {
            let above = self.expression(scope, above)?;
            let by = self.expression(scope, by)?;
            if !matches!(by, Value::Fixed(_)) {
                return self.rounded(entity, above, Some(by), round, to, span);
            }
        }
        let value = self.expression(scope, value)?;
        self.rounded(entity, value, None, round, to, span)
    }

    fn extreme(
        &mut self,
        scope: &mut Scope<'_, '_>,
        parts: &[Typed],
        op: fn(StepId, StepId) -> Op,
        of_fixed: fn(Ratio, Ratio) -> Ratio,
        span: Span,
    ) -> Made<Value> {
        let entity = scope.entity;
        let mut found: Option<Value> = None;
        for part in parts {
            let value = self.expression(scope, part)?;
            found = Some(match (found, value) {
                (None, value) => value,
                (Some(Value::Fixed(a)), Value::Fixed(b)) => Value::Fixed(of_fixed(a, b)),
                (Some(before), value) => {
                    let ([a, b], below) = self.together(entity, [before, value], span)?;
                    let step = self.step(entity, op(a, b), span)?;
                    Value::Number { step, below }
                }
            });
        }
        found.ok_or_else(|| Stop::Wrong(Problem::error(span, "of what?")))
    }
}
