//! Why a rule gives what it gives, as text for a terminal.

use std::fmt::Write as _;

use rules::RuleSet;
use rules::program::FactId;
use rules::syntax::{Purpose, RowValue};
use rules::trace::{Ground, Reason, Value};

use crate::show;

/// A reason and all under it, a line each, what it rests on further in. Texts are in a language,
/// else in English.
pub fn explain(rules: &RuleSet, reason: &Reason, language: &str) -> String {
    let mut told = String::new();
    let teller = Teller { rules, language };
    // Writing to a String doesn't fail.
    let _ = teller.reason(&mut told, reason, 0);
    told
}

struct Teller<'a> {
    rules: &'a RuleSet,
    language: &'a str,
}

impl Teller<'_> {
    fn reason(&self, out: &mut String, reason: &Reason, depth: usize) -> std::fmt::Result {
        let Some(rule) = self.rules.rule(reason.rule) else {
            return Ok(());
        };
        let margin = "  ".repeat(depth);
        let title = rule
            .head
            .text(Purpose::Means, self.language)
            .unwrap_or(&rule.head.name.text);
        let cites: Vec<&str> = rule
            .head
            .cites
            .iter()
            .map(|cited| cited.text.as_str())
            .collect();
        writeln!(
            out,
            "{margin}{title}: {} [{}; {}; from {}]",
            self.value(reason.value, &rule.kind.to_string()),
            rule.head.path(),
            cites.join(", "),
            show::day(reason.from),
        )?;
        let version = rule
            .versions
            .iter()
            .find(|version| version.from == reason.from);
        for condition in &reason.conditions {
            let requirement = version.and_then(|version| version.requires.get(condition.at));
            let text = requirement.and_then(|r| r.head.text(Purpose::Means, self.language));
            let mark = if condition.met { "✓" } else { "✗" };
            writeln!(out, "{margin}  {mark} {}", text.unwrap_or_default())?;
            for ground in &condition.grounds {
                self.ground(out, ground, depth.saturating_add(2))?;
            }
        }
        for ground in &reason.grounds {
            self.ground(out, ground, depth.saturating_add(1))?;
        }
        Ok(())
    }

    fn ground(&self, out: &mut String, ground: &Ground, depth: usize) -> std::fmt::Result {
        let margin = "  ".repeat(depth);
        match ground {
            Ground::Fact {
                fact,
                value,
                assumed,
                ..
            } => {
                let (title, unit) = self.fact(*fact);
                let assumed = if *assumed { " (assumed)" } else { "" };
                writeln!(
                    out,
                    "{margin}{title}: {}{assumed}",
                    self.value(*value, &unit)
                )
            }
            Ground::Parameter { parameter, row } => {
                let Some(parameter) = self.rules.parameter(*parameter) else {
                    return Ok(());
                };
                let title = parameter
                    .head
                    .text(Purpose::Means, self.language)
                    .unwrap_or_default();
                let value = match row.value {
                    RowValue::Is(value) => value.to_string(),
                    RowValue::Unknown | RowValue::None => String::new(),
                };
                let source = row
                    .source
                    .as_ref()
                    .map_or("", |source| source.text.as_str());
                writeln!(
                    out,
                    "{margin}{title}: {value} {} [from {}; {source}]",
                    parameter.unit,
                    show::day(row.from),
                )
            }
            Ground::Table { table, value } => {
                let table = self.rules.table(*table);
                let title = table.and_then(|table| table.head.text(Purpose::Means, self.language));
                writeln!(out, "{margin}{}: {value}", title.unwrap_or_default())
            }
            Ground::Rounded { from, to, cites } => {
                let cites = cites.as_ref().map_or("", |cited| cited.text.as_str());
                writeln!(out, "{margin}{from} ≈ {to} [{cites}]")
            }
            Ground::Rule(reason) => self.reason(out, reason, depth),
            Ground::Without(standing) => writeln!(out, "{margin}– {standing:?}"),
        }
    }

    fn fact(&self, id: FactId) -> (String, String) {
        let fact = self.rules.fact(id);
        let title = fact.and_then(|fact| fact.head.text(Purpose::Means, self.language));
        let unit = fact.map_or_else(String::new, |fact| fact.kind.to_string());
        (title.unwrap_or_default().to_owned(), unit)
    }

    fn value(&self, value: Value, unit: &str) -> String {
        match value {
            Value::Number(number) => format!("{} {unit}", show::ratio(number)),
            Value::YesNo(yes) => if yes { "yes" } else { "no" }.to_owned(),
            Value::Date(day) => show::day(day),
            Value::Choice(at) => format!("{} of {unit}", at.saturating_add(1)),
        }
    }
}
