//! A whole population at once.
//!
//! [`Plan::of`] turns a [`Program`] into pipelines: dead steps left out, equal ones shared,
//! constants folded, values kept in 32 bits where their ranges allow. [`Plan::run`] goes through
//! the rows a thousand at a time, so that all values between facts and results stay in the cache,
//! on as many threads as it is given. Between the points where entities meet (a home's sum over
//! its children) pipelines wait for each other; when rows stand in the order of the rows they
//! belong to, that is a wait of a thousand rows and not of the whole country.
//!
//! ```text
//! graph     equal steps become one; ranges: constants fold, bounds decide; simplify: cheaper twins
//! schedule  phases, pipelines, which values stay as columns
//! emit      instructions and registers
//! blocks    stretches of families; families, phases: the two ways through all rows
//! execute   the machine; kernels: its loops; gather: values of other rows
//! ```

mod blocks;
mod code;
mod dates;
mod divide;
mod emit;
mod execute;
mod families;
mod gather;
mod graph;
mod kernels;
mod lookup;
mod merge;
mod part;
mod phases;
#[cfg(test)]
mod plain;
mod ranges;
mod run;
mod schedule;
mod simplify;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::program::{Program, StepId, Table};
use crate::rows::{Column, Rows, RowsError};

/// A program made ready for many rows; or two that are run together.
#[derive(Clone, Debug)]
pub struct Plan {
    shape: Program,
    tables: Vec<Table>,
    buckets: Vec<Option<lookup::Buckets>>,
    schedule: code::Schedule,
    programs: Vec<Asked>,
    chunk: usize,
}

/// Which of the plan's columns are a program's results.
#[derive(Clone, Debug, Default)]
struct Asked {
    outputs: Vec<usize>,
    conditions: Vec<Vec<usize>>,
}

/// The results of one program, in its order. Columns that two programs share are one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Results {
    /// For each of [`Program::outputs`], its value in every row.
    pub outputs: Vec<Arc<Column>>,
    /// For each of them its conditions' columns; empty unless asked for.
    pub conditions: Vec<Vec<Arc<Column>>>,
}

/// How many rows a pipeline takes at a time: what it makes of them fits the nearest cache.
const CHUNK: usize = 1_024;

impl Plan {
    /// A plan for every result.
    pub fn of(program: &Program) -> Self {
        Self::build(&[program], false)
    }

    /// A plan for every result and every condition of it.
    pub fn with_conditions(program: &Program) -> Self {
        Self::build(&[program], true)
    }

    /// A plan for two programs over the same rows (the law and a reform of it). What both
    /// compute is computed once. Rows follow [`Plan::shape`].
    pub fn of_two(law: &Program, reform: &Program) -> Self {
        Self::build(&[law, reform], false)
    }

    /// Takes so many rows at a time instead of about a thousand; at most 65,536.
    #[must_use]
    pub fn by(mut self, rows: usize) -> Self {
        self.chunk = rows.clamp(1, 1 << 16);
        self
    }

    /// The entities, links and facts that [`Rows`] are for: those of the program, in its order,
    /// and then those that only the second one has.
    pub fn shape(&self) -> &Program {
        &self.shape
    }

    fn build(programs: &[&Program], with_conditions: bool) -> Self {
        let mut shape = Program::default();
        let mut graph = graph::Graph::default();
        let mut results: Vec<StepId> = Vec::new();
        let mut asked = Vec::new();
        for program in programs {
            let names = merge::Names::of(program, &mut shape, &mut graph);
            let nodes = graph.add(program, &names);
            let mut result = |step: StepId| {
                let node = nodes.get(step.0 as usize).copied().unwrap_or(step);
                let found = results.iter().position(|known| *known == node);
                found.unwrap_or_else(|| {
                    results.push(node);
                    results.len().saturating_sub(1)
                })
            };
            let mut mine = Asked::default();
            for output in &program.outputs {
                mine.outputs.push(result(output.step));
                let conditions = output.conditions.iter().filter(|_| with_conditions);
                let conditions = conditions.map(|condition| result(condition.step)).collect();
                mine.conditions.push(conditions);
            }
            asked.push(mine);
        }
        let schedule = schedule::schedule(&graph, &results);
        Self {
            shape,
            buckets: graph.tables.iter().map(lookup::Buckets::of).collect(),
            tables: graph.tables,
            schedule,
            programs: asked,
            chunk: CHUNK,
        }
    }

    /// The results of the (first) program for every row, on so many threads.
    pub fn run(&self, rows: &Rows, threads: usize) -> Result<Results, RowsError> {
        let mut all = self.run_all(rows, threads)?;
        Ok(if all.is_empty() {
            Results::default()
        } else {
            all.swap_remove(0)
        })
    }

    /// The results of each program of the plan.
    pub fn run_all(&self, rows: &Rows, threads: usize) -> Result<Vec<Results>, RowsError> {
        rows.check(&self.shape)?;
        let columns: Vec<Arc<Column>> = run::run(self, rows, threads.max(1))?
            .into_iter()
            .map(Arc::new)
            .collect();
        let one = |at: &usize| columns.get(*at).cloned().unwrap_or_default();
        let results = self.programs.iter().map(|asked| Results {
            outputs: asked.outputs.iter().map(one).collect(),
            conditions: asked
                .conditions
                .iter()
                .map(|conditions| conditions.iter().map(one).collect())
                .collect(),
        });
        Ok(results.collect())
    }
}
