//! A conversation from its first word to its last, through the router, on both engines.

mod common;

use access::{Act, Role, audit};
use common::{Place, SETS, action, fragment, messages, say};
use db::testing::on_both;
use db::{Query, SealError, params};

#[tokio::test]
async fn a_stranger_writes_and_a_counsellor_answers() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("jeg har det svært").await;
        let waiting = family.get("/da/conversation").await;
        assert!(waiting.text.contains("jeg har det svært"));
        assert!(
            waiting.text.contains("Der er ingen rådgiver lige nu"),
            "honest when nobody is there"
        );

        let mut sara = place.counsellor("Sara").await;
        let desk = sara.browser.get("/da/desk").await;
        assert!(
            desk.text.contains("/take\""),
            "the queue shows that somebody waits"
        );
        assert!(
            !desk.text.contains("svært"),
            "but no words before the conversation is taken"
        );
        assert!(
            family
                .get("/da/conversation")
                .await
                .text
                .contains("Du er den næste.")
        );

        let talk = sara.take().await;
        let seen = sara.browser.get(&talk).await;
        assert!(seen.text.contains("jeg har det svært") && seen.text.contains("familiens side: "));
        assert_eq!(
            say(&mut sara.browser, &talk, "Godt, at du skriver.")
                .await
                .status,
            303
        );

        let answered = family.get("/da/conversation").await;
        assert!(
            answered.text.contains("Du taler med \u{2068}Sara\u{2069}")
                || answered.text.contains("Du taler med Sara")
        );
        assert!(answered.text.contains("Godt, at du skriver."));
        assert!(
            answered.text.contains("class=\"mark seen\""),
            "her own message was seen"
        );
        assert!(
            sara.browser
                .get(&talk)
                .await
                .text
                .contains("class=\"mark seen\""),
            "and so was Sara's"
        );
    })
    .await;
}

#[tokio::test]
async fn the_front_door_needs_no_form_and_no_terms() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let front = place.browser().get("/da/").await;
        let fields: Vec<_> = front
            .text
            .split("name=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let asked: Vec<_> = fields
            .into_iter()
            .filter(|name| {
                !["form_token", "once", "viewport", "color-scheme", "referrer"].contains(name)
            })
            .collect();
        assert_eq!(asked, ["text"], "one box, nothing else");
        assert!(front.text.contains("tel:112") && front.text.contains("data-quick-exit"));
        assert!(front.text.contains("Der er ingen rådgiver lige nu"));
        place.counsellor("Sara").await;
        assert!(
            place
                .browser()
                .get("/da/")
                .await
                .text
                .contains("Der er en rådgiver klar nu")
        );
        place.clock.advance(std::time::Duration::from_secs(600));
        let later = place.browser().get("/da/").await;
        assert!(
            later.text.contains("Der er ingen rådgiver lige nu"),
            "a closed laptop is nobody"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_twice_is_said_once() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.browser();
        let once = family.get("/da/").await.field("once").to_owned();
        let fields = [("text", "første besked"), ("once", once.as_str())];
        let mut twin = family.clone();
        let first = family.post("/da/", &fields).await;
        // The same form from the same browser, before the first answer came.
        twin.cookies()
            .keys()
            .for_each(|name| assert!(!name.contains("family")));
        let second = twin.post("/da/", &fields).await;
        assert_eq!((first.status, second.status), (303, 303));
        for browser in [&mut family, &mut twin] {
            let page = browser.get("/da/conversation").await;
            assert_eq!(
                messages(&page.text).len(),
                1,
                "one conversation with one message: {}",
                page.text
            );
        }
        let (count,): (i64,) = db
            .one(
                &helpline::STATEMENTS
                    .iter()
                    .find(|sql| sql.name == "WAITING")
                    .copied()
                    .expect("it is there"),
                params![],
            )
            .await
            .expect("a count");
        assert_eq!(count, 1);

        let once = family
            .get("/da/conversation")
            .await
            .field("once")
            .to_owned();
        for _ in 0..3 {
            let answer = family
                .post(
                    "/da/conversation/messages",
                    &[("text", "en gang til"), ("once", &once)],
                )
                .await;
            assert_eq!(answer.status, 303);
        }
        assert_eq!(
            messages(&family.get("/da/conversation").await.text).len(),
            2
        );

        let mut stranger = place.browser();
        let stolen = stranger.post("/da/", &fields).await;
        assert_eq!(
            stolen.status, 303,
            "another browser with the same once opens its own"
        );
        let own = stranger.get("/da/conversation").await;
        assert_eq!(messages(&own.text).len(), 1);
        assert!(!own.text.contains("en gang til"));
    })
    .await;
}

#[tokio::test]
async fn of_two_counsellors_one_gets_it_and_the_other_is_told() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        place.family("hej").await;
        let (mut sara, mut ali) = (
            place.counsellor("Sara").await,
            place.counsellor("Ali").await,
        );
        let desk = ali.browser.get("/da/desk").await;
        let take = action(&desk.text, "/take").expect("somebody waits");
        let (first, second) = {
            let (a, b) = (&mut sara.browser, &mut ali.browser);
            tokio::join!(a.post(&take, &[]), b.post(&take, &[]))
        };
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409]);
        let loser = if first.status == 409 { first } else { second };
        assert!(
            loser
                .text
                .contains("En anden nåede at tage samtalen først."),
            "{}",
            loser.text
        );
    })
    .await;
}

