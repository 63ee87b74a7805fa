//! One offer with everything that is known about it, put together from its HSDS rows.

use std::collections::HashMap;

use crate::bundle::{Bundle, Record};
use crate::hours::{Rule, Schedule, from_schedule};
use crate::place::Place;
use crate::tables::table;
use crate::vocabulary::{ANONYMITY, AUDIENCE, CHANNEL, KIND, NEED, Taxonomy};

/// An offer of help: an HSDS service.
#[derive(Debug, Clone)]
pub struct Offer {
    /// HSDS service id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who offers it.
    pub organization: String,
    /// That organisation's other name.
    pub organization_other: String,
    /// What it is, in Danish as collected.
    pub description: String,
    /// For whom, in the source's words.
    pub eligibility: String,
    /// Codes of [`NEED`].
    pub needs: Vec<&'static str>,
    /// Codes of [`KIND`].
    pub kinds: Vec<&'static str>,
    /// Codes of [`AUDIENCE`].
    pub audience: Vec<&'static str>,
    /// Codes of [`CHANNEL`].
    pub channels: Vec<&'static str>,
    /// Whether the source says that one may be anonymous.
    pub anonymous: bool,
    /// ISO 639 codes.
    pub languages: Vec<String>,
    /// What it costs, in the source's words; empty when not known.
    pub cost: String,
    /// Telephone number.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// Web page.
    pub url: String,
    /// When it is open, as rules.
    pub rules: Vec<Rule>,
    /// When it is open, as text.
    pub hours: String,
    /// Whether it is for the whole country.
    pub nationwide: bool,
    /// Whether it is offered at present.
    pub active: bool,
    /// When somebody confirmed it with the organisation: a date.
    pub verified: String,
    /// The page it was collected from.
    pub source_url: String,
    /// When that page was written: `2026`, `2026-11` or a date; empty when it does not say.
    pub source_date: String,
    /// Where it can be met.
    pub places: Vec<Place>,
}

/// Rows of one table by one of their columns.
struct By<'a> {
    at: usize,
    rows: HashMap<&'a str, Vec<&'a Record>>,
}

impl<'a> By<'a> {
    fn of(bundle: &'a Bundle, name: &str, column: &str) -> Self {
        let at = table(name).unwrap_or_default();
        let mut rows: HashMap<&str, Vec<&Record>> = HashMap::new();
        for record in bundle.of(name) {
            rows.entry(record.get(at, column)).or_default().push(record);
        }
        Self { at, rows }
    }

    fn all(&self, id: &str) -> &[&'a Record] {
        self.rows.get(id).map_or(&[], Vec::as_slice)
    }

    fn first(&self, id: &str, column: &str) -> &'a str {
        self.all(id)
            .first()
            .map_or("", |record| record.get(self.at, column))
    }
}

