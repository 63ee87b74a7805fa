//! How long one family takes: exact, with facts missing, and to find the next question. The
//! programs are random, of about 2,000 steps.
//! `cargo run --release -p rules --example unknowns_speed`
#![expect(clippy::print_stdout, reason = "an example says what it measured")]

#[path = "../tests/unknowns/programs.rs"]
mod programs;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use programs::{Dice, family, program};
use rules::exact::Values;
use rules::unknowns::{Asking, Known, Partly, Scratch, Unknowns};

fn main() {
    println!(
        "seed  steps  rows | exact µs  bounds µs | open facts  certain of  after narrowing | narrow ms  question ms  next ms"
    );
    for seed in 1..=8 {
        measure(seed);
    }
}

fn measure(seed: u64) {
    let program = Arc::new(program(seed, 30, 2_000));
    let start = Instant::now();
    let unknowns = Unknowns::new(program.clone());
    let ready = start.elapsed().as_secs_f64() * 1e3;
    let whole = family(&program, &mut Dice(seed), [1, 2, 3]);
    let counts = whole.counts.clone();
    let rows: usize = program
        .steps
        .iter()
        .map(|step| counts[usize::from(step.entity.0)])
        .sum();
    let partly = Partly {
        counts,
        links: whole.links.clone(),
        facts: whole
            .facts
            .iter()
            .map(|rows| vec![None; rows.len()])
            .collect(),
        passed: BTreeSet::new(),
    };
    let open: usize = partly.facts.iter().map(Vec::len).sum();

    let mut values = Values::default();
    let exact = best(200, || values.fill(&program, &whole).expect("it fits")) * 1e6;
    let mut scratch = Scratch::default();
    let bounds = best(200, || drop(unknowns.assess(&partly, &mut scratch))) * 1e6;

    let mut assessment = unknowns.assess(&partly, &mut scratch).expect("it fits");
    let certain = |assessment: &rules::unknowns::Assessment<'_>| {
        let answers = assessment.answers();
        let all = answers.len();
        let certain = answers
            .iter()
            .filter(|answer| matches!(answer.value, Known::Certain(_)));
        (certain.count(), all)
    };
    let (before, all) = certain(&assessment);
    let asking = Asking::default();
    let question = best(5, || drop(assessment.question(&asking))) * 1e3;
    let narrow = best(3, || assessment.narrow(128)) * 1e3;
    let (after, _) = certain(&assessment);
    let next = best(5, || drop(assessment.question(&asking))) * 1e3;
    println!(
        "{seed:>4} {:>6} {rows:>5} | {exact:>8.1} {bounds:>10.1} | {open:>10} {before:>8} of {all:>2} {after:>15} | {narrow:>9.2} {question:>11.2} {next:>9.2}   ready in {ready:.1} ms",
        program.steps.len(),
    );
}

fn best(times: usize, mut act: impl FnMut()) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..times {
        let start = Instant::now();
        act();
        best = best.min(start.elapsed().as_secs_f64());
    }
    best
}
