//! How often anyone may do what, without knowing who anyone is.
//!
//! Each limit is a bucket per household of addresses that refills steadily (GCRA). The address
//! itself is never kept: what is kept, in memory only, is a hash of it under a salt that is drawn
//! anew every hour and forgotten after two, so even a dump of memory names nobody from earlier.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderMap;
use base::{Clock, Entropy, Moment};
use parking_lot::Mutex;
use sha2::{Digest, Sha256};

use crate::error::AppError;
use crate::network::{Network, household, neighbourhood};

/// The most buckets kept at a time: some 5 MB.
const BUCKETS: usize = 100_000;
/// How long a salt is used.
const SALT_LIFE: Duration = Duration::from_secs(3600);

/// A named limit: `most` times at once, and then as many again spread over `within`.
/// `const CODES: Limit = Limit::new("codes", 10, Duration::from_secs(3600));`
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    name: &'static str,
    most: u32,
    within: Duration,
    of: Of,
}

/// Whom [`Reader::limit`](crate::Reader::limit) counts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Household,
    Network,
    Everybody,
}

impl Limit {
    /// `within` may be up to an hour; after that the salt, and with it the count, is new.
    pub const fn new(name: &'static str, most: u32, within: Duration) -> Self {
        let of = Of::Household;
        Limit {
            name,
            most,
            within,
            of,
        }
    }

    /// Counts a whole network together: 256 neighbouring addresses of IPv4, 65,536 households of
    /// IPv6. Nobody gets many of those for nothing.
    #[must_use]
    pub const fn of_network(self) -> Self {
        let of = Of::Network;
        Limit { of, ..self }
    }

    /// Counts everybody together.
    #[must_use]
    pub const fn of_everybody(self) -> Self {
        let of = Of::Everybody;
        Limit { of, ..self }
    }

    fn step_micros(&self) -> i64 {
        self.within_micros() / i64::from(self.most.max(1))
    }

    fn within_micros(&self) -> i64 {
        i64::try_from(self.within.as_micros()).unwrap_or(i64::MAX)
    }
}

/// Where a request came from, for as long as it lasts. Has no `Debug` and no way out.
#[derive(Clone, Copy, Default)]
pub(crate) struct Client(Option<IpAddr>);

impl Client {
    /// The nearest address that is not one of our own proxies'.
    pub(crate) fn of(peer: Option<IpAddr>, headers: &HeaderMap, proxies: &[Network]) -> Self {
        let ours = |address: IpAddr| proxies.iter().any(|proxy| proxy.contains(address));
        let Some(peer) = peer else {
            return Client(None);
        };
        let mut client = peer;
        if ours(peer) {
            let lines: Vec<_> = headers
                .get_all("x-forwarded-for")
                .iter()
                .filter_map(|line| line.to_str().ok())
                .collect();
            let forwarded = lines.iter().rev().flat_map(|line| line.rsplit(','));
            // From the right: each of our proxies wrote down whom it heard from, and what
            // stands further left than the first stranger, the stranger may have made up.
            for hop in forwarded {
                let Ok(address) = hop.trim().parse() else {
                    break;
                };
                client = address;
                if !ours(address) {
                    break;
                }
            }
        }
        Client(Some(household(client)))
    }

    fn bytes(self, of: Of) -> [u8; 17] {
        let mut bytes = [0; 17];
        let seen = match of {
            Of::Household => self.0,
            Of::Network => self.0.map(neighbourhood),
            Of::Everybody => None,
        };
        match seen {
            None => {}
            Some(IpAddr::V4(address)) => {
                bytes[0] = 4;
                bytes[1..5].copy_from_slice(&address.octets());
            }
            Some(IpAddr::V6(address)) => {
                bytes[0] = 6;
                bytes[1..].copy_from_slice(&address.octets());
            }
        }
        bytes
    }
}

/// All buckets of this node. Cheap to clone; clones count together.
#[derive(Clone)]
pub struct Limits {
    clock: Clock,
    entropy: Entropy,
    book: Arc<Mutex<Book>>,
}

/// This hour's buckets and the last hour's.
struct Book {
    now: Hour,
    before: Option<Hour>,
    turns: Moment,
}

struct Hour {
    salt: [u8; 32],
    /// When the bucket will be full again.
    full_at: HashMap<[u8; 12], Moment>,
    /// The same of the few that everybody shares, which no flood may wash away: they are what
    /// stops one.
    of_all: HashMap<[u8; 12], Moment>,
}

