//! The database door: one way in, two engines behind it, chosen by the URL.
//!
//! SQLite is embedded and needs nothing installed; PostgreSQL lets several Favn nodes share one
//! database. Features write one SQL text (see [`statements!`]) and speak to a [`Db`] or, inside
//! [`Db::transaction`], to a [`Tx`]; both are cheap to clone and both are a [`Query`].
//!
//! Invariants:
//! - SQLite has one writer. Transactions take turns at it, each in a savepoint of its own, and
//!   one commit with one sync to disk makes all of a turn durable (`sqlite/writer.rs`). Hence:
//!   inside a transaction await nothing but the database.
//! - A transaction may be tried again ([`Db::transaction`] alone decides), so it must have no
//!   effect outside the database; what should happen afterwards goes into [`Tx::after_commit`].
//! - After a failed statement a transaction is over, on both engines.
//! - What a person wrote leaves through this door sealed ([`seal`]).

pub mod copy;
mod door;
mod error;
pub mod jobs;
pub mod keys;
mod migrate;
mod postgres;
mod row;
pub mod seal;
mod sql;
mod sqlite;
pub mod testing;
mod url;
mod value;

pub use door::{Db, Engine, Notification, Options, Query, Tx};
pub use error::{DbError, Transient};
pub use keys::Keys;
pub use migrate::{Migration, Migrations};
pub use row::{FromRow, Row};
pub use seal::{MasterKey, Place, RowKey, SealError};
pub use sql::Sql;
pub use url::{DatabaseUrl, UrlError};
pub use value::{FromValue, ToValue, Value};
