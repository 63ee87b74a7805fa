use super::*;

const WRITTEN: &str = "jeg har det svært i dag";

#[tokio::test]
async fn a_form_of_ours_is_believed() {
    let answer = browser().post("/da/say", &[("text", WRITTEN)]).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, WRITTEN));
}

#[tokio::test]
async fn nobody_can_forge_a_token() {
    let mut stranger = browser();
    stranger.set_cookie("__Host-favn_form", "BBBBBBBBBBBBBBBBBBBBBA");
    let theirs = stranger.token();
    let mut browser = browser();
    let own = browser.token();
    assert_ne!(own, theirs, "two browsers have two tokens");
    for (what, token) in [
        ("none", ""),
        ("another browser's", theirs.as_str()),
        ("a shorter one", &own[..own.len() - 1]),
        ("a longer one", &format!("{own}A")),
        ("nonsense", "ÆØÅ\u{0}"),
    ] {
        let fields = [("form_token", token), ("text", WRITTEN)];
        let answer = browser.post_bare("/da/say", &fields).await;
        assert_eq!(answer.status, 403, "{what}");
    }
    let fields = [("form_token", own.as_str()), ("text", WRITTEN)];
    assert_eq!(browser.post_bare("/da/say", &fields).await.text, WRITTEN);
    // The token alone is nothing: it must belong to the browser's cookie.
    for cookie in ["AAAAAAAAAAAAAAAAAAAAAA", ""] {
        browser.set_cookie("__Host-favn_form", cookie);
        assert_eq!(
            browser.post_bare("/da/say", &fields).await.status,
            403,
            "{cookie}"
        );
    }
}

#[tokio::test]
async fn a_stale_form_is_shown_again_and_then_arrives() {
    let mut browser = browser();
    let fields = [("form_token", "old"), ("text", WRITTEN), ("once", "0190a1")];
    let answer = browser.post_bare("/da/say", &fields).await;
    assert_eq!(answer.status, 403);
    assert!(
        answer.text.contains("Siden var for gammel"),
        "{}",
        answer.text
    );
    assert!(answer.text.contains(WRITTEN), "{}", answer.text);
    assert!(
        answer.text.contains("action=\"/da/say\""),
        "{}",
        answer.text
    );
    assert_eq!(answer.field("once"), "0190a1");
    let again = [
        ("form_token", answer.field("form_token")),
        ("text", WRITTEN),
    ];
    let answer = browser.post_bare("/da/say", &again).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, WRITTEN));
}

#[tokio::test]
async fn another_sites_form_is_refused_and_not_shown() {
    let mut browser = browser();
    let token = browser.token();
    let body = || Body::from(format!("form_token={token}&text=from+elsewhere"));
    let form = ("content-type", "application/x-www-form-urlencoded");
    for (header, status) in [
        (("sec-fetch-site", "cross-site"), 403),
        (("sec-fetch-site", "same-site"), 403),
        (("origin", "https://evil.example"), 403),
        (("origin", "https://favn.test.evil.example"), 403),
        (("sec-fetch-site", "same-origin"), 200),
        (("sec-fetch-site", "none"), 200),
        (("origin", "https://favn.test"), 200),
        (("origin", "null"), 200),
    ] {
        let answer = browser
            .send(Method::POST, "/da/say", &[form, header], body())
            .await;
        assert_eq!(answer.status, status, "{header:?}");
        let shown = answer.text.contains("from elsewhere");
        assert_eq!(shown, status == 200, "{header:?}: {}", answer.text);
    }
}

#[tokio::test]
async fn script_brings_its_token_in_a_header() {
    let mut browser = browser().as_script();
    let token = browser.token();
    let json = ("content-type", "application/json");
    let body = || Body::from("{\"text\":\"hej\"}");
    let answer = browser
        .send(Method::POST, "/da/script", &[json], body())
        .await;
    assert_eq!(answer.status, 403);
    let problem: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(problem["type"], "urn:favn:problem:stale-form");
    assert_eq!(problem["form_token"], token);
    let headers = [json, ("favn-form-token", token.as_str())];
    let answer = browser
        .send(Method::POST, "/da/script", &headers, body())
        .await;
    assert_eq!((answer.status, answer.text.as_str()), (200, "hej"));
}

