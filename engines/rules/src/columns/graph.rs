//! The steps of one or two programs as a graph in which nothing is computed twice.
//!
//! Equal steps become one node, constants are folded, and what the ranges already decide is
//! decided. Nodes are [`Step`]s whose [`StepId`]s are places in [`Graph::nodes`].

use std::collections::HashMap;

use super::merge::Names;
use crate::program::{EntityId, Op, Program, Step, StepId, Table, TableId};

/// Bounds of which nothing is known yet.
pub(super) const ALL: (i64, i64) = (i64::MIN, i64::MAX);

/// Nodes, each after those it reads.
#[derive(Default)]
pub(super) struct Graph {
    pub nodes: Vec<Step>,
    pub tables: Vec<Table>,
    known: HashMap<(EntityId, Op), StepId>,
    /// Nodes that are ages on a fixed day: the birth and the day.
    pub ages: HashMap<StepId, (StepId, i64)>,
}

impl Graph {
    /// Adds a program's steps; gives the node of each.
    pub fn add(&mut self, program: &Program, names: &Names) -> Vec<StepId> {
        let mut nodes: Vec<StepId> = Vec::with_capacity(program.steps.len());
        for step in &program.steps {
            let at = |id: StepId| nodes.get(id.0 as usize).copied().unwrap_or(id);
            let op = names.op(renamed(step.op, at));
            let entity = names.entity(step.entity);
            let node = self.make(entity, op, (step.least, step.most));
            nodes.push(node);
        }
        nodes
    }

    /// Finds or makes the place of a table.
    pub fn table(&mut self, table: &Table) -> TableId {
        let found = self.tables.iter().position(|known| known == table);
        let place = found.unwrap_or_else(|| {
            self.tables.push(table.clone());
            self.tables.len().saturating_sub(1)
        });
        TableId(place as u32)
    }

    pub fn node(&self, id: StepId) -> Option<&Step> {
        self.nodes.get(id.0 as usize)
    }

    pub fn constant(&self, id: StepId) -> Option<i64> {
        match self.node(id)?.op {
            Op::Const(value) => Some(value),
            _ => None,
        }
    }

    pub fn range(&self, id: StepId) -> (i64, i64) {
        self.node(id).map_or(ALL, |step| (step.least, step.most))
    }

    pub fn fixed(&mut self, entity: EntityId, value: i64) -> StepId {
        self.intern(entity, Op::Const(value), (value, value))
    }

    fn intern(&mut self, entity: EntityId, op: Op, (least, most): (i64, i64)) -> StepId {
        // A second program may have proven other bounds; the first ones hold as well, and what they
        // decided stays decided.
        if let Some(id) = self.known.get(&(entity, op)) {
            return *id;
        }
        let id = StepId(self.nodes.len() as u32);
        self.nodes.push(Step {
            entity,
            op,
            least,
            most,
        });
        self.known.insert((entity, op), id);
        id
    }

    /// The node that has the value of `op`: a known one, a simpler one, or a new one.
    pub fn make(&mut self, entity: EntityId, op: Op, proven: (i64, i64)) -> StepId {
        let natural = self.natural(op);
        let both = (proven.0.max(natural.0), proven.1.min(natural.1));
        let range = if both.0 <= both.1 { both } else { proven };
        if range.0 == range.1 {
            return self.fixed(entity, range.0);
        }
        if let Some(value) = self.folded(op) {
            return self.fixed(entity, value);
        }
        match self.simpler(entity, op, range) {
            Some(node) => node,
            None => self.intern(entity, op, range),
        }
    }

    pub fn flag(&mut self, entity: EntityId, op: Op) -> StepId {
        self.make(entity, op, (0, 1))
    }
}

/// An operation with its reads renamed.
fn renamed(op: Op, at: impl Fn(StepId) -> StepId) -> Op {
    match op {
        Op::Fact(_) | Op::Const(_) => op,
        Op::Add(a, b) => Op::Add(at(a), at(b)),
        Op::Sub(a, b) => Op::Sub(at(a), at(b)),
        Op::Mul(a, b) => Op::Mul(at(a), at(b)),
        Op::Min(a, b) => Op::Min(at(a), at(b)),
        Op::Max(a, b) => Op::Max(at(a), at(b)),
        Op::Less(a, b) => Op::Less(at(a), at(b)),
        Op::AtMost(a, b) => Op::AtMost(at(a), at(b)),
        Op::Same(a, b) => Op::Same(at(a), at(b)),
        Op::And(a, b) => Op::And(at(a), at(b)),
        Op::Or(a, b) => Op::Or(at(a), at(b)),
        Op::Not(a) => Op::Not(at(a)),
        Op::Choose { when, then, other } => Op::Choose {
            when: at(when),
            then: at(then),
            other: at(other),
        },
        Op::Divide { value, by, round } => Op::Divide {
            value: at(value),
            by: at(by),
            round,
        },
        Op::Age { birth, on } => Op::Age {
            birth: at(birth),
            on: at(on),
        },
        Op::Months { date, months } => Op::Months {
            date: at(date),
            months: at(months),
        },
        Op::Start { date, months } => Op::Start {
            date: at(date),
            months,
        },
        Op::Workdays { date, count } => Op::Workdays {
            date: at(date),
            count: at(count),
        },
        Op::Up {
            value,
            link,
            missing,
        } => Op::Up {
            value: at(value),
            link,
            missing,
        },
        Op::Fold {
            how,
            value,
            keep,
            link,
            empty,
        } => Op::Fold {
            how,
            value: at(value),
            keep: keep.map(at),
            link,
            empty,
        },
        Op::Rank { key, keep, link } => Op::Rank {
            key: at(key),
            keep: keep.map(at),
            link,
        },
        Op::Lookup { value, table } => Op::Lookup {
            value: at(value),
            table,
        },
    }
}
