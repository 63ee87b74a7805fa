//! Danish public holidays: days on which opening hours may differ.

use jiff::ToSpan;
use jiff::civil::date;

use base::Date;

/// Days from Easter Sunday: Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension
/// Day, Whit Sunday and Monday. Store bededag is no holiday since 2024 (lov nr. 214 of 2023).
const FROM_EASTER: [i64; 7] = [-3, -2, 0, 1, 39, 49, 50];

/// New Year's Day and two days of Christmas; and Constitution Day, Christmas Eve and New
/// Year's Eve, which are no holidays by law but on which most places keep other hours.
const FIXED: [(i8, i8); 6] = [(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)];

/// Whether hours are likely to differ on this date in Denmark.
pub fn is_holiday(day: Date) -> bool {
    let moves = || {
        FROM_EASTER.iter().any(|days| {
            easter(day.year())
                .checked_add(days.days())
                .is_ok_and(|date| date == day)
        })
    };
    FIXED.contains(&(day.month(), day.day())) || moves()
}

/// Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher).
fn easter(year: i16) -> Date {
    let year = i32::from(year);
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let epact =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    date(year as i16, (days / 31) as i8, (days % 31 + 1) as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_almanac_says() {
        for (year, month, day) in [
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
            (2285, 3, 22),
        ] {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    #[test]
    fn holidays_of_2026() {
        for day in [
            "2026-01-01",
            "2026-04-02",
            "2026-04-03",
            "2026-04-06",
            "2026-05-14",
            "2026-05-25",
            "2026-12-24",
        ] {
            assert!(day.parse().is_ok_and(is_holiday), "{day}");
        }
        for day in ["2026-05-01", "2026-04-07", "2026-07-14"] {
            assert!(!day.parse().is_ok_and(is_holiday), "{day}");
        }
    }
}
