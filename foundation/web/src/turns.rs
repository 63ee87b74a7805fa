//! Long work, beside the threads that carry conversations.

use std::thread::available_parallelism;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::spawn_blocking;

use crate::error::AppError;

/// So much long work at a time, and no more. A turn lasts as long as its work: whoever asks and
/// goes away at once, again and again, has no more of it done than anybody else.
pub struct Turns(Semaphore);

impl Turns {
    /// So many at a time.
    pub const fn new(most: usize) -> Self {
        Self(Semaphore::const_new(most))
    }

    /// One for each core.
    pub fn of_cores() -> Self {
        Self::new(available_parallelism().map_or(1, usize::from))
    }

    /// Does it when its turn comes.
    ///
    /// # Errors
    /// [`AppError::Internal`] when it panicked.
    pub async fn take<T: Send + 'static>(
        &'static self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let turn = self.0.acquire().await.map_err(AppError::internal)?;
        beside(turn, work).await
    }

    /// Does it now; `None` when others have all the turns.
    ///
    /// # Errors
    /// As [`Turns::take`].
    pub async fn take_now<T: Send + 'static>(
        &'static self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Option<T>, AppError> {
        match self.0.try_acquire() {
            Ok(turn) => beside(turn, work).await.map(Some),
            Err(_) => Ok(None),
        }
    }
}

/// The turn goes with the work, not with whoever waits for it.
async fn beside<T: Send + 'static>(
    turn: SemaphorePermit<'static>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    let in_turn = move || {
        let done = work();
        drop(turn);
        done
    };
    spawn_blocking(in_turn).await.map_err(AppError::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_goes_away_keeps_the_turn_until_the_work_is_done() {
        static TURNS: Turns = Turns::new(1);
        let (begins, begun) = tokio::sync::oneshot::channel();
        let (end, ended) = std::sync::mpsc::channel();
        let asked = tokio::spawn(TURNS.take(move || {
            let _ = begins.send(());
            ended.recv()
        }));
        begun.await.unwrap();
        asked.abort();
        assert!(asked.await.unwrap_err().is_cancelled());
        assert_eq!(TURNS.take_now(|| 1).await.unwrap(), None);
        end.send(()).unwrap();
        assert_eq!(TURNS.take(|| 2).await.unwrap(), 2);
        assert_eq!(TURNS.take_now(|| 3).await.unwrap(), Some(3));
    }

    #[tokio::test]
    async fn a_panic_gives_its_turn_back() {
        static TURNS: Turns = Turns::new(1);
        let broken: Result<(), _> = TURNS.take(|| panic!("broken")).await;
        assert!(broken.is_err());
        assert_eq!(TURNS.take_now(|| 1).await.unwrap(), Some(1));
    }
}
