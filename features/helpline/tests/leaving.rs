//! The quick exit ends the session on the server: what was copied of it opens nothing.

mod common;

use axum::body::Body;
use axum::http::Method;
use common::{Place, SETS, say};
use db::testing::on_both;
use web::testing::Browser;

const SAME_SITE: (&str, &str) = ("sec-fetch-site", "same-origin");
const CROSS_SITE: (&str, &str) = ("sec-fetch-site", "cross-site");

async fn leave(browser: &mut Browser, method: Method, from: (&str, &str)) -> u16 {
    let path = "/da/leave";
    browser
        .send(method, path, &[from], Body::empty())
        .await
        .status
}

/// Somebody who copied all cookies gets nowhere: not the page, not the stream, not a post.
async fn refused(place: &Place, copy: &mut Browser) {
    assert_eq!(copy.get("/da/conversation").await.location(), "/da/");
    assert_eq!(copy.get("/da/conversation/log").await.status, 404);
    let said = copy
        .post("/da/conversation/messages", &[("text", "det er mig")])
        .await;
    assert_eq!((said.status, said.location()), (303, "/da/goodbye"));
    let mut ear = place.listen(copy, "/da/conversation/stream", None).await;
    let heard = ear.rest().await;
    assert_eq!(heard.len(), 1, "{heard:?}");
    assert_eq!(heard[0].name, "gone");
}

#[tokio::test]
async fn whoever_copied_the_cookie_is_out_when_the_family_leaves() {
    for method in [Method::GET, Method::POST] {
        let method = &method;
        on_both(SETS, |db| async move {
            let place = Place::new(&db);
            let mut family = place.family("jeg er bange").await;
            let mut copy = family.clone();
            assert!(
                copy.get("/da/conversation")
                    .await
                    .text
                    .contains("jeg er bange")
            );
            let mut ear = place.listen(&copy, "/da/conversation/stream", None).await;
            ear.message().await;

            let status = leave(&mut family, method.clone(), SAME_SITE).await;
            assert_eq!(status, if *method == Method::GET { 303 } else { 204 });
            let last = ear.rest().await.pop().expect("the stream is told");
            assert_eq!(
                (last.name.as_str(), last.data.as_str()),
                ("gone", "/da/conversation")
            );
            refused(&place, &mut copy).await;
        })
        .await;
    }
}

#[tokio::test]
async fn the_conversation_lives_on_and_its_code_opens_it() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("jeg kommer igen").await;
        let code = common::new_code(&mut family, "da").await;
        // Her other phone came in by the code, and stays in.
        let mut phone = place.browser();
        phone.post("/da/come-back", &[("code", &code)]).await;
        let mut copy = family.clone();
        leave(&mut family, Method::POST, SAME_SITE).await;
        refused(&place, &mut copy).await;
        let said = say(&mut phone, "/da/conversation", "her fra min anden telefon").await;
        assert_eq!(said.status, 303, "{}", said.text);
        let back = copy.post("/da/come-back", &[("code", &code)]).await;
        assert_eq!(back.location(), "/da/conversation");
        let page = copy.get("/da/conversation").await.text;
        assert!(page.contains("jeg kommer igen") && page.contains("anden telefon"));
    })
    .await;
}

#[tokio::test]
async fn another_site_cannot_end_a_session() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        for method in [Method::GET, Method::POST] {
            leave(&mut family, method, CROSS_SITE).await;
            assert_eq!(family.get("/da/conversation").await.status, 200);
        }
    })
    .await;
}

#[tokio::test]
async fn a_counsellor_who_leaves_is_signed_out_and_it_is_written_down() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut mette = place.counsellor("Mette").await;
        let mut copy = mette.browser.clone();
        assert_eq!(copy.get("/da/desk").await.status, 200);
        leave(&mut mette.browser, Method::GET, SAME_SITE).await;
        assert_ne!(copy.get("/da/desk").await.status, 200);
        let log = access::testing::audit_of(&db, &mette.id.to_string()).await;
        assert_eq!(log[0].act, "sign_out");
    })
    .await;
}

/// Whoever copied the cookie before she came back, or before she wrote anew, has a copy of what
/// her browser holds no more: the quick exit alone could not end that.
#[tokio::test]
async fn a_cookie_that_is_exchanged_for_another_opens_nothing_more() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("jeg er bange").await;
        let code = common::new_code(&mut family, "da").await;
        let mut copy = family.clone();
        assert_eq!(copy.get("/da/conversation").await.status, 200);
        let mut ear = place.listen(&copy, "/da/conversation/stream", None).await;
        ear.message().await;

        let back = family.post("/da/come-back", &[("code", &code)]).await;
        assert_eq!(back.location(), "/da/conversation");
        let last = ear.rest().await.pop().expect("the stream is told");
        assert_eq!(last.name, "gone");
        refused(&place, &mut copy).await;

        let mut copy = family.clone();
        family
            .post("/da/conversation/end", &[("sure", "yes")])
            .await;
        assert_eq!(copy.get("/da/conversation").await.status, 200);
        let front = family.get("/da/").await;
        let once = front.field("once").to_owned();
        let anew = family
            .post("/da/", &[("text", "et nyt brev"), ("once", &once)])
            .await;
        assert_eq!(anew.location(), "/da/conversation", "{}", anew.text);
        let page = family.get("/da/conversation").await.text;
        assert!(page.contains("et nyt brev"), "{page}");
        refused(&place, &mut copy).await;
    })
    .await;
}

/// Without script a frame opened by itself is a line in the history like any page.
#[tokio::test]
async fn frames_keep_to_the_neutral_title_too() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("jeg er bange").await;
        let mut mette = place.counsellor("Mette").await;
        let desk = mette.take().await;
        for browser in [&mut family, &mut mette.browser] {
            browser.post("/da/neutral", &[("titles", "neutral")]).await;
        }
        let frames = [
            (&family, "/da/conversation/log".to_owned()),
            (&family, "/da/conversation/earlier?frame=1".to_owned()),
            (&mette.browser, format!("{desk}/log")),
            (&mette.browser, format!("{desk}/offers")),
        ];
        for (browser, path) in frames {
            let page = browser.clone().get(&path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(page.text.contains("<title>Side</title>"), "{path}");
        }
    })
    .await;
}
