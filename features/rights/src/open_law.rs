//! The acts and their numbers as open data.

use std::collections::BTreeMap;

use rules::RuleSet;
use rules::rule_set::{Parameter, Table};
use rules::syntax::{Law, Purpose, Row, RowValue, TableVersion};
use serde::Serialize;
use serde_json::Value;

use crate::catalogue::{act, texts};
use crate::said::{Verdict, cites, text};
use crate::show;

type Texts = BTreeMap<String, String>;

/// An act.
#[derive(Serialize)]
pub(crate) struct Act {
    name: String,
    text: Texts,
    /// How it is cited, with its consolidation.
    act: Option<String>,
    covers: Option<Covers>,
    verified: Verdict,
}

#[derive(Serialize)]
struct Covers {
    from: String,
    to: String,
}

/// A dated number of the law.
#[derive(Serialize)]
pub(crate) struct Number {
    name: String,
    text: Texts,
    note: Texts,
    unit: String,
    period: Option<&'static str>,
    act: Option<String>,
    cites: Vec<String>,
    rows: Vec<Dated>,
}

/// Its value from a day on.
#[derive(Serialize)]
struct Dated {
    from: String,
    /// The first day it was known; a later row for the same day corrects an earlier one.
    known_from: Option<String>,
    /// `known`, `unknown` (it exists, nobody has found it) or `none` (it does not exist).
    standing: &'static str,
    value: Value,
    source: Option<String>,
    confidence: Option<&'static str>,
}

/// A table of steps.
#[derive(Serialize)]
pub(crate) struct Steps {
    name: String,
    text: Texts,
    note: Texts,
    of: String,
    unit: String,
    act: Option<String>,
    cites: Vec<String>,
    versions: Vec<Version>,
}

/// A table from a day on.
#[derive(Serialize)]
struct Version {
    from: String,
    standing: &'static str,
    /// Below the first threshold.
    below: Value,
    /// Thresholds, rising, and the value from there on.
    steps: Vec<[Value; 2]>,
    source: Option<String>,
    confidence: Option<&'static str>,
}

/// Every act.
pub(crate) fn acts(rules: &RuleSet) -> Vec<Act> {
    let act = |law: &Law| Act {
        name: law.head.name.text.clone(),
        text: texts(&law.head, Purpose::Means),
        act: law.act.as_ref().map(|act| act.text.clone()),
        covers: law.covers.map(|(from, to)| Covers {
            from: show::day(from),
            to: show::day(to),
        }),
        verified: Verdict::of(&law.head, None, "da"),
    };
    rules.laws.iter().map(act).collect()
}

/// Every number.
pub(crate) fn numbers(rules: &RuleSet) -> Vec<Number> {
    let number = |one: &Parameter| Number {
        name: one.head.name.text.clone(),
        text: texts(&one.head, Purpose::Means),
        note: texts(&one.head, Purpose::Note),
        unit: one.unit.to_string(),
        period: one.unit.per().map(rules::Period::word),
        act: act(rules, one.law),
        cites: cites(&one.head).into_iter().map(str::to_owned).collect(),
        rows: one.rows.iter().map(dated).collect(),
    };
    rules.parameters.iter().map(number).collect()
}

fn dated(row: &Row) -> Dated {
    let (standing, value) = match row.value {
        RowValue::Is(value) => ("known", show::ratio_exact(value)),
        RowValue::Unknown => ("unknown", Value::Null),
        RowValue::None => ("none", Value::Null),
    };
    Dated {
        from: show::day(row.from),
        known_from: row.known.map(show::day),
        standing,
        value,
        source: row.source.as_ref().map(text).map(str::to_owned),
        confidence: row.confidence.map(show::confidence),
    }
}

/// Every table.
pub(crate) fn tables(rules: &RuleSet) -> Vec<Steps> {
    let steps = |one: &Table| Steps {
        name: one.head.name.text.clone(),
        text: texts(&one.head, Purpose::Means),
        note: texts(&one.head, Purpose::Note),
        of: one.of.to_string(),
        unit: one.to.to_string(),
        act: act(rules, one.law),
        cites: cites(&one.head).into_iter().map(str::to_owned).collect(),
        versions: one.versions.iter().map(version).collect(),
    };
    rules.tables.iter().map(steps).collect()
}

fn version(version: &TableVersion) -> Version {
    let known = !version.unknown;
    let steps = version.steps.iter();
    Version {
        from: show::day(version.from),
        standing: if known { "known" } else { "unknown" },
        below: if known {
            show::ratio_exact(version.first)
        } else {
            Value::Null
        },
        steps: steps
            .map(|(from, value)| [show::ratio_exact(*from), show::ratio_exact(*value)])
            .collect(),
        source: version.source.as_ref().map(text).map(str::to_owned),
        confidence: version.confidence.map(show::confidence),
    }
}
