//! Values in the reader's words.

use base::{Date, Money};
use languages::Lang;
use rules::program::Round;
use rules::rule_set::Fact;
use rules::syntax::Purpose;
use rules::{Period, Ratio, Type, Unit};

use crate::words::Words;

/// A day in words: 3. maj 2026.
pub(super) fn date(lang: Lang, day: i64) -> String {
    lang.date(civil(day))
}

/// The same with its weekday, for a day that is to be kept.
pub(super) fn weekday(lang: Lang, day: i64) -> String {
    lang.date_long(civil(day))
}

fn civil(day: i64) -> Date {
    let (year, month, day) = rules::day::civil(day);
    let narrow = |n: i64| i8::try_from(n).unwrap_or(1);
    let year = i16::try_from(year).unwrap_or_default();
    Date::constant(year, narrow(month), narrow(day))
}

/// Parts of a unit as a number; none where a unit has no parts.
pub(super) fn ratio(parts: i64, below: i64) -> Option<Ratio> {
    Ratio::new(i128::from(parts), i128::from(below))
}

/// Whole kroner, the half up.
pub(super) fn kroner(lang: Lang, amount: Ratio) -> String {
    let whole = amount
        .rounded(Round::HalfUp)
        .and_then(|whole| i64::try_from(whole).ok());
    let money = whole.and_then(Money::from_kroner).unwrap_or_default();
    lang.money(money)
}

/// An amount as a family lives by it: by the month where that is exact.
pub(super) fn amount(lang: Lang, unit: Unit, number: Ratio) -> String {
    let w = Words::of(lang);
    if !unit.is_money() {
        return counted(lang, unit, number);
    }
    let monthly = unit.per().and_then(|per| per.factor_to(Period::Month));
    match (unit.per(), monthly.and_then(|factor| number.times(factor))) {
        (_, Some(by_month)) => w.guide_a_month(kroner(lang, by_month)),
        (Some(Period::Week), _) => w.guide_a_week(kroner(lang, number)),
        (Some(Period::Day), _) => w.guide_a_day(kroner(lang, number)),
        (Some(Period::Hour), _) => w.guide_an_hour(kroner(lang, number)),
        _ => kroner(lang, number),
    }
}

/// The same by its own period, where that is not the month.
pub(super) fn own_period(lang: Lang, unit: Unit, number: Ratio) -> Option<String> {
    let w = Words::of(lang);
    match unit.per() {
        Some(Period::Year) if unit.is_money() => Some(w.guide_a_year(kroner(lang, number))),
        Some(Period::Quarter) if unit.is_money() => Some(w.guide_a_quarter(kroner(lang, number))),
        _ => None,
    }
}

fn counted(lang: Lang, unit: Unit, number: Ratio) -> String {
    let w = Words::of(lang);
    let plain = plain(lang, number);
    match unit.to_string().split_whitespace().next() {
        Some("weeks") => w.guide_weeks(plain),
        Some("days") => w.guide_days(plain),
        Some("hours") => w.guide_hours(plain),
        Some("m2") => w.guide_square_metres(plain),
        _ => plain,
    }
}

/// A number of at most two decimals.
pub(super) fn plain(lang: Lang, number: Ratio) -> String {
    let hundredths = number.times(Ratio::whole(100));
    let hundredths = hundredths.and_then(|number| number.rounded(Round::HalfUp));
    let Some(hundredths) = hundredths.and_then(|whole| i64::try_from(whole).ok()) else {
        return String::new();
    };
    let whole = lang.number(hundredths / 100);
    match hundredths.unsigned_abs() % 100 {
        0 => whole,
        tenths if tenths % 10 == 0 => format!("{whole}{}{}", lang.decimal_mark(), tenths / 10),
        part => format!("{whole}{}{part:02}", lang.decimal_mark()),
    }
}

/// What somebody told of a fact, in words.
pub(super) fn told(lang: Lang, fact: &Fact, value: i64) -> String {
    let w = Words::of(lang);
    match &fact.kind {
        Type::YesNo if value != 0 => w.guide_yes().to_owned(),
        Type::YesNo => w.guide_no().to_owned(),
        Type::Date => date(lang, value),
        Type::Choice(_, names) => {
            let name = usize::try_from(value).ok().and_then(|at| names.get(at));
            let head = fact
                .options
                .iter()
                .find(|head| Some(&head.name.text) == name);
            let text = head.and_then(|head| head.text(Purpose::Means, lang.code()));
            text.or(name.map(String::as_str))
                .unwrap_or_default()
                .to_owned()
        }
        Type::Number(unit) => {
            let number = ratio(value, fact.below);
            number.map_or_else(String::new, |number| written(lang, *unit, number))
        }
    }
}

/// A number of the law or of a family, with its own unit.
pub(super) fn written(lang: Lang, unit: Unit, number: Ratio) -> String {
    own_period(lang, unit, number).unwrap_or_else(|| amount(lang, unit, number))
}
