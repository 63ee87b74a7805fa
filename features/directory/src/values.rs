//! What a cell may hold: checked once at the door and brought to one form.

use base::text::clean;

use crate::geography::{municipality, municipality_named, postcode_exists};
use crate::tables::Kind;
use crate::vocabulary::is_language;

/// No cell of a directory is longer, in bytes.
const LONGEST: usize = 20_000;

/// The value in its one form, nothing for an empty cell, or what is wrong with it.
pub(crate) fn checked(kind: Kind, written: &str) -> Result<Option<String>, String> {
    if written.len() > LONGEST {
        return Err(format!(
            "is {} bytes long; at most {LONGEST} are kept",
            written.len()
        ));
    }
    let text = clean(written).trim().to_string();
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = |expected: &str| Err(format!("{} is not {expected}", quoted(&text)));
    match kind {
        Kind::Text => {}
        Kind::Id | Kind::Ref(_) if !is_id(&text) => {
            return wrong("an id (letters a–z, digits and . _ ~ : - in at most 160 characters)");
        }
        Kind::Url if !is_url(&text) => {
            return wrong("a web address that starts with http:// or https://");
        }
        Kind::Email if !is_email(&text) => return wrong("an e-mail address"),
        Kind::Phone if !is_phone(&text) => return wrong("a telephone number (3 to 15 digits)"),
        Kind::Day if text.parse::<base::Date>().is_err() => return wrong("a date like 2026-11-22"),
        Kind::PartOfDay if !is_part_of_date(&text) => {
            return wrong("a date like 2026, 2026-11 or 2026-11-22");
        }
        Kind::Time if !is_time(&text) => return wrong("a time like 08:30"),
        Kind::Language if !is_language(&text) => return wrong("a language's ISO 639 code"),
        Kind::Postcode if !postcode_exists(&text) => return wrong("a Danish postcode that exists"),
        Kind::Municipality => {
            let found = municipality(&text).or_else(|| municipality_named(&text));
            return found.map_or_else(
                || wrong("a Danish municipality"),
                |m| Ok(Some(m.code.clone())),
            );
        }
        Kind::Degrees => {
            let degrees: Option<f64> = text
                .parse()
                .ok()
                .filter(|d: &f64| (-180.0..=180.0).contains(d));
            return degrees
                .map_or_else(|| wrong("a number of degrees"), |d| Ok(Some(d.to_string())));
        }
        Kind::Flag => {
            return match text.to_ascii_lowercase().as_str() {
                "y" | "yes" | "true" | "1" | "ja" => Ok(Some("true".into())),
                "n" | "no" | "false" | "0" | "nej" => Ok(Some("false".into())),
                _ => wrong("y or n"),
            };
        }
        Kind::OneOf(words) if !words.contains(&text.as_str()) => {
            return wrong(&format!("one of {}", words.join(", ")));
        }
        _ => {}
    }
    Ok(Some(text))
}

/// What was written, short enough for a report and without line breaks.
pub(crate) fn quoted(text: &str) -> String {
    let short: String = text
        .chars()
        .take(40)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let more = if text.chars().count() > 40 { "…" } else { "" };
    format!("\"{short}{more}\"")
}

/// Ids stand in web addresses.
pub(crate) fn is_id(text: &str) -> bool {
    (1..=160).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._~:-".contains(&b))
        && text.bytes().any(|b| b != b'.')
}

fn is_url(text: &str) -> bool {
    let lower = text
        .get(..8.min(text.len()))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let rest = if lower.starts_with("https://") {
        text.get(8..)
    } else if lower.starts_with("http://") {
        text.get(7..)
    } else {
        None
    };
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        // An @ before the path would show one host and lead to another.
        host.contains('.')
            && !host.contains('@')
            && !rest.contains(|c: char| c.is_whitespace() || "\"<>\\^`{|}".contains(c))
    })
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| {
        let plain = |part: &str| {
            part.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._+-'".contains(&b))
        };
        !name.is_empty()
            && plain(name)
            && plain(host)
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
    })
}

fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (3..=15).contains(&digits)
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || b" +-()./".contains(&b))
}

fn is_part_of_date(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_string(),
    };
    whole.parse::<base::Date>().is_ok()
}

fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.trim_end_matches('Z').split(':').collect();
    let number = |at: usize, below: u8| {
        parts
            .get(at)
            .is_none_or(|p| p.len() == 2 && p.parse().is_ok_and(|n: u8| n < below))
    };
    (2..=3).contains(&parts.len())
        && (number(0, 24) && number(1, 60) && number(2, 61) || text == "24:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_values_come_out_in_one_form() {
        let good = [
            (
                Kind::Url,
                "https://moedrehjaelpen.dk/å?x=1#y",
                "https://moedrehjaelpen.dk/å?x=1#y",
            ),
            (Kind::Phone, " 33 45 86 80 ", "33 45 86 80"),
            (Kind::Phone, "+45 116 111", "+45 116 111"),
            (
                Kind::Email,
                "hoje-taastrup@mhj-lokal.dk",
                "hoje-taastrup@mhj-lokal.dk",
            ),
            (Kind::Municipality, "Århus Kommune", "0751"),
            (Kind::PartOfDay, "2021-03", "2021-03"),
            (Kind::Flag, "Y", "true"),
            (Kind::Text, "a\0b\u{202e}c", "abc"),
        ];
        for (kind, written, kept) in good {
            assert_eq!(
                checked(kind, written),
                Ok(Some(kept.to_string())),
                "{kind:?} {written}"
            );
        }
        assert_eq!(checked(Kind::Url, "  "), Ok(None));
    }

    #[test]
    fn bad_values_are_named() {
        let bad = [
            (Kind::Url, "javascript:alert(1)"),
            (Kind::Url, "ftp://x.dk"),
            (Kind::Url, "https://a b.dk"),
            (Kind::Url, "https://bank.dk@ond.dk"),
            (Kind::Url, "http://x\".dk"),
            (Kind::Email, "a@b"),
            (Kind::Email, "a b@c.dk"),
            (Kind::Email, "a@b.dk?bcc=x"),
            (Kind::Phone, "12"),
            (Kind::Phone, "ring nu"),
            (Kind::Phone, "12;34567"),
            (Kind::Day, "2026-02-30"),
            (Kind::PartOfDay, "2026-13"),
            (Kind::Language, "dk"),
            (Kind::Postcode, "9999"),
            (Kind::Municipality, "Gotham"),
            (Kind::Degrees, "NaN"),
            (Kind::Flag, "maybe"),
            (Kind::Id, "a b"),
            (Kind::Id, "../x"),
            (Kind::Id, ".."),
            (Kind::Time, "25:00"),
            (Kind::OneOf(&["a"]), "b"),
        ];
        for (kind, written) in bad {
            let reason = checked(kind, written).expect_err(written);
            assert!(
                reason.contains("is not") && reason.contains('"'),
                "{reason}"
            );
        }
        assert!(checked(Kind::Text, &"x".repeat(30_000)).is_err());
    }
}
