//! What the law and a reform of it come to for every family.

use std::sync::Arc;

use population::Population;
use rules::columns::{Plan, Results};
use rules::program::{Output, Program};
use rules::rows::{Column, Rows};

use crate::SimulationError;
use crate::ruling::{Benefit, Ruling};

/// Some results of the law and of the reform, run together over the same rows.
pub(crate) struct Both {
    programs: [Program; 2],
    plan: Plan,
}

/// What results are about each adult's income, before other acts ask for it.
const INCOME: &str = "adult.personlig_indkomst";
/// The facts that are the income so far: after the labour market contribution, with taxed benefits.
const ASKED_FOR: [&str; 2] = ["adult.indkomst", "adult.indkomstgrundlag"];

/// The results in all homes, before the benefits.
pub(crate) const IN_HAND: &str = "home.disponibel_indkomst";
const INCOME_AFTER_TAX: &str = "home.indkomst_i_alt";
const EQUIVALISED: &str = "home.aekvivaleret_indkomst";
const CHILD_CARE: &str = "home.pasning_betaling";
const TAX: &str = "adult.indkomstskat";

impl Both {
    pub fn of(law: Program, reform: Program) -> Self {
        let plan = Plan::of_two(&law, &reform);
        Self {
            programs: [law, reform],
            plan,
        }
    }

    pub fn shape(&self) -> &Program {
        self.plan.shape()
    }

    /// Of each program's first result, how many parts one has.
    pub fn denominators(&self) -> [i64; 2] {
        let first = |program: &Program| {
            program
                .outputs
                .first()
                .map_or(1, |output| output.denominator)
        };
        let [law, reform] = &self.programs;
        [first(law), first(reform)]
    }

    fn run(&self, rows: &Rows, threads: usize) -> Result<[Results; 2], SimulationError> {
        let mut all = self.plan.run_all(rows, threads)?.into_iter();
        Ok([
            all.next().unwrap_or_default(),
            all.next().unwrap_or_default(),
        ])
    }
}

/// The law, a reform, and the families they are run over.
pub(crate) struct Runner<'a> {
    pub law: &'a Ruling,
    pub reform: &'a Ruling,
    incomes: Both,
    threads: usize,
}

/// No family's amount is taken as more, in hundredths: differences of two still fit. A reform may
/// give anything.
const FURTHEST: i128 = 1 << 60;

/// One result of every row.
pub(crate) struct Of {
    column: Arc<Column>,
    below: i64,
    /// The sum over all rows, in parts of one: see [`Of::below`].
    pub sum: i128,
}

impl Of {
    /// How many parts one has.
    pub fn below(&self) -> i64 {
        self.below
    }

    /// A row's value in hundredths of its unit.
    pub fn hundredths(&self, row: usize) -> i64 {
        let value = i128::from(self.column.value(row).unwrap_or(0));
        let hundredths = value * 100 / i128::from(self.below.max(1));
        i64::try_from(hundredths.clamp(-FURTHEST, FURTHEST)).unwrap_or(0)
    }
}

/// The results of one program, by what they are.
pub(crate) struct Outcome {
    /// Kroner a month of each home.
    pub after_tax: Of,
    /// Kroner a year of each home, per adult that it equals.
    pub equivalised: Of,
    /// Kroner a year of each home.
    pub child_care: Of,
    /// Kroner a year of each adult.
    pub tax: Of,
    /// What the state pays.
    pub benefits: Vec<(Benefit, Of)>,
}

impl<'a> Runner<'a> {
    pub fn new(
        law: &'a Ruling,
        reform: &'a Ruling,
        threads: usize,
    ) -> Result<Self, SimulationError> {
        let income = |ruling: &Ruling| -> Result<Program, SimulationError> {
            Ok(ruling.program(vec![ruling.output(INCOME)?]))
        };
        Ok(Self {
            law,
            reform,
            incomes: Both::of(income(law)?, income(reform)?),
            threads,
        })
    }

