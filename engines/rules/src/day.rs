//! Days as numbers since 1970-01-01, in the proleptic Gregorian calendar, without panics.
//! After Howard Hinnant, "chrono-compatible low-level date algorithms".
//!
//! Every function answers for every number. Days, months and years further away than [`FAR`] count
//! as being there, so that no sum overflows; whoever makes a program refuses days long before that.

/// The first day that the engine counts: 1800-01-01.
pub const FIRST: i64 = -62_091;
/// The last: 2299-12-31.
pub const LAST: i64 = 120_529;
/// So many working days may be counted at once.
pub const WORKDAYS: i64 = 366;

/// Some three billion years in days.
const FAR: i64 = 1 << 40;

/// Invariant: what comes back lies within `FAR` of 0, and nothing below multiplies that by more
/// than 146,097: 58 bits.
#[inline]
const fn near(number: i64) -> i64 {
    within(number, FAR)
}

#[inline]
const fn within(number: i64, far: i64) -> i64 {
    let least = far.saturating_neg();
    if number > far {
        far
    } else if number < least {
        least
    } else {
        number
    }
}

/// Year, month (1 to 12), day (1 to 31).
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "days are near")]
pub const fn civil(day: i64) -> (i64, i64, i64) {
    let shifted = near(day) + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + (month <= 2) as i64;
    (year, month, day)
}

/// The number of a day. The month may be any number, counted on from the year.
#[inline]
#[expect(
    clippy::arithmetic_side_effects,
    reason = "years, months and days are near"
)]
pub const fn number(year: i64, month: i64, day: i64) -> i64 {
    let (year, month, day) = (near(year), near(month), near(day));
    let months = (month - 1).rem_euclid(12) + 1;
    let year = year + (month - 1).div_euclid(12) - (months <= 2) as i64;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let of_year = (153 * (if months > 2 { months - 3 } else { months + 9 }) + 2) / 5 + day - 1;
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    era * 146_097 + of_era - 719_468
}

/// Days in a month.
#[inline]
pub const fn length(year: i64, month: i64) -> i64 {
    let next = number(year, month.saturating_add(1), 1);
    next.saturating_sub(number(year, month, 1))
}

/// Whole years from birth: 29 February counts from 1 March in common years.
#[inline]
#[expect(
    clippy::arithmetic_side_effects,
    reason = "civil gives years of near days"
)]
pub const fn age(birth: i64, on: i64) -> i64 {
    let (born_year, born_month, born_day) = civil(birth);
    let (year, month, day) = civil(on);
    let before = month * 32 + day < born_month * 32 + born_day;
    year - born_year - before as i64
}

/// The same day some months later; the last of the month when there is no such day.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "days and months are near")]
pub const fn months_after(date: i64, months: i64) -> i64 {
    let (year, month, day) = civil(date);
    let month = month + near(months);
    let first = number(year, month, 1);
    let next = number(year, month + 1, 1);
    let there = first + day - 1;
    if there < next { there } else { next - 1 }
}

/// The first day of the period of 1, 3 or 12 months that the day lies in.
#[inline]
pub const fn start(date: i64, months: i64) -> i64 {
    let (year, month, _) = civil(date);
    let months = if months < 1 { 1 } else { months };
    let into = match month.saturating_sub(1).checked_rem(months) {
        Some(into) => into,
        None => 0,
    };
    number(year, month.saturating_sub(into), 1)
}

/// Easter Sunday (Meeus, Jones, Butcher).
#[expect(
    clippy::arithmetic_side_effects,
    reason = "the year is that of a near day"
)]
const fn easter(year: i64) -> i64 {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    number(year, month, day)
}

