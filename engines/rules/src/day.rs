//! Days as numbers since 1970-01-01, in the proleptic Gregorian calendar, without panics.
//! After Howard Hinnant, "chrono-compatible low-level date algorithms".

/// The first day that the engine counts: 1800-01-01.
pub const FIRST: i64 = -62_091;
/// The last: 2299-12-31.
pub const LAST: i64 = 120_529;

/// Year, month (1 to 12), day (1 to 31).
#[inline]
pub const fn civil(day: i64) -> (i64, i64, i64) {
    let shifted = day.wrapping_add(719_468);
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era
        .wrapping_sub(of_era / 1_460)
        .wrapping_add(of_era / 36_524)
        .wrapping_sub(of_era / 146_096))
        / 365;
    let of_year = of_era.wrapping_sub(
        (365 * year_of_era)
            .wrapping_add(year_of_era / 4)
            .wrapping_sub(year_of_era / 100),
    );
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
pub const fn number(year: i64, month: i64, day: i64) -> i64 {
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
    number(year, month + 1, 1) - number(year, month, 1)
}

/// Whole years from birth: 29 February counts from 1 March in common years.
#[inline]
pub const fn age(birth: i64, on: i64) -> i64 {
    let (born_year, born_month, born_day) = civil(birth);
    let (year, month, day) = civil(on);
    let before = month * 32 + day < born_month * 32 + born_day;
    year - born_year - before as i64
}

/// The same day some months later; the last of the month when there is no such day.
#[inline]
pub const fn months_after(date: i64, months: i64) -> i64 {
    let (year, month, day) = civil(date);
    let first = number(year, month + months, 1);
    let next = number(year, month + months + 1, 1);
    let there = first + day - 1;
    if there < next { there } else { next - 1 }
}

/// The first day of the period of 1, 3 or 12 months that the day lies in.
#[inline]
pub const fn start(date: i64, months: i64) -> i64 {
    let (year, month, _) = civil(date);
    let months = if months < 1 { 1 } else { months };
    number(year, (month - 1) / months * months + 1, 1)
}

/// Easter Sunday (Meeus, Jones, Butcher).
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
    let weekday = (date + 3).rem_euclid(7);
    if weekday >= 5 {
        return false;
    }
    let (year, month, day) = civil(date);
    if (month == 1 && day == 1) || (month == 12 && (day == 25 || day == 26)) {
        return false;
    }
    let from_easter = date - easter(year);
    let moving = matches!(from_easter, -3 | -2 | 1 | 39 | 50) || (from_easter == 26 && year < 2024);
    !moving
}

/// The `count`-th working day after a day; the next one on or after it for 0.
pub const fn workdays_after(date: i64, count: i64) -> i64 {
    let mut date = date;
    let mut left = if count < 0 { 0 } else { count };
    if left == 0 {
        while !is_workday(date) {
            date += 1;
        }
        return date;
    }
    while left > 0 {
        date += 1;
        if is_workday(date) {
            left -= 1;
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
}
