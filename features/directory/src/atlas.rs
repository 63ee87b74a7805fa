//! The search index of one build as every node holds it in memory: words, the sets of places that
//! have them, and where those places are. It is read at the first search after an import, and
//! losing it costs that reading. Cards stay in the database; those last shown are kept too.

use std::ops::Range;
use std::sync::Arc;

use db::{Db, DbError, FromValue, Query, Value};
use parking_lot::Mutex;
use quick_cache::sync::Cache;
use roaring::RoaringBitmap;
use uuid::Uuid;

use crate::card::OfferCard;
use crate::lexicon::Lexicon;
use crate::store::{self, CARDS};

/// The form of what is stored; another number makes every node's next start build it anew.
pub(crate) const FORM: i64 = 2;
/// How many builds are remembered: the last one, and the one before while searches end.
const BUILDS: usize = 2;
/// How many cards are kept: some megabytes.
const KEPT: usize = 4_096;
/// An index is built anew seldom: a second rebuild during one reading is next to impossible.
pub(crate) const TRIES: usize = 3;

static KNOWN: Mutex<Vec<Arc<Atlas>>> = Mutex::new(Vec::new());
/// One reads it, the others wait: sixteen readings at once would take sixteen times the memory.
static READING: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// One build of the index.
pub(crate) struct Atlas {
    build: Uuid,
    pub lexicon: Lexicon,
    pub places: Places,
    cards: Cache<u32, OfferCard>,
}

impl Atlas {
    /// The newest build, from memory or from the database; nothing when there is none.
    pub async fn current(db: &Db) -> Result<Option<Arc<Self>>, DbError> {
        let Some(build) = built(db).await? else {
            return Ok(None);
        };
        if let Some(atlas) = known(build) {
            return Ok(Some(atlas));
        }
        let _turn = READING.lock().await;
        for _ in 0..TRIES {
            let Some(build) = built(db).await? else {
                return Ok(None);
            };
            if let Some(atlas) = known(build) {
                return Ok(Some(atlas));
            }
            let atlas = Arc::new(Self::read(db, build).await?);
            // What was read belongs together only if nobody built meanwhile.
            if built(db).await? == Some(build) {
                let mut all = KNOWN.lock();
                if all.len() >= BUILDS {
                    all.remove(0);
                }
                all.push(atlas.clone());
                return Ok(Some(atlas));
            }
        }
        Ok(None)
    }

    async fn read(db: &Db, build: Uuid) -> Result<Self, DbError> {
        let (places,) = db.one::<(Places,)>(&store::WHERE, &[]).await?;
        let words: Vec<(String, Set, Set)> = db.rows(&store::WORDS, &[]).await?;
        let terms = words
            .into_iter()
            .map(|(term, places, named)| (term, places.0, named.0));
        Ok(Self {
            build,
            lexicon: Lexicon::new(terms.collect()),
            places,
            cards: Cache::new(KEPT),
        })
    }

    /// The cards of places by their numbers, each at the same place in the list; nothing at all
    /// when the index has been built anew, since numbers mean nothing in another build.
    pub async fn cards(
        &self,
        db: &Db,
        numbers: &[u32],
    ) -> Result<Option<Vec<Option<OfferCard>>>, DbError> {
        let mut cards: Vec<Option<OfferCard>> = numbers.iter().map(|n| self.cards.get(n)).collect();
        let missing: Vec<u32> = numbers
            .iter()
            .zip(&cards)
            .filter_map(|(number, card)| card.is_none().then_some(*number))
            .collect();
        for part in missing.chunks(CARDS) {
            let mut params = vec![Value::Uuid(self.build)];
            params.extend(part.iter().map(|number| Value::Int(i64::from(*number))));
            params.resize(CARDS + 1, Value::Int(-1));
            let rows: Vec<(u32, Read)> = db.rows(&store::PLACES, &params).await?;
            if rows.is_empty() {
                return Ok(None);
            }
            for (number, card) in rows {
                let (Some(at), Some(card)) = (numbers.iter().position(|n| *n == number), card.0)
                else {
                    continue;
                };
                self.cards.insert(number, card.clone());
                if let Some(place) = cards.get_mut(at) {
                    *place = Some(card);
                }
            }
        }
        Ok(Some(cards))
    }
}

