//! What the unknowns say of random programs and families, against exact answers.

mod programs;

use std::collections::BTreeSet;
use std::sync::Arc;

use programs::{Dice, ROWS, family, program};
use proptest::prelude::*;
use rules::exact::{self, Family};
use rules::program::{FactId, Op, Program};
use rules::unknowns::{
    Asking, Known, Measure, Misfit, Missing, Partly, Scratch, Unknowns, Verdict,
};

/// What is known of a family when so many of a hundred facts are missing.
fn partly(family: &Family, dice: &mut Dice, missing: usize) -> Partly {
    let mut hide = |value: &i64| (!dice.chance(missing)).then_some(*value);
    let rows = family.facts.iter();
    Partly {
        counts: family.counts.clone(),
        links: family.links.clone(),
        facts: rows
            .map(|rows| rows.iter().map(&mut hide).collect())
            .collect(),
        passed: BTreeSet::new(),
    }
}

fn missing(partly: &Partly) -> Vec<Missing> {
    let facts = partly.facts.iter().zip(0..);
    let rows = facts.flat_map(|(rows, fact)| {
        rows.iter()
            .zip(0..)
            .filter(|(value, _)| value.is_none())
            .map(move |(_, row)| Missing {
                fact: FactId(fact),
                row,
            })
    });
    rows.collect()
}

/// A family that agrees with what is known.
fn completed(program: &Program, dice: &mut Dice, partly: &Partly) -> Family {
    let other = family(program, dice, partly.counts.clone().try_into().unwrap());
    let facts = partly
        .facts
        .iter()
        .zip(&other.facts)
        .zip(&program.facts)
        .zip(0..);
    let facts = facts.map(|(((known, other), fact), id)| {
        let rows = known.iter().zip(other).zip(0..);
        let value = |((known, other), row): ((&Option<i64>, &i64), u32)| {
            let at = Missing {
                fact: FactId(id),
                row,
            };
            let assumed = fact.assumed.filter(|_| partly.passed.contains(&at));
            known.or(assumed).unwrap_or(*other)
        };
        rows.map(value).collect()
    });
    Family {
        counts: partly.counts.clone(),
        links: partly.links.clone(),
        facts: facts.collect(),
    }
}

/// Whether exact answers lie within what is said of them.
fn assert_holds(unknowns: &Unknowns, partly: &Partly, exact: &Family, narrowed: usize) -> usize {
    let program = unknowns.program();
    let values = exact::run(program, exact).unwrap();
    for (step, id) in program.steps.iter().zip(0..) {
        for value in values.of(rules::program::StepId(id)) {
            assert!(
                (step.least..=step.most).contains(value),
                "the generator's range: {step:?}"
            );
        }
    }
    let mut scratch = Scratch::default();
    let mut assessment = unknowns.assess(partly, &mut scratch).unwrap();
    if narrowed > 0 {
        assessment.narrow(narrowed);
    }
    let mut certain = 0;
    for answer in assessment.answers() {
        let output = &program.outputs[answer.output];
        let value = values.of(output.step)[answer.row as usize];
        match answer.value {
            Known::Certain(is) => {
                assert_eq!(is, value);
                certain += 1;
            }
            Known::Possible { least, most } => {
                assert!(
                    least < most && (least..=most).contains(&value),
                    "{answer:?}: {value}"
                );
            }
        }
        for (condition, verdict) in output.conditions.iter().zip(&answer.conditions) {
            let met = values.of(condition.step)[answer.row as usize] == 1;
            match verdict {
                Verdict::Met => assert!(met),
                Verdict::Unmet => assert!(!met),
                Verdict::Open => {}
            }
        }
    }
    certain
}

