//! Reads the three-file form that people can keep in a spreadsheet (`organizations.csv`,
//! `services.csv`, `locations.csv`; see `content/demo/offers/README.md`) into HSDS rows.

use crate::bundle::{Bundle, Origin};
use crate::geography::municipality;
use crate::hours::{parse, to_schedule};
use crate::source::{BadRow, Sheet, Source};
use crate::tables::{Kind, TABLES, table};
use crate::values::{checked, quoted};
use crate::vocabulary::{self, Taxonomy};

/// Whether the source is of this form.
pub(crate) fn fits(source: &Source) -> bool {
    source
        .header("services.csv")
        .iter()
        .any(|column| column == "domains")
}

/// HSDS rows from the three files.
pub(crate) fn read(source: &Source, bad: &mut Vec<BadRow>) -> Bundle {
    let mut bundle = Bundle::new();
    let ours = Origin {
        file: "the program's own terms".into(),
        line: 0,
    };
    for taxonomy in vocabulary::ALL {
        bundle.add(
            "taxonomies",
            &ours,
            &[
                ("id", taxonomy.id),
                ("name", taxonomy.name),
                ("description", taxonomy.name),
            ],
        );
        for (code, words) in taxonomy.terms {
            let id = taxonomy.term_id(code);
            bundle.add(
                "taxonomy_terms",
                &ours,
                &[
                    ("id", &id),
                    ("code", code),
                    ("name", words),
                    ("description", words),
                    ("language", "da"),
                    ("taxonomy_id", taxonomy.id),
                ],
            );
        }
    }
    each(source, "organizations.csv", &["id", "name"], bad, |line| {
        organization(line, &mut bundle)
    });
    each(
        source,
        "services.csv",
        &["id", "organization_id", "name", "kind"],
        bad,
        |line| service(line, &mut bundle),
    );
    each(
        source,
        "locations.csv",
        &["id", "service_id"],
        bad,
        |line| location(line, &mut bundle),
    );
    // What the three files cannot say.
    let never = [
        "organization_identifiers",
        "programs",
        "accessibility",
        "funding",
        "required_documents",
    ];
    bundle
        .absent
        .extend(never.iter().filter_map(|name| table(name)));
    let kept: &[(&str, &str)] = &[
        ("services", "assured_date"),
        ("services", "assurer_email"),
        ("locations", "latitude"),
        ("locations", "longitude"),
        ("locations", "confidential"),
    ];
    for (name, column) in kept {
        let file = format!("{name}.csv");
        let told = source.header(&file).iter().any(|c| c == column);
        if let (false, Some(at)) = (told, table(name)) {
            bundle.silent.extend(
                TABLES
                    .get(at)
                    .and_then(|t| t.column(column))
                    .map(|column| (at, column)),
            );
        }
    }
    bundle
}

/// One line being read, with what is wrong with it so far.
struct Line<'a> {
    sheet: &'a Sheet,
    origin: &'a Origin,
    row: &'a [String],
    bad: Vec<BadRow>,
}

fn each(
    source: &Source,
    file: &str,
    required: &[&str],
    bad: &mut Vec<BadRow>,
    mut take: impl FnMut(&mut Line) -> Option<()>,
) {
    let Some(sheet) = Sheet::read(source, file, bad) else {
        return;
    };
    for column in required {
        if !sheet.has(column) {
            let reason = "this column is missing from the header".to_string();
            bad.push(BadRow {
                file: file.into(),
                line: 1,
                field: (*column).into(),
                reason,
            });
            return;
        }
    }
    for (origin, row) in &sheet.rows {
        let mut line = Line {
            sheet: &sheet,
            origin,
            row,
            bad: Vec::new(),
        };
        take(&mut line);
        bad.append(&mut line.bad);
    }
}

impl Line<'_> {
    fn refuse(&mut self, field: &str, reason: String) {
        let (file, line) = (self.origin.file.to_string(), self.origin.line);
        self.bad.push(BadRow {
            file,
            line,
            field: field.into(),
            reason,
        });
    }

    fn get(&mut self, column: &str, kind: Kind) -> String {
        match checked(kind, self.sheet.cell(self.row, column)) {
            Ok(value) => value.unwrap_or_default(),
            Err(reason) => {
                self.refuse(column, reason);
                String::new()
            }
        }
    }

    fn must(&mut self, column: &str, kind: Kind) -> String {
        let before = self.bad.len();
        let value = self.get(column, kind);
        if value.is_empty() && self.bad.len() == before {
            self.refuse(column, "must not be empty".into());
        }
        value
    }

    /// Values parted by `|`.
    fn list(&mut self, column: &str) -> Vec<String> {
        let written = self.get(column, Kind::Text);
        let mut values: Vec<String> = Vec::new();
        for value in written.split('|').map(str::trim).filter(|v| !v.is_empty()) {
            if !values.iter().any(|known| known == value) {
                values.push(value.to_string());
            }
        }
        values
    }

    /// Terms of a taxonomy, each known to us.
    fn terms(&mut self, column: &str, taxonomy: &Taxonomy) -> Vec<String> {
        let written = self.list(column);
        for value in &written {
            if taxonomy.code(value).is_none() {
                let known: Vec<&str> = taxonomy.terms.iter().map(|(code, _)| *code).collect();
                self.refuse(
                    column,
                    format!("{} is not one of {}", quoted(value), known.join(", ")),
                );
            }
        }
        written
    }
}

