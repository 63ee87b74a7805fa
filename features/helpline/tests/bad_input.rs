//! What people and machines send that they should not: each gets a clear answer in the reader's
//! language, and nothing is lost.

mod common;

use common::{Place, SETS, action, messages, say};
use db::testing::on_both;

#[tokio::test]
async fn nothing_and_too_much_are_said_and_kept() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut stranger = place.browser();
        let empty = stranger.post("/da/", &[("text", " \n ")]).await;
        assert_eq!(empty.status, 422);
        assert!(
            empty.text.contains("Du har ikke skrevet noget endnu."),
            "{}",
            empty.text
        );
        let long = "å".repeat(4_001);
        let answer = stranger.post("/ar/", &[("text", &long)]).await;
        assert!(
            answer.status == 422 && answer.text.contains(&long),
            "the words are still there"
        );
        assert!(answer.text.contains("قسّمها إلى رسالتين") && answer.text.contains("dir=\"rtl\""));

        let mut family = place.family("hej").await;
        let empty = family
            .post("/uk/conversation/messages", &[("text", "")])
            .await;
        assert!(
            empty.status == 422 && empty.text.contains("Ви ще нічого не написали."),
            "{}",
            empty.text
        );
        let answer = family
            .post("/en/conversation/messages", &[("text", &long)])
            .await;
        assert!(
            answer.status == 422
                && answer.text.contains(&long)
                && answer.text.contains("Split it in two.")
        );
        let exactly = "å".repeat(4_000);
        assert_eq!(
            say(&mut family, "/da/conversation", &exactly).await.status,
            303
        );
        assert_eq!(
            messages(&family.get("/da/conversation").await.text).len(),
            2
        );
    })
    .await;
}

#[tokio::test]
async fn a_megabyte_is_refused_and_shown_again() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        let megabyte = "en lang historie ".repeat(62_000);
        let answer = say(&mut family, "/da/conversation", &megabyte).await;
        assert_eq!(answer.status, 413);
        assert!(
            answer.text.contains("en lang historie en lang historie"),
            "what was written is on the page"
        );
        assert_eq!(
            messages(&family.get("/da/conversation").await.text).len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn strange_letters_are_letters_and_harmful_ones_are_gone() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        for words in [
            "👩‍👧‍👦 🤰 ❤️",
            "أنا تعبانة",
            "Мені важко",
            "Jeg er træt 😢\nmeget",
        ] {
            assert_eq!(
                say(&mut family, "/da/conversation", words).await.status,
                303
            );
            assert!(
                family.get("/da/conversation").await.text.contains(words),
                "{words}"
            );
        }
        say(&mut family, "/da/conversation", "a\u{202e}b\0c").await;
        let page = family.get("/da/conversation").await.text;
        assert!(page.contains(">abc<") && !page.contains('\u{202e}') && !page.contains('\0'));
        say(
            &mut family,
            "/da/conversation",
            "<script>alert(1)</script><b>\"'&",
        )
        .await;
        let page = family.get("/da/conversation").await.text;
        assert!(page.contains("&#60;script&#62;") && !page.contains("<script>alert"));
    })
    .await;
}

#[tokio::test]
async fn broken_text_and_forged_or_stale_forms_change_nothing() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        let token = family.token();
        let broken = format!("form_token={token}&text=%FF%FE");
        let answer = family
            .post_bytes("/da/conversation/messages", broken.into_bytes())
            .await;
        assert_eq!(answer.status, 400);
        let forged = family
            .post_bare(
                "/da/conversation/messages",
                &[("form_token", "forged"), ("text", "jeg skrev det her")],
            )
            .await;
        assert_eq!(forged.status, 403);
        assert!(
            forged.text.contains("jeg skrev det her"),
            "what was written is on the page"
        );
        let without = family
            .post_bare("/da/conversation/messages", &[("text", "og det her")])
            .await;
        assert!(without.status == 403 && without.text.contains("og det her"));
        assert_eq!(
            messages(&family.get("/da/conversation").await.text).len(),
            1,
            "nothing was said"
        );
        // A page that lay open since before the conversation was deleted.
        let once = family
            .get("/da/conversation")
            .await
            .field("once")
            .to_owned();
        let mut stale = family.clone();
        family.post("/da/conversation/delete", &[]).await;
        let late = stale
            .post(
                "/da/conversation/messages",
                &[("text", "hej"), ("once", &once)],
            )
            .await;
        assert_eq!(late.location(), "/da/goodbye");
        assert!(
            stale
                .get("/da/goodbye")
                .await
                .text
                .contains("Samtalen er slettet")
        );
    })
    .await;
}

