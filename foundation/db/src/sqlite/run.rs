//! One statement on one connection.

use std::collections::HashMap;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};

use crate::row::Columns;
use crate::{DbError, Row, Sql, Value};

/// A connection and what it has learned about the statements it runs.
pub(super) struct Runner {
    pub(super) connection: Connection,
    /// By the text's address: statements are constants, so it never changes under us.
    known: HashMap<usize, Known>,
}

struct Known {
    /// The text as SQLite counts parameters: `?1` for `$1` (it would take `$1` for a name).
    text: String,
    columns: Columns,
    /// How long its last reading took.
    took: Duration,
}

impl Runner {
    pub(super) fn new(connection: Connection) -> Self {
        connection.set_prepared_statement_cache_capacity(256);
        // A plan holds whatever is bound to it. Without this SQLite reads and plans a statement
        // anew whenever a parameter that its plan looked at changes: at every session, every look
        // at a log. Refused only by an SQLite older than the one that is built in.
        let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true);
        Self {
            connection,
            known: HashMap::new(),
        }
    }

    /// How long the last reading of this statement took on this connection.
    pub(super) fn took(&self, sql: &Sql) -> Duration {
        self.known
            .get(&(sql.text.as_ptr() as usize))
            .map_or(Duration::ZERO, |known| known.took)
    }

    pub(super) fn remember(&mut self, sql: &Sql, took: Duration) {
        if let Some(known) = self.known.get_mut(&(sql.text.as_ptr() as usize)) {
            known.took = took;
        }
    }

    pub(super) fn rows(&mut self, sql: &Sql, params: &[Value]) -> Result<Vec<Row>, DbError> {
        let Self { connection, known } = self;
        let failed = |error: rusqlite::Error| DbError::sqlite(sql.name, &error);
        let known = known
            .entry(sql.text.as_ptr() as usize)
            .or_insert_with(|| Known {
                text: sql.text.replace('$', "?"),
                columns: Columns::from([]),
                took: Duration::ZERO,
            });
        let mut statement = connection.prepare_cached(&known.text).map_err(failed)?;
        if known.columns.len() != statement.column_count() {
            known.columns = statement.column_names().map(Box::from).collect();
        }
        let width = known.columns.len();
        let mut found = Vec::new();
        let mut rows = statement
            .query(rusqlite::params_from_iter(params))
            .map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let mut values = Vec::with_capacity(width);
            for index in 0..width {
                values.push(from_sqlite(row.get_ref(index).map_err(failed)?));
            }
            found.push(Row {
                statement: sql.name,
                columns: known.columns.clone(),
                values,
            });
        }
        Ok(found)
    }

    pub(super) fn execute(&mut self, sql: &Sql, params: &[Value]) -> Result<u64, DbError> {
        let failed = |error: rusqlite::Error| DbError::sqlite(sql.name, &error);
        let known = self
            .known
            .entry(sql.text.as_ptr() as usize)
            .or_insert_with(|| Known {
                text: sql.text.replace('$', "?"),
                columns: Columns::from([]),
                took: Duration::ZERO,
            });
        let mut statement = self
            .connection
            .prepare_cached(&known.text)
            .map_err(failed)?;
        let mut rows = statement
            .query(rusqlite::params_from_iter(params))
            .map_err(failed)?;
        while rows.next().map_err(failed)?.is_some() {}
        drop(rows);
        drop(statement);
        Ok(self.connection.changes())
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        use rusqlite::types::Value as Owned;
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Owned::Null),
            Self::Bool(bool) => ToSqlOutput::Owned(Owned::Integer(i64::from(*bool))),
            Self::Int(int) => ToSqlOutput::Owned(Owned::Integer(*int)),
            Self::Real(real) => ToSqlOutput::Owned(Owned::Real(*real)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Uuid(uuid) => ToSqlOutput::Borrowed(ValueRef::Blob(uuid.as_bytes())),
            Self::Moment(moment) => ToSqlOutput::Owned(Owned::Integer(moment.micros())),
            Self::Date(date) => ToSqlOutput::Owned(Owned::Text(date.to_string())),
        })
    }
}

pub(crate) fn from_sqlite(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(int) => Value::Int(int),
        ValueRef::Real(real) => Value::Real(real),
        ValueRef::Text(text) => Value::Text(match std::str::from_utf8(text) {
            Ok(text) => text.to_owned(),
            // Only somebody else's program could have put it there.
            Err(_) => String::from_utf8_lossy(text).into_owned(),
        }),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}
