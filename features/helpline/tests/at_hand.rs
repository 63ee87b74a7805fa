//! Without script the directory is searched in a frame: the page beside it, where somebody may be
//! writing, stays as it is.

mod common;

use common::{Place, SETS, action};
use db::testing::on_both;

#[tokio::test]
async fn searching_and_sharing_never_leave_the_frame() {
    on_both(SETS, |db| async move {
        let entropy = base::Entropy::system();
        let how = directory::How::default();
        directory::import(&db, &directory::Source::demo(), how, &entropy)
            .await
            .expect("the demo's offers");
        let place = Place::new(&db);
        let mut family = place.family("vi mangler et sted at bo").await;
        let mut mette = place.counsellor("Mette").await;
        let talk = mette.take().await;
        let page = mette.browser.get(&talk).await.text;
        let frame = format!("{talk}/offers");
        assert!(page.contains(&format!(
            "<noscript><iframe class=\"find-frame\" src=\"{frame}\""
        )));

        let found = mette
            .browser
            .get(&format!("{frame}?need=r%C3%A5dgivning"))
            .await;
        assert_eq!(found.status, 200, "{}", found.text);
        let policy = found.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'self'"), "{policy}");
        assert!(
            found
                .text
                .contains(&format!("method=\"get\" action=\"{frame}\""))
        );
        assert!(!found.text.contains("<textarea") && !found.text.contains("_top"));
        let share = action(&found.text, "/offers").expect("something to share");
        let (offer, once) = (found.field("offer"), found.field("once"));
        let fields = [
            ("offer", offer),
            ("once", once),
            ("frame", found.field("frame")),
        ];
        let shared = mette.browser.post(&share, &fields).await;
        assert_eq!(shared.location(), format!("{frame}?shared=1"));
        let told = mette.browser.get(shared.location()).await.text;
        assert!(told.contains("Tilbuddet er delt i samtalen."), "{told}");
        let theirs = family.get("/da/conversation").await.text;
        assert!(
            theirs.contains(&format!("data-offer=\"{offer}\"")),
            "{theirs}"
        );

        let mut ali = place.counsellor("Ali").await;
        assert_eq!(ali.browser.get(&frame).await.status, 404);
    })
    .await;
}
