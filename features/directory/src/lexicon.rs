//! From what a person writes to words of the index: stems, beginnings, other languages' words
//! and slips of the finger.
//!
//! The words of one build of the index are kept in memory until the index is built anew. Losing
//! them costs one query.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use base::text::fold;
use db::{DbError, Query};
use parking_lot::Mutex;
use rust_stemmers::Stemmer;
use uuid::Uuid;

use crate::near::one_slip;
use crate::stem::{danish, stem};
use crate::store::{self, ALTERNATIVES};
use crate::vocabulary::{Need, needs};

/// The terms of one build, sorted, with how many places have each.
pub(crate) struct Lexicon {
    terms: Vec<(String, i64, i64)>,
    by_id: HashMap<i64, i64>,
    /// Where every place is, sorted: tells how far to look before looking.
    spots: Vec<i64>,
}

/// How many builds are remembered: one a database, and tests have several.
const BUILDS: usize = 8;

static KNOWN: Mutex<Vec<(Uuid, Arc<Lexicon>)>> = Mutex::new(Vec::new());

impl Lexicon {
    /// The lexicon of a build, from memory or from the database.
    pub async fn of(db: &impl Query, build: Uuid) -> Result<Arc<Self>, DbError> {
        let known = KNOWN
            .lock()
            .iter()
            .find(|(id, _)| *id == build)
            .map(|(_, lexicon)| lexicon.clone());
        if let Some(lexicon) = known {
            return Ok(lexicon);
        }
        let rows: Vec<(i64, String, i64)> = db.rows(&store::TERMS, &[]).await?;
        let mut terms: Vec<_> = rows
            .into_iter()
            .map(|(id, term, places)| (term, id, places))
            .collect();
        // The engines may sort otherwise than Rust does.
        terms.sort_unstable();
        let by_id = terms.iter().map(|(_, id, places)| (*id, *places)).collect();
        let spots = db
            .rows::<(i64,)>(&store::SPOTS, &[])
            .await?
            .into_iter()
            .map(|(spot,)| spot)
            .collect();
        let lexicon = Arc::new(Self {
            terms,
            by_id,
            spots,
        });
        let mut all = KNOWN.lock();
        if all.len() >= BUILDS {
            all.remove(0);
        }
        all.push((build, lexicon.clone()));
        Ok(lexicon)
    }

    /// How many places these terms have together, at most.
    pub fn places(&self, ids: &[i64]) -> i64 {
        ids.iter().filter_map(|id| self.by_id.get(id)).sum()
    }

    /// How many places lie from one spot to before another, of all words together.
    pub fn within(&self, from: i64, to: i64) -> usize {
        let before = |spot: i64| self.spots.partition_point(|s| *s < spot);
        before(to).saturating_sub(before(from))
    }

    /// How many places there are.
    pub fn len(&self) -> f64 {
        self.spots.len() as f64
    }

    /// What part of all places has a word of every group, if words knew nothing of each other.
    pub fn share(&self, groups: &[Vec<i64>]) -> f64 {
        let all = self.spots.len().max(1) as f64;
        groups
            .iter()
            .map(|group| (self.places(group) as f64 / all).min(1.0))
            .product()
    }

    /// The id of a term as it stands in the index.
    pub fn exact(&self, term: &str) -> Option<i64> {
        let at = self
            .terms
            .binary_search_by(|(t, _, _)| t.as_str().cmp(term))
            .ok()?;
        self.terms.get(at).map(|(_, id, _)| *id)
    }

    /// The ids that may stand for a folded word; none when nothing is like it.
    pub fn like(&self, word: &str, stemmer: &Stemmer) -> Vec<i64> {
        let root = stem(stemmer, word);
        let mut found = Found::default();
        found.add(self.exact(&root));
        let meant = concepts().meant(word, stemmer);
        for sought in &meant {
            match sought {
                Sought::Term(term) => found.add(self.exact(term)),
                Sought::Begins(_) => {}
            }
        }
        if root.chars().count() >= 3 {
            found.extend(self.begins(&root));
        }
        for sought in &meant {
            if let Sought::Begins(beginning) = sought {
                found.extend(self.begins(beginning));
            }
        }
        if found.0.is_empty() {
            found.extend(self.slips(word, &root));
        }
        found.0
    }

    /// Terms that begin so, the commonest first.
    fn begins(&self, beginning: &str) -> Vec<i64> {
        let from = self
            .terms
            .partition_point(|(term, _, _)| term.as_str() < beginning);
        let rest = self.terms.get(from..).unwrap_or_default();
        let mut found: Vec<_> = rest
            .iter()
            .take_while(|(term, _, _)| term.starts_with(beginning))
            .collect();
        found.sort_by_key(|(_, _, places)| std::cmp::Reverse(*places));
        found.into_iter().map(|(_, id, _)| *id).collect()
    }

