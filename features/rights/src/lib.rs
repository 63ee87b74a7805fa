//! What a family is entitled to: the law of `content/law`, asked about one family at a time.
//!
//! - [`routes`]: the guide, and the open interface.
//! - [`Beside`]: the guide's door for other features, beside whatever somebody works on.
//! - [`Book`]: the law in the program, made ready for a day when it is first asked about.
//! - [`assess`]: facts in, results, reasons and the next best question out, as JSON.
//! - [`explain()`]: why, as text.
//! - [`Catalogue`]: every fact and result by name, from the rule files themselves.
//!
//! # Invariants
//!
//! - Nothing that is told is stored or logged: an answer is worked out and forgotten.
//! - The same version of the law, day, day of knowledge and facts give the same answer forever. The
//!   words of a translation may be mended under it.

mod api;
mod asked;
mod assess;
mod book;
mod catalogue;
mod differences;
mod explain;
mod facts;
mod guide;
mod json;
mod late;
mod open_law;
mod question;
mod reasons;
mod said;
mod settings;
mod show;

pub use asked::Asked;
pub use assess::{answer, assess};
pub use book::{Book, Day, EXAMPLES, RULES, TEXTS, built_in};
pub use catalogue::Catalogue;
pub use differences::differences;
pub use explain::explain;
pub use facts::{Told, Wrong, date, tell};
pub use guide::{Beside, Fields, Handed, Shared, Sharing, handed};
pub use late::late;
pub use settings::Settings;
pub use show::day;

use web::assets::AssetFile;

/// The words of these pages.
pub mod words {
    #![allow(missing_docs, reason = "generated: one method per message")]
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// What is served.
pub fn routes() -> web::Routes<access::House> {
    web::Routes::new()
        .get("/rights", guide::start)
        .post("/rights", guide::step)
        .post("/rights/calendar", guide::calendar)
        .post("/rights/letter", guide::letter)
        .post("/rights/what-if", guide::what_if)
        .post("/api/rights/v1/assess", api::assess)
        .get("/api/rights/v1/catalogue", api::catalogue)
        .get("/api/rights/v1/laws", api::laws)
        .get("/api/rights/v1/parameters", api::parameters)
        .get("/api/rights/v1/openapi.json", api::openapi)
}

/// The static files of these pages.
pub const ASSETS: &[AssetFile] = &[
    AssetFile::new("rights.css", include_bytes!("../assets/rights.css")),
    AssetFile::new("guide.js", include_bytes!("../assets/guide.js")),
];

/// The guide's link in the public menu.
pub const MENU: &[web::MenuItem] = &[web::MenuItem {
    area: web::Area::Public,
    path: "/rights",
    label: |lang| words::Words::of(lang).guide_menu(),
}];

/// Today in Denmark, in days since 1970.
pub fn today(clock: &base::Clock) -> i64 {
    day_of(clock.now())
}

/// The day in Denmark, in days since 1970.
pub fn day_of(now: base::Moment) -> i64 {
    let date = base::local_date(now);
    rules::day::number(
        i64::from(date.year()),
        i64::from(date.month()),
        i64::from(date.day()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_said() {
        languages::testing::unused("languages", &["src", "pages"]);
    }

    #[test]
    fn the_law_in_the_program_is_right() {
        assert_eq!(Book::ours().err(), None);
    }
}
