//! Small programs of which one can say by hand what must come out.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::program::{Condition, EntityId, Fact, Op, Output, Step, Table, TableId};

const INCOME: FactId = FactId(0);
const SINGLE: FactId = FactId(1);
const HOME: FactId = FactId(2);

fn step(op: Op, least: i64, most: i64) -> Step {
    let entity = EntityId(0);
    Step {
        entity,
        op,
        least,
        most,
    }
}

fn fact(name: &str, most: i64, assumed: Option<i64>) -> Fact {
    Fact {
        name: name.into(),
        entity: EntityId(0),
        least: 0,
        most,
        assumed,
    }
}

/// A supplement for single parents in homes of kind 0 or 2, by steps of income, none from
/// 500,000 on.
fn supplement() -> Unknowns {
    let id = StepId;
    let program = Program {
        entities: vec!["family".into()],
        facts: vec![
            fact("family.income", 10_000_000, None),
            fact("family.single", 1, None),
            fact("family.home", 2, Some(0)),
        ],
        tables: vec![Table {
            first: 900,
            rows: vec![(200_000, 400), (300_000, 600), (500_000, 0)],
        }],
        steps: vec![
            step(Op::Fact(INCOME), 0, 10_000_000),
            step(Op::Fact(SINGLE), 0, 1),
            step(Op::Fact(HOME), 0, 2),
            step(Op::Const(1), 1, 1),
            step(Op::Same(id(2), id(3)), 0, 1),
            step(Op::Not(id(4)), 0, 1),
            step(
                Op::Lookup {
                    value: id(0),
                    table: TableId(0),
                },
                0,
                900,
            ),
            step(Op::Const(0), 0, 0),
            step(
                Op::Choose {
                    when: id(5),
                    then: id(6),
                    other: id(7),
                },
                0,
                900,
            ),
            step(
                Op::Choose {
                    when: id(1),
                    then: id(8),
                    other: id(7),
                },
                0,
                900,
            ),
            // The same twice, once with and once without: what is left is 0, which bounds that
            // take both as independent don't see.
            step(Op::Not(id(1)), 0, 1),
            step(Op::And(id(1), id(10)), 0, 1),
        ],
        outputs: vec![
            Output {
                name: "family.supplement".into(),
                entity: EntityId(0),
                step: id(9),
                denominator: 1,
                conditions: vec![
                    Condition {
                        name: "home".into(),
                        step: id(5),
                    },
                    Condition {
                        name: "single".into(),
                        step: id(1),
                    },
                ],
            },
            Output {
                name: "family.nonsense".into(),
                entity: EntityId(0),
                step: id(11),
                denominator: 1,
                conditions: Vec::new(),
            },
        ],
        ..Program::default()
    };
    Unknowns::new(Arc::new(program))
}

fn family(facts: [Option<i64>; 3]) -> Partly {
    Partly {
        counts: vec![1],
        facts: facts.map(|value| vec![value]).to_vec(),
        ..Partly::default()
    }
}

fn answer(partly: &Partly, output: usize, narrowed: bool) -> Answer {
    let unknowns = supplement();
    let mut scratch = Scratch::default();
    let mut assessment = unknowns.assess(partly, &mut scratch).unwrap();
    if narrowed {
        assessment.narrow(64);
    }
    assessment.answer(output, 0).unwrap()
}

fn asked(partly: &Partly, asking: &Asking) -> Option<Question> {
    let unknowns = supplement();
    let mut scratch = Scratch::default();
    let mut assessment = unknowns.assess(partly, &mut scratch).unwrap();
    assessment.question(asking)
}

fn only_supplement() -> Asking {
    Asking {
        headline: vec![(0, 1)],
        ..Asking::default()
    }
}

