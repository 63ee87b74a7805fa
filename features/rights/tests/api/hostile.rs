//! What nobody should send.

use super::*;

#[tokio::test]
async fn what_is_no_json_is_told_where() {
    let mut asking = Asking::new().await;
    let deep = format!(
        "{{\"family\":{}{}}}",
        "[".repeat(20_000),
        "]".repeat(20_000)
    );
    for body in [
        "",
        "{",
        "NaN",
        "{\"family\": NaN}",
        "{\"family\": 1e999}",
        "{} {}",
        "\u{feff}{}",
        "{\"family\": {},}",
        "family=1",
        deep.as_str(),
    ] {
        let problem = asking.refused(body.to_owned(), 400).await;
        assert_eq!(problem["type"], "urn:favn:problem:no-json", "{body:.40}");
    }
    let problem = asking.refused("{\n \"family\": ?}", 400).await;
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains('2') && detail.contains("12"), "{detail}");
    asking.refused(b"\"\xff\"".to_vec(), 400).await;
}

#[tokio::test]
async fn only_what_says_that_it_is_json_is_read() {
    let mut asking = Asking::new().await;
    for kind in [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
    ] {
        let headers = [("content-type", kind)];
        let headers = if kind.is_empty() { &[][..] } else { &headers };
        let body = Body::from(asked().to_string());
        let answer = asking
            .browser
            .send(Method::POST, ASSESS, headers, body)
            .await;
        assert_eq!(answer.status, 415, "{kind}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    for kind in ["application/json; charset=utf-8", "Application/JSON"] {
        let body = Body::from(asked().to_string());
        let headers = [("content-type", kind)];
        let answer = asking
            .browser
            .send(Method::POST, ASSESS, &headers, body)
            .await;
        assert_eq!(answer.status, 200, "{kind}");
    }
    let read = asking.browser.get(ASSESS).await;
    assert_eq!((read.status, read.header("allow")), (405, "POST"));
}

#[tokio::test]
async fn a_megabyte_is_too_much() {
    let mut asking = Asking::new().await;
    for bytes in [1_000_000, 5_000_000] {
        let mut asked = asked();
        asked["family"]["homes"][0]["couple"] = json!("x".repeat(bytes));
        let problem = asking.refused(asked.to_string(), 413).await;
        assert_eq!(problem["type"], "urn:favn:problem:too-large");
    }
}

#[tokio::test]
async fn everything_wrong_is_named_at_its_place() {
    let mut asking = Asking::new().await;
    let mut at = asking
        .wrong(
            json!({ "on": "2026-02-30", "passed": ["/homes/0/nothing"], "language": "xx",
            "family": family() }),
        )
        .await;
    at.sort_unstable();
    assert_eq!(at, ["/language", "/on", "/passed/0"]);
    let asked = json!({ "family": { "homes": [{
        "couple": "ja", "husleje": -1, "areal": 1e30, "kommuneskat": 25.0001, "formue": 12345678901234567890123_f64,
        "a/b~c": 1, "adults": { "loen": 1 },
        "children": [{ "born": 20250101, "deling": "på skift", "bidrag_boern": [] }, 7] }] } });
    let mut at = asking.wrong(asked).await;
    at.sort_unstable();
    let home = |name: &str| format!("/family/homes/0/{name}");
    assert_eq!(
        at,
        [
            home("adults"),
            home("areal"),
            home("a~1b~0c"),
            home("children/0/bidrag_boern"),
            home("children/0/born"),
            home("children/0/deling"),
            home("children/1"),
            home("couple"),
            home("formue"),
            home("husleje"),
            home("kommuneskat"),
        ]
    );
    for asked in [
        json!({}),
        json!({ "family": [] }),
        json!({ "family": null }),
    ] {
        assert_eq!(asking.wrong(asked).await, ["/family"]);
    }
    for asked in [json!([]), json!("x"), json!(null), json!(1)] {
        assert_eq!(asking.wrong(asked).await, [""]);
    }
}

#[tokio::test]
async fn a_name_that_stands_twice_is_no_answer_by_chance() {
    let mut asking = Asking::new().await;
    let twice = r#"{"on":"2026-03-01","on":"2024-03-01","family":{"homes":[
        {"couple":true,"couple":false,"children":[{"born":"2025-01-01","born":"2015-01-01"}]}]}}"#;
    assert_eq!(
        asking.wrong(twice).await,
        [
            "/on",
            "/family/homes/0/couple",
            "/family/homes/0/children/0/born"
        ]
    );
}

