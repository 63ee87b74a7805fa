//! Ages and dates for whole columns, without a calendar per row where one per plan will do.

use crate::day;

/// The last day of birth with which one is at least `years` old on a day.
/// `None` beyond what the calendar counts.
pub(super) fn last_birth(on: i64, years: i64) -> Option<i64> {
    let (mut young, mut old) = (day::LAST.checked_add(1)?, day::FIRST.checked_sub(1)?);
    if day::age(old, on) < years || day::age(young, on) >= years {
        return None;
    }
    // Invariant: `old` is old enough, `young` is not, and ages never rise with the day of birth.
    while young.saturating_sub(old) > 1 {
        let middle = old.midpoint(young);
        if day::age(middle, on) >= years {
            old = middle;
        } else {
            young = middle;
        }
    }
    Some(old)
}

/// Days of four years between 1900-03-01 and 2100-02-28.
pub(super) const FOUR_YEARS: i64 = 1_461;

/// Births from a day on, for which an age is `(more - 4 * birth) / 1461`, rounded down.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    pub from: i64,
    pub more: i64,
}

/// Ages on a fixed day of births from `least` to `most`, without a calendar: between the years
/// that skip their 29 February birthdays lie 1,461 days for every four. `None` beyond the calendar.
pub(super) fn pieces(on: i64, (least, most): (i64, i64)) -> Option<Vec<Piece>> {
    let inside = day::FIRST..=day::LAST;
    if !(inside.contains(&on) && inside.contains(&least) && inside.contains(&most)) {
        return None;
    }
    let mut starts = vec![least];
    for year in [1800, 1900, 2100, 2200] {
        let start = day::number(year, 3, 1);
        if start > least && start <= most {
            starts.push(start);
        }
    }
    let ends = starts
        .iter()
        .skip(1)
        .map(|start| start.saturating_sub(1))
        .chain([most]);
    let pieces = starts.iter().zip(ends).map(|(from, to)| {
        Some(Piece {
            from: *from,
            more: offset(on, *from, to)?,
        })
    });
    pieces.collect()
}

/// The number that makes the quotient right on both sides of every birthday.
fn offset(on: i64, least: i64, most: i64) -> Option<i64> {
    let (mut low, mut high) = (i64::MIN, i64::MAX);
    for years in day::age(most, on)..=day::age(least, on) {
        // (more - 4 * birth) / 1461 is `years` for the last and the first such birth.
        let last = last_birth(on, years).map_or(most, |last| last.min(most));
        let next = years.saturating_add(1);
        let first = last_birth(on, next).map_or(least, |older| least.max(older.saturating_add(1)));
        let (starts, ends) = (
            FOUR_YEARS.saturating_mul(years),
            FOUR_YEARS.saturating_mul(next),
        );
        low = low.max(starts.saturating_add(last.saturating_mul(4)));
        high = high.min(
            ends.saturating_add(first.saturating_mul(4))
                .saturating_sub(1),
        );
    }
    (low <= high).then_some(low)
}

/// What becomes of a day by a fixed number of months.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shift {
    /// The same day so many months later.
    Later(i64),
    /// The first day of the period of so many months.
    Start(i64),
}

/// The same for each day of a range, worked out month by month.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Days {
    pub shift: Shift,
    pub range: (i64, i64),
    values: Vec<i32>,
}

impl Days {
    /// `None` beyond the calendar.
    pub fn of(shift: Shift, (least, most): (i64, i64)) -> Option<Self> {
        let inside = day::FIRST..=day::LAST;
        let (Shift::Later(months) | Shift::Start(months)) = shift;
        if !(inside.contains(&least) && inside.contains(&most) && months.abs() < 12_000) {
            return None;
        }
        let (year, first_month, _) = day::civil(least);
        let mut values = Vec::new();
        let (mut month, mut start) = (first_month, day::number(year, first_month, 1));
        while start <= most {
            let following = month.saturating_add(1);
            let next = day::number(year, following, 1);
            let (there, last) = match shift {
                Shift::Later(months) => {
                    let there = day::number(year, month.saturating_add(months), 1);
                    let after = day::number(year, following.saturating_add(months), 1);
                    (there, after.saturating_sub(1))
                }
                Shift::Start(months) => {
                    let there = day::start(start, months);
                    (there, there)
                }
            };
            for date in start.max(least)..next.min(most.saturating_add(1)) {
                let same = there.saturating_add(date.saturating_sub(start));
                values.push(i32::try_from(last.min(same)).ok()?);
            }
            (month, start) = (following, next);
        }
        let range = (least, most);
        Some(Self {
            shift,
            range,
            values,
        })
    }

    #[inline(always)]
    pub fn of_day(&self, date: i64) -> i64 {
        let at = date.wrapping_sub(self.range.0) as usize;
        self.values.get(at).copied().map_or(0, i64::from)
    }
}