#[tokio::test]
async fn the_api_needs_no_token_because_no_cookie_counts_there() {
    let mut browser = browser();
    browser.set_cookie("__Host-favn_staff", "abc");
    let answer = browser
        .send(Method::POST, "/api/cookies", &[], Body::empty())
        .await;
    assert_eq!((answer.status, answer.text.as_str()), (200, "none"));
    // Asked as a page, the same handler would see cookies. That way is closed.
    assert_eq!(browser.post("/da/api/cookies", &[]).await.status, 404);
}

#[tokio::test]
async fn the_api_is_open_to_the_pages_of_other_sites_and_nothing_else_is() {
    let mut browser = browser();
    let origin = [("origin", "https://other.example")];
    for (method, path) in [
        (Method::GET, "/api/services"),
        (Method::OPTIONS, "/api/services"),
        (Method::OPTIONS, "/api/cookies"),
        (Method::GET, "/api/nothing"),
    ] {
        let answer = browser.send(method, path, &origin, Body::empty()).await;
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let before = browser
        .send(Method::OPTIONS, "/api/cookies", &origin, Body::empty())
        .await;
    assert_eq!(before.status, 204);
    assert_eq!(before.header("access-control-allow-methods"), "GET, POST");
    assert_eq!(
        before.header("access-control-allow-headers"),
        "content-type"
    );
    for path in ["/da/find", "/health", "/da/say"] {
        for method in [Method::GET, Method::OPTIONS] {
            let answer = browser.send(method, path, &origin, Body::empty()).await;
            assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
        }
    }
}

#[tokio::test]
async fn broken_text_is_told_of_in_the_readers_language() {
    let mut browser = browser();
    let token = browser.token();
    for broken in [&b"sv%C3"[..], b"%FF", b"\xff\xfe"] {
        let mut body = format!("form_token={token}&text=").into_bytes();
        body.extend_from_slice(broken);
        let answer = browser.post_bytes("/ar/say", body).await;
        assert_eq!(answer.status, 400);
        assert!(
            answer.text.contains("لم نستطع قراءة النص"),
            "{}",
            answer.text
        );
    }
    assert_eq!(browser.get("/ar/find?q=%FF").await.status, 400);
}

#[tokio::test]
async fn what_harms_is_cleaned_and_what_speaks_is_kept() {
    let odd = "a\u{0}b\u{202e}c\u{feff} 😢 سلام <script>alert(1)</script>";
    let answer = browser().post("/da/say", &[("text", odd)]).await;
    assert_eq!(answer.text, "abc 😢 سلام <script>alert(1)</script>");
    let empty = browser().post("/da/say", &[]).await;
    assert_eq!((empty.status, empty.text.as_str()), (200, ""));
    assert_eq!(
        browser().post_bytes("/da/say", Vec::new()).await.status,
        403
    );
}

#[tokio::test]
async fn markup_is_shown_as_text() {
    let fields = [
        ("text", "</textarea><script>alert(1)</script> x"),
        ("\"><b>", "y"),
    ];
    let answer = browser().post_bare("/da/say", &fields).await;
    assert_eq!(answer.status, 403);
    assert!(!answer.text.contains("<script>alert"), "{}", answer.text);
    assert!(!answer.text.contains("\"><b>"), "{}", answer.text);
    assert!(
        answer.text.contains("alert(1)"),
        "it is still there to be read"
    );
}

#[tokio::test]
async fn a_megabyte_is_refused_but_not_lost() {
    let long = format!("begyndelsen {} slutningen", "x".repeat(1_000_000));
    let answer = browser().post("/da/say", &[("text", &long)]).await;
    assert_eq!(answer.status, 413);
    assert!(answer.text.contains("Teksten er for lang"));
    assert!(answer.text.contains("begyndelsen") && answer.text.contains("slutningen"));
}

#[tokio::test]
async fn ten_megabytes_are_answered_too() {
    let long = "x".repeat(10_000_000);
    let answer = browser().post("/uk/say", &[("text", &long)]).await;
    assert_eq!(answer.status, 413);
    assert!(answer.text.contains("Текст задовгий"));
    assert!(answer.text.len() < 100_000, "so much is not sent back");
}
