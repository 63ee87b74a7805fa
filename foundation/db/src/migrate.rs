//! Changes to tables, feature by feature, run at start under a lock.
//!
//! The SQL files come in two folders under the same names; `refinery` keeps the history and
//! refuses a file that was changed after it ran. Landed migrations are history: add, never edit.

use refinery::{Migration as Step, Runner};

use crate::sqlite::Turn;
use crate::{Db, DbError};

/// One migration in both dialects.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// The file's name without its ending, such as `V1__conversations`.
    pub name: &'static str,
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

/// One feature's migrations, oldest first. Made by [`migrations!`](crate::migrations).
#[derive(Clone, Copy, Debug)]
pub struct Migrations {
    /// Whose they are: the crate's name.
    pub feature: &'static str,
    /// The steps.
    pub steps: &'static [Migration],
}

/// Lists a crate's migrations: `db::migrations!("helpline": "V1__conversations", "V2__receipts")`
/// reads `migrations/sqlite/V1__conversations.sql` and its twin under `migrations/postgres`.
#[macro_export]
macro_rules! migrations {
    ($feature:literal: $($name:literal),+ $(,)?) => {
        $crate::Migrations {
            feature: $feature,
            steps: &[$($crate::Migration {
                name: $name,
                sqlite: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite/", $name, ".sql")),
                postgres: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres/", $name, ".sql")),
            }),+],
        }
    };
}

/// The lock under which PostgreSQL nodes that start together take turns ("favn" in ASCII).
const LOCK: i64 = 0x6661_766e;

impl Db {
    /// Runs what has not run yet, in order. Safe to call from several nodes at once.
    ///
    /// # Errors
    /// [`DbError::Newer`] when the database knows migrations this program does not;
    /// [`DbError::Migration`] when one fails (it is undone).
    pub async fn migrate(&self, sets: &[Migrations]) -> Result<(), DbError> {
        let on_sqlite = self
            .on_sqlite(|connection| on_sqlite(connection, sets))
            .await?;
        if let Some(done) = on_sqlite {
            return done;
        }
        if let Some(mut client) = self.on_postgres().await? {
            let locked = |error: tokio_postgres::Error| DbError::postgres("migration lock", &error);
            client
                .execute("select pg_advisory_lock($1)", &[&LOCK])
                .await
                .map_err(locked)?;
            for set in sets {
                runner(set, |step| step.postgres)?
                    .run_async(&mut client)
                    .await
                    .map_err(|error| failed(set, &error))?;
            }
            client
                .execute("select pg_advisory_unlock($1)", &[&LOCK])
                .await
                .map_err(locked)?;
        }
        Ok(())
    }
}

/// The writing connection is ours alone in this process; among processes it is our turn.
fn on_sqlite(connection: &mut rusqlite::Connection, sets: &[Migrations]) -> Result<(), DbError> {
    let _turn = Turn::wait(connection);
    for set in sets {
        runner(set, |step| step.sqlite)?
            .run(connection)
            .map_err(|error| failed(set, &error))?;
    }
    Ok(())
}

fn runner(set: &Migrations, text: impl Fn(&Migration) -> &'static str) -> Result<Runner, DbError> {
    let steps = set
        .steps
        .iter()
        .map(|step| Step::unapplied(step.name, text(step)).map_err(|error| failed(set, &error)))
        .collect::<Result<Vec<_>, _>>()?;
    let mut runner = Runner::new(&steps);
    runner.set_migration_table_name(format!("migrations_{}", set.feature));
    Ok(runner)
}

fn failed(set: &Migrations, error: &refinery::Error) -> DbError {
    let feature = set.feature;
    match error.kind() {
        refinery::error::Kind::MissingVersion(step) => DbError::Newer {
            feature,
            detail: step.to_string(),
        },
        _ => {
            let cause = std::error::Error::source(error)
                .map(ToString::to_string)
                .unwrap_or_default();
            DbError::Migration {
                feature,
                detail: format!("{error}: {cause}"),
            }
        }
    }
}
