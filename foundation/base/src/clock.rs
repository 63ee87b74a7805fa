//! Instants, dates and the clock that tells them. An instant ([`Moment`]) and a civil date
//! ([`Date`]) are different types; they meet only in [`local_date`] and [`local_time`].

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// A civil date without a time or a zone: a deadline, a day something was checked.
pub type Date = jiff::civil::Date;

/// The zone in which people in Denmark read their clocks.
pub const ZONE: &str = "Europe/Copenhagen";

/// An instant: whole microseconds since 1970-01-01T00:00:00Z, the finest both databases keep.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Moment(i64);

impl Moment {
    /// From microseconds since 1970 in UTC.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970 in UTC.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970 in UTC, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// This instant and `duration` later; stops at the end of time rather than overflow.
    pub fn plus(self, duration: Duration) -> Self {
        let micros = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(micros))
    }

    /// This instant less `duration`; stops at the beginning of time rather than overflow.
    pub fn minus(self, duration: Duration) -> Self {
        let micros = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        Self(self.0.saturating_sub(micros))
    }

    /// How long ago `earlier` was; zero when it lies ahead.
    pub fn since(self, earlier: Self) -> Duration {
        let micros = self.0.saturating_sub(earlier.0);
        Duration::from_micros(u64::try_from(micros).unwrap_or(0))
    }

    /// The same instant in `jiff`'s terms; beyond its years (±9999) the nearest it can tell.
    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }

    /// RFC 3339 in UTC with microseconds, as logs and exports write it.
    pub fn rfc3339(self) -> String {
        self.timestamp().to_string()
    }
}

impl From<jiff::Timestamp> for Moment {
    fn from(timestamp: jiff::Timestamp) -> Self {
        Self(timestamp.as_microsecond())
    }
}

/// The date and time on a wall clock in Denmark at `moment`.
pub fn local_time(moment: Moment) -> jiff::civil::DateTime {
    let zone = jiff::tz::TimeZone::get(ZONE).unwrap_or(jiff::tz::TimeZone::UTC);
    zone.to_datetime(moment.timestamp())
}

/// The date in Denmark at `moment`.
pub fn local_date(moment: Moment) -> Date {
    local_time(moment).date()
}

/// Tells the time. Tests hold a fixed one, which moves only when told to.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `moment` until [`Clock::advance`] moves it. Clones move together.
    pub fn fixed(moment: Moment) -> Self {
        Self(Source::Fixed(Arc::new(AtomicI64::new(moment.0))))
    }

    /// Now.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    pub fn now(&self) -> Moment {
        match &self.0 {
            Source::System => Moment::from(jiff::Timestamp::now()),
            Source::Fixed(micros) => Moment(micros.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock on by `duration`. The machine's clock is left alone.
    pub fn advance(&self, duration: Duration) {
        if let Source::Fixed(micros) = &self.0 {
            let step = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
            micros.fetch_add(step, Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let clock = Clock::fixed(Moment::from_micros(5));
        let twin = clock.clone();
        assert_eq!(clock.now(), Moment::from_micros(5));
        twin.advance(Duration::from_secs(1));
        assert_eq!(clock.now(), Moment::from_micros(1_000_005));
    }

    #[test]
    fn instants_stop_at_the_ends_of_time() {
        let last = Moment::from_micros(i64::MAX);
        assert_eq!(last.plus(Duration::from_secs(1)), last);
        assert_eq!(last.timestamp(), jiff::Timestamp::MAX);
        assert_eq!(Moment::from_micros(3).since(last), Duration::ZERO);
    }

    #[test]
    fn danish_clocks_follow_summer_time() {
        let winter: jiff::Timestamp = "2026-01-15T12:00:00Z".parse().unwrap_or_default();
        let summer: jiff::Timestamp = "2026-07-15T12:00:00Z".parse().unwrap_or_default();
        assert_eq!(local_time(winter.into()).hour(), 13);
        assert_eq!(local_time(summer.into()).hour(), 14);
    }
}
