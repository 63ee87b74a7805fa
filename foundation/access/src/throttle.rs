//! Growing delays: each wrong answer for one account makes the next wait longer, up to a minute.
//!
//! In memory, by a salted hash of whose account it is. The delay is the same whether there is
//! such an account or not. A minute at most, so that nobody can lock somebody else out; a
//! passkey is never made to wait.

use std::collections::HashMap;
use std::time::Duration;

use base::{Entropy, Moment};
use parking_lot::Mutex;
use sha2::{Digest, Sha256};

/// Wrong answers without a delay: everybody mistypes.
const FREE: u32 = 3;
/// The longest delay.
const LONGEST: Duration = Duration::from_secs(60);
/// After so long without a wrong answer all is forgotten.
const FORGOTTEN: Duration = Duration::from_secs(3600);
/// How many accounts are remembered.
const REMEMBERED: usize = 20_000;

pub(crate) struct Throttle {
    salt: [u8; 32],
    wrong: Mutex<HashMap<[u8; 32], (u32, Moment)>>,
}

impl Throttle {
    pub(crate) fn new(entropy: &Entropy) -> Self {
        Self {
            salt: entropy.bytes(),
            wrong: Mutex::default(),
        }
    }

    /// Counts an attempt as wrong until [`Throttle::right`] takes it back: so attempts made at
    /// the same time count as well. `Err` says how many seconds to wait.
    pub(crate) fn attempt(&self, account: &str, now: Moment) -> Result<(), u64> {
        let key = self.key(account);
        let mut wrong = self.wrong.lock();
        if wrong.len() >= REMEMBERED {
            wrong.retain(|_, (_, last)| now.since(*last) < LONGEST);
        }
        let (times, last) = wrong.get(&key).copied().unwrap_or((0, now));
        let times = if now.since(last) >= FORGOTTEN {
            0
        } else {
            times
        };
        let next = last.plus(delay(times));
        if next > now {
            return Err(next.since(now).as_secs().saturating_add(1));
        }
        wrong.insert(key, (times.saturating_add(1), now));
        Ok(())
    }

    /// It was right: nothing to hold against this account.
    pub(crate) fn right(&self, account: &str) {
        self.wrong.lock().remove(&self.key(account));
    }

    fn key(&self, account: &str) -> [u8; 32] {
        Sha256::new()
            .chain_update(self.salt)
            .chain_update(account)
            .finalize()
            .into()
    }
}

/// Nothing for the first three, then 1, 2, 4 … 60 seconds.
fn delay(wrong: u32) -> Duration {
    match wrong.checked_sub(FREE) {
        None => Duration::ZERO,
        Some(more) => Duration::from_secs(1 << more.min(6)).min(LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use base::Clock;

    use super::*;

    #[test]
    fn delays_grow_to_a_minute_and_no_further() {
        let throttle = Throttle::new(&Entropy::seeded(1));
        let clock = Clock::fixed(Moment::from_micros(1_000_000_000));
        let mut waits = Vec::new();
        for _ in 0..12 {
            if let Err(seconds) = throttle.attempt("a@b.dk", clock.now()) {
                waits.push(seconds - 1);
                clock.advance(Duration::from_secs(seconds));
                throttle
                    .attempt("a@b.dk", clock.now())
                    .expect("after waiting");
            }
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert!(
            throttle.attempt("c@d.dk", clock.now()).is_ok(),
            "another account is not made to wait"
        );
        throttle.right("a@b.dk");
        assert!(throttle.attempt("a@b.dk", clock.now()).is_ok());
    }

    #[test]
    fn a_thousand_wrong_answers_take_most_of_a_day() {
        let throttle = Throttle::new(&Entropy::seeded(1));
        let clock = Clock::fixed(Moment::from_micros(1_000_000_000));
        let start = clock.now();
        for _ in 0..1000 {
            while let Err(seconds) = throttle.attempt("x", clock.now()) {
                clock.advance(Duration::from_secs(seconds));
            }
        }
        assert!(clock.now().since(start) > Duration::from_secs(16 * 3600));
    }
}
