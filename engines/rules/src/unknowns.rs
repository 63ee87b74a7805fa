//! One family of whom some facts are missing: what is certain all the same, what is possible, and
//! which fact to ask for next.
//!
//! Sound: an exact answer never lies outside what is called possible, and what is called certain
//! is certain. Not always exact: two steps that read the same missing fact are at first taken as
//! independent ([`Assessment::narrow`] takes the most telling facts case by case, which makes the
//! answer exact for facts with few values). With all facts known everything is certain.

mod bound;
mod cuts;
mod depends;
mod gathered;
mod plan;
mod question;
pub(crate) mod rows;
mod split;
#[cfg(test)]
mod tests;
mod trial;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use question::{Asking, Measure, Question};
pub use rows::NOWHERE;
pub use trial::Scratch;

use crate::program::{FactId, LinkId, MOST_ROWS, Program, StepId};
use bound::Bound;
use plan::Plan;
use rows::Shape;

/// What is known of one family.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Partly {
    /// How many rows each entity has, in the order of [`Program::entities`].
    pub counts: Vec<usize>,
    /// Where each row of each link leads: the row's place, or [`NOWHERE`].
    pub links: Vec<Vec<u32>>,
    /// Each fact's value in each row, in the order of [`Program::facts`]; `None` where missing.
    pub facts: Vec<Vec<Option<i64>>>,
    /// Missing facts that were passed over or declined: not asked for again, and taken as
    /// assumed where the fact has an assumption. A missing fact that isn't here is unknown.
    pub passed: BTreeSet<Missing>,
}

/// A fact of one row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Missing {
    /// The fact.
    pub fact: FactId,
    /// Of which row of the fact's entity.
    pub row: u32,
}

/// A family that doesn't fit the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Misfit {
    /// Not as many entities, links or facts as the program has, or not as many rows.
    #[error("the family doesn't have the program's shape: {0}")]
    Shape(&'static str),
    /// A link that leads to a row that isn't there, or nowhere though it must lead somewhere.
    #[error("link {} of row {row} leads to no row", link.0)]
    Link {
        /// The link.
        link: LinkId,
        /// The row it leads from.
        row: u32,
    },
    /// A value that the fact doesn't allow.
    #[error("fact {} of row {row} is outside the allowed range", fact.0)]
    Range {
        /// The fact.
        fact: FactId,
        /// The row.
        row: u32,
    },
    /// A step that reads what isn't there: a fault of the program, not of the family.
    #[error("step {} doesn't fit its program", step.0)]
    Step {
        /// The step.
        step: StepId,
    },
}

/// What is known of a result in one row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    /// This and nothing else.
    Certain(i64),
    /// Something from least to most, both included.
    Possible {
        /// Nothing below.
        least: i64,
        /// Nothing above.
        most: i64,
    },
}

/// What is known of a condition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Yes.
    Met,
    /// No.
    Unmet,
    /// It depends on what is missing.
    Open,
}

/// What is known of one result in one row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// The result's place in [`Program::outputs`].
    pub output: usize,
    /// The row of the result's entity.
    pub row: u32,
    /// Its value, times the output's denominator.
    pub value: Known,
    /// Its conditions, in their order.
    pub conditions: Vec<Verdict>,
}

/// A program made ready for families with missing facts. Made once; shared by all threads.
#[derive(Clone, Debug)]
pub struct Unknowns {
    program: Arc<Program>,
    plan: Plan,
}

/// One family, worked out as far as it goes.
pub struct Assessment<'a> {
    unknowns: &'a Unknowns,
    partly: &'a Partly,
    scratch: &'a mut Scratch,
}

impl Unknowns {
    /// Makes a program ready: which steps depend on which facts, and where facts are compared
    /// with what.
    pub fn new(program: Arc<Program>) -> Self {
        let plan = Plan::of(&program);
        Self { program, plan }
    }

    /// The program.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Works out one family. What was worked out in the scratch before is forgotten, its memory
    /// used again.
    pub fn assess<'a>(
        &'a self,
        partly: &'a Partly,
        scratch: &'a mut Scratch,
    ) -> Result<Assessment<'a>, Misfit> {
        fits(
            &self.program,
            shape(partly),
            partly.facts.iter().map(Vec::len),
        )?;
        scratch.fill(&self.program, partly)?;
        Ok(Assessment {
            unknowns: self,
            partly,
            scratch,
        })
    }
}

