//! One value on its way to or from either engine.

use base::{Date, Moment, Money, Personal};
use uuid::Uuid;

use crate::DbError;

/// A value both engines can keep. See the table in `docs/decisions` for the column types.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// SQL `null`.
    Null,
    /// `integer` / `boolean`.
    Bool(bool),
    /// `integer` / `bigint`, `integer` or `smallint`.
    Int(i64),
    /// `real` / `double precision`.
    Real(f64),
    /// `text`.
    Text(String),
    /// `blob` / `bytea`.
    Bytes(Vec<u8>),
    /// `blob` of 16 / `uuid`.
    Uuid(Uuid),
    /// `integer` of microseconds / `timestamptz`.
    Moment(Moment),
    /// `text` as `2026-11-22` / `date`.
    Date(Date),
}

/// What can be given to a statement as a parameter.
pub trait ToValue {
    /// The value to send.
    fn to_value(&self) -> Value;
}

/// What can be read out of a column.
pub trait FromValue: Sized {
    /// Reads the value, or says what was expected.
    ///
    /// # Errors
    /// The name of the expected type when the column holds something else.
    fn from_value(value: &Value) -> Result<Self, &'static str>;
}

macro_rules! to_value {
    ($($type:ty => |$v:ident| $value:expr;)*) => {
        $(impl ToValue for $type { fn to_value(&self) -> Value { let $v = self; $value } })*
    };
}

to_value! {
    Value => |v| v.clone();
    bool => |v| Value::Bool(*v);
    i64 => |v| Value::Int(*v);
    i32 => |v| Value::Int(i64::from(*v));
    u32 => |v| Value::Int(i64::from(*v));
    u64 => |v| Value::Int(i64::try_from(*v).unwrap_or(i64::MAX));
    usize => |v| Value::Int(i64::try_from(*v).unwrap_or(i64::MAX));
    f64 => |v| Value::Real(*v);
    str => |v| Value::Text(v.to_owned());
    String => |v| Value::Text(v.clone());
    [u8] => |v| Value::Bytes(v.to_vec());
    Vec<u8> => |v| Value::Bytes(v.clone());
    Uuid => |v| Value::Uuid(*v);
    Moment => |v| Value::Moment(*v);
    Date => |v| Value::Date(*v);
    Money => |v| Value::Int(v.oere());
}

impl<const N: usize> ToValue for [u8; N] {
    fn to_value(&self) -> Value {
        Value::Bytes(self.to_vec())
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, ToValue::to_value)
    }
}

fn int(value: &Value) -> Option<i64> {
    match value {
        Value::Int(int) => Some(*int),
        Value::Bool(bool) => Some(i64::from(*bool)),
        _ => None,
    }
}

impl FromValue for Value {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        Ok(value.clone())
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        match value {
            Value::Null => Ok(None),
            value => T::from_value(value).map(Some),
        }
    }
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        int(value).ok_or("a whole number")
    }
}

macro_rules! from_int {
    ($($type:ty),*) => {
        $(impl FromValue for $type {
            fn from_value(value: &Value) -> Result<Self, &'static str> {
                int(value).and_then(|int| Self::try_from(int).ok()).ok_or(concat!("a whole number that fits ", stringify!($type)))
            }
        })*
    };
}
from_int!(i32, u32, u64, usize);

impl FromValue for bool {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        int(value).map(|int| int != 0).ok_or("yes or no")
    }
}

macro_rules! from_one {
    ($($type:ty, $expected:literal, $pattern:pat => $read:expr;)*) => {
        $(impl FromValue for $type {
            fn from_value(value: &Value) -> Result<Self, &'static str> {
                match value { $pattern => Ok($read), _ => Err($expected) }
            }
        })*
    };
}

from_one! {
    String, "text", Value::Text(text) => text.clone();
    Vec<u8>, "bytes", Value::Bytes(bytes) => bytes.clone();
}

/// Whole øre, in a column of whole numbers: money is never a real.
impl FromValue for Money {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        int(value)
            .map(Self::from_oere)
            .ok_or("an amount in whole øre")
    }
}

impl FromValue for f64 {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        match value {
            Value::Real(real) => Ok(*real),
            #[expect(
                clippy::cast_precision_loss,
                reason = "SQLite gives whole reals as integers"
            )]
            Value::Int(int) => Ok(*int as Self),
            _ => Err("a number"),
        }
    }
}

impl FromValue for Uuid {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        match value {
            Value::Uuid(uuid) => Ok(*uuid),
            Value::Bytes(bytes) => Self::from_slice(bytes).map_err(|_| "a UUID"),
            _ => Err("a UUID"),
        }
    }
}

impl FromValue for Moment {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        match value {
            Value::Moment(moment) => Ok(*moment),
            Value::Int(micros) => Ok(Self::from_micros(*micros)),
            _ => Err("an instant"),
        }
    }
}

impl FromValue for Date {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        match value {
            Value::Date(date) => Ok(*date),
            Value::Text(text) => text.parse().map_err(|_| "a date"),
            _ => Err("a date"),
        }
    }
}

impl<T: FromValue> FromValue for Personal<T> {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        T::from_value(value).map(Self::new)
    }
}

/// Reads one column, with the statement and column named when it holds something else.
pub(crate) fn read<T: FromValue>(
    value: &Value,
    statement: &'static str,
    column: &str,
) -> Result<T, DbError> {
    T::from_value(value).map_err(|expected| DbError::Column {
        statement,
        column: column.to_owned(),
        expected,
    })
}
