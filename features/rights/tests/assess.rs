//! Facts in, results out.

use rights::{Asked, Book, assess};
use serde_json::{Value, json};

const TODAY: &str = "2026-03-01";

fn asked(family: Value) -> Asked {
    Asked {
        on: Some(TODAY.into()),
        known: Some(TODAY.into()),
        family,
        reasons: true,
        question: true,
        ..Asked::default()
    }
}

fn result<'a>(answer: &'a Value, rule: &str) -> &'a Value {
    answer["results"]
        .as_array()
        .and_then(|results| results.iter().find(|result| result["rule"] == rule))
        .unwrap_or_else(|| panic!("no {rule} in {answer:#}"))
}

#[test]
fn a_family_is_told_what_it_gets_and_why() {
    let book = Book::built_in().unwrap();
    let family = json!({ "homes": [{ "couple": false,
        "adults": [{ "indkomstgrundlag": 1_000_000 }],
        "children": [{ "born": "2019-01-02", "deling": "alene" }] }] });
    let answer = assess(&book, &asked(family), 0).unwrap();
    let benefit = result(&answer, "adult.boerneydelse");
    assert_eq!(benefit["standing"], "certain", "{benefit:#}");
    assert_eq!(benefit["conditions"][0]["met"], true);
    let reasons = &answer["reasons"];
    let of_benefit = &reasons[benefit["reason"].as_str().unwrap()];
    assert!(
        of_benefit["cites"].to_string().contains("§ 1 a"),
        "{of_benefit:#}"
    );
    assert_eq!(of_benefit["value"], benefit["value"]);
    assert!(reasons.to_string().contains("961100"), "{reasons:#}");
    assert_eq!(answer["version"].as_str().map(str::len), Some(16));
}

#[test]
fn what_is_not_told_leaves_a_range_and_a_question() {
    let book = Book::built_in().unwrap();
    let family = json!({ "homes": [{ "adults": [{}], "children": [{ "born": "2025-01-02" }] }] });
    let answer = assess(&book, &asked(family.clone()), 0).unwrap();
    let benefit = result(&answer, "adult.boerneydelse");
    assert_eq!(benefit["standing"], "possible", "{benefit:#}");
    let question = &answer["question"];
    let fact = question["fact"].as_str().unwrap();
    assert!(fact.starts_with("/homes/0/"), "{question:#}");
    assert!(
        question["ask"]
            .as_str()
            .is_some_and(|ask| ask.ends_with('?')),
        "{question:#}"
    );

    // Passed over, it is not asked again.
    let again = Asked {
        passed: vec![fact.to_owned()],
        ..asked(family)
    };
    let answer = assess(&book, &again, 0).unwrap();
    assert_ne!(answer["question"]["fact"], fact);
}

#[test]
fn every_mistake_is_named_with_its_place_and_its_mend() {
    let book = Book::built_in().unwrap();
    let family = json!({ "homes": [{ "couple": "maybe", "adults": [{ "loen": 1 }],
        "children": [{ "born": "2025-02-30", "deling": "på skift" }] }], "dogs": 1 });
    let wrong = assess(&book, &asked(family), 0).unwrap_err();
    let places: Vec<&str> = wrong.iter().map(|one| one.at.as_str()).collect();
    for place in [
        "/family/homes/0/couple",
        "/family/homes/0/children/0/born",
        "/family/homes/0/children/0/deling",
        "/family/dogs",
    ] {
        assert!(places.contains(&place), "{place} is not in {places:?}");
    }
    assert!(wrong.iter().all(|one| !one.hint.is_empty()), "{wrong:?}");
}

#[test]
fn a_hostile_request_is_refused() {
    let book = Book::built_in().unwrap();
    let many: Vec<Value> = (0..10_000).map(|_| json!({})).collect();
    assert!(assess(&book, &asked(json!({ "homes": many })), 0).is_err());
    for family in [
        json!([]),
        json!(null),
        json!("x"),
        json!({ "homes": { "a": 1 } }),
    ] {
        assert!(assess(&book, &asked(family), 0).is_err());
    }
    let long = json!({ "homes": [{ "adults": [{ "indkomstgrundlag": "9".repeat(10_000) }] }] });
    assert!(assess(&book, &asked(long), 0).is_err());
}

#[test]
fn an_answer_is_in_the_language_that_was_asked_for() {
    let book = Book::built_in().unwrap();
    let family = json!({ "homes": [{ "adults": [{}], "children": [{ "born": "2025-01-02" }] }] });
    let in_language = |language: &str| {
        let asked = Asked {
            language: Some(language.into()),
            ..asked(family.clone())
        };
        let answer = assess(&book, &asked, 0).unwrap();
        let benefit = result(&answer, "adult.boerneydelse").clone();
        [
            benefit["title"].clone(),
            benefit["verified"]["why"].clone(),
            benefit["conditions"][0]["text"].clone(),
            answer["question"]["ask"].clone(),
        ]
        .map(|text| text.as_str().unwrap_or_default().to_owned())
    };
    let danish = in_language("da");
    for language in ["en", "ar", "uk"] {
        for (text, danish) in in_language(language).iter().zip(&danish) {
            assert!(!text.is_empty(), "{danish} is not in {language}");
            assert_ne!(text, danish);
        }
    }
}

#[test]
fn rates_that_have_ended_say_so() {
    let book = Book::built_in().unwrap();
    let rules = book.rules();
    let mut laws = rules.laws.iter();
    let law = laws.find(|law| law.head.name.text == "boerne_og_ungeydelse");
    let (_, last) = law.and_then(|law| law.covers).unwrap();
    let family = json!({ "homes": [{ "adults": [{}],
        "children": [{ "born": rights::day(last - 400), "deling": "alene" }] }] });
    let on = |day: i64| {
        let on = Some(rights::day(day));
        let asked = Asked {
            known: on.clone(),
            on,
            ..asked(family.clone())
        };
        let answer = assess(&book, &asked, 0).unwrap();
        result(&answer, "adult.boerneydelse").clone()
    };
    assert_eq!(on(last).get("rates_until"), None);
    let after = on(last + 1);
    assert_eq!(after["rates_until"], rights::day(last), "{after:#}");
    assert_eq!(after["standing"], "certain");
}

#[test]
fn a_day_that_the_calendar_has_not_is_refused() {
    let book = Book::built_in().unwrap();
    for on in ["1799-12-31", "2300-01-01"] {
        let asked = Asked {
            on: Some(on.into()),
            ..asked(json!({ "homes": [] }))
        };
        let wrong = assess(&book, &asked, 0).unwrap_err();
        assert_eq!(wrong[0].at, "/on");
        assert_eq!(wrong[0].hint, "from 1800-01-01 to 2299-12-31");
    }
}
