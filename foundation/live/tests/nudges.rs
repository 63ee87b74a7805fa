//! Nudges reach every listener, on the node and beside it, and never speak of what was undone.

use std::time::Duration;

use base::{Clock, Entropy};
use db::testing::{on_both, postgres};
use db::{Db, DbError, Options, Tx};
use live::{Live, Nudge, Watch};
use uuid::Uuid;

const SOON: Duration = Duration::from_secs(5);
const A_WHILE: Duration = Duration::from_millis(150);

fn hub(db: &Db) -> Live {
    Live::start(db, &Clock::system(), &Entropy::system())
}

fn topic() -> Uuid {
    Entropy::system().uuid(Clock::system().now())
}

async fn change(db: &Db, live: &Live, topic: Uuid, keep: bool) {
    let done: Result<(), DbError> = db
        .transaction(|tx: Tx| async move {
            live.changed(&tx, topic).await?;
            if keep {
                Ok(())
            } else {
                Err(DbError::NoRow {
                    statement: "undone on purpose",
                })
            }
        })
        .await;
    assert_eq!(done.is_ok(), keep);
}

/// The next nudge; `None` when none comes in time.
async fn within(watch: &mut Watch, wait: Duration) -> Option<Nudge> {
    tokio::time::timeout(wait, watch.next()).await.ok()
}

/// Lets the first "you may have missed something" of a fresh listener pass by.
async fn settled(watch: &mut Watch) {
    while within(watch, A_WHILE).await.is_some() {}
}

#[tokio::test]
async fn the_one_statement_prepares_where_there_are_other_nodes() {
    let shared = postgres(&[]).await;
    let client = shared.db.on_postgres().await.unwrap().unwrap();
    client.prepare(live::TELL.text).await.unwrap();
}

#[tokio::test]
async fn a_change_wakes_its_listeners_and_no_others() {
    on_both(&[], |db| async move {
        let (live, here, elsewhere) = (hub(&db), topic(), topic());
        let (mut one, mut two, mut other) =
            (live.watch(here), live.watch(here), live.watch(elsewhere));
        settled(&mut one).await;
        settled(&mut two).await;
        settled(&mut other).await;
        change(&db, &live, here, true).await;
        assert_eq!(within(&mut one, SOON).await, Some(Nudge::Changed));
        assert_eq!(within(&mut two, SOON).await, Some(Nudge::Changed));
        assert_eq!(within(&mut other, A_WHILE).await, None);
    })
    .await;
}

#[tokio::test]
async fn what_is_undone_wakes_nobody() {
    on_both(&[], |db| async move {
        let (live, topic) = (hub(&db), topic());
        let mut watch = live.watch(topic);
        settled(&mut watch).await;
        change(&db, &live, topic, false).await;
        assert_eq!(within(&mut watch, A_WHILE).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_change_between_two_waits_is_not_missed() {
    on_both(&[], |db| async move {
        let (live, topic) = (hub(&db), topic());
        let mut watch = live.watch(topic);
        settled(&mut watch).await;
        change(&db, &live, topic, true).await;
        change(&db, &live, topic, true).await;
        live.passing(topic, "typing").await.unwrap();
        assert_eq!(within(&mut watch, SOON).await, Some(Nudge::Changed));
        assert_eq!(
            within(&mut watch, SOON).await,
            Some(Nudge::Passing("typing".into()))
        );
        assert_eq!(within(&mut watch, A_WHILE).await, None);
    })
    .await;
}

#[tokio::test]
async fn two_nodes_hear_each_other() {
    let shared = postgres(&[]).await;
    let beside = Db::open(&shared.url, Options { connections: 2 })
        .await
        .unwrap();
    let (live, other, topic) = (hub(&shared.db), hub(&beside), topic());
    let mut watch = other.watch(topic);
    settled(&mut watch).await;
    change(&shared.db, &live, topic, true).await;
    assert_eq!(within(&mut watch, SOON).await, Some(Nudge::Changed));
    live.passing(topic, "typing and more").await.unwrap();
    assert_eq!(
        within(&mut watch, SOON).await,
        Some(Nudge::Passing("typing and more".into()))
    );
}

#[tokio::test]
async fn a_listener_that_leaves_is_forgotten_and_a_stopping_node_says_so() {
    on_both(&[], |db| async move {
        let (live, topic) = (hub(&db), topic());
        let (one, mut two) = (live.watch(topic), live.watch(topic));
        assert_eq!(live.topics(), 1);
        drop(one);
        assert_eq!(live.topics(), 1);
        live.close();
        assert_eq!(within(&mut two, SOON).await, Some(Nudge::Closing));
        drop(two);
        assert_eq!(live.topics(), 0);
    })
    .await;
}
