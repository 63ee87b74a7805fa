//! `favn law`: the rule files checked, tested, explained and asked, without a server or a database.

use std::path::{Path, PathBuf};

use rights::{Asked, Book, EXAMPLES, RULES, TEXTS};
use rules::lower::Standing;
use rules::trace::{Family, Trace, Without};
use rules::{Moment, Source, Weight, examples, lower};

use super::say;
use crate::cli::Law;
use crate::failure::Failure;

pub(super) fn law(law: &Law, today: i64) -> Result<(), Failure> {
    match law {
        Law::Check { folder } => check(files(folder.as_deref())?),
        Law::Test { folder } => test(files(folder.as_deref())?),
        Law::Format { folder, check } => format(folder, *check),
        Law::Assess { facts, on, known } => assess(facts, on.as_deref(), known.as_deref(), today),
        Law::Explain {
            rule,
            facts,
            on,
            known,
            lang,
        } => explain(rule, facts, on.as_deref(), known.as_deref(), lang, today),
        Law::Diff { from, to, known } => diff(from, to, known.as_deref()),
        Law::Facts => facts(),
    }
}

/// The files of a folder, or those that the program was built with.
fn files(folder: Option<&Path>) -> Result<Vec<Source>, Failure> {
    let Some(folder) = folder else {
        return Ok(rights::built_in());
    };
    let mut found = Vec::new();
    read(folder, "", &[RULES, EXAMPLES], &mut found)?;
    let languages = folder.join(LANGUAGES);
    if languages.is_dir() {
        for language in inside(&languages)?.iter().filter(|path| path.is_dir()) {
            let under = format!("{LANGUAGES}/{}/", name(language));
            read(language, &under, &[TEXTS], &mut found)?;
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    if found.is_empty() {
        return Err(Failure::failed(format!(
            "{} has no file that ends in {RULES}",
            folder.display()
        )));
    }
    Ok(found)
}

/// Beside the rule files, a folder for each further language.
const LANGUAGES: &str = "languages";

/// The files of one folder whose names end so, named from the law's folder on.
fn read(
    folder: &Path,
    under: &str,
    endings: &[&str],
    found: &mut Vec<Source>,
) -> Result<(), Failure> {
    for path in inside(folder)? {
        let name = name(&path);
        if endings.iter().any(|ending| name.ends_with(ending)) {
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
            let name = format!("{under}{name}");
            found.push(Source { name, text });
        }
    }
    Ok(())
}

fn inside(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

fn name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::failed(format!("{} cannot be read: {error}", path.display()))
}

/// Rules with their texts, and worked examples.
fn split(files: Vec<Source>) -> (Vec<Source>, Vec<Source>) {
    files
        .into_iter()
        .partition(|file| !file.name.ends_with(EXAMPLES))
}

/// `favn law check`: everything that is wrong, and the days the acts mean to cover.
fn check(files: Vec<Source>) -> Result<(), Failure> {
    let (sources, _) = split(files);
    let (rules, problems) = rules::check(sources);
    for problem in &problems {
        say(problem.told(&rules.sources));
    }
    let wrong = problems
        .iter()
        .filter(|problem| problem.weight == Weight::Error)
        .count();
    let mut unready = 0_usize;
    if wrong == 0 {
        for on in days(&rules) {
            if let Err(problems) = lower(
                &rules,
                Moment {
                    on,
                    known: i64::MAX,
                },
            ) {
                unready += problems.len();
                for problem in problems {
                    say(format_args!(
                        "on {}: {}",
                        rights::day(on),
                        problem.told(&rules.sources)
                    ));
                }
            }
        }
    }
    if wrong + unready > 0 {
        return Err(Failure::found(format!(
            "{} of these must be mended",
            wrong + unready
        )));
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
    say(format_args!(
        "{} acts, {} facts, {} parameters, {} rules: nothing is wrong.",
        rules.laws.len(),
        rules.facts.len(),
        rules.parameters.len(),
        rules.rules.len()
    ));
    Ok(())
}

/// The first day of every month that an act covers.
fn days(rules: &rules::RuleSet) -> Vec<i64> {
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
fn test(files: Vec<Source>) -> Result<(), Failure> {
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

/// `favn law format`: the one look; with `--check` only says which files lack it.
fn format(folder: &Path, check: bool) -> Result<(), Failure> {
    let mut changed = Vec::new();
    let files = files(Some(folder))?;
    for file in files.iter().filter(|file| !file.name.ends_with(EXAMPLES)) {
        let formatted = rules::format::format(&file.text);
        if formatted != file.text {
            if !check {
                std::fs::write(folder.join(&file.name), formatted)?;
            }
            changed.push(file.name.as_str());
        }
    }
    match (changed.as_slice(), check) {
        ([], _) => Ok(()),
        (names, false) => {
            say(format_args!("formatted: {}", names.join(", ")));
            Ok(())
        }
        (names, true) => Err(Failure::found(format!(
            "{} lack the look; run favn law format",
            names.join(", ")
        ))),
    }
}

fn book() -> Result<Book, Failure> {
    Book::built_in().map_err(Failure::failed)
}

/// The facts of a file, as the API takes them: the request itself, or the family alone.
fn asked(path: &Path, on: Option<&str>, known: Option<&str>) -> Result<Asked, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::failed(format!("{} cannot be read: {error}", path.display())))?;
    let value: serde_json::Value = serde_json::from_str(&text)
        .map_err(|error| Failure::failed(format!("{} is no JSON: {error}", path.display())))?;
    let mut asked = if value.get("family").is_some() {
        Asked::of(value).map_err(|all| wrong(&all))?
    } else {
        Asked {
            family: value,
            question: true,
            ..Asked::default()
        }
    };
    asked.on = on.map(str::to_owned).or(asked.on);
    asked.known = known.map(str::to_owned).or(asked.known);
    Ok(asked)
}

fn wrong(wrong: &[rights::Wrong]) -> Failure {
    let lines: Vec<String> = wrong
        .iter()
        .map(|one| format!("{}: {}; {}", one.at, one.message, one.hint))
        .collect();
    Failure::found(lines.join("\n"))
}

/// `favn law assess`: the same answer as `POST /api/rights/v1/assess`.
fn assess(facts: &Path, on: Option<&str>, known: Option<&str>, today: i64) -> Result<(), Failure> {
    let answer =
        rights::assess(&book()?, &asked(facts, on, known)?, today).map_err(|all| wrong(&all))?;
    let text = serde_json::to_string_pretty(&answer).map_err(Failure::failed)?;
    say(text);
    Ok(())
}

/// `favn law explain`: why a rule gives what it gives, for each whom it concerns.
fn explain(
    name: &str,
    facts: &Path,
    on: Option<&str>,
    known: Option<&str>,
    lang: &str,
    today: i64,
) -> Result<(), Failure> {
    let book = book()?;
    let rules = book.rules();
    let found = (0_u32..)
        .zip(&rules.rules)
        .find(|(_, rule)| rule.head.path() == name);
    let Some((id, rule)) = found else {
        let names: Vec<String> = rules.rules.iter().map(|rule| rule.head.path()).collect();
        return Err(Failure::failed(format!(
            "no rule is called {name:?}; there are: {}",
            names.join(", ")
        )));
    };
    let asked = asked(facts, on, known)?;
    let moment = asked.moment(today).map_err(|all| wrong(&all))?;
    let told = rights::tell(rules, &asked.family).map_err(|all| wrong(&all))?;
    let family = Family {
        counts: told
            .partly
            .counts
            .iter()
            .map(|n| u32::try_from(*n).unwrap_or(0))
            .collect(),
        links: told.partly.links.clone(),
        facts: told.partly.facts.clone(),
    };
    let mut trace = Trace::of(rules, &family, moment);
    let count = family
        .counts
        .get(usize::from(rule.entity.0))
        .copied()
        .unwrap_or(0);
    for row in 0..count {
        match trace.reason(rules::rule_set::RuleId(id), row) {
            Ok(reason) => say(rights::explain(rules, &reason, lang).trim_end()),
            Err(Without::Fact(fact, row)) => {
                let place = told.place(rules, rules::unknowns::Missing { fact, row });
                say(format_args!("{name}: it waits for {place}"));
            }
            Err(Without::Law(Standing::NotKnown(what))) => {
                say(format_args!(
                    "{name}: nobody can know, for {what} has not been found"
                ));
            }
            Err(Without::Law(Standing::NotInForce(what))) => {
                say(format_args!("{name}: not in force that day ({what})"));
            }
            Err(without) => say(format_args!("{name}: {without:?}")),
        }
    }
    Ok(())
}

/// `favn law diff`: what the law changed between two days.
fn diff(from: &str, to: &str, known: Option<&str>) -> Result<(), Failure> {
    let day = |text: &str| {
        rights::date(text)
            .ok_or_else(|| Failure::failed(format!("{text:?} is no day; write it as 2026-01-31")))
    };
    let (from, to) = (day(from)?, day(to)?);
    let known = known.map_or(Ok(i64::MAX), day)?;
    let book = book()?;
    for line in rights::differences(book.rules(), from, to, known) {
        say(line);
    }
    Ok(())
}

/// `favn law facts`: every fact and result by name.
fn facts() -> Result<(), Failure> {
    let book = book()?;
    let text = serde_json::to_string_pretty(&rights::Catalogue::of(book.rules()))
        .map_err(Failure::failed)?;
    say(text);
    Ok(())
}
