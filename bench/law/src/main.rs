//! The benchmark `law`: OpenFisca's example country in Favn beside OpenFisca itself and beside the same
//! rules written by hand; and the Danish acts, for one family and for all.
//!
//! `cargo run --release -p bench -- law` builds this program, starts it and tells what it found. By
//! itself it says how far it is, and ends with one JSON object.

mod compare;
mod country;
mod danish;
mod families;
mod limit;
mod lot;
mod openfisca;
mod people;
mod stats;

use std::{
    env, fs,
    hint::black_box,
    io::Write as _,
    process::{Command, ExitCode},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    country::Country,
    openfisca::OpenFisca,
    people::{EARLIER, EARLIER_DAY, MONTH, MONTH_DAY, People},
    stats::{Runs, Times, median, processor_s},
};

pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const PERSONS: usize = 1_000_000;
const FAMILIES: usize = 700_000;

/// Says one line.
pub fn say(line: impl AsRef<str>) {
    let _ = writeln!(std::io::stdout(), "{}", line.as_ref());
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let quick = words.iter().any(|word| word == "--quick");
    let found = match words.first().map(String::as_str) {
        Some("everybody") => everybody(quick),
        Some("family") => one_family(quick),
        Some("python") => openfisca::environment(),
        _ => all(quick),
    };
    match found {
        Ok(figures) => {
            say(figures.to_string());
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(format!("{error}"));
            ExitCode::FAILURE
        }
    }
}

fn all(quick: bool) -> Outcome<Value> {
    let mut figures = country(quick)?;
    figures["family"] = one_family(quick)?;
    // In a process of its own: the memory it takes up is then its own.
    say("700,000 Danish families …");
    let mut command = Command::new(env::current_exe()?);
    command.arg("everybody").args(quick.then_some("--quick"));
    let told = String::from_utf8(command.output()?.stdout)?;
    let last = told.lines().last().unwrap_or_default();
    figures["everybody"] = serde_json::from_str(last).map_err(|_| told.clone())?;
    figures["load"] = load()?;
    Ok(figures)
}

/// OpenFisca, Favn and the limit over the same country.
fn country(quick: bool) -> Outcome<Value> {
    let (rounds, seconds) = if quick { (2, 1.0) } else { (7, 2.0) };
    let cores = thread::available_parallelism()?.get();
    say("Making people up …");
    let people = People::made_up(PERSONS);
    let folder = tempfile::tempdir()?;
    people.write(folder.path())?;
    let mut openfisca = OpenFisca::start(folder.path())?;

    say("Comparing the results …");
    let country = Country::on(MONTH_DAY)?;
    let ours = country.everybody(&people, cores)?;
    let offset = limit::age_offset(country.ready.moment.on);
    compare::by_hand(&country, &ours, &limit::run(&people, offset))?;
    let now = compare::everybody(&mut openfisca, folder.path(), MONTH, &country, &ours)?;
    let earlier = Country::on(EARLIER_DAY)?;
    let ours = earlier.everybody(&people, cores)?;
    let before = compare::everybody(&mut openfisca, folder.path(), EARLIER, &earlier, &ours)?;
    let households = compare::households(&mut openfisca, MONTH, &country, &people)?;
    drop(ours);
    let compared = now.values + before.values + households.values;
    let furthest = now.furthest.max(before.furthest).max(households.furthest);
    say(format!(
        "{compared} results are equal; the furthest apart are {furthest:.4} kr"
    ));

    let rows = country.rows(&people);
    let formula_rows: usize = country
        .ready
        .program
        .outputs
        .iter()
        .map(|output| rows.count(output.entity))
        .sum();
    let plan = rules::columns::Plan::of(&country.ready.program);
    let situations = people.families();
    let mut openfisca_family = Runs::default();
    let mut favn_family = Runs::default();
    let mut openfisca_all = Runs::default();
    let mut favn_all = Runs::default();
    let mut favn_one_core = Runs::default();
    let mut columns = Runs::default();
    let mut by_hand = Runs::default();
    for round in 1..=rounds {
        let told = openfisca.ask(&format!("family {MONTH} {seconds}"))?;
        openfisca_family.add(number(&told, "median_us")?, number(&told, "processor_us")?);
        let mut times = Times::default();
        let (until, used) = (
            Instant::now() + Duration::from_secs_f64(seconds / 10.0),
            processor_s(),
        );
        while Instant::now() < until {
            for situation in &situations {
                let begun = Instant::now();
                black_box(country.household(situation, MONTH)?);
                times.add(begun.elapsed());
            }
        }
        favn_family.add(
            times.median(),
            (processor_s() - used) * 1e6 / times.len() as f64,
        );
        let told = openfisca.ask(&format!("population {MONTH}"))?;
        openfisca_all.add(number(&told, "seconds")?, number(&told, "processor_s")?);
        favn_all.time(|| country.everybody(&people, cores))?;
        favn_one_core.time(|| country.everybody(&people, 1))?;
        // The two of a few milliseconds take turns more often.
        for _ in 0..10 {
            columns.time(|| plan.run(&rows, 1))?;
            by_hand.time(|| Outcome::Ok(limit::run(&people, offset)))?;
        }
        say(format!(
            "round {round}: a family {:.0} µs and {:.2} µs; everybody {:.2} s and {:.1} ms; by columns {:.1} ms, by hand {:.1} ms",
            openfisca_family.last(),
            favn_family.last(),
            openfisca_all.last(),
            favn_all.last() * 1e3,
            columns.last() * 1e3,
            by_hand.last() * 1e3,
        ));
    }
    Ok(json!({
        "versions": openfisca::versions()?,
        "rounds": rounds,
        "cores": cores,
        "persons": PERSONS,
        "households": people.rent.len(),
        "formulas": country.ready.program.outputs.len(),
        "formula_rows": formula_rows,
        "compared": compared,
        "furthest": furthest,
        "openfisca_family_us": openfisca_family.figure(),
        "favn_family_us": favn_family.figure(),
        "openfisca_population_s": openfisca_all.figure(),
        "favn_population_s": favn_all.figure(),
        "favn_population_one_core_s": favn_one_core.figure(),
        "columns_s": columns.figure(),
        "limit_s": by_hand.figure(),
    }))
}

