//! `favn law`: the rule files checked, tested, explained and asked, without a server or a database.

mod ask;
mod check;
mod files;
mod show;

use rights::Book;

use crate::cli::Law;
use crate::failure::Failure;
use files::files;

pub(super) fn law(law: &Law, today: i64) -> Result<(), Failure> {
    match law {
        Law::Check { folder } => check::check(files(folder.as_deref())?, today),
        Law::Test { folder } => check::test(files(folder.as_deref())?),
        Law::Format { folder, check } => files::format(folder, *check),
        Law::Assess { facts, on, known } => {
            ask::assess(facts, on.as_deref(), known.as_deref(), today)
        }
        Law::Explain {
            rule,
            facts,
            on,
            known,
            lang,
        } => ask::explain(rule, facts, on.as_deref(), known.as_deref(), lang, today),
        Law::Diff { from, to, known } => show::diff(from, to, known.as_deref()),
        Law::Facts => show::facts(),
    }
}

fn book() -> Result<Book, Failure> {
    Book::built_in().map_err(Failure::failed)
}
