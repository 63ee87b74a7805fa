//! The door itself: [`Db`], [`Tx`] and what both can be asked.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

use crate::postgres::{Postgres, PostgresTx};
use crate::sqlite::{Sqlite, SqliteTx};
use crate::{DatabaseUrl, DbError, FromRow, Row, Sql, Transient, Value};

/// How often a transaction that lost a race is tried before the caller hears of it.
const TRIES: u32 = 8;

/// A write that takes longer than this is told to the log.
const SLOW: Duration = Duration::from_secs(1);

/// Which engine is behind the door. Features ask only where SQL truly differs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// The embedded one.
    Sqlite,
    /// The shared one.
    Postgres,
}

/// How to open the door.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Connections that read (SQLite), or connections in all (PostgreSQL).
    pub connections: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { connections: 8 }
    }
}

/// What another node said, on PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notification {
    /// A payload.
    Said(String),
    /// Listening has (re)started: something may have been said before that nobody heard.
    Resumed,
}

/// An open database. Clones are cheap and share it.
#[derive(Clone)]
pub struct Db(Behind);

#[derive(Clone)]
enum Behind {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// One transaction, given to the work in [`Db::transaction`]. Clones share it.
#[derive(Clone)]
pub struct Tx {
    behind: TxBehind,
    afterwards: Arc<Mutex<Vec<Afterwards>>>,
}

type Afterwards = Box<dyn FnOnce() + Send>;

#[derive(Clone)]
enum TxBehind {
    Sqlite(SqliteTx),
    Postgres(PostgresTx),
}

/// What can be asked of a [`Db`] (each statement by itself) and of a [`Tx`] (all or nothing).
pub trait Query: Sync {
    /// The rows as they come.
    ///
    /// # Errors
    /// [`DbError`], as for every method here.
    fn raw(
        &self,
        sql: &Sql,
        params: &[Value],
    ) -> impl Future<Output = Result<Vec<Row>, DbError>> + Send;

    /// Changes rows; says how many.
    fn execute(
        &self,
        sql: &Sql,
        params: &[Value],
    ) -> impl Future<Output = Result<u64, DbError>> + Send;

    /// Which engine answers.
    fn engine(&self) -> Engine;

    /// All rows, read.
    fn rows<T: FromRow + Send>(
        &self,
        sql: &Sql,
        params: &[Value],
    ) -> impl Future<Output = Result<Vec<T>, DbError>> + Send {
        async move {
            self.raw(sql, params)
                .await?
                .iter()
                .map(T::from_row)
                .collect()
        }
    }

    /// The first row, if there is one.
    fn first<T: FromRow + Send>(
        &self,
        sql: &Sql,
        params: &[Value],
    ) -> impl Future<Output = Result<Option<T>, DbError>> + Send {
        async move {
            self.raw(sql, params)
                .await?
                .first()
                .map(T::from_row)
                .transpose()
        }
    }

    /// The row that must be there; [`DbError::NoRow`] when it is not.
    fn one<T: FromRow + Send>(
        &self,
        sql: &Sql,
        params: &[Value],
    ) -> impl Future<Output = Result<T, DbError>> + Send {
        async move {
            self.first(sql, params).await?.ok_or(DbError::NoRow {
                statement: sql.name,
            })
        }
    }
}

impl Db {
    /// Opens the database at `url`; a missing SQLite file is created.
    ///
    /// # Errors
    /// [`DbError::Unreachable`] when it cannot be opened.
    pub async fn open(url: &DatabaseUrl, options: Options) -> Result<Self, DbError> {
        Ok(Self(match url {
            DatabaseUrl::Sqlite(path) => Behind::Sqlite(Sqlite::open(path, options.connections)?),
            DatabaseUrl::Postgres(url) => {
                Behind::Postgres(Postgres::open(url, options.connections).await?)
            }
        }))
    }

    /// Runs `work` in a transaction: committed when it returns `Ok`, undone when it returns `Err`,
    /// tried again (up to eight times in all, with growing pauses) when only a race was lost.
    /// On return the changes are durable.
    ///
    /// # Errors
    /// Those of `work`, and [`DbError`] for the transaction itself.
    pub async fn transaction<T, E, W, F>(&self, mut work: W) -> Result<T, E>
    where
        W: FnMut(Tx) -> F + Send,
        F: Future<Output = Result<T, E>> + Send,
        T: Send,
        E: From<DbError> + Transient + Send,
    {
        let (mut tries, asked) = (0, Instant::now());
        loop {
            tries += 1;
            let tx = self.begin().await?;
            let begun = Instant::now();
            let error = match work(tx.clone()).await {
                Ok(done) => match tx.commit().await {
                    Ok(()) => {
                        tell_when_slow(asked, begun, tries);
                        return Ok(done);
                    }
                    Err(error) => E::from(error),
                },
                Err(error) => {
                    tx.rollback().await;
                    error
                }
            };
            if tries >= TRIES || !error.is_transient() {
                return Err(error);
            }
            tokio::time::sleep(Duration::from_millis(1 << tries.min(7))).await;
        }
    }

