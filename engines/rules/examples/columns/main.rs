//! How fast a whole population runs: twenty formulas of a family benefit on a million children
//! and their homes, as a plan, and the same written by hand in Rust row by row. One core each,
//! in one run; the results must be equal. Without a feature of the processor asked for.
//!
//! `cargo run --release -p rules --example columns`

mod benefit;
mod by_hand;
mod families;
mod writer;

use std::hint::black_box;
use std::time::Instant;

use rules::columns::Plan;

const CHILDREN: usize = 1_000_000;
const ROUNDS: usize = 5;

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() / 2).copied().unwrap_or(f64::NAN)
}

#[expect(clippy::print_stdout, reason = "what an example is for")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows = families::families(CHILDREN);
    let program = benefit::program();
    let reform = benefit::reform();
    let plan = Plan::of(&program);
    let both = Plan::of_two(&program, &reform);
    let input =
        by_hand::Input::of(&rows).ok_or("the facts are not as the rows by hand need them")?;

    let (mut by_plan, mut by_hand, mut by_both, mut on_all) = (vec![], vec![], vec![], vec![]);
    let threads = std::thread::available_parallelism()?.get();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let results = black_box(plan.run(&rows, 1)?);
        by_plan.push(start.elapsed().as_secs_f64());

        let start = Instant::now();
        let hand = black_box(by_hand::by_hand(&input));
        by_hand.push(start.elapsed().as_secs_f64());

        for ((output, column), hand) in program.outputs.iter().zip(&results.outputs).zip(&hand) {
            let count = rows.count(output.entity);
            if !column
                .values(count)
                .eq(hand.iter().map(|value| i64::from(*value)))
            {
                return Err(format!("{} differs", output.name).into());
            }
        }
        drop((results, hand));

        let start = Instant::now();
        black_box(both.run_all(&rows, 1)?);
        by_both.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        black_box(plan.run(&rows, threads)?);
        on_all.push(start.elapsed().as_secs_f64());
    }
    let formula_rows: usize = program
        .outputs
        .iter()
        .map(|output| rows.count(output.entity))
        .sum();
    let speed = |seconds: f64| formula_rows as f64 / seconds / 1e6;
    let (plan, hand) = (median(by_plan), median(by_hand));
    println!(
        "{} formulas, {formula_rows} formula-rows, median of {ROUNDS}",
        program.outputs.len()
    );
    println!(
        "plan     {:7.1} ms  {:6.1} million formula-rows/s",
        plan * 1e3,
        speed(plan)
    );
    println!(
        "by hand  {:7.1} ms  {:6.1} million formula-rows/s",
        hand * 1e3,
        speed(hand)
    );
    println!("ratio    {:7.2}", hand / plan);
    let (both, all) = (median(by_both), median(on_all));
    println!(
        "baseline and reform together {:.1} ms, {:.2} of one",
        both * 1e3,
        both / plan
    );
    println!("plan on {threads} threads {:.1} ms", all * 1e3);
    Ok(())
}
