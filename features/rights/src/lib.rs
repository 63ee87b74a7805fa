//! What a family is entitled to: the law of `content/law`, asked about one family at a time.
//!
//! - [`Book`]: the law in the program, made ready for a day when it is first asked about.
//! - [`assess`]: facts in, results, reasons and the next best question out, as JSON.
//! - [`explain()`]: why, as text.
//! - [`Catalogue`]: every fact and result by name, from the rule files themselves.
//!
//! # Invariants
//!
//! - Nothing that is told is stored or logged: an answer is worked out and forgotten.
//! - The same version of the law, day, day of knowledge and facts give the same answer forever.

mod assess;
mod book;
mod catalogue;
mod differences;
mod explain;
mod facts;
mod show;

pub use assess::{Asked, assess};
pub use book::{Book, Day, EXAMPLES, RULES, TEXTS, built_in};
pub use catalogue::Catalogue;
pub use differences::differences;
pub use explain::explain;
pub use facts::{Told, Wrong, date, tell};
pub use show::day;
