//! Law as dated data and formulas: text files that a lawyer reads beside the act, checked before
//! they run, and run in three ways that agree: for one family with reasons, with facts missing,
//! and for a whole population.
//!
//! Invariant: no clock, no randomness, no floating point, no panic. The same rules, date and facts
//! give the same answer forever.

// Nothing here ends the program, and no sum goes wrong unseen. Where sums wrap by name
// (`wrapping_add`), the ranges of the program prove that they do not: see `program`.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::arithmetic_side_effects,
        clippy::unreachable,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod check;
pub mod columns;
pub mod day;
pub mod exact;
pub mod examples;
pub mod format;
mod lex;
pub mod lower;
mod parse;
pub mod problem;
pub mod program;
mod ratio;
pub mod rows;
pub mod rule_set;
pub mod syntax;
pub mod trace;
mod unit;
pub mod unknowns;
mod untranslated;

pub use check::{check, load};
pub use lower::{Moment, Ready, Standing, lower};
pub use problem::{Problem, Source, Weight};
pub use ratio::Ratio;
pub use rule_set::RuleSet;
pub use unit::{BASES, Period, Type, Unit};
pub use untranslated::untranslated;
