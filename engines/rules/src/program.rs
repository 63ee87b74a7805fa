//! A rule set made ready for one date: straight-line steps over columns, in an order in which
//! every step stands after those it reads.
//!
//! All values are `i64`. Numbers are in their unit (kroner for money) times the denominator of
//! their step, dates are days since
//! 1970-01-01, yes and no are 1 and 0, a choice is its place in the list. What a number is divided
//! by to become kroner, years or a rate (its denominator) is known when the program is made, so
//! nothing here rounds except [`Op::Divide`], which stands for a rounding that the law names.
//!
//! Invariant: [`Step::least`] and [`Step::most`] hold for every allowed input, and lie far enough
//! inside `i64` that no step overflows. Whoever makes a program proves it; whoever runs one sees to
//! it that the input is allowed (facts within their range, [`MOST_ROWS`]) and may rely on it.

/// A kind of thing that rules speak of (a home, an adult, a child): its place in [`Program::entities`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntityId(pub u16);
/// A link from many rows to one (child to home): its place in [`Program::links`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LinkId(pub u16);
/// A fact: its place in [`Program::facts`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FactId(pub u32);
/// A step: its place in [`Program::steps`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StepId(pub u32);
/// A table: its place in [`Program::tables`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TableId(pub u32);

/// No more rows belong to one: a home has no thousand children. What sums over them may come to is
/// proven for so many, and whoever runs a program refuses more.
pub const MOST_ROWS: usize = 1_000;

/// How a quotient becomes whole.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Round {
    /// Towards minus infinity.
    Down,
    /// Towards plus infinity.
    Up,
    /// To the nearest; the half goes up (towards plus infinity).
    HalfUp,
}

impl Round {
    /// `value / by`, made whole; `by` is above 0. Nothing overflows, however large the value.
    #[inline]
    pub(crate) fn whole(self, value: i64, by: i64) -> i64 {
        let by = by.max(1);
        let (down, rest) = (value.div_euclid(by), value.rem_euclid(by));
        let up = match self {
            Self::Down => false,
            Self::Up => rest > 0,
            // rest >= by - rest is 2 * rest >= by without the product.
            Self::HalfUp => rest >= by.wrapping_sub(rest),
        };
        down.wrapping_add(i64::from(up))
    }
}

/// How values of many rows become one of the row they belong to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fold {
    /// The sum; 0 of none.
    Sum,
    /// The smallest; of none what [`Op::Fold::empty`] says.
    Least,
    /// The largest; of none what [`Op::Fold::empty`] says.
    Most,
}

/// What a step does. Yes and no are 1 and 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Op {
    /// The fact's value in this row.
    Fact(FactId),
    /// The same in every row.
    Const(i64),
    /// Sum.
    Add(StepId, StepId),
    /// Difference.
    Sub(StepId, StepId),
    /// Product.
    Mul(StepId, StepId),
    /// The smaller.
    Min(StepId, StepId),
    /// The larger.
    Max(StepId, StepId),
    /// Whether the first is smaller than the second.
    Less(StepId, StepId),
    /// Whether the first is at most the second.
    AtMost(StepId, StepId),
    /// Whether both are the same.
    Same(StepId, StepId),
    /// Both.
    And(StepId, StepId),
    /// Either.
    Or(StepId, StepId),
    /// The other.
    Not(StepId),
    /// `then` where `when` is yes, else `other`.
    Choose {
        /// The condition.
        when: StepId,
        /// The value where it is yes.
        then: StepId,
        /// The value where it is no.
        other: StepId,
    },
    /// `value / by`, made whole. `by` is above 0: its [`Step::least`] says so.
    Divide {
        /// What is divided.
        value: StepId,
        /// By what.
        by: StepId,
        /// How it becomes whole.
        round: Round,
    },
    /// Whole years from `birth` to `on`: one more on each birthday; 29 February has its
    /// birthday on 1 March in common years. Negative before birth.
    Age {
        /// The day of birth.
        birth: StepId,
        /// The day asked about.
        on: StepId,
    },
    /// The same day `months` later; the last of the month when there is no such day.
    Months {
        /// From which day.
        date: StepId,
        /// How many months; may be negative.
        months: StepId,
    },
    /// The first day of the month, quarter or year (1, 3 or 12 months) that the day lies in.
    Start {
        /// The day.
        date: StepId,
        /// 1, 3 or 12.
        months: i64,
    },
    /// The `count`-th Danish working day after `date` (the next one on or after it for 0).
    Workdays {
        /// From which day; not counted itself.
        date: StepId,
        /// How many; at least 0.
        count: StepId,
    },
    /// The value of the row that this row belongs to; `missing` where the link leads nowhere.
    Up {
        /// A step of the entity that the link leads to.
        value: StepId,
        /// The link from this step's entity.
        link: LinkId,
        /// The value where the link leads nowhere.
        missing: i64,
    },
    /// What the rows that belong to this row come to.
    Fold {
        /// How.
        how: Fold,
        /// A step of the entity that the link comes from.
        value: StepId,
        /// Only rows where this is yes.
        keep: Option<StepId>,
        /// The link to this step's entity.
        link: LinkId,
        /// The value of no rows, for least and most.
        empty: i64,
    },
    /// The place of this row, from 1, among the rows that belong to the same row and are kept,
    /// by `key` from the smallest, rows with equal keys in their order; 0 when it isn't kept or the link leads nowhere.
    Rank {
        /// By what; a step of this step's entity.
        key: StepId,
        /// Only rows where this is yes.
        keep: Option<StepId>,
        /// The link from this step's entity.
        link: LinkId,
    },
    /// The value that a table has for a number.
    Lookup {
        /// The number.
        value: StepId,
        /// The table.
        table: TableId,
    },
}

