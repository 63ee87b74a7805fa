//! One family, run in every way. They agree, or every one refuses.

use std::sync::Arc;

use rules::columns::Plan;
use rules::program::FactId;
use rules::rows::{Column, Rows};
use rules::rule_set::RuleId;
use rules::trace::{Family, Trace, Value, Without, in_parts};
use rules::unknowns::{Asking, Assessment, Known, Missing, Partly, Scratch, Unknowns, Verdict};
use rules::{Moment, Problem, Ready, RuleSet, Standing, exact, lower};

use crate::Bytes;
use crate::families::value;

/// Rules made ready for a day, in every way.
pub struct Day {
    ready: Ready,
    unknowns: Unknowns,
    plans: [Plan; 2],
}

impl Day {
    /// Makes them ready.
    ///
    /// # Errors
    /// As [`lower`].
    pub fn of(rules: &RuleSet, moment: Moment) -> Result<Self, Vec<Problem>> {
        let ready = lower(rules, moment)?;
        let plan = Plan::with_conditions(&ready.program);
        Ok(Self {
            unknowns: Unknowns::new(Arc::new(ready.program.clone())),
            plans: [plan.clone().by(2), plan],
            ready,
        })
    }
}

/// Runs what is told of a family, and families that it may be, in every way.
///
/// # Panics
/// Where they do not agree.
pub fn agree(rules: &RuleSet, day: &Day, told: &Family, lot: &mut Bytes<'_>) {
    let moment = day.ready.moment;
    let wholes: Vec<exact::Family> = (0..2)
        .map(|_| whole(rules, told, false, moment.on, lot))
        .collect();
    let mut values = Vec::new();
    for whole in &wholes {
        let Ok(exact) = exact::run(&day.ready.program, whole) else {
            return refuse(rules, day, told, whole);
        };
        within(day, &exact);
        by_reasons(rules, day, whole, &exact);
        values.push(exact);
    }
    by_columns(day, &wholes, &values);
    let exact: Vec<&exact::Values> = values.iter().collect();
    by_what_is_told(day, told, &exact, false);
    let assumed = whole(rules, told, true, moment.on, lot);
    let exact = exact::run(&day.ready.program, &assumed).expect("what is assumed is allowed");
    by_what_is_told(day, told, &[&exact], true);
    told_with_reasons(rules, day, told, &exact);
}

/// The family with all that is missing filled in: with what is assumed, or with anything.
fn whole(
    rules: &RuleSet,
    told: &Family,
    assume: bool,
    on: i64,
    lot: &mut Bytes<'_>,
) -> exact::Family {
    let facts = rules.facts.iter().zip(&told.facts).map(|(fact, rows)| {
        let fill = |value: &Option<i64>| match (*value, fact.assumed) {
            (Some(value), _) => value,
            (None, Some(assumed)) if assume => assumed,
            _ => self::value((fact.least, fact.most), on, lot).clamp(fact.least, fact.most),
        };
        rows.iter().map(fill).collect()
    });
    exact::Family {
        facts: facts.collect(),
        counts: told.counts.iter().map(|count| *count as usize).collect(),
        links: told.links.clone(),
    }
}

fn partly(told: &Family, facts: Vec<Vec<Option<i64>>>) -> Partly {
    Partly {
        counts: told.counts.iter().map(|count| *count as usize).collect(),
        links: told.links.clone(),
        facts,
        passed: Default::default(),
    }
}

fn all_told(whole: &exact::Family) -> Family {
    let facts = whole.facts.iter();
    Family {
        counts: whole.counts.iter().map(|count| *count as u32).collect(),
        links: whole.links.clone(),
        facts: facts
            .map(|rows| rows.iter().copied().map(Some).collect())
            .collect(),
    }
}

