//! What a rule file says, as it was written.

mod expressions;
mod texts;

pub use expressions::{Between, Expr, Function, Gather, Kind};
pub use texts::{Cited, Head, Name, Purpose, Text, Verified};

use crate::problem::Span;
use crate::ratio::Ratio;

/// An act or a part of one; all that follows in the file belongs to it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Law {
    /// Name and texts.
    pub head: Head,
    /// The act as it is cited, with its consolidation.
    pub act: Option<Cited>,
    /// The first and the last day that the file means to cover.
    pub covers: Option<(i64, i64)>,
}

/// A kind of thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entity {
    /// Name and texts.
    pub head: Head,
    /// The word for many.
    pub many: Name,
    /// What each of them belongs to.
    pub within: Option<Name>,
    /// Other links: name, where to.
    pub links: Vec<(Name, Name)>,
}

/// A unit or type as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Written {
    /// A number with a unit: words such as `kr per month`.
    Unit(Vec<Name>),
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
    /// One of a list.
    Choice(Vec<Name>),
}

/// A fact that somebody tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// Name and texts; options of a choice have texts under `name.option`.
    pub head: Head,
    /// Its type.
    pub kind: Written,
    /// The smallest and the largest value.
    pub range: Option<(Ratio, Ratio)>,
    /// Decimals of a number that is not whole.
    pub decimals: u32,
    /// What holds where nobody says.
    pub assumed: Option<Expr>,
    /// Texts of a choice's options.
    pub options: Vec<Head>,
}

/// How far one may trust something.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Confidence {
    /// Unchecked; shown as "not verified".
    Low,
    /// One secondary transcription.
    Medium,
    /// An official page, two agreeing sources, or an arithmetic check that closes.
    High,
}

/// The value of a parameter from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The first day it holds.
    pub from: i64,
    /// The value, `unknown` or `none`.
    pub value: RowValue,
    /// The first day it was known; a later row for the same day corrects an earlier one.
    pub known: Option<i64>,
    /// Where it comes from.
    pub source: Option<Cited>,
    /// How far it may be trusted.
    pub confidence: Option<Confidence>,
    /// Where it stands.
    pub span: Span,
}

/// A value of a parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowValue {
    /// This much.
    Is(Ratio),
    /// It exists, but nobody has found it.
    Unknown,
    /// It does not exist from this day on.
    None,
}

/// A dated number of the law.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parameter {
    /// Name and texts.
    pub head: Head,
    /// Its unit.
    pub unit: Vec<Name>,
    /// Its values.
    pub rows: Vec<Row>,
}

/// A table of steps from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableVersion {
    /// The first day it holds.
    pub from: i64,
    /// Whether it exists, but nobody has found it; it has no steps then.
    pub unknown: bool,
    /// The value below the first threshold.
    pub first: Ratio,
    /// Thresholds, rising, and the value from there on.
    pub steps: Vec<(Ratio, Ratio)>,
    /// Where it comes from.
    pub source: Option<Cited>,
    /// How far it may be trusted.
    pub confidence: Option<Confidence>,
    /// Where it stands.
    pub span: Span,
}

/// A table of steps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Name and texts.
    pub head: Head,
    /// The unit of what is looked up.
    pub of: Vec<Name>,
    /// The unit of what is found.
    pub to: Vec<Name>,
    /// Its versions.
    pub versions: Vec<TableVersion>,
}

/// What a rule is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Use {
    /// Others build on it.
    Rule,
    /// A family may get it.
    Benefit,
    /// A judgement: conditions and a letter, never an amount.
    Checklist,
    /// A day by which something must be done.
    Deadline,
}

impl Use {
    /// The word that its items begin with.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Benefit => "benefit",
            Self::Checklist => "checklist",
            Self::Deadline => "deadline",
        }
    }
}

/// A condition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Requirement {
    /// Its name, texts and paragraph.
    pub head: Head,
    /// What must hold.
    pub must: Expr,
}

/// A rule from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Version {
    /// The first day.
    pub from: i64,
    /// Conditions of this version.
    pub requires: Vec<Requirement>,
    /// Names for parts of it.
    pub lets: Vec<(Name, Expr)>,
    /// What it gives; `None`: nothing any more.
    pub gives: Option<Expr>,
    /// Where it stands.
    pub span: Span,
}

/// A rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// Name and texts.
    pub head: Head,
    /// What for.
    pub used: Use,
    /// The type of what it gives.
    pub kind: Written,
    /// Conditions of every version.
    pub requires: Vec<Requirement>,
    /// The deadline to claim by: a rule of the same entity.
    pub by: Option<Name>,
    /// Its versions.
    pub versions: Vec<Version>,
}

/// The texts of one act in one more language: a file of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Texts {
    /// The language.
    pub language: Name,
    /// The act or reform.
    pub of: Name,
    /// What it has texts of, in order.
    pub items: Vec<Translated>,
}

/// The texts of one item in one more language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Translated {
    /// The word that the item begins with.
    pub word: Name,
    /// Its name, none for the act's own, and its texts.
    pub head: Head,
    /// Those of a choice's options or of a rule's conditions.
    pub parts: Vec<Head>,
}

/// What a file holds, in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Item {
    /// The act.
    Law(Law),
    /// A reform: what follows in the file overlays other rules.
    Reform(Law),
    /// A kind of thing.
    Entity(Entity),
    /// A fact.
    Fact(Fact),
    /// A dated number.
    Parameter(Parameter),
    /// A table.
    Table(Table),
    /// A rule.
    Rule(Rule),
    /// Texts in one more language; they are the whole file.
    Texts(Texts),
}
