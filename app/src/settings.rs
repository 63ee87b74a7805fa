//! Settings: a TOML file, then the environment, then flags; the later wins.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use db::DatabaseUrl;
use serde::Deserialize;

use crate::cli::{Common, Serve};
use crate::failure::Failure;

/// The file that is read when none is named.
const FILE: &str = "favn.toml";
const DATABASE: &str = "sqlite:favn.sqlite";
const LISTEN: &str = "127.0.0.1:8080";

/// The settings file. Everything may be left out.
#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    /// See `--database`.
    pub database: Option<String>,
    /// See `--keys-database`.
    pub keys_database: Option<String>,
    /// See `--key-file`.
    pub key_file: Option<PathBuf>,
    /// See `--listen`.
    pub listen: Option<SocketAddr>,
    /// See `--public-url`.
    pub public_url: Option<String>,
    /// The organisation's name as the pages say it.
    pub organisation: Option<String>,
    /// Where the quick exit leads.
    pub exit_url: Option<String>,
    /// The proxies (addresses or networks) whose X-Forwarded-For is believed.
    pub trusted_proxies: Vec<String>,
    /// Connections to the database: readers on SQLite, all on PostgreSQL.
    pub connections: Option<usize>,
    /// A folder with access policies of one's own.
    pub policies: Option<PathBuf>,
    /// Minutes without doing anything after which staff must sign in again.
    pub staff_idle_minutes: Option<u64>,
    /// The mail server.
    pub mail: Option<mail::Settings>,
    /// The helpline.
    pub helpline: helpline::Settings,
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
    /// As people type it; without it `http://localhost:PORT`.
    pub public_url: Option<String>,
    /// All the rest.
    pub file: File,
}

impl Settings {
    /// Reads them.
    ///
    /// # Errors
    /// A [`Failure`] that names the file, the setting and the mend.
    pub fn read(common: &Common, serve: &Serve) -> Result<Self, Failure> {
        let named = common.settings.as_deref();
        let file = match named {
            Some(path) => read_file(path)?,
            None if Path::new(FILE).exists() => read_file(Path::new(FILE))?,
            None => File::default(),
        };
        let url = |text: &str| text.parse::<DatabaseUrl>().map_err(Failure::setting);
        let database = common.database.clone().or_else(|| file.database.clone());
        let database = url(database.as_deref().unwrap_or(DATABASE))?;
        let keys_database = common
            .keys_database
            .clone()
            .or_else(|| file.keys_database.clone());
        let keys_database = match (keys_database, &database) {
            (Some(text), _) => Some(url(&text)?),
            (None, DatabaseUrl::Sqlite(path)) => {
                Some(DatabaseUrl::Sqlite(path.with_extension("keys.sqlite")))
            }
            (None, DatabaseUrl::Postgres(_)) => None,
        };
        // The folder that a relative default belongs to: the settings', else the data's.
        let folder = named.and_then(Path::parent).or(match &database {
            DatabaseUrl::Sqlite(path) => path.parent(),
            DatabaseUrl::Postgres(_) => None,
        });
        let key_file = common.key_file.clone().or_else(|| file.key_file.clone());
        let key_file = key_file.unwrap_or_else(|| folder.unwrap_or(Path::new("")).join("favn.key"));
        let listen = match serve.listen.or(file.listen) {
            Some(listen) => listen,
            None => LISTEN.parse().map_err(Failure::setting)?,
        };
        let public_url = serve.public_url.clone().or_else(|| file.public_url.clone());
        Ok(Self {
            database,
            keys_database,
            key_file,
            listen,
            public_url,
            file,
        })
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
        let public_url = self.public_url.clone().unwrap_or_else(|| {
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
                Failure::setting(format!(
                    "trusted_proxies has {proxy:?}; write an address or a network, such as 127.0.0.1 or 10.0.0.0/8"
                ))
            })?;
            site.trusted_proxies.push(network);
        }
        Ok(site)
    }
}

