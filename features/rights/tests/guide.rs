//! The guide through the router, as a browser without script has it.

use access::testing::{SETS, browser, house};
use db::testing::TestDb;
use serde_json::{Value, json};
use web::testing::Browser;

async fn parent() -> (Browser, TestDb) {
    let db = db::testing::sqlite(SETS).await;
    let house = house(&db.db);
    (browser(&house, rights::routes()), db)
}

fn told() -> Value {
    json!({ "situation": "alone", "family": { "homes": [{
        "couple": false, "lejer": true, "husleje": "7500", "areal": "75",
        "adults": [{ "loen": "28000", "brug_for_kontanthjaelp": false }],
        "children": [{ "born": "2024-02-10", "deling": "alene", "bidrag_status": "intet_aftalt", "plads": "ingen" }],
    }] } })
}

#[tokio::test]
async fn the_calendar_tells_nothing_but_the_days() {
    let (mut parent, _db) = parent().await;
    for (lang, title) in [("da", "Husk"), ("ar", "تذكير")] {
        let (path, state) = (format!("/{lang}/rights/calendar"), told().to_string());
        let file = parent.post(&path, &[("state", &state)]).await;
        assert_eq!(file.status, 200);
        assert!(file.header("content-type").starts_with("text/calendar"));
        assert_eq!(file.header("cache-control"), "no-store");
        let events = file.text.matches("BEGIN:VEVENT").count();
        assert!(events > 0, "{}", file.text);
        assert!(file.text.contains("DTSTART;VALUE=DATE:"), "{}", file.text);
        assert!(!file.text.contains("DTEND"), "{}", file.text);
        // 63 hours before midnight: nine in the morning, and not in the night.
        let rings = file.text.matches("TRIGGER:-PT226800S\r\n").count();
        assert_eq!(rings, events, "{}", file.text);
        assert_eq!(
            file.text.matches(&format!("SUMMARY:{title}\r\n")).count(),
            events,
            "{}",
            file.text
        );
        for telling in [
            "tilskud",
            "bolig",
            "barn",
            "Favn",
            "favn",
            "DESCRIPTION:ret",
        ] {
            assert!(!file.text.contains(telling), "{telling}: {}", file.text);
        }
    }
}

#[tokio::test]
async fn a_wrong_answer_is_asked_again_with_what_was_typed() {
    let (mut parent, _db) = parent().await;
    let state = told().to_string();
    for (typed, shown) in [
        ("tusind", "Skriv et tal"),
        ("99999999999", "Skriv et tal fra 0 til 2.000.000."),
        ("<script>alert(1)</script>", "&#60;script&#62;alert(1)"),
        ("", "Svar, eller spring"),
    ] {
        let fields = [
            ("state", &*state),
            ("about", "adult.loen"),
            ("rows", "0"),
            ("act", "on"),
            ("v0", typed),
        ];
        let page = parent.post("/da/rights", &fields).await;
        assert_eq!(page.status, 422, "{typed}");
        assert!(page.text.contains(shown), "{typed}: {}", page.text);
        assert!(!page.text.contains("<script>alert"));
        let tried = [("state", &*state), ("act", "show"), ("what_pay", typed)];
        let page = parent.post("/da/rights/what-if", &tried).await;
        // Left empty, the pay stays as it is.
        assert_eq!(
            page.status,
            if typed.is_empty() { 200 } else { 422 },
            "{typed}"
        );
        assert!(!page.text.contains("<script>alert"));
    }
}

#[tokio::test]
async fn the_tab_does_not_say_what_was_asked() {
    let (mut parent, _db) = parent().await;
    let mut told = told();
    told["asked"] = json!(["home.couple", "children"]);
    let state = told.to_string();
    for what in ["child.bidrag_status", "children", "home.husleje"] {
        let change = format!("change:{what}");
        let fields = [("state", &*state), ("act", &*change)];
        let page = parent.post("/da/rights", &fields).await;
        assert_eq!(page.status, 200, "{what}");
        let (_, title) = page.text.split_once("<title>").unwrap();
        let (title, _) = title.split_once("</title>").unwrap();
        assert!(
            title.starts_with("Hvad har du ret til? · Spørgsmål 3 · "),
            "{what}: {title}"
        );
    }
}

