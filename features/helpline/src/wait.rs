//! How long it takes until somebody answers, told honestly or not at all.

use std::time::Duration;

/// What the queue and the desk look like now, and how the last hour went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Counsellors who are there and ready.
    pub ready: usize,
    /// Conversations they could take on now.
    pub free: usize,
    /// Conversations that wait.
    pub waiting: usize,
    /// How long each waited that was taken in the last hour.
    pub waits: Vec<Duration>,
}

/// What can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimate {
    /// Nobody is there.
    Nobody,
    /// A few minutes at most.
    Moment,
    /// About so many minutes.
    Minutes(u32),
    /// More than an hour.
    Hour,
    /// Somebody is there, but we cannot say.
    Unknown,
}

/// Steps in which minutes are told: a finer figure would claim to know what nobody does.
const STEPS: [u32; 10] = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60];

impl Signs {
    /// For whoever stands at `place` (1 is next).
    pub fn estimate(&self, place: usize) -> Estimate {
        if self.ready == 0 {
            return Estimate::Nobody;
        }
        if place <= self.free {
            return Estimate::Moment;
        }
        // Without a single conversation taken in an hour there is nothing to reckon with.
        let taken = self.waits.len();
        if taken == 0 {
            return Estimate::Unknown;
        }
        // At the pace of the last hour, but never sooner than people have waited lately.
        let by_pace = place.saturating_mul(60).div_ceil(taken);
        let by_waits = usize::try_from(self.median().as_secs().div_ceil(60)).unwrap_or(usize::MAX);
        let minutes = by_pace.max(by_waits.min(by_pace.saturating_mul(2)));
        STEPS
            .into_iter()
            .find(|step| usize::try_from(*step).is_ok_and(|step| minutes <= step))
            .map_or(Estimate::Hour, Estimate::Minutes)
    }

    /// For somebody who would write now.
    pub fn for_newcomer(&self) -> Estimate {
        self.estimate(self.waiting.saturating_add(1))
    }

    /// The wait in the middle; zero when there were none.
    pub fn median(&self) -> Duration {
        let mut waits = self.waits.clone();
        waits.sort_unstable();
        waits.get(waits.len() / 2).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(ready: usize, free: usize, waiting: usize, minutes: &[u64]) -> Signs {
        let waits = minutes
            .iter()
            .map(|minutes| Duration::from_secs(minutes * 60))
            .collect();
        Signs {
            ready,
            free,
            waiting,
            waits,
        }
    }

    #[test]
    fn nobody_is_said_to_be_nobody() {
        assert_eq!(signs(0, 5, 0, &[1]).for_newcomer(), Estimate::Nobody);
    }

    #[test]
    fn free_hands_answer_at_once() {
        assert_eq!(signs(2, 3, 2, &[]).for_newcomer(), Estimate::Moment);
        assert_eq!(signs(2, 3, 3, &[]).for_newcomer(), Estimate::Unknown);
    }

    #[test]
    fn the_pace_of_the_last_hour_tells() {
        assert_eq!(
            signs(2, 0, 0, &[1; 12]).for_newcomer(),
            Estimate::Minutes(5)
        );
        assert_eq!(
            signs(2, 0, 3, &[1; 12]).for_newcomer(),
            Estimate::Minutes(20)
        );
        assert_eq!(signs(2, 0, 3, &[60; 2]).for_newcomer(), Estimate::Hour);
        assert_eq!(
            signs(1, 0, 0, &[9; 12]).for_newcomer(),
            Estimate::Minutes(10)
        );
    }

    #[test]
    fn the_middle_is_the_middle() {
        assert_eq!(
            signs(0, 0, 0, &[9, 1, 2]).median(),
            Duration::from_secs(120)
        );
        assert_eq!(Signs::default().median(), Duration::ZERO);
    }
}
