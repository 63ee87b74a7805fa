//! Worked examples as data: a family, a day, and what the law gives it.
//!
//! ```text
//! example "Et barn på et år hos en enlig mor"
//!   on 2026-03-01
//!   source "borger.dk"
//!   home: couple no
//!   adult: indkomstgrundlag 300_000
//!   child: born 2025-01-01, deling alene
//!   expect adult.boerneydelse = 21_480
//!   expect child[2].alder = 3
//!   expect adult.mellemskat not known
//! ```
//!
//! Adults and children belong to the home above them; a second home begins another one.

mod hold;
mod read;

pub use hold::hold;
pub use read::read;

use crate::lower::Moment;
use crate::problem::Span;
use crate::ratio::Ratio;
use crate::rule_set::RuleId;
use crate::trace::Family;

/// A worked example.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example {
    /// What it is about, in a sentence.
    pub name: String,
    /// The day, and what was known when.
    pub moment: Moment,
    /// Where the expected result comes from; empty when it is worked out from the rule's text.
    pub source: String,
    /// The family.
    pub family: Family,
    /// What is expected.
    pub expects: Vec<Expect>,
    /// Where it stands.
    pub span: Span,
}

/// One expected result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expect {
    /// Of which rule.
    pub rule: RuleId,
    /// Of which row; `None`: the sum over all.
    pub row: Option<u32>,
    /// What.
    pub result: Expected,
    /// Where it stands.
    pub span: Span,
}

/// What may be expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expected {
    /// A number, perhaps only after rounding to a multiple.
    Number(Ratio, Option<Ratio>),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(i64),
    /// The rule is not in force.
    NotInForce,
    /// A number of the law that it needs is not known.
    NotKnown,
    /// The condition of this name is not met.
    Unmet(String),
}