/// Whether the public offices are open: not Saturdays, Sundays and the Danish public holidays.
/// Great prayer day is one until 2023 (abolished by LOV 214 of 06/03/2023). Constitution day and
/// Christmas Eve are no public holidays, though many offices are closed.
pub const fn is_workday(date: i64) -> bool {
    // 1970-01-01 was a Thursday.
    let weekday = date.saturating_add(3).rem_euclid(7);
    if weekday >= 5 {
        return false;
    }
    let (year, month, day) = civil(date);
    if (month == 1 && day == 1) || (month == 12 && (day == 25 || day == 26)) {
        return false;
    }
    let from_easter = date.saturating_sub(easter(year));
    let moving = matches!(from_easter, -3 | -2 | 1 | 39 | 50) || (from_easter == 26 && year < 2024);
    !moving
}

/// The `count`-th working day after a day; the next one on or after it for 0. Of more than
/// [`WORKDAYS`] the last of those.
pub const fn workdays_after(date: i64, count: i64) -> i64 {
    // Beyond `FAR` all days are one, which may be no working day: it ends well before that.
    let mut date = within(date, FAR / 2);
    let mut left = if count < WORKDAYS { count } else { WORKDAYS };
    if left <= 0 {
        while !is_workday(date) {
            date = date.saturating_add(1);
        }
        return date;
    }
    while left > 0 {
        date = date.saturating_add(1);
        if is_workday(date) {
            left = left.saturating_sub(1);
        }
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_agrees_with_jiff() {
        for day in (FIRST..=LAST).step_by(7) {
            let date = base::Date::constant(1970, 1, 1)
                .checked_add(jiff::Span::new().days(day))
                .unwrap();
            let (year, month, of_month) = civil(day);
            assert_eq!(
                (year, month, of_month),
                (
                    i64::from(date.year()),
                    i64::from(date.month()),
                    i64::from(date.day())
                )
            );
            assert_eq!(number(year, month, of_month), day);
            let later = date.checked_add(jiff::Span::new().months(5)).unwrap();
            let (y, m, d) = civil(months_after(day, 5));
            assert_eq!(
                (y, m, d),
                (
                    i64::from(later.year()),
                    i64::from(later.month()),
                    i64::from(later.day())
                )
            );
        }
    }

    #[test]
    fn offices_close_on_danish_holidays() {
        let open = |year, month, day| is_workday(number(year, month, day));
        assert!(!open(2026, 4, 2), "Maundy Thursday");
        assert!(!open(2026, 4, 6), "Easter Monday");
        assert!(!open(2026, 5, 14), "Ascension");
        assert!(!open(2026, 5, 25), "Whit Monday");
        assert!(!open(2023, 5, 5), "great prayer day 2023");
        assert!(open(2024, 4, 26), "great prayer day 2024");
        assert!(open(2026, 6, 5), "constitution day");
        assert_eq!(
            workdays_after(number(2026, 4, 1), 2),
            number(2026, 4, 8),
            "Tuesday and Wednesday after Easter"
        );
    }

    #[test]
    fn a_birthday_adds_a_year() {
        let born = number(2024, 2, 29);
        assert_eq!(age(born, number(2025, 2, 28)), 0);
        assert_eq!(age(born, number(2025, 3, 1)), 1);
        assert_eq!(age(born, number(2028, 2, 29)), 4);
        assert_eq!(age(born, number(2024, 2, 28)), -1);
    }

    #[test]
    fn no_number_is_too_far() {
        let far = [i64::MIN, i64::MIN + 1, -FAR, 0, FAR, i64::MAX - 1, i64::MAX];
        for (a, b) in far.into_iter().flat_map(|a| far.map(|b| (a, b))) {
            let (_, month, of_month) = civil(a);
            assert!((1..=12).contains(&month) && (1..=31).contains(&of_month));
            for months in far {
                number(a, b, months);
            }
            assert!(age(a, b) >= age(a, 0) || b < 0);
            assert!((28..=31).contains(&length(a, 2)));
            assert!(is_workday(workdays_after(a, b)));
            months_after(a, b);
            start(a, b);
        }
    }
}
