//! What the interface tells of itself and of the law: written once, for it is the same for
//! everybody until the program is another.

use std::sync::OnceLock;

use axum::body::Bytes;
use rules::program::EntityId;
use rules::rule_set::{Entity, Fact};
use rules::syntax::Purpose;
use rules::{RuleSet, Type};
use serde::Serialize;
use serde_json::{Map, Value, json};
use web::AppError;

use crate::book::Book;
use crate::catalogue::Catalogue;
use crate::facts::MOST;
use crate::{open_law, show};

/// The interface as OpenAPI 3.1 has it, all but the family.
const OPENAPI: &str = include_str!("../../openapi.json");

/// The documents, as they are sent.
pub(super) struct Documents {
    pub(super) catalogue: Bytes,
    pub(super) laws: Bytes,
    pub(super) parameters: Bytes,
    pub(super) openapi: Bytes,
}

impl Documents {
    /// Those of the one book that this program has.
    pub(super) fn of(book: &Book) -> Result<&'static Self, AppError> {
        static KEPT: OnceLock<Documents> = OnceLock::new();
        if let Some(kept) = KEPT.get() {
            return Ok(kept);
        }
        let made = Self::write(book).map_err(AppError::internal)?;
        Ok(KEPT.get_or_init(|| made))
    }

    fn write(book: &Book) -> serde_json::Result<Self> {
        let rules = book.rules();
        Ok(Self {
            catalogue: of(book, &Catalogue::of(rules))?,
            laws: of(book, &json!({ "laws": open_law::acts(rules) }))?,
            parameters: of(
                book,
                &json!({ "parameters": open_law::numbers(rules), "tables": open_law::tables(rules) }),
            )?,
            openapi: serde_json::to_vec(&openapi(book)?)?.into(),
        })
    }
}

/// A document with the version of the rules in front.
fn of(book: &Book, document: &impl Serialize) -> serde_json::Result<Bytes> {
    #[derive(Serialize)]
    struct Versioned<'a, T> {
        version: &'a str,
        #[serde(flatten)]
        document: &'a T,
    }
    let version = book.version();
    Ok(serde_json::to_vec(&Versioned { version, document })?.into())
}

/// The interface, with the family that these rules know.
fn openapi(book: &Book) -> serde_json::Result<Value> {
    let mut whole: Value = serde_json::from_str(OPENAPI)?;
    if let Some(schemas) = whole
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
    {
        let rules = book.rules();
        for (id, entity) in (0_u16..).zip(&rules.entities) {
            schemas.insert(schema_name(entity), schema(rules, EntityId(id), entity));
        }
    }
    Ok(whole)
}

fn schema_name(entity: &Entity) -> String {
    let name = &entity.head.name.text;
    let first: String = name.chars().take(1).flat_map(char::to_uppercase).collect();
    first + &name.chars().skip(1).collect::<String>()
}

fn schema(rules: &RuleSet, id: EntityId, entity: &Entity) -> Value {
    let mut properties = Map::new();
    for fact in rules.facts.iter().filter(|fact| fact.entity == id) {
        properties.insert(fact.head.name.text.clone(), schema_of(fact));
    }
    for member in &rules.entities {
        if member.within.is_some_and(|(_, to)| to == id) {
            let items = json!({ "$ref": format!("#/components/schemas/{}", schema_name(member)) });
            let list = json!({ "type": "array", "maxItems": MOST, "items": items });
            properties.insert(member.many.clone(), list);
        }
    }
    json!({
        "type": "object", "additionalProperties": false, "properties": properties,
        "description": entity.head.text(Purpose::Means, "en"),
    })
}

fn schema_of(fact: &Fact) -> Value {
    let shown = |parts| show::value(&fact.kind, parts, fact.below);
    let mut schema = match &fact.kind {
        Type::YesNo => json!({ "type": ["boolean", "null"] }),
        Type::Date => json!({ "type": ["string", "null"], "format": "date" }),
        Type::Choice(_, names) => {
            let options = names.iter().map(|name| json!(name)).chain([Value::Null]);
            json!({ "enum": options.collect::<Vec<_>>() })
        }
        Type::Number(unit) => json!({
            "type": ["number", "null"], "minimum": shown(fact.least), "maximum": shown(fact.most),
            "x-unit": unit.to_string(),
        }),
    };
    if let Some(schema) = schema.as_object_mut() {
        schema.insert(
            "description".into(),
            json!(fact.head.text(Purpose::Means, "en")),
        );
        if let Some(assumed) = fact.assumed {
            schema.insert("default".into(), shown(assumed));
        }
    }
    schema
}
