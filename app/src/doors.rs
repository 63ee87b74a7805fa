//! The data and the keys, opened and brought up to date.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use base::{Clock, Entropy};
use db::{DatabaseUrl, Db, DbError, Keys, MasterKey, Migrations, Options};

use crate::failure::Failure;
use crate::settings::Settings;

/// Every table of the program, in the order in which they are made.
pub const MIGRATIONS: &[Migrations] = &[
    db::jobs::MIGRATIONS,
    access::MIGRATIONS,
    directory::MIGRATIONS,
    helpline::MIGRATIONS,
];

/// What every command stands on.
pub struct Doors {
    /// The data.
    pub db: Db,
    /// Where the keys are; the same as `db` when they share a database.
    pub keys_db: Db,
    /// The keys.
    pub keys: Keys,
    /// The clock.
    pub clock: Clock,
    /// Chance.
    pub entropy: Entropy,
}

impl Doors {
    /// Opens both and runs the migrations. A new SQLite file gets a new key file beside it.
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn open(settings: &Settings) -> Result<Self, Failure> {
        let (clock, entropy) = (Clock::system(), Entropy::system());
        let master = master_key(settings, &entropy)?;
        let options = Options {
            connections: settings
                .file
                .connections
                .unwrap_or(Options::default().connections),
        };
        for url in std::iter::once(&settings.database).chain(&settings.keys_database) {
            closed_to_others(url)?;
        }
        let db = Db::open(&settings.database, options).await?;
        db.migrate(MIGRATIONS).await?;
        directory::ready(&db, &entropy).await?;
        let keys_db = match &settings.keys_database {
            Some(url) => Db::open(url, Options { connections: 4 }).await?,
            None => db.clone(),
        };
        keys_db.migrate(&[db::keys::MIGRATIONS]).await?;
        let keys = Keys::new(keys_db.clone(), master, clock.clone(), entropy.clone());
        Ok(Self {
            db,
            keys_db,
            keys,
            clock,
            entropy,
        })
    }

    /// Whether data and keys share a database.
    pub fn share(settings: &Settings) -> bool {
        settings.keys_database.is_none()
    }
}

/// Reads the master key; for a database that does not exist yet it makes one.
fn master_key(settings: &Settings, entropy: &Entropy) -> Result<MasterKey, Failure> {
    let path = &settings.key_file;
    if path.exists() {
        return Ok(MasterKey::read(path)?);
    }
    match &settings.database {
        DatabaseUrl::Sqlite(data) if !data.exists() => {
            tracing::info!(file = %path.display(), "made a master key; keep a copy of it apart from this machine");
            new_key(path, entropy)
        }
        _ => Err(Failure::setting(format!(
            "there is no key file {}: what is sealed in {} cannot be read without it. \
             Name it with --key-file; only for a new, empty database make one with `favn key new`",
            path.display(),
            settings.database
        ))),
    }
}

/// A database file that is not there yet is made so that only its owner can read it; SQLite gives
/// the files beside it the same rights. Who wrote when, and how often, is sealed by nothing.
fn closed_to_others(url: &DatabaseUrl) -> Result<(), Failure> {
    let DatabaseUrl::Sqlite(path) = url else {
        return Ok(());
    };
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            let said = format!("{} cannot be opened: {error}", path.display());
            Err(DbError::Unreachable(said).into())
        }
        _ => Ok(()),
    }
}

/// Makes a master key in a file that only its owner can read.
///
/// # Errors
/// A [`Failure`], also when the file is there already.
pub fn new_key(path: &Path, entropy: &Entropy) -> Result<MasterKey, Failure> {
    let key = MasterKey::random(entropy);
    write_secret(path, &format!("{}\n", key.to_hex()))?;
    Ok(key)
}

/// Writes a new file that only its owner can read, and sees it onto the disk.
///
/// # Errors
/// A [`Failure`] naming the file, also when it is there already.
pub fn write_secret(path: &Path, text: &str) -> Result<(), Failure> {
    let wrong = |error: std::io::Error| {
        Failure::failed(format!("{} cannot be written: {error}", path.display()))
    };
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(wrong)?;
    file.write_all(text.as_bytes()).map_err(wrong)?;
    file.sync_all().map_err(wrong)
}
