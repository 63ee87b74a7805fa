//! Values on the wire, by the type the column has.

use std::error::Error;
use std::str::FromStr;

use base::{Date, Moment};
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

use crate::Value;

/// Microseconds from 1970-01-01 to PostgreSQL's own beginning, 2000-01-01.
const EPOCH_MICROS: i64 = 946_684_800_000_000;
const EPOCH: Date = jiff::civil::date(2000, 1, 1);

type Failed = Box<dyn Error + Sync + Send>;

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Failed> {
        match (self, ty) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Bool(bool), _) => bool.to_sql(ty, out),
            (Self::Int(int), &Type::INT8) => int.to_sql(ty, out),
            (Self::Int(int), &Type::INT4) => i32::try_from(*int)?.to_sql(ty, out),
            (Self::Int(int), &Type::INT2) => i16::try_from(*int)?.to_sql(ty, out),
            // Values that come from a backup of the other engine are plain.
            (Self::Int(micros), &Type::TIMESTAMPTZ) => {
                micros.saturating_sub(EPOCH_MICROS).to_sql(&Type::INT8, out)
            }
            (Self::Text(text), &Type::DATE) => Self::Date(text.parse()?).to_sql(ty, out),
            (Self::Int(int), &Type::BOOL) => (*int != 0).to_sql(ty, out),
            #[expect(
                clippy::cast_precision_loss,
                reason = "a column of reals was asked to hold it"
            )]
            (Self::Int(int), &Type::FLOAT8) => (*int as f64).to_sql(ty, out),
            (Self::Real(real), _) => real.to_sql(ty, out),
            (Self::Text(text), _) => text.to_sql(ty, out),
            (Self::Bytes(bytes), _) => bytes.to_sql(ty, out),
            (Self::Uuid(uuid), _) => uuid.as_bytes().to_sql_raw(out),
            (Self::Moment(moment), &Type::TIMESTAMPTZ) => moment
                .micros()
                .saturating_sub(EPOCH_MICROS)
                .to_sql(&Type::INT8, out),
            (Self::Moment(moment), _) => moment.micros().to_sql(ty, out),
            (Self::Date(date), &Type::DATE) => {
                let days = (*date - EPOCH).get_days();
                days.to_sql(&Type::INT4, out)
            }
            (Self::Date(date), _) => date.to_string().to_sql(ty, out),
            (Self::Int(int), other) => Err(format!("{int} is not a {other}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true // each arm above says what it cannot be
    }

    to_sql_checked!();
}

/// Bytes as they are.
trait Raw {
    fn to_sql_raw(&self, out: &mut BytesMut) -> Result<IsNull, Failed>;
}

impl Raw for [u8; 16] {
    fn to_sql_raw(&self, out: &mut BytesMut) -> Result<IsNull, Failed> {
        out.extend_from_slice(self);
        Ok(IsNull::No)
    }
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Failed> {
        Ok(match *ty {
            Type::BOOL => Self::Bool(bool::from_sql(ty, raw)?),
            Type::INT2 => Self::Int(i64::from(i16::from_sql(ty, raw)?)),
            Type::INT4 => Self::Int(i64::from(i32::from_sql(ty, raw)?)),
            Type::INT8 => Self::Int(i64::from_sql(ty, raw)?),
            Type::FLOAT4 => Self::Real(f64::from(f32::from_sql(ty, raw)?)),
            Type::FLOAT8 => Self::Real(f64::from_sql(ty, raw)?),
            Type::TEXT | Type::VARCHAR | Type::NAME | Type::BPCHAR | Type::UNKNOWN => {
                Self::Text(String::from_sql(ty, raw)?)
            }
            Type::BYTEA => Self::Bytes(raw.to_vec()),
            Type::UUID => Self::Uuid(Uuid::from_slice(raw)?),
            Type::TIMESTAMPTZ => Self::Moment(Moment::from_micros(
                i64::from_sql(&Type::INT8, raw)?.saturating_add(EPOCH_MICROS),
            )),
            Type::DATE => {
                let days = i64::from(i32::from_sql(&Type::INT4, raw)?);
                Self::Date(EPOCH.checked_add(jiff::Span::new().try_days(days)?)?)
            }
            Type::NUMERIC => {
                return Err(
                    "numeric columns lose digits here: cast to bigint or double precision".into(),
                );
            }
            Type::VOID => Self::Null,
            _ => Self::Text(String::from_str(std::str::from_utf8(raw)?)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Failed> {
        Ok(Self::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
