//! Settings: a TOML file, then the environment, then flags; the later wins.
//!
//! [`names::SETTINGS`] has every setting by its three names, [`File`] what it is.

mod layers;
pub mod names;

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use db::DatabaseUrl;
use serde::Deserialize;

pub use self::layers::{Flags, Origin};
use self::layers::{Layers, unknown};
use crate::cli::Common;
use crate::failure::Failure;

/// The file that is read when none is named.
const FILE: &str = "favn.toml";
const DATABASE: &str = "sqlite:favn.sqlite";
const LISTEN: &str = "127.0.0.1:8080";

/// The settings as the file has them. Everything may be left out.
#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    /// Where the data is.
    pub database: Option<String>,
    /// Where the keys are.
    pub keys_database: Option<String>,
    /// The master key.
    pub key_file: Option<PathBuf>,
    /// Where to listen.
    pub listen: Option<SocketAddr>,
    /// The address as people type it.
    pub public_url: Option<String>,
    /// The organisation's name as the pages say it.
    pub organisation: Option<String>,
    /// Where the quick exit leads.
    pub exit_url: Option<String>,
    /// The proxies (addresses or networks) whose X-Forwarded-For is believed.
    pub trusted_proxies: Vec<String>,
    /// Connections to the database: readers on SQLite, all on PostgreSQL.
    pub connections: Option<usize>,
    /// Connections from outside at a time.
    pub most_connections: Option<usize>,
    /// A folder with access policies of one's own.
    pub policies: Option<PathBuf>,
    /// Minutes without doing anything after which staff must sign in again.
    pub staff_idle_minutes: Option<u64>,
    /// Searches within a minute from one household of addresses.
    pub searches_per_minute: Option<u32>,
    /// Questions about the law within a minute from one household of addresses.
    pub assessments_per_minute: Option<u32>,
    /// The program that makes letters PDF.
    pub letters: Option<PathBuf>,
    /// The mail server.
    pub mail: Mail,
    /// The helpline.
    pub helpline: helpline::Settings,
}

/// The mail server. Its two settings may come from different layers.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// The server.
    pub smtp: Option<String>,
    /// The sender.
    pub from: Option<String>,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The server's URL may hold a password.
        f.debug_struct("Mail")
            .field("smtp", &self.smtp.as_ref().map(|_| "…"))
            .field("from", &self.from)
            .finish()
    }
}

/// The settings as they hold.
#[derive(Debug)]
pub struct Settings {
    /// Where the data is.
    pub database: DatabaseUrl,
    /// Where the keys are; `None` means in the database itself.
    pub keys_database: Option<DatabaseUrl>,
    /// The master key.
    pub key_file: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The mail server, when there is one.
    pub mail: Option<mail::Settings>,
    /// All the rest.
    pub file: File,
    origins: BTreeMap<&'static str, Origin>,
}

impl Settings {
    /// Reads them from the file, the program's environment and its flags.
    ///
    /// # Errors
    /// A [`Failure`] that names the place, the setting and the mend.
    pub fn read(common: &Common) -> Result<Self, Failure> {
        let named = |(name, _): (std::ffi::OsString, _)| name.into_string().ok();
        for name in unknown(std::env::vars_os().filter_map(named)) {
            tracing::warn!("{name} is no setting of Favn's; `favn --help` has their names");
        }
        Self::of(common, |name| std::env::var(name).ok())
    }

    /// The same from any environment.
    ///
    /// # Errors
    /// As [`Settings::read`].
    pub fn of(common: &Common, variable: impl Fn(&str) -> Option<String>) -> Result<Self, Failure> {
        let named = common.settings.as_deref();
        let mut layers = Layers::default();
        match named {
            Some(path) => layers.file(path)?,
            None if Path::new(FILE).exists() => layers.file(Path::new(FILE))?,
            None => {}
        }
        layers.environment(variable)?;
        layers.flags(&common.flags)?;
        Self::settle(layers.read()?, layers.origins, named.and_then(Path::parent))
    }

