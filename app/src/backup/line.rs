//! One line of a backup, and what is counted of it.

use std::collections::BTreeMap;

use data_encoding::{BASE64, HEXLOWER};
use db::Value;
use db::copy::Piece;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The version of this format.
pub const FORMAT: u32 = 1;

/// One line.
#[derive(Serialize, Deserialize, Debug)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// The first: what this is.
    Favn {
        /// [`FORMAT`].
        format: u32,
        /// `data` or `keys`.
        part: String,
        /// When, RFC 3339.
        made_at: String,
        /// Which master key sealed the keys (its mark).
        master: String,
    },
    /// A table begins.
    Table(String, Vec<String>),
    /// A row of it.
    Row(Vec<Cell>),
    /// The last: what there was.
    End(Digests),
}

/// One value: null, a whole number, text; or, marked, bytes and reals.
#[derive(Serialize, Deserialize, Debug)]
#[serde(untagged)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes in base 64.
    Bytes {
        /// The bytes.
        b: String,
    },
    /// A real by its bits, so that none is lost.
    Real {
        /// The bits in hexadecimal.
        r: String,
    },
}

impl From<&Value> for Cell {
    fn from(value: &Value) -> Self {
        match db::copy::plain(value.clone()) {
            Value::Int(int) => Self::Int(int),
            Value::Text(text) => Self::Text(text),
            Value::Bytes(bytes) => Self::Bytes {
                b: BASE64.encode(&bytes),
            },
            Value::Real(real) => Self::Real {
                r: format!("{:016x}", real.to_bits()),
            },
            _ => Self::Null,
        }
    }
}

impl TryFrom<Cell> for Value {
    type Error = &'static str;
    fn try_from(cell: Cell) -> Result<Self, Self::Error> {
        Ok(match cell {
            Cell::Null => Self::Null,
            Cell::Int(int) => Self::Int(int),
            Cell::Text(text) => Self::Text(text),
            Cell::Bytes { b } => Self::Bytes(
                BASE64
                    .decode(b.as_bytes())
                    .map_err(|_| "bytes that are none")?,
            ),
            Cell::Real { r } => Self::Real(f64::from_bits(
                u64::from_str_radix(&r, 16).map_err(|_| "a number that is none")?,
            )),
        })
    }
}

/// Rows and digest of each table.
#[derive(Serialize, Deserialize, Debug, Default, PartialEq, Eq, Clone)]
pub struct Digests(pub BTreeMap<String, Digest>);

/// How many rows, and the sum of their SHA-256 (as four words, each wrapping): the same rows in
/// another order give the same sum.
#[derive(Serialize, Deserialize, Debug, Default, PartialEq, Eq, Clone)]
pub struct Digest {
    /// Rows.
    pub rows: u64,
    /// The sum.
    pub sum: String,
    #[serde(skip)]
    words: [u64; 4],
}

impl Digests {
    /// Counts `piece`; `table` is the table of the rows that come.
    pub fn count(&mut self, table: &mut String, piece: &Piece) {
        match piece {
            Piece::Table { name, .. } => {
                table.clone_from(name);
                self.0.entry(name.clone()).or_default().close();
            }
            Piece::Row(values) => {
                let cells: Vec<Cell> = values.iter().map(Cell::from).collect();
                let text = serde_json::to_vec(&cells).unwrap_or_default();
                self.0
                    .entry(table.clone())
                    .or_default()
                    .add(&Sha256::digest(text));
            }
        }
    }

    /// Rows in all.
    pub fn rows(&self) -> u64 {
        self.0.values().map(|digest| digest.rows).sum()
    }

    /// The first table in which `other` differs.
    pub fn difference<'a>(&'a self, other: &'a Self) -> Option<&'a str> {
        let tables = self.0.keys().chain(other.0.keys());
        tables.map(String::as_str).find(|table| {
            let of = |digests: &Self| {
                digests
                    .0
                    .get(*table)
                    .map(|digest| (digest.rows, digest.sum.clone()))
            };
            of(self) != of(other)
        })
    }
}

impl Digest {
    fn add(&mut self, digest: &[u8]) {
        self.rows = self.rows.saturating_add(1);
        for (word, bytes) in self.words.iter_mut().zip(digest.chunks_exact(8)) {
            let bytes = bytes.try_into().unwrap_or_default();
            *word = word.wrapping_add(u64::from_le_bytes(bytes));
        }
        self.close();
    }

    fn close(&mut self) {
        let bytes: Vec<u8> = self
            .words
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect();
        self.sum = HEXLOWER.encode(&bytes);
    }
}
