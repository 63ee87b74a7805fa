//! Connections that only read. In WAL they never wait for the writer, nor it for them.

use std::path::Path;
use std::time::Duration;

use parking_lot::Mutex;
use rusqlite::{Connection, OpenFlags};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::Semaphore;

use super::run::Runner;
use crate::{DbError, Row, Sql, Value};

pub(super) struct Readers {
    free: Mutex<Vec<Runner>>,
    permits: Semaphore,
}

impl Readers {
    pub(super) fn open(path: &Path, count: usize) -> rusqlite::Result<Self> {
        let mut free = Vec::with_capacity(count);
        for _ in 0..count {
            let connection = Connection::open_with_flags(
                path,
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
            )?;
            connection.busy_timeout(Duration::from_secs(5))?;
            // Opened for writing because WAL needs its shared memory; held to reading here.
            connection.execute_batch("pragma query_only = on; pragma temp_store = memory;")?;
            free.push(Runner::new(connection));
        }
        Ok(Self { free: Mutex::new(free), permits: Semaphore::new(count) })
    }

    pub(super) async fn read(&self, sql: &Sql, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let closed = || DbError::Unreachable("the database is closed".to_owned());
        let _permit = self.permits.acquire().await.map_err(|_| closed())?;
        let Some(mut runner) = self.free.lock().pop() else { return Err(closed()) };
        let found = off_the_worker(|| runner.rows(sql, params));
        self.free.lock().push(runner);
        found
    }
}

/// Runs `work` here, telling the runtime that this thread may be busy for a while.
/// A read takes microseconds: a hop to another thread would cost more than most reads.
fn off_the_worker<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}
