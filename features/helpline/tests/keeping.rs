//! What is kept, and for how long; and lists held against the policies.

mod common;

use std::time::Duration;

use access::{Act, ConversationId, Role, Stage, Thing, testing};
use common::{Place, SETS, messages};
use db::jobs::Worker;
use db::testing::on_both;
use db::{Query, SealError, Sql, params};
use uuid::Uuid;

const DAY: Duration = Duration::from_secs(86_400);

async fn go_the_round(place: &Place) {
    let worker = helpline::handlers(
        Worker::new(place.house.db.clone(), place.clock.clone()),
        &place.house,
    );
    while worker.work().await.expect("the jobs run") > 0 {}
    assert_eq!(
        db::jobs::dead_letters(&place.house.db)
            .await
            .expect("the letters")
            .len(),
        0
    );
}

#[tokio::test]
async fn silence_ends_a_conversation_and_time_forgets_it() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        helpline::begin(&place.house).await.expect("the round");
        let mut family = place.family("hej").await;
        let mut sara = place.counsellor("Sara").await;
        let talk = sara.take().await;
        let id: ConversationId = talk
            .rsplit('/')
            .next()
            .and_then(|id| id.parse().ok())
            .expect("an id");
        go_the_round(&place).await;
        assert!(
            family
                .get("/da/conversation")
                .await
                .text
                .contains("Du taler med")
        );

        place.clock.advance(DAY * 4);
        go_the_round(&place).await;
        testing::let_in_family(&place.house, &mut family, id).await;
        let over = family.get("/da/conversation").await.text;
        assert!(over.contains("fordi der ikke var skrevet længe"), "{over}");
        assert_eq!(messages(&over).len(), 3);

        place.clock.advance(DAY * 29);
        go_the_round(&place).await;
        assert!(
            place.house.keys.of(id.uuid()).await.is_ok(),
            "not a day too early"
        );
        place.clock.advance(DAY * 2);
        go_the_round(&place).await;
        assert!(matches!(
            place.house.keys.of(id.uuid()).await,
            Err(SealError::Forgotten)
        ));
        testing::sign_in(&place.house, &mut sara.browser, sara.id).await;
        let gone = sara.browser.get(&talk).await;
        assert!(
            gone.status == 410 && gone.text.contains("Samtalens tid hos os var gået."),
            "{}",
            gone.text
        );
    })
    .await;
}

#[tokio::test]
async fn the_lists_show_what_the_policies_permit() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let (mut sara, mut ali) = (
            place.counsellor("Sara").await,
            place.counsellor("Ali").await,
        );
        for words in ["en", "to", "tre"] {
            place.family(words).await;
        }
        let (hers, his) = (sara.take().await, ali.take().await);
        let mads = place.staff("Mads", Role::Administrator).await;
        let actors = [sara.actor.clone(), ali.actor.clone(), mads.actor.clone()];
        let id = |path: &str| {
            path.rsplit('/')
                .next()
                .and_then(|id| id.parse::<ConversationId>().ok())
                .expect("an id")
        };
        let all: Vec<(Uuid, String, Option<Uuid>)> = db
            .rows(
                &Sql {
                    name: "ALL",
                    text: "select id, state, counsellor from conversations",
                },
                params![],
            )
            .await
            .expect("the conversations");
        assert_eq!(all.len(), 3);
        assert!(all.iter().any(|(uuid, ..)| *uuid == id(&hers).uuid()) && id(&hers) != id(&his));
        let things: Vec<(Uuid, Thing)> = all
            .into_iter()
            .map(|(uuid, state, counsellor)| {
                let stage = if state == "waiting" {
                    Stage::Waiting
                } else {
                    Stage::Taken
                };
                let taken_by = counsellor.map(access::StaffId::from_uuid);
                let id = ConversationId::from_uuid(uuid);
                (
                    uuid,
                    Thing::Conversation {
                        id,
                        stage,
                        taken_by,
                        glass_broken_by: Vec::new(),
                    },
                )
            })
            .collect();
        // My conversations are those I may read.
        testing::lists_what_policies_permit(
            &place.house,
            Act::ReadConversation,
            &actors,
            &things,
            |actor| {
                let db = db.clone();
                async move {
                    let Ok(staff) = actor.staff() else {
                        return Vec::new();
                    };
                    let mine = helpline::STATEMENTS
                        .iter()
                        .find(|sql| sql.name == "MINE")
                        .expect("it is there");
                    let rows: Vec<(Uuid,)> = db
                        .rows(mine, params![staff.id.uuid()])
                        .await
                        .expect("the list");
                    rows.into_iter().map(|(id,)| id).collect()
                }
            },
        )
        .await;
        // The queue shows those I may take, to whoever may see the queue.
        testing::lists_what_policies_permit(
            &place.house,
            Act::TakeConversation,
            &actors,
            &things,
            |actor| {
                let (db, house) = (db.clone(), place.house.clone());
                async move {
                    if house.may(&actor, Act::SeeQueue, &Thing::House).is_err() {
                        return Vec::new();
                    }
                    let queue = helpline::STATEMENTS
                        .iter()
                        .find(|sql| sql.name == "QUEUE")
                        .expect("it is there");
                    let rows: Vec<(Uuid,)> = db.rows(queue, params![]).await.expect("the list");
                    rows.into_iter().map(|(id,)| id).collect()
                }
            },
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn an_offer_is_shared_and_each_reads_it_in_her_own_language() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let source = directory::Source::demo();
        directory::import(
            &db,
            &source,
            directory::How::default(),
            &base::Entropy::system(),
        )
        .await
        .expect("the demo's offers");
        let mut family = place.family("jeg er alene").await;
        let mut sara = place.counsellor("Sara").await;
        let talk = sara.take().await;
        let found = sara
            .browser
            .get(&format!("{talk}?need=m%C3%B8dregruppe&near=7100&find=1"))
            .await;
        assert_eq!(found.status, 200);
        let offer = found.field("offer").to_owned();
        let house = found.field("place").to_owned();
        assert!(!offer.is_empty(), "something was found near 7100 Vejle");
        let once = found
            .text
            .split(&format!("{talk}/offers"))
            .nth(1)
            .and_then(|rest| rest.split("name=\"once\" value=\"").nth(1));
        let once = once
            .and_then(|rest| rest.split('"').next())
            .expect("a once")
            .to_owned();
        for _ in 0..2 {
            let shared = sara
                .browser
                .post(
                    &format!("{talk}/offers"),
                    &[("offer", &offer), ("place", &house), ("once", &once)],
                )
                .await;
            assert_eq!(shared.location(), talk);
        }
        let danish = family.get("/da/conversation").await.text;
        let arabic = family.get("/ar/conversation").await.text;
        assert_eq!(messages(&danish).len(), 3, "shared twice is shared once");
        assert!(
            danish.contains(&format!("/da/offers/{offer}")) && danish.contains("deler et sted")
        );
        assert!(arabic.contains(&format!("/ar/offers/{offer}")) && arabic.contains("يشارك مكانًا"));
        let mut ear = place
            .listen(&family, "/ar/conversation/stream", Some(2))
            .await;
        assert!(
            ear.message()
                .await
                .data
                .contains(&format!("/ar/offers/{offer}"))
        );
        let nothing = sara
            .browser
            .post(&format!("{talk}/offers"), &[("offer", "intet")])
            .await;
        assert_eq!(nothing.status, 404);
    })
    .await;
}
