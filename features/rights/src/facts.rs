//! What a family tells, as JSON: an object for the family, with its facts by name and lists of
//! those that belong to it by their word for many.
//!
//! ```json
//! { "homes": [ { "couple": false,
//!                "adults": [ { "indkomstgrundlag": 300000 } ],
//!                "children": [ { "born": "2025-01-01", "deling": "alene" } ] } ] }
//! ```

use rules::program::{EntityId, FactId};
use rules::rule_set::Fact;
use rules::trace::{Family, NOWHERE};
use rules::unknowns::{Missing, Partly};
use rules::{Ratio, RuleSet, Type};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::json::escaped;

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

/// Reads what a family tells.
///
/// # Errors
/// Everything that is wrong with it, not only the first.
pub fn tell(rules: &RuleSet, family: &Value) -> Result<Told, Vec<Wrong>> {
    let mut reader = Reader {
        rules,
        told: Told {
            partly: Partly {
                counts: vec![0; rules.entities.len()],
                links: vec![Vec::new(); rules.links.len()],
                facts: vec![Vec::new(); rules.facts.len()],
                passed: Default::default(),
            },
            places: vec![Vec::new(); rules.entities.len()],
        },
        wrong: Vec::new(),
    };
    match family.as_object() {
        Some(object) => reader.row(EntityId(0), None, "", object),
        None => reader.wrong("", "the family is an object", "write {\"homes\": [{…}]}"),
    }
    if reader.wrong.is_empty() {
        Ok(reader.told)
    } else {
        Err(reader.wrong)
    }
}

struct Reader<'a> {
    rules: &'a RuleSet,
    told: Told,
    wrong: Vec<Wrong>,
}

impl Reader<'_> {
    fn wrong(&mut self, at: &str, message: impl Into<String>, hint: impl Into<String>) {
        Wrong::add(&mut self.wrong, || Wrong {
            at: at.to_owned(),
            message: message.into(),
            hint: hint.into(),
        });
    }

    /// A row of an entity, its facts, and those that belong to it.
    fn row(
        &mut self,
        entity: EntityId,
        parent: Option<u32>,
        at: &str,
        object: &Map<String, Value>,
    ) {
        let Some(row) = self.add(entity, parent, at) else {
            let message = format!("there are more than {MOST} of these");
            return self.wrong(at, message, "tell of one family at a time");
        };
        for (name, value) in object {
            let place = format!("{at}/{}", escaped(name));
            let fact = (0_u32..)
                .zip(&self.rules.facts)
                .find(|(_, fact)| fact.entity == entity && fact.head.name.text == *name);
            if let Some((id, fact)) = fact {
                if value.is_null() {
                    continue;
                }
                match read(fact, value) {
                    Ok(value) => {
                        let rows = self.told.partly.facts.get_mut(id as usize);
                        if let Some(cell) = rows.and_then(|rows| rows.get_mut(row as usize)) {
                            *cell = Some(value);
                        }
                    }
                    Err(hint) => {
                        self.wrong(&place, format!("{name} may not be {}", shown(value)), hint)
                    }
                }
                continue;
            }
            let members = (0_u16..).zip(&self.rules.entities).find(|(_, member)| {
                member.many == *name && member.within.is_some_and(|(_, to)| to == entity)
            });
            match (members, value.as_array()) {
                (Some((member, _)), Some(list)) => {
                    for (number, one) in list.iter().enumerate() {
                        let place = format!("{place}/{number}");
                        match one.as_object() {
                            Some(object) => self.row(EntityId(member), Some(row), &place, object),
                            None => self.wrong(&place, "this is no object", "write {…}"),
                        }
                    }
                }
                (Some(_), None) => self.wrong(&place, format!("{name} is a list"), "write [{…}]"),
                (None, _) if self.wrong.len() < MOST_WRONG => {
                    let hint = self.known(entity);
                    let name = shown(&Value::from(name.as_str()));
                    self.wrong(&place, format!("nothing is called {name} here"), hint);
                }
                (None, _) => {}
            }
        }
    }

    fn known(&self, entity: EntityId) -> String {
        let facts = self
            .rules
            .facts
            .iter()
            .filter(|fact| fact.entity == entity)
            .map(|fact| fact.head.name.text.as_str());
        let members = self
            .rules
            .entities
            .iter()
            .filter(|member| member.within.is_some_and(|(_, to)| to == entity))
            .map(|member| member.many.as_str());
        let names: Vec<&str> = facts.chain(members).collect();
        format!("there are: {}", names.join(", "))
    }

    fn add(&mut self, entity: EntityId, parent: Option<u32>, at: &str) -> Option<u32> {
        let partly = &mut self.told.partly;
        let count = partly.counts.get_mut(usize::from(entity.0))?;
        if *count >= MOST {
            return None;
        }
        let row = u32::try_from(*count).ok()?;
        *count = count.saturating_add(1);
        for (link, rows) in self.rules.links.iter().zip(&mut partly.links) {
            if link.from == entity {
                let to = if link.optional { None } else { parent };
                rows.push(to.unwrap_or(NOWHERE));
            }
        }
        for (fact, rows) in self.rules.facts.iter().zip(&mut partly.facts) {
            if fact.entity == entity {
                rows.push(None);
            }
        }
        let places = self.told.places.get_mut(usize::from(entity.0))?;
        places.push(at.to_owned());
        Some(row)
    }
}

