//! A row as it came back, and the types that can be read from one.

use std::sync::Arc;

use crate::value::read;
use crate::{DbError, FromValue, Value};

/// The column names of a statement, shared by its rows.
pub(crate) type Columns = Arc<[Box<str>]>;

/// One row of an answer.
#[derive(Clone, Debug)]
pub struct Row {
    pub(crate) statement: &'static str,
    pub(crate) columns: Columns,
    pub(crate) values: Vec<Value>,
}

impl Row {
    /// Reads the column called `column`.
    ///
    /// # Errors
    /// [`DbError::Column`] when there is no such column or it holds another type.
    pub fn get<T: FromValue>(&self, column: &str) -> Result<T, DbError> {
        let value = self
            .columns
            .iter()
            .position(|name| &**name == column)
            .and_then(|index| self.values.get(index))
            .ok_or_else(|| self.missing(column))?;
        read(value, self.statement, column)
    }

    /// Reads the column at `index`, counted from 0.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn at<T: FromValue>(&self, index: usize) -> Result<T, DbError> {
        let name = self.columns.get(index).map_or("", |name| &**name);
        let value = self.values.get(index).ok_or_else(|| self.missing(name))?;
        read(value, self.statement, name)
    }

    fn missing(&self, column: &str) -> DbError {
        DbError::Column {
            statement: self.statement,
            column: column.to_owned(),
            expected: "a column of that name",
        }
    }
}

/// What a row can be read into. Tuples read by position, features implement it by name.
pub trait FromRow: Sized {
    /// Reads the row.
    ///
    /// # Errors
    /// [`DbError::Column`] naming what did not fit.
    fn from_row(row: &Row) -> Result<Self, DbError>;
}

impl FromRow for Row {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(row.clone())
    }
}

macro_rules! tuples {
    ($($($name:ident $index:literal),+;)*) => {
        $(impl<$($name: FromValue),+> FromRow for ($($name,)+) {
            fn from_row(row: &Row) -> Result<Self, DbError> {
                Ok(($(row.at::<$name>($index)?,)+))
            }
        })*
    };
}

tuples! {
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
}
