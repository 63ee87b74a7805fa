//! A conversation longer than its page.

mod common;

use common::{Place, SETS, messages, say};
use db::testing::on_both;
use web::testing::Browser;

/// Follows the link to what was said before; `None` when there is nothing.
async fn earlier(browser: &mut Browser, page: &str) -> Option<String> {
    // Not those of the language chooser.
    let (_, page) = page.split_once("<main").expect("a page");
    let (_, rest) = page.split_once("/earlier?before=")?;
    let link = page.len() - rest.len();
    let from = page[..link].rfind('"')? + 1;
    let to = link + rest.find('"')?;
    let address = page[from..to].replace("&amp;", "&").replace("&#38;", "&");
    let answer = browser.get(&address).await;
    assert_eq!(answer.status, 200, "{address}: {}", answer.text);
    Some(answer.text)
}

#[tokio::test]
async fn what_was_said_long_ago_can_be_read_by_both() {
    on_both(SETS, |db| async move {
        let place = Place::with(
            &db,
            helpline::Settings {
                messages_per_minute: 0,
                ..helpline::Settings::default()
            },
        );
        let mut family = place.family("den allerførste besked").await;
        let mut mette = place.counsellor("Mette").await;
        let talk = mette.take().await;
        for number in 3..=510 {
            let text = format!("besked nummer {number}.");
            let said = family
                .post("/da/conversation/messages", &[("text", &text)])
                .await;
            assert_eq!(said.status, 303, "{}", said.text);
        }
        let log = format!("{talk}/log");
        for (browser, path) in [
            (&mut family, "/da/conversation"),
            (&mut mette.browser, &talk),
        ] {
            let page = browser.get(path).await.text;
            assert_eq!(messages(&page).len(), 500, "{path}");
            assert!(page.contains("besked nummer 11.") && !page.contains("besked nummer 10."));
            assert!(
                page.contains("data-last=\"510\""),
                "the stream goes on from the newest"
            );
            let before = earlier(browser, &page).await.expect("there is more");
            assert_eq!(messages(&before).len(), 10, "{path}");
            assert!(before.contains("den allerførste besked"), "{path}");
            assert!(before.contains("besked nummer 10.") && !before.contains("nummer 11."));
            assert_eq!(earlier(browser, &before).await, None, "{path}");
        }
        // Without script the same happens inside the frame, beside what is being written.
        for (browser, path) in [
            (&mut family, "/da/conversation/log"),
            (&mut mette.browser, log.as_str()),
        ] {
            let frame = browser.get(path).await.text;
            let before = earlier(browser, &frame).await.expect("there is more");
            assert!(before.contains("den allerførste besked") && before.contains("/log\""));
            assert!(
                !before.contains("<header"),
                "a frame has no frame of its own"
            );
        }
        // A stream opened from the page hears what is new, and only that.
        let path = "/da/conversation/stream?after=510";
        let mut ear = place.listen(&family, path, None).await;
        say(&mut mette.browser, &talk, "svar på det hele").await;
        let news = ear.message().await;
        assert!(
            news.id == Some(511) && news.data.contains("svar på det hele"),
            "{news:?}"
        );
        // Looking far back is looking, too.
        let id = talk.rsplit('/').next().expect("an id");
        let looks = access::testing::audit_of(&db, id).await;
        let looks = looks.iter().filter(|line| line.act == "read_conversation");
        assert!(looks.count() >= 5);
        // And it is nobody else's.
        let mut stranger = place.browser();
        assert_eq!(
            stranger
                .get("/da/conversation/earlier?before=9")
                .await
                .status,
            404
        );
        let mut ali = place.counsellor("Ali").await;
        let address = format!("{talk}/earlier?before=9");
        assert_eq!(ali.browser.get(&address).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_short_conversation_has_nothing_earlier() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        let page = family.get("/da/conversation").await.text;
        assert_eq!(earlier(&mut family, &page).await, None);
    })
    .await;
}
