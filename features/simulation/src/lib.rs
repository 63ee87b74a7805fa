//! What a reform of the law would do: the same rules that a family is told by, run over a
//! synthetic population, once as they are and once with the reform laid over.
//!
//! - [`simulate()`]: a reform in, a [`Simulation`] out: costs, winners and losers, children below
//!   the line, what is left of more pay, and how sure the figures are.
//! - [`tables`], [`text()`], [`brief()`], [`brief_html()`]: the result as CSV files, as lines, as two
//!   pages for paper.
//! - [`View`]: the result as a page shows it.
//! - [`routes`]: the page for those of the staff who may.
//! - [`REFORMS`]: reforms to begin with.
//!
//! # Invariants
//!
//! - No family in it is real, and every output says so.
//! - On a node one simulation runs at a time, off the threads that answer requests.
//! - The same law, reform, day, seed and sizes give the same result on every machine.

mod brief;
mod marginal;
mod outcome;
mod page;
mod result;
mod ruling;
mod run;
mod simulate;
mod tables;
mod tally;
mod text;
mod view;

pub use brief::{brief, brief_html};
pub use marginal::{Marginal, Step};
pub use result::{Cost, Figure, Name, Paper, Part, Reform, Simulation, Unverified};
pub use simulate::{Asked, Progress, simulate};
pub use tables::{Table, tables};
pub use text::text;
pub use view::{Head, Section, TableView, View};

/// The words of the brief, the page and the command's text.
pub mod words {
    #![allow(missing_docs, reason = "generated: one method per message")]
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// The page.
pub fn routes() -> web::Routes<access::House> {
    web::Routes::new()
        .get("/simulation", page::page)
        .post("/simulation", page::run)
}

/// Its link for the staff who may.
pub const STAFF_LINKS: &[access::StaffLink] = &[access::StaffLink {
    path: "/simulation",
    label: |lang| words::Words::of(lang).page_menu(),
    act: access::Act::SimulateReforms,
}];

/// Why nothing was simulated.
#[derive(Debug, thiserror::Error)]
pub enum SimulationError {
    /// The law with the reform does not hold together: what is wrong, and where.
    #[error("{0}")]
    Rules(String),
    /// The day has no such result.
    #[error("the law has no {0} on that day; choose a day that the acts cover")]
    NoResult(&'static str),
    /// The population's figures cannot be used.
    #[error(transparent)]
    Figures(#[from] population::RecipeError),
    /// The families do not fit the rules.
    #[error(transparent)]
    Rows(#[from] rules::rows::RowsError),
    /// A table could not be written.
    #[error("a table could not be written: {0}")]
    Table(String),
}

/// Reforms that come with the program, by the name of their file.
pub const REFORMS: &[(&str, &str)] = &[
    (
        "enlige_foraeldre.rules",
        include_str!("../../../content/law/dk/reforms/enlige_foraeldre.rules"),
    ),
    (
        "ingen_boern_under_graensen.rules",
        include_str!("../../../content/law/dk/reforms/ingen_boern_under_graensen.rules"),
    ),
];

#[cfg(test)]
mod tests {
    #[test]
    fn every_message_is_said() {
        languages::testing::unused("languages", &["src", "pages"]);
    }
}
