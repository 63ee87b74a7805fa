//! What a family tells, as JSON: an object for the family, with its facts by name and lists of
//! those that belong to it by their word for many.
//!
//! ```json
//! { "homes": [ { "couple": false,
//!                "adults": [ { "indkomstgrundlag": 300000 } ],
//!                "children": [ { "born": "2025-01-01", "deling": "alene" } ] } ] }
//! ```

mod reader;
mod values;

use rules::RuleSet;
use rules::program::{EntityId, FactId};
use rules::rule_set::Fact;
use rules::trace::Family;
use rules::unknowns::{Missing, Partly};
use serde::Serialize;
use serde_json::Value;

pub use reader::tell;
pub use values::date;
pub(crate) use values::{fits, may_be};

/// More rows of a kind than this are no family.
pub(crate) const MOST: usize = 30;
/// More mistakes than this are not told, and no more of a value than this many characters.
const MOST_WRONG: usize = 100;
/// Nor more once their places are this long in all: a name may be as long as the request.
const MOST_PLACES: usize = 32 * 1024;
const SHOWN: usize = 60;

/// Something wrong in what was told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Wrong {
    /// Where: a JSON pointer.
    pub at: String,
    /// What.
    pub message: String,
    /// How to mend it.
    pub hint: String,
}

impl Wrong {
    /// Adds one. A request of nothing but mistakes must not make an answer many times its size.
    pub(crate) fn add(all: &mut Vec<Self>, one: impl FnOnce() -> Self) {
        let places: usize = all.iter().map(|one| one.at.len()).sum();
        if all.len() < MOST_WRONG && places < MOST_PLACES {
            all.push(one());
        }
    }
}

/// A value as it is quoted to whoever sent it.
pub(crate) fn shown(value: &Value) -> String {
    let text = match value {
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        Value::String(text) if text.len() > SHOWN * 4 => {
            let begins: String = text.chars().take(SHOWN).collect();
            Value::from(begins).to_string()
        }
        value => value.to_string(),
    };
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// A family as it was told, and where each of its rows stood.
#[derive(Clone, Debug)]
pub struct Told {
    /// What is known.
    pub partly: Partly,
    /// For each entity, the JSON pointer of each row.
    pub places: Vec<Vec<String>>,
}

impl Told {
    /// The JSON pointer of a fact of a row.
    pub fn place(&self, rules: &RuleSet, missing: Missing) -> String {
        let Some(fact) = rules.fact(missing.fact) else {
            return String::new();
        };
        let row = self.row(fact.entity, missing.row);
        format!("{}/{}", row.unwrap_or_default(), fact.head.name.text)
    }

    /// The JSON pointer of a row.
    pub(crate) fn row(&self, entity: EntityId, row: u32) -> Option<&str> {
        let rows = self.places.get(usize::from(entity.0))?;
        rows.get(row as usize).map(String::as_str)
    }

    /// How many of an entity there are.
    pub(crate) fn rows(&self, entity: EntityId) -> u32 {
        let count = self.partly.counts.get(usize::from(entity.0));
        count
            .and_then(|count| u32::try_from(*count).ok())
            .unwrap_or_default()
    }

    /// What was told of a fact of a row.
    pub(crate) fn value(&self, of: Missing) -> Option<i64> {
        let rows = self.partly.facts.get(of.fact.0 as usize)?;
        *rows.get(of.row as usize)?
    }

    /// The family as reasons want it: what is assumed stays untold there.
    pub fn family(&self) -> Family {
        let counts = self.partly.counts.iter();
        Family {
            counts: counts
                .map(|count| u32::try_from(*count).unwrap_or(u32::MAX))
                .collect(),
            links: self.partly.links.clone(),
            facts: self.partly.facts.clone(),
        }
    }

    /// Takes what is not told and has an assumption as it is assumed.
    pub fn assume(&mut self, rules: &RuleSet) {
        let facts = (0_u32..).zip(&rules.facts).zip(&self.partly.facts);
        let untold = facts
            .filter(|((_, fact), _)| fact.assumed.is_some())
            .flat_map(|((id, _), rows)| {
                let untold = (0_u32..).zip(rows).filter(|(_, value)| value.is_none());
                let fact = FactId(id);
                untold.map(move |(row, _)| Missing { fact, row })
            });
        self.partly.passed.append(&mut untold.collect());
    }

    /// The fact at a JSON pointer.
    pub fn find(&self, rules: &RuleSet, pointer: &str) -> Option<Missing> {
        let (owner, name) = pointer.rsplit_once('/')?;
        let named = (0_u32..).zip(&rules.facts);
        let mut named = named.filter(|(_, fact)| fact.head.name.text == name);
        named.find_map(|(id, fact)| {
            let rows = self.places.get(usize::from(fact.entity.0))?;
            let row = rows.iter().position(|place| place == owner)?;
            Some(Missing {
                fact: FactId(id),
                row: u32::try_from(row).ok()?,
            })
        })
    }
}

/// The fact of this path, `entity.name`.
pub(crate) fn fact<'a>(rules: &'a RuleSet, path: &str) -> Option<(FactId, &'a Fact)> {
    let mut facts = (0_u32..).zip(&rules.facts);
    let found = facts.find(|(_, fact)| fact.head.path() == path);
    found.map(|(id, fact)| (FactId(id), fact))
}