impl Assessment<'_> {
    /// Every result in every row.
    pub fn answers(&self) -> Vec<Answer> {
        let program = &self.unknowns.program;
        let counts = &self.partly.counts;
        let outputs = program.outputs.iter().enumerate();
        let answers = outputs.flat_map(|(output, out)| {
            let entity = usize::from(out.entity.0);
            let rows = counts.get(entity).copied().unwrap_or_default();
            (0..rows as u32).filter_map(move |row| self.answer(output, row))
        });
        answers.collect()
    }

    /// One result in one row; `None` when there is no such result or row.
    pub fn answer(&self, output: usize, row: u32) -> Option<Answer> {
        let out = self.unknowns.program.outputs.get(output)?;
        let bound = self.scratch.outlook(out.step, row)?;
        let value = if bound.is_certain() {
            Known::Certain(bound.least)
        } else {
            Known::Possible {
                least: bound.least,
                most: bound.most,
            }
        };
        let conditions = out.conditions.iter();
        let conditions = conditions.filter_map(|condition| {
            let bound = self.scratch.outlook(condition.step, row)?;
            Some(match (bound.least > 0, bound.most > 0) {
                (true, _) => Verdict::Met,
                (false, false) => Verdict::Unmet,
                (false, true) => Verdict::Open,
            })
        });
        Some(Answer {
            output,
            row,
            value,
            conditions: conditions.collect(),
        })
    }

    /// The missing facts that a result still depends on in a row, in the order of the program.
    /// None when its value is certain, even if a condition is open: nothing would change it.
    /// Facts that the known ones have made irrelevant are left out; passed ones without an
    /// assumption are in.
    pub fn depends(&mut self, output: usize, row: u32) -> Vec<Missing> {
        let program = &self.unknowns.program;
        let Some(out) = program.outputs.get(output) else {
            return Vec::new();
        };
        let cells = [(out.step, row)].into_iter();
        self.scratch.depends(program, shape(self.partly), cells)
    }

    fn shape(&self) -> Shape<'_> {
        shape(self.partly)
    }
}

fn shape(partly: &Partly) -> Shape<'_> {
    Shape {
        counts: &partly.counts,
        links: &partly.links,
    }
}

/// Whether a family has the shape that the program speaks of.
pub(crate) fn fits(
    program: &Program,
    shape: Shape<'_>,
    facts: impl ExactSizeIterator<Item = usize>,
) -> Result<(), Misfit> {
    if shape.counts.len() != program.entities.len() {
        return Err(Misfit::Shape("a count for each entity"));
    }
    if shape.links.len() != program.links.len() {
        return Err(Misfit::Shape("rows for each link"));
    }
    if facts.len() != program.facts.len() {
        return Err(Misfit::Shape("rows for each fact"));
    }
    for ((link, rows), id) in program.links.iter().zip(shape.links).zip(0..) {
        if rows.len() != shape.count(link.from) {
            return Err(Misfit::Shape("a link for each row"));
        }
        let there = shape.count(link.to);
        for (to, row) in rows.iter().zip(0..) {
            let nowhere = link.optional && *to == NOWHERE;
            if !nowhere && *to as usize >= there {
                let link = LinkId(id);
                return Err(Misfit::Link { link, row });
            }
        }
        if rows.len() > MOST_ROWS && crowded(rows, there) {
            return Err(Misfit::Shape("at most 1,000 rows that belong to one"));
        }
    }
    for (fact, rows) in program.facts.iter().zip(facts) {
        if rows != shape.count(fact.entity) {
            return Err(Misfit::Shape("a value for each row of a fact"));
        }
    }
    Ok(())
}

/// Whether more than [`MOST_ROWS`] rows belong to one.
fn crowded(link: &[u32], there: usize) -> bool {
    let mut own = vec![0_usize; there];
    link.iter().any(|to| {
        let Some(own) = own.get_mut(*to as usize) else {
            return false;
        };
        *own = own.saturating_add(1);
        *own > MOST_ROWS
    })
}

/// What is known of a fact in a row before anything is tried.
fn known(partly: &Partly, fact: &crate::program::Fact, at: Missing, value: Option<i64>) -> Bound {
    match (value, fact.assumed) {
        (Some(value), _) => Bound::point(value),
        (None, Some(assumed)) if partly.passed.contains(&at) => Bound::point(assumed),
        (None, _) => Bound::range(fact.least, fact.most),
    }
}