#[tokio::test]
async fn an_outsider_finds_nothing_and_every_look_is_written_down() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        place.family("kun for Sara").await;
        let mut sara = place.counsellor("Sara").await;
        let talk = sara.take().await;
        let thing = talk.rsplit('/').next().expect("an id").to_owned();
        let reads = |lines: &[audit::Line]| {
            lines
                .iter()
                .filter(|line| line.act == Act::ReadConversation.code())
                .count()
        };
        assert_eq!(reads(&access::testing::audit_of(&db, &thing).await), 0);
        assert!(sara.browser.get(&talk).await.text.contains("kun for Sara"));
        place
            .listen(&sara.browser, &format!("{talk}/stream"), None)
            .await
            .message()
            .await;
        let log = access::testing::audit_of(&db, &thing).await;
        assert_eq!(reads(&log), 2, "the page and the stream");
        assert!(log.iter().all(|line| line.actor == sara.id.to_string()));

        let mut ali = place.counsellor("Ali").await;
        for path in [talk.clone(), format!("{talk}/log")] {
            assert_eq!(ali.browser.get(&path).await.status, 404, "{path}");
        }
        let heard = place
            .listen(&ali.browser, &format!("{talk}/stream"), None)
            .await
            .rest()
            .await;
        assert_eq!(
            heard
                .iter()
                .map(|event| event.name.as_str())
                .collect::<Vec<_>>(),
            ["gone"]
        );
        assert_eq!(
            say(&mut ali.browser, &talk, "hej").await.status,
            409,
            "nor can he write"
        );
        let mut stranger = place.browser();
        let refused = stranger.get(&talk).await;
        assert!(
            refused.status == 303 && refused.location().contains("sign-in"),
            "{} {}",
            refused.status,
            refused.location()
        );
        assert_eq!(stranger.get("/da/conversation").await.location(), "/da/");
        assert_eq!(
            reads(&access::testing::audit_of(&db, &thing).await),
            2,
            "a look that was refused is none"
        );
        let verdict = audit::verify(&db, place.house.access.seal())
            .await
            .expect("the log");
        assert!(
            matches!(verdict, audit::Verdict::Verified { .. }),
            "{verdict:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_team_lead_breaks_the_glass_with_a_reason_and_only_looks() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("det haster").await;
        let mut sara = place.counsellor("Sara").await;
        let talk = sara.take().await;
        let mut karen = place.staff("Karen", Role::TeamLead).await;
        assert_eq!(
            karen.browser.get(&talk).await.location(),
            format!("{talk}/glass")
        );
        let short = karen
            .browser
            .post(&format!("{talk}/glass"), &[("reason", "fordi")])
            .await;
        assert!(
            short.status == 422 && short.text.contains("mindst ti tegn"),
            "{}",
            short.text
        );
        let reason = "Familien har ringet og er i fare";
        assert_eq!(
            karen
                .browser
                .post(&format!("{talk}/glass"), &[("reason", reason)])
                .await
                .status,
            303
        );
        let page = karen.browser.get(&talk).await;
        assert!(page.text.contains("det haster"));
        assert!(!page.text.contains("/messages\""), "she gets no composer");
        assert_eq!(
            say(&mut karen.browser, &talk, "hej").await.status,
            409,
            "and cannot write"
        );
        assert!(
            !family
                .get("/da/conversation")
                .await
                .text
                .contains("mark seen"),
            "her look is not Sara's"
        );
        let thing = talk.rsplit('/').next().expect("an id");
        let log = access::testing::audit_of(&db, thing).await;
        assert!(
            log.iter()
                .any(|line| line.reason.as_deref() == Some(reason))
        );
    })
    .await;
}

