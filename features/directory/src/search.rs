//! Find help near me. The rarest of the sought words drives; its places are read ring by ring
//! around the person, until enough of them are surely the nearest.

use base::geo::Point;
use db::{Db, DbError, Query, Sql, Value};
use uuid::Uuid;

use crate::card::OfferCard;
use crate::index::EVERY;
use crate::lexicon::Lexicon;
use crate::spot::{FINEST, NATIONWIDE, UNPLACED, WHOLE, point, ring};
use crate::stem::{danish, words};
use crate::store::{self, ALTERNATIVES, CARDS, GROUPS};
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
    /// How many local offers to find, at most forty; twenty when 0.
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
/// Below this many places a word is read whole, without rings.
const FEW: i64 = 1_500;
/// Nationwide offers shown.
const NATIONWIDE_SHOWN: usize = 8;
/// An index is built anew seldom: a second rebuild during one search is next to impossible.
const TRIES: usize = 3;

/// Finds offers.
///
/// # Errors
/// The database's.
pub async fn find(db: &Db, search: &Search) -> Result<Found, DbError> {
    let mut found = Found::default();
    for _ in 0..TRIES {
        let Some((build,)) = db.first::<(Uuid,)>(&store::BUILD, &[]).await? else { return Ok(found) };
        let lexicon = Lexicon::of(db, build).await?;
        found = Finder { db, lexicon: &lexicon, search }.widening().await?;
        // Numbers of words mean nothing in another build.
        if db.first::<(Uuid,)>(&store::BUILD, &[]).await? == Some((build,)) {
            break;
        }
    }
    Ok(found)
}

/// The card of one offer, at its best informed place.
///
/// # Errors
/// The database's.
pub async fn offer_card(db: &Db, id: &str) -> Result<Option<OfferCard>, DbError> {
    let row = db.first::<(String,)>(&store::OFFER_CARD, db::params![id]).await?;
    Ok(row.and_then(|(card,)| serde_json::from_str(&card).ok()))
}

/// A word and all that may stand for it: ids of terms, any of which will do.
type Group = Vec<i64>;

struct Finder<'a> {
    db: &'a Db,
    lexicon: &'a Lexicon,
    search: &'a Search,
}

/// A place found, on its way to a card.
#[derive(Clone, Copy)]
struct Hit {
    place: i64,
    metres: Option<f64>,
    /// How many of the words it has, when not all were asked for.
    words: usize,
}