#[tokio::test]
async fn script_is_answered_with_a_problem_in_the_readers_words() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        let body = format!("form_token={}&text=", family.token());
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("favn-part", "1"),
        ];
        let answer = family
            .send(
                axum::http::Method::POST,
                "/en/conversation/messages",
                &headers,
                body.into(),
            )
            .await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (422, "application/problem+json")
        );
        assert!(
            answer.text.contains("You have not written anything yet."),
            "{}",
            answer.text
        );
    })
    .await;
}

#[tokio::test]
async fn too_many_messages_wait_a_moment_and_lose_nothing() {
    on_both(SETS, |db| async move {
        let settings = helpline::Settings {
            messages_per_minute: 3,
            ..Default::default()
        };
        let place = Place::with(&db, settings);
        let mut family = place.family("hej").await;
        for _ in 0..3 {
            assert_eq!(
                say(&mut family, "/da/conversation", "igen").await.status,
                303
            );
        }
        let answer = say(&mut family, "/da/conversation", "en for meget").await;
        assert_eq!(answer.status, 429);
        assert!(
            answer.text.contains("Vent") && answer.text.contains("en for meget"),
            "{}",
            answer.text
        );
        place.clock.advance(std::time::Duration::from_secs(60));
        assert_eq!(
            say(&mut family, "/da/conversation", "en for meget")
                .await
                .status,
            303
        );
    })
    .await;
}

#[tokio::test]
async fn ids_of_nothing_are_pages_of_nothing() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut sara = place.counsellor("Sara").await;
        for id in [
            "1",
            "conversation_",
            "conversation_00000000000000000000000000000000",
            "%00",
            "..%2f..",
        ] {
            assert_eq!(
                sara.browser
                    .get(&format!("/da/desk/conversations/{id}"))
                    .await
                    .status,
                404,
                "{id}"
            );
        }
        let wrong = sara
            .browser
            .post("/da/desk/seat", &[("capacity", "mange")])
            .await;
        assert!(
            wrong.status == 422
                && wrong.text.contains("Skriv et tal fra 1 til")
                && wrong.text.contains("mange")
        );
        let arabic = sara
            .browser
            .post("/ar/desk/seat", &[("capacity", "٥")])
            .await;
        assert_eq!(
            arabic.status, 303,
            "digits of the reader's own script count"
        );
        assert!(
            sara.browser
                .get("/da/desk")
                .await
                .text
                .contains("value=\"5\"")
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_written_lies_sealed_and_names_nobody() {
    let test = db::testing::sqlite(SETS).await;
    let place = Place::new(&test.db);
    let mut family = place.family("hemmeligheden om barnet").await;
    let mut sara = place.counsellor("Sara").await;
    let talk = sara.take().await;
    say(&mut sara.browser, &talk, "svaret paa hemmeligheden").await;
    family.get("/da/conversation").await;
    let db::DatabaseUrl::Sqlite(path) = &test.url else {
        panic!("it is SQLite")
    };
    let mut bytes = Vec::new();
    for ending in ["", "-wal", "-shm"] {
        let mut file = path.clone().into_os_string();
        file.push(ending);
        bytes.extend(std::fs::read(file).unwrap_or_default());
    }
    let has = |needle: &str| {
        bytes
            .windows(needle.len())
            .any(|window| window == needle.as_bytes())
    };
    assert!(has("Sara"), "the search finds what is there in plain");
    assert!(!has("hemmelighed"), "but not what was written");
    assert!(!has("192.0.2.1"), "nor from where");
    assert!(action(&sara.browser.get(&talk).await.text, "/messages").is_some());
}

#[tokio::test]
async fn no_browser_brings_back_what_was_written_before_leaving() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        // Browsers that bring back the fields of a page ask its form.
        let front = place.browser().get("/da/").await.text;
        let form = front
            .split("<form")
            .find(|form| form.contains("name=\"text\""))
            .and_then(|form| form.split('>').next())
            .expect("the form");
        assert!(form.contains("autocomplete=\"off\""), "{form}");
        let mut family = place.family("hej").await;
        let page = family.get("/da/conversation").await.text;
        let composer = page
            .split("<form")
            .find(|form| form.contains("name=\"text\""))
            .and_then(|form| form.split('>').next())
            .expect("the composer");
        assert!(composer.contains("autocomplete=\"off\""), "{composer}");
        family.post("/da/conversation/delete", &[]).await;
        let goodbye = family.get("/da/goodbye").await.text;
        assert!(goodbye.contains("data-forget"), "drafts go too: {goodbye}");
    })
    .await;
}
