use super::*;

const WRITTEN: &str = "en lang besked om i går";

#[tokio::test]
async fn a_panic_is_a_page_with_a_reference_and_nothing_of_what_it_said() {
    let answer = browser().get("/da/broken").await;
    assert_eq!(answer.status, 500);
    assert!(
        answer.text.contains("Noget gik galt hos os"),
        "{}",
        answer.text
    );
    assert!(!answer.text.contains("somebody"), "{}", answer.text);
    let reference = answer.text.split("<code dir=\"ltr\">").nth(1);
    let reference = reference.expect("a reference");
    assert_eq!(reference.chars().nth(4), Some('-'), "{reference}");
}

#[tokio::test]
async fn causes_never_reach_the_reader() {
    let answer = browser().get("/da/busy").await;
    assert_eq!((answer.status, answer.header("retry-after")), (503, "5"));
    assert!(!answer.text.contains("10.0.0.9"), "{}", answer.text);
}

#[tokio::test]
async fn bare_refusals_become_pages() {
    let mut browser = browser();
    for (path, status) in [
        ("/da/offers/x", 404),
        ("/da/nothing", 404),
        ("/da/bare", 500),
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.text.contains("<h1>"), "{path}: {}", answer.text);
    }
    let answer = browser.get("/da/say").await;
    assert_eq!((answer.status, answer.header("allow")), (405, "POST"));
    assert!(answer.text.contains("<h1>"), "{}", answer.text);
}

#[tokio::test]
async fn a_reader_is_sent_to_sign_in_and_back() {
    let answer = browser().get("/da/staff?x=1").await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.location(), "/da/sign-in?next=%2Fstaff%3Fx%3D1");
}

#[tokio::test]
async fn whoever_was_signed_out_while_writing_keeps_what_she_wrote() {
    let answer = browser().post("/da/staff/say", &[("text", WRITTEN)]).await;
    assert_eq!(answer.status, 401);
    assert!(answer.text.contains(WRITTEN), "{}", answer.text);
    assert!(
        answer.text.contains("href=\"/da/sign-in\""),
        "{}",
        answer.text
    );
    assert!(
        answer.text.contains("action=\"/da/staff/say\""),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn whoever_came_second_can_copy_what_she_wrote_but_not_send_it_blindly() {
    let answer = browser().post("/da/taken", &[("text", WRITTEN)]).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text.contains(WRITTEN), "{}", answer.text);
    assert!(
        !answer.text.contains("action=\"/da/taken\""),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn our_own_mistake_does_not_lose_a_post() {
    let answer = browser().post("/da/broken", &[("text", WRITTEN)]).await;
    assert_eq!(answer.status, 500);
    assert!(answer.text.contains(WRITTEN), "{}", answer.text);
    assert!(
        answer.text.contains("action=\"/da/broken\""),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn passwords_and_codes_never_stand_on_a_page() {
    for name in ["password", "code", "new_password"] {
        let fields = [(name, "correct horse battery"), ("email", "a@favn.test")];
        let answer = browser().post_bare("/da/say", &fields).await;
        assert_eq!(answer.status, 403);
        assert!(!answer.text.contains("horse"), "{name}: {}", answer.text);
        assert!(
            answer.text.contains("href=\"/da/say\""),
            "{name}: {}",
            answer.text
        );
    }
}

/// The browser's "back" sends a form again for whoever has the telephone next. Her cookies are gone
/// by then, and so the form is not believed.
#[tokio::test]
async fn what_a_page_carried_along_is_read_by_nobody_after_she_has_left() {
    let fields = [("state", "{\"pay\":28173}"), ("v0", "svar 7531")];
    let left = browser().post_bare("/da/say", &fields).await;
    assert_eq!(left.status, 403);
    for told in ["28173", "7531"] {
        assert!(!left.text.contains(told), "{told}: {}", left.text);
    }
    // Our own mistake loses nothing, and quotes no pages' memory.
    let broken = browser().post("/da/broken", &fields).await;
    assert_eq!(broken.status, 500);
    assert_eq!(broken.field("state"), "{&#34;pay&#34;:28173}");
    assert_eq!(broken.text.matches("28173").count(), 1, "{}", broken.text);
    assert!(broken.text.contains("7531"), "{}", broken.text);
}

#[tokio::test]
async fn script_gets_problems_it_can_read() {
    let mut browser = browser().as_script();
    let answer = browser.get("/da/late").await;
    assert_eq!(answer.status, 429);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(problem["type"], "urn:favn:problem:too-many");
    assert_eq!(problem["title"], "Vent lidt");
    assert_eq!(problem["status"], 429);
    assert_eq!(problem["retry_after"], 30);
    let answer = browser.post("/da/mend", &[]).await;
    let problem: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(answer.status, 422);
    assert_eq!(problem["errors"][0]["field"], "text");
    assert_eq!(problem["errors"][0]["detail"], "Skriv noget.");
    // Script is told, not sent elsewhere.
    assert_eq!(browser.get("/da/staff").await.status, 401);
    // A machine's address has no pages, whatever it was asked for.
    let answer = super::browser().get("/api/nothing").await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn a_form_that_a_handler_refuses_says_why() {
    let answer = browser().post("/da/mend", &[("text", WRITTEN)]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("Skriv noget."), "{}", answer.text);
    assert!(answer.text.contains(WRITTEN), "{}", answer.text);
}
