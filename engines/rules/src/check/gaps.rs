//! Numbers that are missing, or perhaps stale, on days that an act means to cover.

use crate::day;
use crate::problem::Problem;
use crate::rule_set::{DatedTableId, Is, ParameterId, Rule, RuleSet, Version};
use crate::syntax::{Name, RowValue};

/// The days of a rule's versions inside those that its act means to cover.
fn covered<'a>(
    rules: &RuleSet,
    rule: &'a Rule,
) -> impl Iterator<Item = (&'a Version, i64, i64)> + use<'a> {
    let law = rule.law.and_then(|law| rules.laws.get(law));
    let covers = law.and_then(|law| law.covers);
    let ends = rule.versions.iter().skip(1).map(|version| version.from);
    let versions = rule.versions.iter().zip(ends.chain([i64::MAX]));
    versions.filter_map(move |(version, end)| {
        let (first, last) = covers?;
        let (from, to) = (version.from.max(first), last.min(end.saturating_sub(1)));
        (from <= to).then_some((version, from, to))
    })
}

/// Parameters without a value while a rule that needs them is in force, inside the days that its
/// act means to cover. A gap that is known is written down as `unknown`.
pub(super) fn gaps(rules: &RuleSet, problems: &mut Vec<Problem>) {
    let mut told = Vec::new();
    for (version, from, to) in rules.rules.iter().flat_map(|rule| covered(rules, rule)) {
        for expression in version.expressions() {
            expression.walk(&mut |part| {
                if let Is::Parameter(id) = &*part.is
                    && let Some(problem) = gap(rules, *id, from, to)
                    && !told.contains(&(*id, from))
                {
                    told.push((*id, from));
                    problems.push(problem);
                }
            });
        }
    }
}

fn gap(rules: &RuleSet, id: ParameterId, from: i64, to: i64) -> Option<Problem> {
    let parameter = rules.parameter(id)?;
    let first = parameter.rows.first()?;
    let missing = if first.from > from {
        Some(from)
    } else {
        parameter
            .rows
            .iter()
            .filter(|row| row.value == RowValue::None && row.from <= to)
            .map(|row| row.from.max(from))
            .find(|day| {
                let row = parameter.row(*day, i64::MAX);
                row.is_some_and(|row| row.value == RowValue::None)
            })
    };
    let (year, month, day) = day::civil(missing?);
    Some(
        Problem::error(
            parameter.head.name.span,
            format!(
                "{} has no value on {year:04}-{month:02}-{day:02}, when a rule needs it",
                parameter.head.name.text
            ),
        )
        .hint(format!(
            "add its value, or the line {year:04}-{month:02}-{day:02}: unknown"
        )),
    )
}

/// Rates that change with the year, and have none for the last year that their act means to cover:
/// so whoever moves the end of `covers` is told which numbers are last year's. What did not change
/// is said again, with its source.
pub(super) fn stale(rules: &RuleSet, problems: &mut Vec<Problem>) {
    let (mut parameters, mut tables) = (Vec::new(), Vec::new());
    for rule in &rules.rules {
        let last = last_covered(rules, rule.law);
        for (version, _, to) in covered(rules, rule).filter(|(_, _, to)| Some(*to) == last) {
            for expression in version.expressions() {
                expression.walk(&mut |part| match &*part.is {
                    Is::Parameter(id) if !parameters.contains(id) => {
                        parameters.push(*id);
                        problems.extend(stale_parameter(rules, *id, to));
                    }
                    Is::Lookup(id, _) if !tables.contains(id) => {
                        tables.push(*id);
                        problems.extend(stale_table(rules, *id, to));
                    }
                    _ => {}
                });
            }
        }
    }
}

/// The last day that an act means to cover.
fn last_covered(rules: &RuleSet, law: Option<usize>) -> Option<i64> {
    let (_, last) = rules.laws.get(law?)?.covers?;
    Some(last)
}

fn stale_parameter(rules: &RuleSet, id: ParameterId, to: i64) -> Option<Problem> {
    let parameter = rules.parameter(id)?;
    let to = to.min(last_covered(rules, parameter.law)?);
    let row = parameter.row(to, i64::MAX)?;
    let first = parameter.rows.first()?;
    let is_number = matches!(row.value, RowValue::Is(_));
    let name = &parameter.head.name;
    is_number.then(|| stale_since(name, "", (first.from, row.from), to))?
}

fn stale_table(rules: &RuleSet, id: DatedTableId, to: i64) -> Option<Problem> {
    let table = rules.table(id)?;
    let to = to.min(last_covered(rules, table.law)?);
    let version = table.version(to).filter(|version| !version.unknown)?;
    let first = table.versions.first()?;
    let name = &table.head.name;
    stale_since(name, "from ", (first.from, version.from), to)
}

/// The days that the first and the last number hold from, and the word that a line begins with.
fn stale_since(name: &Name, word: &str, (first, from): (i64, i64), to: i64) -> Option<Problem> {
    let (since, month, day) = day::civil(from);
    let (year, ..) = day::civil(to);
    let is_yearly = from > first && (month, day) == (1, 1);
    (is_yearly && since < year).then(|| {
        let name_text = &name.text;
        let message = format!("{name_text} changed with {since} and has no value from {year}");
        Problem::warning(name.span, message).hint(format!(
            "add a line that begins with {word}{year}-01-01: the new number or the same one, and its source; \
             or unknown"
        ))
    })
}
