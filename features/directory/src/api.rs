//! The directory as open data in the shape of HSDS 3.0: read only, paged, and without what is
//! confidential. Ids are the sources' own.

use access::{Act, Actor, House, Thing};
use axum::Json;
use axum::extract::{Path, State};
use db::Query as _;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::{AppError, Query, Reader};

use crate::bundle::{Bundle, Record};
use crate::export::hide;
use crate::settings::count_search;
use crate::store;
use crate::tables::{Kind, TABLES, Table, table};
use crate::values::is_id;

const PER_PAGE: usize = 20;
const MOST_PER_PAGE: usize = 50;

/// Which page of a list.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    page: String,
    per_page: String,
}

impl Asked {
    fn page(&self) -> usize {
        self.page.parse().unwrap_or(1).clamp(1, 1_000_000)
    }

    fn size(&self) -> usize {
        self.per_page
            .parse()
            .unwrap_or(PER_PAGE)
            .clamp(1, MOST_PER_PAGE)
    }

    /// The parameters of `limit` and `offset`.
    fn window(&self) -> [db::Value; 2] {
        let int = |n: usize| db::Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
        [int(self.size()), int((self.page() - 1) * self.size())]
    }

    /// The page object of HSDS.
    fn list(&self, total: i64, contents: Vec<Value>) -> Json<Value> {
        let total = usize::try_from(total).unwrap_or_default();
        let pages = total.div_ceil(self.size());
        Json(json!({
            "total_items": total, "total_pages": pages, "page_number": self.page(), "size": contents.len(),
            "first_page": self.page() == 1, "last_page": self.page() >= pages, "empty": contents.is_empty(), "contents": contents,
        }))
    }
}

type Answer = Result<Json<Value>, AppError>;

fn anybody(house: &House, actor: &Actor, reader: &Reader) -> Result<(), AppError> {
    house.may(actor, Act::FindHelp, &Thing::House)?;
    count_search(house, reader)
}