fn organization(line: &mut Line, bundle: &mut Bundle) -> Option<()> {
    let id = line.must("id", Kind::Id);
    let (name, name_en) = (
        line.must("name", Kind::Text),
        line.get("name_en", Kind::Text),
    );
    let (website, description) = (
        line.get("url", Kind::Url),
        line.get("description", Kind::Text),
    );
    let source_url = line.get("source_url", Kind::Url);
    line.bad.is_empty().then_some(())?;
    bundle.add(
        "organizations",
        line.origin,
        &[
            ("id", &id),
            ("name", &name),
            ("alternate_name", &name_en),
            ("description", &description),
            ("website", &website),
        ],
    );
    provenance(
        bundle,
        line.origin,
        "organization",
        &id,
        &source_url,
        "",
        "",
    );
    Some(())
}

fn service(line: &mut Line, bundle: &mut Bundle) -> Option<()> {
    let (id, organization) = (
        line.must("id", Kind::Id),
        line.must("organization_id", Kind::Ref("organizations")),
    );
    let name = line.must("name", Kind::Text);
    let description = line.get("description", Kind::Text);
    let needs = line.terms("domains", &vocabulary::NEED);
    let kinds = line.terms("kind", &vocabulary::KIND);
    let audience = line.terms("audience", &vocabulary::AUDIENCE);
    let channels = line.terms("channel", &vocabulary::CHANNEL);
    let eligibility = line.get("eligibility", Kind::Text);
    let cost = line.get("cost", Kind::Text);
    let anonymous = line.get("anonymous", Kind::Flag);
    let (phone, email) = (
        line.get("phone", Kind::Phone),
        line.get("email", Kind::Email),
    );
    let (url, hours) = (
        line.get("url", Kind::Url),
        line.get("opening_hours", Kind::Text),
    );
    let (source_url, source_date) = (
        line.get("source_url", Kind::Url),
        line.get("source_date", Kind::PartOfDay),
    );
    let (coverage, source_type) = (
        line.get("coverage", Kind::Text),
        line.get("source_type", Kind::Text),
    );
    let (assured, assurer) = (
        line.get("assured_date", Kind::Day),
        line.get("assurer_email", Kind::Email),
    );
    let languages = line.list("languages");
    for code in &languages {
        if let Err(reason) = checked(Kind::Language, code) {
            line.refuse("languages", reason);
        }
    }
    if !matches!(coverage.as_str(), "" | "landsdaekkende" | "lokal") {
        line.refuse(
            "coverage",
            format!("{} is not landsdaekkende or lokal", quoted(&coverage)),
        );
    }
    line.must("kind", Kind::Text);
    line.bad.is_empty().then_some(())?;

    let origin = line.origin;
    bundle.add(
        "services",
        origin,
        &[
            ("id", &id),
            ("organization_id", &organization),
            ("name", &name),
            ("description", &description),
            ("url", &url),
            ("email", &email),
            ("status", "active"),
            ("fees_description", &cost),
            ("eligibility_description", &eligibility),
            ("assured_date", &assured),
            ("assurer_email", &assurer),
        ],
    );
    let anonymous: &[String] = if anonymous == "true" {
        &["y".to_string()]
    } else {
        &[]
    };
    let sorted = [
        (&vocabulary::NEED, needs.as_slice()),
        (&vocabulary::KIND, &kinds),
        (&vocabulary::AUDIENCE, &audience),
        (&vocabulary::CHANNEL, &channels),
        (&vocabulary::ANONYMITY, anonymous),
    ];
    for (taxonomy, codes) in sorted {
        for code in codes {
            let term = taxonomy.term_id(code);
            bundle.add(
                "attributes",
                origin,
                &[
                    ("id", &format!("{id}:{term}")),
                    ("link_id", &id),
                    ("taxonomy_term_id", &term),
                    ("link_type", taxonomy.id),
                    ("link_entity", "service"),
                ],
            );
        }
    }
    for code in &languages {
        bundle.add(
            "languages",
            origin,
            &[
                ("id", &format!("{id}:{code}")),
                ("service_id", &id),
                ("code", code),
                ("name", code),
            ],
        );
    }
    if !cost.is_empty() {
        let free = if cost == "gratis" { "0" } else { "" };
        bundle.add(
            "cost_options",
            origin,
            &[
                ("id", &format!("{id}:cost")),
                ("service_id", &id),
                ("option", &cost),
                ("currency", "DKK"),
                ("amount", free),
            ],
        );
    }
    if coverage == "landsdaekkende" {
        bundle.add(
            "service_areas",
            origin,
            &[
                ("id", &format!("{id}:area")),
                ("service_id", &id),
                ("name", "Danmark"),
                ("extent", "DK"),
                ("extent_type", "nationwide"),
            ],
        );
    }
    if !phone.is_empty() {
        bundle.add(
            "phones",
            origin,
            &[
                ("id", &format!("{id}:phone")),
                ("service_id", &id),
                ("number", &phone),
                ("type", "voice"),
            ],
        );
    }
    schedules(bundle, origin, "service_id", &id, &hours);
    provenance(
        bundle,
        origin,
        "service",
        &id,
        &source_url,
        &source_date,
        &source_type,
    );
    Some(())
}

