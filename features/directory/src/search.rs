//! Find help near me. Which offers fit is known from sets of places held in memory; those around
//! the person are looked at ring by ring, until enough of them are surely the nearest. Only the
//! cards that are shown come from the database.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

use base::geo::Point;
use db::{Db, DbError, Query};
use roaring::RoaringBitmap;

use crate::atlas::{Atlas, TRIES};
use crate::card::OfferCard;
use crate::index::EVERY;
use crate::lexicon::Group;
use crate::spot::{FINEST, NATIONWIDE, UNPLACED, WHOLE, point, ring, ring_area};
use crate::stem::{danish, words};
use crate::store;
use crate::vocabulary::{AUDIENCE, NEED};

/// What is sought.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The need in plain words, in any of our languages.
    pub need: String,
    /// A code of what it is about.
    pub topic: Option<&'static str>,
    /// A code of who it is for.
    pub audience: Option<&'static str>,
    /// Where the person is.
    pub near: Option<Point>,
    /// How many local offers to find, at most 201; twenty when 0.
    pub limit: usize,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Offers for the whole country, the best informed first.
    pub nationwide: Vec<OfferCard>,
    /// Offers at places, the nearest first.
    pub local: Vec<OfferCard>,
    /// How the search was widened because nothing fitted all of it.
    pub widened: Widened,
}

/// How far a search had to be widened to find anything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Widened {
    /// Not at all.
    #[default]
    No,
    /// Offers with some of the words, not all.
    AnyWord,
    /// Without the words.
    NoWords,
    /// Without the words and without who it is for.
    Everything,
}

/// Past this many words the rest of a text is not read.
const MOST_WORDS: usize = 12;
/// When so few places fit in all, they are looked at without rings.
const FEW: u64 = 200;
/// Nationwide offers shown.
const NATIONWIDE_SHOWN: usize = 8;
/// Offers at places shown, unless more are asked for.
const LOCAL_SHOWN: usize = 20;
/// Offers at places found at most: two hundred, and one that tells that there are more.
const LOCAL_MOST: usize = 201;
/// Places looked for beyond those shown, because one offer may have several.
const SPARE: usize = 6;
/// Between two of these, in metres, places are about as near: a person is known by her postcode,
/// and an offer that is *for* what she wrote may lie a little farther than one that mentions it.
const ABOUT_AS_NEAR: [f64; 9] = [
    2_000.0, 5_000.0, 10_000.0, 15_000.0, 25_000.0, 40_000.0, 60_000.0, 100_000.0, 150_000.0,
];

/// Finds offers.
///
/// # Errors
/// The database's.
pub async fn find(db: &Db, search: &Search) -> Result<Found, DbError> {
    for _ in 0..TRIES {
        let Some(atlas) = Atlas::current(db).await? else {
            break;
        };
        let finder = Finder {
            atlas: &atlas,
            search,
        };
        let (hits, widened) = finder.widening();
        let numbers: Vec<u32> = hits.all().map(|hit| hit.number).collect();
        if let Some(cards) = atlas.cards(db, &numbers).await? {
            return Ok(hits.shown(cards, widened));
        }
    }
    Ok(Found::default())
}

/// The card of one offer at the place of this id, which is empty for the card without a place. Once
/// the offer has left that place: at its best informed one.
///
/// # Errors
/// The database's.
pub async fn offer_card(db: &Db, id: &str, place: &str) -> Result<Option<OfferCard>, DbError> {
    let rows = db
        .rows::<(String,)>(&store::OFFER_CARDS, db::params![id])
        .await?;
    let mut cards = rows.iter().filter_map(|(card,)| OfferCard::read(card));
    let Some(first) = cards.next() else {
        return Ok(None);
    };
    if first.place_id == place {
        return Ok(Some(first));
    }
    Ok(cards.find(|card| card.place_id == place).or(Some(first)))
}

/// A place found, on its way to a card.
#[derive(Clone, Copy)]
struct Hit {
    number: u32,
    offer: u32,
    metres: Option<f64>,
    /// How many of the words it has, when not all were asked for.
    words: usize,
    /// How many of the words it is named or sorted by.
    named: usize,
}

/// Offers found, each at one place.
#[derive(Default)]
struct Hits {
    local: Vec<Hit>,
    nationwide: Vec<Hit>,
}

/// What is sought, as sets of places.
struct Sought {
    /// All that fits.
    fitting: RoaringBitmap,
    /// For each word, when any of them will do, those that have it.
    counted: Vec<RoaringBitmap>,
    /// For each word, those that are named or sorted by it.
    named: Vec<RoaringBitmap>,
}

struct Finder<'a> {
    atlas: &'a Atlas,
    search: &'a Search,
}