    fn slips(&self, word: &str, root: &str) -> Vec<i64> {
        if root.chars().count() < 4 {
            return Vec::new();
        }
        let near = self.terms.iter().filter(|(term, _, _)| {
            !term.contains(':') && (one_slip(term, root) || one_slip(term, word))
        });
        near.map(|(_, id, _)| *id).collect()
    }
}

/// At most [`ALTERNATIVES`] different ids, the first ones.
#[derive(Default)]
struct Found(Vec<i64>);

impl Found {
    fn add(&mut self, id: Option<i64>) {
        if let Some(id) = id.filter(|id| self.0.len() < ALTERNATIVES && !self.0.contains(id)) {
            self.0.push(id);
        }
    }

    fn extend(&mut self, ids: Vec<i64>) {
        for id in ids {
            self.add(Some(id));
        }
    }
}

/// What a word in another language, or another Danish word, leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Sought {
    Term(String),
    Begins(String),
}

struct Concepts(HashMap<String, BTreeSet<Sought>>);

static CONCEPTS: LazyLock<Concepts> =
    LazyLock::new(|| Concepts::read(&needs()));

fn concepts() -> &'static Concepts {
    &CONCEPTS
}

impl Concepts {
    fn read(needs: &[Need]) -> Self {
        let stemmer = danish();
        let mut concepts: HashMap<String, BTreeSet<Sought>> = HashMap::new();
        for need in needs {
            let sought: BTreeSet<Sought> = need.find.iter().map(|s| sought(s, &stemmer)).collect();
            for word in &need.words {
                concepts
                    .entry(key(&fold(word), &stemmer))
                    .or_default()
                    .extend(sought.iter().cloned());
            }
        }
        Self(concepts)
    }

    fn meant(&self, word: &str, stemmer: &Stemmer) -> Vec<Sought> {
        self.0
            .get(&key(word, stemmer))
            .map(|found| found.iter().cloned().collect())
            .unwrap_or_default()
    }
}

fn sought(written: &str, stemmer: &Stemmer) -> Sought {
    match written.trim().strip_suffix('*') {
        Some(beginning) => Sought::Begins(fold(beginning)),
        None if written.contains(':') => Sought::Term(written.trim().to_string()),
        None => Sought::Term(stem(stemmer, &fold(written.trim()))),
    }
}

/// The form under which a word of any language is known: its stem, roughly cut.
fn key(folded: &str, stemmer: &Stemmer) -> String {
    let root = stem(stemmer, folded);
    let cyrillic = root.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    let arabic = root.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c));
    let endings: &[char] = if cyrillic {
        &[
            'а', 'е', 'и', 'і', 'о', 'у', 'ю', 'я', 'й', 'ь', 'є', 'ї', 'м', 'х',
        ]
    } else if arabic {
        &['ة', 'ه', 'ي']
    } else {
        &['s', 'e']
    };
    let least = if arabic { 3 } else { 4 };
    let mut key = root;
    while key.chars().count() > least && key.ends_with(endings) {
        key.pop();
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(terms: &[&str]) -> Lexicon {
        let stemmer = danish();
        let mut terms: Vec<_> = terms
            .iter()
            .zip(0..)
            .map(|(t, id)| {
                (
                    if t.contains(':') {
                        (*t).to_string()
                    } else {
                        stem(&stemmer, &fold(t))
                    },
                    id,
                    1,
                )
            })
            .collect();
        terms.sort();
        Lexicon {
            terms,
            by_id: HashMap::new(),
            spots: Vec::new(),
        }
    }

    #[test]
    fn words_of_every_language_lead_to_danish_ones() {
        let lexicon = lexicon(&[
            "boligrådgivning",
            "need:oekonomi",
            "krisecenter",
            "vold",
            "audience:gravid",
            "jurist",
        ]);
        let finds = |word: &str| lexicon.like(&fold(word), &danish());
        for word in [
            "bolig",
            "housing",
            "سكن",
            "السكن",
            "житло",
            "житла",
            "homeless",
            "lejlighed",
        ] {
            assert_eq!(finds(word), [0], "{word}");
        }
        for word in ["penge", "money", "المال", "гроші"] {
            assert_eq!(finds(word), [1], "{word}");
        }
        assert!(
            finds("violence").contains(&3)
                && finds("العنف").contains(&2)
                && finds("насильства").contains(&3)
        );
        assert_eq!(finds("pregnant"), [4]);
        assert_eq!(finds("حامل"), [4]);
        assert_eq!(finds("lawyers"), [5]);
    }

    #[test]
    fn beginnings_and_slips_are_forgiven_and_nonsense_is_not() {
        let lexicon = lexicon(&["krisecenter", "gældsrådgivning", "psykologi"]);
        let finds = |word: &str| lexicon.like(&fold(word), &danish());
        assert_eq!(finds("krise"), [0]);
        assert_eq!(finds("krisecneter"), [0]);
        assert_eq!(finds("gæld"), [1]);
        assert!(finds("xyzzy").is_empty());
        assert!(finds("%").is_empty());
    }
}