/// A number in an answer of OpenFisca's.
fn number(told: &Value, name: &str) -> Outcome<f64> {
    let number = told.get(name).and_then(Value::as_f64);
    number.ok_or_else(|| format!("OpenFisca told no {name}: {told}").into())
}

fn one_family(quick: bool) -> Outcome<Value> {
    say("One Danish family at a time …");
    let found = danish::one_family(if quick { 200 } else { 2_000 }, if quick { 5 } else { 40 })?;
    Ok(json!({
        "law": danish::Danish::law(false)?.told(),
        "exact_us": found.exact.median(),
        "exact_p99_us": found.exact.at(0.99),
        "trace_us": found.trace.median(),
        "trace_p99_us": found.trace.at(0.99),
        "question_ms": found.question.median() / 1e3,
        "question_p99_ms": found.question.at(0.99) / 1e3,
        "question_processor_p99_ms": found.question_processor.at(0.99) / 1e3,
        "question_most_ms": found.question.at(1.0) / 1e3,
        "questions": median(&found.questions),
    }))
}

fn everybody(quick: bool) -> Outcome<Value> {
    let found = danish::everybody(FAMILIES, 2, if quick { 2 } else { 7 })?;
    Ok(json!({
        "families": FAMILIES,
        "rows": found.rows,
        "seconds": found.runs.figure(),
        "reform_costs": found.reform_costs,
        "peak_mb": peak_mb()?,
    }))
}

/// The most memory that this process ever had, in MB (10⁶ bytes).
fn peak_mb() -> Outcome<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|rest| rest.split_whitespace().next());
    let kilobytes: f64 = kilobytes.ok_or("the kernel tells no VmHWM")?.parse()?;
    Ok(kilobytes * 1024.0 / 1e6)
}

/// How busy the machine was: programs that ran or wanted to, in the last one, five and fifteen minutes.
fn load() -> Outcome<Value> {
    let told = fs::read_to_string("/proc/loadavg")?;
    let three = told.split_whitespace().take(3).map(str::parse::<f64>);
    Ok(json!(three.collect::<Result<Vec<_>, _>>()?))
}