impl Finder<'_> {
    fn widening(&self) -> (Hits, Widened) {
        let written = self.words();
        let wishes: Vec<Group> = [self.topic(), self.audience()]
            .into_iter()
            .flatten()
            .collect();
        let known: Vec<Group> = written.iter().filter(|g| !g.is_empty()).cloned().collect();
        if written.is_empty() || !known.is_empty() {
            let hits = self.gather(&self.all_of(&known, &wishes));
            let widened = match known.len() < written.len() {
                true => Widened::AnyWord,
                false => Widened::No,
            };
            if !hits.is_empty() {
                return (hits, widened);
            }
        }
        if known.len() > 1 {
            let hits = self.gather(&self.any_of(&known, &wishes));
            if !hits.is_empty() {
                return (hits, Widened::AnyWord);
            }
        }
        let hits = self.gather(&self.all_of(&[], &wishes));
        if hits.is_empty() && !wishes.is_empty() {
            return (self.gather(&self.all_of(&[], &[])), Widened::Everything);
        }
        (hits, Widened::NoWords)
    }

    fn words(&self) -> Vec<Group> {
        let stemmer = danish();
        let short: String = self.search.need.chars().take(400).collect();
        let mut seen = Vec::new();
        for word in words(&short).into_iter().take(MOST_WORDS) {
            let group = self.atlas.lexicon.like(&word, &stemmer);
            if !seen.contains(&group) {
                seen.push(group);
            }
        }
        seen
    }

    fn topic(&self) -> Option<Group> {
        let code = self.search.topic?;
        let term = self.atlas.lexicon.exact(&NEED.term_id(code));
        Some(term.into_iter().collect())
    }

    /// Offers for parents are for fathers and mothers too.
    fn audience(&self) -> Option<Group> {
        let code = self.search.audience?;
        let parents = matches!(code, "far" | "mor").then_some("foraeldre");
        let terms = [Some(code), parents].into_iter().flatten();
        Some(
            terms
                .filter_map(|code| self.atlas.lexicon.exact(&AUDIENCE.term_id(code)))
                .collect(),
        )
    }

    /// Offers that have a word of every group.
    fn all_of(&self, words: &[Group], wishes: &[Group]) -> Sought {
        let sets = words.iter().chain(wishes);
        let fitting = sets
            .map(|group| self.atlas.lexicon.anywhere(group))
            .reduce(|all, group| all & group);
        Sought {
            fitting: fitting.unwrap_or_else(|| self.everything()),
            counted: Vec::new(),
            named: self.named(words),
        }
    }

    /// Offers that have a word of any group.
    fn any_of(&self, words: &[Group], wishes: &[Group]) -> Sought {
        let counted: Vec<RoaringBitmap> = words
            .iter()
            .map(|group| self.atlas.lexicon.anywhere(group))
            .collect();
        let mut fitting = RoaringBitmap::new();
        for word in &counted {
            fitting |= word;
        }
        for wish in wishes {
            fitting &= self.atlas.lexicon.anywhere(wish);
        }
        Sought {
            fitting,
            counted,
            named: self.named(words),
        }
    }

    fn everything(&self) -> RoaringBitmap {
        let every = self.atlas.lexicon.exact(EVERY);
        self.atlas.lexicon.anywhere(every.as_slice())
    }

    fn named(&self, words: &[Group]) -> Vec<RoaringBitmap> {
        words
            .iter()
            .map(|group| self.atlas.lexicon.named(group))
            .collect()
    }

    /// The offers to show, in their order.
    fn gather(&self, sought: &Sought) -> Hits {
        let limit = match self.search.limit {
            0 => LOCAL_SHOWN,
            asked => asked.min(LOCAL_MOST),
        };
        let mut local = match self.search.near {
            Some(here) => self.nearest(sought, here, limit),
            None => {
                // Nobody said where: the best informed anywhere.
                let all = self.atlas.places.within(0, i64::MAX);
                best(self.hits(sought, all, None), limit)
            }
        };
        // Offers whose place nobody told stand after those near.
        let everywhere = |spot| self.hits(sought, self.atlas.places.within(spot, spot + 1), None);
        local.extend(best(everywhere(UNPLACED), limit));
        local.truncate(limit);
        // An offer for the whole country with a house nearby stands among the near ones.
        let mut nationwide = everywhere(NATIONWIDE);
        nationwide.retain(|hit| local.iter().all(|near| near.offer != hit.offer));
        Hits {
            nationwide: best(nationwide, NATIONWIDE_SHOWN),
            local,
        }
    }

    /// Offers around the person, each at its nearest place.
    fn nearest(&self, sought: &Sought, here: Point, limit: usize) -> Vec<Hit> {
        let mut level = (FINEST..WHOLE)
            .find(|level| self.expected(sought, here, *level) >= (limit + SPARE) as f64)
            .unwrap_or(WHOLE);
        if sought.fitting.len() <= FEW {
            level = WHOLE;
        }
        loop {
            let (ranges, safe) = ring(here, level);
            let mut hits = Vec::new();
            for (low, high) in ranges.into_iter().filter(|(low, high)| low < high) {
                let range = self.atlas.places.within(low, high);
                hits.extend(self.hits(sought, range, Some(here)));
            }
            if level < WHOLE {
                // Beyond this distance better ones may lie outside what was looked at.
                let complete = sought.complete(safe);
                hits.retain(|hit| metres(hit) < complete);
            }
            hits.sort_unstable_by(|a, b| {
                let order = |hit: &Hit| (Reverse(hit.words), sought.band(hit), Reverse(hit.named));
                order(a)
                    .cmp(&order(b))
                    .then(metres(a).total_cmp(&metres(b)))
                    .then(a.number.cmp(&b.number))
            });
            once_each(&mut hits, limit);
            if level == WHOLE || hits.len() >= limit {
                return hits;
            }
            level += 1;
        }
    }

    /// How many of the sought lie surely within reach of a level's squares.
    fn expected(&self, sought: &Sought, here: Point, level: u32) -> f64 {
        let (ranges, safe) = ring(here, level);
        let inside: u64 = ranges
            .into_iter()
            .filter(|(low, high)| low < high)
            .map(|(low, high)| self.atlas.places.within(low, high))
            .map(|range| sought.fitting.range_cardinality(range))
            .sum();
        let complete = sought.complete(safe);
        let reach = std::f64::consts::PI * complete * complete / ring_area(level);
        inside as f64 * reach.min(1.0)
    }

    /// What fits among these places, in their order.
    fn hits(&self, sought: &Sought, range: Range<u32>, here: Option<Point>) -> Vec<Hit> {
        // A town's places share its spot: what lies beside each other is measured once.
        let mut last: (i64, Option<f64>) = (i64::MIN, None);
        let found = sought.fitting.range(range).filter_map(|position| {
            let place = self.atlas.places.at(position)?;
            if place.spot != last.0 {
                last = (
                    place.spot,
                    here.map(|here| here.metres_to(point(place.spot))),
                );
            }
            let having = |sets: &[RoaringBitmap]| {
                let having = sets.iter().filter(|set| set.contains(position));
                having.count()
            };
            Some(Hit {
                number: place.number,
                offer: place.offer,
                metres: last.1,
                words: having(&sought.counted),
                named: having(&sought.named),
            })
        });
        found.collect()
    }
}

