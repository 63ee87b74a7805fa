//! What the browser errands stand on: a real `favn` on a port of its own, and Node
//! running one errand against it. Nothing here knows a page; the errands do.

mod errand;
mod favn;

pub use errand::Errand;
pub use favn::Favn;