#[tokio::test]
async fn a_move_to_another_municipality_changes_the_price_of_care() {
    let (mut parent, _db) = parent().await;
    let mut told = told();
    told["family"]["homes"][0]["kommune"] = json!(101);
    let home = told.clone().to_string();
    let page = parent
        .post("/da/rights/what-if", &[("state", &*home)])
        .await;
    assert!(
        page.text.contains("data-slides=\"what_pay\""),
        "{}",
        page.text
    );
    assert!(
        page.text
            .contains("max=\"60000\" step=\"250\" value=\"28000\"")
    );
    // Nobody goes to day care: another municipality changes nothing.
    assert!(!page.text.contains("what_town"));
    told["family"]["homes"][0]["children"][0]["plads"] = json!("vuggestue");
    let care = told.to_string();
    let mut left = Vec::new();
    for town in ["101", "630"] {
        let tried = [("state", &*care), ("act", "show"), ("what_town", town)];
        let page = parent.post("/da/rights/what-if", &tried).await;
        assert_eq!(page.status, 200);
        let chosen = format!("<option value=\"{town}\" selected>");
        assert!(page.text.contains(&chosen), "{}", page.text);
        let then = page.text.split("role=\"status\"").nth(1).unwrap();
        left.push(then.split("</strong>").next().unwrap().to_owned());
    }
    assert_ne!(left[0], left[1]);
    let tried = [("state", &*care), ("act", "show"), ("what_town", "1000")];
    let page = parent.post("/da/rights/what-if", &tried).await;
    assert_eq!(page.status, 422);
}

#[tokio::test]
async fn what_is_typed_for_nobody_changes_nothing() {
    let (mut parent, _db) = parent().await;
    let state = json!({ "situation": "alone", "family": { "homes": [{ "couple": false, "adults": [{}], "children": [] }] } });
    for (about, rows) in [
        ("adult.loen", "0,1,99"),
        ("home.nothing", "0"),
        ("child.deling", "0"),
    ] {
        let fields = [
            ("state", state.to_string()),
            ("about", about.into()),
            ("rows", rows.into()),
            ("act", "on".into()),
            ("v0", "20000".into()),
            ("v1", "30000".into()),
            ("v99", "1".into()),
        ];
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let page = parent.post("/da/rights", &fields).await;
        assert_eq!(page.status, 200, "{about}: {}", page.text);
        let after = page.field("state");
        assert!(
            !after.contains("30000") && !after.contains("nothing"),
            "{after}"
        );
    }
    for state in [
        "",
        "null",
        "{\"situation\":\"nobody\",\"family\":{\"homes\":[{}]}}",
        &"[".repeat(30_000),
    ] {
        let page = parent.post("/da/rights", &[("state", state)]).await;
        assert_eq!(page.location(), "/da/rights");
    }
}

#[tokio::test]
async fn a_letter_is_danish_and_leaves_the_name_to_the_hand() {
    let (mut parent, _db) = parent().await;
    let state = told().to_string();
    let page = parent
        .post(
            "/ar/rights/letter",
            &[("state", &state), ("rule", "home.boligsikring")],
        )
        .await;
    assert_eq!(page.status, 200);
    for said in [
        "Ansøgning: Boligsikring",
        "CPR-nummer",
        "7.500",
        "skriftlig afgørelse",
    ] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert!(
        page.text.contains("lang=\"da\""),
        "the letter's own language"
    );
    for nothing in ["home.disponibel_indkomst", "nothing", ""] {
        let page = parent
            .post("/da/rights/letter", &[("state", &state), ("rule", nothing)])
            .await;
        assert_eq!(page.location(), "/da/rights", "{nothing}");
    }
}

#[tokio::test]
async fn no_answer_is_kept_in_a_cookie_or_a_row() {
    let (mut parent, db) = parent().await;
    let page = parent
        .post(
            "/da/rights",
            &[("state", &told().to_string()), ("act", "result")],
        )
        .await;
    assert!(page.text.contains("Det har I ret til"), "{}", page.text);
    for value in parent.cookies().values() {
        assert!(!value.contains("28000") && value.len() < 200, "{value}");
    }
    let db::DatabaseUrl::Sqlite(path) = &db.url else {
        panic!("the tests of this file stand on SQLite")
    };
    let mut read = 0;
    for file in std::fs::read_dir(path.parent().unwrap()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(5).any(|part| part == b"28000"));
        read += bytes.len();
    }
    assert!(read > 10_000, "only {read} bytes were looked at");
}

