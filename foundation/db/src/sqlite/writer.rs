//! The one writer. Transactions take turns at it, each in a savepoint; a thread commits what
//! has gathered.
//!
//! How the grouping works: the lock is fair, so its queue is the batch. The first transaction
//! to end wakes the committing thread, which queues for the lock behind all that wait at that
//! moment. They have their turns, then one COMMIT with one sync makes all of them durable and
//! each is told. Those who arrive during the sync form the next batch. A lone transaction
//! waits for nobody.
//!
//! Invariant: a transaction is acknowledged only after the COMMIT that holds it has returned.

use std::sync::{Arc, mpsc};

use parking_lot::Mutex as ShortMutex;
use rusqlite::Connection;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use super::run::Runner;
use crate::{DbError, Row, Sql, Value};

type Done = oneshot::Sender<Result<(), DbError>>;

pub(super) struct Writer {
    desk: Arc<Mutex<Desk>>,
    wake: mpsc::Sender<()>,
}

/// What the lock guards.
struct Desk {
    runner: Runner,
    /// Those whose savepoints are released and who wait for the COMMIT.
    waiting: Vec<Done>,
    /// Whether BEGIN has been said.
    open: bool,
}

impl Writer {
    pub(super) fn start(connection: Connection) -> Self {
        let desk = Arc::new(Mutex::new(Desk {
            runner: Runner::new(connection),
            waiting: Vec::new(),
            open: false,
        }));
        let (wake, woken) = mpsc::channel();
        let for_thread = desk.clone();
        // Ends when the last `Writer` and `SqliteTx` are gone and with them the sender.
        std::thread::spawn(move || {
            while woken.recv().is_ok() {
                for_thread.blocking_lock().commit();
            }
        });
        Self { desk, wake }
    }

    pub(super) async fn begin(&self) -> Result<SqliteTx, DbError> {
        let mut desk = self.desk.clone().lock_owned().await;
        desk.begin()?;
        Ok(SqliteTx {
            turn: Arc::new(ShortMutex::new(Some(Turn {
                desk,
                wake: self.wake.clone(),
                failed: false,
                released: false,
            }))),
        })
    }

    pub(super) async fn alone<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> T,
    ) -> Result<T, DbError> {
        let mut desk = self.desk.lock().await;
        desk.commit();
        Ok(work(&mut desk.runner.connection))
    }
}

impl Desk {
    fn begin(&mut self) -> Result<(), DbError> {
        if !self.open {
            self.say("begin immediate")?;
            self.open = true;
        }
        self.say("savepoint turn")
    }

    fn commit(&mut self) {
        if !self.open {
            return;
        }
        self.open = false;
        let done = self.say("commit");
        if done.is_err() {
            // The file is as it was; a second failure changes nothing about that.
            let _ = self.say("rollback");
        }
        for waiting in self.waiting.drain(..) {
            // Whoever no longer waits has lost interest, not the data.
            let _ = waiting.send(done.clone());
        }
    }

    fn say(&self, words: &'static str) -> Result<(), DbError> {
        self.runner
            .connection
            .prepare_cached(words)
            .and_then(|mut statement| statement.execute(()))
            .map(drop)
            .map_err(|error| DbError::sqlite(words, &error))
    }
}

/// One transaction's turn at the writer. Clones share the turn.
#[derive(Clone)]
pub(crate) struct SqliteTx {
    turn: Arc<ShortMutex<Option<Turn>>>,
}

struct Turn {
    desk: OwnedMutexGuard<Desk>,
    wake: mpsc::Sender<()>,
    failed: bool,
    released: bool,
}

impl SqliteTx {
    pub(crate) fn rows(&self, sql: &Sql, params: &[Value]) -> Result<Vec<Row>, DbError> {
        self.run(sql, |runner| runner.rows(sql, params))
    }

    pub(crate) fn execute(&self, sql: &Sql, params: &[Value]) -> Result<u64, DbError> {
        self.run(sql, |runner| runner.execute(sql, params))
    }

    fn run<T>(
        &self,
        sql: &Sql,
        work: impl FnOnce(&mut Runner) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        let mut turn = self.turn.lock();
        let over = DbError::Over {
            statement: sql.name,
        };
        let turn = turn.as_mut().filter(|turn| !turn.failed).ok_or(over)?;
        let done = work(&mut turn.desk.runner);
        turn.failed = done.is_err();
        done
    }

    /// Gives the turn up and waits until what it wrote has reached the disk.
    pub(crate) async fn commit(&self) -> Result<(), DbError> {
        let told = {
            let Some(mut turn) = self.turn.lock().take() else {
                return Err(DbError::Over {
                    statement: "commit",
                });
            };
            if turn.failed {
                return Err(DbError::Over {
                    statement: "commit",
                }); // dropping the turn undoes it
            }
            turn.desk.say("release turn")?;
            let (done, told) = oneshot::channel();
            turn.desk.waiting.push(done);
            if turn.desk.waiting.len() == 1 {
                let _ = turn.wake.send(());
            }
            turn.released = true;
            told
        };
        told.await
            .unwrap_or_else(|_| Err(DbError::Unreachable("the database was closed".to_owned())))
    }

    pub(crate) fn rollback(&self) {
        drop(self.turn.lock().take());
    }
}

impl Drop for Turn {
    /// A turn that was not committed leaves nothing behind.
    fn drop(&mut self) {
        if self.released {
            return;
        }
        let undone = self
            .desk
            .say("rollback to turn")
            .and_then(|()| self.desk.say("release turn"));
        if undone.is_err() {
            tracing::error!(error = ?undone, "a transaction could not be undone alone; its whole batch is");
            let _ = self.desk.say("rollback");
            self.desk.open = false;
            for waiting in self.desk.waiting.drain(..) {
                let _ = waiting.send(undone.clone());
            }
        } else if self.desk.waiting.is_empty() {
            // Nobody will wake the committing thread, and an open transaction would keep
            // other processes from the file.
            self.desk.commit();
        }
    }
}
