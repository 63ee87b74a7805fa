//! Makes a rule set ready for one date: every parameter becomes the number it is that day, every
//! rule its version of that day, and what is left becomes straight-line steps.
//!
//! Numbers are carried as whole numbers over a denominator that is known here, so that adding,
//! multiplying and changing periods are exact, and only what the law rounds is rounded.

mod expressions;
mod steps;

use std::collections::HashMap;

use crate::problem::{Problem, Span};
use crate::program::{Condition, EntityId, Fact, Link, Op, Output, Program, Round, StepId, Table};
use crate::ratio::Ratio;
use crate::rule_set::{RuleId, RuleSet};
use crate::unit::Type;

/// Which day is asked about, and as it was known on which day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Moment {
    /// The day that the law is asked about.
    pub on: i64,
    /// The day whose knowledge counts: rates are corrected backwards.
    pub known: i64,
}

/// Whether a rule has an answer that day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It has.
    InForce,
    /// It is not in force, or needs one that is not: which.
    NotInForce(String),
    /// It needs a number that nobody has found: which.
    NotKnown(String),
}

/// A rule set made ready.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ready {
    /// For which day.
    pub moment: Moment,
    /// The steps. Facts and links have the same places as in the rule set.
    pub program: Program,
    /// Of every rule, in the rule set's order.
    pub standings: Vec<Standing>,
    /// Where the rule's result stands in [`Program::outputs`], if it has one.
    pub outputs: Vec<Option<usize>>,
}

/// Why an expression has no value that day.
enum Stop {
    NotInForce(String),
    NotKnown(String),
    Wrong(Problem),
}

type Made<T> = Result<T, Stop>;

/// A value while it is made.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Value {
    /// A number that is the same in every row.
    Fixed(Ratio),
    /// A step over a denominator.
    Number { step: StepId, below: i64 },
    /// Yes or no, a day, or a choice.
    Plain(StepId),
}

/// A rule, while it is made and afterwards.
enum State {
    New,
    Open,
    Done(Result<usize, Standing>),
}

/// Makes rules ready for a day.
///
/// # Errors
/// Problems that only show with the day's numbers: a number that could grow too large, a
/// quotient by something that may be 0.
pub fn lower(rules: &RuleSet, moment: Moment) -> Result<Ready, Vec<Problem>> {
    let mut program = Program {
        entities: rules
            .entities
            .iter()
            .map(|entity| entity.head.name.text.clone())
            .collect(),
        links: rules
            .links
            .iter()
            .map(|link| Link {
                name: link.name.clone(),
                from: link.from,
                to: link.to,
                optional: link.optional,
            })
            .collect(),
        ..Program::default()
    };
    program.facts = rules
        .facts
        .iter()
        .map(|fact| Fact {
            name: fact.head.path(),
            entity: fact.entity,
            least: fact.least,
            most: fact.most,
            assumed: fact.assumed,
        })
        .collect();
    let mut lowering = Lowering {
        rules,
        moment,
        program,
        known: HashMap::new(),
        states: rules.rules.iter().map(|_| State::New).collect(),
        values: HashMap::new(),
        tables: HashMap::new(),
    };
    let mut problems = Vec::new();
    for at in 0..rules.rules.len() {
        let id = RuleId(u32::try_from(at).unwrap_or(u32::MAX));
        if let Err(Stop::Wrong(problem)) = lowering.rule(id) {
            problems.push(problem);
        }
    }
    if !problems.is_empty() {
        problems.dedup();
        return Err(problems);
    }
    let mut standings = Vec::new();
    let mut outputs = Vec::new();
    for state in &lowering.states {
        match state {
            State::Done(Ok(output)) => {
                standings.push(Standing::InForce);
                outputs.push(Some(*output));
            }
            State::Done(Err(standing)) => {
                standings.push(standing.clone());
                outputs.push(None);
            }
            State::New | State::Open => {
                standings.push(Standing::NotInForce(String::new()));
                outputs.push(None);
            }
        }
    }
    Ok(Ready {
        moment,
        program: lowering.program,
        standings,
        outputs,
    })
}

struct Lowering<'a> {
    rules: &'a RuleSet,
    moment: Moment,
    program: Program,
    /// Steps that exist already, so that what is the same is computed once.
    known: HashMap<(EntityId, Op), StepId>,
    states: Vec<State>,
    values: HashMap<RuleId, Value>,
    tables: HashMap<(u32, i64), (crate::program::TableId, Ratio)>,
}

impl Lowering<'_> {
    /// The value of a rule, made once.
    fn rule(&mut self, id: RuleId) -> Made<Value> {
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

    /// Above and below the line of a fixed number.
    fn parts(&self, number: Ratio, span: Span) -> Made<(i64, i64)> {
        let (above, below) = number.parts();
        match (i64::try_from(above), i64::try_from(below)) {
            (Ok(above), Ok(below)) => Ok((above, below)),
            _ => Err(Stop::Wrong(steps::too_large(span))),
        }
    }
}

/// A table as the program needs it, and what its values are multiplied by to be whole.
fn table(version: &crate::syntax::TableVersion, of_below: i64) -> Option<(Table, Ratio)> {
    // Values over a common denominator.
    let mut below: i128 = 1;
    for value in version
        .steps
        .iter()
        .map(|(_, value)| value)
        .chain([&version.first])
    {
        let (_, part) = value.parts();
        let common = crate::ratio::common(below.unsigned_abs(), part.unsigned_abs());
        below = below.checked_mul(part.checked_div(i128::try_from(common).ok()?)?)?;
    }
    let scale = Ratio::new(below, 1)?;
    let whole = |value: Ratio| value.times(scale)?.to_whole();
    let threshold = |at: Ratio| {
        // The smallest value in parts that reaches it.
        let parts = at.times(Ratio::whole(of_below))?.rounded(Round::Up)?;
        i64::try_from(parts).ok()
    };
    let rows: Option<Vec<(i64, i64)>> = version
        .steps
        .iter()
        .map(|(at, value)| Some((threshold(*at)?, whole(*value)?)))
        .collect();
    let first = whole(version.first)?;
    Some((Table { first, rows: rows? }, scale))
}
