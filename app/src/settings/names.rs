//! Every setting by its three names: in the file, in the environment, as a flag.
//!
//! A test holds this table against the settings as the file knows them, and `docs/operations.md`
//! against this table.

/// How a setting is written where all is text, in the environment and in flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As it stands.
    Text,
    /// A whole number.
    Number,
    /// Several with commas between, or as the file has them: `["a", "b"]`.
    List,
    /// As the file could have them on one line: `[{ name = "…", number = "…" }]`.
    Tables,
}

/// One setting.
#[derive(Debug, PartialEq, Eq)]
pub struct Setting {
    /// In the file; a dot parts a section from its setting.
    pub key: &'static str,
    /// In the environment.
    pub variable: &'static str,
    /// As a flag, without the dashes.
    pub flag: &'static str,
    /// How it is written as text.
    pub kind: Kind,
    /// What the help calls its value.
    pub value: &'static str,
    /// What it is for.
    pub help: &'static str,
    /// Whether it may hold a password.
    pub secret: bool,
}

const fn text(
    [key, variable, flag]: [&'static str; 3],
    value: &'static str,
    help: &'static str,
) -> Setting {
    Setting {
        key,
        variable,
        flag,
        kind: Kind::Text,
        value,
        help,
        secret: false,
    }
}

const fn secret(names: [&'static str; 3], value: &'static str, help: &'static str) -> Setting {
    Setting {
        secret: true,
        ..text(names, value, help)
    }
}

const fn number(names: [&'static str; 3], value: &'static str, help: &'static str) -> Setting {
    Setting {
        kind: Kind::Number,
        ..text(names, value, help)
    }
}

const fn list(
    names: [&'static str; 3],
    kind: Kind,
    value: &'static str,
    help: &'static str,
) -> Setting {
    Setting {
        kind,
        ..text(names, value, help)
    }
}

/// All of them, in the order of the help.
pub static SETTINGS: &[Setting] = &[
    secret(
        ["database", "FAVN_DATABASE", "database"],
        "URL",
        "Where the data is: sqlite:PATH or postgres://USER@HOST/NAME [default: sqlite:favn.sqlite]",
    ),
    secret(
        ["keys_database", "FAVN_KEYS_DATABASE", "keys-database"],
        "URL",
        "Where the keys are that seal the data [default: a file beside it; on PostgreSQL the same database]",
    ),
    text(
        ["key_file", "FAVN_KEY_FILE", "key-file"],
        "FILE",
        "The file with the master key [default: favn.key beside the settings or the data]",
    ),
    text(
        ["listen", "FAVN_LISTEN", "listen"],
        "ADDRESS",
        "The address to listen at; port 0 takes a free one [default: 127.0.0.1:8080]",
    ),
    text(
        ["public_url", "FAVN_PUBLIC_URL", "public-url"],
        "URL",
        "The address as people type it, such as https://favn.example.org [default: http://localhost:PORT]",
    ),
    text(
        ["organisation", "FAVN_ORGANISATION", "organisation"],
        "NAME",
        "The organisation's name as the pages say it [default: Favn]",
    ),
    text(
        ["exit_url", "FAVN_EXIT_URL", "exit-url"],
        "URL",
        "Where the quick exit leads: a page that tells nothing [default: https://www.dmi.dk/]",
    ),
    list(
        ["trusted_proxies", "FAVN_TRUSTED_PROXIES", "trusted-proxies"],
        Kind::List,
        "NETWORKS",
        "The proxies whose X-Forwarded-For is believed, such as 127.0.0.1,10.0.0.0/8 [default: none]",
    ),
    number(
        ["connections", "FAVN_CONNECTIONS", "connections"],
        "NUMBER",
        "Connections to the database: readers on SQLite, all on PostgreSQL [default: 8]",
    ),
    number(
        [
            "most_connections",
            "FAVN_MOST_CONNECTIONS",
            "most-connections",
        ],
        "NUMBER",
        "Connections from outside at a time; who comes on top is asked to wait [default: as many as open files allow]",
    ),
    text(
        ["policies", "FAVN_POLICIES", "policies"],
        "FOLDER",
        "A folder with access policies of one's own [default: those that come with Favn]",
    ),
    number(
        [
            "staff_idle_minutes",
            "FAVN_STAFF_IDLE_MINUTES",
            "staff-idle-minutes",
        ],
        "MINUTES",
        "How long staff stay signed in without doing anything [default: 720]",
    ),
    number(
        [
            "searches_per_minute",
            "FAVN_SEARCHES_PER_MINUTE",
            "searches-per-minute",
        ],
        "NUMBER",
        "Searches from one household of addresses; 0: no limit [default: 600]",
    ),
    number(
        [
            "assessments_per_minute",
            "FAVN_ASSESSMENTS_PER_MINUTE",
            "assessments-per-minute",
        ],
        "NUMBER",
        "Questions to the law's open interface from one household of addresses; 0: no limit [default: 600]",
    ),
    secret(
        ["mail.smtp", "FAVN_MAIL_SMTP", "mail-smtp"],
        "URL",
        "The mail server: smtps://USER:PASSWORD@HOST [default: none; `favn invite` prints the link]",
    ),
    text(
        ["mail.from", "FAVN_MAIL_FROM", "mail-from"],
        "SENDER",
        "Whom letters are from, such as \"Favn <favn@example.org>\"",
    ),
    text(
        ["letters", "FAVN_LETTERS", "letters"],
        "FILE",
        "The program that makes letters PDF [default: favn-letters beside favn]",
    ),
    number(
        [
            "helpline.keep_days",
            "FAVN_HELPLINE_KEEP_DAYS",
            "helpline-keep-days",
        ],
        "DAYS",
        "How long an ended conversation is kept [default: 30]",
    ),
    number(
        [
            "helpline.code_days",
            "FAVN_HELPLINE_CODE_DAYS",
            "helpline-code-days",
        ],
        "DAYS",
        "How long a code to come back with counts [default: 30]",
    ),
    number(
        [
            "helpline.silence_hours",
            "FAVN_HELPLINE_SILENCE_HOURS",
            "helpline-silence-hours",
        ],
        "HOURS",
        "Without a word for so long, a conversation ends by itself [default: 72]",
    ),
    number(
        [
            "helpline.capacity",
            "FAVN_HELPLINE_CAPACITY",
            "helpline-capacity",
        ],
        "NUMBER",
        "Conversations a counsellor has at a time, until she says otherwise [default: 3]",
    ),
    number(
        [
            "helpline.openings_per_hour",
            "FAVN_HELPLINE_OPENINGS_PER_HOUR",
            "helpline-openings-per-hour",
        ],
        "NUMBER",
        "New conversations from one household of addresses; 0: no limit [default: 120]",
    ),
    number(
        [
            "helpline.messages_per_minute",
            "FAVN_HELPLINE_MESSAGES_PER_MINUTE",
            "helpline-messages-per-minute",
        ],
        "NUMBER",
        "Messages from one side of one conversation; 0: no limit [default: 120]",
    ),
    list(
        [
            "helpline.languages",
            "FAVN_HELPLINE_LANGUAGES",
            "helpline-languages",
        ],
        Kind::List,
        "CODES",
        "The languages that counsellors answer in, such as da,en [default: da]",
    ),
    list(
        [
            "helpline.opening",
            "FAVN_HELPLINE_OPENING",
            "helpline-opening",
        ],
        Kind::Tables,
        "TOML",
        "When somebody is usually there: [{ day = \"monday\", from = \"09:00\", to = \"15:30\" }]",
    ),
    list(
        ["helpline.danger", "FAVN_HELPLINE_DANGER", "helpline-danger"],
        Kind::Tables,
        "TOML",
        "Whom to call in danger besides 112: [{ name = \"Lev Uden Vold\", number = \"1888\" }]",
    ),
];

/// Variables beginning with `FAVN_` that are no settings: two that only say where to look and how
/// much, and those of the commands, the tests and the benchmarks.
pub const OTHER_VARIABLES: [&str; 7] = [
    "FAVN_SETTINGS",
    "FAVN_LOG",
    "FAVN_BACKUP_RECIPIENT",
    "FAVN_CACHE",
    "FAVN_CHROMIUM",
    "FAVN_PICTURES",
    "FAVN_PROGRAM",
];

/// The tests' own begin so.
pub const TEST_VARIABLES: &str = "FAVN_TEST_";

/// The setting of this key.
pub fn of(key: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.key == key)
}

impl Kind {
    /// The text as the file would have it.
    ///
    /// # Errors
    /// How to write it instead.
    pub fn read(self, text: &str) -> Result<toml::Value, String> {
        match self {
            Self::Text => Ok(toml::Value::String(text.to_owned())),
            Self::Number => text
                .trim()
                .parse()
                .map(toml::Value::Integer)
                .map_err(|_| format!("{text:?} is no whole number")),
            Self::List if !text.trim_start().starts_with('[') => Ok(toml::Value::Array(
                text.split(',')
                    .map(str::trim)
                    .filter(|one| !one.is_empty())
                    .map(|one| toml::Value::String(one.to_owned()))
                    .collect(),
            )),
            Self::List | Self::Tables => text.trim().parse().map_err(|error: toml::de::Error| {
                format!(
                    "write it as the settings file would have it, on one line ({})",
                    error.message()
                )
            }),
        }
    }
}
