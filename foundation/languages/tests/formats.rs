//! How each language writes numbers, dates, times, distances and amounts, held against what its
//! translator wrote in `tests/formats/<code>.txt`. A new language is a new file there.

use base::{Moment, Money};
use jiff::civil::{Weekday, date};
use languages::Lang;

fn moment(text: &str) -> Moment {
    Moment::from(text.parse::<jiff::Timestamp>().expect("an instant"))
}

/// What is asked, and what Favn writes.
fn written(lang: Lang) -> Vec<(&'static str, String)> {
    let day = date(2026, 11, 22);
    vec![
        ("number", lang.number(1_234)),
        ("number below zero", lang.number(-12)),
        ("date", lang.date(day)),
        ("date with its weekday", lang.date_long(day)),
        ("weekday, short", lang.weekday_short(Weekday::Monday)),
        ("time", lang.clock_time(moment("2026-01-15T23:05:00Z"))),
        (
            "day and time",
            lang.date_time(moment("2026-07-15T12:30:00Z")),
        ),
        ("metres", lang.distance(848.0)),
        ("kilometres", lang.distance(3_240.0)),
        ("amount", lang.money(Money::from_oere(123_450))),
    ]
}

#[test]
fn every_language_writes_as_its_translator_says() {
    for lang in Lang::all() {
        let path = format!("tests/formats/{lang}.txt");
        let text = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{path}: {error}. Copy en.txt and translate it"));
        let wanted: Vec<(&str, String)> = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(" = "))
            .map(|(what, wanted)| (what, wanted.to_owned()))
            .collect();
        let written: Vec<(&str, String)> = written(lang)
            .into_iter()
            .map(|(what, text)| (what, text.replace('\u{a0}', " ")))
            .collect();
        assert_eq!(written, wanted, "{path}");
    }
}
