//! The program `favn`: configuration, wiring and commands. Everything that a person meets lives
//! in the features; here it is put together.
//!
//! [`rooms::routes`] is the whole of what is served, [`doors::MIGRATIONS`] every table.

pub mod backup;
pub mod cli;
mod commands;
pub mod doors;
pub mod failure;
pub mod rooms;
pub mod settings;

pub use commands::run;
