//! Five typical lives, asked until nothing is open or they decline: at most twelve questions each.

use rules::Moment;
use rules::syntax::Use;
use rules::unknowns::Known;
use serde_json::{Value, json};

use super::next::{Asker, Step};
use super::outcome::Outcome;
use super::situation::Situations;
use super::state::State;
use crate::book::{Book, Day};

/// Questions of one family.
const MOST: usize = 12;

struct Life {
    situation: &'static str,
    children: &'static [&'static str],
    /// What it answers, by fact; anything else it declines.
    answers: Value,
    /// What it must have found.
    finds: &'static [&'static str],
}

fn lives() -> Vec<Life> {
    vec![
        Life {
            situation: "pregnant",
            children: &[],
            answers: json!({ "home.couple": false, "adult.loen": 18_000, "adult.brug_for_kontanthjaelp": false,
                "home.lejer": true, "home.husleje": 6_200, "home.areal": 55, "home.stoette_fra_fodslen": true,
                "adult.barsel_rolle": "ingen", "adult.under_uddannelse": false, "adult.arbejde": "loenmodtager" }),
            finds: &["home.gravid_stoette", "home.boligsikring"],
        },
        Life {
            situation: "alone",
            children: &["2021-05-03", "2024-02-10"],
            answers: json!({ "home.couple": false, "adult.loen": 28_000, "child.deling": "alene",
                "child.bidrag_status": "intet_aftalt", "home.lejer": true, "home.husleje": 7_500, "home.areal": 75,
                "child.plads": "boernehave", "home.kommune": 630, "adult.brug_for_kontanthjaelp": false,
                "adult.under_uddannelse": false }),
            finds: &[
                "adult.boerneydelse",
                "home.ordinaert_boernetilskud",
                "home.ekstra_boernetilskud",
                "child.boernebidrag",
                "home.boligsikring",
                "home.friplads",
            ],
        },
        Life {
            situation: "separating",
            children: &["2016-09-01", "2019-03-12"],
            answers: json!({ "adult.loen": 31_000, "child.deling": "halv", "child.bopael": "her",
                "child.bidrag_status": "intet_aftalt", "home.lejer": true, "home.husleje": 9_000, "home.areal": 90,
                "child.plads": "sfo", "home.kommune": 101, "adult.brug_for_kontanthjaelp": false, "home.skal_flytte": true }),
            finds: &[
                "adult.boerneydelse",
                "child.boernebidrag",
                "home.flyttehjaelp",
            ],
        },
        Life {
            situation: "ill",
            children: &["2018-06-20"],
            answers: json!({ "home.couple": true, "adult.loen": 27_000, "child.funktionsnedsaettelse": true,
                "child.merudgifter": 14_000, "child.passes_hjemme": true, "child.mister_loen": true,
                "child.saerligt_behov": false, "child.udgift_ved_stoette": false, "child.deling": "begge",
                "home.lejer": false }),
            finds: &[
                "child.merudgiftsydelse",
                "child.tabt_arbejdsfortjeneste",
                "adult.boerneydelse",
            ],
        },
        Life {
            situation: "money",
            children: &["2022-11-02"],
            answers: json!({ "home.couple": false, "adult.loen": 0, "adult.indkomst": 0, "adult.brug_for_kontanthjaelp": true,
                "adult.kontanthjaelp_siden": "2026-02-01", "adult.foedt": "1994-04-04", "child.deling": "alene",
                "home.lejer": true, "home.husleje": 6_800, "home.areal": 62, "home.social_begivenhed": true,
                "home.udgift_uforudset": true, "home.huslejerestance": false, "home.sygebehandling": false,
                "child.plads": "ingen" }),
            finds: &[
                "adult.kontanthjaelp",
                "home.enkeltudgift",
                "home.ordinaert_boernetilskud",
            ],
        },
    ]
}

struct Walk {
    asked: Vec<String>,
    found: Vec<String>,
    open: Vec<String>,
}

fn walk(life: &Life, book: &'static Book, day: &Day) -> Walk {
    let situations = Situations::ours().unwrap();
    let situation = situations.named(life.situation).unwrap();
    let rules = book.rules();
    let asker = Asker {
        rules,
        day,
        situations,
        situation,
    };
    let mut state = State::new(situation);
    let mut asked = Vec::new();
    let told = loop {
        let told = state.told(rules, situations).unwrap();
        match asker.next(&state, &told) {
            Step::Results => break told,
            Step::Children => {
                let born: Vec<String> = life.children.iter().map(|&born| born.into()).collect();
                asked.push("children".into());
                state.set_children(&born);
            }
            Step::Fact(id, rows) => {
                let fact = rules.fact(id).unwrap();
                let path = fact.head.path();
                let answers: Vec<_> = rows
                    .iter()
                    .map(|row| {
                        let place = told.row(fact.entity, *row).unwrap();
                        let place = format!("{place}/{}", fact.head.name.text);
                        (place, life.answers.get(&path).cloned())
                    })
                    .collect();
                state.answer(&path, &answers);
                asked.push(path);
            }
        }
        assert!(asked.len() < 40, "{}: {asked:?}", life.situation);
    };
    let alone = state.told_alone(rules, situations).unwrap();
    let (known, alone) = state.without_skipped(rules, situations, (told.clone(), alone));
    let outcome = Outcome::of(rules, day, (&known, &alone), situation).unwrap();
    let found = outcome.certain.iter().chain(&outcome.possible);
    let found = found.map(|finding| finding.rule.head.path()).collect();
    let benefits = outcome
        .possible
        .iter()
        .filter(|finding| finding.rule.used == Use::Benefit);
    let open = benefits.filter(|finding| {
        let mut rows = finding.rows.iter();
        // Open though nothing that was declined stands in its way.
        rows.any(|row| {
            matches!(row.answer.value, Known::Possible { .. })
                && row
                    .depends
                    .iter()
                    .all(|missing| !told.partly.passed.contains(missing))
        })
    });
    let open = open.map(|finding| finding.rule.head.path()).collect();
    Walk { asked, found, open }
}

#[test]
fn five_lives_are_asked_at_most_twelve_questions() {
    let book = Book::ours().unwrap();
    let on = crate::facts::date("2026-11-22").unwrap();
    let day = book.day(Moment { on, known: on }).unwrap();
    let mut too_many = Vec::new();
    for life in lives() {
        let walk = walk(&life, book, &day);
        println!("{}: {} {:?}", life.situation, walk.asked.len(), walk.asked);
        for wanted in life.finds {
            assert!(
                walk.found.iter().any(|found| found == wanted),
                "{}: {wanted} is not in {:?}",
                life.situation,
                walk.found
            );
        }
        assert!(walk.open.is_empty(), "{}: {:?}", life.situation, walk.open);
        if walk.asked.len() > MOST {
            too_many.push((life.situation, walk.asked));
        }
    }
    assert!(too_many.is_empty(), "{too_many:#?}");
}
