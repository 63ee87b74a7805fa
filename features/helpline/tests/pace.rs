//! "Is writing" and "has seen" are small, but not without end.

mod common;

use common::{Place, SETS};
use db::testing::on_both;

#[tokio::test]
async fn signs_have_a_limit_on_each_side_of_each_conversation() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let family = place.family("hej").await;
        let mut mette = place.counsellor("Mette").await;
        let talk = mette.take().await;
        let mut script = family.clone().as_script();
        let path = "/da/conversation/typing";
        for _ in 0..600 {
            assert_eq!(script.post(path, &[]).await.status, 204);
        }
        let refused = script.post(path, &[]).await;
        assert_eq!(refused.status, 429);
        assert_eq!(refused.header("content-type"), "application/problem+json");
        assert!(!refused.header("retry-after").is_empty());
        let seen = [("seq", "1")];
        let refused = family.clone().post("/da/conversation/seen", &seen).await;
        assert!(refused.status == 429 && refused.text.contains("<html lang=\"da\""));
        // Words still go through, and the other side is not held to it.
        let said = script
            .post("/da/conversation/messages", &[("text", "jeg er her")])
            .await;
        assert_eq!(said.status, 303, "{}", said.text);
        let typing = format!("{talk}/typing");
        assert_eq!(mette.browser.post(&typing, &[]).await.status, 204);
        place.clock.advance(std::time::Duration::from_secs(1));
        assert_eq!(script.post(path, &[]).await.status, 204);
    })
    .await;
}
