//! The shared engine: PostgreSQL 15 or newer behind a pool.

mod listen;
mod tls;
mod values;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use parking_lot::RwLock;
use tokio_postgres::types::ToSql;

pub(crate) use tls::connector;

use crate::row::Columns;
use crate::{DbError, Notification, Row, Sql, Value};

/// A pool of connections.
#[derive(Clone)]
pub(crate) struct Postgres(Arc<Inner>);

struct Inner {
    pool: Pool,
    url: String,
    columns: RwLock<HashMap<usize, Columns>>,
}

impl Postgres {
    pub(crate) async fn open(url: &str, connections: usize) -> Result<Self, DbError> {
        let (config, tls) = connector(url)?;
        let manager = Manager::from_config(
            config,
            tls,
            ManagerConfig {
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let pool = Pool::builder(manager)
            .max_size(connections)
            .runtime(deadpool_postgres::Runtime::Tokio1)
            .wait_timeout(Some(std::time::Duration::from_secs(10)))
            .create_timeout(Some(std::time::Duration::from_secs(10)))
            .build()
            .map_err(|error| DbError::Unreachable(error.to_string()))?;
        let opened = Self(Arc::new(Inner {
            pool,
            url: url.to_owned(),
            columns: RwLock::default(),
        }));
        // Said now, not at the first request: that nobody answers, or somebody too old.
        let client = opened.client().await?;
        let version = client
            .query_one("select current_setting('server_version_num')::int", &[])
            .await;
        let version: i32 = version
            .map_err(|error| DbError::postgres("version", &error))?
            .get(0);
        new_enough(version)?;
        Ok(opened)
    }

    async fn client(&self) -> Result<Object, DbError> {
        self.0.pool.get().await.map_err(|error| {
            let cause = std::error::Error::source(&error)
                .map(ToString::to_string)
                .unwrap_or_default();
            DbError::Unreachable(format!("{error} {cause}"))
        })
    }

    pub(crate) async fn read(&self, sql: &Sql, params: &[Value]) -> Result<Vec<Row>, DbError> {
        rows(&self.client().await?, &self.0.columns, sql, params).await
    }

    pub(crate) async fn execute(&self, sql: &Sql, params: &[Value]) -> Result<u64, DbError> {
        execute(&self.client().await?, sql, params).await
    }

    pub(crate) async fn begin(&self) -> Result<PostgresTx, DbError> {
        let client = self.client().await?;
        client
            .batch_execute("begin")
            .await
            .map_err(|error| DbError::postgres("begin", &error))?;
        Ok(PostgresTx(Arc::new(Open {
            client: Some(client),
            pool: self.clone(),
            ended: AtomicBool::new(false),
            failed: AtomicBool::new(false),
        })))
    }

    pub(crate) fn listen(
        &self,
        channel: &'static str,
    ) -> tokio::sync::mpsc::UnboundedReceiver<Notification> {
        listen::listen(self.0.url.clone(), channel)
    }

    /// A connection outside the pool, for migrations.
    pub(crate) async fn alone(&self) -> Result<tokio_postgres::Client, DbError> {
        let (config, tls) = connector(&self.0.url)?;
        let (client, connection) = config
            .connect(tls)
            .await
            .map_err(|error| DbError::Unreachable(error.to_string()))?;
        tokio::spawn(connection);
        Ok(client)
    }
}

/// 15 is the oldest version that Favn is tested on: `150004` and newer, as PostgreSQL counts.
fn new_enough(version: i32) -> Result<(), DbError> {
    if version >= 150_000 {
        return Ok(());
    }
    let major = version / 10_000;
    Err(DbError::Unreachable(format!(
        "the server is PostgreSQL {major}; Favn needs 15 or newer. Upgrade the server"
    )))
}

fn refs(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params
        .iter()
        .map(|value| value as &(dyn ToSql + Sync))
        .collect()
}

async fn rows(
    client: &Object,
    known: &RwLock<HashMap<usize, Columns>>,
    sql: &Sql,
    params: &[Value],
) -> Result<Vec<Row>, DbError> {
    let failed = |error: tokio_postgres::Error| DbError::postgres(sql.name, &error);
    let statement = client.prepare_cached(sql.text).await.map_err(failed)?;
    let found = client
        .query(&statement, &refs(params))
        .await
        .map_err(failed)?;
    let key = sql.text.as_ptr() as usize;
    let columns = known.read().get(&key).cloned();
    let columns = columns.unwrap_or_else(|| {
        let columns: Columns = statement
            .columns()
            .iter()
            .map(|column| Box::from(column.name()))
            .collect();
        known.write().insert(key, columns.clone());
        columns
    });
    found
        .iter()
        .map(|row| {
            let values = (0..row.len())
                .map(|index| row.try_get::<_, Value>(index))
                .collect::<Result<_, _>>();
            Ok(Row {
                statement: sql.name,
                columns: columns.clone(),
                values: values.map_err(failed)?,
            })
        })
        .collect()
}

async fn execute(client: &Object, sql: &Sql, params: &[Value]) -> Result<u64, DbError> {
    let failed = |error: tokio_postgres::Error| DbError::postgres(sql.name, &error);
    let statement = client.prepare_cached(sql.text).await.map_err(failed)?;
    client
        .execute(&statement, &refs(params))
        .await
        .map_err(failed)
}

/// One transaction. Clones share it.
#[derive(Clone)]
pub(crate) struct PostgresTx(Arc<Open>);

struct Open {
    client: Option<Object>,
    pool: Postgres,
    ended: AtomicBool,
    failed: AtomicBool,
}

impl PostgresTx {
    fn client(&self, sql: &Sql) -> Result<&Object, DbError> {
        let over = self.0.ended.load(Ordering::SeqCst) || self.0.failed.load(Ordering::SeqCst);
        self.0
            .client
            .as_ref()
            .filter(|_| !over)
            .ok_or(DbError::Over {
                statement: sql.name,
            })
    }

    fn noted<T>(&self, done: Result<T, DbError>) -> Result<T, DbError> {
        if done.is_err() {
            self.0.failed.store(true, Ordering::SeqCst);
        }
        done
    }

    pub(crate) async fn rows(&self, sql: &Sql, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let done = rows(self.client(sql)?, &self.0.pool.0.columns, sql, params).await;
        self.noted(done)
    }

    pub(crate) async fn execute(&self, sql: &Sql, params: &[Value]) -> Result<u64, DbError> {
        let done = execute(self.client(sql)?, sql, params).await;
        self.noted(done)
    }

    pub(crate) async fn commit(&self) -> Result<(), DbError> {
        const COMMIT: Sql = Sql {
            name: "commit",
            text: "commit",
        };
        let client = self.client(&COMMIT)?;
        self.noted(
            client
                .batch_execute("commit")
                .await
                .map_err(|error| DbError::postgres("commit", &error)),
        )?;
        self.0.ended.store(true, Ordering::SeqCst);
        Ok(())
    }

    pub(crate) async fn rollback(&self) {
        if self.0.ended.load(Ordering::SeqCst) {
            return;
        }
        if let Some(client) = &self.0.client
            && client.batch_execute("rollback").await.is_ok()
        {
            self.0.ended.store(true, Ordering::SeqCst);
        }
    }
}

impl Drop for Open {
    /// A connection whose transaction did not end is closed, not handed to the next request.
    fn drop(&mut self) {
        if !self.ended.load(Ordering::SeqCst)
            && let Some(client) = self.client.take()
        {
            drop(Object::take(client));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_too_old_is_named() {
        assert_eq!(new_enough(150_018), Ok(()));
        assert!(
            new_enough(140_009).is_err_and(|error| error.to_string().contains("PostgreSQL 14"))
        );
    }
}