impl Hour {
    fn new(entropy: &Entropy) -> Self {
        Hour {
            salt: entropy.bytes(),
            full_at: HashMap::new(),
            of_all: HashMap::new(),
        }
    }

    fn buckets(&self, of: Of) -> &HashMap<[u8; 12], Moment> {
        match of {
            Of::Everybody => &self.of_all,
            Of::Household | Of::Network => &self.full_at,
        }
    }

    fn buckets_mut(&mut self, of: Of) -> &mut HashMap<[u8; 12], Moment> {
        match of {
            Of::Everybody => &mut self.of_all,
            Of::Household | Of::Network => &mut self.full_at,
        }
    }

    fn key(&self, limit: &Limit, subject: &[u8]) -> [u8; 12] {
        let mut hash = Sha256::new();
        hash.update(self.salt);
        hash.update(limit.name);
        hash.update([0]);
        hash.update(subject);
        let mut key = [0; 12];
        key.copy_from_slice(&hash.finalize()[..12]);
        key
    }

    fn make_room(&mut self, now: Moment) {
        if self.full_at.len() < BUCKETS {
            return;
        }
        self.full_at.retain(|_, full_at| *full_at > now);
        // Still too many: somebody is flooding. Every other bucket goes, which lets a few
        // through too early; to refuse families instead would be what the flood is for.
        let mut odd = false;
        if self.full_at.len() >= BUCKETS {
            self.full_at.retain(|_, _| {
                odd = !odd;
                odd
            });
        }
    }
}

impl Limits {
    /// Empty buckets.
    pub fn new(clock: Clock, entropy: Entropy) -> Self {
        let book = Book {
            now: Hour::new(&entropy),
            before: None,
            turns: clock.now().plus(SALT_LIFE),
        };
        Limits {
            clock,
            entropy,
            book: Arc::new(Mutex::new(book)),
        }
    }

    /// Counts one act of `subject`: a conversation, a staff name, whatever is not an address.
    /// `Err` says in how many seconds the next is welcome.
    pub fn take(&self, limit: &Limit, subject: &[u8]) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut book = self.book.lock();
        if now >= book.turns {
            let last = std::mem::replace(&mut book.now, Hour::new(&self.entropy));
            // After two quiet hours even the last salt is too old to keep.
            let fresh_enough = now < book.turns.plus(SALT_LIFE);
            book.before = fresh_enough.then_some(last);
            book.turns = now.plus(SALT_LIFE);
        }
        let key = book.now.key(limit, subject);
        let full_at = book.now.buckets(limit.of).get(&key).copied();
        let full_at = full_at.or_else(|| {
            let before = book.before.as_ref()?;
            let key = before.key(limit, subject);
            before.buckets(limit.of).get(&key).copied()
        });
        let full_at = full_at.unwrap_or(now).max(now);
        let then = full_at.plus(micros(limit.step_micros()));
        let over = then.micros() - now.micros() - limit.within_micros();
        if over > 0 {
            let seconds = u64::try_from(over).unwrap_or(0).div_ceil(1_000_000);
            return Err(AppError::TooMany { seconds });
        }
        book.now.make_room(now);
        book.now.buckets_mut(limit.of).insert(key, then);
        Ok(())
    }

    /// Counts one act less: it was none to hold against `subject` after all. Within the same
    /// hour; what was counted under an older salt stays counted.
    pub fn give_back(&self, limit: &Limit, subject: &[u8]) {
        let mut book = self.book.lock();
        let key = book.now.key(limit, subject);
        if let Some(full_at) = book.now.buckets_mut(limit.of).get_mut(&key) {
            *full_at = full_at.minus(micros(limit.step_micros()));
        }
    }

    /// Counts one act of whoever sent this request.
    pub(crate) fn take_client(&self, limit: &Limit, client: Client) -> Result<(), AppError> {
        self.take(limit, &client.bytes(limit.of))
    }

    /// Counts one act less of whoever sent this request.
    pub(crate) fn give_back_client(&self, limit: &Limit, client: Client) {
        self.give_back(limit, &client.bytes(limit.of));
    }

    #[cfg(test)]
    fn buckets(&self) -> usize {
        self.book.lock().now.full_at.len()
    }
}

fn micros(micros: i64) -> Duration {
    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}

#[cfg(test)]
mod tests;