/// Every offer of a bundle, in the order of its rows.
pub(crate) fn offers(bundle: &Bundle) -> Vec<Offer> {
    let organizations = By::of(bundle, "organizations", "id");
    let at_location = By::of(bundle, "service_at_location", "service_id");
    let places = places(bundle);
    let attributes = By::of(bundle, "attributes", "link_id");
    let phones = By::of(bundle, "phones", "service_id");
    let contacts = By::of(bundle, "contacts", "service_id");
    let schedules = By::of(bundle, "schedules", "service_id");
    let languages = By::of(bundle, "languages", "service_id");
    let costs = By::of(bundle, "cost_options", "service_id");
    let areas = By::of(bundle, "service_areas", "service_id");
    let metadata = By::of(bundle, "metadata", "resource_id");
    let at = table("services").unwrap_or_default();
    let read = |service: &Record| {
        let id = service.id();
        let get = |column: &str| service.get(at, column).to_string();
        let terms = |taxonomy: &'static Taxonomy| -> Vec<&'static str> {
            let ids = attributes
                .all(id)
                .iter()
                .map(|a| a.get(attributes.at, "taxonomy_term_id"));
            ids.filter_map(|term| taxonomy.code(term.strip_prefix(taxonomy.id)?.strip_prefix(':')?))
                .collect()
        };
        let (rules, hours) = opening(&schedules, id);
        let organization = service.get(at, "organization_id");
        let own = |values: &str, other: &str| {
            if values.is_empty() {
                other.to_string()
            } else {
                values.to_string()
            }
        };
        Offer {
            id: id.to_string(),
            name: get("name"),
            organization: organizations.first(organization, "name").to_string(),
            organization_other: organizations
                .first(organization, "alternate_name")
                .to_string(),
            description: get("description"),
            eligibility: get("eligibility_description"),
            needs: terms(&NEED),
            kinds: terms(&KIND),
            audience: terms(&AUDIENCE),
            channels: terms(&CHANNEL),
            anonymous: !terms(&ANONYMITY).is_empty(),
            languages: languages
                .all(id)
                .iter()
                .map(|l| l.get(languages.at, "code").to_string())
                .filter(|c| !c.is_empty())
                .collect(),
            cost: own(&get("fees_description"), costs.first(id, "option")),
            phone: phones.first(id, "number").to_string(),
            email: own(&get("email"), contacts.first(id, "email")),
            url: own(&get("url"), organizations.first(organization, "website")),
            rules,
            hours,
            nationwide: areas
                .all(id)
                .iter()
                .any(|a| a.get(areas.at, "extent_type") == "nationwide"),
            active: service.get(at, "status") == "active",
            verified: get("assured_date"),
            source_url: source(&metadata, id, "replacement_value"),
            source_date: source(&metadata, id, "last_action_date"),
            places: at_location
                .all(id)
                .iter()
                .filter_map(|s| places.get(s.get(at_location.at, "location_id")).cloned())
                .collect(),
        }
    };
    bundle.of("services").iter().map(read).collect()
}

fn places(bundle: &Bundle) -> HashMap<&str, Place> {
    let schedules = By::of(bundle, "schedules", "location_id");
    // One small bundle a place, so that reading a place stays in `place.rs` and is not quadratic.
    let mut around: HashMap<&str, Bundle> = bundle
        .of("locations")
        .iter()
        .map(|l| (l.id(), Bundle::new()))
        .collect();
    for name in ["addresses", "phones", "contacts"] {
        let Some(at) = table(name) else { continue };
        for record in bundle.of(name) {
            if let Some(rows) = around
                .get_mut(record.get(at, "location_id"))
                .and_then(|b| b.tables.get_mut(at))
            {
                rows.push(record.clone());
            }
        }
    }
    let mut read = HashMap::new();
    for location in bundle.of("locations") {
        let (rules, hours) = opening(&schedules, location.id());
        if let Some(around) = around.get(location.id()) {
            read.insert(location.id(), Place::read(around, location, rules, hours));
        }
    }
    read
}

/// The rules when every schedule is one, and the text.
fn opening(schedules: &By, owner: &str) -> (Vec<Rule>, String) {
    let rows = schedules.all(owner);
    let rules: Option<Vec<Rule>> = rows
        .iter()
        .map(|s| {
            let get = |column: &str| s.get(schedules.at, column).to_string();
            from_schedule(&Schedule {
                freq: get("freq"),
                interval: get("interval"),
                byday: get("byday"),
                byweekno: get("byweekno"),
                opens_at: get("opens_at"),
                closes_at: get("closes_at"),
                attending_type: get("attending_type"),
            })
        })
        .collect();
    let mut texts: Vec<&str> = rows
        .iter()
        .map(|s| s.get(schedules.at, "description"))
        .filter(|t| !t.is_empty())
        .collect();
    texts.dedup();
    (rules.unwrap_or_default(), texts.join("; "))
}

fn source(metadata: &By, id: &str, column: &str) -> String {
    let rows = metadata
        .all(id)
        .iter()
        .filter(|m| m.get(metadata.at, "field_name") == "source_url");
    rows.map(|m| m.get(metadata.at, column))
        .next()
        .unwrap_or_default()
        .to_string()
}
