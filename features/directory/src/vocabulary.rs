//! The words offers are sorted by: needs, kinds, audiences and ways. In HSDS each is a taxonomy
//! and its terms; an attribute ties a service to a term.

use std::collections::HashMap;

/// One of our taxonomies.
#[derive(Debug, PartialEq, Eq)]
pub struct Taxonomy {
    /// Its id, and the `link_type` of its attributes.
    pub id: &'static str,
    /// Its name in English, for other systems.
    pub name: &'static str,
    /// Its terms: code and the Danish words that people search with.
    pub terms: &'static [(&'static str, &'static str)],
}

/// Sides of life where help is needed.
pub const NEED: Taxonomy = Taxonomy {
    id: "need",
    name: "What the help is about",
    terms: &[
        ("sociale", "sociale forhold hverdag"),
        ("faellesskab", "fællesskab netværk"),
        ("psykologi", "psykologi trivsel"),
        ("oekonomi", "økonomi penge"),
        ("sundhed", "sundhed helbred"),
        ("jura", "jura rettigheder"),
        ("uddannelse", "uddannelse skole"),
    ],
};

/// What sort of offer it is.
pub const KIND: Taxonomy = Taxonomy {
    id: "kind",
    name: "What kind of offer it is",
    terms: &[
        ("raadgivning", "rådgivning"),
        ("netvaerk", "netværk"),
        ("aktivitet", "aktivitet"),
        ("oekonomisk_hjaelp", "økonomisk hjælp"),
        ("behandling", "behandling"),
        ("krisecenter", "krisecenter"),
        ("telefonlinje", "telefonlinje telefon"),
        ("kursus", "kursus"),
        ("butik", "butik"),
    ],
};

/// Who it is for.
pub const AUDIENCE: Taxonomy = Taxonomy {
    id: "audience",
    name: "Who it is for",
    terms: &[
        ("gravid", "gravid"),
        ("mor", "mor"),
        ("far", "far"),
        ("foraeldre", "forældre familie"),
        ("barn", "barn børn"),
        ("ung_foraelder", "ung forælder"),
        ("voldsudsat", "voldsudsat vold"),
        ("psykisk_saarbar", "psykisk sårbar"),
        ("minoritet", "minoritet"),
        ("flygtning", "flygtning"),
    ],
};

/// By which way one is met.
pub const CHANNEL: Taxonomy = Taxonomy {
    id: "channel",
    name: "How one is met",
    terms: &[
        ("fysisk", "fremmøde"),
        ("telefon", "telefon"),
        ("chat", "chat"),
        ("digital", "digital online"),
        ("video", "video"),
    ],
};

/// Whether one may stay anonymous.
pub const ANONYMITY: Taxonomy = Taxonomy {
    id: "anonymity",
    name: "Whether one may be anonymous",
    terms: &[("y", "anonym")],
};

/// All of them.
pub const ALL: [&Taxonomy; 5] = [&NEED, &KIND, &AUDIENCE, &CHANNEL, &ANONYMITY];

impl Taxonomy {
    /// The code as we keep it, when it is one of ours.
    pub fn code(&self, written: &str) -> Option<&'static str> {
        self.terms
            .iter()
            .map(|(code, _)| *code)
            .find(|code| *code == written)
    }

    /// The id of a term's row.
    pub fn term_id(&self, code: &str) -> String {
        format!("{}:{code}", self.id)
    }

    /// The Danish words for a code.
    pub fn words(&self, code: &str) -> &'static str {
        self.terms
            .iter()
            .find(|(known, _)| *known == code)
            .map_or("", |(_, words)| words)
    }
}

/// What people write about, and the Danish words of the index that stand for it.
#[derive(Debug)]
pub(crate) struct Need {
    /// What to search for: words, beginnings with a star, terms.
    pub find: Vec<String>,
    /// The words of every language that lead here.
    pub words: Vec<String>,
}

const NEEDS: &str = include_str!("../../../content/directory/needs.csv");
/// A list for each language: its code and its file.
const WORD_LISTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/word_lists.rs"));

/// The needs with all their words.
pub(crate) fn needs() -> Vec<Need> {
    let lists: Vec<HashMap<String, Vec<String>>> = WORD_LISTS
        .iter()
        .map(|(_, list)| rows(list).collect())
        .collect();
    rows(NEEDS)
        .map(|(name, find)| Need {
            words: lists
                .iter()
                .filter_map(|list| list.get(&name))
                .flatten()
                .cloned()
                .collect(),
            find,
        })
        .collect()
}

/// A need and what stands beside it, in every row.
fn rows(list: &str) -> impl Iterator<Item = (String, Vec<String>)> {
    let rows = csv::Reader::from_reader(list.as_bytes()).into_records();
    rows.filter_map(Result::ok).map(|row| {
        let cell = |at| row.get(at).unwrap_or_default().trim().to_owned();
        let words = cell(1);
        let words = words
            .split('|')
            .map(str::trim)
            .filter(|word| !word.is_empty());
        (cell(0), words.map(str::to_owned).collect())
    })
}

/// ISO 639-1, and the 639-2 and -3 codes for what is spoken in Denmark without one there.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja \
jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn \
no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th \
ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu mul sgn dsl kmr ckb prs tig rom zxx und";

/// Whether this is a language's ISO 639 code, or `mul` for many.
pub fn is_language(code: &str) -> bool {
    LANGUAGES.split(' ').any(|known| known == code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use languages::Lang;

    use super::*;

    #[test]
    fn every_language_has_words_for_every_need_and_for_nothing_else() {
        let needs: BTreeSet<String> = rows(NEEDS).map(|(need, _)| need).collect();
        assert!(needs.len() > 40);
        let listed: BTreeSet<&str> = WORD_LISTS.iter().map(|(code, _)| *code).collect();
        let spoken: BTreeSet<&str> = Lang::all().map(Lang::code).collect();
        assert_eq!(
            listed, spoken,
            "content/directory/words has a file a language"
        );
        for (code, list) in WORD_LISTS {
            let file = format!("content/directory/words/{code}.csv");
            let with_words = rows(list).filter(|(_, words)| !words.is_empty());
            let has: Vec<String> = with_words.map(|(need, _)| need).collect();
            let once: BTreeSet<String> = has.iter().cloned().collect();
            assert_eq!(once.len(), has.len(), "{file} names a need twice");
            let missing: Vec<_> = needs.difference(&once).collect();
            assert!(missing.is_empty(), "{file} has no words for {missing:?}");
            let unknown: Vec<_> = once.difference(&needs).collect();
            assert!(
                unknown.is_empty(),
                "needs.csv does not know {unknown:?} of {file}"
            );
        }
    }

    #[test]
    fn every_need_leads_somewhere() {
        let known: Vec<String> = ALL
            .iter()
            .flat_map(|t| t.terms.iter().map(|(code, _)| t.term_id(code)))
            .collect();
        for (need, find) in rows(NEEDS) {
            assert!(!find.is_empty(), "{need} leads nowhere");
            for term in find.iter().filter(|find| find.contains(':')) {
                assert!(known.contains(term), "{term} is no term");
            }
        }
    }
}
