//! As much of JSON Schema as the interface's own document uses. A word that is not known here
//! fails, so that nothing in the document goes unheld.

use serde_json::{Map, Value};

/// Words that only tell.
const TELLING: [&str; 6] = [
    "description",
    "format",
    "default",
    "x-unit",
    "example",
    "title",
];

/// Everything in `value` that does not fit.
pub(crate) fn misfits(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look(document, schema, value, "", &mut found);
    found
}

fn look(document: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let schema = schema.as_object().expect("a schema is an object");
    for (word, says) in schema {
        let mut wrong = |what: String| found.push(format!("{at}: {what}"));
        match word.as_str() {
            "$ref" => {
                let to = says
                    .as_str()
                    .and_then(|to| to.strip_prefix('#'))
                    .expect("a pointer");
                let to = document
                    .pointer(to)
                    .unwrap_or_else(|| panic!("nothing at {to}"));
                look(document, to, value, at, found);
            }
            "type" => {
                let one = std::slice::from_ref(says);
                let kinds = says.as_array().map_or(one, Vec::as_slice);
                if !kinds
                    .iter()
                    .any(|kind| is(kind.as_str().expect("a type"), value))
                {
                    wrong(format!("{value} is not {says}"));
                }
            }
            "enum" if !says.as_array().expect("values").contains(value) => {
                wrong(format!("{value} is none of {says}"));
            }
            "anyOf" => {
                let ways = says.as_array().expect("schemas");
                let tries: Vec<_> = ways
                    .iter()
                    .map(|way| misfits(document, way, value))
                    .collect();
                if tries.iter().all(|misfits| !misfits.is_empty()) {
                    wrong(format!("{value} fits nowhere: {tries:?}"));
                }
            }
            "minimum" if value.as_f64() < says.as_f64() && value.is_number() => {
                wrong(format!("{value} is below {says}"));
            }
            "maximum" if value.as_f64() > says.as_f64() => {
                wrong(format!("{value} is above {says}"))
            }
            "maxItems" if value.as_array().map(Vec::len) > says.as_u64().map(|n| n as usize) => {
                wrong(format!("more than {says}"));
            }
            "items" => {
                for (number, one) in value.as_array().into_iter().flatten().enumerate() {
                    look(document, says, one, &format!("{at}/{number}"), found);
                }
            }
            "required" => {
                for name in says
                    .as_array()
                    .expect("names")
                    .iter()
                    .filter_map(Value::as_str)
                {
                    if value.as_object().is_some_and(|all| !all.contains_key(name)) {
                        wrong(format!("without {name}"));
                    }
                }
            }
            "properties" | "additionalProperties" => {}
            "enum" | "minimum" | "maximum" | "maxItems" => {}
            word => assert!(TELLING.contains(&word), "{word} is not held by this test"),
        }
    }
    if let Some(members) = value.as_object() {
        look_inside(document, schema, members, at, found);
    }
}

fn look_inside(
    document: &Value,
    schema: &Map<String, Value>,
    members: &Map<String, Value>,
    at: &str,
    found: &mut Vec<String>,
) {
    let known = schema.get("properties").and_then(Value::as_object);
    for (name, value) in members {
        let at = format!("{at}/{name}");
        match (
            known.and_then(|known| known.get(name)),
            schema.get("additionalProperties"),
        ) {
            (Some(schema), _) => look(document, schema, value, &at, found),
            (None, Some(Value::Bool(false))) => found.push(format!("{at}: not in the schema")),
            (None, Some(schema @ Value::Object(_))) => look(document, schema, value, &at, found),
            (None, _) => {}
        }
    }
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        kind => panic!("{kind} is no type"),
    }
}
