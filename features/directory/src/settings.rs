//! How often one household may ask the directory.

use std::time::Duration;

use access::House;
use web::limits::Limit;
use web::{AppError, Reader};

/// What an organisation decides about its directory.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Searches, and reads of the open data, within a minute from one household of addresses; 0:
    /// no limit. High, because a whole shelter or a mobile operator may stand behind one address.
    pub searches_per_minute: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            searches_per_minute: 600,
        }
    }
}

/// Counts a search of this reader's.
///
/// # Errors
/// [`AppError::TooMany`].
pub(crate) fn count_search(house: &House, reader: &Reader) -> Result<(), AppError> {
    let settings = house.get::<Settings>().unwrap_or_default();
    match settings.searches_per_minute {
        0 => Ok(()),
        most => reader.limit(&Limit::new("searches", most, Duration::from_secs(60))),
    }
}
