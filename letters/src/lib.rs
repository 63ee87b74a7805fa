//! Sets letters and briefs as tagged PDF (PDF/UA-1), with typst.
//!
//! The program `favn-letters` is started by `favn` and reads jobs until its input ends
//! ([`letters::wire`]). It is a program of its own so that nobody who builds or starts Favn waits
//! for typst, and so that what a hostile text might do to it ends with it
//! (docs/decisions/0020-letters.md).
//!
//! # Invariants
//!
//! - A document is data for one fixed template. Nothing in it is ever read as typst's markup.
//! - While jobs are read, no file or socket can be opened: the kernel refuses.
//! - Nothing of a document outlives its answer.

mod confine;
mod fonts;
mod press;
mod view;
mod world;

pub use confine::confine;
pub use press::Press;
