//! What the law changed between two days, and which texts it lacks.

use rules::RuleSet;
use rules::rule_set::Parameter;
use rules::syntax::{Head, Purpose, RowValue};

use crate::show;

/// A line for every number and rule that is not the same on both days.
pub fn differences(rules: &RuleSet, from: i64, to: i64, known: i64) -> Vec<String> {
    let parameters = rules.parameters.iter().filter_map(|parameter| {
        let (before, after) = (amount(parameter, from, known), amount(parameter, to, known));
        (before != after).then(|| {
            let name = &parameter.head.name.text;
            format!("{name}: {before} → {after} {}", parameter.unit)
        })
    });
    let of_rules = rules.rules.iter().filter_map(|rule| {
        let version = |on| rule.version(on).map(|version| version.from);
        let (before, after) = (version(from), version(to));
        let told = |day: Option<i64>| {
            day.map_or_else(
                || "not in force".to_owned(),
                |day| format!("from {}", show::day(day)),
            )
        };
        (before != after)
            .then(|| format!("{}: {} → {}", rule.head.path(), told(before), told(after)))
    });
    parameters.chain(of_rules).collect()
}

fn amount(parameter: &Parameter, on: i64, known: i64) -> String {
    match parameter.row(on, known).map(|row| row.value) {
        Some(RowValue::Is(value)) => value.to_string(),
        Some(RowValue::None) => "not in force".into(),
        Some(RowValue::Unknown) | None => "not known".into(),
    }
}

/// What lacks a text in Danish or English: facts also a question and why it is asked.
pub fn untranslated(rules: &RuleSet) -> Vec<String> {
    let mut missing = Vec::new();
    let mut look = |head: &Head, path: &str, purposes: &[Purpose]| {
        for purpose in purposes {
            for language in ["da", "en"] {
                let has = head.texts.iter().any(|text| {
                    text.purpose == *purpose && text.language == language && !text.text.is_empty()
                });
                if !has {
                    missing.push(format!("{path}: {} {language}", purpose.word()));
                }
            }
        }
    };
    for fact in &rules.facts {
        let path = fact.head.path();
        look(
            &fact.head,
            &path,
            &[Purpose::Means, Purpose::Ask, Purpose::Why],
        );
        for option in &fact.options {
            look(
                option,
                &format!("{path}.{}", option.name.text),
                &[Purpose::Means],
            );
        }
    }
    for parameter in &rules.parameters {
        look(
            &parameter.head,
            &parameter.head.name.text,
            &[Purpose::Means],
        );
    }
    for table in &rules.tables {
        look(&table.head, &table.head.name.text, &[Purpose::Means]);
    }
    for rule in &rules.rules {
        let path = rule.head.path();
        look(&rule.head, &path, &[Purpose::Means]);
        for requirement in rule.versions.iter().flat_map(|version| &version.requires) {
            let path = format!("{path}.{}", requirement.head.name.text);
            look(&requirement.head, &path, &[Purpose::Means]);
        }
    }
    missing.dedup();
    missing
}
