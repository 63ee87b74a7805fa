//! What a rule file says, as it was written.

use crate::problem::{Problem, Span};
use crate::program::Round;
use crate::ratio::Ratio;
use crate::unit::Period;

/// A name and where it stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// What a text is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Purpose {
    /// What the thing means.
    Means,
    /// The question that asks a family for a fact.
    Ask,
    /// Why it is asked.
    Why,
    /// Something a reader should know: a tension between sources, a limit.
    Note,
    /// Where and how to claim.
    Claim,
    /// When it is paid.
    Paid,
    /// What to bring.
    Bring,
    /// Why nobody has verified it.
    Unverified,
}

impl Purpose {
    /// All, with the words that rule files have for them.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Means, "means"),
        (Self::Ask, "ask"),
        (Self::Why, "why"),
        (Self::Note, "note"),
        (Self::Claim, "claim"),
        (Self::Paid, "paid"),
        (Self::Bring, "bring"),
        (Self::Unverified, "unverified"),
    ];

    /// By its word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, name)| *name == word)
            .map(|(purpose, _)| *purpose)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(purpose, _)| *purpose == self)
            .map_or("", |(_, word)| word)
    }
}

/// A text in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// What it is for.
    pub purpose: Purpose,
    /// The language's code of two letters.
    pub language: String,
    /// The text.
    pub text: String,
    /// Where.
    pub span: Span,
}

impl Text {
    /// What is wrong when a thing that has texts gets this one too.
    pub(crate) fn doubled(&self, head: &Head) -> Option<Problem> {
        head.text_in(self.purpose, &self.language)?;
        let (word, language) = (self.purpose.word(), &self.language);
        let message = format!("{word:?} stands twice in {language:?} here");
        Some(Problem::error(self.span, message).hint("keep one of them"))
    }
}

/// A text with its place: a source, a paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cited {
    /// What is cited.
    pub text: String,
    /// Where.
    pub span: Span,
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

/// Who has held a rule against its paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verified {
    /// By whom and when (days since 1970).
    By(String, i64),
    /// Nobody; why stands among the texts, as [`Purpose::Unverified`].
    No,
}

/// What every named thing has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// Whose it is, for facts and rules.
    pub entity: Name,
    /// Its name.
    pub name: Name,
    /// Comment lines above it.
    pub comments: Vec<String>,
    /// Its texts.
    pub texts: Vec<Text>,
    /// The paragraphs it stands on.
    pub cites: Vec<Cited>,
    /// Who verified it.
    pub verified: Option<Verified>,
}

impl Head {
    /// A text in a language, else in English, else in Danish.
    pub fn text(&self, purpose: Purpose, language: &str) -> Option<&str> {
        [language, "en", "da"]
            .into_iter()
            .find_map(|language| self.text_in(purpose, language))
    }

    /// A text in this language and no other.
    pub fn text_in(&self, purpose: Purpose, language: &str) -> Option<&str> {
        self.texts
            .iter()
            .find(|text| text.purpose == purpose && text.language == language)
            .map(|text| text.text.as_str())
    }

    /// `entity.name`, or the name alone.
    pub fn path(&self) -> String {
        if self.entity.text.is_empty() {
            self.name.text.clone()
        } else {
            format!("{}.{}", self.entity.text, self.name.text)
        }
    }
}

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
