//! The Danish acts: families made up for now, one at a time and 700,000 at once.

use std::{
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use population::{Population, Recipe};
use rules::{
    Moment, Ready, RuleSet, Source,
    columns::{self, Plan},
    day, exact, load, lower,
    program::{EntityId, Program},
    rows::Rows,
    rule_set::RuleId,
    syntax::Use,
    trace::{self, Trace},
    unknowns::{Asking, Missing, Partly, Scratch, Unknowns},
};

use crate::{
    Outcome, families,
    lot::Lot,
    stats::{Runs, Times, processor_s},
};

const LAW: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/law/dk");
const REFORM: &str = include_str!("../reform.rules");

pub struct Danish {
    rules: RuleSet,
    ready: Ready,
}

impl Danish {
    /// The acts on 1 March 2026, or a reform of them.
    pub fn law(reformed: bool) -> Outcome<Self> {
        let mut sources = Vec::new();
        for entry in fs::read_dir(Path::new(LAW))? {
            let path = entry?.path();
            if path.extension().is_some_and(|end| end == "rules") {
                let name = path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                sources.push(Source {
                    name,
                    text: fs::read_to_string(&path)?,
                });
            }
        }
        sources.sort_by(|a, b| a.name.cmp(&b.name));
        if reformed {
            sources.push(Source {
                name: "reform.rules".into(),
                text: REFORM.into(),
            });
        }
        let rules = load(sources)?;
        let moment = Moment {
            on: day::number(2026, 3, 1),
            known: i64::MAX,
        };
        let ready = lower(&rules, moment)
            .map_err(|problems| format!("the law could not be made ready: {problems:?}"))?;
        Ok(Self { rules, ready })
    }

    /// The benefits in force, and where their results stand.
    fn benefits(&self) -> impl Iterator<Item = (RuleId, usize)> {
        let rules = self.rules.rules.iter().zip(&self.ready.outputs).zip(0..);
        rules.filter_map(|((rule, output), at)| {
            let is_benefit = matches!(rule.used, Use::Benefit | Use::Checklist);
            is_benefit.then_some((RuleId(at), (*output)?))
        })
    }

    /// The program with no results but the benefits.
    fn of_benefits(&self) -> Program {
        let mut program = self.ready.program.clone();
        let all = std::mem::take(&mut program.outputs);
        program.outputs = self
            .benefits()
            .filter_map(|(_, at)| all.get(at).cloned())
            .collect();
        program
    }

    /// The program with one result and no others.
    fn of(&self, name: &str) -> Option<Program> {
        let at = self
            .rules
            .rules
            .iter()
            .position(|rule| rule.head.path() == name)?;
        let output = self.ready.outputs.get(at).copied().flatten()?;
        let mut program = self.ready.program.clone();
        program.outputs = vec![program.outputs.get(output)?.clone()];
        Some(program)
    }

    /// What a benchmark says about what it ran.
    pub fn told(&self) -> String {
        let (rules, steps) = (self.rules.rules.len(), self.ready.program.steps.len());
        format!(
            "{} benefits, {rules} rules, {steps} steps",
            self.benefits().count()
        )
    }

    fn families(&self, shape: &Program, many: usize, lot: &mut Lot) -> Rows {
        families::made_up(&self.rules, self.ready.moment.on, shape, many, lot)
    }
}

/// 700,000 families, the law and a reform of it.
pub struct Everybody {
    pub runs: Runs,
    pub rows: usize,
    /// In kroner a year.
    pub reform_costs: f64,
}

/// Every benefit of so many families under the law and under the reform, and what each costs in all.
/// The families are the synthetic population; their taxed income is worked out first, for other acts
/// ask for it.
pub fn everybody(families: usize, threads: usize, rounds: usize) -> Outcome<Everybody> {
    let (law, reform) = (Danish::law(false)?, Danish::law(true)?);
    let (before, after) = (law.of_benefits(), reform.of_benefits());
    let income = law.of(INCOME).ok_or("the law has no taxed income")?;
    let plan = Plan::of_two(&before, &after);
    let on = reform.ready.moment.on;
    let people = Population::of(&Recipe::built_in()?, on, families, 2026, threads);
    let mut rows = people.rows(&reform.rules, plan.shape());
    drop(people);
    let (mut runs, mut reform_costs) = (Runs::default(), 0.0);
    for _ in 0..rounds {
        let (costs, _results) = runs.time(|| {
            let incomes = Plan::of(&income).run(&rows, threads)?;
            set_incomes(plan.shape(), &mut rows, &income, &incomes)?;
            let plan = Plan::of_two(&before, &after);
            let results = plan.run_all(&rows, threads)?;
            let mut costs = 0.0;
            for ((program, of), sign) in
                [&before, &after].into_iter().zip(&results).zip([-1.0, 1.0])
            {
                for (output, column) in program.outputs.iter().zip(&of.outputs) {
                    let sum = column.sum(rows.count(output.entity));
                    costs += sign * sum as f64 / output.denominator as f64;
                }
            }
            Outcome::Ok((costs, results))
        })?;
        reform_costs = costs;
    }
    let rows = rows.counts.iter().sum();
    Ok(Everybody {
        runs,
        rows,
        reform_costs,
    })
}

/// Each adult's income, before other acts ask for it.
const INCOME: &str = "adult.personlig_indkomst";

/// Puts each adult's income where other acts ask for it.
fn set_incomes(
    shape: &Program,
    rows: &mut Rows,
    income: &Program,
    results: &columns::Results,
) -> Outcome<()> {
    let output = income.outputs.first().ok_or("no result")?;
    let column = results.outputs.first().ok_or("no result")?;
    let many = rows.count(output.entity);
    for (fact, place) in shape.facts.iter().zip(&mut rows.facts) {
        if ["adult.indkomst", "adult.indkomstgrundlag"].contains(&fact.name.as_str()) {
            let oere = column
                .values(many)
                .map(|value| value * 100 / output.denominator);
            let within: Vec<i64> = oere
                .map(|value| value.clamp(fact.least, fact.most))
                .collect();
            *place = rules::rows::Column::of(&within);
        }
    }
    Ok(())
}

/// How long one family takes.
#[derive(Default)]
pub struct OneFamily {
    pub exact: Times,
    pub trace: Times,
    pub question: Times,
    /// The same in processor time.
    pub question_processor: Times,
    pub questions: Vec<f64>,
}

/// One family after the other: every rule without reasons, every benefit with, and all questions
/// from knowing nothing to knowing all.
pub fn one_family(families: usize, asked: usize) -> Outcome<OneFamily> {
    let law = Danish::law(false)?;
    let program = &law.ready.program;
    let unknowns = Unknowns::new(Arc::new(program.clone()));
    let asking = Asking {
        headline: law.benefits().map(|(_, output)| (output, 1)).collect(),
        ..Asking::default()
    };
    let (mut lot, mut scratch, mut found) = (Lot(7), Scratch::default(), OneFamily::default());
    for at in 0..families {
        let rows = law.families(program, 1, &mut lot);
        let facts: Vec<Vec<i64>> = program
            .facts
            .iter()
            .zip(&rows.facts)
            .map(|(fact, column)| column.values(rows.count(fact.entity)).collect())
            .collect();
        let known = exact::Family {
            counts: rows.counts.clone(),
            links: rows.links.clone(),
            facts,
        };
        let told = |rows: &Vec<i64>| rows.iter().map(|value| Some(*value)).collect();
        let family = trace::Family {
            counts: rows.counts.iter().map(|count| *count as u32).collect(),
            links: rows.links.clone(),
            facts: known.facts.iter().map(told).collect(),
        };
        let begun = Instant::now();
        std::hint::black_box(exact::run(program, &known)?);
        found.exact.add(begun.elapsed());
        let begun = Instant::now();
        let mut trace = Trace::of(&law.rules, &family, law.ready.moment);
        for (rule, output) in law.benefits() {
            let entity = program
                .outputs
                .get(output)
                .map_or(EntityId(0), |output| output.entity);
            for row in 0..rows.count(entity) as u32 {
                let reason = trace.reason(rule, row);
                std::hint::black_box(&reason)
                    .as_ref()
                    .map_err(|without| format!("a benefit cannot be explained: {without:?}"))?;
            }
        }
        found.trace.add(begun.elapsed());
        if at < asked {
            let mut partly = Partly {
                counts: known.counts.clone(),
                links: known.links.clone(),
                facts: known
                    .facts
                    .iter()
                    .map(|rows| vec![None; rows.len()])
                    .collect(),
                passed: Default::default(),
            };
            let mut questions = 0;
            loop {
                let (begun, used) = (Instant::now(), processor_s());
                let question = unknowns.assess(&partly, &mut scratch)?.question(&asking);
                found.question.add(begun.elapsed());
                let used = Duration::from_secs_f64(processor_s() - used);
                found.question_processor.add(used);
                let Some(question) = question else { break };
                let Missing { fact, row } = question.about;
                partly.facts[fact.0 as usize][row as usize] =
                    Some(known.facts[fact.0 as usize][row as usize]);
                questions += 1;
            }
            found.questions.push(f64::from(questions));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{everybody, one_family};

    #[test]
    fn the_reform_lies_over_the_law_and_costs_something() {
        let found = everybody(500, 2, 1).unwrap();
        assert!(found.reform_costs > 0.0, "{}", found.reform_costs);
        assert!(found.rows > 2_000, "{}", found.rows);
    }

    #[test]
    fn made_up_families_can_be_worked_out_explained_and_asked() {
        let found = one_family(20, 2).unwrap();
        assert!(found.questions.iter().all(|questions| *questions > 1.0));
    }
}
