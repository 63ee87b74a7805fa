//! Makes a rule set ready for one date: every parameter becomes the number it is that day, every
//! rule its version of that day, and what is left becomes straight-line steps.
//!
//! Numbers are carried as whole numbers over a denominator that is known here, so that adding,
//! multiplying and changing periods are exact, and only what the law rounds is rounded.

mod bounds;
mod expressions;
mod fractions;
mod links;
mod rules;
mod signs;
mod steps;
mod tables;

use std::collections::HashMap;

use crate::day;
use crate::problem::{Problem, Span};
use crate::program::{EntityId, Fact, Link, Op, Program, StepId, TableId};
use crate::ratio::Ratio;
use crate::rule_set::{RuleId, RuleSet};

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
/// quotient by something that may be 0. And a day that the calendar does not have.
pub fn lower(rules: &RuleSet, moment: Moment) -> Result<Ready, Vec<Problem>> {
    if !(day::FIRST..=day::LAST).contains(&moment.on) {
        let message = "the calendar goes from 1800 to 2299, and the day asked about is not in it";
        return Err(vec![Problem::error(Span::default(), message)]);
    }
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
    tables: HashMap<(u32, i64), (TableId, Ratio)>,
}
