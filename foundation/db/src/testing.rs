//! For tests: a fresh database on each engine, and every statement prepared on both.

use std::future::Future;
use std::path::PathBuf;

use base::{Clock, Entropy};

use crate::{DatabaseUrl, Db, Keys, MasterKey, Migrations, Options, Query, Sql, keys};

/// A database that lives as long as this value.
pub struct TestDb {
    /// The open, migrated database.
    pub db: Db,
    /// Where it is, for a second node or another process.
    pub url: DatabaseUrl,
    folder: Option<PathBuf>,
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn name() -> String {
    format!(
        "favn_test_{}",
        Entropy::system().uuid(Clock::system().now()).simple()
    )
}

/// A fresh SQLite file with the tables of `sets`, in a folder of its own.
///
/// # Panics
/// When it cannot be made: the test cannot run.
#[expect(clippy::expect_used, reason = "only tests call this")]
pub async fn sqlite(sets: &[Migrations]) -> TestDb {
    let folder = std::env::temp_dir().join(name());
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let url = DatabaseUrl::Sqlite(folder.join("favn.sqlite"));
    let db = Db::open(&url, Options { connections: 4 })
        .await
        .expect("a fresh SQLite file");
    db.migrate(sets).await.expect("migrations on SQLite");
    TestDb {
        db,
        url,
        folder: Some(folder),
    }
}

/// A fresh database with the tables of `sets` on the PostgreSQL named by `FAVN_TEST_POSTGRES`.
///
/// # Panics
/// When there is none: a test that silently skipped an engine would prove nothing.
#[expect(clippy::expect_used, reason = "only tests call this")]
pub async fn postgres(sets: &[Migrations]) -> TestDb {
    let server = std::env::var("FAVN_TEST_POSTGRES")
        .expect("FAVN_TEST_POSTGRES must name a PostgreSQL server; run the tests by `make test` or `cargo nextest run`");
    let admin = Db::open(
        &DatabaseUrl::Postgres(server.clone()),
        Options { connections: 1 },
    )
    .await
    .expect("the test PostgreSQL");
    let name = name();
    let client = admin
        .on_postgres()
        .await
        .expect("a connection")
        .expect("PostgreSQL");
    client
        .batch_execute(&format!("create database {name}"))
        .await
        .expect("a fresh database");
    let (before, query) = server
        .split_once('?')
        .map_or((server.as_str(), None), |(before, query)| {
            (before, Some(query))
        });
    let base = before.rsplit_once('/').map_or(before, |(base, _)| base);
    let url = DatabaseUrl::Postgres(query.map_or_else(
        || format!("{base}/{name}"),
        |query| format!("{base}/{name}?{query}"),
    ));
    let db = Db::open(&url, Options { connections: 4 })
        .await
        .expect("the fresh database");
    db.migrate(sets).await.expect("migrations on PostgreSQL");
    TestDb {
        db,
        url,
        folder: None,
    }
}

/// Runs `test` on a fresh database of each engine.
///
/// # Panics
/// When `test` does, after saying on which engine.
#[expect(clippy::print_stderr, reason = "a failing test says on which engine")]
pub async fn on_both<F: Future<Output = ()>>(sets: &[Migrations], test: impl Fn(Db) -> F) {
    for test_db in [sqlite(sets).await, postgres(sets).await] {
        eprintln!("on {:?}", test_db.db.engine());
        test(test_db.db.clone()).await;
    }
}

/// Prepares every statement on both engines.
///
/// # Panics
/// With all statements that an engine refuses.
pub async fn prepares_everywhere(statements: &[Sql], sets: &[Migrations]) {
    let mut wrong = Vec::new();
    let lite = sqlite(sets).await;
    let _ = lite
        .db
        .on_sqlite(|connection| {
            for sql in statements {
                if let Err(error) = connection.prepare(&sql.text.replace('$', "?")) {
                    wrong.push(format!("SQLite, {}: {error}", sql.name));
                }
            }
        })
        .await;
    let shared = postgres(sets).await;
    if let Ok(Some(client)) = shared.db.on_postgres().await {
        for sql in statements {
            if let Err(error) = client.prepare(sql.text).await {
                let cause = error
                    .as_db_error()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                wrong.push(format!("PostgreSQL, {}: {error} {cause}", sql.name));
            }
        }
    } else {
        wrong.push("PostgreSQL did not answer".to_owned());
    }
    assert!(
        wrong.is_empty(),
        "statements refused:\n{}",
        wrong.join("\n")
    );
    assert!(!statements.is_empty(), "no statements were given");
}

/// A key store in `db` itself, under a seeded master key. `db` needs [`keys::MIGRATIONS`].
pub fn keys_in(db: &Db, clock: &Clock) -> Keys {
    let entropy = Entropy::seeded(77);
    Keys::new(
        db.clone(),
        MasterKey::random(&entropy),
        clock.clone(),
        Entropy::system(),
    )
}

/// The tables of the door itself: keys and jobs.
pub const OWN: &[Migrations] = &[keys::MIGRATIONS, crate::jobs::MIGRATIONS];
