//! Jobs are rows, queued in the transaction that causes them: they happen if and only if it does.
//!
//! At least once: a job whose node died is taken up by another when its lock runs out, so
//! handlers must stand a repeat. The pair of kind and key makes queueing twice harmless. A job
//! that keeps failing becomes a dead letter, which somebody sees and can try again.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use base::{Clock, Entropy, Moment};
use tokio::sync::watch;
use uuid::Uuid;

use crate::{Db, DbError, FromRow, Migrations, Query, Row, Tx, params};

/// Tables of the jobs.
pub const MIGRATIONS: Migrations = crate::migrations!("jobs": "V1__jobs");

/// Tries before a job becomes a dead letter; with the pauses below about a day and a half.
const TRIES: i64 = 12;
/// How long a node may work on a job before another takes it for dead.
const LOCK: Duration = Duration::from_secs(120);
/// How often a node looks for work when nothing wakes it.
const LOOK: Duration = Duration::from_secs(2);

crate::statements! {
    /// Queues, unless the same is queued already.
    pub QUEUE = "insert into jobs (id, kind, key, payload, run_at, queued_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (kind, key) do nothing";
    /// What is due of one kind and nobody holds.
    pub DUE = "select id, payload, attempts from jobs
        where dead_at is null and run_at <= $1 and (locked_until is null or locked_until < $1)
            and kind = $2
        order by run_at
        limit 16";
    /// Takes one, if nobody was quicker.
    pub TAKE = "update jobs set locked_until = $2, attempts = attempts + 1
        where id = $1 and attempts = $3 and dead_at is null";
    /// It is done.
    pub DONE = "delete from jobs where id = $1";
    /// It failed; later again.
    pub LATER = "update jobs set locked_until = null, run_at = $2, last_error = $3 where id = $1";
    /// It failed for good.
    pub DEAD = "update jobs set locked_until = null, dead_at = $2, last_error = $3 where id = $1";
    /// The dead letters, newest first.
    pub DEAD_LETTERS = "select id, kind, key, queued_at, attempts, last_error, dead_at from jobs
        where dead_at is not null
        order by dead_at desc
        limit 200";
    /// Gives a dead letter another life.
    pub REVIVE = "update jobs set dead_at = null, attempts = 0, run_at = $2 where id = $1 and dead_at is not null";
    /// How many wait, dead ones not counted.
    pub WAITING = "select count(*) from jobs where dead_at is null";
}

/// A job to be queued.
#[derive(Clone, Debug)]
pub struct Job {
    /// Which handler it is for.
    pub kind: &'static str,
    /// What makes it the same job: queued twice under one key, it runs once.
    pub key: String,
    /// What the handler needs, as JSON. Ids, not words of persons: it is not sealed.
    pub payload: String,
    /// Not before.
    pub run_at: Moment,
}

/// Queues `job` in the transaction that causes it.
///
/// # Errors
/// [`DbError`].
pub async fn queue(tx: &Tx, job: &Job, clock: &Clock, entropy: &Entropy) -> Result<(), DbError> {
    let now = clock.now();
    let params = params![
        entropy.uuid(now),
        job.kind,
        job.key,
        job.payload,
        job.run_at,
        now
    ];
    tx.execute(&QUEUE, params).await.map(drop)
}

/// A job that failed for good.
#[derive(Clone, Debug)]
pub struct DeadLetter {
    /// Its id.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// Its key.
    pub key: String,
    /// When it was queued.
    pub queued_at: Moment,
    /// When it was given up.
    pub dead_at: Moment,
    /// How often it was tried.
    pub attempts: i64,
    /// What the last try said.
    pub last_error: Option<String>,
}

impl FromRow for DeadLetter {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            id: row.get("id")?,
            kind: row.get("kind")?,
            key: row.get("key")?,
            queued_at: row.get("queued_at")?,
            dead_at: row.get("dead_at")?,
            attempts: row.get("attempts")?,
            last_error: row.get("last_error")?,
        })
    }
}

