//! What can be said to `favn`, and its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::settings::Flags;

/// Favn: an open platform for organisations that stand by families.
#[derive(Parser, Debug)]
#[command(
    version,
    about,
    disable_help_subcommand = true,
    after_help = "Settings come from a TOML file, then the environment (FAVN_…), then flags; the later wins.\n\
                  Exit codes: 0 done · 1 it failed · 2 the command line is wrong · 3 a setting is wrong · \
                  4 the database cannot be used · 5 a check found something"
)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub common: Common,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every command.
#[derive(Args, Debug, Clone, Default)]
pub struct Common {
    /// The settings file [default: favn.toml, if it is there]
    #[arg(long, value_name = "FILE", env = "FAVN_SETTINGS", global = true)]
    pub settings: Option<PathBuf>,
    /// How much to say in the log: error, warn, info or debug
    #[arg(
        long,
        value_name = "LEVEL",
        env = "FAVN_LOG",
        default_value = "info",
        global = true
    )]
    pub log: String,
    /// The settings themselves.
    #[command(flatten)]
    pub flags: Flags,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Serve the pages until stopped (SIGTERM or Ctrl-C lets requests finish and hands streams over)
    Serve,
    /// Show Favn with a made-up organisation, on a fresh SQLite file that is thrown away at the end
    Demo,
    /// Read offers of help into the directory: a folder of CSV files, ours or HSDS 3.0's
    Import(Import),
    /// Write the directory as HSDS 3.0 CSV files into a folder
    Export(Export),
    /// Invite somebody to work here; prints the link, and mails it when a mail server is set
    Invite(Invite),
    /// Look whether settings, keys, database, mail server and clock are as they should be
    Check,
    /// Write an encrypted copy of the data and one of the keys, while Favn runs
    Backup(Backup),
    /// Read a backup into an empty database, then read everything back to prove it
    Restore(Restore),
    /// The log of who looked at what
    #[command(subcommand)]
    Audit(Audit),
    /// Keys
    #[command(subcommand)]
    Key(Key),
    /// The law: check and test its rule files, ask it about a family, see why
    #[command(subcommand)]
    Law(Law),
    /// What would happen if: a reform of the law over made-up families
    #[command(subcommand)]
    Simulate(Simulate),
}

/// What to import.
#[derive(Args, Debug, Clone)]
pub struct Import {
    /// The folder with organizations.csv, services.csv, locations.csv
    pub folder: PathBuf,
    /// Import the good rows and report the bad ones, instead of nothing at all
    #[arg(long)]
    pub skip_bad: bool,
    /// Remove what is in the directory but no longer in the files
    #[arg(long)]
    pub prune: bool,
}

/// Where to export.
#[derive(Args, Debug, Clone)]
pub struct Export {
    /// The folder; it is created, and must be empty
    pub folder: PathBuf,
    /// With the addresses of confidential places, for the organisation's own keeping
    #[arg(long)]
    pub ourselves: bool,
}

/// Whom to invite.
#[derive(Args, Debug, Clone)]
pub struct Invite {
    /// Her e-mail address
    pub email: String,
    /// Her name, as colleagues and families see it
    #[arg(long)]
    pub name: String,
    /// What she does here; several with commas: counsellor, team_lead, policy_officer, administrator, data_protection_officer
    #[arg(long, value_delimiter = ',', required = true)]
    pub role: Vec<String>,
    /// The language of the letter
    #[arg(long, default_value = "da")]
    pub lang: String,
}

/// Where to back up.
#[derive(Args, Debug, Clone)]
pub struct Backup {
    /// The folder; favn-data-TIME.age and favn-keys-TIME.age are written there
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    /// The public key that the backup is encrypted to: age1…, from `favn key backup` (several may be given)
    #[arg(
        long,
        value_name = "KEY",
        env = "FAVN_BACKUP_RECIPIENT",
        required = true,
        value_delimiter = ','
    )]
    pub recipient: Vec<String>,
    /// Only this part
    #[arg(long, value_enum)]
    pub only: Option<Part>,
    /// Remove key backups in the folder that are older than this: what was forgotten stays
    /// readable from a backup only so long
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    pub keys_days: u32,
}

