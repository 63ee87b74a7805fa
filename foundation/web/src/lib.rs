//! Where Favn meets a browser: the outer service around every route, the page frame, forms,
//! failure that a person can read, static files, rate limits and the quick exit.
//!
//! A request passes [`Outer`] first. It takes the language from the path (`/da/find` reaches the
//! routes as `/find`), forgets who sent it, reads the posted form, refuses forged ones, and only
//! then asks the routes. On the way back it turns every failure into a page in the reader's
//! language, sets the cookies that [`Reader`] was told to set, and puts the security headers on.
//!
//! ```ignore
//! pub fn routes() -> Routes<House> {
//!     Routes::new().get("/find", find::page).post("/find", find::search)
//! }
//!
//! #[derive(Template)]
//! #[template(path = "find.html")]
//! struct FindPage { shell: Shell, w: Words, postcode: TextField }
//!
//! pub async fn page(reader: Reader, Query(form): Query<FindForm>) -> Result<Response, AppError> {
//!     let w = Words::of(reader.lang());
//!     reader.page(&FindPage { shell: reader.shell(w.find_title()), w, postcode: … })
//! }
//! ```
//!
//! # Invariants
//!
//! - No address, user agent or referrer of a reader reaches a handler: [`Outer`] takes those
//!   headers off. The address lives in memory for as long as one request, for [`limits`] alone.
//! - No request that can change something reaches a handler without a valid form token. It is
//!   [`Outer`] that looks, so a handler cannot forget to.
//! - What a person posted is never lost to a failure: the page that says so shows it again.
//! - No answer may be kept by a cache, except the static files, whose names change with them.

pub mod assets;
pub mod components;
mod cookies;
mod error;
mod error_page;
mod fields;
mod form;
mod form_errors;
mod headers;
mod language_path;
mod leaving;
pub mod limits;
mod network;
mod once;
mod outer;
mod panics;
mod posted;
mod reader;
mod routes;
mod server;
mod shell;
mod site;
pub mod testing;
mod token;
mod turns;

/// The words of the frame, the components and the error pages.
pub mod words {
    #![allow(missing_docs, reason = "generated: one method per message")]
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

pub use cookies::Keep;
pub use error::{AppError, Cause};
pub use form::{Form, Query};
pub use form_errors::FormErrors;
pub use leaving::{Farewell, routes};
pub use network::{Network, NetworkError};
pub use once::Once;
pub use outer::Outer;
pub use panics::keep_quiet;
pub use reader::Reader;
pub use routes::{RouteEntry, Routes};
pub use server::serve;
pub use shell::{FormToken, NavItem, Shell};
pub use site::{Area, FormSecret, MenuItem, Settings, SettingsError, Site};
pub use turns::Turns;

#[cfg(test)]
mod tests {
    #[test]
    fn every_message_is_said() {
        languages::testing::unused("languages", &["src", "pages", "components"]);
    }
}
