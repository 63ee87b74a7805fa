//! The parts of a plan, each by itself.

use std::sync::Arc;

use proptest::prelude::*;

use super::HOME;
use crate::columns::blocks::{self, Index};
use crate::columns::dates::{Days, Shift};
use crate::columns::divide::Divisor;
use crate::columns::kernels::{In, Out};
use crate::columns::lookup::Buckets;
use crate::columns::{Plan, dates, divide};
use crate::day;
use crate::program::{
    EntityId, Fact, FactId, Fold, Link, LinkId, Op, Output, Program, Round, Step, StepId, Table,
};
use crate::rows::{Column, NOWHERE, Rows};

/// Numbers near zero, near what decides, and anywhere.
fn telling(by: i64) -> impl Strategy<Value = i64> {
    prop_oneof![
        -10_i64..10,
        (-40_i64..40, -1_i64..=1).prop_map(move |(times, more)| times * by / 2 + more),
        -(1_i64 << 40)..(1_i64 << 40),
    ]
}

proptest! {
    #[test]
    fn a_product_and_a_shift_divide(
        (by, ends, values) in prop_oneof![1_i64..40, 1_i64..1_i64 << 33].prop_flat_map(|by| {
            let values = prop::collection::vec(telling(by), 20);
            (Just(by), (telling(by), telling(by)), values)
        }),
    ) {
        let (least, most) = (ends.0.min(ends.1), ends.0.max(ends.1));
        for round in [Round::Down, Round::Up, Round::HalfUp] {
            let divisor = Divisor::of(by, round, (least, most)).unwrap();
            for value in values.iter().map(|value| *value.clamp(&least, &most)).chain([least, most]) {
                let mut found = [0_i64];
                divide::lanes(&divisor, Out::W(&mut found), In::W(&[value]));
                assert_eq!(found, [round.whole(value, by)], "{value} by {by}, {round:?}");
                if let (Ok(value), Ok(_), Ok(_)) =
                    (i32::try_from(value), i32::try_from(least), i32::try_from(most))
                {
                    let mut narrow = [0_i32];
                    divide::lanes(&divisor, Out::N(&mut narrow), In::N(&[value]));
                    assert_eq!(i64::from(narrow[0]), found[0], "narrow");
                }
            }
        }
    }

    #[test]
    fn a_bucket_finds_what_a_search_finds(
        gaps in prop::collection::vec(1_i64..300, 1..60),
        scale in 1_i64..3,
        values in prop::collection::vec(-100_i64..40_000, 50),
    ) {
        let mut at = 0;
        let rows = gaps.iter().enumerate().map(|(place, gap)| {
            at += gap * scale;
            (at, place as i64 * 7)
        });
        let table = Table { rows: rows.collect(), first: -1 };
        let Some(buckets) = Buckets::of(&table) else { return Ok(()) };
        let near = table.rows.iter().flat_map(|(at, _)| [at - 1, *at, at + 1]);
        for value in near.chain(values).chain([i64::MIN, i64::MAX - 1]) {
            assert_eq!(buckets.of_number(value), table.value(value), "{value}");
        }
    }
}

#[test]
fn ages_need_no_calendar() {
    for (from, to, on) in [
        ((1800, 1, 1), (2026, 6, 1), (2026, 1, 1)),
        ((1900, 1, 1), (2026, 12, 31), (2026, 2, 28)),
        ((1990, 5, 2), (2040, 1, 1), (2024, 2, 29)),
    ] {
        let number = |(year, month, of_month)| day::number(year, month, of_month);
        let (least, most, on) = (number(from), number(to), number(on));
        let pieces = dates::pieces(on, (least, most)).unwrap();
        for birth in least..=most {
            let piece = pieces
                .iter()
                .rev()
                .find(|piece| piece.from <= birth)
                .unwrap();
            let age = (piece.more - 4 * birth).div_euclid(dates::FOUR_YEARS);
            assert_eq!(age, day::age(birth, on), "born {:?}", day::civil(birth));
        }
        for years in [0, 3, 18, 25] {
            let last = dates::last_birth(on, years).unwrap();
            assert_eq!(
                (day::age(last, on), day::age(last + 1, on)),
                (years, years - 1)
            );
        }
    }
}

#[test]
fn days_are_shifted_as_the_calendar_does() {
    let range = (day::number(1899, 11, 17), day::number(2028, 3, 2));
    for shift in [-13, 0, 1, 6, 216]
        .map(Shift::Later)
        .into_iter()
        .chain([1, 3, 12].map(Shift::Start))
    {
        let days = Days::of(shift, range).unwrap();
        for date in range.0..=range.1 {
            let wanted = match shift {
                Shift::Later(months) => day::months_after(date, months),
                Shift::Start(months) => day::start(date, months),
            };
            assert_eq!(
                days.of_day(date),
                wanted,
                "{shift:?} of {:?}",
                day::civil(date)
            );
        }
    }
}