async fn built(db: &Db) -> Result<Option<Uuid>, DbError> {
    let build = db
        .first::<(Uuid,)>(&store::BUILD, db::params![FORM])
        .await?;
    Ok(build.map(|(build,)| build))
}

fn known(build: Uuid) -> Option<Arc<Atlas>> {
    KNOWN
        .lock()
        .iter()
        .find(|atlas| atlas.build == build)
        .cloned()
}

/// One place as the index knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Placed {
    pub spot: i64,
    /// Its number in `offer_places`: the best informed have the lowest.
    pub number: u32,
    /// The same for all places of one offer.
    pub offer: u32,
}

/// Every place in the order of spots, so that what lies in a square is a range. Sets of places
/// hold positions in this list.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Places(pub Vec<Placed>);

impl Places {
    /// The positions of the places from one spot to before another.
    pub fn within(&self, from: i64, to: i64) -> Range<u32> {
        let before = |spot: i64| self.0.partition_point(|place| place.spot < spot) as u32;
        before(from)..before(to)
    }

    /// The place at a position.
    pub fn at(&self, position: u32) -> Option<Placed> {
        self.0.get(position as usize).copied()
    }

    /// Sixteen bytes each, as the database keeps them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.len() * 16);
        for place in &self.0 {
            bytes.extend(place.spot.to_le_bytes());
            bytes.extend(place.number.to_le_bytes());
            bytes.extend(place.offer.to_le_bytes());
        }
        bytes
    }
}

impl FromValue for Places {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        let Value::Bytes(bytes) = value else {
            return Err("the places of a search index");
        };
        let number = |bytes: &[u8], from: usize| {
            let four = bytes.get(from..from + 4).and_then(|b| b.try_into().ok());
            four.map_or(0, u32::from_le_bytes)
        };
        let places = bytes.chunks_exact(16).map(|place| Placed {
            spot: i64::from(number(place, 4) as i32) << 32 | i64::from(number(place, 0)),
            number: number(place, 8),
            offer: number(place, 12),
        });
        Ok(Self(places.collect()))
    }
}

/// A set of positions as the database keeps it.
struct Set(RoaringBitmap);

impl FromValue for Set {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        let Value::Bytes(bytes) = value else {
            return Err("a set of places");
        };
        RoaringBitmap::deserialize_from(bytes.as_slice())
            .map(Self)
            .map_err(|_| "a set of places")
    }
}

/// A set of positions for the database.
pub(crate) fn set_bytes(set: &RoaringBitmap) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(set.serialized_size());
    // Writing to memory does not fail.
    let _ = set.serialize_into(&mut bytes);
    bytes
}

/// A card read where it lies, without a copy of its text; nothing when it is in no form we know.
struct Read(Option<OfferCard>);

impl FromValue for Read {
    fn from_value(value: &Value) -> Result<Self, &'static str> {
        match value {
            Value::Text(text) => Ok(Self(OfferCard::read(text))),
            _ => Err("a card"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spot::{NATIONWIDE, UNPLACED};

    #[test]
    fn places_come_back_as_they_were_written() {
        let place = |spot, number| Placed {
            spot,
            number,
            offer: number / 2,
        };
        let places = Places(vec![
            place(UNPLACED, 7),
            place(NATIONWIDE, 3),
            place(0, u32::MAX),
            place(17, 1),
            place((1 << 32) - 1, 2),
        ]);
        let read = Places::from_value(&Value::Bytes(places.to_bytes()));
        assert_eq!(read.as_ref(), Ok(&places));
        assert_eq!(places.within(UNPLACED, NATIONWIDE), 0..1);
        assert_eq!(places.within(NATIONWIDE, 0), 1..2);
        assert_eq!(places.within(1, 1 << 32), 3..5);
    }
}
