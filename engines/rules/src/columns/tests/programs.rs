//! Random programs, with the bounds of every step.

use super::Draw;
use crate::day;
use crate::program::{
    Condition, EntityId, Fact, FactId, Fold, Link, LinkId, Op, Output, Program, Round, Step,
    StepId, Table, TableId,
};

pub(super) const HOME: EntityId = EntityId(0);
const ADULT: EntityId = EntityId(1);
const CHILD: EntityId = EntityId(2);
/// Values stay so far inside 64 bits that sums over all rows do too.
const FAR: i128 = 1 << 52;
const ROWS: i128 = 1 << 9;

fn facts() -> Vec<(EntityId, i64, i64, Option<i64>)> {
    let mut facts = Vec::new();
    for entity in [HOME, ADULT, CHILD] {
        facts.push((entity, 0, 1, None));
        facts.push((entity, 0, 1, Some(1)));
        facts.push((
            entity,
            day::number(1885, 1, 1),
            day::number(2026, 12, 31),
            None,
        ));
        facts.push((entity, 0, 900_000_000, Some(30_000_000)));
        facts.push((entity, -50, 200, None));
        facts.push((entity, -20_000_000_000, 90_000_000_000, None));
    }
    facts
}

pub(super) fn shape(draw: &mut Draw) -> Program {
    let mut program = Program {
        entities: ["home", "adult", "child"].map(String::from).to_vec(),
        ..Program::default()
    };
    for (name, from, to, optional) in [
        ("child.home", CHILD, HOME, false),
        ("adult.home", ADULT, HOME, false),
        ("child.parent", CHILD, ADULT, true),
        ("home.owner", HOME, ADULT, true),
    ] {
        program.links.push(Link {
            name: name.into(),
            from,
            to,
            optional,
        });
    }
    for (at, (entity, least, most, assumed)) in facts().into_iter().enumerate() {
        program.facts.push(Fact {
            name: format!("fact{at}"),
            entity,
            least,
            most,
            assumed,
        });
        let op = Op::Fact(FactId(at as u32));
        program.steps.push(Step {
            entity,
            op,
            least,
            most,
        });
    }
    for _ in 0..3 {
        let mut rows: Vec<(i64, i64)> = Vec::new();
        let mut at = draw.between(-100, 100_000);
        for _ in 0..draw.below(40) {
            rows.push((at, draw.between(-1_000, 100_000)));
            at += draw.between(1, 10_000_000);
        }
        program.tables.push(Table {
            first: draw.between(-5, 300),
            rows,
        });
    }
    program
}

/// More steps until there are so many, over the first links, and results of late ones.
pub(super) fn extend(draw: &mut Draw, program: &mut Program, length: usize, links: usize) {
    while program.steps.len() < length {
        if let Some(step) = step(draw, program, links) {
            program.steps.push(step);
        }
    }
    for at in 0..16 {
        let step = StepId(draw.between(length as i64 / 2, length as i64 - 1) as u32);
        let entity = program.steps[step.0 as usize].entity;
        let condition = StepId(draw.below(length) as u32);
        program.outputs.push(Output {
            name: format!("rule{at}"),
            entity,
            step,
            denominator: 1,
            conditions: vec![Condition {
                name: "met".into(),
                step: condition,
            }],
        });
    }
}

