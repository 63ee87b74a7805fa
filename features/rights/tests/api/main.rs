//! The open interface through the router.

mod hostile;
mod papers;
mod schema;

use access::House;
use access::testing::{SETS, browser, house_holding};
use axum::body::Body;
use axum::http::Method;
use db::testing::TestDb;
use rights::routes;
use serde_json::{Value, json};
use web::testing::{Answer, Browser};

const ASSESS: &str = "/api/rights/v1/assess";
const JSON: (&str, &str) = ("content-type", "application/json");

/// A program of somebody's, and the house it asks.
struct Asking {
    house: House,
    browser: Browser,
    _db: TestDb,
}

impl Asking {
    async fn new() -> Self {
        Self::with(rights::Settings::default()).await
    }

    async fn with(settings: rights::Settings) -> Self {
        let db = db::testing::sqlite(SETS).await;
        let house = house_holding(&db.db, settings);
        let browser = browser(&house, routes());
        Self {
            house,
            browser,
            _db: db,
        }
    }

    async fn post(&mut self, body: impl Into<Body>) -> Answer {
        self.browser
            .send(Method::POST, ASSESS, &[JSON], body.into())
            .await
    }

    async fn assess(&mut self, asked: &Value) -> Answer {
        self.post(asked.to_string()).await
    }

    /// What a refused request is told.
    async fn refused(&mut self, body: impl Into<Body>, status: u16) -> Value {
        let answer = self.post(body).await;
        assert_eq!(answer.status, status, "{}", answer.text);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        parse(&answer.text)
    }

    /// Where a request that does not fit is wrong.
    async fn wrong(&mut self, asked: impl ToString) -> Vec<String> {
        let problem = self.refused(asked.to_string(), 422).await;
        let errors = problem["errors"].as_array().expect("errors");
        for error in errors {
            for told in ["message", "hint"] {
                assert!(
                    error[told].as_str().is_some_and(|told| !told.is_empty()),
                    "{error}"
                );
            }
        }
        let pointers = errors.iter().map(|error| error["pointer"].as_str());
        pointers
            .map(|at| at.expect("a pointer").to_owned())
            .collect()
    }
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn family() -> Value {
    json!({ "homes": [{ "couple": false, "adults": [{ "indkomstgrundlag": 300_000 }],
        "children": [{ "born": "2025-01-02", "deling": "alene" }] }] })
}

fn asked() -> Value {
    json!({ "on": "2026-03-01", "known": "2026-03-01", "family": family() })
}

#[tokio::test]
async fn a_family_is_answered_as_the_command_line_answers_it() {
    let mut asking = Asking::new().await;
    let mut asked = asked();
    for more in [
        json!({}),
        json!({ "reasons": true, "question": true, "all": true, "assume": false }),
    ] {
        for (name, value) in more.as_object().unwrap() {
            asked[name] = value.clone();
        }
        let answer = asking.assess(&asked).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("set-cookie"), "");
        let book = rights::Book::ours().unwrap();
        let asked = rights::Asked::of(asked.clone()).unwrap();
        assert_eq!(
            parse(&answer.text),
            rights::assess(book, &asked, 0).unwrap()
        );
        let again = asking.browser.clone().at([192, 0, 2, 9]);
        let mut again = Asking {
            browser: again,
            ..asking
        };
        assert_eq!(
            again
                .assess(&serde_json::to_value(parse_asked(&asked)).unwrap())
                .await
                .text,
            answer.text
        );
        asking = again;
    }
}

/// The request that an [`rights::Asked`] was read from.
fn parse_asked(asked: &rights::Asked) -> Value {
    json!({ "on": asked.on, "known": asked.known, "family": asked.family, "reasons": asked.reasons,
        "question": asked.question, "all": asked.all, "assume": asked.assume })
}

#[tokio::test]
async fn left_out_days_are_today_and_the_answer_says_so() {
    let mut asking = Asking::new().await;
    let today = base::local_date(asking.house.clock.now()).to_string();
    let answer = parse(&asking.assess(&json!({ "family": family() })).await.text);
    assert_eq!(
        (&answer["on"], &answer["known"]),
        (&json!(today), &json!(today))
    );
    assert_eq!(answer["language"], "da");
}

#[tokio::test]
async fn texts_come_in_the_language_asked_for() {
    let mut asking = Asking::new().await;
    let mut titles = Vec::new();
    for language in ["da", "en", "ar", "uk"] {
        let mut asked = asked();
        asked["language"] = json!(language);
        let answer = parse(&asking.assess(&asked).await.text);
        assert_eq!(answer["language"], language);
        titles.push(answer["results"][0]["title"].as_str().unwrap().to_owned());
    }
    assert_ne!(titles[0], titles[1]);
    let mut asked = asked();
    asked["language"] = json!("xx");
    assert_eq!(asking.wrong(&asked).await, ["/language"]);
}

#[tokio::test]
async fn other_rules_than_those_asked_for_do_not_answer() {
    let mut asking = Asking::new().await;
    let version = rights::Book::ours().unwrap().version();
    let mut asked = asked();
    asked["version"] = json!(version);
    assert_eq!(asking.assess(&asked).await.status, 200);
    asked["version"] = json!("0123456789abcdef");
    // Also where the rest is wrong by these rules: it may be right by those.
    asked["family"]["homes"][0]["pets"] = json!(1);
    let problem = asking.refused(asked.to_string(), 409).await;
    assert_eq!(problem["version"], version);
    assert_eq!(problem["type"], "urn:favn:problem:other-version");
    assert!(problem["detail"].as_str().unwrap().contains(version));
}

#[tokio::test]
async fn a_long_answer_about_many_counts_as_several() {
    let mut asking = Asking::with(rights::Settings {
        assessments_per_minute: 10,
    })
    .await;
    let home = json!({ "adults": vec![json!({}); 14], "children": vec![json!({}); 15] });
    let many = json!({ "family": { "homes": [home] }, "all": true });
    // A family, a home and 29 more: four.
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(asking.assess(&many).await.status);
    }
    assert_eq!(statuses, [200, 200, 429]);
    let mut asking = Asking::with(rights::Settings {
        assessments_per_minute: 10,
    })
    .await;
    let mut short = many.clone();
    short["all"] = json!(false);
    for _ in 0..10 {
        assert_eq!(asking.assess(&short).await.status, 200);
    }
    assert_eq!(asking.assess(&short).await.status, 429);
}

#[tokio::test]
async fn one_household_may_ask_often_but_not_without_end() {
    let mut asking = Asking::new().await;
    for _ in 0..300 {
        assert_eq!(asking.assess(&asked()).await.status, 200);
        let laws = asking.browser.get("/api/rights/v1/laws").await;
        assert_eq!(laws.status, 200);
    }
    let late = asking.assess(&asked()).await;
    assert_eq!(late.status, 429);
    assert_eq!(late.header("content-type"), "application/problem+json");
    assert_eq!(late.header("access-control-allow-origin"), "*");
    assert!(!late.header("retry-after").is_empty());
    asking.browser = asking.browser.clone().at([192, 0, 2, 2]);
    assert_eq!(asking.assess(&asked()).await.status, 200);
}
