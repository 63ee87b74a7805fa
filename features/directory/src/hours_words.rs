//! Opening hours in the reader's language, where the text was read with certainty.

use jiff::civil::Time;
use languages::Lang;

use crate::hours::{Rule, Way, Weeks, days_of};
use crate::words::Words;

/// What to show: the reader's own words, or the source's Danish ones.
#[derive(Debug, PartialEq)]
pub(crate) struct Hours {
    pub text: String,
    /// The text is the source's.
    pub danish: bool,
}

/// The opening hours; nothing when the source did not say.
pub(crate) fn hours_words(lang: Lang, rules: &[Rule], text: &str) -> Option<Hours> {
    if text.is_empty() && rules.is_empty() {
        return None;
    }
    // A Danish reader gets what the place itself wrote.
    let own = lang.code() == "da" && !text.is_empty();
    let simple = !rules.is_empty()
        && rules
            .iter()
            .all(|rule| rule.weeks == Weeks::All && rule.nth.is_none());
    Some(match simple && !own {
        true => Hours {
            text: rules
                .iter()
                .map(|rule| rule_words(lang, rule))
                .collect::<Vec<_>>()
                .join("; "),
            danish: false,
        },
        false => Hours {
            text: text.to_string(),
            danish: true,
        },
    })
}

fn rule_words(lang: Lang, rule: &Rule) -> String {
    let w = Words::of(lang);
    let way = match rule.way {
        Some(Way::Telephone) => Some(w.channel("telefon")),
        Some(Way::Chat) => Some(w.channel("chat")),
        Some(Way::Person) => Some(w.channel("fysisk")),
        Some(Way::Text) => Some("SMS".to_string()),
        None => None,
    };
    let always = rule.days == 0b111_1111 && rule.opens == 0 && rule.closes == crate::hours::DAY;
    let when = if always {
        w.open_always().to_string()
    } else {
        format!(
            "{} {}–{}",
            days(lang, rule.days),
            clock(lang, rule.opens),
            clock(lang, rule.closes)
        )
    };
    way.map_or_else(|| when.clone(), |way| format!("{way}: {when}"))
}

/// `man.–fre.` for three days or more in a row, else each by itself.
fn days(lang: Lang, set: u8) -> String {
    let days: Vec<_> = days_of(set).collect();
    let mut parts = Vec::new();
    let mut rest = days.as_slice();
    while let Some(first) = rest.first() {
        let row = rest.windows(2).take_while(|pair| matches!(pair, [a, b] if a.to_monday_zero_offset() + 1 == b.to_monday_zero_offset())).count();
        if let (true, Some(last)) = (row >= 2, rest.get(row)) {
            parts.push(format!(
                "{}–{}",
                lang.weekday_short(*first),
                lang.weekday_short(*last)
            ));
            rest = rest.get(row + 1..).unwrap_or_default();
        } else {
            parts.push(lang.weekday_short(*first));
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    parts.join(", ")
}

/// Minutes after midnight as the language writes a time of day.
pub(crate) fn clock(lang: Lang, minutes: u16) -> String {
    let time = Time::new((minutes / 60 % 24) as i8, (minutes % 60) as i8, 0, 0);
    time.map_or_else(|_| String::new(), |time| lang.time_of_day(time))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::parse;

    fn said(code: &str, text: &str) -> Option<Hours> {
        let lang = Lang::from_code(code).expect("a language of this house");
        hours_words(lang, &parse(text).unwrap_or_default(), text)
    }

    #[test]
    fn what_is_certain_is_said_in_the_readers_language() {
        let text = said("en", "Man-fre 9-15, lør 10-12")
            .map(|hours| hours.text)
            .unwrap_or_default();
        assert_eq!(text, "Mon–Fri 09:00–15:00; Sat 10:00–12:00");
        assert_eq!(
            said("en", "Døgnåben"),
            Some(Hours {
                text: "Open day and night".into(),
                danish: false
            })
        );
        let danish = |text: &str| {
            Some(Hours {
                text: text.into(),
                danish: true,
            })
        };
        for kept in ["Onsdag formiddag", "Torsdage i lige uger 16.30-19"] {
            assert_eq!(said("en", kept), danish(kept));
        }
        assert_eq!(said("da", "Man-fre 9-15"), danish("Man-fre 9-15"));
        assert_eq!(said("ar", ""), None);
    }
}