    /// Everything about every family, under the law and under the reform.
    pub fn outcomes(&self, people: &Population) -> Result<[Outcome; 2], SimulationError> {
        let wanted = |ruling: &Ruling| {
            let mut outputs = Vec::new();
            for name in [INCOME_AFTER_TAX, EQUIVALISED, CHILD_CARE, TAX] {
                outputs.push(ruling.output(name)?);
            }
            let benefits = ruling.benefits();
            outputs.extend(benefits.iter().map(|benefit| benefit.output.clone()));
            Ok::<_, SimulationError>((outputs, benefits))
        };
        let (law, of_law) = wanted(self.law)?;
        let (reform, of_reform) = wanted(self.reform)?;
        let both = Both::of(self.law.program(law), self.reform.program(reform));
        let mut rows = people.rows(self.reform.rules(), both.shape());
        let [law, reform] = self.with_incomes(&both, &mut rows)?;
        let [law_program, reform_program] = &both.programs;
        Ok([
            Outcome::of(&law_program.outputs, law, of_law, &rows)?,
            Outcome::of(&reform_program.outputs, reform, of_reform, &rows)?,
        ])
    }

    /// Results over rows whose incomes are worked out first: taxed benefits are income to other
    /// acts. Where the reform changes them, the two are run over rows of their own.
    pub fn with_incomes(
        &self,
        both: &Both,
        rows: &mut Rows,
    ) -> Result<[Results; 2], SimulationError> {
        // The programs speak of the same facts, so the same rows serve both plans.
        let [law, reform] = self.incomes.run(rows, self.threads)?;
        let of = |results: &Results, program: &Program| {
            let below = program
                .outputs
                .first()
                .map_or(1, |output| output.denominator);
            let column = results.outputs.first().cloned().unwrap_or_default();
            in_oere(&column, below, program, rows)
        };
        let [law_program, reform_program] = &self.incomes.programs;
        let (before, after) = (of(&law, law_program), of(&reform, reform_program));
        set_incomes(both.shape(), rows, &before);
        if before == after {
            return both.run(rows, self.threads);
        }
        let [law, _] = both.run(rows, self.threads)?;
        set_incomes(both.shape(), rows, &after);
        let [_, reform] = both.run(rows, self.threads)?;
        Ok([law, reform])
    }
}

fn in_oere(column: &Column, below: i64, program: &Program, rows: &Rows) -> Vec<i64> {
    let entity = program.outputs.first().map(|output| output.entity);
    let count = entity.map_or(0, |entity| rows.count(entity));
    let parts = i128::from(below.max(1));
    let oere = |value: i64| i64::try_from(i128::from(value) * 100 / parts).unwrap_or(i64::MAX);
    column.values(count).map(oere).collect()
}

fn set_incomes(shape: &Program, rows: &mut Rows, incomes: &[i64]) {
    for (fact, place) in shape.facts.iter().zip(&mut rows.facts) {
        if ASKED_FOR.contains(&fact.name.as_str()) {
            let within = incomes
                .iter()
                .map(|income| (*income).clamp(fact.least, fact.most));
            *place = Column::of(&within.collect::<Vec<_>>());
        }
    }
}

impl Outcome {
    fn of(
        outputs: &[Output],
        results: Results,
        benefits: Vec<Benefit>,
        rows: &Rows,
    ) -> Result<Self, SimulationError> {
        let mut columns = results
            .outputs
            .into_iter()
            .zip(outputs)
            .map(|(column, output)| Of {
                sum: column.sum(rows.count(output.entity)),
                below: output.denominator.max(1),
                column,
            });
        let mut next = || {
            columns
                .next()
                .ok_or(SimulationError::NoResult("all results"))
        };
        Ok(Self {
            after_tax: next()?,
            equivalised: next()?,
            child_care: next()?,
            tax: next()?,
            benefits: benefits
                .into_iter()
                .map(|benefit| Ok((benefit, next()?)))
                .collect::<Result<_, SimulationError>>()?,
        })
    }
}
