//! What the fuzz targets share: families made from bytes, and the ways of running rules held
//! against each other.

mod agree;
mod bytes;
mod families;

pub use agree::{Day, agree};
pub use bytes::{Bytes, drawn};
pub use families::family;