/// One step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// Whose rows it has a value for.
    pub entity: EntityId,
    /// What it does.
    pub op: Op,
    /// No value is below.
    pub least: i64,
    /// No value is above.
    pub most: i64,
}

/// A table of steps: `first` below the first threshold, then the value of the last threshold
/// that the number has reached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// The value below the first threshold.
    pub first: i64,
    /// Thresholds, rising, each with the value from there on.
    pub rows: Vec<(i64, i64)>,
}

impl Table {
    /// How many thresholds a number has reached.
    #[inline]
    pub(crate) fn reached(&self, number: i64) -> usize {
        self.rows
            .partition_point(|(threshold, _)| *threshold <= number)
    }

    /// The value after so many thresholds.
    #[inline]
    pub(crate) fn after(&self, reached: usize) -> i64 {
        let last = reached.checked_sub(1).and_then(|last| self.rows.get(last));
        last.map_or(self.first, |(_, value)| *value)
    }

    /// The value that it has for a number.
    #[inline]
    pub(crate) fn value(&self, number: i64) -> i64 {
        self.after(self.reached(number))
    }
}

/// A link from many rows to one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Its name in the rules.
    pub name: String,
    /// Whose rows have it.
    pub from: EntityId,
    /// Where it leads.
    pub to: EntityId,
    /// Whether it may lead nowhere.
    pub optional: bool,
}

/// A fact, as the program needs it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// Its name: `entity.fact`.
    pub name: String,
    /// Whose it is.
    pub entity: EntityId,
    /// The smallest allowed value.
    pub least: i64,
    /// The largest allowed value.
    pub most: i64,
    /// What is assumed where nobody says; `None`: it must be told.
    pub assumed: Option<i64>,
}

/// A condition of a result and the step that says whether it is met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// Its name: `entity.rule.condition`.
    pub name: String,
    /// Yes or no.
    pub step: StepId,
}

/// A rule's result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Output {
    /// The rule: `entity.rule`.
    pub name: String,
    /// Whose it is.
    pub entity: EntityId,
    /// Its value.
    pub step: StepId,
    /// What the value is divided by to become its unit: kroner for money.
    pub denominator: i64,
    /// All conditions of it; it is 0 where one is not met.
    pub conditions: Vec<Condition>,
}

/// A rule set made ready for one date.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Program {
    /// The entities' names.
    pub entities: Vec<String>,
    /// The links between them.
    pub links: Vec<Link>,
    /// The facts that any step reads.
    pub facts: Vec<Fact>,
    /// The tables.
    pub tables: Vec<Table>,
    /// The steps, each after those it reads.
    pub steps: Vec<Step>,
    /// The results.
    pub outputs: Vec<Output>,
}

impl Op {
    /// The steps it reads.
    pub fn reads(&self) -> impl Iterator<Item = StepId> {
        let all: [Option<StepId>; 3] = match *self {
            Self::Fact(_) | Self::Const(_) => [None; 3],
            Self::Add(a, b)
            | Self::Sub(a, b)
            | Self::Mul(a, b)
            | Self::Min(a, b)
            | Self::Max(a, b)
            | Self::Less(a, b)
            | Self::AtMost(a, b)
            | Self::Same(a, b)
            | Self::And(a, b)
            | Self::Or(a, b) => [Some(a), Some(b), None],
            Self::Not(a) => [Some(a), None, None],
            Self::Choose { when, then, other } => [Some(when), Some(then), Some(other)],
            Self::Divide { value, by, .. } => [Some(value), Some(by), None],
            Self::Age { birth, on } => [Some(birth), Some(on), None],
            Self::Months { date, months } => [Some(date), Some(months), None],
            Self::Start { date, .. } => [Some(date), None, None],
            Self::Workdays { date, count } => [Some(date), Some(count), None],
            Self::Up { value, .. } | Self::Lookup { value, .. } => [Some(value), None, None],
            Self::Fold { value, keep, .. } => [Some(value), keep, None],
            Self::Rank { key, keep, .. } => [Some(key), keep, None],
        };
        all.into_iter().flatten()
    }
}

impl Program {
    /// A step; `None` when the number is of another program.
    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.get(id.0 as usize)
    }
}
