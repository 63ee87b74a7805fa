//! axe-core on what posts are answered with, light and dark, in every language: forms with errors,
//! codes, endings, limits, failures. Each route that takes a post is among them or says why not.

use std::collections::BTreeSet;

use e2e::{House, fresh_database};

/// Posts that no page answers.
const WITHOUT_A_PAGE: [(&str, &str); 9] = [
    ("/rights/calendar", "calendars are answered with a file"),
    ("/api/rights/v1/assess", "programs are answered with JSON"),
    ("/leave", "another site answers: an errand of its own"),
    ("/sign-in/passkey/challenge", "script is answered with JSON"),
    (
        "/account/passkeys/challenge",
        "script is answered with JSON",
    ),
    ("/conversation/seen", "script is answered with nothing"),
    ("/conversation/typing", "script is answered with nothing"),
    (
        "/desk/conversations/{id}/seen",
        "script is answered with nothing",
    ),
    (
        "/desk/conversations/{id}/typing",
        "script is answered with nothing",
    ),
];

/// So few conversations may one household open in this house.
const OPENINGS: u32 = 4;

/// The routes that take a post, as the table of who may has them; a test there holds that table
/// against the router.
fn posts() -> BTreeSet<&'static str> {
    include_str!("../../app/tests/every_route.rs")
        .lines()
        .filter_map(|line| line.trim().strip_prefix("POST "))
        .filter_map(|line| line.split_whitespace().next())
        .collect()
}

fn every_answer(lang: &str) {
    let house = House::new();
    house.set(&format!("[helpline]\nopenings_per_hour = {OPENINGS}\n"));
    let url = fresh_database(&format!("every_answer_{lang}"));
    let favn = house.demo_on(&url);
    let said = house
        .errand("every-answer", &favn)
        .with("FAVN_LANG", lang)
        .with("FAVN_DATABASE", url)
        .with("FAVN_OPENINGS", OPENINGS.to_string())
        .run();
    assert!(said.contains("without a finding"), "{said}");
    let looked_at: BTreeSet<&str> = said
        .lines()
        .filter_map(|line| line.strip_prefix("looked at POST "))
        .filter_map(|line| line.split(':').next())
        .collect();
    let exempt: BTreeSet<&str> = WITHOUT_A_PAGE.iter().map(|(path, _)| *path).collect();
    let posts = posts();
    assert!(posts.len() > 30, "only {} posts in the table", posts.len());
    let missing: Vec<_> = posts
        .iter()
        .filter(|path| !looked_at.contains(**path) && !exempt.contains(**path))
        .collect();
    assert!(
        missing.is_empty(),
        "no answer of these was looked at: {missing:#?}. Add them to e2e/errands/answers/"
    );
    let unknown: Vec<_> = looked_at
        .union(&exempt)
        .filter(|path| !posts.contains(**path))
        .collect();
    assert!(unknown.is_empty(), "no such posts: {unknown:#?}");
    let both: Vec<_> = looked_at.intersection(&exempt).collect();
    assert!(both.is_empty(), "these are answered with a page: {both:#?}");
}

e2e::in_each_language!(every_answer);
