//! Connections that only read. In WAL they never wait for the writer, nor it for them.

use std::path::Path;
use std::time::{Duration, Instant};

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
            // Eight megabytes of pages each, taken as they are read: a large directory's hot ones.
            connection.execute_batch(
                "pragma query_only = on; pragma temp_store = memory; pragma cache_size = -8192;",
            )?;
            free.push(Runner::new(connection));
        }
        Ok(Self {
            free: Mutex::new(free),
            permits: Semaphore::new(count),
        })
    }

    pub(super) async fn read(&self, sql: &Sql, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let closed = || DbError::Unreachable("the database is closed".to_owned());
        let _permit = self.permits.acquire().await.map_err(|_| closed())?;
        let Some(mut runner) = self.free.lock().pop() else {
            return Err(closed());
        };
        let found = match runner.took(sql) >= LONG {
            true => off_the_worker(|| timed(&mut runner, sql, params)),
            false => timed(&mut runner, sql, params),
        };
        self.free.lock().push(runner);
        found
    }
}

/// A statement whose last reading took this long gives its thread's other work away meanwhile.
///
/// Most readings take ten microseconds and stay where they are: to hand the work over (or to
/// hop to another thread) took three times as long as the reading itself, and as much again of
/// the other tasks' time (115,000 readings a second against 35,000, 200 tasks on two cores).
const LONG: Duration = Duration::from_millis(1);

fn timed(runner: &mut Runner, sql: &Sql, params: &[Value]) -> Result<Vec<Row>, DbError> {
    let begun = Instant::now();
    let found = runner.rows(sql, params);
    runner.remember(sql, begun.elapsed());
    found
}

/// Runs `work` here, telling the runtime that this thread may be busy for a while.
fn off_the_worker<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}
