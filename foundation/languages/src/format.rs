//! Numbers, dates, times, distances and amounts as each language writes them.
//!
//! Digits are 0–9 everywhere: Danish authorities' pages in Arabic write them so, as do the clocks,
//! forms and letters around the reader. Marks come from `language.toml`, words and order from
//! this crate's messages. None of these texts holds isolation marks: the sentence around isolates
//! the whole, since a mark at each part would reorder a date in Arabic.

use base::{Date, Moment, Money};
use jiff::civil::{DateTime, Time, Weekday};

use crate::Lang;
use crate::words::Words;

impl Lang {
    fn words(self) -> Words {
        Words::of(self)
    }

    /// A whole number: `1.234`.
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut written = String::with_capacity(digits.len() * 2);
        if number < 0 {
            // Without the mark, a minus is drawn on the wrong side among Arabic letters.
            written.push_str(if self.right_to_left() {
                "\u{200e}-"
            } else {
                "-"
            });
        }
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                written.push_str(self.group_mark());
            }
            written.push(digit);
        }
        written
    }

    /// A day with its year: `22. november 2026`.
    pub fn date(self, date: Date) -> String {
        let words = self.words();
        words.date(
            date.day().to_string(),
            words.month(date.month()),
            date.year().to_string(),
        )
    }

    /// A day with its weekday: `søndag den 22. november 2026`.
    pub fn date_long(self, date: Date) -> String {
        self.words()
            .date_long(self.weekday(date.weekday()), self.date(date))
    }

    /// A weekday as within a sentence: `søndag`.
    pub fn weekday(self, day: Weekday) -> String {
        self.words().weekday(day.to_monday_one_offset())
    }

    /// A weekday for a narrow column: `søn.`
    pub fn weekday_short(self, day: Weekday) -> String {
        self.words().weekday_short(day.to_monday_one_offset())
    }

    /// A time of day on a wall clock, as opening hours are: `14.30`.
    pub fn time_of_day(self, time: Time) -> String {
        self.words().time_of_day(
            format!("{:02}", time.hour()),
            format!("{:02}", time.minute()),
        )
    }

    /// The time on a wall clock in Denmark ([`base::ZONE`]): `14.30`.
    pub fn clock_time(self, moment: Moment) -> String {
        self.time_of_day(base::local_time(moment).time())
    }

    /// Day and time in Denmark ([`base::ZONE`]): `22. november 2026 kl. 14.30`.
    pub fn date_time(self, moment: Moment) -> String {
        self.civil(base::local_time(moment))
    }

    fn civil(self, civil: DateTime) -> String {
        self.words()
            .date_time(self.date(civil.date()), self.time_of_day(civil.time()))
    }

    /// How far away something is: `850 m` (to 10 m) below a kilometre, `3,2 km` below ten,
    /// then `12 km`. What is not a distance (negative, not a number) counts as none.
    pub fn distance(self, metres: f64) -> String {
        let metres = if metres.is_finite() {
            metres.max(0.0)
        } else {
            0.0
        };
        let tens = (metres / 10.0).round();
        if tens < 100.0 {
            return self.words().metres(self.number(tens as i64 * 10));
        }
        let tenths = (metres / 100.0).round() as i64;
        let kilometres = if tenths < 100 {
            format!(
                "{}{}{}",
                self.number(tenths / 10),
                self.decimal_mark(),
                tenths % 10
            )
        } else {
            self.number((metres / 1000.0).round() as i64)
        };
        self.words().kilometres(kilometres)
    }

    /// An amount of Danish kroner: `1.234,50 kr.`; whole kroner without decimals: `200 kr.`
    pub fn money(self, money: Money) -> String {
        let oere = money.oere().unsigned_abs();
        // At most i64::MAX / 100 + 1, so the conversion never reaches its fallback.
        let kroner = self.number(i64::try_from(oere / 100).unwrap_or(i64::MAX));
        let minus = match (money.oere() < 0, self.right_to_left()) {
            (false, _) => "",
            (true, false) => "-",
            (true, true) => "\u{200e}-",
        };
        let amount = match oere % 100 {
            0 => format!("{minus}{kroner}"),
            rest => format!("{minus}{kroner}{}{rest:02}", self.decimal_mark()),
        };
        self.words().money(amount)
    }
}

#[cfg(test)]
mod tests {
    //! What every language writes stands in `tests/formats/`; here are the rules, in the first one.

    use jiff::civil::{date, time};

    use super::*;

    /// With hard spaces made soft.
    fn soft(text: String) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn whole_numbers_are_grouped_by_thousands() {
        let written = |number| Lang::DEFAULT.number(number);
        assert_eq!((written(0), written(999)), ("0".into(), "999".into()));
        assert_eq!(written(1_234_567), "1.234.567");
        assert_eq!(written(i64::MIN), "-9.223.372.036.854.775.808");
    }

    #[test]
    fn every_month_and_weekday_has_its_name() {
        for lang in Lang::all() {
            let months: std::collections::BTreeSet<_> = (1..=12)
                .map(|month| lang.date(date(2026, month, 1)))
                .collect();
            assert_eq!(months.len(), 12, "{lang}");
            let days: std::collections::BTreeSet<_> = (1..=7)
                .map(|day| lang.weekday(date(2026, 6, day).weekday()))
                .collect();
            assert_eq!(days.len(), 7, "{lang}");
        }
    }

    #[test]
    fn clocks_in_denmark_follow_summer_time() {
        let moment =
            |text: &str| Moment::from(text.parse::<jiff::Timestamp>().expect("an instant"));
        let (winter, summer) = (
            moment("2026-01-15T23:05:00Z"),
            moment("2026-07-15T12:30:00Z"),
        );
        assert_eq!(Lang::DEFAULT.clock_time(winter), "00.05");
        assert_eq!(Lang::DEFAULT.clock_time(summer), "14.30");
        assert_eq!(
            soft(Lang::DEFAULT.date_time(winter)),
            "16. januar 2026 kl. 00.05"
        );
        assert_eq!(Lang::DEFAULT.time_of_day(time(9, 0, 0, 0)), "09.00");
    }

    #[test]
    fn distances() {
        let danish = |metres| soft(Lang::DEFAULT.distance(metres));
        assert_eq!(danish(0.0), "0 m");
        assert_eq!(danish(996.0), "1,0 km");
        assert_eq!(danish(9_960.0), "10 km");
        assert_eq!(danish(1_234_400.0), "1.234 km");
        for nothing in [-5.0, f64::NAN, f64::INFINITY] {
            assert_eq!(danish(nothing), "0 m");
        }
    }

    #[test]
    fn amounts() {
        let danish = |oere| {
            Lang::DEFAULT
                .money(Money::from_oere(oere))
                .replace('\u{a0}', " ")
        };
        assert_eq!(danish(20_000), "200 kr.");
        assert_eq!(danish(-5), "-0,05 kr.");
        assert_eq!(danish(i64::MIN), "-92.233.720.368.547.758,08 kr.");
    }
}
