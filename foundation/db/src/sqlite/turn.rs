//! Programs that open one file at the same moment take turns (`favn check` beside a `favn serve`).
//!
//! The busy timeout is not enough: a transaction that has read and then wants to write is refused
//! at once when another wrote meanwhile, and so is the change of a new file to WAL.

use std::fs::File;
use std::path::Path;

use rusqlite::Connection;

/// Whoever holds it changes the file's tables. Given back when dropped, also by a killed process.
pub(crate) struct Turn {
    _lock: Option<File>,
}

impl Turn {
    /// Waits for this file's turn.
    ///
    /// The lock is on the folder. One on the file itself would be lost with SQLite's own: closing
    /// any handle of a file gives back all POSIX locks that the process has on it. Where folders
    /// cannot be locked (some network disks, which are no place for SQLite) nobody waits.
    pub(crate) fn wait(connection: &Connection) -> Self {
        let folder = connection.path().map(Path::new).and_then(Path::parent);
        let lock = folder.and_then(|folder| File::open(folder).ok());
        Self {
            _lock: lock.filter(|lock| lock.lock().is_ok()),
        }
    }
}