fn location(line: &mut Line, bundle: &mut Bundle) -> Option<()> {
    let (id, service) = (
        line.must("id", Kind::Id),
        line.must("service_id", Kind::Ref("services")),
    );
    let (name, street) = (line.get("name", Kind::Text), line.get("street", Kind::Text));
    let (postcode, city) = (
        line.get("postcode", Kind::Postcode),
        line.get("city", Kind::Text),
    );
    let code = line.get("municipality", Kind::Municipality);
    let (latitude, longitude) = (
        line.get("latitude", Kind::Degrees),
        line.get("longitude", Kind::Degrees),
    );
    let confidential = line.get("confidential", Kind::Flag);
    let (phone, email) = (
        line.get("phone", Kind::Phone),
        line.get("email", Kind::Email),
    );
    let hours = line.get("opening_hours", Kind::Text);
    let (source_url, source_date) = (
        line.get("source_url", Kind::Url),
        line.get("source_date", Kind::PartOfDay),
    );
    line.bad.is_empty().then_some(())?;

    let origin = line.origin;
    bundle.add(
        "locations",
        origin,
        &[
            ("id", &id),
            ("location_type", "physical"),
            ("name", &name),
            ("latitude", &latitude),
            ("longitude", &longitude),
            ("municipality_code", &code),
            ("confidential", &confidential),
        ],
    );
    bundle.add(
        "service_at_location",
        origin,
        &[
            ("id", &format!("{id}:at")),
            ("service_id", &service),
            ("location_id", &id),
        ],
    );
    if !(street.is_empty() && postcode.is_empty() && city.is_empty()) {
        let area = municipality(&code);
        bundle.add(
            "addresses",
            origin,
            &[
                ("id", &format!("{id}:address")),
                ("location_id", &id),
                ("address_1", &street),
                ("city", &city),
                ("postal_code", &postcode),
                ("region", area.map_or("", |m| &m.name)),
                ("state_province", area.map_or("", |m| &m.region)),
                ("country", "DK"),
                ("address_type", "physical"),
            ],
        );
    }
    if !phone.is_empty() {
        bundle.add(
            "phones",
            origin,
            &[
                ("id", &format!("{id}:phone")),
                ("location_id", &id),
                ("number", &phone),
                ("type", "voice"),
            ],
        );
    }
    if !email.is_empty() {
        bundle.add(
            "contacts",
            origin,
            &[
                ("id", &format!("{id}:contact")),
                ("location_id", &id),
                ("email", &email),
            ],
        );
    }
    schedules(bundle, origin, "location_id", &id, &hours);
    provenance(
        bundle,
        origin,
        "location",
        &id,
        &source_url,
        &source_date,
        "",
    );
    Some(())
}

/// The text as it was written, and the rules in it when they are certain.
fn schedules(bundle: &mut Bundle, origin: &Origin, owner: &str, id: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    let rules = parse(text).unwrap_or_default();
    if rules.is_empty() {
        bundle.add(
            "schedules",
            origin,
            &[
                ("id", &format!("{id}:hours")),
                (owner, id),
                ("description", text),
            ],
        );
    }
    for (number, rule) in rules.iter().enumerate() {
        let s = to_schedule(rule);
        bundle.add(
            "schedules",
            origin,
            &[
                ("id", &format!("{id}:hours:{number}")),
                (owner, id),
                ("description", text),
                ("freq", &s.freq),
                ("interval", &s.interval),
                ("byday", &s.byday),
                ("byweekno", &s.byweekno),
                ("opens_at", &s.opens_at),
                ("closes_at", &s.closes_at),
                ("attending_type", &s.attending_type),
                ("timezone", "Europe/Copenhagen"),
            ],
        );
    }
}

/// Where the row was read, when its source was written and whose page it was.
fn provenance(
    bundle: &mut Bundle,
    origin: &Origin,
    kind: &str,
    id: &str,
    url: &str,
    date: &str,
    by: &str,
) {
    bundle.add(
        "metadata",
        origin,
        &[
            ("id", &format!("{id}:source:{kind}")),
            ("resource_id", id),
            ("resource_type", kind),
            ("last_action_date", date),
            ("last_action_type", "collected"),
            ("field_name", "source_url"),
            ("replacement_value", url),
            ("updated_by", by),
        ],
    );
}
