//! Randomness as an argument: the machine's in life, a seeded stream in tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

use crate::Moment;

/// Draws random bytes. Secrets come only from [`Entropy::system`].
#[derive(Clone, Debug)]
pub struct Entropy(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Seeded(Arc<AtomicU64>),
}

impl Entropy {
    /// The operating system's randomness.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A repeatable stream for tests and made-up data. Never for secrets.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(AtomicU64::new(seed))))
    }

    /// `N` random bytes.
    ///
    /// When the operating system can give none, the process stops: to go on with
    /// guessable keys would be worse for everyone who trusts it.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that draws randomness"
    )]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Source::System => {
                if getrandom::fill(&mut bytes).is_err() {
                    std::process::abort();
                }
            }
            Source::Seeded(state) => {
                for chunk in bytes.chunks_mut(8) {
                    let drawn = split_mix(state).to_le_bytes();
                    for (into, from) in chunk.iter_mut().zip(drawn) {
                        *into = from;
                    }
                }
            }
        }
        bytes
    }

    /// A number from 0 up to but not including `bound`, each equally likely; 0 when `bound` is 0.
    pub fn below(&self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        // Draws beyond the last whole multiple of `bound` are thrown away, or low numbers
        // would come a little more often.
        let limit = u64::MAX - u64::MAX % bound;
        loop {
            let drawn = u64::from_le_bytes(self.bytes());
            if drawn < limit {
                return drawn % bound;
            }
        }
    }

    /// A UUID of version 7 (RFC 9562): ordered by `now`, so new rows lie side by side.
    pub fn uuid(&self, now: Moment) -> Uuid {
        let millis = u64::try_from(now.micros().div_euclid(1000)).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014), one step.
fn split_mix(state: &AtomicU64) -> u64 {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut z = state.fetch_add(STEP, Ordering::SeqCst).wrapping_add(STEP);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let now = Moment::from_micros(1_700_000_000_000_000);
        assert_eq!(Entropy::seeded(7).uuid(now), Entropy::seeded(7).uuid(now));
        assert_ne!(Entropy::seeded(7).uuid(now), Entropy::seeded(8).uuid(now));
    }

    #[test]
    fn numbers_stay_below_their_bound() {
        let entropy = Entropy::seeded(1);
        assert!((0..1000).all(|_| entropy.below(6) < 6));
        assert_eq!(entropy.below(0), 0);
    }
}
