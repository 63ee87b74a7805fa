//! How often codes to come back with may be tried, so that guessing leads nowhere and a family
//! with a right code gets in all the same.
//!
//! A code is one of 1,024⁴ = 2⁴⁰ (four words) or 10¹² (twelve digits). With a thousand codes in
//! use, one guess in a billion is right. Only wrong tries count: a whole shelter or a mobile
//! operator may come back from one address.
//!
//! - A household of addresses has 5 wrong tries a minute and 20 an hour, a network of 256 of them
//!   60 an hour: within a year a guesser finds something with a chance of 1 in 5,700, or 1 in
//!   1,900.
//! - When everybody together is wrong more than 300 times in ten minutes, somebody is guessing
//!   from many places. Then a household has 3 wrong tries an hour, and a network 12. Who has not
//!   been wrong yet waits for nobody.
//! - At 3,000 wrong tries in ten minutes that is over, and whoever comes first is let try, five a
//!   second. To get there takes 1,500 networks; to stay there for a year finds one conversation
//!   with a chance of 1 in 7. (Of ten thousand codes in use it would find one or two.) The log has
//!   warned every ten minutes by then.
//!
//! No limit knows an address: they count salted hashes in memory (`web::limits`), on each node by
//! itself.

use std::time::Duration;

use web::limits::Limit;
use web::{AppError, Reader};

const MINUTE: Duration = Duration::from_secs(60);
const TEN_MINUTES: Duration = Duration::from_secs(600);
const HOUR: Duration = Duration::from_secs(3600);

/// Always.
const ALWAYS: [Limit; 3] = [
    Limit::new("codes tried at once", 5, MINUTE),
    Limit::new("codes tried in an hour", 20, HOUR),
    Limit::new("codes tried in a network", 60, HOUR).of_network(),
];
/// Beyond this somebody is guessing.
const ALARM: Limit = Limit::new("codes tried lately", 300, TEN_MINUTES).of_everybody();
/// While somebody is guessing.
const ALARMED: [Limit; 2] = [
    Limit::new("codes tried in alarm", 3, HOUR),
    Limit::new("codes tried in a network in alarm", 12, HOUR).of_network(),
];
/// However many guess.
const MOST: Limit = Limit::new("codes tried by all", 3_000, TEN_MINUTES).of_everybody();
/// How often the log is told.
const TOLD: Limit = Limit::new("guessing told", 1, TEN_MINUTES).of_everybody();

/// One try, counted as wrong until it is known to be right: so tries at the same time count too.
pub(crate) struct Try<'a> {
    reader: &'a Reader,
    counted: Vec<&'static Limit>,
}

impl<'a> Try<'a> {
    /// Lets the reader try once.
    ///
    /// # Errors
    /// [`AppError::TooMany`]: not yet. Then nothing is counted.
    pub(crate) fn begin(reader: &'a Reader) -> Result<Self, AppError> {
        let mut one = Try {
            reader,
            counted: Vec::with_capacity(ALWAYS.len() + ALARMED.len() + 2),
        };
        match one.count_all() {
            Ok(()) => Ok(one),
            Err(error) => {
                one.was_right();
                Err(error)
            }
        }
    }

    fn count_all(&mut self) -> Result<(), AppError> {
        for limit in &ALWAYS {
            self.count(limit)?;
        }
        if self.count(&ALARM).is_err() {
            if self.reader.limit(&TOLD).is_ok() {
                tracing::warn!("codes to come back with are being guessed, and slowed down");
            }
            for limit in &ALARMED {
                self.count(limit)?;
            }
        }
        self.count(&MOST)
    }

    fn count(&mut self, limit: &'static Limit) -> Result<(), AppError> {
        self.reader.limit(limit)?;
        self.counted.push(limit);
        Ok(())
    }

    /// It was right: nothing to hold against anybody.
    pub(crate) fn was_right(self) {
        for limit in self.counted {
            self.reader.give_back(limit);
        }
    }
}
