//! Everything that is in a database, row by row, out of one and into another: what backup and
//! restore are made of. Consistent (one snapshot) and online (writers do not wait).
//!
//! Values travel in the few shapes SQLite knows ([`plain`]), so what left one engine can enter
//! the other: an organisation that outgrows its file restores it into PostgreSQL.
//!
//! Left out: the history of migrations, since the target has its own, and SQLite's virtual tables.

mod postgres;
mod sqlite;

use crate::{Db, DbError, Engine, Value};

/// A piece of a database on its way.
#[derive(Clone, PartialEq, Debug)]
pub enum Piece {
    /// The rows that follow are of this table.
    Table {
        /// Its name.
        name: String,
        /// Its columns, in the order of the values.
        columns: Vec<String>,
    },
    /// One row, [`plain`].
    Row(Vec<Value>),
}

/// Why a copy stopped.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The other end of the copy.
    #[error("the backup could not be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// The copy does not fit this database.
    #[error("{0}")]
    Unfit(String),
}

/// Takes the pieces of a dump.
pub type Sink<'a> = dyn FnMut(Piece) -> std::io::Result<()> + Send + 'a;
/// Gives the pieces of a load; `None` at the end.
pub type Source<'a> = dyn FnMut() -> std::io::Result<Option<Piece>> + Send + 'a;

impl Db {
    /// Gives every table and row to `sink`, as of one moment. Tables that others refer to come first.
    ///
    /// # Errors
    /// [`CopyError`].
    pub async fn dump(&self, sink: &mut Sink<'_>) -> Result<(), CopyError> {
        match crate::Query::engine(self) {
            Engine::Sqlite => sqlite::dump(self, sink).await,
            Engine::Postgres => postgres::dump(self, sink).await,
        }
    }

    /// Takes every piece of `source` in, all or nothing, into tables that exist and are replaced whole.
    ///
    /// # Errors
    /// [`CopyError::Unfit`] when a table or column is unknown here.
    pub async fn load(&self, source: &mut Source<'_>) -> Result<(), CopyError> {
        match crate::Query::engine(self) {
            Engine::Sqlite => sqlite::load(self, source).await,
            Engine::Postgres => postgres::load(self, source).await,
        }
    }
}

/// The value in the shape SQLite keeps it: null, whole number, real, text or bytes.
#[must_use]
pub fn plain(value: Value) -> Value {
    match value {
        Value::Bool(bool) => Value::Int(i64::from(bool)),
        Value::Uuid(uuid) => Value::Bytes(uuid.as_bytes().to_vec()),
        Value::Moment(moment) => Value::Int(moment.micros()),
        Value::Date(date) => Value::Text(date.to_string()),
        value => value,
    }
}

fn is_left_out(table: &str) -> bool {
    table.starts_with("migrations_") || table.starts_with("sqlite_")
}

/// Orders tables so that each comes after those it refers to. A circle ends in name order.
fn in_order(mut tables: Vec<String>, refers: &[(String, String)]) -> Vec<String> {
    tables.sort();
    let mut ordered: Vec<String> = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let ready = tables.iter().position(|table| {
            !refers
                .iter()
                .any(|(from, to)| from == table && to != table && tables.contains(to))
        });
        ordered.push(tables.remove(ready.unwrap_or(0)));
    }
    ordered
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn list(columns: &[String]) -> String {
    columns
        .iter()
        .map(|column| quoted(column))
        .collect::<Vec<_>>()
        .join(", ")
}

fn unfit(table: &str, columns: &[String], here: &[String]) -> Result<(), CopyError> {
    match columns.iter().find(|column| !here.contains(column)) {
        _ if here.is_empty() => Err(CopyError::Unfit(format!(
            "the backup has a table {table:?} that this Favn does not know: restore it with the version that made it"
        ))),
        Some(column) => Err(CopyError::Unfit(format!(
            "the backup has a column {table}.{column} that this Favn does not know: restore it with the version that made it"
        ))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_come_after_those_they_refer_to() {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let refers = [
            ("a".to_owned(), "c".to_owned()),
            ("c".to_owned(), "c".to_owned()),
            ("c".to_owned(), "b".to_owned()),
        ];
        assert_eq!(
            in_order(names(&["a", "b", "c"]), &refers),
            names(&["b", "c", "a"])
        );
        let circle = [
            ("a".to_owned(), "b".to_owned()),
            ("b".to_owned(), "a".to_owned()),
        ];
        assert_eq!(in_order(names(&["b", "a"]), &circle), names(&["a", "b"]));
    }
}
