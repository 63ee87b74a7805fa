//! `law`: the rules engine, beside OpenFisca, beside the same rules by hand, and with all of Denmark.
//!
//! A program of its own measures (`bench/law`), for it is built on the engine, and this one on nothing of
//! Favn's. This one tells what was found.

use std::{
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
};

use serde::Deserialize;
use serde_json::json;

use crate::{
    favn::{built, workspace},
    process::Outcome,
    tell::{Asked, Claim, Finding, number, say},
};

/// How long something took: by the clock on the wall, and the median of the processor time.
#[derive(Deserialize)]
struct Runs {
    median: f64,
    least: f64,
    most: f64,
    processor: f64,
}

#[derive(Deserialize)]
struct Found {
    versions: String,
    rounds: usize,
    cores: usize,
    persons: usize,
    households: usize,
    formulas: usize,
    formula_rows: f64,
    compared: usize,
    furthest: f64,
    openfisca_family_us: Runs,
    favn_family_us: Runs,
    openfisca_population_s: Runs,
    favn_population_s: Runs,
    favn_population_one_core_s: Runs,
    columns_s: Runs,
    limit_s: Runs,
    family: Family,
    everybody: Everybody,
    load: [f64; 3],
}

#[derive(Deserialize)]
struct Family {
    law: String,
    exact_us: f64,
    exact_p99_us: f64,
    trace_us: f64,
    trace_p99_us: f64,
    question_ms: f64,
    question_p99_ms: f64,
    question_processor_p99_ms: f64,
    question_most_ms: f64,
    questions: f64,
}

#[derive(Deserialize)]
struct Everybody {
    families: usize,
    rows: usize,
    seconds: Runs,
    reform_costs: f64,
    peak_mb: f64,
}

impl Runs {
    /// Median, spread and processor time, in a unit that is `times` smaller.
    fn told(&self, times: f64, unit: &str) -> String {
        format!(
            "{} {unit} ({} to {}; {} of processor time)",
            number(self.median * times),
            number(self.least * times),
            number(self.most * times),
            number(self.processor * times)
        )
    }
}