/// A value in a fact's parts; the error says what it may be.
fn read(fact: &Fact, value: &Value) -> Result<i64, String> {
    let found = match (&fact.kind, value) {
        (Type::YesNo, Value::Bool(yes)) => Some(i64::from(*yes)),
        (Type::Choice(_, options), Value::String(word)) => options
            .iter()
            .position(|option| option == word)
            .and_then(|at| i64::try_from(at).ok()),
        (Type::Date, Value::String(day)) => date(day),
        (Type::Number(_), Value::Number(number)) => parts(&number.to_string(), fact.below),
        (Type::Number(_), Value::String(number)) => parts(number, fact.below),
        _ => None,
    };
    found
        .filter(|value| (fact.least..=fact.most).contains(value))
        .ok_or_else(|| may_be(fact))
}

/// Whether a value is one of the fact's.
pub(crate) fn fits(fact: &Fact, value: &Value) -> bool {
    read(fact, value).is_ok()
}

/// What a fact may be, in words for a programmer.
pub(crate) fn may_be(fact: &Fact) -> String {
    match &fact.kind {
        Type::YesNo => "true or false".into(),
        Type::Choice(_, options) => format!("one of: {}", options.join(", ")),
        Type::Date => "a day such as \"2026-01-31\"".into(),
        Type::Number(unit) => {
            let shown = |parts: i64| {
                Ratio::new(i128::from(parts), i128::from(fact.below))
                    .map_or_else(String::new, |n| n.to_string())
            };
            format!(
                "a number in {unit} from {} to {}",
                shown(fact.least),
                shown(fact.most)
            )
        }
    }
}

fn parts(digits: &str, below: i64) -> Option<i64> {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, digits),
    };
    if digits.is_empty()
        || digits.len() > 30
        || !digits.chars().all(|c| c.is_ascii_digit() || c == '.')
    {
        return None;
    }
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let above: i128 = format!("{whole}{decimals}").parse().ok()?;
    let ten = 10_i128.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    Ratio::new(above.checked_mul(sign)?, ten)?
        .times(Ratio::whole(below))?
        .to_whole()
}

/// A day written as 2026-01-31, since 1970.
pub fn date(text: &str) -> Option<i64> {
    let date: base::Date = text.parse().ok()?;
    Some(rules::day::number(
        i64::from(date.year()),
        i64::from(date.month()),
        i64::from(date.day()),
    ))
}
