//! What the law changed between two days.

use rules::RuleSet;
use rules::rule_set::Parameter;
use rules::syntax::RowValue;

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
