//! A folder of one's own with settings, data, keys and logs in it.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::{Errand, Favn, Neutral};

/// One organisation's machine, gone when it is dropped.
pub struct House {
    folder: TempDir,
    neutral: Neutral,
}

impl House {
    /// An empty one. The quick exit leads to a page of ours, and a proxy on this machine is
    /// believed, so that an errand can say from where it seems to come.
    ///
    /// # Panics
    /// When there is no room for a folder.
    pub fn new() -> House {
        let folder = TempDir::new().expect("a folder");
        let neutral = Neutral::open();
        let settings = format!(
            "exit_url = \"{}\"\ntrusted_proxies = [\"127.0.0.1\"]\n",
            neutral.address()
        );
        std::fs::write(folder.path().join("favn.toml"), settings).expect("settings are written");
        House { folder, neutral }
    }

    /// Has every node of this house say that people reach it at this address.
    ///
    /// # Panics
    /// When the settings cannot be written.
    pub fn behind(&self, public_url: &str) {
        let path = self.path().join("favn.toml");
        let settings = std::fs::read_to_string(&path).expect("settings are read");
        std::fs::write(path, format!("public_url = \"{public_url}\"\n{settings}"))
            .expect("settings are written");
    }

    /// Adds these lines at the end of the settings.
    ///
    /// # Panics
    /// When the settings cannot be written.
    pub fn set(&self, lines: &str) {
        let path = self.path().join("favn.toml");
        let settings = std::fs::read_to_string(&path).expect("settings are read");
        std::fs::write(path, format!("{settings}{lines}")).expect("settings are written");
    }

    /// The SQLite file of this house.
    pub fn database(&self) -> String {
        format!("sqlite:{}", self.path().join("favn.sqlite").display())
    }

    /// The demo organisation on a SQLite file in this house.
    pub fn demo(&self) -> Favn {
        self.demo_on(&self.database())
    }

    /// The demo organisation on this database.
    pub fn demo_on(&self, database: &str) -> Favn {
        self.start("demo", "demo", database)
    }

    /// One more node over a database that a demo has prepared.
    pub fn node(&self, name: &str, database: &str) -> Favn {
        self.start(name, "serve", database)
    }

    fn start(&self, name: &str, act: &str, database: &str) -> Favn {
        let settings = self.path().join("favn.toml").display().to_string();
        let arguments = [
            act,
            "--settings",
            &settings,
            "--database",
            database,
            "--listen",
            "127.0.0.1:0",
        ];
        Favn::start(name, self.path(), &arguments)
    }

    /// Invites somebody to the SQLite demo of this house, and returns the printed link.
    ///
    /// # Panics
    /// When `favn invite` fails.
    pub fn invite(&self, email: &str, name: &str, role: &str) -> String {
        self.invite_on(&self.database(), email, name, role, "da")
    }

    /// Invites somebody who reads `lang` to what is on this database, and returns the link.
    ///
    /// # Panics
    /// When `favn invite` fails.
    pub fn invite_on(
        &self,
        database: &str,
        email: &str,
        name: &str,
        role: &str,
        lang: &str,
    ) -> String {
        let settings = self.path().join("favn.toml").display().to_string();
        let about = ["invite", email, "--name", name, "--role", role];
        let where_to = [
            "--lang",
            lang,
            "--settings",
            &settings,
            "--database",
            database,
        ];
        crate::favn::say(self.path(), &[&about[..], &where_to].concat())
    }

    /// An errand at this address, which knows where the quick exit leads.
    pub fn errand(&self, name: &'static str, favn: &Favn) -> Errand {
        Errand::new(name)
            .with("FAVN_ADDRESS", favn.address())
            .with("FAVN_NEUTRAL", self.neutral.address())
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Every file in it: data, write-ahead logs, keys, settings, logs.
    ///
    /// # Panics
    /// When the folder cannot be read.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the folder can be read") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path)
                } else {
                    found.push(path)
                }
            }
        }
        found
    }
}

impl Default for House {
    fn default() -> Self {
        House::new()
    }
}
