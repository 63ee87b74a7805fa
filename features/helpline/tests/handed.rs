//! A result of the guide, handed to the counsellor: once however often it is sent, read by nobody
//! else, and never something that is no result. What she does with it is in `guide.rs`.

mod common;

use common::{Place, SETS};
use db::testing::on_both;

const TOLD: &str = r#"{"situation":"alone","family":{"homes":[{"couple":false,"adults":[{"loen":"28000"}],"children":[{"born":"2024-05-03","deling":"alene"}]}]}}"#;

#[tokio::test]
async fn a_result_is_handed_over_once_and_read_by_its_counsellor_alone() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("jeg er alene").await;
        let mut mette = place.counsellor("Mette").await;
        let talk = mette.take().await;
        let once = family
            .get("/da/conversation")
            .await
            .field("once")
            .to_owned();
        let fields = [("state", TOLD), ("once", once.as_str())];
        for _ in 0..2 {
            let handed = family.post("/da/conversation/rights", &fields).await;
            assert_eq!(handed.location(), "/da/conversation");
        }
        let theirs = family.get("/da/conversation").await.text;
        assert_eq!(theirs.matches("Det siger loven").count(), 1, "{theirs}");
        assert!(
            !theirs.contains("/rights/3"),
            "only the counsellor opens it"
        );

        let hers = mette.browser.get(&talk).await.text;
        let whole = format!("{talk}/rights/3");
        assert!(hers.contains(&whole), "{hers}");
        let page = mette.browser.get(&whole).await;
        assert_eq!(page.status, 200, "{}", page.text);
        assert!(page.text.contains("Børne- og ungeydelse") && page.text.contains("§"));
        for nothing in ["1", "2", "4", "x", "9223372036854775807"] {
            let page = mette.browser.get(&format!("{talk}/rights/{nothing}")).await;
            assert_eq!(page.status, 404, "{nothing}");
        }
        let mut ali = place.counsellor("Ali").await;
        assert_eq!(ali.browser.get(&whole).await.status, 404);
        assert_ne!(family.get(&whole).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_result_is_not_handed_over() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("jeg er alene").await;
        let two_homes = TOLD.replace("[{\"couple\"", "[{},{\"couple\"");
        for state in ["", "{}", "<script>", two_homes.as_str()] {
            let sent = [("state", state)];
            let refused = family.post("/da/conversation/rights", &sent).await;
            assert_eq!(refused.location(), "/da/rights", "{state}");
        }
        let theirs = family.get("/da/conversation").await.text;
        assert!(!theirs.contains("Det siger loven"), "{theirs}");
        // Nobody's conversation takes nothing.
        let mut nobody = place.browser();
        let refused = nobody
            .post("/da/conversation/rights", &[("state", TOLD)])
            .await;
        assert_ne!(refused.location(), "/da/conversation");
    })
    .await;
}

/// A conversation full of results would keep every page of it working for long.
#[tokio::test]
async fn results_are_handed_over_a_few_times_an_hour() {
    let db = db::testing::sqlite(SETS).await;
    let place = Place::new(&db.db);
    let mut family = place.family("jeg er alene").await;
    let fields = [("state", TOLD)];
    for _ in 0..10 {
        let handed = family.post("/da/conversation/rights", &fields).await;
        assert_eq!(handed.location(), "/da/conversation");
    }
    let late = family.post("/da/conversation/rights", &fields).await;
    assert_eq!(late.status, 429);
    let words = [("text", "jeg kan stadig skrive")];
    let said = family.post("/da/conversation/messages", &words).await;
    assert_eq!(said.location(), "/da/conversation");
}
