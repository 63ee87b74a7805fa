//! Examples held against the rules.

use super::{Example, Expect, Expected};
use crate::day;
use crate::lower::{Ready, Standing};
use crate::problem::Problem;
use crate::program::Round;
use crate::ratio::Ratio;
use crate::rule_set::RuleSet;
use crate::trace::{Trace, Value, Without};

/// Holds an example against the rules, walking them with reasons. What differs is told.
pub fn hold(rules: &RuleSet, ready: &Ready, example: &Example) -> Vec<Problem> {
    let mut trace = Trace::of(rules, &example.family, example.moment);
    let mut wrong = Vec::new();
    for expect in &example.expects {
        let Some(rule) = rules.rule(expect.rule) else {
            continue;
        };
        let standing = ready.standings.get(expect.rule.0 as usize);
        let told = match (standing, &expect.result) {
            (Some(Standing::NotInForce(_)), Expected::NotInForce)
            | (Some(Standing::NotKnown(_)), Expected::NotKnown) => continue,
            (Some(Standing::NotInForce(what)), _) => format!("it is not in force ({what})"),
            (Some(Standing::NotKnown(what)), _) => format!("{what} is not known"),
            _ => match found(&mut trace, rules, example, expect) {
                Ok(None) => continue,
                Ok(Some(told)) => told,
                Err(without) => format!("there is no value: {without:?}"),
            },
        };
        let path = rule.head.path();
        wrong.push(Problem::error(
            expect.span,
            format!("{}: {path}: {told}", example.name),
        ));
    }
    wrong
}

/// `None` when it is as expected, else what it is.
fn found(
    trace: &mut Trace<'_>,
    rules: &RuleSet,
    example: &Example,
    expect: &Expect,
) -> Result<Option<String>, Without> {
    let entity = rules.rule(expect.rule).map(|rule| rule.entity);
    let count = entity.and_then(|entity| example.family.counts.get(usize::from(entity.0)));
    let count = count.copied().unwrap_or_default();
    let rows = match expect.row {
        Some(row) if row < count => row..row.saturating_add(1),
        Some(_) => return Ok(Some("the family has no such row".into())),
        None => 0..count,
    };
    let mut sum = Ratio::ZERO;
    let mut last = None;
    for row in rows {
        let reason = trace.reason(expect.rule, row)?;
        if let Value::Number(number) = reason.value {
            sum = sum.plus(number).ok_or(Without::TooLarge)?;
        }
        last = Some(reason);
    }
    let Some(reason) = last else {
        return Ok(Some("the family has no such row".into()));
    };
    let unmet: Vec<String> = reason
        .conditions
        .iter()
        .filter(|condition| !condition.met)
        .filter_map(|condition| {
            let version = rules.rule(reason.rule)?.version(example.moment.on)?;
            Some(version.requires.get(condition.at)?.head.name.text.clone())
        })
        .collect();
    let why = if unmet.is_empty() {
        String::new()
    } else {
        format!(" (not met: {})", unmet.join(", "))
    };
    Ok(match (&expect.result, reason.value) {
        (Expected::Unmet(name), _) if unmet.contains(name) => None,
        (Expected::Unmet(_), _) => Some(format!("that condition is met{why}")),
        (Expected::Number(wanted, to), Value::Number(_)) => {
            let rounded = to.and_then(|to| {
                let whole = sum.divided_by(to)?.rounded(Round::HalfUp)?;
                Ratio::new(whole, 1)?.times(to)
            });
            let is = rounded.unwrap_or(sum);
            (is != *wanted).then(|| format!("{sum}, not {wanted}{why}"))
        }
        (Expected::YesNo(wanted), Value::YesNo(is)) => {
            (is != *wanted).then(|| format!("{}{why}", if is { "yes" } else { "no" }))
        }
        (Expected::Date(wanted), Value::Date(is)) => (is != *wanted).then(|| {
            let (year, month, day) = day::civil(is);
            format!("{year:04}-{month:02}-{day:02}{why}")
        }),
        (_, value) => Some(format!("{value:?}{why}")),
    })
}
