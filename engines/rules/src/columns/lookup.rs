//! Tables of steps without a search: a number's bucket says which threshold is near.

use crate::program::Table;

/// A table cut into buckets no wider than its narrowest step, so that at most one threshold
/// lies within each.
#[derive(Clone, Debug)]
pub(super) struct Buckets {
    start: i64,
    shift: u32,
    /// For each bucket, how many thresholds its first number has reached.
    reached: Vec<u32>,
    /// The thresholds, and one that nothing reaches.
    thresholds: Vec<i64>,
    /// The value after so many thresholds.
    values: Vec<i64>,
}

impl Buckets {
    /// `None` when that would take more buckets than stay in the nearest cache.
    pub fn of(table: &Table) -> Option<Self> {
        let thresholds = || table.rows.iter().map(|(threshold, _)| *threshold);
        let start = thresholds().next()?.checked_sub(1)?;
        let last = thresholds().next_back()?;
        let gaps = thresholds()
            .zip(thresholds().skip(1))
            .map(|(a, b)| b.saturating_sub(a));
        let gap = gaps.min().unwrap_or(1 << 20);
        if gap < 1 {
            return None;
        }
        let shift = gap.ilog2();
        let count = last
            .checked_sub(start)?
            .checked_shr(shift)?
            .checked_add(2)?;
        if count > 4_096 {
            return None;
        }
        let reached = (0..count)
            .map(|bucket| table.reached(start.saturating_add(bucket.wrapping_shl(shift))) as u32);
        let values = table.rows.iter().map(|(_, value)| *value);
        Some(Self {
            start,
            shift,
            reached: reached.collect(),
            thresholds: thresholds().chain([i64::MAX]).collect(),
            values: std::iter::once(table.first).chain(values).collect(),
        })
    }

    /// The value that the table has for a number.
    #[inline(always)]
    pub fn of_number(&self, value: i64) -> i64 {
        let bucket = value.saturating_sub(self.start).wrapping_shr(self.shift);
        let bucket = (bucket.max(0) as usize).min(self.reached.len().saturating_sub(1));
        let reached = self
            .reached
            .get(bucket)
            .map_or(0, |reached| *reached as usize);
        let next = self.thresholds.get(reached).copied().unwrap_or(i64::MAX);
        let place = reached.saturating_add(usize::from(value >= next));
        self.values.get(place).copied().unwrap_or(0)
    }
}
