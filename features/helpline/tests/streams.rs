//! Both sides live: nothing lost, nothing doubled, nobody hears what is not for her.

mod common;

use common::{Place, SETS, say};
use db::testing::on_both;

#[tokio::test]
async fn a_lost_connection_goes_on_without_loss_or_doubling() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("en").await;
        let mut sara = place.counsellor("Sara").await;
        let talk = sara.take().await;
        let mut ear = place
            .listen(&sara.browser, &format!("{talk}/stream"), None)
            .await;
        let (first, arrived) = (ear.message().await, ear.message().await);
        assert!(first.data.contains("en") && arrived.id == Some(2));
        say(&mut family, "/da/conversation", "to").await;
        assert!(ear.message().await.data.contains("to"));
        drop(ear);
        for words in ["tre", "fire", "fem"] {
            say(&mut family, "/da/conversation", words).await;
        }
        let mut again = place
            .listen(&sara.browser, &format!("{talk}/stream"), Some(3))
            .await;
        for (seq, words) in [(4, "tre"), (5, "fire"), (6, "fem")] {
            let event = again.message().await;
            assert_eq!(event.id, Some(seq));
            assert!(event.data.contains(words));
        }
        say(&mut family, "/da/conversation", "seks").await;
        assert_eq!(again.message().await.id, Some(7), "then it goes on live");
    })
    .await;
}

#[tokio::test]
async fn a_released_counsellor_stops_receiving_messages() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        let mut sara = place.counsellor("Sara").await;
        let talk = sara.take().await;
        let mut ear = place
            .listen(&sara.browser, &format!("{talk}/stream"), None)
            .await;
        say(&mut family, "/da/conversation", "hun hører dette").await;
        while !ear.message().await.data.contains("hun hører dette") {}
        sara.browser.post(&format!("{talk}/back"), &[]).await;
        say(&mut family, "/da/conversation", "men ikke dette").await;
        let rest = ear.rest().await;
        assert!(
            rest.iter()
                .all(|event| !event.data.contains("men ikke dette")),
            "{rest:?}"
        );
        assert_eq!(rest.last().map(|event| event.name.as_str()), Some("gone"));
    })
    .await;
}

#[tokio::test]
async fn a_counsellor_who_signs_out_stops_receiving() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        let mut sara = place.counsellor("Sara").await;
        let talk = sara.take().await;
        let mut ear = place
            .listen(&sara.browser, &format!("{talk}/stream"), None)
            .await;
        ear.message().await;
        let (house, id) = (&place.house, sara.id);
        house
            .db
            .transaction(|tx| async move {
                access::sessions::close_all(house, &tx, id.uuid()).await?;
                Ok::<_, web::AppError>(())
            })
            .await
            .expect("signed out");
        assert_eq!(
            ear.rest()
                .await
                .last()
                .map(|event| event.name.clone())
                .as_deref(),
            Some("gone")
        );
        say(&mut family, "/da/conversation", "er her nogen?").await;
        assert_eq!(
            place
                .listen(&sara.browser, &format!("{talk}/stream"), None)
                .await
                .status,
            401
        );
    })
    .await;
}

#[tokio::test]
async fn delivered_and_seen_reach_the_writer() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let family = place.family("hej").await;
        let mut sara = place.counsellor("Sara").await;
        let talk = sara.take().await;
        let mut own = place.listen(&family, "/da/conversation/stream", None).await;
        assert_eq!(
            own.next_of("receipts").await.data,
            "{\"delivered\":0,\"seen\":0}"
        );
        let mut hers = place
            .listen(&sara.browser, &format!("{talk}/stream"), None)
            .await;
        // Listening is being shown: a moment later it is written down.
        hers.message().await;
        let hearing = tokio::spawn(async move { while hers.next().await.is_some() {} });
        assert_eq!(
            own.next_of("receipts").await.data,
            "{\"delivered\":2,\"seen\":0}"
        );
        sara.browser
            .post(&format!("{talk}/seen"), &[("seq", "2")])
            .await;
        assert_eq!(
            own.next_of("receipts").await.data,
            "{\"delivered\":2,\"seen\":2}"
        );
        sara.browser
            .post(&format!("{talk}/seen"), &[("seq", "99")])
            .await;
        sara.browser.post(&format!("{talk}/typing"), &[]).await;
        own.next_of("typing").await;
        hearing.abort();
    })
    .await;
}

#[tokio::test]
async fn a_family_that_waits_is_told_when_somebody_comes() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let family = place.family("hej").await;
        let mut ear = place
            .listen(&family, "/da/conversation/stream", Some(1))
            .await;
        ear.next_of("receipts").await;
        let mut sara = place.counsellor("Sara").await;
        sara.take().await;
        let state = ear.next_of("state").await;
        assert!(state.data.contains("Sara"), "{}", state.data);
        assert!(ear.message().await.data.contains("er her nu"));
    })
    .await;
}

