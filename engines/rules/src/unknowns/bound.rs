//! What is known of a value: that it lies between two numbers, and for small ones (choices) which
//! of them it may be.
//!
//! Sound: whatever the missing facts turn out to be, the value lies within. Exact when the values
//! an operation reads do not depend on the same missing fact; otherwise perhaps too wide, which
//! splitting into cases mends.

use crate::day;
use crate::program::{Fold, Round, Table};

use super::gathered::{self, Gathered};
use super::rows::Domain;

/// What is known of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Bound {
    pub least: i64,
    pub most: i64,
    /// Bit n: n may be. 0: all from least to most may be, so that only sets with holes are kept.
    set: u64,
}

impl Bound {
    pub const fn range(least: i64, most: i64) -> Self {
        Self {
            least,
            most,
            set: 0,
        }
    }

    pub const fn point(value: i64) -> Self {
        Self::range(value, value)
    }

    pub const EITHER: Self = Self::range(0, 1);

    #[inline]
    pub const fn is_certain(self) -> bool {
        self.least == self.most
    }

    pub const fn width(self) -> u64 {
        self.most.abs_diff(self.least)
    }

    /// What both say.
    pub fn and(self, other: Self) -> Self {
        Self::range(self.least.max(other.least), self.most.min(other.most))
    }

    pub const fn holds(self, other: Self) -> bool {
        self.least <= other.least && other.most <= self.most
    }

    #[inline]
    pub fn hull(self, other: Self) -> Self {
        let (least, most) = (self.least.min(other.least), self.most.max(other.most));
        // Most values are large, so that no bits have to be made.
        if least >= 0
            && most < 64
            && let (Some(a), Some(b)) = (self.mask(), other.mask())
        {
            let whole = run(least, most) == (a | b);
            let set = if whole { 0 } else { a | b };
            return Self { least, most, set };
        }
        Self::range(least, most)
    }

    /// The values that may be, as bits; `None` when they aren't all from 0 to 63.
    #[inline]
    fn mask(self) -> Option<u64> {
        if self.set != 0 {
            Some(self.set)
        } else if self.least >= 0 && self.most < 64 {
            Some(run(self.least, self.most))
        } else {
            None
        }
    }
}

/// Bits from `least` to `most`, which lie from 0 to 63.
#[inline]
const fn run(least: i64, most: i64) -> u64 {
    let above = u64::MAX.wrapping_shl(least as u32);
    let below = u64::MAX.wrapping_shr(63_i64.wrapping_sub(most) as u32);
    above & below
}

impl Domain for Bound {
    type Tally = Gathered;

    #[inline]
    fn of(value: i64) -> Self {
        Self::point(value)
    }
    // Saturation is sound: the program promises where the value lies, and `within` holds it there.
    #[inline]
    fn add(self, other: Self) -> Self {
        Self::range(
            self.least.saturating_add(other.least),
            self.most.saturating_add(other.most),
        )
    }
    #[inline]
    fn sub(self, other: Self) -> Self {
        Self::range(
            self.least.saturating_sub(other.most),
            self.most.saturating_sub(other.least),
        )
    }
    #[inline]
    fn mul(self, other: Self) -> Self {
        if self.least >= 0 && other.least >= 0 {
            return Self::range(
                self.least.saturating_mul(other.least),
                self.most.saturating_mul(other.most),
            );
        }
        let (a, b) = (
            self.least.saturating_mul(other.least),
            self.least.saturating_mul(other.most),
        );
        let (c, d) = (
            self.most.saturating_mul(other.least),
            self.most.saturating_mul(other.most),
        );
        Self::range(a.min(b).min(c.min(d)), a.max(b).max(c.max(d)))
    }
    #[inline]
    fn smaller(self, other: Self) -> Self {
        Self::range(self.least.min(other.least), self.most.min(other.most))
    }
    #[inline]
    fn larger(self, other: Self) -> Self {
        Self::range(self.least.max(other.least), self.most.max(other.most))
    }
    #[inline]
    fn less(self, other: Self) -> Self {
        Self::range(
            i64::from(self.most < other.least),
            i64::from(self.least < other.most),
        )
    }
    #[inline]
    fn at_most(self, other: Self) -> Self {
        Self::range(
            i64::from(self.most <= other.least),
            i64::from(self.least <= other.most),
        )
    }
    #[inline]
    fn same(self, other: Self) -> Self {
        if self.most < other.least || other.most < self.least {
            return Self::point(0);
        }
        if self.is_certain() && other.is_certain() {
            return Self::point(1);
        }
        if self.set | other.set != 0
            && let (Some(a), Some(b)) = (self.mask(), other.mask())
            && a & b == 0
        {
            return Self::point(0);
        }
        Self::EITHER
    }
    #[inline]
    fn not(self) -> Self {
        Self::range(i64::from(self.most == 0), i64::from(self.least == 0))
    }
    #[inline]
    fn choose(self, then: Self, other: Self) -> Self {
        if self.least > 0 {
            then
        } else if self.most == 0 {
            other
        } else {
            then.hull(other)
        }
    }
    fn divide(self, by: Self, round: Round) -> Self {
        let (low, high) = (self.least, self.most);
        // A larger divisor draws the quotient towards 0, from either side.
        let (for_low, for_high) = (
            if low < 0 { by.least } else { by.most },
            if high < 0 { by.most } else { by.least },
        );
        Self::range(round.whole(low, for_low), round.whole(high, for_high))
    }
    fn age(self, on: Self) -> Self {
        if self.is_certain() && on.is_certain() {
            return Self::point(day::age(self.least, on.least));
        }
        Self::range(day::age(self.most, on.least), day::age(self.least, on.most))
    }
    fn months(self, months: Self) -> Self {
        Self::range(
            day::months_after(self.least, months.least),
            day::months_after(self.most, months.most),
        )
    }
    fn start(self, months: i64) -> Self {
        Self::range(
            day::start(self.least, months),
            day::start(self.most, months),
        )
    }
    fn workdays(self, count: Self) -> Self {
        let first = day::workdays_after(self.least, count.least);
        if self.is_certain() && count.is_certain() {
            return Self::point(first);
        }
        Self::range(first, day::workdays_after(self.most, count.most))
    }
    fn lookup(self, table: &Table) -> Self {
        let from = table.reached(self.least);
        let start = Self::point(table.after(from));
        if self.is_certain() {
            return start;
        }
        if self.set != 0 {
            let may = (0..64).filter(|n| self.set & 1_u64.wrapping_shl(*n) != 0);
            return may.fold(start, |all, n| {
                all.hull(Self::point(table.value(i64::from(n))))
            });
        }
        let passed = table.rows.iter().skip(from);
        let passed = passed.take_while(|(threshold, _)| *threshold <= self.most);
        passed.fold(start, |all, (_, value)| all.hull(Self::point(*value)))
    }
    #[inline]
    fn within(self, least: i64, most: i64) -> Self {
        Self {
            least: self.least.max(least),
            most: self.most.min(most),
            set: self.set,
        }
    }

    fn nothing() -> Self::Tally {
        Gathered::NOTHING
    }
    fn gather(tally: &mut Self::Tally, how: Fold, value: Self, keep: Self) {
        tally.add(how, value, keep);
    }
    fn total(tally: Self::Tally, how: Fold, empty: i64) -> Self {
        tally.total(how, empty)
    }
    fn rank(key: Self, keep: Self, others: impl Iterator<Item = (bool, Self, Self)>) -> Self {
        gathered::rank(key, keep, others)
    }
}
