//! One family asked about.

use std::path::Path;

use rights::Asked;
use rules::Standing;
use rules::rule_set::RuleId;
use rules::trace::{Trace, Without};
use rules::unknowns::Missing;

use super::book;
use crate::commands::say;
use crate::failure::Failure;

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
pub(super) fn assess(
    facts: &Path,
    on: Option<&str>,
    known: Option<&str>,
    today: i64,
) -> Result<(), Failure> {
    let answer =
        rights::assess(&book()?, &asked(facts, on, known)?, today).map_err(|all| wrong(&all))?;
    let text = serde_json::to_string_pretty(&answer).map_err(Failure::failed)?;
    say(text);
    Ok(())
}

/// `favn law explain`: why a rule gives what it gives, for each whom it concerns.
pub(super) fn explain(
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
    let family = told.family();
    let mut trace = Trace::of(rules, &family, moment);
    let count = family
        .counts
        .get(usize::from(rule.entity.0))
        .copied()
        .unwrap_or(0);
    for row in 0..count {
        match trace.reason(RuleId(id), row) {
            Ok(reason) => say(rights::explain(rules, &reason, lang).trim_end()),
            Err(Without::Fact(fact, row)) => {
                let place = told.place(rules, Missing { fact, row });
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
