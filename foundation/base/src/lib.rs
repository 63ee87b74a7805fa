//! What every part of Favn stands on: ids, money, instants and dates, the clock, randomness,
//! places on the map, and words about persons that no log can show. It knows nobody else.
//!
//! Invariant: nothing here panics, reads the clock or draws randomness except through
//! [`Clock`] and [`Entropy`], which callers pass on as arguments.

mod clock;
mod entropy;
pub mod geo;
mod id;
mod money;
mod personal;
pub mod text;

pub use clock::{Clock, Date, Moment, ZONE, local_date, local_time};
pub use entropy::Entropy;
pub use id::IdError;
pub use money::Money;
pub use personal::Personal;
#[doc(hidden)]
pub use uuid;
