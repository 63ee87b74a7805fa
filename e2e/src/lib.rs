//! What the browser errands stand on: a real `favn` on a port and a database of its own, a
//! neutral page to leave for, and Node running one errand. Nothing here knows a page; the
//! errands do.

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

mod errand;
mod favn;
mod house;
mod neutral;
mod post_office;
mod postgres;

pub use errand::Errand;
pub use favn::Favn;
pub use house::House;
pub use neutral::Neutral;
pub use post_office::PostOffice;
pub use postgres::{ask, fresh_database};
