//! Expressions as steps.

use super::steps::too_large;
use super::{Lowering, Made, Stop, Value, table};
use crate::problem::{Problem, Span};
use crate::program::{EntityId, Fold, LinkId, Op, Round, StepId, TableId};
use crate::ratio::Ratio;
use crate::rule_set::{DatedTableId, Is, ParameterId, Typed, Version};
use crate::syntax::{Between, Gather, RowValue};
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
                let count = self.whole(scope, count, (0, 366))?;
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

    /// The entity of each link on the way up, the first being where it begins.
    fn way(&self, links: &[LinkId]) -> Vec<(EntityId, LinkId)> {
        links
            .iter()
            .filter_map(|link| Some((self.rules.link(*link)?.from, *link)))
            .collect()
    }

    fn up(&mut self, entity: EntityId, links: &[LinkId], value: &Typed, span: Span) -> Made<Value> {
        let top = links
            .last()
            .and_then(|link| self.rules.link(*link))
            .map_or(entity, |link| link.to);
        let mut scope = Scope {
            entity: top,
            version: None,
            lets: &mut [],
        };
        let value = self.expression(&mut scope, value)?;
        self.carried(links, value, span)
    }

    /// A value of the row at the end of links, at the row where they begin.
    fn carried(&mut self, links: &[LinkId], value: Value, span: Span) -> Made<Value> {
        let mut value = value;
        for (from, link) in self.way(links).into_iter().rev() {
            let up = |value| Op::Up {
                value,
                link,
                missing: 0,
            };
            let optional = self.rules.link(link).is_some_and(|link| link.optional);
            value = match value {
                Value::Fixed(_) if !optional => value,
                Value::Fixed(number) => {
                    let to = self.rules.link(link).map_or(from, |link| link.to);
                    let (above, below) = self.parts(number, span)?;
                    let step = self.constant(to, above);
                    let step = self.step(from, up(step), span)?;
                    Value::Number { step, below }
                }
                Value::Number { step, below } => {
                    let step = self.carry(from, up(step), step, optional, span)?;
                    Value::Number { step, below }
                }
                Value::Plain(step) => {
                    Value::Plain(self.carry(from, up(step), step, optional, span)?)
                }
            };
        }
        Ok(value)
    }

    fn carry(
        &mut self,
        from: EntityId,
        up: Op,
        step: StepId,
        optional: bool,
        span: Span,
    ) -> Made<StepId> {
        match self.program.step(step).map(|step| step.op) {
            Some(Op::Const(value)) if !optional => Ok(self.constant(from, value)),
            _ => self.step(from, up, span),
        }
    }

    fn between(
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
            // Beyond every value is beyond every value, however far.
            let far = i128::from(i64::MAX / 4);
            i64::try_from(whole.clamp(-far, far)).ok()
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

    fn choose(
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

    fn lookup(
        &mut self,
        entity: EntityId,
        id: DatedTableId,
        value: Value,
        span: Span,
    ) -> Made<Value> {
        let dated = self.rules.table(id).ok_or(Stop::NotKnown(String::new()))?;
        let version = dated
            .version(self.moment.on)
            .ok_or_else(|| Stop::NotInForce(dated.head.name.text.clone()))?;
        if version.unknown {
            return Err(Stop::NotKnown(dated.head.name.text.clone()));
        }
        let (step, below) = match value {
            Value::Fixed(number) => {
                let found = version.steps.iter().rev().find(|(at, _)| *at <= number);
                return Ok(Value::Fixed(
                    found.map_or(version.first, |(_, value)| *value),
                ));
            }
            Value::Number { step, below } => (step, below),
            Value::Plain(step) => (step, 1),
        };
        let made = self.tables.get(&(id.0, below)).copied();
        let (table, scale) = match made {
            Some(made) => made,
            None => {
                let (made, scale) =
                    table(version, below).ok_or_else(|| Stop::Wrong(too_large(span)))?;
                let at = TableId(u32::try_from(self.program.tables.len()).unwrap_or(u32::MAX));
                self.program.tables.push(made);
                self.tables.insert((id.0, below), (at, scale));
                (at, scale)
            }
        };
        let step = self.step(entity, Op::Lookup { value: step, table }, span)?;
        let below = scale
            .to_whole()
            .ok_or_else(|| Stop::Wrong(too_large(span)))?;
        Ok(Value::Number { step, below })
    }

    fn has(&mut self, entity: EntityId, link: LinkId, span: Span) -> Made<Value> {
        let Some(known) = self.rules.link(link) else {
            return Ok(Value::Plain(self.constant(entity, 0)));
        };
        if !known.optional {
            return Ok(Value::Plain(self.constant(entity, 1)));
        }
        let value = self.constant(known.to, 1);
        let up = Op::Up {
            value,
            link,
            missing: 0,
        };
        Ok(Value::Plain(self.step(entity, up, span)?))
    }

    fn gather(&mut self, scope: &mut Scope<'_, '_>, part: &Typed) -> Made<Value> {
        let Is::Gather {
            how,
            up,
            link,
            value,
            keep,
            empty,
        } = &*part.is
        else {
            return Err(Stop::Wrong(Problem::error(
                part.span,
                "this gathers nothing",
            )));
        };
        let (span, link) = (part.span, *link);
        let Some((member, holder)) = self.rules.link(link).map(|link| (link.from, link.to)) else {
            return Err(Stop::Wrong(Problem::error(span, "this link leads nowhere")));
        };
        let mut inside = Scope {
            entity: member,
            version: None,
            lets: &mut [],
        };
        let keep = match keep {
            Some(keep) => {
                let value = self.expression(&mut inside, keep)?;
                Some(self.plain(member, value, span)?)
            }
            None => None,
        };
        let value = match value {
            Some(value) => self.expression(&mut inside, value)?,
            None => Value::Fixed(Ratio::ONE),
        };
        let fold = |how, value, empty| Op::Fold {
            how,
            value,
            keep,
            link,
            empty,
        };
        let found = match how {
            Gather::Rank => {
                let (key, _) = self.steps_of(member, value, span)?;
                let step = self.step(scope.entity, Op::Rank { key, keep, link }, span)?;
                return Ok(Value::Number { step, below: 1 });
            }
            Gather::Sum | Gather::Count => {
                let (value, below) = self.steps_of(member, value, span)?;
                let step = self.step(holder, fold(Fold::Sum, value, 0), span)?;
                Value::Number { step, below }
            }
            Gather::Any => {
                let (value, _) = self.steps_of(member, value, span)?;
                Value::Plain(self.step(holder, fold(Fold::Most, value, 0), span)?)
            }
            Gather::All => {
                let (value, _) = self.steps_of(member, value, span)?;
                Value::Plain(self.step(holder, fold(Fold::Least, value, 1), span)?)
            }
            Gather::Least | Gather::Most => {
                let empty = match empty {
                    Some(empty) => self.expression(scope, empty)?,
                    None => Value::Fixed(Ratio::ZERO),
                };
                let plain = matches!(value, Value::Plain(_));
                let empty = match empty {
                    Value::Plain(step) => match self.program.step(step).map(|step| step.op) {
                        Some(Op::Const(day)) => Value::Fixed(Ratio::whole(day)),
                        _ => empty,
                    },
                    _ => empty,
                };
                let ([value, none], below) = self.together(member, [value, empty], span)?;
                let none = match self.program.step(none).map(|step| step.op) {
                    Some(Op::Const(none)) => none,
                    _ => 0,
                };
                let how = if *how == Gather::Least {
                    Fold::Least
                } else {
                    Fold::Most
                };
                let step = self.step(holder, fold(how, value, none), span)?;
                if plain {
                    Value::Plain(step)
                } else {
                    Value::Number { step, below }
                }
            }
        };
        self.carried(up, found, span)
    }

    fn steps_of(&mut self, entity: EntityId, value: Value, span: Span) -> Made<(StepId, i64)> {
        match value {
            Value::Fixed(number) => {
                let (above, below) = self.parts(number, span)?;
                Ok((self.constant(entity, above), below))
            }
            Value::Number { step, below } => Ok((step, below)),
            Value::Plain(step) => Ok((step, 1)),
        }
    }
}
