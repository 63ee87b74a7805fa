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
    while young - old > 1 {
        let middle = old + (young - old) / 2;
        if day::age(middle, on) >= years {
            old = middle;
        } else {
            young = middle;
        }
    }
    Some(old)
}

/// The same day some months later.
#[inline]
pub(super) fn months(date: i64, months: i64) -> i64 {
    day::months_after(date, months)
}

/// Ages on one fixed day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Ages {
    on: i64,
    first: i64,
    /// For each age from `first`, the last day of birth with which one is so old.
    last: Vec<i64>,
}

impl Ages {
    /// For births from `least` to `most`. `None` when they lie beyond the calendar.
    pub fn on(on: i64, least: i64, most: i64) -> Option<Self> {
        let inside = day::FIRST..=day::LAST;
        if !(inside.contains(&on) && inside.contains(&least) && inside.contains(&most)) {
            return None;
        }
        let first = day::age(most, on) - 1;
        let end = day::age(least, on) + 2;
        let last = (first..=end).map(|years| last_birth(on, years));
        let last = last.collect::<Option<Vec<i64>>>()?;
        let ages = Self { on, first, last };
        // The guess may be one too low and nothing else: both ends of every age show it.
        let holds =
            |birth: i64| birth < least || birth > most || ages.of(birth) == day::age(birth, on);
        let whole = ages
            .last
            .iter()
            .all(|birth| holds(*birth) && holds(birth + 1));
        (whole && holds(least) && holds(most)).then_some(ages)
    }

    /// The age of one born on a day.
    #[inline]
    pub fn of(&self, birth: i64) -> i64 {
        // 1,461 days are four years; the half day keeps the guess from being too high.
        let guess = ((self.on - birth) * 4 - 6).div_euclid(1_461);
        let next = usize::try_from(guess + 1 - self.first).ok();
        let last = next.and_then(|next| self.last.get(next)).copied();
        guess + i64::from(birth <= last.unwrap_or(i64::MIN))
    }
}
