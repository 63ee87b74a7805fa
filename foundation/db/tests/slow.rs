//! A write that takes long says so in the log, and where it waited.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use db::testing::{OWN, on_both};
use db::{DbError, Tx};
use parking_lot::Mutex;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn taken(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock())).expect("text")
    }
}

/// Writes for `each`, twice, because the first try loses a race.
async fn write(db: &db::Db, each: Duration) {
    let mut lost = false;
    let written = db.transaction(|_: Tx| {
        let again = std::mem::replace(&mut lost, true);
        async move {
            // Not to wait for anything: the time itself is what is tested.
            tokio::time::sleep(each).await;
            match again {
                true => Ok(()),
                false => Err(DbError::Busy {
                    statement: "lost on purpose",
                }),
            }
        }
    });
    written.await.expect("the second try wins");
}

#[tokio::test]
async fn a_slow_write_is_in_the_log_with_the_races_it_lost_and_a_quick_one_is_not() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _listening = tracing::subscriber::set_default(subscriber);
    on_both(OWN, |db| {
        let log = log.clone();
        async move {
            log.taken();
            write(&db, Duration::ZERO).await;
            let quick = log.taken();
            assert!(!quick.contains("a slow write"), "{quick}");
            // Neither try takes a second by itself.
            write(&db, Duration::from_millis(600)).await;
            let slow = log.taken();
            assert!(
                slow.contains("a slow write") && slow.contains("tries=2"),
                "{slow}"
            );
            assert!(
                slow.contains("turn_ms=") && slow.contains("work_ms="),
                "{slow}"
            );
        }
    })
    .await;
}
