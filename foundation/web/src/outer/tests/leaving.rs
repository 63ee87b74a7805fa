use super::*;

#[tokio::test]
async fn leaving_takes_every_cookie_of_ours_and_goes_to_the_neutral_page() {
    let mut browser = browser();
    browser.set_cookie("__Host-favn_conversation", "abc");
    browser.set_cookie("__Host-favn_form", "def");
    browser.set_cookie("other", "stays");
    let answer = browser.get("/da/leave").await;
    assert_eq!(
        (answer.status, answer.location()),
        (303, "https://www.dmi.dk/")
    );
    assert_eq!(answer.header("clear-site-data"), "\"cookies\", \"storage\"");
    let left: Vec<_> = browser.cookies().keys().map(String::as_str).collect();
    assert_eq!(left, ["other"]);
}

#[tokio::test]
async fn the_script_leaves_without_a_token_and_clears_the_cache_too() {
    let mut browser = browser();
    browser.set_cookie("__Host-favn_conversation", "abc");
    let same = [("sec-fetch-site", "same-origin")];
    let answer = browser
        .send(Method::POST, "/ar/leave", &same, Body::empty())
        .await;
    assert_eq!(answer.status, 204);
    assert!(answer.header("clear-site-data").contains("\"cache\""));
    assert!(browser.cookies().is_empty());
}

#[tokio::test]
async fn another_site_cannot_sign_the_reader_out() {
    let mut browser = browser();
    browser.set_cookie("__Host-favn_conversation", "abc");
    let cross = [("sec-fetch-site", "cross-site")];
    for method in [Method::GET, Method::POST] {
        let answer = browser
            .send(method, "/da/leave", &cross, Body::empty())
            .await;
        assert_eq!(answer.header("clear-site-data"), "");
        assert_eq!(browser.cookies().len(), 1);
    }
}

#[tokio::test]
async fn titles_tell_nothing_when_the_reader_asks_for_it() {
    let mut browser = browser();
    let before = browser.get("/da/hiding").await.title().to_owned();
    assert!(before.contains("Favn"), "{before}");
    let answer = browser.post("/da/neutral", &[("titles", "neutral")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/da/neutral"));
    assert_eq!(browser.get("/da/hiding").await.title(), "Side");
    assert_eq!(browser.get("/da/nothing").await.title(), "Side");
    browser.post("/da/neutral", &[("titles", "plain")]).await;
    assert_eq!(browser.get("/da/hiding").await.title(), before);
}

#[tokio::test]
async fn every_page_of_the_frame_has_the_quick_exit() {
    let mut browser = browser();
    for path in ["/da/hiding", "/da/neutral", "/da/nothing"] {
        let answer = browser.get(path).await;
        assert!(answer.text.contains("href=\"/da/leave\""), "{path}");
        let neutral = "data-quick-exit=\"https://www.dmi.dk/\"";
        assert!(answer.text.contains(neutral), "{path}: {}", answer.text);
    }
}
