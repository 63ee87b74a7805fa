//! The layers: the file, over it the environment, over both the flags; and where each setting
//! came from.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};

use super::File;
use super::names::{OTHER_VARIABLES, SETTINGS, Setting, TEST_VARIABLES};
use crate::failure::Failure;

/// Where a setting was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In the file, at this line.
    File(PathBuf, usize),
    /// In the environment.
    Variable(&'static str),
    /// On the command line.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, line) => write!(f, "{}, line {line}", path.display()),
            Self::Variable(name) => write!(f, "the variable {name}"),
            Self::Flag(name) => write!(f, "the flag --{name}"),
        }
    }
}

/// The settings that were given as flags.
#[derive(Debug, Clone, Default)]
pub struct Flags(BTreeMap<&'static str, String>);

impl Flags {
    /// What was said about `key`.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Says it as if it had been a flag.
    pub fn set(&mut self, key: &'static str, value: String) {
        self.0.insert(key, value);
    }
}

impl clap::Args for Flags {
    fn augment_args(command: Command) -> Command {
        SETTINGS.iter().fold(command, |command, setting| {
            let seen = if setting.secret {
                ". Everybody on this machine sees a password in a flag: leave it to the file or the variable"
            } else {
                ""
            };
            command.arg(
                clap::Arg::new(setting.key)
                    .long(setting.flag)
                    .value_name(setting.value)
                    .help(format!("{}{seen} [env: {}]", setting.help, setting.variable))
                    .help_heading("Settings")
                    .global(true),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let said = SETTINGS.iter().filter_map(|setting| {
            let value = matches.get_one::<String>(setting.key)?;
            Some((setting.key, value.clone()))
        });
        Ok(Self(said.collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// What all layers say together.
#[derive(Debug, Default)]
pub(super) struct Layers {
    table: toml::Table,
    pub(super) origins: BTreeMap<&'static str, Origin>,
}

impl Layers {
    /// The lowest layer.
    pub(super) fn file(&mut self, path: &Path) -> Result<(), Failure> {
        let wrong = |error: &dyn fmt::Display| {
            Failure::setting(format!("the settings file {}: {error}", path.display()))
        };
        let text = std::fs::read_to_string(path)
            .map_err(|error| wrong(&format!("cannot be read: {error}")))?;
        // toml's own words quote the line, and there may be a password on it.
        let at = |error: toml::de::Error| {
            let line = error.span().map_or(1, |span| line_of(&text, span.start));
            wrong(&format!("line {line}: {}", error.message()))
        };
        toml::from_str::<File>(&text).map_err(at)?;
        self.table = toml::from_str(&text).map_err(at)?;
        let spans = toml::de::DeTable::parse(&text).map_err(at)?;
        for setting in SETTINGS {
            if let Some(at) = place(spans.get_ref(), setting.key) {
                let origin = Origin::File(path.to_owned(), line_of(&text, at));
                self.origins.insert(setting.key, origin);
            }
        }
        Ok(())
    }

    /// The layer over it. An empty variable says nothing.
    pub(super) fn environment(
        &mut self,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<(), Failure> {
        for setting in SETTINGS {
            if let Some(text) = variable(setting.variable).filter(|text| !text.is_empty()) {
                self.take(setting, &text, Origin::Variable(setting.variable))?;
            }
        }
        Ok(())
    }

    /// The highest layer.
    pub(super) fn flags(&mut self, flags: &Flags) -> Result<(), Failure> {
        for setting in SETTINGS {
            if let Some(text) = flags.get(setting.key) {
                self.take(setting, text, Origin::Flag(setting.flag))?;
            }
        }
        Ok(())
    }

    /// Each is read alone first, so that a wrong one is named with its place.
    fn take(&mut self, setting: &Setting, text: &str, origin: Origin) -> Result<(), Failure> {
        let wrong = |error: &dyn fmt::Display| Failure::setting(format!("{origin}: {error}"));
        let value = setting.kind.read(text).map_err(|error| wrong(&error))?;
        let mut alone = toml::Table::new();
        put(&mut alone, setting.key, value.clone());
        alone
            .try_into::<File>()
            .map_err(|error| wrong(&error.message()))?;
        put(&mut self.table, setting.key, value);
        self.origins.insert(setting.key, origin);
        Ok(())
    }

    /// All of it, typed.
    pub(super) fn read(&self) -> Result<File, Failure> {
        self.table.clone().try_into().map_err(Failure::setting)
    }
}

fn put(table: &mut toml::Table, key: &str, value: toml::Value) {
    let Some((section, key)) = key.split_once('.') else {
        table.insert(key.to_owned(), value);
        return;
    };
    let section = table
        .entry(section)
        .or_insert_with(|| toml::Value::Table(toml::Table::new()));
    if let toml::Value::Table(section) = section {
        section.insert(key.to_owned(), value);
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

/// Where in the file's text `key` stands.
fn place(table: &toml::de::DeTable<'_>, key: &str) -> Option<usize> {
    let (first, rest) = key.split_once('.').unzip();
    let first = first.unwrap_or(key);
    let (name, value) = table.iter().find(|(name, _)| name.get_ref() == first)?;
    match (rest, value.get_ref()) {
        (None, _) => Some(name.span().start),
        (Some(rest), toml::de::DeValue::Table(section)) => place(section, rest),
        _ => None,
    }
}

/// Names in the environment that look like settings and are none.
pub(super) fn unknown<'a>(
    names: impl Iterator<Item = String> + 'a,
) -> impl Iterator<Item = String> {
    names.filter(|name| {
        name.starts_with("FAVN_")
            && !name.starts_with(TEST_VARIABLES)
            && !OTHER_VARIABLES.contains(&name.as_str())
            && !SETTINGS.iter().any(|setting| setting.variable == name)
    })
}
