//! A fact's value as JSON has it.

use rules::rule_set::Fact;
use rules::{Ratio, Type};
use serde_json::Value;

/// A value in a fact's parts; the error says what it may be.
pub(super) fn read(fact: &Fact, value: &Value) -> Result<i64, String> {
    let found = match (&fact.kind, value) {
        (Type::YesNo, Value::Bool(yes)) => Some(i64::from(*yes)),
        (Type::Choice(_, options), Value::String(word)) => options
            .iter()
            .position(|option| option == word)
            .and_then(|at| i64::try_from(at).ok()),
        (Type::Date, Value::String(day)) => date(day),
        (Type::Number(_), Value::Number(number)) => parts(&number.to_string(), fact.below),
        (Type::Number(_), Value::String(number)) => parts(number, fact.below),
        _ => None,
    };
    found
        .filter(|value| (fact.least..=fact.most).contains(value))
        .ok_or_else(|| may_be(fact))
}

/// Whether a value is one of the fact's.
pub(crate) fn fits(fact: &Fact, value: &Value) -> bool {
    read(fact, value).is_ok()
}

/// What a fact may be, in words for a programmer.
pub(crate) fn may_be(fact: &Fact) -> String {
    match &fact.kind {
        Type::YesNo => "true or false".into(),
        Type::Choice(_, options) => format!("one of: {}", options.join(", ")),
        Type::Date => "a day such as \"2026-01-31\"".into(),
        Type::Number(unit) => {
            let shown = |parts: i64| {
                Ratio::new(i128::from(parts), i128::from(fact.below))
                    .map_or_else(String::new, |n| n.to_string())
            };
            format!(
                "a number in {unit} from {} to {}",
                shown(fact.least),
                shown(fact.most)
            )
        }
    }
}

fn parts(digits: &str, below: i64) -> Option<i64> {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, digits),
    };
    if digits.is_empty()
        || digits.len() > 30
        || !digits.chars().all(|c| c.is_ascii_digit() || c == '.')
    {
        return None;
    }
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let above: i128 = format!("{whole}{decimals}").parse().ok()?;
    let ten = 10_i128.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    Ratio::new(above.checked_mul(sign)?, ten)?
        .times(Ratio::whole(below))?
        .to_whole()
}

/// A day written as 2026-01-31, since 1970.
pub fn date(text: &str) -> Option<i64> {
    let date: base::Date = text.parse().ok()?;
    Some(rules::day::number(
        i64::from(date.year()),
        i64::from(date.month()),
        i64::from(date.day()),
    ))
}
