//! HSDS 3.0, table by table: its tabular names and columns (Open Referral, datapackage of 3.0.0),
//! what each column may hold and what it refers to. Import, export and storage all read this
//! one list. Ids are text, because sources have natural ones; links of other types are ours to
//! check, so a column is one of these [`Kind`]s. `locations` has two columns more.

use Kind::{
    Day, Degrees, Email, Flag, Id, Language, Municipality, OneOf, PartOfDay, Phone, Postcode, Ref,
    Text, Time, Url,
};

/// What a column may hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// The row's own id.
    Id,
    /// The id of a row in another table.
    Ref(&'static str),
    Text,
    /// http or https only.
    Url,
    Email,
    Phone,
    /// `2026-11-22`.
    Day,
    /// `2026`, `2026-11` or `2026-11-22`.
    PartOfDay,
    /// `08:30`.
    Time,
    /// ISO 639.
    Language,
    /// A Danish postcode that exists.
    Postcode,
    /// The four digits of a municipality.
    Municipality,
    /// Degrees north or east.
    Degrees,
    Flag,
    OneOf(&'static [&'static str]),
}

/// A column.
#[derive(Debug)]
pub(crate) struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub required: bool,
}

/// A table and its file `<name>.csv`.
#[derive(Debug)]
pub(crate) struct Table {
    pub name: &'static str,
    pub columns: &'static [Column],
}

const fn may(name: &'static str, kind: Kind) -> Column {
    Column {
        name,
        kind,
        required: false,
    }
}

const fn must(name: &'static str, kind: Kind) -> Column {
    Column {
        name,
        kind,
        required: true,
    }
}

const STATUS: &[&str] = &["active", "inactive", "defunct", "temporarily closed"];
const PLACE_TYPES: &[&str] = &["physical", "postal", "virtual"];
const FREQUENCIES: &[&str] = &["WEEKLY", "MONTHLY"];

