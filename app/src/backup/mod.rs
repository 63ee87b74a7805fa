//! Backups: a stream of rows, compressed, encrypted to the organisation's backup key with age
//! (age-encryption.org/v1), so that the server that writes a backup cannot read it.
//!
//! Inside: lines of JSON. First what it is, then tables and rows, last how many rows each table
//! had and a digest of them. A backup that was cut off lacks the last line and is refused. The
//! digest does not depend on the order of rows, nor on the engine they came from.

mod line;
mod read;
mod write;

pub use line::{Digest, Digests};
pub use read::{Reading, identity};
pub use write::{Writing, recipients};