fn read_file(path: &Path) -> Result<File, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::setting(format!(
            "the settings file {} cannot be read: {error}",
            path.display()
        ))
    })?;
    // toml's own words point at the line and the column.
    toml::from_str(&text)
        .map_err(|error| Failure::setting(format!("the settings file {}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn file(text: &str) -> Result<Settings, Failure> {
        let folder = std::env::temp_dir().join(format!(
            "favn-settings-{}",
            base::Entropy::system().below(u64::MAX)
        ));
        std::fs::create_dir_all(&folder)?;
        let path = folder.join("favn.toml");
        std::fs::write(&path, text)?;
        let common = Common {
            settings: Some(path),
            ..Common::default()
        };
        let read = Settings::read(&common, &Serve::default());
        std::fs::remove_dir_all(&folder)?;
        read
    }

    #[test]
    fn the_later_wins() {
        let common = Common {
            database: Some("sqlite:/data/b.sqlite".into()),
            ..Common::default()
        };
        let serve = Serve {
            listen: "127.0.0.1:9".parse().ok(),
            public_url: None,
        };
        let settings = Settings::read(&common, &serve).unwrap();
        assert_eq!(
            settings.database,
            DatabaseUrl::Sqlite("/data/b.sqlite".into())
        );
        assert_eq!(
            settings.keys_database,
            Some(DatabaseUrl::Sqlite("/data/b.keys.sqlite".into()))
        );
        assert_eq!(settings.key_file, Path::new("/data/favn.key"));
        assert_eq!(settings.listen.port(), 9);
        assert_eq!(file("listen = \"0.0.0.0:80\"").unwrap().listen.port(), 80);
    }

    /// The paper's example is taken whole, and once more with the lines after `#`, which say what
    /// holds without them.
    #[test]
    fn operations_md_names_every_setting_and_what_holds_without_it() {
        let paper = include_str!("../../docs/operations.md");
        let (_, rest) = paper.split_once("```toml\n").unwrap();
        let (example, _) = rest.split_once("```").unwrap();
        let as_it_stands: File = toml::from_str(example).unwrap();
        let whole = example.replace("\n# ", "\n");
        assert_ne!(whole, example, "no line of the example is after a #");
        let whole: File = toml::from_str(&whole).unwrap();

        let named = format!("{as_it_stands:#?}");
        let fields = named
            .lines()
            .filter_map(|line| line.strip_prefix("    "))
            .filter_map(|line| line.split_once(':'))
            .map(|(field, _)| field)
            .filter(|field| !field.starts_with([' ', '"']));
        let mut seen = 0;
        for field in fields {
            seen += 1;
            let named = [format!("{field} = "), format!("[{field}]")]
                .iter()
                .any(|form| example.contains(form.as_str()));
            assert!(
                named,
                "docs/operations.md does not name the setting {field}"
            );
        }
        assert!(seen > 10, "only {seen} settings were looked for");

        let connections = whole.connections.unwrap();
        assert_eq!(connections, db::Options::default().connections);
        let idle = Duration::from_secs(60 * whole.staff_idle_minutes.unwrap());
        assert_eq!(idle, access::Settings::default().staff_idle);
        let helpline = helpline::Settings {
            opening: Vec::new(),
            danger: Vec::new(),
            ..whole.helpline
        };
        assert_eq!(
            format!("{helpline:#?}"),
            format!("{:#?}", helpline::Settings::default())
        );
        for line in format!("{helpline:#?}").lines() {
            let field = line.trim().split_once(':').map_or("", |(field, _)| field);
            let named = [format!("{field} = "), format!("helpline.{field}]")]
                .iter()
                .any(|form| example.contains(form.as_str()));
            assert!(
                named || field.is_empty(),
                "docs/operations.md does not name helpline.{field}"
            );
        }
    }

    #[test]
    fn a_wrong_setting_is_named_with_its_place() {
        for (text, named) in [
            ("databse = \"x\"", "databse"),
            ("listen = \"here\"", "line 1"),
            ("database = \"mysql://x\"", "sqlite:PATH"),
        ] {
            let failure = file(text).unwrap_err();
            assert!(failure.to_string().contains(named), "{failure}");
            assert_eq!(failure.kind, crate::failure::Kind::Setting);
        }
    }
}
