//! Random programs over random families: the plan equals the plain run, whatever the stretch,
//! the threads and the order of the rows.

use proptest::prelude::*;

use super::{Plan, Results, plain};
use crate::program::{Program, StepId};
use crate::rows::{Column, NOWHERE, Rows};
use programs::{HOME, extend, shape};

mod parts;
mod programs;

/// Numbers that a draw takes one after another.
struct Draw(Vec<u64>, usize);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.1 += 1;
        let seed = self.0[self.1 % self.0.len()].wrapping_add(self.1 as u64);
        let mixed = (seed ^ (seed >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((mixed ^ (mixed >> 29)) % end as u64) as usize
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = (i128::from(most) - i128::from(least) + 1).min(1 << 60) as usize;
        least + self.below(span) as i64
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

fn rows(draw: &mut Draw, program: &Program) -> Rows {
    let counts = vec![draw.below(40), 1 + draw.below(60), draw.below(90)];
    let mut rows = Rows {
        counts,
        ..Rows::of(program)
    };
    if rows.counts[0] == 0 {
        rows.counts = vec![0, 0, 0];
    }
    // Each link in order, in none, or within families of about four of the link's end.
    let order = draw.below(4);
    for (at, link) in program.links.iter().enumerate() {
        let (from, to) = (rows.count(link.from), rows.count(link.to));
        let mut all: Vec<u32> = Vec::new();
        for _ in 0..from {
            let nowhere = link.optional && (to == 0 || draw.below(5) == 0);
            all.push(if nowhere {
                NOWHERE
            } else {
                draw.below(to) as u32
            });
        }
        match order {
            0 => all.sort_unstable(),
            1 => {
                all.sort_unstable();
                for own in all.chunks_mut(4) {
                    own.reverse();
                }
            }
            2 if at % 2 == 0 => all.sort_unstable(),
            _ => {}
        }
        rows.links[at] = all;
    }
    for (at, fact) in program.facts.iter().enumerate() {
        let count = rows.count(fact.entity);
        let values: Vec<i64> = (0..count)
            .map(|_| draw.between(fact.least, fact.most))
            .collect();
        rows.facts[at] = match draw.below(6) {
            0 if fact.assumed.is_some() => Column::Missing,
            1 => Column::Same(draw.between(fact.least, fact.most)),
            2 => Column::Long(values),
            _ => Column::of(&values),
        };
    }
    rows
}

/// Whether results are those of the steps one by one.
fn hold(program: &Program, rows: &Rows, results: &Results) {
    let wanted = plain::run(program, rows);
    let same = |step: StepId, column: &Column, name: &str| {
        let count = rows.count(program.step(step).unwrap().entity);
        let found: Vec<i64> = column.values(count).collect();
        assert_eq!(found, wanted[step.0 as usize], "{name}");
    };
    for (at, output) in program.outputs.iter().enumerate() {
        same(output.step, &results.outputs[at], &output.name);
        for (condition, column) in output.conditions.iter().zip(&results.conditions[at]) {
            same(condition.step, column, &condition.name);
        }
    }
}

fn agree(seeds: Vec<u64>, length: usize) {
    let mut draw = Draw(seeds, 0);
    let mut law = shape(&mut draw);
    let links = draw.of(&[1, 2, 4]);
    extend(&mut draw, &mut law, length, links);
    // A reform begins as the law does.
    let mut reform = law.clone();
    reform.steps.truncate(length * 2 / 3);
    reform.outputs.clear();
    extend(&mut draw, &mut reform, length, links);
    let (plan, both) = (Plan::with_conditions(&law), Plan::of_two(&law, &reform));
    for _ in 0..3 {
        let rows = rows(&mut draw, &law);
        for chunk in [1, 3, 1_024] {
            let results = plan
                .clone()
                .by(chunk)
                .run(&rows, 1 + draw.below(3))
                .unwrap();
            assert_eq!(results.conditions.len(), law.outputs.len());
            assert!(
                results
                    .conditions
                    .iter()
                    .all(|conditions| conditions.len() == 1)
            );
            hold(&law, &rows, &results);
        }
        let chunk = draw.of(&[2, 16]);
        let results = both
            .clone()
            .by(chunk)
            .run_all(&rows, 1 + draw.below(3))
            .unwrap();
        hold(&law, &rows, &results[0]);
        hold(&reform, &rows, &results[1]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_gives_what_the_steps_give_one_by_one(
        seeds in prop::collection::vec(any::<u64>(), 64),
        length in 24_usize..120,
    ) {
        agree(seeds, length);
    }
}
