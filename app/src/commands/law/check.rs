//! Rules checked, and held against their worked examples.

use rules::{Moment, RuleSet, Source, Weight, examples, lower};

use super::files::split;
use crate::commands::say;
use crate::failure::Failure;

/// `favn law check`: everything that is wrong, and the days the acts mean to cover.
pub(super) fn check(files: Vec<Source>, today: i64) -> Result<(), Failure> {
    let (sources, _) = split(files);
    let (rules, problems) = rules::check(sources);
    for problem in &problems {
        say(problem.told(&rules.sources));
    }
    let wrong = problems
        .iter()
        .filter(|problem| problem.weight == Weight::Error)
        .count();
    let wrong = if wrong == 0 { unready(&rules) } else { wrong };
    if wrong > 0 {
        return Err(Failure::found(format!("{wrong} of these must be mended")));
    }
    let untranslated = rules::untranslated(&rules);
    for problem in &untranslated {
        say(problem.told(&rules.sources));
    }
    if !untranslated.is_empty() {
        return Err(Failure::found(format!(
            "{} texts are missing",
            untranslated.len()
        )));
    }
    if let Some(late) = rights::late(&rules, today) {
        say(late);
    }
    say(format_args!(
        "{} acts, {} facts, {} parameters, {} rules: {}",
        rules.laws.len(),
        rules.facts.len(),
        rules.parameters.len(),
        rules.rules.len(),
        match problems.len() {
            0 => "nothing is wrong.".to_owned(),
            warnings => format!("nothing must be mended, {warnings} should be looked at."),
        }
    ));
    Ok(())
}

/// Tells what only shows with a day's numbers, and how much.
fn unready(rules: &RuleSet) -> usize {
    let mut count = 0_usize;
    for on in days(rules) {
        let known = i64::MAX;
        let problems = lower(rules, Moment { on, known }).err();
        for problem in problems.into_iter().flatten() {
            count = count.saturating_add(1);
            let (on, told) = (rights::day(on), problem.told(&rules.sources));
            say(format_args!("on {on}: {told}"));
        }
    }
    count
}

/// The first day of every month that an act covers.
fn days(rules: &RuleSet) -> Vec<i64> {
    let covered = rules.laws.iter().filter_map(|law| law.covers);
    let mut days: Vec<i64> = covered
        .flat_map(|(from, to)| {
            let mut at = rules::day::start(from, 1);
            std::iter::from_fn(move || {
                let day = at;
                at = rules::day::months_after(at, 1);
                (day <= to).then_some(day.max(from))
            })
        })
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// `favn law test`: every worked example.
pub(super) fn test(files: Vec<Source>) -> Result<(), Failure> {
    let (sources, worked) = split(files);
    let rules = rules::load(sources).map_err(Failure::found)?;
    let (mut held, mut failed) = (0_usize, 0_usize);
    for (at, source) in (0_u32..).zip(&worked) {
        let (examples, problems) = examples::read(&rules, at, source);
        failed += problems.len();
        for problem in problems {
            say(problem.told(&worked));
        }
        for example in examples {
            let ready = lower(&rules, example.moment)
                .map_err(|problems| Failure::found(told(&problems, &rules.sources)))?;
            let wrong = examples::hold(&rules, &ready, &example);
            if wrong.is_empty() {
                held += 1;
            } else {
                failed += 1;
                for problem in wrong {
                    say(problem.told(&worked));
                }
            }
        }
    }
    say(format_args!("{held} examples hold, {failed} do not."));
    if failed > 0 {
        return Err(Failure::found(format!("{failed} examples do not hold")));
    }
    Ok(())
}

fn told(problems: &[rules::Problem], sources: &[Source]) -> String {
    let told: Vec<String> = problems
        .iter()
        .map(|problem| problem.told(sources))
        .collect();
    told.join("\n")
}
