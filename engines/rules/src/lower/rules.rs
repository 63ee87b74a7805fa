//! A rule's version of the day: its conditions, its value, its result.

use super::{Lowering, Made, Standing, State, Stop, Value, expressions};
use crate::problem::Span;
use crate::program::{Condition, EntityId, Op, Output, StepId};
use crate::rule_set::RuleId;
use crate::unit::Type;

impl Lowering<'_> {
    /// The value of a rule, made once.
    pub(super) fn rule(&mut self, id: RuleId) -> Made<Value> {
        let Some(rule) = self.rules.rule(id) else {
            return Err(Stop::NotInForce(String::new()));
        };
        match self.states.get(id.0 as usize) {
            Some(State::Done(Ok(_))) => {
                return self
                    .values
                    .get(&id)
                    .copied()
                    .ok_or(Stop::NotInForce(rule.head.path()));
            }
            Some(State::Done(Err(Standing::NotKnown(what)))) => {
                return Err(Stop::NotKnown(what.clone()));
            }
            Some(State::Done(Err(Standing::NotInForce(what)))) => {
                return Err(Stop::NotInForce(what.clone()));
            }
            Some(State::New) => {}
            // Circles are refused by the checker; this is for rules that were not checked.
            _ => return Err(Stop::NotInForce(rule.head.path())),
        }
        self.set(id, State::Open);
        let made = self.version(id);
        let state = match &made {
            Ok(output) => State::Done(Ok(*output)),
            Err(Stop::NotInForce(what)) => State::Done(Err(Standing::NotInForce(what.clone()))),
            Err(Stop::NotKnown(what)) => State::Done(Err(Standing::NotKnown(what.clone()))),
            Err(Stop::Wrong(_)) => State::Done(Err(Standing::NotKnown(rule.head.path()))),
        };
        self.set(id, state);
        made?;
        self.values
            .get(&id)
            .copied()
            .ok_or(Stop::NotInForce(rule.head.path()))
    }

    fn set(&mut self, id: RuleId, state: State) {
        if let Some(place) = self.states.get_mut(id.0 as usize) {
            *place = state;
        }
    }

    /// Makes the version of the day and its output.
    fn version(&mut self, id: RuleId) -> Made<usize> {
        let rules = self.rules;
        let rule = rules.rule(id).ok_or(Stop::NotInForce(String::new()))?;
        let path = rule.head.path();
        let version = rule
            .version(self.moment.on)
            .ok_or_else(|| Stop::NotInForce(path.clone()))?;
        let entity = rule.entity;
        let mut lets: Vec<Option<Value>> = version.lets.iter().map(|_| None).collect();
        let mut scope = expressions::Scope {
            entity,
            version: Some(version),
            lets: &mut lets,
        };
        let mut conditions = Vec::new();
        let mut met: Option<StepId> = None;
        for requirement in &version.requires {
            let value = self.expression(&mut scope, &requirement.must)?;
            let step = self.plain(entity, value, requirement.must.span)?;
            conditions.push(Condition {
                name: format!("{path}.{}", requirement.head.name.text),
                step,
            });
            met = Some(match met {
                None => step,
                Some(before) => self.step(entity, Op::And(before, step), version.span)?,
            });
        }
        let value = match (&version.gives, met) {
            (None, met) => Value::Plain(match met {
                Some(met) => met,
                None => self.constant(entity, 1),
            }),
            (Some(gives), None) => self.expression(&mut scope, gives)?,
            (Some(gives), Some(met)) => {
                let value = self.expression(&mut scope, gives)?;
                self.if_met(entity, met, value, &rule.kind, gives.span)?
            }
        };
        let (step, below) = match value {
            Value::Fixed(number) => {
                let (above, below) = self.parts(number, version.span)?;
                (self.constant(entity, above), below)
            }
            Value::Number { step, below } => (step, below),
            Value::Plain(step) => (step, 1),
        };
        let value = match value {
            Value::Fixed(_) => value,
            Value::Number { .. } => Value::Number { step, below },
            Value::Plain(_) => Value::Plain(step),
        };
        self.values.insert(id, value);
        self.program.outputs.push(Output {
            name: path,
            entity,
            step,
            denominator: below,
            conditions,
        });
        Ok(self.program.outputs.len().saturating_sub(1))
    }

    /// The value where all conditions are met, else 0.
    fn if_met(
        &mut self,
        entity: EntityId,
        met: StepId,
        value: Value,
        kind: &Type,
        span: Span,
    ) -> Made<Value> {
        let nothing = self.constant(entity, 0);
        let choose = |then| Op::Choose {
            when: met,
            then,
            other: nothing,
        };
        match value {
            Value::Plain(step) if *kind == Type::YesNo => {
                Ok(Value::Plain(self.step(entity, Op::And(met, step), span)?))
            }
            Value::Plain(step) => Ok(Value::Plain(self.step(entity, choose(step), span)?)),
            Value::Number { step, below } => {
                let step = self.step(entity, choose(step), span)?;
                Ok(Value::Number { step, below })
            }
            Value::Fixed(number) => {
                let (above, below) = self.parts(number, span)?;
                let step = self.constant(entity, above);
                let step = self.step(entity, choose(step), span)?;
                Ok(Value::Number { step, below })
            }
        }
    }
}