#[test]
fn an_unmet_condition_makes_the_rest_irrelevant() {
    let couple = family([None, Some(0), None]);
    let answer = answer(&couple, 0, false);
    assert_eq!(answer.value, Known::Certain(0));
    assert_eq!(answer.conditions, [Verdict::Open, Verdict::Unmet]);
    assert_eq!(asked(&couple, &only_supplement()), None);
}

#[test]
fn a_table_says_what_is_possible_even_when_it_rises_and_falls() {
    let known = |income| answer(&family([income, Some(1), Some(0)]), 0, false).value;
    assert_eq!(
        known(None),
        Known::Possible {
            least: 0,
            most: 900
        }
    );
    assert_eq!(known(Some(299_999)), Known::Certain(400));
    assert_eq!(known(Some(300_000)), Known::Certain(600));
}

#[test]
fn a_choice_that_is_passed_over_is_as_assumed() {
    let mut partly = family([Some(0), Some(1), None]);
    assert_eq!(
        answer(&partly, 0, false).value,
        Known::Possible {
            least: 0,
            most: 900
        }
    );
    let home = Missing { fact: HOME, row: 0 };
    assert_eq!(asked(&partly, &only_supplement()).unwrap().about, home);
    partly.passed = BTreeSet::from([home]);
    assert_eq!(answer(&partly, 0, false).value, Known::Certain(900));
}

#[test]
fn what_is_declined_and_not_assumed_stays_possible_and_is_not_asked_again() {
    let mut partly = family([Some(0), None, Some(0)]);
    let single = Missing {
        fact: SINGLE,
        row: 0,
    };
    partly.passed = BTreeSet::from([single]);
    assert_eq!(
        answer(&partly, 0, true).value,
        Known::Possible {
            least: 0,
            most: 900
        }
    );
    assert_eq!(asked(&partly, &only_supplement()), None);
    let unknowns = supplement();
    let mut scratch = Scratch::default();
    let mut assessment = unknowns.assess(&partly, &mut scratch).unwrap();
    assert_eq!(assessment.depends(0, 0), [single]);
}

#[test]
fn cases_see_what_bounds_do_not() {
    let nothing = family([None, None, None]);
    assert_eq!(
        answer(&nothing, 1, false).value,
        Known::Possible { least: 0, most: 1 }
    );
    assert_eq!(answer(&nothing, 1, true).value, Known::Certain(0));
}

#[test]
fn the_question_that_decides_most_comes_first_and_a_dear_one_later() {
    let nothing = family([None, None, None]);
    let question = asked(&nothing, &only_supplement()).unwrap();
    assert_eq!(question.about.fact, SINGLE, "{question:?}");
    assert_eq!(question.decides, [0]);
    let dear = Asking {
        costs: vec![1, 1_000, 1],
        ..only_supplement()
    };
    assert_ne!(asked(&nothing, &dear).unwrap().about.fact, SINGLE);
}

#[test]
fn thresholds_of_a_table_are_where_cases_part() {
    let unknowns = supplement();
    let cases = unknowns.plan.cases(INCOME).iter().map(|case| case.least);
    assert_eq!(cases.collect::<Vec<_>>(), [0, 200_000, 300_000, 500_000]);
}

#[test]
fn bits_grow_by_one_when_the_width_doubles() {
    assert_eq!(Measure::Bits.of(Bound::range(0, 1), 1), 1024);
    assert_eq!(Measure::Bits.of(Bound::range(0, 1023), 1), 10 * 1024);
    assert_eq!(Measure::Bits.of(Bound::point(5), 1), 0);
}

#[test]
fn a_choice_with_holes_is_known_not_to_be_in_between() {
    use rows::Domain;
    let ends = Bound::point(0).hull(Bound::point(2));
    assert_eq!(ends.same(Bound::point(1)), Bound::point(0));
    assert_eq!(ends.same(Bound::point(2)), Bound::EITHER);
    let far = Bound::point(0).hull(Bound::point(63));
    assert_eq!(far.same(Bound::range(1, 62)), Bound::point(0));
}
