//! Opening hours: free Danish text read into rules when it is certain, and whether a place is
//! open at a moment. What is not certain stays text, and "open now" then says not known.

mod holidays;
mod parse;
mod schedule;

use jiff::ToSpan;
use jiff::civil::{DateTime, Weekday};
use serde::{Deserialize, Serialize};

use base::Date;

pub use holidays::is_holiday;
pub use parse::parse;
pub(crate) use schedule::{Schedule, from_schedule, to_schedule};

/// Minutes from midnight to midnight.
pub(crate) const DAY: u16 = 24 * 60;

/// One rule: these days, from one time to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Bit 0 is Monday, bit 6 Sunday.
    pub days: u8,
    /// Minutes after midnight.
    pub opens: u16,
    /// Minutes after the same midnight; more than a day's when it closes after midnight.
    pub closes: u16,
    /// Which weeks.
    pub weeks: Weeks,
    /// The first (1) to fourth (4) or last (−1) of its weekday in the month.
    pub nth: Option<i8>,
    /// By which way one is met: telephone, chat…
    pub way: Option<Way>,
}

/// Which weeks of the year, by ISO 8601 number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weeks {
    /// Every week.
    All,
    /// Even weeks.
    Even,
    /// Odd weeks.
    Odd,
}

/// How one is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// By telephone.
    Telephone,
    /// By chat.
    Chat,
    /// By text message.
    Text,
    /// In person.
    Person,
}

/// Whether somebody is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenNow {
    /// Open until these minutes after midnight; nothing when it never closes.
    Open {
        /// When it closes.
        until: Option<u16>,
    },
    /// Closed; opens again on this date at these minutes after midnight.
    Closed {
        /// When it opens.
        opens: Option<(Date, u16)>,
    },
    /// The text could not be read with certainty, or there is none.
    Unknown,
}

impl Rule {
    fn holds_on(&self, date: Date) -> bool {
        let day = date.weekday().to_monday_zero_offset();
        let week = date.iso_week_date().week();
        let in_week = match self.weeks {
            Weeks::All => true,
            Weeks::Even => week % 2 == 0,
            Weeks::Odd => week % 2 != 0,
        };
        let in_month = match self.nth {
            None => true,
            Some(-1) => date.day() + 7 > date.days_in_month(),
            Some(nth) => (date.day() - 1) / 7 + 1 == nth,
        };
        self.days & (1 << day) != 0 && in_week && in_month
    }
}

/// Whether it is open at this time on the wall clock in Denmark. Public holidays are not
/// decided here: the reader is told that hours may differ.
pub fn open_at(rules: &[Rule], now: DateTime) -> OpenNow {
    if rules.is_empty() {
        return OpenNow::Unknown;
    }
    let (today, minute) = (now.date(), now.hour() as u16 * 60 + now.minute() as u16);
    if let Some(until) = closing(rules, today, minute) {
        return OpenNow::Open {
            until: (until != DAY || !open_at_midnight(rules, today)).then_some(until % DAY),
        };
    }
    OpenNow::Closed {
        opens: next_opening(rules, today, minute),
    }
}

/// When what is open at `minute` closes, in minutes after today's midnight.
fn closing(rules: &[Rule], today: Date, minute: u16) -> Option<u16> {
    let yesterday = today.yesterday().ok();
    let open_today = rules
        .iter()
        .filter(|r| r.holds_on(today) && (r.opens..r.closes).contains(&minute))
        .map(|r| r.closes);
    let since_yesterday = rules
        .iter()
        .filter(|r| {
            yesterday.is_some_and(|day| r.holds_on(day))
                && r.closes > DAY
                && minute < r.closes - DAY
        })
        .map(|r| r.closes - DAY);
    open_today.chain(since_yesterday).max()
}

fn open_at_midnight(rules: &[Rule], today: Date) -> bool {
    today
        .tomorrow()
        .is_ok_and(|day| rules.iter().any(|r| r.opens == 0 && r.holds_on(day)))
}

fn next_opening(rules: &[Rule], today: Date, minute: u16) -> Option<(Date, u16)> {
    // Five weeks hold at least one of every "first Tuesday of the month".
    (0..36).find_map(|ahead: i64| {
        let date = today.checked_add(ahead.days()).ok()?;
        let after = if ahead == 0 { minute } else { 0 };
        let opens = rules
            .iter()
            .filter(|r| r.holds_on(date) && (ahead > 0 || r.opens > after))
            .map(|r| r.opens)
            .min()?;
        Some((date, opens))
    })
}

/// The two-letter names of RFC 5545, Monday first.
pub(crate) const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The days in a set, Monday first.
pub(crate) fn days_of(set: u8) -> impl Iterator<Item = Weekday> {
    (0..7)
        .filter(move |day| set & (1 << day) != 0)
        .filter_map(|day| Weekday::from_monday_zero_offset(day).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, time: &str) -> OpenNow {
        let rules = parse(text).unwrap_or_else(|| panic!("{text} was not read"));
        open_at(
            &rules,
            time.parse().unwrap_or_else(|_| panic!("{time} is no time")),
        )
    }

    #[test]
    fn open_within_its_hours_and_closed_outside() {
        // 2026-03-03 is a Tuesday.
        let text = "Tir og ons 08.30-14.30";
        assert_eq!(
            at(text, "2026-03-03T08:30"),
            OpenNow::Open {
                until: Some(14 * 60 + 30)
            }
        );
        assert_eq!(
            at(text, "2026-03-03T08:29"),
            OpenNow::Closed {
                opens: Some((date("2026-03-03"), 510))
            }
        );
        assert_eq!(
            at(text, "2026-03-03T14:30"),
            OpenNow::Closed {
                opens: Some((date("2026-03-04"), 510))
            }
        );
        assert_eq!(
            at(text, "2026-03-04T20:00"),
            OpenNow::Closed {
                opens: Some((date("2026-03-10"), 510))
            }
        );
    }

    #[test]
    fn round_the_clock_never_closes() {
        for time in ["2026-03-03T00:00", "2026-12-24T23:59", "2026-03-29T02:30"] {
            assert_eq!(at("Døgnåben", time), OpenNow::Open { until: None });
        }
        assert_eq!(
            at("Alle dage 18-24", "2026-03-03T23:00"),
            OpenNow::Open { until: Some(0) }
        );
    }

    #[test]
    fn even_weeks_and_nth_days_are_kept() {
        // 2026-03-05 is a Thursday of week 10.
        assert!(matches!(
            at("Torsdage i lige uger 16.30-19", "2026-03-05T17:00"),
            OpenNow::Open { .. }
        ));
        assert!(matches!(
            at("Torsdag i ulige uger 16.30-18.30", "2026-03-05T17:00"),
            OpenNow::Closed { .. }
        ));
        assert!(matches!(
            at("4. mandag i måneden 17.30-19.30", "2026-03-23T18:00"),
            OpenNow::Open { .. }
        ));
        assert!(matches!(
            at("4. mandag i måneden 17.30-19.30", "2026-03-30T18:00"),
            OpenNow::Closed { .. }
        ));
        assert!(matches!(
            at("Sidste mandag i måneden 17-19", "2026-03-30T18:00"),
            OpenNow::Open { .. }
        ));
    }

    #[test]
    fn past_midnight_belongs_to_the_day_before() {
        assert_eq!(
            at("Fredag 20-02", "2026-03-07T01:00"),
            OpenNow::Open { until: Some(120) }
        );
        assert!(matches!(
            at("Fredag 20-02", "2026-03-06T01:00"),
            OpenNow::Closed { .. }
        ));
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap_or_else(|_| panic!("{text} is no date"))
    }
}