/// The clock of these tests stands in 2027.
#[tokio::test]
async fn a_result_on_old_rates_says_so() {
    let (mut parent, _db) = parent().await;
    let rules = rights::Book::ours().unwrap().rules();
    let mut laws = rules.laws.iter();
    let law = laws.find(|law| law.head.name.text == "boerne_og_ungeydelse");
    let (_, last) = law.and_then(|law| law.covers).unwrap();
    let (year, ..) = rules::day::civil(last);
    let page = parent
        .post(
            "/da/rights",
            &[("state", &*told().to_string()), ("act", "result")],
        )
        .await;
    assert_eq!(page.status, 200);
    let said = format!("til og med 31. december {year}");
    assert!(page.text.contains(&said), "{}", page.text);
}

/// The title of a card.
fn card(title: &str) -> String {
    format!("<h3 class=\"card-title\" dir=\"auto\">{title}</h3>")
}

#[tokio::test]
async fn a_skipped_question_rules_nothing_out() {
    let (mut parent, _db) = parent().await;
    let family = |answer: Value, passed: Value| {
        let mut home = json!({ "venter_barn": true, "couple": false, "adults": [{}] });
        home["stoette_fra_fodslen"] = answer;
        let asked = ["home.stoette_fra_fodslen"];
        json!({ "situation": "pregnant", "family": { "homes": [home] }, "asked": asked, "passed": passed })
    };
    let no = family(json!(false), json!([])).to_string();
    let skipped = family(Value::Null, json!(["/homes/0/stoette_fra_fodslen"])).to_string();
    for (state, there) in [(no, false), (skipped, true)] {
        let page = parent
            .post("/da/rights", &[("state", &state), ("act", "result")])
            .await;
        let found = page.text.contains(&card("Støtte, mens I venter barn"));
        assert_eq!(found, there, "{}", page.text);
    }
}

#[tokio::test]
async fn a_no_leads_to_a_complaint_before_anything_else() {
    let (mut parent, _db) = parent().await;
    let state = json!({ "situation": "decision", "family": { "homes": [{
        "afgoerelse_modtaget": "2026-03-02", "adults": [{}] }] } });
    let state = state.to_string();
    let page = parent
        .post("/da/rights", &[("state", &state), ("act", "result")])
        .await;
    let at = |title: &str| page.text.find(&card(title));
    let complaint = at("Du kan klage: kommunen skal se på sagen igen");
    assert!(complaint.is_some() && complaint < at("Ret til at se din sag"));
    assert!(
        !page.text.contains("Kommunen vurderer det"),
        "a right is no judgement"
    );
    let letter = [
        ("state", state.as_str()),
        ("rule", "home.kommunen_ser_igen"),
    ];
    let letter = parent.post("/da/rights/letter", &letter).await;
    for said in ["Klage over afgørelse", "2. marts 2026", "Ankestyrelsen"] {
        assert!(letter.text.contains(said), "{said}: {}", letter.text);
    }
}

#[tokio::test]
async fn what_is_applied_for_on_the_web_has_no_letter() {
    let (mut parent, _db) = parent().await;
    let state = told().to_string();
    let page = parent
        .post("/da/rights", &[("state", &state), ("act", "result")])
        .await;
    assert!(page.text.contains(&card("Boligsikring")), "{}", page.text);
    assert!(!page.text.contains("name=\"rule\""));
    let letter = [("state", state.as_str()), ("rule", "home.boligsikring")];
    let letter = parent.post("/da/rights/letter", &letter).await;
    assert!(!letter.text.contains("MitID"), "no envelope holds it");
}

#[tokio::test]
async fn a_birthday_may_be_short() {
    let (mut parent, _db) = parent().await;
    let state = json!({ "situation": "alone", "family": { "homes": [{ "couple": false, "adults": [{}] }] } });
    let sent = [
        ("state", state.to_string()),
        ("about", "children".into()),
        ("act", "on".into()),
        ("v0_day", "3".into()),
        ("v0_month", "5".into()),
        ("v0_year", "21".into()),
    ];
    let sent: Vec<(&str, &str)> = sent
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let page = parent.post("/da/rights", &sent).await;
    assert!(page.field("state").contains("2021-05-03"), "{}", page.text);
}
