//! What only the whole set of rows can tell: ids that stand twice, references to nothing, and
//! a hidden street that stands in a text everybody may read.

use std::collections::{HashMap, HashSet};

use base::text::fold;

use crate::bundle::{Bundle, Origin};
use crate::source::BadRow;
use crate::tables::{Kind, TABLES, table};
use crate::values::quoted;

/// The ids of every table that are stored already.
pub(crate) type Stored = Vec<HashSet<String>>;

/// Takes every row out of the bundle that cannot stand, with all that its line became, until
/// the rest can; says why.
pub(crate) fn sift(bundle: &mut Bundle, stored: &Stored, bad: &mut Vec<BadRow>) {
    twice(bundle, bad);
    leaks(bundle, bad);
    // A dropped row may be what another refers to, so look again until nothing falls.
    while references(bundle, stored, bad) {}
}

fn refuse(bad: &mut Vec<BadRow>, origin: &Origin, field: &str, reason: String) {
    bad.push(BadRow {
        file: origin.file.to_string(),
        line: origin.line,
        field: field.to_string(),
        reason,
    });
}

fn drop_lines(bundle: &mut Bundle, lines: &HashSet<Origin>) {
    for rows in &mut bundle.tables {
        rows.retain(|record| !lines.contains(&record.origin));
    }
}

fn twice(bundle: &mut Bundle, bad: &mut Vec<BadRow>) {
    let mut fallen = HashSet::new();
    for rows in &bundle.tables {
        let mut first: HashMap<&str, &Origin> = HashMap::with_capacity(rows.len());
        for record in rows {
            if let Some(before) = first.get(record.id()) {
                // One line that names the same language twice is no harm; two lines are.
                if fallen.insert(record.origin.clone()) {
                    let reason = format!(
                        "{} stands already in line {} of {}",
                        quoted(record.id()),
                        before.line,
                        before.file
                    );
                    refuse(bad, &record.origin, "id", reason);
                }
            } else {
                first.insert(record.id(), &record.origin);
            }
        }
    }
    drop_lines(bundle, &fallen);
}

/// Which table a link that is no foreign key leads to.
fn linked(entity: &str) -> Option<usize> {
    table(entity).or_else(|| table(&format!("{entity}s")))
}

fn references(bundle: &mut Bundle, stored: &Stored, bad: &mut Vec<BadRow>) -> bool {
    let ids: Vec<HashSet<&str>> = bundle
        .tables
        .iter()
        .map(|rows| rows.iter().map(|r| r.id()).collect())
        .collect();
    let is_there = |at: usize, id: &str| {
        ids.get(at).is_some_and(|i| i.contains(id))
            || stored.get(at).is_some_and(|i| i.contains(id))
    };
    let mut fallen = HashSet::new();
    for (at, (rows, columns)) in bundle.tables.iter().zip(TABLES).enumerate() {
        for record in rows {
            for (cell, column) in record.cells.iter().zip(columns.columns) {
                let (Some(id), Kind::Ref(other)) = (cell.as_deref(), column.kind) else {
                    continue;
                };
                if !table(other).is_some_and(|other| is_there(other, id))
                    && fallen.insert(record.origin.clone())
                {
                    let reason = format!(
                        "{} is no id in {other}; add it there or correct it here",
                        quoted(id)
                    );
                    refuse(bad, &record.origin, column.name, reason);
                }
            }
            let link = match columns.name {
                "attributes" => Some(("link_id", record.get(at, "link_entity"))),
                "metadata" => Some(("resource_id", record.get(at, "resource_type"))),
                _ => None,
            };
            if let Some((field, entity)) = link {
                let id = record.get(at, field);
                if linked(entity).is_none_or(|other| !is_there(other, id))
                    && fallen.insert(record.origin.clone())
                {
                    refuse(
                        bad,
                        &record.origin,
                        field,
                        format!("{} is no {} that is known", quoted(id), quoted(entity)),
                    );
                }
            }
        }
    }
    drop_lines(bundle, &fallen);
    !fallen.is_empty()
}

/// The texts of services and places that everybody reads.
const PUBLIC_TEXTS: [(&str, &[&str]); 3] = [
    (
        "services",
        &[
            "name",
            "alternate_name",
            "description",
            "eligibility_description",
            "application_process",
            "alert",
            "url",
        ],
    ),
    (
        "locations",
        &[
            "name",
            "alternate_name",
            "description",
            "transportation",
            "url",
        ],
    ),
    ("service_at_location", &["description"]),
];

fn leaks(bundle: &mut Bundle, bad: &mut Vec<BadRow>) {
    let (Some(addresses), Some(at_location)) = (table("addresses"), table("service_at_location"))
    else {
        return;
    };
    let hidden = bundle.confidential();
    if hidden.is_empty() {
        return;
    }
    // What each text's row belongs to → the streets it must not name.
    let mut secrets: HashMap<(usize, &str), Vec<String>> = HashMap::new();
    let mut streets: HashMap<&str, Vec<String>> = HashMap::new();
    for address in bundle
        .of("addresses")
        .iter()
        .filter(|a| hidden.contains(a.get(addresses, "location_id")))
    {
        let street = fold(address.get(addresses, "address_1"));
        if street.chars().count() >= 4 {
            streets
                .entry(address.get(addresses, "location_id"))
                .or_default()
                .push(street);
        }
    }
    for at in bundle.of("service_at_location") {
        let (service, location) = (
            at.get(at_location, "service_id"),
            at.get(at_location, "location_id"),
        );
        for street in streets.get(location).into_iter().flatten() {
            for (name, id) in [
                ("services", service),
                ("locations", location),
                ("service_at_location", at.id()),
            ] {
                secrets
                    .entry((table(name).unwrap_or_default(), id))
                    .or_default()
                    .push(street.clone());
            }
        }
    }
    let mut fallen = HashSet::new();
    for (name, columns) in PUBLIC_TEXTS {
        let Some(at) = table(name) else { continue };
        for record in bundle.of(name) {
            let Some(streets) = secrets.get(&(at, record.id())) else {
                continue;
            };
            for column in columns {
                let text = fold(record.get(at, column));
                if streets.iter().any(|street| text.contains(street.as_str()))
                    && fallen.insert(record.origin.clone())
                {
                    // The reason names the field, never the street.
                    refuse(
                        bad,
                        &record.origin,
                        column,
                        "names the street of a place that is confidential; take it out of the text"
                            .into(),
                    );
                }
            }
        }
    }
    drop_lines(bundle, &fallen);
}
