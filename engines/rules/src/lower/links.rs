//! Values of other rows: up a link, or of all that belong to one.

use super::expressions::Scope;
use super::{Lowering, Made, Stop, Value};
use crate::problem::{Problem, Span};
use crate::program::{EntityId, Fold, LinkId, Op, StepId};
use crate::ratio::Ratio;
use crate::rule_set::{Is, Typed};
use crate::syntax::Gather;

impl Lowering<'_> {
    /// The entity of each link on the way up, the first being where it begins.
    fn way(&self, links: &[LinkId]) -> Vec<(EntityId, LinkId)> {
        links
            .iter()
            .filter_map(|link| Some((self.rules.link(*link)?.from, *link)))
            .collect()
    }

    pub(super) fn up(
        &mut self,
        entity: EntityId,
        links: &[LinkId],
        value: &Typed,
        span: Span,
    ) -> Made<Value> {
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

    pub(super) fn has(&mut self, entity: EntityId, link: LinkId, span: Span) -> Made<Value> {
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

    pub(super) fn gather(&mut self, scope: &mut Scope<'_, '_>, part: &Typed) -> Made<Value> {
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
