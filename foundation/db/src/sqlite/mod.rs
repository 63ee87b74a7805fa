//! The embedded engine: one file, one writer whose commits are grouped, many readers (WAL).

mod readers;
mod run;
mod turn;
mod writer;

use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags};

pub(crate) use run::from_sqlite;
pub(crate) use turn::Turn;
pub(crate) use writer::SqliteTx;

use crate::{DbError, Row, Sql, Value};

/// An open file.
#[derive(Clone)]
pub(crate) struct Sqlite(Arc<Inner>);

struct Inner {
    writer: writer::Writer,
    readers: readers::Readers,
}

impl Sqlite {
    /// Opens or creates the file at `path`. `readers` connections read side by side.
    pub(crate) fn open(path: &Path, readers: usize) -> Result<Self, DbError> {
        let opened = |error: rusqlite::Error| {
            DbError::Unreachable(format!("{} cannot be opened: {error}", path.display()))
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(opened)?;
        let turn = Turn::wait(&connection);
        // FULL: a commit has reached the disk before it is acknowledged.
        // secure_delete: what is deleted is overwritten, not left in a free page.
        connection
            .execute_batch(
                "pragma busy_timeout = 5000;
                 pragma journal_mode = wal;
                 pragma synchronous = full;
                 pragma foreign_keys = on;
                 pragma secure_delete = on;
                 pragma temp_store = memory;",
            )
            .map_err(opened)?;
        drop(turn);
        let readers = readers::Readers::open(path, readers).map_err(opened)?;
        Ok(Self(Arc::new(Inner {
            writer: writer::Writer::start(connection),
            readers,
        })))
    }

    pub(crate) async fn read(&self, sql: &Sql, params: &[Value]) -> Result<Vec<Row>, DbError> {
        self.0.readers.read(sql, params).await
    }

    pub(crate) async fn begin(&self) -> Result<SqliteTx, DbError> {
        self.0.writer.begin().await
    }

    /// Runs `work` on the writing connection, outside any transaction: migrations, backup.
    pub(crate) async fn alone<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> T,
    ) -> Result<T, DbError> {
        self.0.writer.alone(work).await
    }
}
