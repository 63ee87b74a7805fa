//! One file a command.

mod audit;
mod backup;
mod check;
mod directory;
mod invite;
mod key;
mod law;
mod restore;
mod serve;
mod simulate;

use crate::cli::{Cli, Command, Key, Simulate};
use crate::failure::Failure;
use crate::settings::Settings;

/// Does what was said.
///
/// # Errors
/// A [`Failure`] with its exit code.
pub async fn run(cli: Cli) -> Result<(), Failure> {
    let common = &cli.common;
    let settings = || Settings::read(common);
    match cli.command {
        Command::Serve => serve::serve(settings()?).await,
        Command::Demo => serve::demo(common.clone()).await,
        Command::Import(import) => directory::import(&settings()?, &import).await,
        Command::Export(export) => directory::export(&settings()?, &export).await,
        Command::Invite(invite) => invite::invite(&settings()?, &invite).await,
        Command::Check => check::check(&settings()?).await,
        Command::Backup(backup) => backup::backup(&settings()?, &backup).await,
        Command::Restore(restore) => restore::restore(&settings()?, &restore).await,
        Command::Audit(crate::cli::Audit::Verify) => audit::verify(&settings()?).await,
        Command::Law(law) => law::law(&law, rights::today(&base::Clock::system())),
        Command::Simulate(Simulate::Law(asked)) => {
            let today = rights::today(&base::Clock::system());
            simulate::law(&asked, today, settings).await
        }
        Command::Key(Key::New) => key::master(&settings()?),
        Command::Key(Key::Backup { file }) => key::backup(&file),
    }
}

/// Says something on standard output: the answer of a command.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
fn say(words: impl std::fmt::Display) {
    println!("{words}");
}
