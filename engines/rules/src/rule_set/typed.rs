//! Expressions whose types are known.

use super::{DatedTableId, ParameterId, RuleId};
use crate::problem::Span;
use crate::program::{FactId, LinkId, Round};
use crate::ratio::Ratio;
use crate::syntax::{Between, Cited, Gather};
use crate::unit::Type;

/// An expression whose type is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Typed {
    /// What it is.
    pub is: Box<Is>,
    /// Its type.
    pub kind: Type,
    /// Where.
    pub span: Span,
}

/// What an expression is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Is {
    /// A number in its unit.
    Number(Ratio),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(i64),
    /// The day that is asked about.
    Today,
    /// A parameter.
    Parameter(ParameterId),
    /// A fact of this row.
    Fact(FactId),
    /// A rule of this row.
    Rule(RuleId),
    /// A named part of this version, by place.
    Let(usize),
    /// Something of the row that this one belongs to, along links.
    Up(Vec<LinkId>, Typed),
    /// Whether a choice is this option.
    Option(Typed, u16),
    /// The other of yes and no.
    Not(Typed),
    /// The number times a fixed one: another sign, another period, weeks as days.
    Scaled(Typed, Ratio),
    /// Two and a sign.
    Between(Between, Typed, Typed),
    /// One or the other.
    If(Typed, Typed, Typed),
    /// Made a multiple of `to`.
    Round {
        /// How.
        round: Round,
        /// What.
        value: Typed,
        /// Of what.
        to: Ratio,
        /// By which paragraph.
        cites: Option<Cited>,
    },
    /// The smallest.
    Min(Vec<Typed>),
    /// The largest.
    Max(Vec<Typed>),
    /// Whole years from a day to a day.
    Age(Typed, Typed),
    /// A day, and months later.
    Months(Typed, Typed),
    /// A day, and working days later.
    Workdays(Typed, Typed),
    /// The first day of its month, quarter or year.
    Start(Typed, i64),
    /// A day some days later (or earlier).
    Later(Typed, Typed),
    /// Days between two days: the first minus the second.
    Apart(Typed, Typed),
    /// Something of many rows.
    Gather {
        /// How.
        how: Gather,
        /// Along these links to the row they belong to.
        up: Vec<LinkId>,
        /// The link by which they belong to it.
        link: LinkId,
        /// What of each.
        value: Option<Typed>,
        /// Which of them.
        keep: Option<Typed>,
        /// What when there is none.
        empty: Option<Typed>,
    },
    /// The second where the first is not in force or not known.
    Otherwise(Typed, Typed),
    /// What a table has.
    Lookup(DatedTableId, Typed),
    /// Whether a link leads somewhere.
    Has(LinkId),
}

impl Typed {
    /// Calls `seen` with this and every expression inside.
    pub fn walk<'a>(&'a self, seen: &mut impl FnMut(&'a Self)) {
        seen(self);
        for part in self.parts() {
            part.walk(seen);
        }
    }

    /// The expressions directly inside.
    pub fn parts(&self) -> Vec<&Self> {
        match &*self.is {
            Is::Number(_)
            | Is::YesNo(_)
            | Is::Date(_)
            | Is::Today
            | Is::Parameter(_)
            | Is::Fact(_)
            | Is::Rule(_)
            | Is::Let(_)
            | Is::Has(_) => Vec::new(),
            Is::Up(_, a)
            | Is::Option(a, _)
            | Is::Not(a)
            | Is::Scaled(a, _)
            | Is::Start(a, _)
            | Is::Lookup(_, a) => vec![a],
            Is::Round { value, .. } => vec![value],
            Is::Between(_, a, b)
            | Is::Age(a, b)
            | Is::Months(a, b)
            | Is::Workdays(a, b)
            | Is::Later(a, b)
            | Is::Apart(a, b)
            | Is::Otherwise(a, b) => vec![a, b],
            Is::If(a, b, c) => vec![a, b, c],
            Is::Min(parts) | Is::Max(parts) => parts.iter().collect(),
            Is::Gather {
                value, keep, empty, ..
            } => [value, keep, empty].into_iter().flatten().collect(),
        }
    }
}