impl Table {
    /// Where a column stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// Where a table stands in [`TABLES`].
pub(crate) fn table(name: &str) -> Option<usize> {
    TABLES.iter().position(|table| table.name == name)
}

/// Every table, in an order in which each stands after those it refers to.
pub(crate) const TABLES: &[Table] = &[
    // Who stands behind the offers.
    Table {
        name: "organizations",
        columns: &[
            must("id", Id),
            must("name", Text),
            may("alternate_name", Text),
            may("description", Text),
            may("email", Email),
            may("website", Url),
            may("tax_status", Text),
            may("tax_id", Text),
            may("year_incorporated", Text),
            may("legal_status", Text),
            may("logo", Url),
            may("uri", Url),
            may("parent_organization_id", Ref("organizations")),
        ],
    },
    Table {
        name: "organization_identifiers",
        columns: &[
            must("id", Id),
            must("organization_id", Ref("organizations")),
            may("identifier_scheme", Text),
            may("identifier_type", Text),
            must("identifier", Text),
        ],
    },
    Table {
        name: "programs",
        columns: &[
            must("id", Id),
            must("organization_id", Ref("organizations")),
            must("name", Text),
            may("alternate_name", Text),
            may("description", Text),
        ],
    },
    // What is offered.
    Table {
        name: "services",
        columns: &[
            must("id", Id),
            must("organization_id", Ref("organizations")),
            may("program_id", Ref("programs")),
            must("name", Text),
            may("alternate_name", Text),
            may("description", Text),
            may("url", Url),
            may("email", Email),
            must("status", OneOf(STATUS)),
            may("interpretation_services", Text),
            may("application_process", Text),
            may("fees_description", Text),
            may("wait_time", Text),
            may("fees", Text),
            may("accreditations", Text),
            may("eligibility_description", Text),
            may("minimum_age", Text),
            may("maximum_age", Text),
            may("assured_date", Day),
            may("assurer_email", Email),
            may("licenses", Text),
            may("alert", Text),
            may("last_modified", Text),
        ],
    },
    // Places. Two columns are ours: the municipality, and whether the place is confidential.
    Table {
        name: "locations",
        columns: &[
            must("id", Id),
            must("location_type", OneOf(PLACE_TYPES)),
            may("url", Url),
            may("organization_id", Ref("organizations")),
            may("name", Text),
            may("alternate_name", Text),
            may("description", Text),
            may("transportation", Text),
            may("latitude", Degrees),
            may("longitude", Degrees),
            may("external_identifier", Text),
            may("external_identifier_type", Text),
            may("municipality_code", Municipality),
            may("confidential", Flag),
        ],
    },
    // Which service is at which place.
    Table {
        name: "service_at_location",
        columns: &[
            must("id", Id),
            must("service_id", Ref("services")),
            must("location_id", Ref("locations")),
            may("description", Text),
        ],
    },
    Table {
        name: "contacts",
        columns: &[
            must("id", Id),
            may("organization_id", Ref("organizations")),
            may("service_id", Ref("services")),
            may("service_at_location_id", Ref("service_at_location")),
            may("location_id", Ref("locations")),
            may("name", Text),
            may("title", Text),
            may("department", Text),
            may("email", Email),
        ],
    },
    Table {
        name: "phones",
        columns: &[
            must("id", Id),
            may("location_id", Ref("locations")),
            may("service_id", Ref("services")),
            may("organization_id", Ref("organizations")),
            may("contact_id", Ref("contacts")),
            may("service_at_location_id", Ref("service_at_location")),
            must("number", Phone),
            may("extension", Text),
            may("type", Text),
            may("description", Text),
        ],
    },
    // Streets. Read by `place.rs` alone.
    Table {
        name: "addresses",
        columns: &[
            must("id", Id),
            must("location_id", Ref("locations")),
            may("attention", Text),
            may("address_1", Text),
            may("address_2", Text),
            may("city", Text),
            may("region", Text),
            may("state_province", Text),
            may("postal_code", Postcode),
            must("country", Text),
            must("address_type", OneOf(PLACE_TYPES)),
        ],
    },
    Table {
        name: "schedules",
        columns: &[
            must("id", Id),
            may("service_id", Ref("services")),
            may("location_id", Ref("locations")),
            may("service_at_location_id", Ref("service_at_location")),
            may("valid_from", Day),
            may("valid_to", Day),
            may("dtstart", Day),
            may("timezone", Text),
            may("until", Day),
            may("count", Text),
            may("wkst", Text),
            may("freq", OneOf(FREQUENCIES)),
            may("interval", Text),
            may("byday", Text),
            may("byweekno", Text),
            may("bymonthday", Text),
            may("byyearday", Text),
            may("description", Text),
            may("opens_at", Time),
            may("closes_at", Time),
            may("schedule_link", Url),
            may("attending_type", Text),
            may("notes", Text),
        ],
    },
    Table {
        name: "languages",
        columns: &[
            must("id", Id),
            may("service_id", Ref("services")),
            may("location_id", Ref("locations")),
            may("phone_id", Ref("phones")),
            may("name", Text),
            may("code", Language),
            may("note", Text),
        ],
    },
    Table {
        name: "cost_options",
        columns: &[
            must("id", Id),
            must("service_id", Ref("services")),
            may("valid_from", Day),
            may("valid_to", Day),
            may("option", Text),
            may("currency", Text),
            may("amount", Text),
            may("amount_description", Text),
        ],
    },
    Table {
        name: "service_areas",
        columns: &[
            must("id", Id),
            must("service_id", Ref("services")),
            may("name", Text),
            may("description", Text),
            may("extent", Text),
            may("extent_type", Text),
            may("uri", Url),
        ],
    },
    Table {
        name: "accessibility",
        columns: &[
            must("id", Id),
            may("location_id", Ref("locations")),
            may("description", Text),
            may("details", Text),
            may("url", Url),
        ],
    },
    Table {
        name: "funding",
        columns: &[
            must("id", Id),
            may("organization_id", Ref("organizations")),
            may("service_id", Ref("services")),
            may("source", Text),
        ],
    },
    Table {
        name: "required_documents",
        columns: &[
            must("id", Id),
            must("service_id", Ref("services")),
            must("document", Text),
            may("uri", Url),
        ],
    },
    Table {
        name: "taxonomies",
        columns: &[
            must("id", Id),
            must("name", Text),
            may("description", Text),
            may("uri", Url),
            may("version", Text),
        ],
    },
    Table {
        name: "taxonomy_terms",
        columns: &[
            must("id", Id),
            may("code", Text),
            must("name", Text),
            may("description", Text),
            may("parent_id", Ref("taxonomy_terms")),
            may("taxonomy", Text),
            may("language", Text),
            may("taxonomy_id", Ref("taxonomies")),
            may("term_uri", Url),
        ],
    },
    // What a service is about and for whom: terms of our taxonomies.
    Table {
        name: "attributes",
        columns: &[
            must("id", Id),
            must("link_id", Text),
            must("taxonomy_term_id", Ref("taxonomy_terms")),
            may("link_type", Text),
            must("link_entity", Text),
            may("value", Text),
        ],
    },
    // Where each row comes from and when its source was written.
    Table {
        name: "metadata",
        columns: &[
            must("id", Id),
            must("resource_id", Text),
            must("resource_type", Text),
            may("last_action_date", PartOfDay),
            must("last_action_type", Text),
            must("field_name", Text),
            may("previous_value", Text),
            may("replacement_value", Text),
            may("updated_by", Text),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_stands_after_those_it_refers_to() {
        for (at, table) in TABLES.iter().enumerate() {
            for column in table.columns {
                if let Ref(other) = column.kind {
                    assert!(
                        super::table(other).is_some_and(|other| other <= at),
                        "{}.{}",
                        table.name,
                        column.name
                    );
                }
            }
            assert_eq!(
                table.columns.first().map(|c| c.kind),
                Some(Id),
                "{} starts with its id",
                table.name
            );
        }
    }
}
