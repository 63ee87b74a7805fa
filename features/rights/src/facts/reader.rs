//! Reads a family from JSON.

use rules::RuleSet;
use rules::program::EntityId;
use rules::trace::NOWHERE;
use rules::unknowns::Partly;
use serde_json::{Map, Value};

use super::values::read;
use super::{MOST, MOST_WRONG, Told, Wrong, shown};
use crate::json::escaped;

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