#[tokio::test]
async fn a_family_has_thirty_children_at_most() {
    let mut asking = Asking::new().await;
    let mut asked = asked();
    let child = json!({ "born": "2025-01-02", "deling": "alene" });
    asked["family"]["homes"][0]["children"] = vec![child.clone(); 30].into();
    assert_eq!(asking.assess(&asked).await.status, 200);
    asked["family"]["homes"][0]["children"] = vec![child.clone(); 31].into();
    assert_eq!(asking.wrong(&asked).await, ["/family/homes/0/children/30"]);
    // In however many homes they are.
    let home = json!({ "children": vec![child; 16] });
    asked["family"]["homes"] = vec![home; 2].into();
    assert_eq!(
        asking.wrong(&asked).await,
        ["/family/homes/1/children/14", "/family/homes/1/children/15"]
    );
}

#[tokio::test]
async fn a_request_of_nothing_but_mistakes_is_answered_shortly() {
    let mut asking = Asking::new().await;
    let names: Vec<String> = (0..10_000).map(|at| format!("\"{at}\":1")).collect();
    let body = format!("{{\"family\":{{{}}}}}", names.join(","));
    assert!(body.len() > 80_000);
    let answer = asking.post(body).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text.len() < 100_000, "{} bytes", answer.text.len());
    assert_eq!(parse(&answer.text)["errors"].as_array().unwrap().len(), 100);
    // Nor where every mistake has a long name.
    let twice = "\"a\":1,".repeat(2_000) + "\"a\":1";
    let body = format!("{{\"{}\":{{{twice}}}}}", "x".repeat(60_000));
    let answer = asking.post(body).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text.len() < 200_000, "{} bytes", answer.text.len());
    let passed = vec!["/homes/0/couple"; 1_001];
    let asked = json!({ "family": family(), "passed": passed });
    assert_eq!(asking.wrong(asked).await, ["/passed"]);
}

#[tokio::test]
async fn text_from_the_right_and_unseen_signs_come_back_as_they_are() {
    let mut asking = Asking::new().await;
    let word = "طفل\u{202e}\u{0}\"<script>";
    let mut asked = asked();
    asked["family"]["homes"][0]["couple"] = json!(word);
    asked["family"][word] = json!(1);
    let problem = asking.refused(asked.to_string(), 422).await;
    let errors = problem["errors"].as_array().unwrap();
    let pointers: Vec<&str> = errors
        .iter()
        .filter_map(|one| one["pointer"].as_str())
        .collect();
    assert!(
        pointers.contains(&format!("/family/{word}").as_str()),
        "{pointers:?}"
    );
    assert!(!problem.to_string().contains("\u{0}"));
}

#[tokio::test]
async fn the_largest_family_with_everything_open_is_answered() {
    let mut asking = Asking::new().await;
    let child = json!({ "born": "2015-06-01" });
    let home = json!({ "adults": vec![json!({}); 15], "children": vec![child; 15] });
    for assume in [true, false] {
        let asked = json!({ "family": { "homes": [home, home] }, "assume": assume,
            "reasons": true, "question": true, "all": true });
        let answer = asking.assess(&asked).await;
        assert_eq!(answer.status, 200);
        assert!(answer.text.len() < 9_000_000, "{} bytes", answer.text.len());
    }
}

#[tokio::test]
async fn days_at_the_ends_of_time_are_answered() {
    let mut asking = Asking::new().await;
    for (on, known) in [
        ("-009999-01-01", "2026-01-01"),
        ("9999-12-31", "9999-12-31"),
        ("0001-01-01", "0001-01-01"),
        ("2026-03-01", "-009999-01-01"),
    ] {
        let mut asked = asked();
        asked["on"] = json!(on);
        asked["known"] = json!(known);
        asked["reasons"] = json!(true);
        asked["family"]["homes"][0]["afgoerelse_modtaget"] = json!("9999-12-31");
        asked["family"]["homes"][0]["children"][0]["born"] = json!("-009999-01-01");
        let answer = asking.assess(&asked).await;
        assert!(
            [200, 422].contains(&answer.status),
            "{on} {known}: {}",
            answer.text
        );
    }
}

/// The log at its most talkative, and the answers, tell nothing of what a family said.
#[tokio::test]
async fn nothing_that_is_told_is_logged() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    let _logging = tracing::subscriber::set_default(subscriber);
    let mut asking = Asking::new().await;
    let mut secret = asked();
    secret["family"]["homes"][0]["husleje"] = json!(48_213);
    assert_eq!(asking.assess(&secret).await.status, 200);
    secret["family"]["homes"][0]["formue"] = json!("48213 og hemmeligt");
    assert_eq!(asking.assess(&secret).await.status, 422);
    asking.refused("48213 hemmeligt", 400).await;
    let large = format!("48213 hemmeligt{}", "x".repeat(1_000_000));
    asking.refused(large, 413).await;
    let log = log.text();
    assert!(log.contains("refused"), "the log was not seen: {log}");
    for told in ["48213", "hemmeligt", "2025-01-02", "192.0.2.1"] {
        assert!(!log.contains(told), "{told} is in the log: {log}");
    }
}

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> tracing_subscriber::fmt::MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
