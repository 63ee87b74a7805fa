//! `favn restore`: in, then everything read back.

use std::path::Path;

use db::copy::Piece;
use db::{DatabaseUrl, Db, Keys, Options};

use super::say;
use crate::backup::{Digests, Reading, identity};
use crate::cli::{Part, Restore};
use crate::doors::Doors;
use crate::failure::Failure;
use crate::settings::Settings;

pub(super) async fn restore(settings: &Settings, restore: &Restore) -> Result<(), Failure> {
    if restore.data.is_none() && restore.keys.is_none() {
        return Err(Failure::setting(
            "name what to restore: --data FILE, --keys FILE or both",
        ));
    }
    let identity = identity(&restore.identity)?;
    let doors = Doors::open(settings).await?;
    let shared = Doors::share(settings);
    if shared && restore.data.is_some() != restore.keys.is_some() {
        return Err(Failure::setting(
            "data and keys share this database, so restore both together: --data FILE --keys FILE",
        ));
    }
    let mut readings = Vec::new();
    for (part, file) in [(Part::Keys, &restore.keys), (Part::Data, &restore.data)] {
        let Some(file) = file else { continue };
        readings.push((part, open(file, part, &identity, &doors.keys)?));
    }
    if shared {
        let readings = readings.into_iter().map(|(_, reading)| reading).collect();
        return take_in(&doors.db, readings, restore.replace).await;
    }
    for (part, reading) in readings {
        let db = if part == Part::Keys {
            &doors.keys_db
        } else {
            &doors.db
        };
        take_in(db, vec![reading], restore.replace).await?;
    }
    Ok(())
}

fn open(
    file: &Path,
    part: Part,
    identity: &age::x25519::Identity,
    keys: &Keys,
) -> Result<Reading, Failure> {
    let reading = Reading::begin(file, identity)?;
    if reading.part != part.name() {
        return Err(Failure::setting(format!(
            "{} is a backup of the {}, not of the {}",
            file.display(),
            reading.part,
            part.name()
        )));
    }
    let mark = keys.master().mark();
    if reading.master != mark {
        return Err(Failure::setting(format!(
            "{} was made under the master key {}, but the key file holds {mark}: what is sealed would stay closed. \
             Name the right one with --key-file",
            file.display(),
            reading.master
        )));
    }
    Ok(reading)
}

/// Loads, then dumps again and compares with what the writer counted.
async fn take_in(db: &Db, mut readings: Vec<Reading>, replace: bool) -> Result<(), Failure> {
    if !replace && counted(db).await?.rows() > seeds().await? {
        return Err(Failure::failed(
            "the database is not empty. Restore into a new one (--database), or say --replace to lose what is in it",
        ));
    }
    let mut at = 0;
    db.load(&mut || {
        while let Some(reading) = readings.get_mut(at) {
            if let Some(piece) = reading.piece()? {
                return Ok(Some(piece));
            }
            at += 1;
        }
        Ok(None)
    })
    .await?;
    let mut promised = Digests::default();
    for reading in &readings {
        promised
            .0
            .extend(reading.promised.clone().unwrap_or_default().0);
    }
    let here = counted(db).await?;
    // Tables that are younger than the backup are empty here and unknown there.
    let here_known = Digests(
        here.0
            .into_iter()
            .filter(|(table, digest)| digest.rows > 0 || promised.0.contains_key(table))
            .collect(),
    );
    if let Some(table) = here_known.difference(&promised) {
        return Err(Failure::failed(format!(
            "read back, the table {table} is not what the backup says it held. Do not use this database"
        )));
    }
    let made: Vec<_> = readings
        .iter()
        .map(|reading| format!("{} of {}", reading.part, reading.made_at))
        .collect();
    say(format_args!(
        "Restored {}; read back and the same: {} rows of {} tables.",
        made.join(" and "),
        promised.rows(),
        promised.0.len()
    ));
    Ok(())
}

/// How many rows a database has when nobody has used it: some migrations plant a first row.
async fn seeds() -> Result<u64, Failure> {
    let name = format!(
        "favn-empty-{:016x}.sqlite",
        base::Entropy::system().below(u64::MAX)
    );
    let file = std::env::temp_dir().join(name);
    let fresh = Db::open(
        &DatabaseUrl::Sqlite(file.clone()),
        Options { connections: 1 },
    )
    .await?;
    fresh.migrate(crate::doors::MIGRATIONS).await?;
    let rows = counted(&fresh).await?.rows();
    drop(fresh);
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
    }
    Ok(rows)
}

async fn counted(db: &Db) -> Result<Digests, Failure> {
    let (mut digests, mut table) = (Digests::default(), String::new());
    db.dump(&mut |piece: Piece| {
        digests.count(&mut table, &piece);
        Ok(())
    })
    .await?;
    Ok(digests)
}
