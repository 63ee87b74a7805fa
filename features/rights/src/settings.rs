//! How often one household may ask about the law.

use std::time::Duration;

use access::House;
use web::limits::Limit;
use web::{AppError, Reader};

/// What an organisation decides about its answers.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Families worked out, and documents read, through the open interface within a minute from
    /// one household of addresses, and as many pages of the guide; 0: no limit.
    pub assessments_per_minute: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            assessments_per_minute: 600,
        }
    }
}

/// Counts a question of this reader's.
///
/// # Errors
/// [`AppError::TooMany`].
pub(crate) fn count_assessment(house: &House, reader: &Reader) -> Result<(), AppError> {
    count(house, reader, "assessments", 1)
}

/// Counts a page of the guide. A family reads some thirty; nobody else's browser stops it.
///
/// # Errors
/// [`AppError::TooMany`].
pub(crate) fn count_guide(house: &House, reader: &Reader) -> Result<(), AppError> {
    count(house, reader, "guide", 1)
}

/// Counts a letter as PDF: a program sets one at a time, for everybody.
///
/// # Errors
/// [`AppError::TooMany`].
pub(crate) fn count_letter(house: &House, reader: &Reader) -> Result<(), AppError> {
    count(house, reader, "letters", 20)
}

/// Counts one of what there may be so many times less often than assessments.
fn count(house: &House, reader: &Reader, what: &'static str, rarer: u32) -> Result<(), AppError> {
    let settings = house.get::<Settings>().unwrap_or_default();
    match settings.assessments_per_minute {
        0 => Ok(()),
        most => reader.limit(&Limit::new(
            what,
            most.div_ceil(rarer),
            Duration::from_secs(60),
        )),
    }
}
