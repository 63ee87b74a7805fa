//! A synthetic population: Danish families with children, made up so that they add up to what is
//! published about them. No row is a real family.
//!
//! ```text
//! recipe   the figures of content/population, each with its source
//! fit      the joint table of family form, children, youngest, place, tenure and work, fitted
//!          to the margins (iterative proportional fitting)
//! whole    whole families out of the table (truncate, replicate, sample)
//! family   what a table cannot say, drawn family by family: days of birth, pay, rent
//! rows     the families as the columns that rules run over
//! ```
//!
//! Invariant: the same figures, day, number of families and seed give the same population on
//! every machine, on any number of threads. Chance comes from [`base::Entropy::seeded`]; money,
//! days and shares are integers. Only the fit has fractions: it adds, multiplies and divides
//! 64-bit floats in a fixed order, which IEEE 754 rounds alike everywhere, and calls no function
//! (logarithm, power) whose last digit is a machine's own.

// Nothing here ends the program. Plain sums, of published counts and øre, are left to reviewers.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

mod axis;
mod family;
mod fit;
mod grid;
mod lot;
mod people;
mod recipe;
mod rows;
mod whole;

pub use axis::{Axis, CELLS, Form, Group, Tenure, Work};
pub use family::{Adult, Child, Deling, Home, Maintenance, Parents, Place};
pub use fit::{Fit, fit};
pub use grid::Grid;
pub use people::Population;
pub use recipe::{FILES, Kind, Municipality, Number, Paper, Recipe, RecipeError};
