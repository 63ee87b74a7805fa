//! What can go wrong at the door, in the door's own words.

use std::sync::Arc;

/// A failure of the database or of what was asked of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DbError {
    /// A row that must be unique is there already.
    #[error("{statement}: there is one already ({what})")]
    Unique {
        /// The statement's name.
        statement: &'static str,
        /// The constraint or columns, as the engine names them.
        what: String,
    },
    /// A row that this one points to is missing, or still pointed to.
    #[error("{statement}: what it refers to is missing or still in use")]
    Reference {
        /// The statement's name.
        statement: &'static str,
    },
    /// A check or a `not null` of the schema refused the row.
    #[error("{statement}: the row breaks a rule of its table ({what})")]
    Check {
        /// The statement's name.
        statement: &'static str,
        /// The constraint, as the engine names it.
        what: String,
    },
    /// Exactly one row was expected.
    #[error("{statement}: no such row")]
    NoRow {
        /// The statement's name.
        statement: &'static str,
    },
    /// A column is missing or holds another type.
    #[error("{statement}: column {column:?} is not {expected}")]
    Column {
        /// The statement's name.
        statement: &'static str,
        /// The column.
        column: String,
        /// What was expected.
        expected: &'static str,
    },
    /// Another transaction was in the way; the same work may succeed when tried again.
    #[error("{statement}: the database was busy with another change")]
    Busy {
        /// The statement's name.
        statement: &'static str,
    },
    /// A statement of this transaction failed before, or it has ended.
    #[error("{statement}: this transaction is over")]
    Over {
        /// The statement's name.
        statement: &'static str,
    },
    /// The database cannot be reached or was lost.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// The file or database is newer than this program.
    #[error(
        "the database has changes of {feature} that this program does not know ({detail}): \
         it was used by a newer Favn. Start that version, or restore a backup made before the upgrade"
    )]
    Newer {
        /// Whose migrations.
        feature: &'static str,
        /// The migration.
        detail: String,
    },
    /// A migration failed.
    #[error("changing the tables of {feature} failed, nothing was changed: {detail}")]
    Migration {
        /// Whose migrations.
        feature: &'static str,
        /// What the engine said.
        detail: String,
    },
    /// Something else the engine said.
    #[error("{statement}: {message}")]
    Engine {
        /// The statement's name.
        statement: &'static str,
        /// What the engine said.
        message: Arc<str>,
    },
}

/// Errors that may mean "try the same transaction again".
pub trait Transient {
    /// Whether another try may succeed because only a race was lost.
    fn is_transient(&self) -> bool;
}

impl Transient for DbError {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Busy { .. })
    }
}

impl DbError {
    pub(crate) fn sqlite(statement: &'static str, error: &rusqlite::Error) -> Self {
        use rusqlite::ffi;
        let rusqlite::Error::SqliteFailure(failure, message) = error else {
            return Self::Engine {
                statement,
                message: error.to_string().into(),
            };
        };
        let what = message.clone().unwrap_or_default();
        match failure.extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
                Self::Unique { statement, what }
            }
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Self::Reference { statement },
            ffi::SQLITE_CONSTRAINT_CHECK
            | ffi::SQLITE_CONSTRAINT_NOTNULL
            | ffi::SQLITE_CONSTRAINT_DATATYPE => Self::Check { statement, what },
            code if code & 0xff == ffi::SQLITE_BUSY || code & 0xff == ffi::SQLITE_LOCKED => {
                Self::Busy { statement }
            }
            _ => Self::Engine {
                statement,
                message: error.to_string().into(),
            },
        }
    }

    pub(crate) fn postgres(statement: &'static str, error: &tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        let Some(problem) = error.as_db_error() else {
            return if error.is_closed()
                || std::error::Error::source(error)
                    .is_some_and(|cause| cause.is::<std::io::Error>())
            {
                Self::Unreachable(error.to_string())
            } else {
                // The driver's own words hide the cause: a parameter of the wrong type, say.
                let cause = std::error::Error::source(error)
                    .map(ToString::to_string)
                    .unwrap_or_default();
                Self::Engine {
                    statement,
                    message: format!("{error}: {cause}").into(),
                }
            };
        };
        let what = problem
            .constraint()
            .or(problem.column())
            .unwrap_or_default()
            .to_owned();
        match problem.code() {
            &SqlState::UNIQUE_VIOLATION => Self::Unique { statement, what },
            &SqlState::FOREIGN_KEY_VIOLATION => Self::Reference { statement },
            &SqlState::CHECK_VIOLATION | &SqlState::NOT_NULL_VIOLATION => {
                Self::Check { statement, what }
            }
            &SqlState::T_R_SERIALIZATION_FAILURE
            | &SqlState::T_R_DEADLOCK_DETECTED
            | &SqlState::LOCK_NOT_AVAILABLE => Self::Busy { statement },
            &SqlState::ADMIN_SHUTDOWN
            | &SqlState::CRASH_SHUTDOWN
            | &SqlState::CANNOT_CONNECT_NOW => Self::Unreachable(problem.message().to_owned()),
            // Only the message: the detail and the parameters may hold what a person wrote.
            _ => Self::Engine {
                statement,
                message: problem.message().into(),
            },
        }
    }
}
