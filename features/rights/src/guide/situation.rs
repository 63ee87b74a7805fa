//! Where a family may begin: life, not law. Read from `content/law/dk/situations.toml`, and from
//! `situations/` beside it, where their texts are.

use std::collections::HashMap;
use std::sync::LazyLock;

use languages::Lang;
use serde::Deserialize;
use serde_json::{Map, Value};

const FILE: &str = include_str!("../../../../content/law/dk/situations.toml");

/// A file of texts for each language, by its code.
const TEXTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/situations.rs"));

/// All of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Situations {
    situation: Vec<Situation>,
    #[serde(default)]
    pub(super) follows: Vec<Follows>,
    #[serde(default)]
    pub(super) first: Vec<First>,
}

/// A fact that is asked for only after another.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct First {
    pub(super) fact: String,
    pub(super) after: String,
}

/// A fact that is reckoned from others, unless somebody tells it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Follows {
    pub(super) fact: String,
    pub(super) from: Vec<String>,
    times: i64,
    percent: i64,
}

impl Follows {
    /// From the sum of what it follows from, in whole units.
    pub(super) fn reckon(&self, sum: i64) -> i64 {
        sum.saturating_mul(self.times).saturating_mul(self.percent) / 100
    }
}

/// Something that happens to a family.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Situation {
    pub(super) name: String,
    /// Facts with an assumption that are asked for all the same.
    #[serde(default)]
    pub(super) asks: Vec<String>,
    /// Facts that are asked for whatever they decide: deadlines count from them.
    #[serde(default)]
    pub(super) always: Vec<String>,
    /// What it is about: shown first.
    pub(super) about: Vec<String>,
    /// Checklists that are a right, whoever decides the case: nobody judges them.
    #[serde(default)]
    pub(super) rights: Vec<String>,
    /// The checklist whose letter is a complaint.
    #[serde(default)]
    pub(super) complaint: Option<String>,
    /// What comes when the child is born: named even where nothing of it holds yet.
    #[serde(default)]
    pub(super) later: Vec<String>,
    /// Whether it is about nothing else: no question is asked for other results, and none shown.
    #[serde(default)]
    pub(super) only: bool,
    /// What choosing it tells of the home.
    #[serde(default)]
    pub(super) told: Map<String, Value>,
    /// In each language.
    #[serde(skip)]
    texts: HashMap<Lang, Texts>,
}

/// What a situation is called, and a line on it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    title: String,
    lead: String,
}

impl Situations {
    /// Those of the program.
    ///
    /// # Errors
    /// What is wrong with the file. A test holds it right.
    pub(super) fn ours() -> Result<&'static Self, &'static str> {
        static OURS: LazyLock<Result<Situations, String>> = LazyLock::new(Situations::read);
        OURS.as_ref().map_err(String::as_str)
    }

    fn read() -> Result<Self, String> {
        let told = |error: toml::de::Error| error.to_string();
        let mut all: Self = toml::from_str(FILE).map_err(told)?;
        for (code, file) in TEXTS {
            let mut texts: HashMap<String, Texts> = toml::from_str(file).map_err(told)?;
            let lang = Lang::from_code(code).ok_or_else(|| format!("{code} is no language"))?;
            for one in &mut all.situation {
                let said = texts.remove(&one.name);
                let said = said.ok_or_else(|| format!("{code}: {} has no texts", one.name))?;
                one.texts.insert(lang, said);
            }
            if let Some(name) = texts.keys().next() {
                return Err(format!("{code}: there is no situation {name}"));
            }
        }
        Ok(all)
    }

    pub(super) fn all(&self) -> &[Situation] {
        &self.situation
    }

    /// What a fact is reckoned as from the sum of what it follows from, in whole units.
    pub(super) fn reckon(&self, fact: &str, sum: i64) -> i64 {
        let mut follows = self.follows.iter();
        let follows = follows.find(|follows| follows.fact == fact);
        follows.map_or(0, |follows| follows.reckon(sum))
    }

    pub(super) fn named(&self, name: &str) -> Option<&Situation> {
        self.situation.iter().find(|one| one.name == name)
    }
}

impl Situation {
    pub(super) fn title(&self, lang: Lang) -> &str {
        self.texts(lang).map_or("", |texts| &texts.title)
    }

    pub(super) fn lead(&self, lang: Lang) -> &str {
        self.texts(lang).map_or("", |texts| &texts.lead)
    }

    fn texts(&self, lang: Lang) -> Option<&Texts> {
        self.texts
            .get(&lang)
            .or_else(|| self.texts.get(&Lang::DEFAULT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Book;

    #[test]
    fn every_situation_is_said_in_every_language_and_names_what_there_is() {
        let situations = Situations::ours().unwrap();
        let rules = Book::ours().unwrap().rules();
        let fact = |path: &str| rules.facts.iter().any(|fact| fact.head.path() == path);
        for one in situations.all() {
            for lang in Lang::all() {
                assert!(one.texts.contains_key(&lang), "{} {lang:?}", one.name);
            }
            for path in one.asks.iter().chain(&one.always) {
                assert!(fact(path), "{}: no fact {path}", one.name);
            }
            for name in one.told.keys() {
                assert!(
                    fact(&format!("home.{name}")),
                    "{}: no fact {name}",
                    one.name
                );
            }
            for path in one.about.iter().chain(&one.later).chain(&one.rights) {
                let rule = rules.rules.iter().any(|rule| rule.head.path() == *path);
                assert!(rule, "{}: no rule {path}", one.name);
            }
            assert!(one.rights.iter().all(|path| one.about.contains(path)));
            assert!(one.complaint.iter().all(|path| one.rights.contains(path)));
        }
        for first in &situations.first {
            assert!(fact(&first.fact) && fact(&first.after));
        }
        for follows in &situations.follows {
            assert!(fact(&follows.fact) && follows.from.iter().all(|from| fact(from)));
        }
    }
}
