//! The door does the same on both engines.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base::{Clock, Date, Entropy, Moment, Money};
use db::jobs::{self, Job, Worker};
use db::testing::{OWN, keys_in, on_both, postgres, prepares_everywhere, sqlite};
use db::{Db, DbError, Options, Place, Query, SealError, Tx, Value, keys, params};
use uuid::Uuid;

const ALONE: &[db::Migrations] = &[db::Migrations {
    feature: "door_test",
    steps: &[db::Migration {
        name: "V1__things",
        sqlite: "create table things (id blob primary key, name text not null unique, number integer, \
                 real real, yes integer not null, at integer, day text, bytes blob) strict;
                 create table counter (id integer primary key, n integer not null) strict;
                 insert into counter (id, n) values (1, 0);",
        postgres: "create table things (id uuid primary key, name text not null unique, number bigint, \
                   \"real\" double precision, yes boolean not null, at timestamptz, day date, bytes bytea);
                   create table counter (id bigint primary key, n bigint not null);
                   insert into counter (id, n) values (1, 0);",
    }],
}];

db::statements! {
    INSERT = "insert into things (id, name, number, real, yes, at, day, bytes) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    BY_NAME = "select id, name, number, real, yes, at, day, bytes from things where yes = $2 and name = $1";
    COUNT = "select count(*) from things";
    READ_COUNTER = "select n from counter where id = 1";
    WRITE_COUNTER = "update counter set n = $1 where id = 1";
}

fn id() -> Uuid {
    Entropy::system().uuid(Clock::system().now())
}

async fn insert(db: &impl Query, name: &str) -> Result<u64, DbError> {
    let nothing = Value::Null;
    db.execute(
        &INSERT,
        params![
            id(),
            name,
            nothing,
            nothing,
            true,
            nothing,
            nothing,
            nothing
        ],
    )
    .await
}

async fn count(db: &Db) -> i64 {
    let (count,): (i64,) = db.one(&COUNT, params![]).await.unwrap();
    count
}

#[tokio::test]
async fn every_statement_of_the_door_prepares_on_both_engines() {
    prepares_everywhere(ALL, ALONE).await;
    prepares_everywhere(jobs::ALL, OWN).await;
    prepares_everywhere(keys::ALL, OWN).await;
}

#[tokio::test]
async fn every_type_comes_back_as_it_went() {
    on_both(ALONE, |db| async move {
        let (id, at, day): (Uuid, Moment, Date) = (id(), Moment::from_micros(-1_234_567), jiff::civil::date(1969, 2, 28));
        let row = params![id, "Åse 👩‍👧 '", -5_i64, 0.5, true, at, day, vec![0_u8, 255]];
        db.execute(&INSERT, row).await.unwrap();
        let found: db::Row = db.one(&BY_NAME, params!["Åse 👩‍👧 '", true]).await.unwrap();
        assert_eq!(found.get::<Uuid>("id").unwrap(), id);
        assert_eq!(found.get::<i64>("number").unwrap(), -5);
        assert_eq!(found.get::<Money>("number").unwrap(), Money::from_oere(-5));
        assert_eq!(found.get::<f64>("real").unwrap(), 0.5);
        assert!(found.get::<bool>("yes").unwrap());
        assert_eq!(found.get::<Moment>("at").unwrap(), at);
        assert_eq!(found.get::<Date>("day").unwrap(), day);
        assert_eq!(found.get::<Vec<u8>>("bytes").unwrap(), vec![0, 255]);
        assert_eq!(found.get::<Option<String>>("name").unwrap().as_deref(), Some("Åse 👩‍👧 '"));
        let wrong = found.get::<i64>("name").unwrap_err();
        assert!(matches!(&wrong, DbError::Column { statement: "BY_NAME", column, .. } if column == "name"), "{wrong}");
    })
    .await;
}