/// Two children in the first home, none in the second, one in the third.
fn three_homes() -> (Program, Rows) {
    let mut program = Program {
        entities: vec!["home".into(), "child".into()],
        links: vec![Link {
            name: "child.home".into(),
            from: EntityId(1),
            to: HOME,
            optional: false,
        }],
        facts: vec![Fact {
            name: "child.fee".into(),
            entity: EntityId(1),
            least: 0,
            most: 1_000,
            assumed: None,
        }],
        ..Program::default()
    };
    let (value, link) = (StepId(0), LinkId(0));
    let sum = Op::Fold {
        how: Fold::Sum,
        value,
        keep: None,
        link,
        empty: 0,
    };
    let up = Op::Up {
        value: StepId(1),
        link,
        missing: 0,
    };
    for (entity, op, most) in [
        (EntityId(1), Op::Fact(FactId(0)), 1_000),
        (HOME, sum, 20_000),
        (EntityId(1), up, 20_000),
    ] {
        program.steps.push(Step {
            entity,
            op,
            least: 0,
            most,
        });
    }
    program.outputs.push(Output {
        name: "child.all".into(),
        entity: EntityId(1),
        step: StepId(2),
        denominator: 1,
        conditions: Vec::new(),
    });
    let rows = Rows {
        counts: vec![3, 3],
        links: vec![vec![0, 0, 2]],
        facts: vec![Column::Small(vec![10, 20, 200])],
    };
    (program, rows)
}

#[test]
fn families_in_order_are_cut_between_families() {
    let (program, rows) = three_homes();
    let index = Index::of(&rows.links[0], 3);
    let cuts = blocks::cuts(&program, &rows, &[Some(index)], &[true], 1).unwrap();
    assert_eq!(cuts, [[0, 1, 2, 3], [0, 2, 2, 3]]);
    let mut mixed = rows;
    mixed.links[0] = vec![2, 0, 0];
    let index = Index::of(&mixed.links[0], 3);
    assert_eq!(index.order.as_deref(), Some([1, 2, 0].as_slice()));
    let cuts = blocks::cuts(&program, &mixed, &[Some(index)], &[true], 1).unwrap();
    assert_eq!(
        cuts,
        [[0, 3], [0, 3]],
        "the first child belongs to the last home"
    );
    mixed.links[0] = vec![1, 0, 2];
    let cuts = blocks::cuts(&program, &mixed, &[None], &[true], 1).unwrap();
    assert_eq!(
        cuts,
        [[0, 2, 3], [0, 2, 3]],
        "families stand together, children in no order"
    );
}

#[test]
fn what_law_and_reform_share_is_one_column() {
    let (law, rows) = three_homes();
    let mut reform = law.clone();
    let three = Op::Const(3);
    let times = Op::Mul(StepId(2), StepId(3));
    let entity = EntityId(1);
    reform.steps.push(Step {
        entity,
        op: three,
        least: 3,
        most: 3,
    });
    reform.steps.push(Step {
        entity,
        op: times,
        least: 0,
        most: 60_000,
    });
    let mut second = reform.outputs[0].clone();
    second.step = StepId(4);
    reform.outputs.push(second);
    let both = Plan::of_two(&law, &reform).run_all(&rows, 2).unwrap();
    assert!(Arc::ptr_eq(&both[0].outputs[0], &both[1].outputs[0]));
    let tripled: Vec<i64> = both[1].outputs[1].values(3).collect();
    assert_eq!(tripled, [90, 90, 600]);
}

#[test]
fn rows_that_do_not_fit_are_named() {
    let (program, rows) = three_homes();
    let plan = Plan::of(&program);
    let wrong = |change: &dyn Fn(&mut Rows)| {
        let mut rows = rows.clone();
        change(&mut rows);
        plan.run(&rows, 1).unwrap_err().to_string()
    };
    assert_eq!(
        wrong(&|rows| rows.facts[0] = Column::Missing),
        "child.fee is missing, and the rules assume nothing for it; give a value for each row"
    );
    assert_eq!(
        wrong(&|rows| rows.facts[0] = Column::Long(vec![1, 2, 1_001])),
        "child.fee is 1001 in row 2; it must be from 0 to 1000"
    );
    assert_eq!(
        wrong(&|rows| rows.facts[0] = Column::Small(vec![1, 2])),
        "child.fee has 2 values, and there are 3 rows; give one value for each row"
    );
    assert_eq!(
        wrong(&|rows| rows.links[0] = vec![0, 3, 2]),
        "child.home leads from row 1 to row 3, and there are only 3; rows count from 0"
    );
    assert_eq!(
        wrong(&|rows| rows.links[0] = vec![0, 1, NOWHERE]),
        "child.home leads nowhere from row 2; every row must belong to one"
    );
    assert_eq!(
        wrong(&|rows| rows.counts = vec![3]),
        "there are 1 columns of entities, and the rules have 2; give one for each"
    );
}
