//! From what a person writes to words of the index: stems, beginnings, other languages' words
//! and slips of the finger.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use base::text::fold;
use roaring::{MultiOps, RoaringBitmap};
use rust_stemmers::Stemmer;

use crate::near::one_slip;
use crate::stem::{danish, stem};
use crate::vocabulary::{Need, needs};

/// How many other words may stand for one that is sought.
const ALTERNATIVES: usize = 12;

/// A word and all that may stand for it: terms by their place in the lexicon, any of which will do.
pub(crate) type Group = Vec<usize>;

/// The terms of one build, sorted, each with the places that have it.
pub(crate) struct Lexicon(Vec<Term>);

struct Term {
    text: Box<str>,
    /// How many places have it.
    many: u64,
    anywhere: RoaringBitmap,
    named: RoaringBitmap,
}

impl Lexicon {
    /// From terms, the places that have them anywhere, and those named or sorted by them.
    pub fn new(terms: Vec<(String, RoaringBitmap, RoaringBitmap)>) -> Self {
        let terms = terms.into_iter().map(|(text, anywhere, named)| Term {
            text: text.into(),
            many: anywhere.len(),
            anywhere,
            named,
        });
        let mut terms: Vec<Term> = terms.collect();
        // The engines may sort otherwise than Rust does.
        terms.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        Self(terms)
    }

    /// The places that have any word of a group.
    pub fn anywhere(&self, group: &[usize]) -> RoaringBitmap {
        self.terms(group).map(|term| &term.anywhere).union()
    }

    /// The places that are named or sorted by any word of a group.
    pub fn named(&self, group: &[usize]) -> RoaringBitmap {
        self.terms(group).map(|term| &term.named).union()
    }

    fn terms(&self, group: &[usize]) -> impl Iterator<Item = &Term> {
        group.iter().filter_map(|id| self.0.get(*id))
    }

    /// The id of a term as it stands in the index.
    pub fn exact(&self, term: &str) -> Option<usize> {
        self.0
            .binary_search_by(|known| (*known.text).cmp(term))
            .ok()
    }

    /// The ids that may stand for a folded word; none when nothing is like it.
    pub fn like(&self, word: &str, stemmer: &Stemmer) -> Group {
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
        let beginnings = meant.iter().filter_map(|sought| match sought {
            Sought::Begins(beginning) => Some(self.begins(beginning).into_iter()),
            Sought::Term(_) => None,
        });
        found.extend(in_turns(beginnings.collect()));
        if found.0.is_empty() {
            found.extend(self.slips(word, &root));
        }
        found.0
    }

    /// Terms that begin so, the commonest first.
    fn begins(&self, beginning: &str) -> Group {
        let from = self.0.partition_point(|term| &*term.text < beginning);
        let mut found: Vec<(u64, usize)> = (from..)
            .zip(self.0.iter().skip(from))
            .take_while(|(_, term)| term.text.starts_with(beginning))
            .map(|(id, term)| (term.many, id))
            .collect();
        found.sort_by_key(|(many, _)| std::cmp::Reverse(*many));
        found.into_iter().map(|(_, id)| id).collect()
    }

    fn slips(&self, word: &str, root: &str) -> Group {
        if root.chars().count() < 4 {
            return Vec::new();
        }
        let near = (0..).zip(&self.0).filter(|(_, term)| {
            !term.text.contains(':') && (one_slip(&term.text, root) || one_slip(&term.text, word))
        });
        near.map(|(id, _)| id).collect()
    }
}

/// At most [`ALTERNATIVES`] different ids, the first ones.
#[derive(Default)]
struct Found(Group);

impl Found {
    fn add(&mut self, id: Option<usize>) {
        if let Some(id) = id.filter(|id| self.0.len() < ALTERNATIVES && !self.0.contains(id)) {
            self.0.push(id);
        }
    }

    fn extend(&mut self, ids: Group) {
        for id in ids {
            self.add(Some(id));
        }
    }
}

/// One of each, then the next of each: a beginning that many words have leaves room for the others.
fn in_turns(mut groups: Vec<std::vec::IntoIter<usize>>) -> Group {
    let mut taken = Group::new();
    while taken.len() < ALTERNATIVES * groups.len() {
        let before = taken.len();
        taken.extend(groups.iter_mut().filter_map(Iterator::next));
        if taken.len() == before {
            break;
        }
    }
    taken
}

/// What a word in another language, or another Danish word, leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Sought {
    Term(String),
    Begins(String),
}

struct Concepts(HashMap<String, BTreeSet<Sought>>);

static CONCEPTS: LazyLock<Concepts> = LazyLock::new(|| Concepts::read(&needs()));

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
        Some(beginning) => Sought::Begins(undoubled(fold(beginning))),
        None if written.contains(':') => Sought::Term(written.trim().to_string()),
        None => Sought::Term(stem(stemmer, &fold(written.trim()))),
    }
}

/// Stems end in single consonants, `skilsmis`: a beginning in two would find compounds only.
fn undoubled(mut beginning: String) -> String {
    let mut last = beginning.chars().rev();
    let (one, other) = (last.next(), last.next());
    if one == other && one.is_some_and(|c| !"aeiouyæøå".contains(c)) {
        beginning.pop();
    }
    beginning
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

    /// The terms in this order at their places, and what a word finds as places of that list.
    fn finds(terms: &[&str], word: &str) -> Group {
        let stemmer = danish();
        let stored = terms.iter().zip(0..).map(|(term, at)| {
            let text = if term.contains(':') {
                (*term).to_string()
            } else {
                stem(&stemmer, &fold(term))
            };
            (text, RoaringBitmap::from_iter([at]), RoaringBitmap::new())
        });
        let lexicon = Lexicon::new(stored.collect());
        let ids = lexicon.like(&fold(word), &stemmer);
        ids.iter()
            .flat_map(|id| lexicon.anywhere(&[*id]))
            .map(|at| at as usize)
            .collect()
    }

    #[test]
    fn words_of_every_language_lead_to_danish_ones() {
        let terms = [
            "boligrådgivning",
            "need:oekonomi",
            "krisecenter",
            "vold",
            "audience:gravid",
            "jurist",
        ];
        let finds = |word: &str| finds(&terms, word);
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
    fn a_common_beginning_leaves_room_for_the_others() {
        let many: Vec<String> = ('a'..='t').map(|c| format!("familieretshus{c}q")).collect();
        let mut terms: Vec<&str> = many.iter().map(String::as_str).collect();
        terms.push("skilsmisse");
        for word in ["طلاق", "divorce", "розлучення"] {
            assert!(finds(&terms, word).contains(&20), "{word}");
        }
    }

    #[test]
    fn beginnings_and_slips_are_forgiven_and_nonsense_is_not() {
        let terms = ["krisecenter", "gældsrådgivning", "psykologi"];
        let finds = |word: &str| finds(&terms, word);
        assert_eq!(finds("krise"), [0]);
        assert_eq!(finds("krisecneter"), [0]);
        assert_eq!(finds("gæld"), [1]);
        assert!(finds("xyzzy").is_empty());
        assert!(finds("%").is_empty());
    }
}