pub fn measure(quick: bool) -> Outcome<Finding> {
    let found = run(quick)?;
    let rows_per_s = |runs: &Runs| found.formula_rows / runs.median;
    let openfisca_family_ratio = found.openfisca_family_us.median / found.favn_family_us.median;
    let openfisca_population_ratio =
        found.openfisca_population_s.median / found.favn_population_s.median;
    let (favn_rows_per_s, limit_rows_per_s) =
        (rows_per_s(&found.columns_s), rows_per_s(&found.limit_s));
    let claim = |what, measured, unit, asked| Claim {
        what,
        measured,
        unit,
        asked,
    };
    let (family, everybody) = (&found.family, &found.everybody);
    Ok(Finding {
        name: "law",
        how: format!(
            "OpenFisca's own example country (openfisca-country-template), written in Favn's language, \
             {} formulas of January 2017 over {} made-up persons in {} households, in {} rounds that take turns. \
             OpenFisca ({}) as its documents show: a family by `build_from_entities` from a situation in memory, \
             everybody by `SimulationBuilder` from arrays in the types it keeps them in, then every result. Favn: the \
             same situation by names into one family, worked out exactly; the same arrays into columns, a plan, and \
             every result on {} cores. The limit: the same rules written by hand in Rust for these arrays and this \
             month, household by household on one core, against Favn's columns on one core. The Danish acts of \
             content/law/dk on 1 March 2026 ({}): one family after the other; and {} families, the law and a reform \
             on two cores, from columns in memory to every benefit in every row and what it sums to (taxed incomes first, \
             for other acts ask for them), in a process of its own. These families are the synthetic population of \
             docs/simulation.md; the one family after the other is drawn fact by fact.",
            found.formulas,
            number(found.persons as f64),
            number(found.households as f64),
            found.rounds,
            found.versions,
            found.cores,
            family.law,
            number(everybody.families as f64),
        ),
        json: json!({
            "population_s": everybody.seconds.median,
            "population_peak_mb": everybody.peak_mb.round(),
            "openfisca_population_ratio": openfisca_population_ratio,
            "openfisca_population_one_core_ratio":
                found.openfisca_population_s.median / found.favn_population_one_core_s.median,
            "openfisca_family_ratio": openfisca_family_ratio,
            "favn_rows_per_s": favn_rows_per_s.round(),
            "limit_rows_per_s": limit_rows_per_s.round(),
            "family_us": family.exact_us,
            "family_trace_us": family.trace_us,
            "question_p99_ms": family.question_p99_ms,
        }),
        claims: vec![
            claim(
                "one family against OpenFisca",
                openfisca_family_ratio,
                "times",
                Asked::AtLeast(200.0),
            ),
            claim(
                "a million persons against OpenFisca",
                openfisca_population_ratio,
                "times",
                Asked::AtLeast(5.0),
            ),
            claim(
                "Favn's columns against the same rules by hand, one core",
                favn_rows_per_s / limit_rows_per_s * 100.0,
                "%",
                Asked::AtLeast(35.0),
            ),
            claim(
                "one Danish family, every rule",
                family.exact_us,
                "µs",
                Asked::AtMost(50.0),
            ),
            claim(
                "one Danish family, every benefit with reasons",
                family.trace_us,
                "µs",
                Asked::AtMost(1_000.0),
            ),
            claim(
                "next best question, 99 of 100 within",
                family.question_p99_ms,
                "ms",
                Asked::AtMost(20.0),
            ),
            claim(
                "700,000 families, law and reform",
                everybody.seconds.median,
                "s",
                Asked::AtMost(1.0),
            ),
            claim(
                "memory of it at most",
                everybody.peak_mb,
                "MB",
                Asked::AtMost(2_000.0),
            ),
        ],
        notes: vec![
            format!(
                "{} results of OpenFisca and Favn compared before anything was timed, in January 2017 and under the \
                 older law of November 2016: the furthest apart are {:.4} kr. More than a cent would be told as a \
                 failure; less is OpenFisca's 32-bit floats, which have seven digits. Favn and the limit are equal \
                 to the last fraction of a cent.",
                number(found.compared as f64),
                found.furthest
            ),
            format!(
                "one family: OpenFisca {}, Favn {}",
                found.openfisca_family_us.told(1.0, "µs"),
                found.favn_family_us.told(1.0, "µs")
            ),
            format!(
                "a million persons: OpenFisca {}, Favn {}, on one core {}",
                found.openfisca_population_s.told(1.0, "s"),
                found.favn_population_s.told(1e3, "ms"),
                found.favn_population_one_core_s.told(1e3, "ms")
            ),
            format!(
                "formula-rows a second on one core: Favn {} million, by hand {} million; for all of them Favn {}, \
                 by hand {}; in processor time {} %",
                number(favn_rows_per_s / 1e6),
                number(limit_rows_per_s / 1e6),
                found.columns_s.told(1e3, "ms"),
                found.limit_s.told(1e3, "ms"),
                number(found.limit_s.processor / found.columns_s.processor * 100.0)
            ),
            format!(
                "one Danish family: without reasons 99 of 100 within {} µs, with within {} µs; a question {} ms in the \
                 middle and {} ms at most (99 of 100 within {} ms of \
                 processor time), {} of them from knowing nothing to knowing every benefit",
                number(family.exact_p99_us),
                number(family.trace_p99_us),
                number(family.question_ms),
                number(family.question_most_ms),
                number(family.question_processor_p99_ms),
                number(family.questions)
            ),
            format!(
                "{} families are {} rows: {}; the reform would cost {} kr a year among them",
                number(everybody.families as f64),
                number(everybody.rows as f64),
                everybody.seconds.told(1.0, "s"),
                number(everybody.reform_costs)
            ),
            format!(
                "programs that ran or wanted to at the end, in one, five and fifteen minutes: {:?}",
                found.load
            ),
        ],
    })
}

/// Builds and runs the program that measures, and repeats what it says on its way.
fn run(quick: bool) -> Outcome<Found> {
    let mut command = Command::new(built("bench-law", "bench-law")?);
    command
        .args(quick.then_some("--quick"))
        .current_dir(workspace());
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let words = child.stdout.take().ok_or("the program cannot be heard")?;
    let mut last = String::new();
    for line in BufReader::new(words).lines() {
        let before = std::mem::replace(&mut last, line?);
        if !before.is_empty() {
            say(before);
        }
    }
    if !child.wait()?.success() {
        return Err(last.into());
    }
    Ok(serde_json::from_str(&last)?)
}