/// The dead letters, newest first, at most 200.
///
/// # Errors
/// [`DbError`].
pub async fn dead_letters(db: &Db) -> Result<Vec<DeadLetter>, DbError> {
    db.rows(&DEAD_LETTERS, params![]).await
}

/// Gives a dead letter another life now; says whether it was there.
///
/// # Errors
/// [`DbError`].
pub async fn revive(db: &Db, id: Uuid, now: Moment) -> Result<bool, DbError> {
    Ok(db.execute(&REVIVE, params![id, now]).await? > 0)
}

type Handled = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;
type Handler = Arc<dyn Fn(String) -> Handled + Send + Sync>;

/// Runs due jobs on this node.
#[derive(Clone)]
pub struct Worker {
    db: Db,
    clock: Clock,
    handlers: HashMap<&'static str, Handler>,
}

impl Worker {
    /// A worker without handlers yet.
    pub fn new(db: Db, clock: Clock) -> Self {
        Self {
            db,
            clock,
            handlers: HashMap::new(),
        }
    }

    /// Adds the handler of `kind`. It gets the payload and says, when it fails, why: in words
    /// for whoever reads the dead letters, so without anything a person wrote.
    #[must_use]
    pub fn handle<F>(
        mut self,
        kind: &'static str,
        handler: impl Fn(String) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<(), String>> + Send + 'static,
    {
        self.handlers
            .insert(kind, Arc::new(move |payload| Box::pin(handler(payload))));
        self
    }

    /// Works until `stop` turns true; the job in hand is finished.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let worked = self.work().await.unwrap_or_else(|error| {
                tracing::warn!(%error, "jobs wait: the database did not answer");
                0
            });
            if worked == 0 {
                let _ = tokio::time::timeout(LOOK, stop.wait_for(|stop| *stop)).await;
            }
        }
    }

    /// Runs what is due now, once; says how many were run.
    ///
    /// # Errors
    /// [`DbError`] of the queue itself; a handler's failure is kept with its job.
    pub async fn work(&self) -> Result<usize, DbError> {
        let mut worked = 0;
        // Kind by kind: jobs that wait for a handler this node lacks hold up no others.
        for (kind, handler) in &self.handlers {
            worked += self.work_on(kind, handler).await?;
        }
        Ok(worked)
    }

    async fn work_on(&self, kind: &str, handler: &Handler) -> Result<usize, DbError> {
        let due: Vec<(Uuid, String, i64)> =
            self.db.rows(&DUE, params![self.clock.now(), kind]).await?;
        let mut worked = 0;
        for (id, payload, attempts) in due {
            let until = self.clock.now().plus(LOCK);
            if self.db.execute(&TAKE, params![id, until, attempts]).await? == 0 {
                continue;
            }
            worked += 1;
            let attempts = attempts.saturating_add(1);
            // A panicking handler must not take the worker along: it counts as a failure.
            let outcome = tokio::spawn(handler(payload))
                .await
                .unwrap_or_else(|_| Err("the handler panicked".to_owned()));
            let now = self.clock.now();
            match outcome {
                Ok(()) => self.db.execute(&DONE, params![id]).await?,
                Err(why) if attempts >= TRIES => {
                    tracing::error!(
                        kind,
                        why,
                        "a job was given up and lies among the dead letters"
                    );
                    self.db.execute(&DEAD, params![id, now, why]).await?
                }
                Err(why) => {
                    tracing::warn!(kind, why, attempts, "a job failed and will be tried again");
                    self.db
                        .execute(&LATER, params![id, now.plus(pause(attempts)), why])
                        .await?
                }
            };
        }
        Ok(worked)
    }
}

/// 30 s, doubled with each try, at most 8 hours.
fn pause(attempts: i64) -> Duration {
    let doublings = u32::try_from(attempts.saturating_sub(1))
        .unwrap_or(0)
        .min(10);
    Duration::from_secs(30_u64.saturating_mul(1 << doublings)).min(Duration::from_secs(8 * 3600))
}