/// `GET /api/hsds/services`.
pub(crate) async fn services(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Answer {
    anybody(&house, &actor, &reader)?;
    let (total,): (i64,) = house.db.one(&store::COUNT_SERVICES, &[]).await?;
    let ids: Vec<(String,)> = house
        .db
        .rows(&store::PAGE_SERVICES, &asked.window())
        .await?;
    let mut contents = Vec::with_capacity(ids.len());
    for (id,) in ids {
        contents.extend(service_object(&public(&house, &id).await?, &id));
    }
    Ok(asked.list(total, contents))
}

/// `GET /api/hsds/services/{id}`.
pub(crate) async fn service(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
) -> Answer {
    anybody(&house, &actor, &reader)?;
    if !is_id(&id) {
        return Err(AppError::NotFound);
    }
    service_object(&public(&house, &id).await?, &id)
        .map(Json)
        .ok_or(AppError::NotFound)
}

/// `GET /api/hsds/organizations`.
pub(crate) async fn organizations(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Answer {
    anybody(&house, &actor, &reader)?;
    let (total,): (i64,) = house.db.one(&store::COUNT_ORGANIZATIONS, &[]).await?;
    let at = table("organizations").unwrap_or_default();
    let rows = house
        .db
        .raw(&store::PAGE_ORGANIZATIONS, &asked.window())
        .await?;
    let table = TABLES.get(at).ok_or(AppError::NotFound)?;
    let contents = rows
        .iter()
        .map(|row| Ok(Value::Object(object(table, &store::record(table, row)?))))
        .collect::<Result<_, db::DbError>>()?;
    Ok(asked.list(total, contents))
}

/// `GET /api/hsds/service_at_locations`.
pub(crate) async fn service_at_locations(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Answer {
    anybody(&house, &actor, &reader)?;
    let (total,): (i64,) = house.db.one(&store::COUNT_AT_LOCATIONS, &[]).await?;
    let ids: Vec<(String, String)> = house
        .db
        .rows(&store::PAGE_AT_LOCATIONS, &asked.window())
        .await?;
    let mut contents = Vec::with_capacity(ids.len());
    for (id, service) in ids {
        let bundle = public(&house, &service).await?;
        let found = at_locations(&bundle, &service)
            .into_iter()
            .find(|at| at.get("id").and_then(Value::as_str) == Some(&id));
        if let (Some(Value::Object(mut at)), Some(Value::Object(service))) =
            (found, of_id(&bundle, "services", &service))
        {
            at.insert("service".into(), service.into());
            contents.push(at.into());
        }
    }
    Ok(asked.list(total, contents))
}

/// One service and what belongs to it, without what is confidential.
async fn public(house: &House, service: &str) -> Result<Bundle, AppError> {
    let mut bundle = store::around_service(&house.db, service).await?;
    hide(&mut bundle);
    Ok(bundle)
}

fn service_object(bundle: &Bundle, id: &str) -> Option<Value> {
    let Value::Object(mut service) = of_id(bundle, "services", id)? else {
        return None;
    };
    let organizations = bundle
        .of("organizations")
        .first()
        .and_then(|o| of_id(bundle, "organizations", o.id()));
    service.insert("organization".into(), organizations.unwrap_or_default());
    for name in [
        "phones",
        "schedules",
        "contacts",
        "service_areas",
        "languages",
        "cost_options",
    ] {
        service.insert(name.into(), belonging(bundle, name, "service_id", id));
    }
    service.insert(
        "attributes".into(),
        belonging(bundle, "attributes", "link_id", id),
    );
    service.insert(
        "metadata".into(),
        belonging(bundle, "metadata", "resource_id", id),
    );
    service.insert(
        "service_at_locations".into(),
        at_locations(bundle, id).into(),
    );
    Some(service.into())
}

fn at_locations(bundle: &Bundle, service: &str) -> Vec<Value> {
    let (Some(at), Value::Array(rows)) = (
        table("service_at_location"),
        belonging(bundle, "service_at_location", "service_id", service),
    ) else {
        return Vec::new();
    };
    let locations = bundle
        .of("service_at_location")
        .iter()
        .filter(|r| r.get(at, "service_id") == service)
        .map(|r| r.get(at, "location_id"));
    let with_location = |(row, location): (Value, &str)| {
        let (Value::Object(mut row), Some(Value::Object(mut place))) =
            (row, of_id(bundle, "locations", location))
        else {
            return None;
        };
        for name in ["addresses", "phones", "contacts", "schedules"] {
            place.insert(
                name.into(),
                belonging(bundle, name, "location_id", location),
            );
        }
        place.insert(
            "metadata".into(),
            belonging(bundle, "metadata", "resource_id", location),
        );
        row.insert("location".into(), place.into());
        Some(row.into())
    };
    rows.into_iter()
        .zip(locations)
        .filter_map(with_location)
        .collect()
}

fn of_id(bundle: &Bundle, name: &str, id: &str) -> Option<Value> {
    let table = TABLES.get(table(name)?)?;
    bundle
        .of(name)
        .iter()
        .find(|record| record.id() == id)
        .map(|record| object(table, record).into())
}

fn belonging(bundle: &Bundle, name: &str, column: &str, owner: &str) -> Value {
    let Some((at, table)) = table(name).and_then(|at| Some((at, TABLES.get(at)?))) else {
        return Value::Null;
    };
    let rows = bundle
        .of(name)
        .iter()
        .filter(|record| record.get(at, column) == owner);
    rows.map(|record| Value::Object(object(table, record)))
        .collect()
}

/// A row's own columns: without those that only tie it to the object it stands in, and without
/// our own.
fn object(table: &Table, record: &Record) -> Map<String, Value> {
    let ties = [
        "link_id",
        "resource_id",
        "resource_type",
        "link_entity",
        "municipality_code",
        "confidential",
    ];
    let told = table
        .columns
        .iter()
        .zip(&record.cells)
        .filter(|(column, _)| {
            let tie = matches!(column.kind, Kind::Ref(_)) && column.name != "taxonomy_term_id";
            !tie && !ties.contains(&column.name)
        });
    let value = |(column, cell): (&crate::tables::Column, &Option<String>)| {
        let text = cell.as_deref()?;
        let number = matches!(column.kind, Kind::Degrees)
            .then(|| text.parse::<f64>().ok())
            .flatten();
        Some((
            column.name.to_string(),
            number.map_or_else(|| Value::from(text), Value::from),
        ))
    };
    told.filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stay_within_their_bounds() {
        let asked = |page: &str, per_page: &str| Asked {
            page: page.into(),
            per_page: per_page.into(),
        };
        assert_eq!((asked("", "").page(), asked("", "").size()), (1, PER_PAGE));
        assert_eq!(
            (asked("0", "0").page(), asked("-1", "9999").size()),
            (1, MOST_PER_PAGE)
        );
        assert_eq!(
            asked("3", "10").window(),
            [db::Value::Int(10), db::Value::Int(20)]
        );
    }
}
