//! How many connections there are at a time. Each is an open file, of which the system gives a
//! program only so many; without a limit of our own the database would be refused one first.

use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Duration, Instant};

/// So many connections beyond the limit are told so at a time. Others wait in the system's queue
/// until one of these is gone, which takes seconds.
const TURNED_AWAY: usize = 16;
/// The log says no more often than this that there is no room.
const SAID: Duration = Duration::from_secs(60);

/// The places for connections.
pub(super) struct Places {
    most: usize,
    free: Arc<Semaphore>,
    beyond: Arc<Semaphore>,
    said: Mutex<Option<Instant>>,
}

/// One connection's place, given back when it is dropped.
pub(super) struct Place {
    /// Whether it is served, or only told that there is no room.
    pub(super) served: bool,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Places {
    pub(super) fn new(most: usize) -> Self {
        let most = most.clamp(1, Semaphore::MAX_PERMITS);
        Places {
            most,
            free: Arc::new(Semaphore::new(most)),
            beyond: Arc::new(Semaphore::new(TURNED_AWAY)),
            said: Mutex::new(None),
        }
    }

    /// A place, or one beyond the limit; waits while both are taken.
    pub(super) async fn take(&self) -> Place {
        if let Ok(permit) = self.free.clone().try_acquire_owned() {
            return Place::new(true, Some(permit));
        }
        self.say();
        // The semaphores are never closed, so there is always a permit.
        tokio::select! {
            biased;
            permit = self.free.clone().acquire_owned() => Place::new(true, permit.ok()),
            permit = self.beyond.clone().acquire_owned() => Place::new(false, permit.ok()),
        }
    }

    fn say(&self) {
        let mut said = self.said.lock();
        let now = Instant::now();
        if said.is_none_or(|said| now.duration_since(said) > SAID) {
            *said = Some(now);
            tracing::warn!(
                most = self.most,
                "every connection is taken; raise most_connections or the limit on open files, \
                 or start another node"
            );
        }
    }
}

impl Place {
    fn new(served: bool, permit: Option<OwnedSemaphorePermit>) -> Self {
        Place {
            served,
            _permit: permit,
        }
    }
}
