//! Who did what to which thing: a chain in which every line's hash covers the line before.
//!
//! No words of a family, no name, no address: ids, the act, and for broken glass the reason.
//! Changing, removing, adding or swapping lines breaks the chain. Removing lines at its end is
//! noticed because the head is sealed with a secret of the master key, which the database does
//! not hold. What this cannot notice is a whole database set back to an earlier state of itself:
//! for that, keep the head (`favn audit verify` prints it) somewhere else.

use base::{Clock, Moment};
use db::{Db, DbError, FromRow, MasterKey, Query, Row, Tx, params};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::store;

type Hash = [u8; 32];

/// What happened.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Who did it: an [`Actor`](crate::Actor) as it prints itself, or `favn` for the program.
    pub actor: &'a str,
    /// What: an [`Act`](crate::Act)'s code, or a word of the same kind.
    pub act: &'a str,
    /// To what: an id.
    pub thing: &'a str,
    /// Why, where a reason is asked for.
    pub reason: Option<&'a str>,
}

impl<'a> Entry<'a> {
    /// That `actor` did `act` to `thing`.
    pub const fn of(actor: &'a str, act: &'a str, thing: &'a str) -> Self {
        let reason = None;
        Entry {
            actor,
            act,
            thing,
            reason,
        }
    }

    /// Why.
    #[must_use]
    pub const fn because(mut self, reason: &'a str) -> Self {
        self.reason = Some(reason);
        self
    }
}

/// One line of the log.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its place, from 1.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: String,
    /// What.
    pub act: String,
    /// To what.
    pub thing: String,
    /// Why.
    pub reason: Option<String>,
    previous: Vec<u8>,
    hash: Vec<u8>,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            seq: row.get("seq")?,
            at: row.get("at")?,
            actor: row.get("actor")?,
            act: row.get("act")?,
            thing: row.get("thing")?,
            reason: row.get("reason")?,
            previous: row.get("previous")?,
            hash: row.get("hash")?,
        })
    }
}

/// What a look at the whole log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every line is where and what it was. Keep `head` elsewhere to notice a log set back.
    Verified {
        /// How many lines there are.
        lines: i64,
        /// The last line's hash, in hexadecimal.
        head: String,
    },
    /// At this place something was changed, removed, added or moved.
    Broken {
        /// The first line that does not fit; one beyond the last when lines are missing there.
        seq: i64,
    },
}

/// The secret under which heads are sealed.
#[derive(Clone)]
pub struct Seal(Hash);

impl Seal {
    /// From the master key.
    pub fn of(master: &MasterKey) -> Self {
        Self(master.secret("audit head"))
    }

    fn seal(&self, seq: i64, hash: &[u8]) -> Hash {
        // A whole block, zeros after the key, is what HMAC makes of a shorter key itself.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.0);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(&seq.to_be_bytes());
        mac.update(hash);
        mac.finalize().into_bytes().into()
    }
}

/// Adds a line in the transaction of what it tells of. Lines take turns at the head.
///
/// # Errors
/// [`DbError`].
pub async fn record(tx: &Tx, seal: &Seal, clock: &Clock, entry: Entry<'_>) -> Result<(), DbError> {
    let (seq, previous): (i64, Vec<u8>) = tx.one(&store::AUDIT_NEXT, params![]).await?;
    let at = clock.now();
    let hash = hash(seq, at, &entry, &previous);
    let Entry {
        actor,
        act,
        thing,
        reason,
    } = entry;
    tx.execute(
        &store::INSERT_AUDIT,
        params![seq, at, actor, act, thing, reason, previous, hash],
    )
    .await?;
    tx.execute(&store::AUDIT_SEAL, params![hash, seal.seal(seq, &hash)])
        .await?;
    Ok(())
}

/// Reads the whole log, a thousand lines at a time, and says whether it is whole.
///
/// # Errors
/// [`DbError`].
pub async fn verify(db: &Db, seal: &Seal) -> Result<Verdict, DbError> {
    // The head as it is now: lines added while we read are not ours to judge.
    let (last, head, sealed): (i64, Vec<u8>, Vec<u8>) =
        db.one(&store::AUDIT_HEAD, params![]).await?;
    let mut previous = vec![0; 32];
    let mut seq = 0;
    loop {
        let lines: Vec<Line> = db.rows(&store::AUDIT_PAGE, params![seq, last]).await?;
        if lines.is_empty() {
            break;
        }
        for line in lines {
            seq += 1;
            let entry = Entry {
                actor: &line.actor,
                act: &line.act,
                thing: &line.thing,
                reason: line.reason.as_deref(),
            };
            let fits = line.seq == seq
                && line.previous == previous
                && line.hash == hash(line.seq, line.at, &entry, &previous);
            if !fits {
                return Ok(Verdict::Broken { seq });
            }
            previous = line.hash;
        }
    }
    // A log never written to has no seal yet.
    let fresh = last == 0 && sealed.is_empty();
    let (strays,): (i64,) = db.one(&store::AUDIT_STRAYS, params![]).await?;
    let whole = strays == 0
        && seq == last
        && head == previous
        && (fresh || bool::from(sealed.ct_eq(&seal.seal(last, &head))));
    if whole {
        return Ok(Verdict::Verified {
            lines: last,
            head: data_encoding::HEXLOWER.encode(&head),
        });
    }
    Ok(Verdict::Broken { seq: seq + 1 })
}

/// The newest lines before `before` (`None`: the newest of all), newest first.
///
/// # Errors
/// [`DbError`].
pub async fn newest(db: &Db, before: Option<i64>, count: i64) -> Result<Vec<Line>, DbError> {
    db.rows(
        &store::AUDIT_NEWEST,
        params![before.unwrap_or(i64::MAX), count],
    )
    .await
}

/// Every part with its length before it, so that no two lines share one text.
fn hash(seq: i64, at: Moment, entry: &Entry<'_>, previous: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update(b"favn audit 1\0");
    hash.update(seq.to_be_bytes());
    hash.update(at.micros().to_be_bytes());
    for part in [entry.actor, entry.act, entry.thing] {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    match entry.reason {
        None => hash.update([0]),
        Some(reason) => {
            hash.update([1]);
            hash.update(
                u64::try_from(reason.len())
                    .unwrap_or(u64::MAX)
                    .to_be_bytes(),
            );
            hash.update(reason);
        }
    }
    hash.update(previous);
    hash.finalize().into()
}