/// One more step over those there are, with its bounds; `None` when they would lie too far out.
fn step(draw: &mut Draw, program: &Program, links: usize) -> Option<Step> {
    let entity = draw.of(&[HOME, ADULT, CHILD]);
    let all = |fits: &dyn Fn(&Step) -> bool| -> Vec<StepId> {
        let places = program.steps.iter().enumerate();
        let fitting = places.filter(|(_, step)| fits(step));
        fitting.map(|(at, _)| StepId(at as u32)).collect()
    };
    let is_day = |s: &Step| s.least >= day::number(1880, 1, 1) && s.most <= day::number(2200, 1, 1);
    let any = all(&|s| s.entity == entity);
    let flags = all(&|s| s.entity == entity && s.least >= 0 && s.most <= 1);
    let days = all(&|s| s.entity == entity && is_day(s) && s.least < s.most);
    let near = |draw: &mut Draw| {
        let late = any[any.len() / 2..].to_vec();
        if draw.below(3) == 0 {
            draw.of(&any)
        } else {
            draw.of(&late)
        }
    };
    let r = |id: StepId| {
        (
            program.steps[id.0 as usize].least,
            program.steps[id.0 as usize].most,
        )
    };
    let w = |id: StepId| (i128::from(r(id).0), i128::from(r(id).1));
    let (a, b) = (near(draw), near(draw));
    let (flag, other_flag) = (draw.of(&flags), draw.of(&flags));
    let date = draw.of(&days);
    let (op, least, most): (Op, i128, i128) = match draw.below(26) {
        0 => {
            let days = draw.between(day::number(1990, 1, 1), day::number(2030, 1, 1));
            let some = draw.between(-40, 100_000);
            let value = draw.of(&[
                0,
                1,
                2,
                3,
                7,
                18,
                100,
                1_200,
                360_000,
                -7,
                days,
                some,
                5_000_000_000,
            ]);
            (Op::Const(value), value.into(), value.into())
        }
        1 | 2 => (Op::Add(a, b), w(a).0 + w(b).0, w(a).1 + w(b).1),
        3 => (Op::Sub(a, b), w(a).0 - w(b).1, w(a).1 - w(b).0),
        4 | 5 => {
            let corners = [
                w(a).0 * w(b).0,
                w(a).0 * w(b).1,
                w(a).1 * w(b).0,
                w(a).1 * w(b).1,
            ];
            (
                Op::Mul(a, b),
                *corners.iter().min()?,
                *corners.iter().max()?,
            )
        }
        6 | 7 => (Op::Min(a, b), w(a).0.min(w(b).0), w(a).1.min(w(b).1)),
        8 | 9 => (Op::Max(a, b), w(a).0.max(w(b).0), w(a).1.max(w(b).1)),
        10 => (Op::Less(a, b), 0, 1),
        11 => (Op::AtMost(a, b), 0, 1),
        12 => (Op::Same(a, b), 0, 1),
        13 => (Op::And(flag, other_flag), 0, 1),
        14 => (Op::Or(flag, other_flag), 0, 1),
        15 => (Op::Not(flag), 0, 1),
        16 | 17 => {
            let op = Op::Choose {
                when: flag,
                then: a,
                other: b,
            };
            (op, w(a).0.min(w(b).0), w(a).1.max(w(b).1))
        }
        18 => {
            let above = all(&|s| s.entity == entity && s.least > 0);
            let by = if above.is_empty() {
                return None;
            } else {
                draw.of(&above)
            };
            let round = draw.of(&[Round::Down, Round::Up, Round::HalfUp]);
            let op = Op::Divide {
                value: a,
                by,
                round,
            };
            (op, w(a).0.min(0), w(a).1.max(1))
        }
        19 => {
            let on = draw.of(&days);
            (Op::Age { birth: date, on }, -330, 330)
        }
        20 => {
            let months = all(&|s| s.entity == entity && s.least >= -60 && s.most <= 210);
            let op = Op::Months {
                date,
                months: draw.of(&months),
            };
            (op, w(date).0 - 31 * 62, w(date).1 + 31 * 212)
        }
        21 => {
            let op = Op::Start {
                date,
                months: draw.of(&[1, 3, 12]),
            };
            (op, w(date).0 - 366, w(date).1)
        }
        22 => {
            let count = draw.of(&flags);
            (Op::Workdays { date, count }, w(date).0, w(date).1 + 20)
        }
        23 => {
            let table = draw.below(program.tables.len());
            let rows = &program.tables[table];
            let values = || {
                rows.rows
                    .iter()
                    .map(|(_, value)| *value)
                    .chain([rows.first])
            };
            let op = Op::Lookup {
                value: a,
                table: TableId(table as u32),
            };
            (op, values().min()?.into(), values().max()?.into())
        }
        _ => {
            let link = draw.below(links);
            let Link { from, to, .. } = program.links[link];
            let others = |of: EntityId| all(&|s| s.entity == of);
            let flags = |of: EntityId| all(&|s| s.entity == of && s.least >= 0 && s.most <= 1);
            let link = LinkId(link as u16);
            if entity == from && draw.below(3) == 0 {
                let keep = draw.of(&[None, Some(flag)]);
                let op = Op::Rank { key: a, keep, link };
                return Some(Step {
                    entity,
                    op,
                    least: 0,
                    most: ROWS as i64,
                });
            }
            if entity == from {
                let value = draw.of(&others(to));
                let missing = draw.between(-9, 9);
                let op = Op::Up {
                    value,
                    link,
                    missing,
                };
                (
                    op,
                    w(value).0.min(missing.into()),
                    w(value).1.max(missing.into()),
                )
            } else if entity == to {
                let value = draw.of(&others(from));
                let kept = draw.of(&flags(from));
                let keep = draw.of(&[None, Some(kept)]);
                let empty = draw.between(-9, 9);
                let how = draw.of(&[Fold::Sum, Fold::Sum, Fold::Least, Fold::Most]);
                let op = Op::Fold {
                    how,
                    value,
                    keep,
                    link,
                    empty,
                };
                let (least, most) = if how == Fold::Sum {
                    (w(value).0.min(0) * ROWS, w(value).1.max(0) * ROWS)
                } else {
                    (w(value).0.min(empty.into()), w(value).1.max(empty.into()))
                };
                (op, least, most)
            } else {
                return None;
            }
        }
    };
    (least > -FAR && most < FAR).then_some(Step {
        entity,
        op,
        least: least as i64,
        most: most as i64,
    })
}
