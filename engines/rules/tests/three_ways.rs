//! One rule set, three ways to run it: with reasons, with facts missing, in columns. They agree.

mod danish;
#[path = "danish/families.rs"]
mod families;

use std::sync::Arc;

use rules::columns::Plan;
use rules::program::{Program, StepId};
use rules::rows::{Column, Rows};
use rules::rule_set::RuleId;
use rules::trace::{Family, Trace, Value, in_parts};
use rules::unknowns::{Known, Missing, Partly, Scratch, Unknowns};
use rules::{Moment, Ready, RuleSet, Standing, day, exact, lower};

use danish::law;
use families::{Lot, made_up};

const DAYS: u64 = 40;
const FAMILIES: u64 = 2_500;

fn moment(lot: &mut Lot) -> Moment {
    let on = day::number(2024, 1, 1) + lot.draw(3 * 365) as i64;
    // Now and then as it was known that very day.
    let known = if lot.draw(3) == 0 { on } else { i64::MAX };
    Moment { on, known }
}

/// Every family below one another.
fn together(rules: &RuleSet, ready: &Ready, families: &[Family]) -> Rows {
    let mut rows = Rows::of(&ready.program);
    let mut before = vec![0_u32; rules.entities.len()];
    let mut links: Vec<Vec<u32>> = vec![Vec::new(); rules.links.len()];
    let mut facts: Vec<Vec<i64>> = vec![Vec::new(); rules.facts.len()];
    for family in families {
        for (link, (all, own)) in rules.links.iter().zip(links.iter_mut().zip(&family.links)) {
            let shift = before[usize::from(link.to.0)];
            all.extend(own.iter().map(|to| match *to {
                rules::trace::NOWHERE => rules::rows::NOWHERE,
                to => to + shift,
            }));
        }
        for (all, own) in facts.iter_mut().zip(&family.facts) {
            all.extend(own.iter().map(|value| value.unwrap()));
        }
        for (sum, count) in before.iter_mut().zip(&family.counts) {
            *sum += count;
        }
    }
    rows.counts = before.iter().map(|count| *count as usize).collect();
    rows.links = links;
    rows.facts = facts.iter().map(|values| Column::of(values)).collect();
    rows
}

fn all_known(family: &Family) -> exact::Family {
    exact::Family {
        counts: family.counts.iter().map(|count| *count as usize).collect(),
        links: family.links.clone(),
        facts: family
            .facts
            .iter()
            .map(|rows| rows.iter().map(|value| value.unwrap()).collect())
            .collect(),
    }
}

/// What nothing may overflow stands on: every step's range was proven when the program was made.
fn in_range(program: &Program, values: &exact::Values) {
    for (id, step) in (0_u32..).zip(&program.steps) {
        for value in values.of(StepId(id)) {
            let range = step.least..=step.most;
            assert!(range.contains(value), "{value} is outside of {step:?}");
        }
    }
}

/// A traced value in the parts of an output.
fn parts(value: Value, below: i64) -> i64 {
    in_parts(value, below).unwrap_or_else(|| panic!("{value:?} is finer than 1/{below}"))
}

#[test]
fn a_hundred_thousand_families_get_the_same_by_reasons_by_steps_and_by_columns() {
    let rules = law();
    let mut lot = Lot(2026);
    let mut compared = 0_u64;
    for _ in 0..DAYS {
        let moment = moment(&mut lot);
        let ready = lower(&rules, moment).unwrap();
        let families: Vec<Family> = (0..FAMILIES)
            .map(|_| made_up(&rules, &mut lot, moment.on))
            .collect();
        let rows = together(&rules, &ready, &families);
        let columns = Plan::of(&ready.program).run(&rows, 2).unwrap();
        let columns: Vec<Vec<i64>> = ready
            .program
            .outputs
            .iter()
            .zip(&columns.outputs)
            .map(|(output, column)| column.values(rows.count(output.entity)).collect())
            .collect();
        let mut before = vec![0_usize; rules.entities.len()];
        for family in &families {
            let values = exact::run(&ready.program, &all_known(family)).unwrap();
            in_range(&ready.program, &values);
            let mut trace = Trace::of(&rules, family, moment);
            for (at, output) in (0_u32..).zip(&ready.outputs) {
                let Some(place) = *output else {
                    assert_ne!(ready.standings[at as usize], Standing::InForce);
                    continue;
                };
                let output = &ready.program.outputs[place];
                let entity = usize::from(output.entity.0);
                for row in 0..family.counts[entity] {
                    let by_steps = values.of(output.step)[row as usize];
                    let by_columns = columns[place][before[entity] + row as usize];
                    let reason = trace
                        .reason(RuleId(at), row)
                        .unwrap_or_else(|without| panic!("{}: {without:?}", output.name));
                    let by_reasons = parts(reason.value, output.denominator);
                    assert!(
                        by_reasons == by_steps && by_steps == by_columns,
                        "{} of row {row}: {by_reasons} by reasons, {by_steps} by steps, {by_columns} by columns; {family:?}",
                        output.name
                    );
                    compared += 1;
                }
            }
            for (sum, count) in before.iter_mut().zip(&family.counts) {
                *sum += *count as usize;
            }
        }
    }
    assert!(
        compared > 1_000_000,
        "only {compared} results were compared"
    );
}

#[test]
fn what_is_called_certain_or_possible_holds_for_every_completion() {
    let rules = law();
    let mut lot = Lot(7);
    let mut certain = 0_u64;
    for _ in 0..20 {
        let moment = moment(&mut lot);
        let ready = lower(&rules, moment).unwrap();
        let unknowns = Unknowns::new(Arc::new(ready.program.clone()));
        let mut scratch = Scratch::default();
        for _ in 0..250 {
            let family = made_up(&rules, &mut lot, moment.on);
            let known = all_known(&family);
            let values = exact::run(&ready.program, &known).unwrap();
            let hidden = lot.draw(5);
            let mut partly = Partly {
                counts: known.counts.clone(),
                links: known.links.clone(),
                facts: family.facts.clone(),
                passed: Default::default(),
            };
            let mut missing = Vec::new();
            for (fact, rows) in (0_u32..).zip(&mut partly.facts) {
                for (row, value) in (0_u32..).zip(rows) {
                    if lot.draw(4) < hidden {
                        *value = None;
                        missing.push(Missing {
                            fact: rules::program::FactId(fact),
                            row,
                        });
                    }
                }
            }
            let assessment = unknowns.assess(&partly, &mut scratch).unwrap();
            for answer in assessment.answers() {
                let output = &ready.program.outputs[answer.output];
                let value = values.of(output.step)[answer.row as usize];
                match answer.value {
                    Known::Certain(told) => {
                        certain += 1;
                        assert_eq!(told, value, "{}", output.name);
                    }
                    Known::Possible { least, most } => {
                        assert!(!missing.is_empty(), "{} with all known", output.name);
                        assert!((least..=most).contains(&value), "{}", output.name);
                    }
                }
            }
        }
    }
    assert!(certain > 10_000, "only {certain} were certain");
}
