//! What may be wrong with a rule file, and how it is told: a place, what, and a mend.

use rules::{Moment, Source, check, day, lower};

/// Nothing is wrong with this.
const RIGHT: &str = r#"law prov
  da "Prøve" en "Trial"
  act "LBK nr 1"
  covers 2024-01-01 to 2026-12-31
  unverified da "nej" en "no"

entity home many homes
  da "hjem" en "home"
entity child many children in home
  da "barn" en "child"
  link other_home: home

fact home.husleje: kr per month between 0 and 100_000
  da "Husleje" en "Rent"
fact home.slags: choice (lejet, ejet)
  da "Slags" en "Kind"
fact home.enlig: yesno
  da "Enlig" en "Single"
  assumed no
fact child.born: date
  da "Født" en "Born"

parameter sats: kr per year
  da "Sats" en "Rate" cites "§ 1"
  2024-01-01: 1_000 source "s"
table trin: kr per month to number
  da "Trin" en "Steps" cites "§ 1"
  from 2024-01-01 source "s"
    below: 1
    5_000: 50%

rule home.leje: kr per year
  da "Leje" en "Rent" cites "§ 1"
  from 2024-01-01 gives husleje per year
deadline home.frist: date
  da "Frist" en "Deadline" cites "§ 1"
  from 2024-01-01 gives today + 14 days
"#;