#[tokio::test]
async fn handed_back_and_ended_are_told_to_both() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        let (mut sara, mut ali) = (
            place.counsellor("Sara").await,
            place.counsellor("Ali").await,
        );
        let talk = sara.take().await;
        place.clock.advance(std::time::Duration::from_secs(60));
        assert_eq!(
            sara.browser
                .post(&format!("{talk}/back"), &[])
                .await
                .location(),
            "/da/desk"
        );
        assert!(
            family
                .get("/da/conversation")
                .await
                .text
                .contains("Rådgiveren måtte gå.")
        );
        let again = ali.browser.get("/da/desk").await;
        assert!(again.text.contains("Venter igen"));
        assert_eq!(ali.take().await, talk);
        let unsent = sara
            .browser
            .post(&format!("{talk}/messages"), &[("text", "et sidste ord")])
            .await;
        assert!(
            unsent.status == 409 && unsent.text.contains("Du har ikke samtalen mere."),
            "{}",
            unsent.text
        );
        assert!(
            unsent.text.contains("et sidste ord"),
            "what she wrote is not lost"
        );

        assert_eq!(
            ali.browser.post(&format!("{talk}/end"), &[]).await.status,
            303
        );
        let over = family.get("/da/conversation").await;
        assert!(over.text.contains("Samtalen er slut") && !over.text.contains("/messages\""));
        let late = family
            .post("/da/conversation/messages", &[("text", "en ting til")])
            .await;
        assert!(
            late.status == 409 && late.text.contains("Samtalen er slut."),
            "{}",
            late.text
        );
        assert!(
            late.text.contains("en ting til"),
            "what she wrote is not lost"
        );
        let anew = action(&late.text, "/da/").expect("a way to begin anew with the same words");
        let once = late.field("once").to_owned();
        assert_eq!(
            family
                .post(&anew, &[("text", "en ting til"), ("once", &once)])
                .await
                .status,
            303
        );
        assert_eq!(
            messages(&family.get("/da/conversation").await.text).len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn deleted_is_deleted_for_everybody() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("slet mig").await;
        let mut other = place.browser();
        let mut sara = place.counsellor("Sara").await;
        let talk = sara.take().await;
        let id: access::ConversationId = talk
            .rsplit('/')
            .next()
            .and_then(|id| id.parse().ok())
            .expect("an id");
        access::testing::let_in_family(&place.house, &mut other, id).await;
        assert!(
            other
                .get("/da/conversation")
                .await
                .text
                .contains("slet mig")
        );
        let mut ear = place.listen(&family, "/da/conversation/stream", None).await;
        let mut desk_ear = place
            .listen(&sara.browser, &format!("{talk}/stream"), None)
            .await;
        ear.message().await;
        desk_ear.message().await;

        assert_eq!(
            family.post("/da/conversation/delete", &[]).await.location(),
            "/da/goodbye"
        );
        assert!(
            family
                .get("/da/goodbye")
                .await
                .text
                .contains("Samtalen er slettet")
        );
        assert_eq!(
            ear.rest()
                .await
                .last()
                .map(|event| event.data.clone())
                .as_deref(),
            Some("/da/goodbye")
        );
        assert_eq!(
            desk_ear
                .rest()
                .await
                .last()
                .map(|event| event.name.clone())
                .as_deref(),
            Some("gone")
        );
        assert!(!family.cookies().keys().any(|name| name.contains("family")));
        assert_eq!(
            other.get("/da/conversation").await.location(),
            "/da/",
            "every browser is signed out"
        );
        assert!(matches!(
            place.house.keys.of(id.uuid()).await,
            Err(SealError::Forgotten)
        ));
        let gone = sara.browser.get(&talk).await;
        assert!(
            gone.status == 410 && gone.text.contains("Familien slettede samtalen"),
            "{}",
            gone.text
        );
        let unsent = say(&mut sara.browser, &talk, "er du der?").await;
        assert_eq!(unsent.location(), talk);
        for table in ["messages", "conversations"] {
            let count = count(&db, table).await;
            assert_eq!(count, 0, "{table}");
        }
        assert_eq!(
            family.post("/da/conversation/delete", &[]).await.location(),
            "/da/goodbye",
            "twice is harmless"
        );
    })
    .await;
}

async fn count(db: &db::Db, table: &str) -> i64 {
    let text: &'static str = match table {
        "messages" => "select count(*) from messages",
        _ => "select count(*) from conversations",
    };
    let (count,): (i64,) = db
        .one(
            &db::Sql {
                name: "COUNT",
                text,
            },
            params![],
        )
        .await
        .expect("a count");
    count
}

#[tokio::test]
async fn page_post_and_stream_show_one_and_the_same_fragment() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        let mut sara = place.counsellor("Sara").await;
        let talk = sara.take().await;
        let mut ear = place.listen(&family, "/da/conversation/stream", None).await;
        assert_eq!(
            (ear.message().await.id, ear.message().await.id),
            (Some(1), Some(2))
        );
        let once = sara.browser.get(&talk).await.field("once").to_owned();
        let token = sara.browser.token();
        let body = format!("form_token={token}&once={once}&text=linje+et%0Alinje+to");
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("favn-part", "1"),
        ];
        let part = sara
            .browser
            .send(
                axum::http::Method::POST,
                &format!("{talk}/messages"),
                &headers,
                body.into(),
            )
            .await;
        let heard = ear.message().await;
        let page = messages(&family.get("/da/conversation").await.text);
        assert_eq!(
            fragment(&heard).trim(),
            page.last().map(|it| it.trim()).unwrap_or_default()
        );
        assert!(
            part.text.contains("id=\"m3\"") && part.text.contains("linje et\nlinje to"),
            "{}",
            part.text
        );
        let own = messages(&sara.browser.get(&talk).await.text);
        let sent = part.text.replace("mark sent\">Sendt", "mark seen\">Set");
        assert!(
            sent.contains(own.last().map(|it| it.trim()).unwrap_or("?")),
            "{sent} {own:?}"
        );
    })
    .await;
}