/// A family that does not fit: nobody answers, nobody panics.
fn refuse(rules: &RuleSet, day: &Day, told: &Family, whole: &exact::Family) {
    let family = all_told(whole);
    let partly = partly(told, family.facts.clone());
    assert!(
        day.unknowns
            .assess(&partly, &mut Scratch::default())
            .is_err()
    );
    assert!(
        day.plans[1]
            .run(&together(std::slice::from_ref(whole), day), 1)
            .is_err()
    );
    for family in [told, &family] {
        let mut trace = Trace::of(rules, family, day.ready.moment);
        for (at, rule) in (0_u32..).zip(&rules.rules) {
            for row in 0..family.counts[usize::from(rule.entity.0)] {
                drop(trace.reason(RuleId(at), row));
            }
        }
    }
}

/// What the program promises of every step holds.
fn within(day: &Day, exact: &exact::Values) {
    for (at, step) in (0_u32..).zip(&day.ready.program.steps) {
        for value in exact.of(rules::program::StepId(at)) {
            assert!(
                (step.least..=step.most).contains(value),
                "{value} of {at}: {step:?}"
            );
        }
    }
}

fn by_reasons(rules: &RuleSet, day: &Day, whole: &exact::Family, exact: &exact::Values) {
    let family = all_told(whole);
    let mut trace = Trace::of(rules, &family, day.ready.moment);
    let known = partly(&family, family.facts.clone());
    let mut scratch = Scratch::default();
    let assessment = day.unknowns.assess(&known, &mut scratch).expect("it fits");
    for (at, output) in (0_u32..).zip(&day.ready.outputs) {
        let rule = &rules.rules[at as usize];
        let standing = &day.ready.standings[at as usize];
        for row in 0..family.counts[usize::from(rule.entity.0)] {
            let reason = trace.reason(RuleId(at), row);
            let Some(place) = *output else {
                // The walk goes no further than this family needs; who asks looks at the
                // standing first.
                let Err(Without::Law(without)) = &reason else {
                    continue;
                };
                let same = std::mem::discriminant(without) == std::mem::discriminant(standing);
                assert!(same, "{}: {without:?}, and {standing:?}", rule.head.path());
                continue;
            };
            assert_eq!(*standing, Standing::InForce);
            let output = &day.ready.program.outputs[place];
            let by_steps = exact.of(output.step)[row as usize];
            let answer = assessment.answer(place, row).expect("a row");
            assert_eq!(answer.value, Known::Certain(by_steps), "{}", output.name);
            let reason = match reason {
                Ok(reason) => reason,
                // It refuses where steps need not: numbers of its own grow.
                Err(Without::TooLarge) => continue,
                Err(without) => panic!("{}: {without:?}", output.name),
            };
            assert_eq!(
                parts(reason.value, output.denominator),
                Some(by_steps),
                "{}",
                output.name
            );
            for condition in &reason.conditions {
                let verdict = if condition.met {
                    Verdict::Met
                } else {
                    Verdict::Unmet
                };
                assert_eq!(
                    answer.conditions.get(condition.at),
                    Some(&verdict),
                    "{}",
                    output.name
                );
            }
        }
    }
}

fn parts(value: Value, below: i64) -> Option<i64> {
    in_parts(value, below)
}

/// Families below one another.
fn together(families: &[exact::Family], day: &Day) -> Rows {
    let program = &day.ready.program;
    let mut rows = Rows::of(program);
    let mut facts: Vec<Vec<i64>> = vec![Vec::new(); program.facts.len()];
    for family in families {
        for ((link, all), own) in program.links.iter().zip(&mut rows.links).zip(&family.links) {
            let shift = rows.counts[usize::from(link.to.0)] as u32;
            all.extend(own.iter().map(|to| match *to {
                rules::rows::NOWHERE => rules::rows::NOWHERE,
                to => to.saturating_add(shift),
            }));
        }
        for (all, own) in facts.iter_mut().zip(&family.facts) {
            all.extend(own);
        }
        for (sum, count) in rows.counts.iter_mut().zip(&family.counts) {
            *sum += count;
        }
    }
    rows.facts = facts.iter().map(|values| Column::of(values)).collect();
    rows
}

