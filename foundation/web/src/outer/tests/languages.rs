use super::*;

#[tokio::test]
async fn an_address_without_language_leads_to_the_browsers() {
    let mut browser = browser();
    let asks = [("accept-language", "ar-SA,ar;q=0.9,en;q=0.5")];
    let answer = browser
        .send(Method::GET, "/find?q=a%20b", &asks, Body::empty())
        .await;
    assert_eq!(
        (answer.status, answer.location()),
        (303, "/ar/find?q=a%20b")
    );
    assert_eq!(answer.header("vary"), "accept-language");
    assert_eq!(browser.get("/").await.location(), "/da/");
}

#[tokio::test]
async fn the_path_wins_over_the_browser() {
    let asks = [("accept-language", "da")];
    let answer = browser()
        .send(Method::GET, "/ar/neutral", &asks, Body::empty())
        .await;
    assert_eq!(answer.status, 200);
    assert!(
        answer.text.contains("<html lang=\"ar\" dir=\"rtl\">"),
        "{}",
        answer.text
    );
    assert_eq!(answer.header("content-language"), "ar");
    assert!(answer.text.contains("action=\"/ar/neutral\""));
}

#[tokio::test]
async fn the_chooser_leads_to_the_same_page() {
    let answer = browser().get("/da/nothing?q=a%26b").await;
    for code in Lang::all() {
        let link = format!("href=\"/{code}/nothing?q=a%26b\"");
        assert!(answer.text.contains(&link), "no {link} in {}", answer.text);
    }
}

#[tokio::test]
async fn a_page_that_answers_a_post_offers_languages_of_the_front_page() {
    let answer = browser().post_bare("/da/say", &[("text", "a")]).await;
    assert!(answer.text.contains("href=\"/ar/\""), "{}", answer.text);
}

#[tokio::test]
async fn every_failure_speaks_every_language() {
    let mut titles = std::collections::BTreeSet::new();
    for code in Lang::all() {
        for path in ["nothing", "late", "busy", "broken"] {
            let answer = browser().get(&format!("/{code}/{path}")).await;
            assert!(answer.text.contains(&format!("<html lang=\"{code}\"")));
            titles.insert(answer.title().to_owned());
        }
    }
    assert_eq!(titles.len(), 4 * Lang::COUNT, "{titles:?}");
}

#[tokio::test]
async fn a_wait_is_said_in_arabic_with_its_own_plural() {
    let answer = browser().get("/ar/late").await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, "30"));
    assert!(answer.text.contains("ثانية"), "{}", answer.text);
}
