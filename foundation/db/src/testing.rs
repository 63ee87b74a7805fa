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
    let (db, url) = create(None).await;
    db.migrate(sets).await.expect("migrations on PostgreSQL");
    TestDb {
        db,
        url,
        folder: None,
    }
}

/// A new database on the PostgreSQL for tests, empty or the copy of another.
#[expect(clippy::expect_used, reason = "only tests call this")]
async fn create(template: Option<&str>) -> (Db, DatabaseUrl) {
    let name = name();
    let template = template.map_or_else(String::new, |from| format!(" template {from}"));
    on_server(&format!("create database {name}{template}")).await;
    let url = DatabaseUrl::Postgres(address(&name));
    let db = Db::open(&url, Options { connections: 4 })
        .await
        .expect("the fresh database");
    (db, url)
}

#[expect(clippy::expect_used, reason = "only tests call this")]
fn server() -> String {
    std::env::var("FAVN_TEST_POSTGRES")
        .expect("FAVN_TEST_POSTGRES must name a PostgreSQL server; run the tests by `make test` or `cargo nextest run`")
}

/// The URL of the database `name` on the same server.
fn address(name: &str) -> String {
    let server = server();
    let (before, query) = server
        .split_once('?')
        .map_or((server.as_str(), None), |(before, query)| {
            (before, Some(query))
        });
    let base = before.rsplit_once('/').map_or(before, |(base, _)| base);
    query.map_or_else(
        || format!("{base}/{name}"),
        |query| format!("{base}/{name}?{query}"),
    )
}

/// What a database is called on its server; nothing on SQLite.
fn database(url: &DatabaseUrl) -> &str {
    let DatabaseUrl::Postgres(url) = url else {
        return "";
    };
    let path = url.split('?').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// Says something to the server itself.
#[expect(clippy::expect_used, reason = "only tests call this")]
async fn on_server(words: &str) {
    let admin = Db::open(&DatabaseUrl::Postgres(server()), Options { connections: 1 })
        .await
        .expect("the test PostgreSQL");
    let client = admin
        .on_postgres()
        .await
        .expect("a connection")
        .expect("PostgreSQL");
    client.batch_execute(words).await.expect(words);
}

/// Many fresh databases with the same tables on the PostgreSQL for tests. They are copied, which
/// is quicker than migrating each.
pub struct Mould {
    name: String,
}

impl Mould {
    /// One with the tables of `sets`.
    ///
    /// # Panics
    /// As [`postgres`].
    #[expect(clippy::expect_used, reason = "only tests call this")]
    pub async fn new(sets: &[Migrations]) -> Self {
        let name = {
            let (db, url) = create(None).await;
            db.migrate(sets).await.expect("migrations on PostgreSQL");
            database(&url).to_owned()
        };
        // A database is copied only while nobody is in it.
        on_server(&format!("alter database {name} allow_connections false")).await;
        on_server(&format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        ))
        .await;
        Self { name }
    }

    /// A copy.
    ///
    /// # Panics
    /// As [`postgres`].
    pub async fn copy(&self) -> TestDb {
        let (db, url) = create(Some(&self.name)).await;
        TestDb {
            db,
            url,
            folder: None,
        }
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
