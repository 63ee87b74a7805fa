//! One step after another over whole columns, obviously right: what the plan must equal.

use crate::day;
use crate::program::{Fold, Op, Program, Round, StepId};
use crate::rows::{NOWHERE, Rows};

/// Every step's values.
pub(crate) fn run(program: &Program, rows: &Rows) -> Vec<Vec<i64>> {
    let mut all: Vec<Vec<i64>> = Vec::new();
    for step in &program.steps {
        let count = rows.count(step.entity);
        let values: Vec<i64> = (0..count)
            .map(|row| value(program, rows, &all, step.op, row))
            .collect();
        for value in &values {
            assert!(
                (step.least..=step.most).contains(value),
                "{value} is outside of {step:?}"
            );
        }
        all.push(values);
    }
    all
}

fn value(program: &Program, rows: &Rows, all: &[Vec<i64>], op: Op, row: usize) -> i64 {
    let of = |id: StepId, row: usize| all[id.0 as usize][row];
    let v = |id: StepId| of(id, row);
    let flag = i64::from;
    match op {
        Op::Fact(fact) => {
            let assumed = program.facts[fact.0 as usize].assumed;
            rows.facts[fact.0 as usize].value(row).or(assumed).unwrap()
        }
        Op::Const(value) => value,
        Op::Add(a, b) => v(a) + v(b),
        Op::Sub(a, b) => v(a) - v(b),
        Op::Mul(a, b) => v(a) * v(b),
        Op::Min(a, b) => v(a).min(v(b)),
        Op::Max(a, b) => v(a).max(v(b)),
        Op::Less(a, b) => flag(v(a) < v(b)),
        Op::AtMost(a, b) => flag(v(a) <= v(b)),
        Op::Same(a, b) => flag(v(a) == v(b)),
        Op::And(a, b) => flag(v(a) == 1 && v(b) == 1),
        Op::Or(a, b) => flag(v(a) == 1 || v(b) == 1),
        Op::Not(a) => flag(v(a) == 0),
        Op::Choose { when, then, other } => v(if v(when) == 1 { then } else { other }),
        Op::Divide { value, by, round } => {
            let (value, by) = (i128::from(v(value)), i128::from(v(by)));
            let whole = match round {
                Round::Down => value.div_euclid(by),
                Round::Up => -(-value).div_euclid(by),
                Round::HalfUp => (2 * value + by).div_euclid(2 * by),
            };
            i64::try_from(whole).unwrap()
        }
        Op::Age { birth, on } => day::age(v(birth), v(on)),
        Op::Months { date, months } => day::months_after(v(date), v(months)),
        Op::Start { date, months } => day::start(v(date), months),
        Op::Workdays { date, count } => day::workdays_after(v(date), v(count)),
        Op::Up {
            value,
            link,
            missing,
        } => match rows.links[usize::from(link.0)][row] {
            NOWHERE => missing,
            to => of(value, to as usize),
        },
        Op::Fold {
            how,
            value,
            keep,
            link,
            empty,
        } => {
            let own = rows.links[usize::from(link.0)].iter().enumerate();
            let own = own
                .filter(|(_, to)| **to == row as u32)
                .map(|(from, _)| from);
            let kept = own.filter(|from| keep.is_none_or(|keep| of(keep, *from) == 1));
            let values = kept.map(|from| of(value, from));
            match how {
                Fold::Sum => values.sum(),
                Fold::Least => values.min().unwrap_or(empty),
                Fold::Most => values.max().unwrap_or(empty),
            }
        }
        Op::Rank { key, keep, link } => {
            let to = &rows.links[usize::from(link.0)];
            let kept = |row: usize| keep.is_none_or(|keep| of(keep, row) == 1);
            if to[row] == NOWHERE || !kept(row) {
                return 0;
            }
            let others = (0..to.len()).filter(|other| to[*other] == to[row] && kept(*other));
            let before = others.filter(|other| (of(key, *other), *other) < (v(key), row));
            before.count() as i64 + 1
        }
        Op::Lookup { value, table } => {
            let table = &program.tables[table.0 as usize];
            let reached = table
                .rows
                .iter()
                .rev()
                .find(|(threshold, _)| *threshold <= v(value));
            reached.map_or(table.first, |(_, value)| *value)
        }
    }
}