    fn settle(
        mut file: File,
        origins: BTreeMap<&'static str, Origin>,
        beside: Option<&Path>,
    ) -> Result<Self, Failure> {
        let url = |key: &str, text: &str| {
            let parsed = text.parse::<DatabaseUrl>();
            parsed.map_err(|error| wrong(&origins, key, &error))
        };
        let database = url("database", file.database.as_deref().unwrap_or(DATABASE))?;
        let keys_database = match (&file.keys_database, &database) {
            (Some(text), _) => Some(url("keys_database", text)?),
            (None, DatabaseUrl::Sqlite(path)) => {
                Some(DatabaseUrl::Sqlite(path.with_extension("keys.sqlite")))
            }
            (None, DatabaseUrl::Postgres(_)) => None,
        };
        // The folder that a relative default belongs to: the settings', else the data's.
        let folder = beside.or(match &database {
            DatabaseUrl::Sqlite(path) => path.parent(),
            DatabaseUrl::Postgres(_) => None,
        });
        let key_file = file.key_file.take();
        let key_file = key_file.unwrap_or_else(|| folder.unwrap_or(Path::new("")).join("favn.key"));
        let listen = match file.listen {
            Some(listen) => listen,
            None => LISTEN.parse().map_err(Failure::setting)?,
        };
        if file.most_connections == Some(0) {
            let none = "0 connections would let nobody in; write a number such as 1000";
            return Err(wrong(&origins, "most_connections", &none));
        }
        let mail = match (file.mail.smtp.take(), file.mail.from.take()) {
            (None, None) => None,
            (Some(smtp), Some(from)) => Some(mail::Settings { smtp, from }),
            (Some(_), None) => return Err(half(&origins, "mail.smtp", "mail.from")),
            (None, Some(_)) => return Err(half(&origins, "mail.from", "mail.smtp")),
        };
        Ok(Self {
            database,
            keys_database,
            key_file,
            listen,
            mail,
            file,
            origins,
        })
    }

    /// Where each setting came from that was said anywhere.
    pub fn origins(&self) -> impl Iterator<Item = (&'static str, &Origin)> {
        self.origins.iter().map(|(key, origin)| (*key, origin))
    }

    /// A setting that cannot be used, with the place where it stands.
    pub fn wrong(&self, key: &str, error: impl fmt::Display) -> Failure {
        wrong(&self.origins, key, &error)
    }

    /// The settings of the site, once it is known which port was taken.
    ///
    /// # Errors
    /// A [`Failure`] naming a proxy that is none.
    pub fn site(
        &self,
        listening: SocketAddr,
        secret: web::FormSecret,
        demo: bool,
    ) -> Result<web::Settings, Failure> {
        let public_url = self.file.public_url.clone().unwrap_or_else(|| {
            if listening.ip().is_loopback() || listening.ip().is_unspecified() {
                format!("http://localhost:{}", listening.port())
            } else {
                format!("http://{listening}")
            }
        });
        let organisation = self.file.organisation.clone();
        let organisation = organisation.unwrap_or_else(|| {
            if demo {
                "Favneby Familierådgivning"
            } else {
                "Favn"
            }
            .to_owned()
        });
        let mut site = web::Settings::new(public_url, organisation, secret);
        site.demo = demo;
        if let Some(exit) = &self.file.exit_url {
            site.exit_url.clone_from(exit);
        }
        for proxy in &self.file.trusted_proxies {
            let network = proxy.parse().map_err(|_| {
                self.wrong("trusted_proxies", format!(
                    "trusted_proxies has {proxy:?}; write an address or a network, such as 127.0.0.1 or 10.0.0.0/8"
                ))
            })?;
            site.trusted_proxies.push(network);
        }
        Ok(site)
    }
}

/// A wrong setting, with its place when it was said and is no default.
fn wrong(origins: &BTreeMap<&'static str, Origin>, key: &str, error: &dyn fmt::Display) -> Failure {
    match origins.get(key) {
        Some(origin) => Failure::setting(format!("{origin}: {error}")),
        None => Failure::setting(error),
    }
}

/// One half of the mail server without the other.
fn half(origins: &BTreeMap<&'static str, Origin>, said: &str, missing: &str) -> Failure {
    let other = names::of(missing).map_or("", |setting| setting.variable);
    let words = format!("{said} is set and {missing} is not; set it in the file, or by {other}");
    wrong(origins, said, &words)
}

#[cfg(test)]
mod tests;