#[tokio::test]
async fn a_refused_row_says_which_rule_and_ends_its_transaction() {
    on_both(ALONE, |db| async move {
        insert(&db, "one").await.unwrap();
        let twice = insert(&db, "one").await.unwrap_err();
        assert!(
            matches!(&twice, DbError::Unique { what, .. } if what.contains("name")),
            "{twice}"
        );
        let done: Result<(), DbError> = db
            .transaction(|tx: Tx| async move {
                insert(&tx, "two").await?;
                let refused = insert(&tx, "one").await;
                assert!(matches!(refused, Err(DbError::Unique { .. })));
                let after = insert(&tx, "three").await;
                assert!(
                    matches!(after, Err(DbError::Over { .. })),
                    "a failed transaction went on"
                );
                Ok(()) // a careless caller: it must not commit half
            })
            .await;
        assert!(done.is_err());
        assert_eq!(count(&db).await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_returns_an_error_or_is_dropped_leaves_nothing() {
    on_both(ALONE, |db| async move {
        let failed: Result<(), DbError> = db
            .transaction(|tx: Tx| async move {
                insert(&tx, "gone").await?;
                Err(DbError::NoRow {
                    statement: "on purpose",
                })
            })
            .await;
        assert!(failed.is_err());
        let inner = db.clone();
        let dropped = tokio::time::timeout(
            Duration::from_millis(50),
            inner.transaction(|tx: Tx| async move {
                insert(&tx, "cut off").await?;
                std::future::pending::<Result<(), DbError>>().await
            }),
        );
        assert!(dropped.await.is_err());
        insert(&db, "kept").await.unwrap();
        assert_eq!(count(&db).await, 1);
    })
    .await;
}

#[tokio::test]
async fn afterwards_runs_once_and_only_when_durable() {
    on_both(ALONE, |db| async move {
        let ran = Arc::new(AtomicUsize::new(0));
        for keep in [true, false] {
            let ran = &ran;
            let _: Result<(), DbError> = db
                .transaction(|tx: Tx| async move {
                    let ran = ran.clone();
                    tx.after_commit(move || {
                        ran.fetch_add(1, Ordering::SeqCst);
                    });
                    if keep {
                        Ok(())
                    } else {
                        Err(DbError::NoRow {
                            statement: "on purpose",
                        })
                    }
                })
                .await;
        }
        assert_eq!(ran.load(Ordering::SeqCst), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_lost_race_is_tried_again_until_it_is_won() {
    on_both(ALONE, |db| async move {
        let (attempts, tries) = (Arc::new(AtomicUsize::new(0)), 3);
        let counted = attempts.clone();
        let done: Result<u64, DbError> = db
            .transaction(move |tx: Tx| {
                let attempts = counted.clone();
                async move {
                    let n = attempts.fetch_add(1, Ordering::SeqCst) + 1;
                    let changed = tx.execute(&WRITE_COUNTER, params![n]).await?;
                    if n < tries {
                        Err(DbError::Busy {
                            statement: "lost on purpose",
                        })
                    } else {
                        Ok(changed)
                    }
                }
            })
            .await;
        assert_eq!(done.unwrap(), 1);
        let (n,): (i64,) = db.one(&READ_COUNTER, params![]).await.unwrap();
        assert_eq!(n, 3, "the tries before the last left something");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_transactions_at_once_all_land() {
    on_both(ALONE, |db| async move {
        let all = (0..200).map(|n| {
            let db = db.clone();
            tokio::spawn(async move {
                db.transaction(|tx: Tx| async move {
                    insert(&tx, &format!("thing {n}")).await?;
                    // Every fifth is undone in the midst of the others' batch.
                    if n % 5 == 0 {
                        Err(DbError::NoRow {
                            statement: "on purpose",
                        })
                    } else {
                        Ok(())
                    }
                })
                .await
                .is_ok()
            })
        });
        let mut kept = 0;
        for one in all.collect::<Vec<_>>() {
            kept += i64::from(one.await.unwrap());
        }
        assert_eq!(kept, 160);
        assert_eq!(count(&db).await, 160);
    })
    .await;
}

#[tokio::test]
async fn a_second_process_finds_what_was_committed_and_can_write() {
    for test in [sqlite(ALONE).await, postgres(ALONE).await] {
        insert(&test.db, "one").await.unwrap();
        let second = Db::open(&test.url, Options { connections: 2 })
            .await
            .unwrap();
        second.migrate(ALONE).await.unwrap();
        insert(&second, "two").await.unwrap();
        assert_eq!(count(&test.db).await, 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn programs_that_start_together_on_a_new_database_all_come_up() {
    for _ in 0..5 {
        for test in [sqlite(&[]).await, postgres(&[]).await] {
            let starting: Vec<_> = (0..4)
                .map(|_| {
                    let url = test.url.clone();
                    tokio::spawn(async move {
                        let db = Db::open(&url, Options { connections: 1 }).await?;
                        db.migrate(ALONE).await
                    })
                })
                .collect();
            for started in starting {
                started.await.unwrap().unwrap();
            }
            assert_eq!(count(&test.db).await, 0);
        }
    }
}

#[tokio::test]
async fn a_newer_database_is_refused_in_plain_words() {
    on_both(ALONE, |db| async move {
        let older = [db::Migrations {
            feature: "door_test",
            steps: &[],
        }];
        let refused = db.migrate(&older).await.unwrap_err();
        assert!(
            matches!(
                refused,
                DbError::Newer {
                    feature: "door_test",
                    ..
                }
            ),
            "{refused}"
        );
        assert!(refused.to_string().contains("newer Favn"));
    })
    .await;
}

#[tokio::test]
async fn a_forgotten_key_opens_nothing_again() {
    on_both(OWN, |db| async move {
        let keys = keys_in(&db, &Clock::system());
        let owner = id();
        let place = Place {
            table: "messages",
            column: "body",
            row: owner.as_bytes(),
        };
        let sealed = keys
            .create(owner)
            .await
            .unwrap()
            .seal(b"hej", place, &Entropy::system())
            .unwrap();
        let elsewhere = keys_in(&db, &Clock::system()); // nothing at hand: reads the store
        assert_eq!(
            elsewhere
                .of(owner)
                .await
                .unwrap()
                .open(&sealed, place)
                .unwrap(),
            b"hej"
        );
        keys.forget(owner).await.unwrap();
        assert_eq!(keys.of(owner).await.unwrap_err(), SealError::Forgotten);
        assert_eq!(
            keys_in(&db, &Clock::system()).of(owner).await.unwrap_err(),
            SealError::Forgotten
        );
    })
    .await;
}

#[tokio::test]
async fn jobs_run_once_fail_later_and_end_as_dead_letters() {
    on_both(OWN, |db| async move {
        let clock = Clock::fixed(Moment::from_micros(1_000_000_000_000));
        let entropy = Entropy::system();
        let ran = Arc::new(AtomicUsize::new(0));
        let queue = |kind: &'static str, key: &str| {
            let key = key.to_owned();
            let (db, clock, entropy) = (&db, &clock, &entropy);
            async move {
                let job = &Job {
                    kind,
                    key,
                    payload: "{}".to_owned(),
                    run_at: clock.now(),
                };
                db.transaction(|tx: Tx| async move { jobs::queue(&tx, job, clock, entropy).await })
                    .await
                    .unwrap();
            }
        };
        queue("count", "same").await;
        queue("count", "same").await;
        queue("fail", "always").await;
        // More than a node takes at once, and none that this one knows how to do.
        for key in 0..20 {
            queue("elsewhere", &key.to_string()).await;
        }
        clock.advance(Duration::from_secs(1));
        queue("count", "later than those").await;
        let counted = ran.clone();
        let worker = Worker::new(db.clone(), clock.clone())
            .handle("count", move |_| {
                counted.fetch_add(1, Ordering::SeqCst);
                async { Ok(()) }
            })
            .handle("fail", |_| async { Err("no answer".to_owned()) });
        assert_eq!(worker.work().await.unwrap(), 3);
        assert_eq!(
            ran.load(Ordering::SeqCst),
            2,
            "queued twice under one key, it ran twice; or others' jobs held it up"
        );
        assert_eq!(worker.work().await.unwrap(), 0, "a failed job did not wait");
        for _ in 0..11 {
            clock.advance(Duration::from_secs(9 * 3600));
            worker.work().await.unwrap();
        }
        let dead = jobs::dead_letters(&db).await.unwrap();
        assert_eq!(dead.len(), 1);
        assert_eq!(
            (dead[0].attempts, dead[0].last_error.as_deref()),
            (12, Some("no answer"))
        );
        assert!(jobs::revive(&db, dead[0].id, clock.now()).await.unwrap());
        assert_eq!(worker.work().await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_copy_carries_everything_between_all_four_pairs_of_engines() {
    use db::copy::Piece;
    for from_sqlite in [true, false] {
        for to_sqlite in [true, false] {
            let from = if from_sqlite {
                sqlite(ALONE).await
            } else {
                postgres(ALONE).await
            };
            let to = if to_sqlite {
                sqlite(ALONE).await
            } else {
                postgres(ALONE).await
            };
            let (at, day) = (
                Moment::from_micros(1_234_567),
                jiff::civil::date(2026, 11, 22),
            );
            let id = id();
            from.db
                .execute(
                    &INSERT,
                    params![id, "Åse", 7_i64, 0.25, true, at, day, vec![1_u8, 2]],
                )
                .await
                .unwrap();
            from.db
                .execute(
                    &INSERT,
                    params![
                        self::id(),
                        "ingen",
                        Value::Null,
                        Value::Null,
                        false,
                        Value::Null,
                        Value::Null,
                        Value::Null
                    ],
                )
                .await
                .unwrap();
            to.db
                .execute(
                    &INSERT,
                    params![
                        self::id(),
                        "replaced",
                        Value::Null,
                        Value::Null,
                        false,
                        Value::Null,
                        Value::Null,
                        Value::Null
                    ],
                )
                .await
                .unwrap();
            let mut pieces: Vec<Piece> = Vec::new();
            from.db
                .dump(&mut |piece| {
                    pieces.push(piece);
                    Ok(())
                })
                .await
                .unwrap();
            let rows = pieces
                .iter()
                .filter(|piece| matches!(piece, Piece::Row(_)))
                .count();
            assert_eq!(rows, 3, "two things and the counter");
            let mut left = pieces.clone().into_iter();
            to.db.load(&mut || Ok(left.next())).await.unwrap();
            assert_eq!(
                count(&to.db).await,
                2,
                "SQLite {from_sqlite} to SQLite {to_sqlite}"
            );
            let found: db::Row = to.db.one(&BY_NAME, params!["Åse", true]).await.unwrap();
            assert_eq!(found.get::<Uuid>("id").unwrap(), id);
            assert_eq!(found.get::<Moment>("at").unwrap(), at);
            assert_eq!(found.get::<Date>("day").unwrap(), day);
            let mut again: Vec<Piece> = Vec::new();
            to.db
                .dump(&mut |piece| {
                    again.push(piece);
                    Ok(())
                })
                .await
                .unwrap();
            assert_eq!(again, pieces, "read back, it is not the same");
            let mut unknown = vec![Piece::Table {
                name: "nonsense".to_owned(),
                columns: vec!["a".to_owned()],
            }]
            .into_iter();
            let refused = to.db.load(&mut || Ok(unknown.next())).await.unwrap_err();
            assert!(refused.to_string().contains("nonsense"), "{refused}");
            assert_eq!(count(&to.db).await, 2, "a refused copy changed something");
        }
    }
}
