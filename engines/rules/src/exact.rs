//! One family with all facts known, without reasons: every step's exact value, row by row.

use crate::day;
use crate::program::{Fold, Program, Round, StepId, Table};
use crate::unknowns::rows::{Domain, Facts, Shape, part, starts, work};
use crate::unknowns::{Misfit, fits};

/// A family with all facts known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Family {
    /// How many rows each entity has, in the order of [`Program::entities`].
    pub counts: Vec<usize>,
    /// Where each row of each link leads: the row's place, or `u32::MAX` for nowhere.
    pub links: Vec<Vec<u32>>,
    /// Each fact's value in each row, in the order of [`Program::facts`].
    pub facts: Vec<Vec<i64>>,
}

/// What every step came to. Kept and filled again, it asks for no new memory.
#[derive(Clone, Debug, Default)]
pub struct Values {
    starts: Vec<usize>,
    values: Vec<i64>,
    fact_starts: Vec<usize>,
    facts: Vec<i64>,
    tallies: Vec<(i64, bool)>,
}

/// Works out one family.
pub fn run(program: &Program, family: &Family) -> Result<Values, Misfit> {
    let mut values = Values::default();
    values.fill(program, family)?;
    Ok(values)
}

impl Values {
    /// A step's values, one a row of its entity; none when the step is of another program.
    pub fn of(&self, step: StepId) -> &[i64] {
        part(&self.values, &self.starts, step.0 as usize).unwrap_or_default()
    }

    /// Works out one family in the place of the last.
    pub fn fill(&mut self, program: &Program, family: &Family) -> Result<(), Misfit> {
        let shape = Shape {
            counts: &family.counts,
            links: &family.links,
        };
        let rows = family.facts.iter().map(Vec::len);
        fits(program, shape, rows)?;
        let known = family.facts.iter().zip(&program.facts).zip(0..);
        for ((rows, fact), id) in known {
            for (value, row) in rows.iter().zip(0..) {
                if !(fact.least..=fact.most).contains(value) {
                    let fact = crate::program::FactId(id);
                    return Err(Misfit::Range { fact, row });
                }
            }
        }
        starts(&mut self.fact_starts, family.facts.iter().map(Vec::len));
        self.facts.clear();
        self.facts.extend(family.facts.iter().flatten());
        let lengths = program.steps.iter().map(|step| shape.count(step.entity));
        starts(&mut self.starts, lengths);
        let all = self.starts.last().copied().unwrap_or_default();
        // What stands there from the last family is written over.
        self.values.resize(all, 0);
        let facts = Facts {
            starts: &self.fact_starts,
            values: &self.facts,
        };
        let (steps, values, tallies) = (&self.starts, &mut self.values, &mut self.tallies);
        for (index, id) in (0..program.steps.len()).zip(0..) {
            work(program, shape, &facts, index, steps, values, tallies)
                .ok_or(Misfit::Step { step: StepId(id) })?;
        }
        Ok(())
    }
}

impl Domain for i64 {
    type Tally = (i64, bool);

    fn of(value: i64) -> Self {
        value
    }
    // None of these wraps: the program's ranges say so, and `fill` lets in only what is allowed.
    fn add(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
    fn sub(self, other: Self) -> Self {
        self.wrapping_sub(other)
    }
    fn mul(self, other: Self) -> Self {
        self.wrapping_mul(other)
    }
    fn smaller(self, other: Self) -> Self {
        Ord::min(self, other)
    }
    fn larger(self, other: Self) -> Self {
        Ord::max(self, other)
    }
    fn less(self, other: Self) -> Self {
        Self::from(self < other)
    }
    fn at_most(self, other: Self) -> Self {
        Self::from(self <= other)
    }
    fn same(self, other: Self) -> Self {
        Self::from(self == other)
    }
    fn not(self) -> Self {
        Self::from(self == 0)
    }
    fn choose(self, then: Self, other: Self) -> Self {
        if self == 0 { other } else { then }
    }
    fn divide(self, by: Self, round: Round) -> Self {
        round.whole(self, by)
    }
    fn age(self, on: Self) -> Self {
        day::age(self, on)
    }
    fn months(self, months: Self) -> Self {
        day::months_after(self, months)
    }
    fn start(self, months: i64) -> Self {
        day::start(self, months)
    }
    fn workdays(self, count: Self) -> Self {
        day::workdays_after(self, count)
    }
    fn lookup(self, table: &Table) -> Self {
        table.value(self)
    }
    fn within(self, _least: i64, _most: i64) -> Self {
        self
    }

    fn nothing() -> Self::Tally {
        (0, false)
    }
    fn gather(tally: &mut Self::Tally, how: Fold, value: Self, keep: Self) {
        if keep == 0 {
            return;
        }
        let (so_far, any) = *tally;
        let now = match how {
            Fold::Sum => so_far.wrapping_add(value),
            Fold::Least if any => Ord::min(so_far, value),
            Fold::Most if any => Ord::max(so_far, value),
            Fold::Least | Fold::Most => value,
        };
        *tally = (now, true);
    }
    fn total((value, any): Self::Tally, how: Fold, empty: i64) -> Self {
        if any || how == Fold::Sum {
            value
        } else {
            empty
        }
    }
    fn rank(key: Self, keep: Self, others: impl Iterator<Item = (bool, Self, Self)>) -> Self {
        if keep == 0 {
            return 0;
        }
        let ahead = others.filter(|(earlier, other, kept)| {
            *kept != 0 && (*other < key || (*earlier && *other == key))
        });
        ahead.fold(1, |place, _| place.wrapping_add(1))
    }
}