impl Finder<'_> {
    async fn widening(&self) -> Result<Found, DbError> {
        let written = self.words();
        let (topic, audience) = (self.topic(), self.audience());
        let wishes: Vec<Group> = [topic, audience].into_iter().flatten().collect();
        let known: Vec<Group> = written.iter().filter(|g| !g.is_empty()).cloned().collect();
        let unknown = known.len() < written.len();
        let asked_words = !written.is_empty();

        if !asked_words || !known.is_empty() {
            let all: Vec<Group> = known.iter().chain(&wishes).cloned().collect();
            let mut found = self.all_of(all).await?;
            if !found.is_empty() {
                found.widened = if unknown { Widened::AnyWord } else { Widened::No };
                return Ok(found);
            }
        }
        if known.len() > 1 {
            let mut found = self.any_of(&known, &wishes).await?;
            if !found.is_empty() {
                found.widened = Widened::AnyWord;
                return Ok(found);
            }
        }
        let mut found = self.all_of(wishes.clone()).await?;
        found.widened = Widened::NoWords;
        if found.is_empty() && !wishes.is_empty() {
            found = self.all_of(Vec::new()).await?;
            found.widened = Widened::Everything;
        }
        Ok(found)
    }

    fn words(&self) -> Vec<Group> {
        let stemmer = danish();
        let short: String = self.search.need.chars().take(400).collect();
        let mut seen = Vec::new();
        for word in words(&short).into_iter().take(MOST_WORDS) {
            let group = self.lexicon.like(&word, &stemmer);
            if !seen.contains(&group) {
                seen.push(group);
            }
        }
        seen
    }

    fn topic(&self) -> Option<Group> {
        let code = self.search.topic?;
        Some(self.lexicon.exact(&NEED.term_id(code)).into_iter().collect())
    }

    /// Offers for parents are for fathers and mothers too.
    fn audience(&self) -> Option<Group> {
        let code = self.search.audience?;
        let parents = matches!(code, "far" | "mor").then_some("foraeldre");
        let codes = [Some(code), parents];
        Some(codes.into_iter().flatten().filter_map(|code| self.lexicon.exact(&AUDIENCE.term_id(code))).collect())
    }

    /// Offers that have a word of every group.
    async fn all_of(&self, mut groups: Vec<Group>) -> Result<Found, DbError> {
        if groups.iter().any(Vec::is_empty) {
            return Ok(Found::default());
        }
        if groups.is_empty() {
            groups.push(self.lexicon.exact(EVERY).into_iter().collect());
        }
        // The rarest first: it drives, and the next ones rule out most.
        groups.sort_by_key(|group| self.lexicon.places(group));
        groups.truncate(GROUPS);
        self.gather(&groups, &[]).await
    }

    /// Offers that have a word of any group, those with most first.
    async fn any_of(&self, words: &[Group], wishes: &[Group]) -> Result<Found, DbError> {
        if wishes.iter().any(Vec::is_empty) {
            return Ok(Found::default());
        }
        // Each word in turn gives one of its ids, so that none is crowded out.
        let longest = words.iter().map(Vec::len).max().unwrap_or_default();
        let mut driver: Group = Vec::new();
        for id in (0..longest).flat_map(|at| words.iter().filter_map(move |group| group.get(at))) {
            if driver.len() < ALTERNATIVES && !driver.contains(id) {
                driver.push(*id);
            }
        }
        let mut groups = vec![driver];
        groups.extend(wishes.iter().take(GROUPS - 1).cloned());
        self.gather(&groups, words).await
    }

    async fn gather(&self, groups: &[Group], counted: &[Group]) -> Result<Found, DbError> {
        let limit = if self.search.limit == 0 { 20 } else { self.search.limit.min(CARDS) };
        let mut local = self.local(groups, counted, limit).await?;
        local.truncate(limit);
        let mut nationwide = self.at_spot(groups, NATIONWIDE).await?;
        nationwide.truncate(NATIONWIDE_SHOWN);
        let room = CARDS.saturating_sub(local.len() + nationwide.len()).min(limit - local.len());
        if room > 0 {
            local.extend(self.at_spot(groups, UNPLACED).await?.into_iter().take(room));
        }
        let mut cards = self.cards(local.iter().chain(&nationwide)).await?;
        let mut taken = |hits: &[Hit]| -> Vec<OfferCard> {
            let placed = hits.iter().filter_map(|hit| {
                let at = cards.iter().position(|(place, _)| *place == hit.place)?;
                let (_, card) = cards.swap_remove(at);
                Some(OfferCard { metres: hit.metres, ..card })
            });
            let mut offers: Vec<OfferCard> = Vec::new();
            for card in placed {
                if !offers.iter().any(|other| other.id == card.id) {
                    offers.push(card);
                }
            }
            offers
        };
        let (nationwide, local) = (taken(&nationwide), taken(&local));
        // An offer for the whole country with a house nearby stands among the near ones.
        let near = |card: &OfferCard| local.iter().any(|other| other.id == card.id);
        let nationwide = nationwide.into_iter().filter(|card| !near(card)).collect();
        Ok(Found { nationwide, local, widened: Widened::No })
    }

    /// Hits around the person, the nearest first; everywhere when nobody said where.
    async fn local(&self, groups: &[Group], counted: &[Group], limit: usize) -> Result<Vec<Hit>, DbError> {
        let driver = groups.first().map(Vec::as_slice).unwrap_or_default();
        let few = self.lexicon.places(driver) <= FEW;
        let Some(here) = self.search.near else {
            let mut hits = self.within(groups, counted, Point { lat: 56.0, lon: 10.5 }, WHOLE).await?.0;
            hits.sort_by_key(|hit| (std::cmp::Reverse(hit.words), hit.place));
            hits.iter_mut().for_each(|hit| hit.metres = None);
            hits.truncate(limit * 2);
            return Ok(hits);
        };
        let mut level = if few { WHOLE } else { FINEST };
        loop {
            let (mut hits, safe) = self.within(groups, counted, here, level).await?;
            let sure = hits.iter().filter(|hit| hit.metres.is_some_and(|m| m <= safe)).count();
            // Some offers stand at several places: ask for more places than offers.
            if level == WHOLE || sure >= limit + limit / 2 {
                hits.sort_by(|a, b| b.words.cmp(&a.words).then(metres(a).total_cmp(&metres(b))).then(a.place.cmp(&b.place)));
                hits.truncate((limit + limit / 2).min(CARDS - NATIONWIDE_SHOWN));
                return Ok(hits);
            }
            level += 1;
        }
    }

    async fn within(&self, groups: &[Group], counted: &[Group], here: Point, level: u32) -> Result<(Vec<Hit>, f64), DbError> {
        let (ranges, safe) = ring(here, level);
        let mut params: Vec<Value> = ranges.iter().flat_map(|(low, high)| [Value::Int(*low), Value::Int(*high)]).collect();
        pad(&mut params, groups);
        let sql: &Sql = match groups.len() {
            0 | 1 => &store::NEAR_1,
            2 => &store::NEAR_2,
            3 => &store::NEAR_3,
            _ => &store::NEAR_4,
        };
        let mut rows: Vec<(i64, i64, i64)> = self.db.rows(sql, &params).await?;
        rows.sort_unstable();
        let mut hits: Vec<Hit> = Vec::with_capacity(rows.len());
        for of_one in rows.chunk_by(|a, b| a.0 == b.0) {
            let Some((place, spot, _)) = of_one.first() else { continue };
            let has = |group: &&Group| of_one.iter().any(|(_, _, term)| group.contains(term));
            hits.push(Hit { place: *place, metres: Some(here.metres_to(point(*spot))), words: counted.iter().filter(has).count() });
        }
        Ok((hits, safe))
    }

    async fn at_spot(&self, groups: &[Group], spot: i64) -> Result<Vec<Hit>, DbError> {
        let sql: &Sql = match groups.len() {
            0 | 1 => &store::BEST_1,
            2 => &store::BEST_2,
            3 => &store::BEST_3,
            _ => &store::BEST_4,
        };
        let mut places = Vec::new();
        for term in groups.first().into_iter().flatten() {
            let mut params = vec![Value::Int(*term), Value::Int(spot)];
            pad(&mut params, groups.get(1..).unwrap_or_default());
            let rows: Vec<(i64, i64, i64)> = self.db.rows(sql, &params).await?;
            places.extend(rows.into_iter().map(|(place, _, _)| place));
        }
        places.sort_unstable();
        places.dedup();
        places.truncate(NATIONWIDE_SHOWN * 2);
        Ok(places.into_iter().map(|place| Hit { place, metres: None, words: 0 }).collect())
    }

    async fn cards(&self, hits: impl Iterator<Item = &Hit>) -> Result<Vec<(i64, OfferCard)>, DbError> {
        let mut params: Vec<Value> = hits.take(CARDS).map(|hit| Value::Int(hit.place)).collect();
        params.resize(CARDS, Value::Int(-1));
        let rows: Vec<(i64, String)> = self.db.rows(&store::PLACES, &params).await?;
        Ok(rows.into_iter().filter_map(|(place, card)| Some((place, serde_json::from_str(&card).ok()?))).collect())
    }
}

fn metres(hit: &Hit) -> f64 {
    hit.metres.unwrap_or(f64::INFINITY)
}

/// Each group as [`ALTERNATIVES`] parameters; what is left over is no term.
fn pad(params: &mut Vec<Value>, groups: &[Group]) {
    for group in groups {
        let end = params.len() + ALTERNATIVES;
        params.extend(group.iter().take(ALTERNATIVES).map(|id| Value::Int(*id)));
        params.resize(end, Value::Int(-1));
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
