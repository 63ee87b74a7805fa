//! The log shows every change made to it behind Favn's back.

use access::House;
use access::audit::{self, Entry, Verdict};
use access::testing::{SETS, house};
use db::testing::on_both;
use db::{Query, Sql, Tx, params};

async fn written(house: &House, lines: usize) {
    for number in 0..lines {
        let thing = &format!("conversation_{number}");
        let reason = (number % 3 == 0).then_some("en grund");
        house
            .db
            .transaction(|tx: Tx| async move {
                house
                    .record(
                        &tx,
                        Entry {
                            actor: "staff_1",
                            act: "read_conversation",
                            thing,
                            reason,
                        },
                    )
                    .await
            })
            .await
            .expect("written");
    }
}

async fn verdict(house: &House) -> Verdict {
    audit::verify(&house.db, house.access.seal())
        .await
        .expect("read")
}

fn sql(text: &'static str) -> Sql {
    Sql {
        name: "tampering",
        text,
    }
}

#[tokio::test]
async fn a_log_nobody_touched_is_whole() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        assert!(matches!(
            verdict(&house).await,
            Verdict::Verified { lines: 0, .. }
        ));
        written(&house, 5).await;
        assert!(matches!(
            verdict(&house).await,
            Verdict::Verified { lines: 5, .. }
        ));
        let newest = audit::newest(&house.db, None, 2).await.expect("read");
        assert_eq!(
            newest.iter().map(|line| line.seq).collect::<Vec<_>>(),
            [5, 4]
        );
        assert_eq!(
            audit::newest(&house.db, Some(2), 10)
                .await
                .expect("read")
                .len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn more_lines_than_a_page_are_verified_too() {
    let lite = db::testing::sqlite(SETS).await;
    let house = &house(&lite.db);
    house
        .db
        .transaction(|tx: Tx| async move {
            for _ in 0..2_345 {
                house
                    .record(
                        &tx,
                        Entry {
                            actor: "favn",
                            act: "sign_in",
                            thing: "x",
                            reason: None,
                        },
                    )
                    .await?;
            }
            Ok::<_, db::DbError>(())
        })
        .await
        .expect("written");
    assert!(matches!(
        verdict(house).await,
        Verdict::Verified { lines: 2_345, .. }
    ));
    house
        .db
        .execute(
            &sql("update audit set thing = 'y' where seq = 2001"),
            params![],
        )
        .await
        .expect("changed");
    assert_eq!(verdict(house).await, Verdict::Broken { seq: 2_001 });
}

#[tokio::test]
async fn every_change_behind_our_back_is_found_at_its_place() {
    // What is done, and the first line that no longer fits.
    let tampering: &[(&str, &[&'static str], i64)] = &[
        (
            "another actor",
            &["update audit set actor = 'staff_2' where seq = 3"],
            3,
        ),
        (
            "another act",
            &["update audit set act = 'sign_in' where seq = 3"],
            3,
        ),
        (
            "another thing",
            &["update audit set thing = 'conversation_9' where seq = 1"],
            1,
        ),
        (
            "a reason added",
            &["update audit set reason = 'x' where seq = 2"],
            2,
        ),
        (
            "a reason taken",
            &["update audit set reason = null where seq = 4"],
            4,
        ),
        ("a line taken out", &["delete from audit where seq = 3"], 3),
        (
            "the first line taken out",
            &["delete from audit where seq = 1"],
            1,
        ),
        (
            "a line taken out and the rest moved up",
            &[
                "delete from audit where seq = 3",
                "update audit set seq = 3 where seq = 4",
                "update audit set seq = 4 where seq = 5",
                "update audit_head set seq = 4 where id = 1",
            ],
            3,
        ),
        (
            "two lines swapped",
            &[
                "update audit set seq = 99 where seq = 2",
                "update audit set seq = 2 where seq = 3",
                "update audit set seq = 3 where seq = 99",
            ],
            2,
        ),
        (
            "a line put between",
            &[
                "update audit set seq = 6 where seq = 5",
                "insert into audit (seq, at, actor, act, thing, reason, previous, hash) select 5, at, actor, act, thing, reason, previous, hash from audit where seq = 4",
                "update audit_head set seq = 6 where id = 1",
            ],
            5,
        ),
        ("the end cut off", &["delete from audit where seq = 5"], 5),
        (
            "the end cut off and the head moved to match",
            &[
                "delete from audit where seq = 5",
                "update audit_head set seq = 4, hash = (select hash from audit where seq = 4) where id = 1",
            ],
            5,
        ),
        (
            "a line added at the end",
            &[
                "insert into audit (seq, at, actor, act, thing, reason, previous, hash) select 6, at, actor, act, thing, reason, hash, hash from audit where seq = 5",
                "update audit_head set seq = 6 where id = 1",
            ],
            6,
        ),
        ("everything taken out", &["delete from audit"], 1),
        (
            "the whole log set back without its seal",
            &[
                "delete from audit",
                "update audit_head set seq = 0 where id = 1",
            ],
            1,
        ),
    ];
    for (what, statements, place) in tampering {
        on_both(SETS, |db| async move {
            let house = house(&db);
            written(&house, 5).await;
            assert!(matches!(
                verdict(&house).await,
                Verdict::Verified { lines: 5, .. }
            ));
            for text in *statements {
                assert!(
                    house
                        .db
                        .execute(&sql(text), params![])
                        .await
                        .expect("tampered with")
                        > 0,
                    "{what}: {text}"
                );
            }
            assert_eq!(
                verdict(&house).await,
                Verdict::Broken { seq: *place },
                "{what}"
            );
        })
        .await;
    }
}

#[tokio::test]
async fn somebody_elses_seal_is_not_ours() {
    let lite = db::testing::sqlite(SETS).await;
    let house = house(&lite.db);
    written(&house, 2).await;
    let other = audit::Seal::of(&db::MasterKey::random(&base::Entropy::seeded(9)));
    assert_eq!(
        audit::verify(&house.db, &other).await.expect("read"),
        Verdict::Broken { seq: 3 }
    );
}

#[tokio::test]
async fn lines_written_at_once_take_turns() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        let all: Vec<_> = (0..20)
            .map(|_| {
                let house = house.clone();
                tokio::spawn(async move { written(&house, 3).await })
            })
            .collect();
        for one in all {
            one.await.expect("written");
        }
        assert!(matches!(
            verdict(&house).await,
            Verdict::Verified { lines: 60, .. }
        ));
    })
    .await;
}

#[tokio::test]
async fn what_did_not_happen_is_not_written_down() {
    on_both(SETS, |db| async move {
        let house = &house(&db);
        let undone: Result<(), db::DbError> = house
            .db
            .transaction(|tx: Tx| async move {
                house
                    .record(
                        &tx,
                        Entry {
                            actor: "staff_1",
                            act: "read_conversation",
                            thing: "x",
                            reason: None,
                        },
                    )
                    .await?;
                Err(db::DbError::NoRow {
                    statement: "nothing",
                })
            })
            .await;
        assert!(undone.is_err());
        written(house, 1).await;
        assert!(matches!(
            verdict(house).await,
            Verdict::Verified { lines: 1, .. }
        ));
    })
    .await;
}