impl Sought {
    /// How near, roughly; places are told apart by the metre when no words were written.
    fn band(&self, hit: &Hit) -> usize {
        if self.named.is_empty() {
            return 0;
        }
        ABOUT_AS_NEAR.partition_point(|edge| *edge <= metres(hit))
    }

    /// Within what distance nothing is missing and no order can change, when everything within
    /// `safe` is known.
    fn complete(&self, safe: f64) -> f64 {
        if self.named.is_empty() || safe.is_infinite() {
            return safe;
        }
        let edges = ABOUT_AS_NEAR.into_iter().rev();
        edges.into_iter().find(|edge| *edge <= safe).unwrap_or(0.0)
    }
}

/// The best of those that lie nowhere: with most words, then named by them, then best informed.
fn best(mut hits: Vec<Hit>, many: usize) -> Vec<Hit> {
    let order = |hit: &Hit| (Reverse(hit.words), Reverse(hit.named), hit.number);
    // An offer's places stand beside each other in this order; some may go.
    let enough = many * 4;
    if hits.len() > enough {
        hits.select_nth_unstable_by_key(enough, order);
        hits.truncate(enough);
    }
    hits.sort_unstable_by_key(order);
    once_each(&mut hits, many);
    hits
}

/// Each offer at the first of its places, so many offers.
fn once_each(hits: &mut Vec<Hit>, many: usize) {
    let mut seen = HashSet::with_capacity(many);
    hits.retain(|hit| seen.len() < many && seen.insert(hit.offer));
}

fn metres(hit: &Hit) -> f64 {
    hit.metres.unwrap_or(f64::INFINITY)
}

impl Hits {
    fn is_empty(&self) -> bool {
        self.local.is_empty() && self.nationwide.is_empty()
    }

    fn all(&self) -> impl Iterator<Item = &Hit> {
        self.local.iter().chain(&self.nationwide)
    }

    /// The hits as the cards of their places.
    fn shown(&self, cards: Vec<Option<OfferCard>>, widened: Widened) -> Found {
        let mut cards = self.all().zip(cards).map(|(hit, card)| {
            card.map(|mut card| {
                card.metres = hit.metres;
                card
            })
        });
        Found {
            local: cards.by_ref().take(self.local.len()).flatten().collect(),
            nationwide: cards.flatten().collect(),
            widened,
        }
    }
}

impl Found {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.nationwide.is_empty() && self.local.is_empty()
    }

    /// Every card, the near ones first.
    pub fn cards(&self) -> impl Iterator<Item = &OfferCard> {
        self.local.iter().chain(&self.nationwide)
    }
}