fn by_columns(day: &Day, families: &[exact::Family], values: &[exact::Values]) {
    let rows = together(families, day);
    for plan in &day.plans {
        let results = plan.run(&rows, 1).expect("it fits");
        let outputs = day
            .ready
            .program
            .outputs
            .iter()
            .zip(&results.outputs)
            .zip(&results.conditions);
        for ((output, column), conditions) in outputs {
            let same = |step, column: &Column| {
                let by_columns: Vec<i64> = column.values(rows.count(output.entity)).collect();
                let by_steps: Vec<i64> = values.iter().flat_map(|v| v.of(step)).copied().collect();
                assert_eq!(by_columns, by_steps, "{}", output.name);
            };
            same(output.step, column);
            for (condition, column) in output.conditions.iter().zip(conditions) {
                same(condition.step, column);
            }
        }
    }
}

/// What is called certain or possible holds for the families that it may be.
fn by_what_is_told(day: &Day, told: &Family, may_be: &[&exact::Values], passed: bool) {
    let mut partly = partly(told, told.facts.clone());
    if passed {
        partly.passed = missing(told).collect();
    }
    let mut scratch = Scratch::default();
    let mut assessment = day.unknowns.assess(&partly, &mut scratch).expect("it fits");
    sound(day, &assessment, may_be);
    let asking = Asking {
        effort: 2_000,
        ..Asking::default()
    };
    if let Some(question) = assessment.question(&asking) {
        let at = question.about;
        assert!(told.told(at.fact, at.row).is_none() && !partly.passed.contains(&at));
    }
    assessment.narrow(8);
    sound(day, &assessment, may_be);
    for output in 0..day.ready.program.outputs.len() {
        for at in assessment.depends(output, 0) {
            assert!(told.told(at.fact, at.row).is_none());
        }
    }
}

fn missing(told: &Family) -> impl Iterator<Item = Missing> {
    let facts = (0_u32..).map(FactId).zip(&told.facts);
    facts.flat_map(|(fact, rows)| {
        let rows = (0_u32..).zip(rows).filter(|(_, value)| value.is_none());
        rows.map(move |(row, _)| Missing { fact, row })
    })
}

fn sound(day: &Day, assessment: &Assessment<'_>, may_be: &[&exact::Values]) {
    for answer in assessment.answers() {
        let output = &day.ready.program.outputs[answer.output];
        for exact in may_be {
            let is = exact.of(output.step)[answer.row as usize];
            let holds = match answer.value {
                Known::Certain(certain) => certain == is,
                Known::Possible { least, most } => (least..=most).contains(&is),
            };
            assert!(holds, "{}: {is}, and {:?}", output.name, answer.value);
            for (condition, verdict) in output.conditions.iter().zip(&answer.conditions) {
                let met = exact.of(condition.step)[answer.row as usize] > 0;
                let holds = *verdict != if met { Verdict::Unmet } else { Verdict::Met };
                assert!(holds, "{}: {met}, and {verdict:?}", condition.name);
            }
        }
    }
}

/// The walk over what is told takes what is assumed for the rest.
fn told_with_reasons(rules: &RuleSet, day: &Day, told: &Family, assumed: &exact::Values) {
    let mut trace = Trace::of(rules, told, day.ready.moment);
    for (at, place) in (0_u32..).zip(&day.ready.outputs) {
        let Some(place) = *place else { continue };
        let output = &day.ready.program.outputs[place];
        for row in 0..told.counts[usize::from(output.entity.0)] {
            match trace.reason(RuleId(at), row) {
                Ok(reason) => {
                    let is = assumed.of(output.step)[row as usize];
                    assert_eq!(
                        parts(reason.value, output.denominator),
                        Some(is),
                        "{}",
                        output.name
                    );
                }
                Err(Without::Fact(fact, row)) => {
                    assert!(told.told(fact, row).is_none());
                    assert!(rules.facts[fact.0 as usize].assumed.is_none());
                }
                Err(Without::TooLarge) => {}
                Err(without) => panic!("{}: {without:?}", output.name),
            }
        }
    }
}