fn counts() -> impl Strategy<Value = [usize; 3]> {
    prop_oneof![
        4 => (1_usize..3, 1_usize..4, 0_usize..5).prop_map(|(a, b, c)| [a, b, c]),
        1 => Just([1, 2, ROWS]),
        1 => Just([0, 0, 0]),
        1 => Just([1, 0, 3]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn every_completion_lies_within_what_is_possible(
        seed: u64, counts in counts(), steps in 20_usize..250, share in 0_usize..101, passing: bool,
    ) {
        let program = Arc::new(program(seed, 14, steps));
        let unknowns = Unknowns::new(program.clone());
        let dice = &mut Dice(seed ^ 1);
        let whole = family(&program, dice, counts);
        let mut partly = partly(&whole, dice, share);
        if passing {
            partly.passed = missing(&partly).into_iter().filter(|_| dice.chance(50)).collect();
        }
        for narrowed in [0, 64, 256] {
            for _ in 0..6 {
                let completed = completed(&program, dice, &partly);
                assert_holds(&unknowns, &partly, &completed, narrowed);
            }
        }
    }

    #[test]
    fn with_all_facts_known_everything_is_certain(
        seed: u64, counts in counts(), steps in 20_usize..250,
    ) {
        let program = Arc::new(program(seed, 14, steps));
        let unknowns = Unknowns::new(program.clone());
        let dice = &mut Dice(seed ^ 2);
        let whole = family(&program, dice, counts);
        let partly = partly(&whole, dice, 0);
        let certain = assert_holds(&unknowns, &partly, &whole, 0);
        let mut scratch = Scratch::default();
        let mut assessment = unknowns.assess(&partly, &mut scratch).unwrap();
        prop_assert_eq!(certain, assessment.answers().len());
        prop_assert_eq!(assessment.question(&Asking::default()), None);
        let decided = |answer: rules::unknowns::Answer| !answer.conditions.contains(&Verdict::Open);
        prop_assert!(assessment.answers().into_iter().all(decided));
    }

    #[test]
    fn asking_until_nothing_is_open_ends_with_all_certain(
        seed: u64, counts in counts(), steps in 20_usize..150, narrowing: bool, width: bool,
    ) {
        let program = Arc::new(program(seed, 8, steps));
        let unknowns = Unknowns::new(program.clone());
        let dice = &mut Dice(seed ^ 3);
        let whole = family(&program, dice, counts);
        let mut partly = partly(&whole, dice, 100);
        let mut scratch = Scratch::default();
        let measure = if width { Measure::Width } else { Measure::Bits };
        let asking = Asking { measure, effort: 20_000, ..Asking::default() };
        loop {
            let open = missing(&partly);
            let mut assessment = unknowns.assess(&partly, &mut scratch).unwrap();
            if narrowing {
                assessment.narrow(64);
            }
            let answers = assessment.answers();
            let Some(question) = assessment.question(&asking) else {
                let certain = |answer: &rules::unknowns::Answer| matches!(answer.value, Known::Certain(_));
                let passed = !partly.passed.is_empty();
                prop_assert!(passed || answers.iter().all(certain));
                for answer in answers.iter().filter(|answer| !certain(answer)) {
                    let depends = assessment.depends(answer.output, answer.row);
                    prop_assert!(!depends.is_empty());
                    prop_assert!(depends.iter().all(|at| partly.passed.contains(at)));
                }
                break;
            };
            let about = question.about;
            prop_assert!(open.contains(&about));
            prop_assert!(!partly.passed.contains(&about));
            let open = answers.iter().filter(|answer| matches!(answer.value, Known::Possible { .. }));
            let mut depends = open.map(|answer| assessment.depends(answer.output, answer.row));
            prop_assert!(depends.any(|depends| depends.contains(&about)));
            if dice.chance(10) {
                partly.passed.insert(about);
            } else {
                let (fact, row) = (about.fact.0 as usize, about.row as usize);
                partly.facts[fact][row] = Some(whole.facts[fact][row]);
            }
        }
        assert_holds(&unknowns, &partly, &completed(&program, dice, &partly), 64);
    }

    #[test]
    fn what_an_answer_does_not_depend_on_does_not_change_it(
        seed: u64, counts in counts(), steps in 20_usize..200,
    ) {
        let program = Arc::new(program(seed, 10, steps));
        let unknowns = Unknowns::new(program.clone());
        let dice = &mut Dice(seed ^ 4);
        let whole = family(&program, dice, counts);
        let partly = partly(&whole, dice, 50);
        let mut scratch = Scratch::default();
        let mut assessment = unknowns.assess(&partly, &mut scratch).unwrap();
        for answer in assessment.answers() {
            let depends = assessment.depends(answer.output, answer.row);
            let mut other = completed(&program, dice, &partly);
            for at in &depends {
                let (fact, row) = (at.fact.0 as usize, at.row as usize);
                other.facts[fact][row] = whole.facts[fact][row];
            }
            let step = program.outputs[answer.output].step;
            let of = |family| exact::run(&program, family).unwrap().of(step)[answer.row as usize];
            prop_assert_eq!(of(&whole), of(&other));
        }
    }
}

#[test]
fn the_programs_use_every_operation() {
    let mut seen = BTreeSet::new();
    for seed in 0..40 {
        for step in &program(seed, 14, 250).steps {
            let name = format!("{:?}", step.op);
            seen.insert(name.split(['(', ' ']).next().unwrap().to_owned());
            if let Op::Fold { how, .. } = step.op {
                seen.insert(format!("{how:?}"));
            }
        }
    }
    assert_eq!(seen.len(), 23 + 3, "{seen:?}");
}

#[test]
fn a_family_that_does_not_fit_is_refused() {
    let program = Arc::new(program(7, 6, 40));
    let unknowns = Unknowns::new(program.clone());
    let whole = family(&program, &mut Dice(1), [1, 2, 2]);
    let fits = partly(&whole, &mut Dice(1), 0);
    let mut scratch = Scratch::default();
    assert!(unknowns.assess(&fits, &mut scratch).is_ok());
    let mut lost = fits.clone();
    lost.links[0][1] = 9;
    assert!(matches!(
        unknowns.assess(&lost, &mut scratch),
        Err(Misfit::Link { row: 1, .. })
    ));
    let mut homeless = fits.clone();
    homeless.links[0][1] = u32::MAX;
    assert!(matches!(
        unknowns.assess(&homeless, &mut scratch),
        Err(Misfit::Link { .. })
    ));
    let mut short = fits.clone();
    short.counts.pop();
    assert!(matches!(
        unknowns.assess(&short, &mut scratch),
        Err(Misfit::Shape(_))
    ));
    let (fact, _) = fits
        .facts
        .iter()
        .enumerate()
        .find(|(_, rows)| !rows.is_empty())
        .unwrap();
    let mut far = fits.clone();
    far.facts[fact][0] = Some(program.facts[fact].most + 1);
    assert!(matches!(
        unknowns.assess(&far, &mut scratch),
        Err(Misfit::Range { row: 0, .. })
    ));
}
