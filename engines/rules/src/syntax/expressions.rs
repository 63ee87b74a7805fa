//! Expressions, as they were written.

use super::{Cited, Name};
use crate::problem::Span;
use crate::program::Round;
use crate::ratio::Ratio;
use crate::unit::Period;

/// An expression and its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: Box<Kind>,
    /// Where.
    pub span: Span,
}

/// A sign between two expressions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "each is the sign it is named after")]
pub enum Between {
    Plus,
    Minus,
    Times,
    Over,
    Less,
    AtMost,
    More,
    AtLeast,
    Same,
    Differs,
    And,
    Or,
}

/// How rows come together.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "each is the word it is named after")]
pub enum Gather {
    Sum,
    Count,
    Any,
    All,
    Least,
    Most,
    Rank,
}

/// Functions with plain arguments.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[expect(missing_docs, reason = "each is the word it is named after")]
pub enum Function {
    Min,
    Max,
    Age,
    MonthsAfter,
    WorkdaysAfter,
    StartOfMonth,
    StartOfQuarter,
    StartOfYear,
    Days,
}

impl Function {
    /// All, with their words.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Min, "min"),
        (Self::Max, "max"),
        (Self::Age, "age"),
        (Self::MonthsAfter, "months_after"),
        (Self::WorkdaysAfter, "workdays_after"),
        (Self::StartOfMonth, "start_of_month"),
        (Self::StartOfQuarter, "start_of_quarter"),
        (Self::StartOfYear, "start_of_year"),
        (Self::Days, "days"),
    ];
}

impl Gather {
    /// All, with their words.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Sum, "sum"),
        (Self::Count, "count"),
        (Self::Any, "any"),
        (Self::All, "all"),
        (Self::Least, "least"),
        (Self::Most, "most"),
        (Self::Rank, "rank"),
    ];
}

impl Between {
    /// All, with their signs and how tightly they bind.
    pub const ALL: [(Self, &'static str, u8); 12] = [
        (Self::Or, "or", 1),
        (Self::And, "and", 2),
        (Self::Less, "<", 4),
        (Self::AtMost, "<=", 4),
        (Self::More, ">", 4),
        (Self::AtLeast, ">=", 4),
        (Self::Same, "=", 4),
        (Self::Differs, "!=", 4),
        (Self::Plus, "+", 5),
        (Self::Minus, "-", 5),
        (Self::Times, "*", 6),
        (Self::Over, "/", 6),
    ];
}

/// What an expression is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A number, with a unit where one is written.
    Number {
        /// The number as a plain one: 2 % is 0.02.
        number: Ratio,
        /// Whether it was written in percent.
        percent: bool,
        /// The unit.
        unit: Vec<Name>,
    },
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(i64),
    /// The day that is asked about.
    Today,
    /// A name, or names joined by points.
    Path(Vec<Name>),
    /// `fact is option`, `fact is not option`.
    Is(Expr, Name, bool),
    /// `not x`.
    Not(Expr),
    /// `-x`.
    Negative(Expr),
    /// Two expressions and a sign.
    Between(Between, Expr, Expr),
    /// `if c then a else b`.
    If(Expr, Expr, Expr),
    /// `x per month`.
    Per(Expr, Period),
    /// `round down (x) to 1 kr cites "…"`.
    Round {
        /// How.
        round: Round,
        /// What.
        value: Expr,
        /// To a multiple of this.
        to: Ratio,
        /// The unit of the multiple.
        unit: Vec<Name>,
        /// By which paragraph.
        cites: Option<Cited>,
    },
    /// `f(a, b)`.
    Call(Function, Vec<Expr>),
    /// `sum(home.children by link: value where keep else empty)`.
    Gather {
        /// How.
        how: Gather,
        /// Whose.
        of: Vec<Name>,
        /// Along which link, when not the one they belong by.
        by: Option<Name>,
        /// What.
        value: Option<Expr>,
        /// Which.
        keep: Option<Expr>,
        /// The value of none.
        empty: Option<Expr>,
    },
    /// `a otherwise b`: b where a is not in force or not known at the day.
    Otherwise(Expr, Expr),
    /// `table name(x)`.
    Lookup(Name, Expr),
    /// `has link`.
    Has(Name),
}