/// Each is added to what is right, and is wrong.
const MISTAKES: &[(&str, &str)] = &[
    (
        "a name that nobody knows",
        r#"rule home.x: kr per month da "x" en "x" cites "§"
  from 2024-01-01 gives huslje"#,
    ),
    (
        "a name of another entity",
        r#"rule home.x: yesno da "x" en "x" cites "§"
  from 2024-01-01 gives age(born) > 3"#,
    ),
    (
        "units that do not fit",
        r#"rule home.x: kr per month da "x" en "x" cites "§"
  from 2024-01-01 gives husleje + 3 m2"#,
    ),
    (
        "periods that do not fit",
        r#"rule home.x: kr per year da "x" en "x" cites "§"
  from 2024-01-01 gives husleje"#,
    ),
    (
        "a period that no exact number leads to",
        r#"rule home.x: kr per week da "x" en "x" cites "§"
  from 2024-01-01 gives husleje per week"#,
    ),
    (
        "two amounts per a period",
        r#"rule home.x: kr per year da "x" en "x" cites "§"
  from 2024-01-01 gives husleje * sats"#,
    ),
    (
        "yes and no as a number",
        r#"rule home.x: number da "x" en "x" cites "§"
  from 2024-01-01 gives enlig + 1"#,
    ),
    (
        "a choice compared",
        r#"rule home.x: yesno da "x" en "x" cites "§"
  from 2024-01-01 gives slags is lejt"#,
    ),
    (
        "rounding to another unit",
        r#"rule home.x: kr per month da "x" en "x" cites "§"
  from 2024-01-01 gives round down (husleje) to 1 days"#,
    ),
    (
        "a sum over what does not belong there",
        r#"rule child.x: number da "x" en "x" cites "§"
  from 2024-01-01 gives count(children where age(born) < 3)"#,
    ),
    (
        "the least of none",
        r#"rule home.x: number da "x" en "x" cites "§"
  from 2024-01-01 gives least(children: age(born))"#,
    ),
    (
        "a link that leads nowhere",
        r#"rule child.x: yesno da "x" en "x" cites "§"
  from 2024-01-01 gives has other_hme"#,
    ),
    (
        "a table that nobody knows",
        r#"rule home.x: number da "x" en "x" cites "§"
  from 2024-01-01 gives table trinn(husleje)"#,
    ),
    (
        "a circle",
        r#"rule home.x: number da "x" en "x" cites "§"
  from 2024-01-01 gives y
rule home.y: number da "y" en "y" cites "§"
  from 2024-01-01 gives x"#,
    ),
    (
        "a gap",
        r#"parameter ny: kr per month da "ny" en "new" cites "§"
  2025-07-01: 5 source "s"
rule home.x: kr per month da "x" en "x" cites "§"
  from 2024-01-01 gives ny"#,
    ),
    (
        "a rate of the year before",
        r#"parameter ny: kr per month da "ny" en "new" cites "§"
  2024-01-01: 5 source "s"
  2025-01-01: 6 source "s"
rule home.x: kr per month da "x" en "x" cites "§"
  from 2024-01-01 gives ny"#,
    ),
    (
        "a value without a source",
        r#"parameter ny: kr per month da "ny" en "new" cites "§"
  2024-01-01: 5"#,
    ),
    (
        "steps that do not rise",
        r#"table ny: kr per month to number da "ny" en "new" cites "§"
  from 2024-01-01 source "s"
    below: 1
    5: 2
    5: 3"#,
    ),
    (
        "a rule without a paragraph",
        r#"rule home.x: kr per month da "x" en "x"
  from 2024-01-01 gives husleje"#,
    ),
    (
        "a rule that is never in force",
        r#"rule home.x: kr per month da "x" en "x" cites "§""#,
    ),
    (
        "a name that stands for something already",
        r#"fact home.husleje: yesno da "x" en "x""#,
    ),
    (
        "an assumption that the fact may not have",
        r#"fact home.x: number between 0 and 5 da "x" en "x" assumed 6"#,
    ),
    (
        "a deadline that is none",
        r#"benefit home.x: kr per month da "x" en "x" cites "§"
  by leje
  from 2024-01-01 gives husleje"#,
    ),
    (
        "an entity that nobody knows",
        r#"fact hme.x: yesno da "x" en "x""#,
    ),
    ("a word that begins nothing", r#"parametr ny: kr per month"#),
    (
        "a letter that names have not",
        r#"fact home.værelser: number da "x" en "x""#,
    ),
    (
        "a day that is none",
        r#"parameter ny: kr da "ny" en "new" cites "§"
  2025-02-30: 5 source "s""#,
    ),
    ("a text without an end", r#"fact home.x: yesno da "x"#),
    (
        "a quotient that is not rounded",
        r#"rule home.x: kr per month da "x" en "x" cites "§"
  from 2024-01-01 gives husleje / max(count(children), 1)"#,
    ),
    (
        "a quotient by what may be 0",
        r#"rule home.x: kr per month da "x" en "x" cites "§"
  from 2024-01-01 gives round down (husleje / count(children)) to 1 kr"#,
    ),
    (
        "a number that could grow too large",
        r#"fact home.x: number between 0 and 1_000_000_000_000 da "x" en "x"
rule home.y: number da "y" en "y" cites "§"
  from 2024-01-01 gives x * x"#,
    ),
    (
        "part of a working day",
        r#"deadline home.x: date da "x" en "x" cites "§"
  from 2024-01-01 gives workdays_after(today, 1 / 2)"#,
    ),
];

fn told(text: String) -> String {
    let source = Source {
        name: "prov.rules".into(),
        text,
    };
    let (rules, mut problems) = check(vec![source]);
    let moment = Moment {
        on: day::number(2026, 3, 1),
        known: i64::MAX,
    };
    if problems.is_empty() {
        problems.extend(lower(&rules, moment).err().into_iter().flatten());
    }
    problems.iter().map(|p| p.told(&rules.sources)).collect()
}

#[test]
fn every_mistake_is_told_with_its_place_and_a_mend() {
    assert_eq!(told(RIGHT.into()), "");
    let mut all = String::new();
    for (name, mistake) in MISTAKES {
        let told = told(format!("{RIGHT}\n{mistake}\n"));
        assert!(told.contains("prov.rules:"), "{name} is not told: {told:?}");
        all.push_str(&format!("# {name}\n{told}\n"));
    }
    insta::assert_snapshot!("mistakes", all);
}

#[test]
fn the_calendar_has_an_end() {
    let source = Source {
        name: "prov.rules".into(),
        text: RIGHT.into(),
    };
    let (rules, _) = check(vec![source]);
    for on in [i64::MIN, day::FIRST - 1, day::LAST + 1, i64::MAX] {
        let known = i64::MAX;
        assert!(lower(&rules, Moment { on, known }).is_err(), "{on}");
    }
    for on in [day::FIRST, day::LAST] {
        let known = i64::MAX;
        assert!(lower(&rules, Moment { on, known }).is_ok(), "{on}");
    }
}