    async fn begin(&self) -> Result<Tx, DbError> {
        let behind = match &self.0 {
            Behind::Sqlite(sqlite) => TxBehind::Sqlite(sqlite.begin().await?),
            Behind::Postgres(postgres) => TxBehind::Postgres(postgres.begin().await?),
        };
        Ok(Tx {
            behind,
            afterwards: Arc::default(),
        })
    }

    /// What other nodes say on `channel`; `None` on SQLite, where there are no other nodes.
    pub fn listen(
        &self,
        channel: &'static str,
    ) -> Option<tokio::sync::mpsc::UnboundedReceiver<Notification>> {
        match &self.0 {
            Behind::Sqlite(_) => None,
            Behind::Postgres(postgres) => Some(postgres.listen(channel)),
        }
    }

    /// Runs `work` on SQLite's writing connection, between transactions; `None` on PostgreSQL.
    /// For the online backup and for tests; features use [`Query`].
    ///
    /// # Errors
    /// [`DbError`] when the writer cannot be had.
    pub async fn on_sqlite<T>(
        &self,
        work: impl FnOnce(&mut rusqlite::Connection) -> T,
    ) -> Result<Option<T>, DbError> {
        match &self.0 {
            Behind::Sqlite(sqlite) => sqlite.alone(work).await.map(Some),
            Behind::Postgres(_) => Ok(None),
        }
    }

    /// A PostgreSQL connection outside the pool; `None` on SQLite.
    ///
    /// # Errors
    /// [`DbError::Unreachable`].
    pub async fn on_postgres(&self) -> Result<Option<tokio_postgres::Client>, DbError> {
        match &self.0 {
            Behind::Sqlite(_) => Ok(None),
            Behind::Postgres(postgres) => postgres.alone().await.map(Some),
        }
    }
}

/// Where a write lost its time: waiting for its turn (and in races it lost), or from there to the
/// disk. Nothing of what was written.
fn tell_when_slow(asked: Instant, begun: Instant, tries: u32) {
    let (turn, work) = (begun.duration_since(asked), begun.elapsed());
    if turn + work >= SLOW {
        let (turn_ms, work_ms) = (turn.as_millis(), work.as_millis());
        tracing::warn!(turn_ms, work_ms, tries, "a slow write");
    }
}

impl Query for Db {
    async fn raw(&self, sql: &Sql, params: &[Value]) -> Result<Vec<Row>, DbError> {
        match &self.0 {
            Behind::Sqlite(sqlite) => sqlite.read(sql, params).await,
            Behind::Postgres(postgres) => postgres.read(sql, params).await,
        }
    }

    async fn execute(&self, sql: &Sql, params: &[Value]) -> Result<u64, DbError> {
        match &self.0 {
            Behind::Sqlite(sqlite) => {
                let tx = sqlite.begin().await?;
                let changed = tx.execute(sql, params)?;
                tx.commit().await?;
                Ok(changed)
            }
            Behind::Postgres(postgres) => postgres.execute(sql, params).await,
        }
    }

    fn engine(&self) -> Engine {
        match &self.0 {
            Behind::Sqlite(_) => Engine::Sqlite,
            Behind::Postgres(_) => Engine::Postgres,
        }
    }
}

impl Tx {
    /// Runs `then` once the transaction is durable; never when it is undone.
    pub fn after_commit(&self, then: impl FnOnce() + Send + 'static) {
        self.afterwards.lock().push(Box::new(then));
    }

    async fn commit(&self) -> Result<(), DbError> {
        match &self.behind {
            TxBehind::Sqlite(tx) => tx.commit().await?,
            TxBehind::Postgres(tx) => {
                if let Err(error) = tx.commit().await {
                    tx.rollback().await;
                    return Err(error);
                }
            }
        }
        let afterwards = std::mem::take(&mut *self.afterwards.lock());
        for then in afterwards {
            then();
        }
        Ok(())
    }

    async fn rollback(&self) {
        match &self.behind {
            TxBehind::Sqlite(tx) => tx.rollback(),
            TxBehind::Postgres(tx) => tx.rollback().await,
        }
    }
}

impl Query for Tx {
    async fn raw(&self, sql: &Sql, params: &[Value]) -> Result<Vec<Row>, DbError> {
        match &self.behind {
            TxBehind::Sqlite(tx) => tx.rows(sql, params),
            TxBehind::Postgres(tx) => tx.rows(sql, params).await,
        }
    }

    async fn execute(&self, sql: &Sql, params: &[Value]) -> Result<u64, DbError> {
        match &self.behind {
            TxBehind::Sqlite(tx) => tx.execute(sql, params),
            TxBehind::Postgres(tx) => tx.execute(sql, params).await,
        }
    }

    fn engine(&self) -> Engine {
        match &self.behind {
            TxBehind::Sqlite(_) => Engine::Sqlite,
            TxBehind::Postgres(_) => Engine::Postgres,
        }
    }
}
