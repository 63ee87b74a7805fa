//! Where help is: organisations, services and places in HSDS 3.0, found by place and need.
//!
//! - [`routes`]: "find help near me", a page for each offer, and the same as open data.
//! - [`find()`], [`offer_card`], [`CardView`]: the doors for other features, which share offers as
//!   cards.
//! - [`import`], [`export`]: the doors for `favn import` and `favn export`.
//! - [`ready()`]: the search index, brought into today's form after the migrations.
//!
//! # Invariants
//!
//! - The address of a confidential place leaves `place.rs` only for those who need it; no page,
//!   card, feed, export, distance, log or error has it.
//! - The search index holds only what everybody may see, and is always built from the HSDS rows.
//! - Nothing here stores or logs what anybody searched for.

mod api;
mod atlas;
mod bundle;
mod card;
mod card_view;
mod check;
mod confidential;
mod export;
mod find;
mod generate;
pub mod geography;
mod hours;
mod hours_words;
mod import;
mod index;
mod lexicon;
mod near;
mod offer;
mod place;
mod read_hsds;
mod read_offers;
mod search;
mod settings;
mod show;
mod source;
mod spot;
mod stem;
mod store;
mod tables;
mod values;
mod vocabulary;

pub use card::{OfferCard, OfferFacts, holiday};
pub use card_view::CardView;
pub use export::{ExportError, Readers, export, export_to};
pub use generate::generate;
pub use hours::{OpenNow, Rule, Way, Weeks, is_holiday, open_at, parse as parse_hours};
pub use import::{How, ImportError, Report, import};
pub use index::ready;
pub use near::{Choice, Here, Near, near};
pub use offer::Offer;
pub use place::{Address, NeedToKnow, Place};
pub use search::{Found, Search, Widened, find, offer_card};
pub use settings::Settings;
pub use source::{BadRow, Source};
pub use store::statements;
pub use vocabulary::{AUDIENCE, CHANNEL, KIND, NEED, Taxonomy};

/// The words of these pages.
pub mod words {
    #![allow(missing_docs, reason = "generated: one method per message")]
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// The tables of the directory and its search index.
pub const MIGRATIONS: db::Migrations =
    db::migrations!("directory": "V1__directory", "V2__sets_of_places");

/// The pages of the directory.
pub fn routes() -> web::Routes<access::House> {
    web::Routes::new()
        .get("/find", find::page)
        .get("/offers/{id}", show::page)
        .get("/api/hsds/services", api::services)
        .get("/api/hsds/services/{id}", api::service)
        .get("/api/hsds/organizations", api::organizations)
        .get("/api/hsds/service_at_locations", api::service_at_locations)
}

/// The link of the directory in the public menu.
pub const MENU: &[web::MenuItem] = &[web::MenuItem {
    area: web::Area::Public,
    path: "/find",
    label: |lang| words::Words::of(lang).find_button(),
}];

#[cfg(test)]
mod tests {
    #[test]
    fn every_message_is_said() {
        languages::testing::unused("languages", &["src", "pages"]);
    }
}