/// The two parts of a backup.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Everything but the keys.
    Data,
    /// The keys that open it.
    Keys,
}

impl Part {
    /// As it stands in file names.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Keys => "keys",
        }
    }
}

/// What to restore.
#[derive(Args, Debug, Clone)]
pub struct Restore {
    /// The file with the secret backup key, from `favn key backup`
    #[arg(long, value_name = "FILE")]
    pub identity: PathBuf,
    /// The backup of the data
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// The backup of the keys
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
    /// Replace what is in the database
    #[arg(long)]
    pub replace: bool,
}

/// The audit log.
#[derive(Subcommand, Debug, Clone)]
pub enum Audit {
    /// Check that no line was changed, removed, added or moved
    Verify,
}

/// Keys.
#[derive(Subcommand, Debug, Clone)]
pub enum Key {
    /// Make a master key and write it to the key file; refuses to overwrite one
    New,
    /// Make a key pair for backups: prints the public key, writes the secret one to FILE
    Backup {
        /// Where the secret key goes. Keep it apart from the server: it opens every backup
        file: PathBuf,
    },
}

/// The law. Without a folder it is the one that the program was built with.
#[derive(Subcommand, Debug, Clone)]
pub enum Law {
    /// Say what is wrong with the rule files
    Check {
        /// The folder with the rule files
        folder: Option<PathBuf>,
    },
    /// Hold the rules against their worked examples
    Test {
        /// The folder with the rule files and the examples
        folder: Option<PathBuf>,
    },
    /// Give rule files their one look
    Format {
        /// The folder with the rule files
        folder: PathBuf,
        /// Change nothing, only say which files lack it
        #[arg(long)]
        check: bool,
    },
    /// What a family is entitled to, as JSON; the same answer as the API's
    Assess {
        /// A JSON file with the family, or with a whole request
        facts: PathBuf,
        /// The day asked about [default: today]
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
        /// As it was known on this day [default: today]
        #[arg(long, value_name = "DAY")]
        known: Option<String>,
    },
    /// Why a rule gives what it gives
    Explain {
        /// The rule, such as adult.boerneydelse
        rule: String,
        /// A JSON file with the family, or with a whole request
        facts: PathBuf,
        /// The day asked about [default: today]
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
        /// As it was known on this day [default: today]
        #[arg(long, value_name = "DAY")]
        known: Option<String>,
        /// The language of the law's texts
        #[arg(long, default_value = "da")]
        lang: String,
    },
    /// What changed between two days
    Diff {
        /// The first day
        from: String,
        /// The second day
        to: String,
        /// As it was known on this day [default: all that is known]
        #[arg(long, value_name = "DAY")]
        known: Option<String>,
    },
    /// Every fact and result by name, as JSON
    Facts,
}

/// What is simulated.
#[derive(Subcommand, Debug, Clone)]
pub enum Simulate {
    /// The law, and a reform of it, over a synthetic Danish population
    Law(SimulateLaw),
}

/// A reform, and how it is simulated.
#[derive(Args, Debug, Clone)]
pub struct SimulateLaw {
    /// A reform file (several are laid over each other); without one, the law as it is
    #[arg(long, value_name = "FILE")]
    pub reform: Vec<PathBuf>,
    /// The day asked about [default: today]
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
    /// As the law was known on this day [default: all that is known]
    #[arg(long, value_name = "DAY")]
    pub known: Option<String>,
    /// How many families are made up
    #[arg(long, value_name = "N", default_value_t = 700_000, value_parser = clap::value_parser!(u32).range(1_000..=3_000_000))]
    pub families: u32,
    /// The seed they are drawn from: the same seed, the same families
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many other populations say how sure the figures are
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u32).range(0..=200))]
    pub others: u32,
    /// The language of the text and the brief
    #[arg(long, default_value = "da")]
    pub lang: String,
    /// Print JSON, with everything
    #[arg(long)]
    pub json: bool,
    /// Write the tables into this folder as CSV
    #[arg(long, value_name = "FOLDER")]
    pub csv: Option<PathBuf>,
    /// Write a brief for paper: FILE.html, or FILE.pdf where favn-letters is installed
    #[arg(long, value_name = "FILE")]
    pub brief: Option<PathBuf>,
}
