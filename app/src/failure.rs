//! How a command fails: in words that name the mend, with an exit code that says which kind.

use std::fmt;

/// The kinds, as exit codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Kind {
    /// It was tried and failed.
    Failed = 1,
    /// A setting is wrong.
    Setting = 3,
    /// The database cannot be used.
    Database = 4,
    /// A check found something.
    Found = 5,
}

/// Why a command ended.
#[derive(Debug)]
pub struct Failure {
    /// Which kind.
    pub kind: Kind,
    words: String,
}

impl Failure {
    /// A wrong setting.
    pub fn setting(words: impl fmt::Display) -> Self {
        Self {
            kind: Kind::Setting,
            words: words.to_string(),
        }
    }

    /// Something was tried and failed.
    pub fn failed(words: impl fmt::Display) -> Self {
        Self {
            kind: Kind::Failed,
            words: words.to_string(),
        }
    }

    /// A check found something.
    pub fn found(words: impl fmt::Display) -> Self {
        Self {
            kind: Kind::Found,
            words: words.to_string(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl std::error::Error for Failure {}

impl From<db::DbError> for Failure {
    fn from(error: db::DbError) -> Self {
        Self {
            kind: Kind::Database,
            words: error.to_string(),
        }
    }
}

impl From<db::SealError> for Failure {
    fn from(error: db::SealError) -> Self {
        match error {
            db::SealError::Store(error) => error.into(),
            error => Self::setting(error),
        }
    }
}

impl From<db::copy::CopyError> for Failure {
    fn from(error: db::copy::CopyError) -> Self {
        match error {
            db::copy::CopyError::Db(error) => error.into(),
            error => Self::failed(error),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::failed(error)
    }
}
