//! `favn backup`.

use std::path::Path;
use std::time::{Duration, SystemTime};

use base::Moment;
use db::Db;

use super::say;
use crate::backup::{Writing, recipients};
use crate::cli::{Backup, Part};
use crate::doors::Doors;
use crate::failure::Failure;
use crate::settings::Settings;

/// The tables of the key store, which are never in the backup of the data.
const KEYS: &str = "sealing_keys";

pub(super) async fn backup(settings: &Settings, backup: &Backup) -> Result<(), Failure> {
    let to = recipients(&backup.recipient)?;
    std::fs::create_dir_all(&backup.to).map_err(|error| {
        Failure::failed(format!("{} cannot be made: {error}", backup.to.display()))
    })?;
    let doors = Doors::open(settings).await?;
    let now = doors.clock.now();
    let time = file_time(now);
    // Data first: a key is durable before the first row it seals, so every row in the copy of
    // the data has its key in the later copy of the keys, unless it was forgotten in between.
    for (part, db) in [(Part::Data, &doors.db), (Part::Keys, &doors.keys_db)] {
        if backup.only.is_some_and(|only| only != part) {
            continue;
        }
        let file = backup.to.join(format!("favn-{}-{time}.age", part.name()));
        let mut writing = Writing::begin(
            &file,
            part.name(),
            &now.rfc3339(),
            &doors.keys.master().mark(),
            &to,
        )?;
        copy(db, part, &mut writing).await?;
        let digests = writing.end()?;
        say(format_args!(
            "{}: {} rows of {} tables",
            file.display(),
            digests.rows(),
            digests.0.len()
        ));
    }
    remove_old_keys(&backup.to, backup.keys_days)
}

async fn copy(db: &Db, part: Part, writing: &mut Writing) -> Result<(), Failure> {
    let mut wanted = false;
    db.dump(&mut |piece| {
        if let db::copy::Piece::Table { name, .. } = &piece {
            wanted = (name == KEYS) == (part == Part::Keys);
        }
        if wanted {
            writing.piece(&piece)
        } else {
            Ok(())
        }
    })
    .await?;
    Ok(())
}

fn file_time(now: Moment) -> String {
    now.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Key backups live only for days: what is forgotten shall not wait in one.
fn remove_old_keys(folder: &Path, days: u32) -> Result<(), Failure> {
    let oldest = Duration::from_secs(u64::from(days) * 24 * 3600);
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !(name.starts_with("favn-keys-") && name.ends_with(".age")) {
            continue;
        }
        let age = entry
            .metadata()?
            .modified()
            .ok()
            .and_then(|made: SystemTime| made.elapsed().ok());
        if age.is_some_and(|age| age > oldest) {
            std::fs::remove_file(entry.path())?;
            say(format_args!("removed {name}: older than {days} days"));
        }
    }
    Ok(())
}
