//! What a pipeline does to a stretch of rows, instruction by instruction.

use super::dates::Days;
use super::divide::Divisor;
use crate::program::{FactId, Fold, LinkId, Round, StepId, TableId};

/// Where a value stands. 32-bit lanes hold what is proven to fit; the rest takes 64.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Place {
    /// A register of 32-bit lanes.
    Narrow(u32),
    /// A register of 64-bit lanes.
    Wide(u32),
}

/// What an instruction reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Arg {
    At(Place),
    Constant(i64),
}

/// Whole columns that other rows read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Source {
    Fact(FactId),
    Local(u32),
    Constant(i64),
}

/// What an instruction does with its arguments `a`, `b`, `c`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Code {
    Fact(FactId),
    /// A value that an earlier phase left.
    Local(u32),
    Add,
    Sub,
    Mul,
    /// `a * b + c`, both constant.
    Scale,
    Min,
    Max,
    /// Not below `b`, not above `c`, both constant.
    Clamp,
    Less,
    AtMost,
    Same,
    And,
    Or,
    Not,
    /// `b` where `a` is yes, else `c`.
    Choose,
    Divide(Divisor),
    DivideBy(Round),
    Age,
    /// Its place among [`Schedule::days`].
    Days(u32),
    Months,
    Start(i64),
    Workdays,
    Lookup(TableId),
    Up {
        source: Source,
        link: LinkId,
        missing: i64,
    },
    Fold {
        how: Fold,
        source: Source,
        keep: Option<Source>,
        link: LinkId,
        empty: i64,
    },
    /// Leaves `a` in a column: its place among [`Pipeline::stores`].
    Store(u32),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Instruction {
    pub code: Code,
    pub out: Option<Place>,
    pub args: [Option<Arg>; 3],
}

/// Where a pipeline leaves a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Store {
    /// For later phases.
    Local(u32),
    /// For whoever asked.
    Output(u32),
}

/// Steps of one entity that run together over a stretch of its rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Pipeline {
    pub entity: usize,
    pub code: Vec<Instruction>,
    pub stores: Vec<Store>,
    pub narrow: usize,
    pub wide: usize,
}

/// Places within families: done for a whole stretch of families before the pipelines of its phase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranking {
    pub key: Source,
    pub keep: Option<Source>,
    pub link: LinkId,
    pub out: u32,
}

/// What may run once the phases before it have run.
#[derive(Clone, Debug, Default)]
pub(super) struct Phase {
    pub rankings: Vec<Ranking>,
    pub pipelines: Vec<Pipeline>,
}

/// How a column is stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Width {
    Small,
    Whole,
    Long,
}

impl Width {
    pub fn of((least, most): (i64, i64)) -> Self {
        if least >= 0 && most <= 255 {
            Self::Small
        } else if is_narrow((least, most)) {
            Self::Whole
        } else {
            Self::Long
        }
    }
}

pub(super) fn is_narrow((least, most): (i64, i64)) -> bool {
    least >= i64::from(i32::MIN) && most <= i64::from(i32::MAX)
}

/// A column that a phase leaves for later ones, or a result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Kept {
    pub node: StepId,
    pub entity: usize,
    pub width: Width,
    /// Its value, when it is the same in every row.
    pub constant: Option<i64>,
}

/// All that runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Schedule {
    pub phases: Vec<Phase>,
    pub locals: Vec<Kept>,
    pub outputs: Vec<Kept>,
    pub days: Vec<Days>,
}
