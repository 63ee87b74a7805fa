//! Find help near me. The rarest of the sought words drives; its places are read ring by ring
//! around the person, until enough of them are surely the nearest.

use base::geo::Point;
use db::{Db, DbError, Query, Sql, Value};
use uuid::Uuid;

use crate::card::OfferCard;
use crate::index::EVERY;
use crate::lexicon::Lexicon;
use crate::spot::{FINEST, NATIONWIDE, UNPLACED, WHOLE, point, ring, ring_area};
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
/// When so few places are expected in all, they are read at once, without rings.
const FEW: f64 = 100.0;
/// When so few nationwide offers are expected, they are read along with the near ones.
const MANY_ALONG: f64 = 300.0;
/// Nationwide offers shown.
const NATIONWIDE_SHOWN: usize = 8;
/// Offers at places shown, unless more are asked for.
const LOCAL_SHOWN: usize = 20;
/// Places read beyond those shown, because one offer may have several.
const SPARE: usize = 6;
/// Somewhere in Denmark, for those who did not say where they are.
const MIDDLE: Point = Point {
    lat: 56.0,
    lon: 10.5,
};
/// An index is built anew seldom: a second rebuild during one search is next to impossible.
const TRIES: usize = 3;

/// Finds offers.
///
/// # Errors
/// The database's.
pub async fn find(db: &Db, search: &Search) -> Result<Found, DbError> {
    let mut found = Found::default();
    for _ in 0..TRIES {
        let Some((build,)) = db.first::<(Uuid,)>(&store::BUILD, &[]).await? else {
            return Ok(found);
        };
        let lexicon = Lexicon::of(db, build).await?;
        found = Finder {
            db,
            lexicon: &lexicon,
            search,
        }
        .widening()
        .await?;
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
    let row = db
        .first::<(String,)>(&store::OFFER_CARD, db::params![id])
        .await?;
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

/// Places found: near, nationwide, and those of which nobody knows where.
#[derive(Default)]
struct Hits {
    local: Vec<Hit>,
    nationwide: Vec<Hit>,
    unplaced: Vec<Hit>,
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
                found.widened = if unknown {
                    Widened::AnyWord
                } else {
                    Widened::No
                };
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
        Some(
            self.lexicon
                .exact(&NEED.term_id(code))
                .into_iter()
                .collect(),
        )
    }

    /// Offers for parents are for fathers and mothers too.
    fn audience(&self) -> Option<Group> {
        let code = self.search.audience?;
        let parents = matches!(code, "far" | "mor").then_some("foraeldre");
        let codes = [Some(code), parents];
        Some(
            codes
                .into_iter()
                .flatten()
                .filter_map(|code| self.lexicon.exact(&AUDIENCE.term_id(code)))
                .collect(),
        )
    }

    /// Offers that have a word of every group.
    async fn all_of(&self, mut groups: Vec<Group>) -> Result<Found, DbError> {
        if groups.iter().any(Vec::is_empty) {
            return Ok(Found::default());
        }
        if groups.is_empty() {
            groups.push(self.lexicon.exact(EVERY).into_iter().collect());
        }
        narrowest(&mut groups);
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
        let limit = if self.search.limit == 0 {
            LOCAL_SHOWN
        } else {
            self.search.limit.min(CARDS - NATIONWIDE_SHOWN)
        };
        // Few nationwide offers come along with the near ones; of many the best are asked for.
        let along =
            self.lexicon.within(UNPLACED, 0) as f64 * self.lexicon.share(groups) < MANY_ALONG;
        let mut hits = self.nearest(groups, counted, limit, along).await?;
        if !along {
            hits.nationwide = self.at_spot(groups, NATIONWIDE).await?;
            hits.unplaced = self.at_spot(groups, UNPLACED).await?;
        }
        hits.nationwide.truncate(NATIONWIDE_SHOWN);
        hits.local
            .truncate((limit + SPARE).min(CARDS - NATIONWIDE_SHOWN));
        let room = limit.saturating_sub(hits.local.len());
        hits.local.extend(hits.unplaced.iter().take(room));
        let mut cards = self
            .cards(hits.local.iter().chain(&hits.nationwide))
            .await?;
        let mut taken = |hits: &[Hit]| -> Vec<OfferCard> {
            let mut offers: Vec<OfferCard> = Vec::with_capacity(hits.len());
            for hit in hits {
                let Some(at) = cards.iter().position(|(place, _)| *place == hit.place) else {
                    continue;
                };
                let (_, card) = cards.swap_remove(at);
                // An offer with several places stands at its nearest.
                if !offers.iter().any(|other| other.id == card.id) {
                    offers.push(OfferCard {
                        metres: hit.metres,
                        ..card
                    });
                }
            }
            offers
        };
        let (nationwide, mut local) = (taken(&hits.nationwide), taken(&hits.local));
        local.truncate(limit);
        // An offer for the whole country with a house nearby stands among the near ones.
        let near = |card: &OfferCard| local.iter().any(|other| other.id == card.id);
        let nationwide = nationwide.into_iter().filter(|card| !near(card)).collect();
        Ok(Found {
            nationwide,
            local,
            widened: Widened::No,
        })
    }

    /// Hits around the person, the nearest first; anywhere when nobody said where.
    async fn nearest(
        &self,
        groups: &[Group],
        counted: &[Group],
        limit: usize,
        along: bool,
    ) -> Result<Hits, DbError> {
        let Some(here) = self.search.near else {
            let mut hits = self.within(groups, counted, MIDDLE, WHOLE, along).await?.0;
            hits.local
                .sort_by_key(|hit| (std::cmp::Reverse(hit.words), hit.place));
            hits.local.iter_mut().for_each(|hit| hit.metres = None);
            return Ok(hits);
        };
        let share = self.lexicon.share(groups);
        let few = self.lexicon.len() * share <= FEW;
        let mut level = if few {
            WHOLE
        } else {
            (FINEST..WHOLE)
                .find(|level| self.expected(here, *level) * share >= (limit + SPARE) as f64)
                .unwrap_or(WHOLE)
        };
        loop {
            let (mut hits, safe) = self.within(groups, counted, here, level, along).await?;
            if level < WHOLE {
                // Beyond this distance nearer ones may lie outside what was read.
                hits.local.retain(|hit| metres(hit) <= safe);
            }
            if level == WHOLE || hits.local.len() >= limit {
                hits.local.sort_by(|a, b| {
                    b.words
                        .cmp(&a.words)
                        .then(metres(a).total_cmp(&metres(b)))
                        .then(a.place.cmp(&b.place))
                });
                return Ok(hits);
            }
            level += 1;
        }
    }

    /// How many places lie surely within reach of a level's squares.
    fn expected(&self, here: Point, level: u32) -> f64 {
        let (ranges, safe) = ring(here, level);
        let inside: usize = ranges
            .iter()
            .map(|(low, high)| self.lexicon.within(*low, *high))
            .sum();
        let reach = std::f64::consts::PI * safe * safe / ring_area(level);
        inside as f64 * reach.min(1.0)
    }

    async fn within(
        &self,
        groups: &[Group],
        counted: &[Group],
        here: Point,
        level: u32,
        along: bool,
    ) -> Result<(Hits, f64), DbError> {
        let (ranges, safe) = ring(here, level);
        let everywhere = if along {
            [(UNPLACED, UNPLACED + 1), (NATIONWIDE, NATIONWIDE + 1)]
        } else {
            [(0, 0); 2]
        };
        let all = ranges.iter().chain(&everywhere);
        let mut params: Vec<Value> = all
            .flat_map(|(low, high)| [Value::Int(*low), Value::Int(*high)])
            .collect();
        pad(&mut params, groups);
        let sql: &Sql = match groups.len() {
            0 | 1 => &store::NEAR_1,
            2 => &store::NEAR_2,
            3 => &store::NEAR_3,
            _ => &store::NEAR_4,
        };
        let mut rows: Vec<(i64, i64, i64)> = self.db.rows(sql, &params).await?;
        rows.sort_unstable();
        let mut hits = Hits::default();
        for of_one in rows.chunk_by(|a, b| a.0 == b.0) {
            let Some((place, spot, _)) = of_one.first() else {
                continue;
            };
            let has = |group: &&Group| of_one.iter().any(|(_, _, term)| group.contains(term));
            let metres = (*spot >= 0).then(|| here.metres_to(point(*spot)));
            let hit = Hit {
                place: *place,
                metres,
                words: counted.iter().filter(has).count(),
            };
            match *spot {
                NATIONWIDE => hits.nationwide.push(hit),
                UNPLACED => hits.unplaced.push(hit),
                _ => hits.local.push(hit),
            }
        }
        // Those with more of the words first; the rest stand in the order of their numbers.
        for list in [&mut hits.nationwide, &mut hits.unplaced] {
            list.sort_by_key(|hit| std::cmp::Reverse(hit.words));
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
        Ok(places
            .into_iter()
            .map(|place| Hit {
                place,
                metres: None,
                words: 0,
            })
            .collect())
    }

    async fn cards(
        &self,
        hits: impl Iterator<Item = &Hit>,
    ) -> Result<Vec<(i64, OfferCard)>, DbError> {
        let mut params: Vec<Value> = hits.take(CARDS).map(|hit| Value::Int(hit.place)).collect();
        params.resize(CARDS, Value::Int(-1));
        let rows: Vec<(i64, String)> = self.db.rows(&store::PLACES, &params).await?;
        Ok(rows
            .into_iter()
            .filter_map(|(place, card)| Some((place, serde_json::from_str(&card).ok()?)))
            .collect())
    }
}

/// Drops groups that hold all of another one: whoever has a word of that one has one of theirs
/// too. "Skilsmisse" and "samvær" stand for each other, and asking for both cost ten times one.
fn narrowest(groups: &mut Vec<Group>) {
    groups.sort_by_key(Vec::len);
    let mut kept: Vec<Group> = Vec::with_capacity(groups.len());
    for group in groups.drain(..) {
        let told = kept
            .iter()
            .any(|other| other.iter().all(|id| group.contains(id)));
        if !told {
            kept.push(group);
        }
    }
    *groups = kept;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_another_one_implies_is_not_asked_for() {
        let mut groups = vec![vec![1, 2, 3], vec![3, 2], vec![4], vec![2, 3]];
        narrowest(&mut groups);
        assert_eq!(groups, [vec![4], vec![3, 2]]);
    }
}
