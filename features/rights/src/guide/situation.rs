//! Where a family may begin: life, not law. Read from `content/law/dk/situations.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use languages::Lang;
use serde::Deserialize;
use serde_json::{Map, Value};

const FILE: &str = include_str!("../../../../content/law/dk/situations.toml");

/// A text in every language, by the language's code.
type Texts = BTreeMap<String, String>;

/// All of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Situations {
    situation: Vec<Situation>,
    #[serde(default)]
    pub(super) follows: Vec<Follows>,
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
    /// What comes when the child is born: named even where nothing of it holds yet.
    #[serde(default)]
    pub(super) later: Vec<String>,
    /// Whether it is about nothing else: no question is asked for other results, and none shown.
    #[serde(default)]
    pub(super) only: bool,
    /// What choosing it tells of the home.
    #[serde(default)]
    pub(super) told: Map<String, Value>,
    title: Texts,
    lead: Texts,
}

impl Situations {
    /// Those of the program.
    ///
    /// # Errors
    /// What is wrong with the file. A test holds it right.
    pub(super) fn ours() -> Result<&'static Self, &'static str> {
        static OURS: LazyLock<Result<Situations, String>> =
            LazyLock::new(|| toml::from_str(FILE).map_err(|error| error.to_string()));
        OURS.as_ref().map_err(String::as_str)
    }

    pub(super) fn all(&self) -> &[Situation] {
        &self.situation
    }

    pub(super) fn named(&self, name: &str) -> Option<&Situation> {
        self.situation.iter().find(|one| one.name == name)
    }
}

impl Situation {
    pub(super) fn title(&self, lang: Lang) -> &str {
        say(&self.title, lang)
    }

    pub(super) fn lead(&self, lang: Lang) -> &str {
        say(&self.lead, lang)
    }
}

fn say(texts: &Texts, lang: Lang) -> &str {
    let text = texts.get(lang.code()).or_else(|| texts.get("da"));
    text.map_or("", String::as_str)
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
                for texts in [&one.title, &one.lead] {
                    assert!(texts.contains_key(lang.code()), "{} {lang:?}", one.name);
                }
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
            for path in one.about.iter().chain(&one.later) {
                let rule = rules.rules.iter().any(|rule| rule.head.path() == *path);
                assert!(rule, "{}: no rule {path}", one.name);
            }
        }
        for follows in &situations.follows {
            assert!(fact(&follows.fact) && follows.from.iter().all(|from| fact(from)));
        }
    }
}