#[tokio::test]
async fn a_node_that_stops_hands_its_streams_over() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let family = place.family("hej").await;
        let sara = place.counsellor("Sara").await;
        let mut ear = place
            .listen(&family, "/da/conversation/stream", Some(1))
            .await;
        let mut desk = place.listen(&sara.browser, "/da/desk/stream", None).await;
        ear.next_of("receipts").await;
        desk.next_of("lists").await;
        place.house.live.close();
        assert_eq!(
            ear.rest()
                .await
                .last()
                .map(|event| event.name.clone())
                .as_deref(),
            Some("moved")
        );
        assert_eq!(
            desk.rest()
                .await
                .last()
                .map(|event| event.name.clone())
                .as_deref(),
            Some("moved")
        );
    })
    .await;
}

#[tokio::test]
async fn the_desk_sees_a_new_conversation_and_a_new_message() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut sara = place.counsellor("Sara").await;
        let mut desk = place.listen(&sara.browser, "/da/desk/stream", None).await;
        assert!(desk.next_of("lists").await.data.contains("Ingen venter"));
        let mut family = place.family("hej").await;
        assert!(desk.next_of("lists").await.data.contains("Tag samtalen"));
        let talk = sara.take().await;
        sara.browser.get(&talk).await;
        loop {
            if desk.next_of("lists").await.data.contains("Ingen nye") {
                break;
            }
        }
        say(&mut family, "/da/conversation", "er du der?").await;
        assert!(desk.next_of("lists").await.data.contains("Én ny besked"));
    })
    .await;
}

/// Two nodes are two houses over one database.
#[tokio::test]
async fn two_nodes_over_one_postgresql_carry_one_conversation() {
    let shared = db::testing::postgres(SETS).await;
    let second = db::Db::open(&shared.url, db::Options::default())
        .await
        .expect("a second node");
    let (here, there) = (Place::new(&shared.db), Place::new(&second));
    let mut family = here.family("hej fra den ene").await;
    let mut sara = there.counsellor("Sara").await;
    let talk = sara.take().await;
    let mut hers = there
        .listen(&sara.browser, &format!("{talk}/stream"), None)
        .await;
    assert!(hers.message().await.data.contains("hej fra den ene"));
    let mut own = here
        .listen(&family, "/da/conversation/stream", Some(2))
        .await;
    own.next_of("receipts").await;
    say(&mut family, "/da/conversation", "er du der?").await;
    hers.message().await;
    assert!(hers.message().await.data.contains("er du der?"));
    say(&mut sara.browser, &talk, "ja, jeg er her").await;
    loop {
        let event = own.message().await;
        if event.data.contains("ja, jeg er her") {
            break;
        }
    }
}

#[tokio::test]
async fn who_broke_the_glass_hears_nothing_when_its_hours_are_over() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("det haster").await;
        let mut sara = place.counsellor("Sara").await;
        let talk = sara.take().await;
        let mut karen = place.staff("Karen", access::Role::TeamLead).await;
        let reason = [("reason", "Familien har ringet og er i fare")];
        karen.browser.post(&format!("{talk}/glass"), &reason).await;
        let mut ear = place
            .listen(&karen.browser, &format!("{talk}/stream"), None)
            .await;
        while !ear.message().await.data.contains("det haster") {}
        say(&mut family, "/da/conversation", "mens det er åbent").await;
        while !ear.message().await.data.contains("mens det er åbent") {}
        place
            .clock
            .advance(access::glass::OPEN + std::time::Duration::from_secs(1));
        say(&mut family, "/da/conversation", "bagefter").await;
        let rest = ear.rest().await;
        assert!(
            rest.iter().all(|event| !event.data.contains("bagefter")),
            "{rest:?}"
        );
        assert_eq!(rest.last().map(|event| event.name.as_str()), Some("gone"));
    })
    .await;
}

#[tokio::test]
async fn one_cookie_cannot_hold_every_connection() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let (family, other) = (place.family("hej").await, place.family("hej").await);
        let mut ears = Vec::new();
        for _ in 0..50 {
            ears.push(place.listen(&family, "/da/conversation/stream", None).await);
        }
        assert!(ears.iter().all(|ear| ear.status == 200));
        let more = place.listen(&family, "/da/conversation/stream", None).await;
        assert_eq!(more.status, 429);
        let others = place.listen(&other, "/da/conversation/stream", None).await;
        assert_eq!(others.status, 200, "nobody else is made to wait");
        ears.pop();
        let again = place.listen(&family, "/da/conversation/stream", None).await;
        assert_eq!(again.status, 200, "one that is closed counts no more");
    })
    .await;
}
