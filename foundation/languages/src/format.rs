//! Numbers, dates, times, distances and amounts as each language writes them.
//!
//! Digits are 0–9 everywhere: Danish authorities' pages in Arabic write them so, as do the clocks,
//! forms and letters around the reader. Marks come from `language.toml`, words and order from
//! this crate's messages. None of these texts holds isolation marks: the sentence around isolates
//! the whole, since a mark at each part would reorder a date in Arabic.

use base::{Date, Moment, Money};
use jiff::civil::{DateTime, Time, Weekday};
use jiff::tz::TimeZone;

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

    /// A day with its year, the month cut short: `22. nov. 2026`. Never digits alone, which
    /// readers from different countries take in different orders.
    pub fn date_short(self, date: Date) -> String {
        let words = self.words();
        words.date(
            date.day().to_string(),
            words.month_short(date.month()),
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

    /// The time on a wall clock in `zone`.
    pub fn clock_time_in(self, moment: Moment, zone: &TimeZone) -> String {
        self.time_of_day(zone.to_datetime(moment.timestamp()).time())
    }

    /// Day and time in Denmark ([`base::ZONE`]): `22. november 2026 kl. 14.30`.
    pub fn date_time(self, moment: Moment) -> String {
        self.civil(base::local_time(moment))
    }

    /// Day and time in `zone`.
    pub fn date_time_in(self, moment: Moment, zone: &TimeZone) -> String {
        self.civil(zone.to_datetime(moment.timestamp()))
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
