//! Values as JSON and as text.

use rules::syntax::Confidence;
use rules::{Ratio, Type};
use serde_json::{Value, json};

/// A day as 2026-01-31.
pub fn day(day: i64) -> String {
    let (year, month, day) = rules::day::civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A value in parts of its unit: numbers as decimals of at most two places, the half up.
pub(crate) fn value(kind: &Type, parts: i64, below: i64) -> Value {
    match kind {
        Type::YesNo => json!(parts != 0),
        Type::Date => json!(day(parts)),
        Type::Choice(_, options) => {
            let at = usize::try_from(parts).ok();
            json!(at.and_then(|at| options.get(at)))
        }
        Type::Number(_) => number(parts, below),
    }
}

fn number(parts: i64, below: i64) -> Value {
    match Ratio::new(i128::from(parts), i128::from(below)) {
        Some(number) => ratio(number),
        None => Value::Null,
    }
}

/// A number as a decimal of at most two places, the half up.
pub(crate) fn ratio(number: Ratio) -> Value {
    let rounded = number
        .times(Ratio::whole(100))
        .and_then(|parts| parts.rounded(rules::program::Round::HalfUp))
        .and_then(|parts| i64::try_from(parts).ok());
    match rounded {
        Some(parts) if parts % 100 == 0 => json!(parts / 100),
        // Two decimals of what fits 53 bits are the same written and read.
        Some(parts) => json!(parts as f64 / 100.0),
        None => json!(number.to_string()),
    }
}

/// The word for how far a source may be trusted.
pub(crate) fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => "low",
        Confidence::Medium => "medium",
        Confidence::High => "high",
    }
}

/// The exact number, where two decimals don't hold it.
pub(crate) fn exact(parts: i64, below: i64) -> Option<String> {
    let number = Ratio::new(i128::from(parts), i128::from(below))?;
    let hundredths = number.times(Ratio::whole(100))?;
    (hundredths.parts().1 != 1).then(|| {
        let (above, below) = number.parts();
        format!("{above}/{below}")
    })
}

/// A number of the law, exactly: a rate of 25.049 % is 0.25049.
pub(crate) fn ratio_exact(number: Ratio) -> Value {
    match number.to_whole() {
        Some(whole) => json!(whole),
        None => {
            let text = number.to_string();
            text.parse::<f64>()
                .map_or_else(|_| json!(text), |decimal| json!(decimal))
        }
    }
}
