//! All SQL of the directory. HSDS tables are read and written by statements made once from the
//! list in `tables.rs`; the search has its own below.

use std::fmt::Write as _;
use std::sync::LazyLock;

use db::{DbError, Query, Row, Sql, Value, params};

use crate::bundle::{Bundle, Origin, Record};
use crate::tables::{Kind, TABLES, Table};

/// How many rows one statement writes.
pub(crate) const MANY: usize = 25;
/// How many cards one statement reads.
pub(crate) const CARDS: usize = 40;

/// The statements of one table.
pub(crate) struct TableSql {
    pub all: Sql,
    pub ids: Sql,
    pub save: Sql,
    pub save_many: Sql,
    pub delete: Sql,
}

static TABLE_SQL: LazyLock<Vec<TableSql>> =
    LazyLock::new(|| TABLES.iter().map(TableSql::of).collect());

/// Made once and kept as long as the program runs: constants in all but the writing.
fn constant(name: String, text: String) -> Sql {
    Sql {
        name: Box::leak(name.into_boxed_str()),
        text: Box::leak(text.into_boxed_str()),
    }
}

impl TableSql {
    fn of(table: &Table) -> Self {
        let name = table.name;
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|c| format!("\"{}\"", c.name))
            .collect();
        let list = columns.join(", ");
        let updates: Vec<String> = columns
            .iter()
            .skip(1)
            .map(|c| format!("{c} = excluded.{c}"))
            .collect();
        let save = |rows: usize| {
            let values = placeholders(rows, columns.len());
            format!(
                "insert into {name} ({list}) values {values} on conflict (id) do update set {}",
                updates.join(", ")
            )
        };
        Self {
            all: constant(
                format!("ALL_{name}"),
                format!("select {list} from {name} order by id"),
            ),
            ids: constant(format!("IDS_{name}"), format!("select id from {name}")),
            save: constant(format!("SAVE_{name}"), save(1)),
            save_many: constant(format!("SAVE_MANY_{name}"), save(MANY)),
            delete: constant(
                format!("DELETE_{name}"),
                format!("delete from {name} where id = $1"),
            ),
        }
    }
}

/// `($1, $2), ($3, $4)…`
fn placeholders(rows: usize, width: usize) -> String {
    let mut text = String::new();
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=width {
            let _ = write!(
                text,
                "{}${}",
                if column == 1 { "" } else { ", " },
                row * width + column
            );
        }
        text.push(')');
    }
    text
}

/// The statements of the table at this place in [`TABLES`].
pub(crate) fn of_table(at: usize) -> Option<&'static TableSql> {
    TABLE_SQL.get(at)
}

macro_rules! of_service {
    ($($name:ident: $table:literal, $condition:literal;)*) => {
        db::statements! { $(pub $name = concat!("select * from ", $table, " where ", $condition, " order by id");)* }
        /// The rows around one service, by table.
        pub(crate) const AROUND: &[(&str, Sql)] = &[$(($table, $name)),*];
    };
}

/// Everything that belongs to one service (`$1`).
pub(crate) mod around {
    use db::Sql;
    of_service! {
        ORGANIZATION: "organizations", "id = (select organization_id from services where id = $1)";
        SERVICE: "services", "id = $1";
        LOCATIONS: "locations", "id in (select location_id from service_at_location where service_id = $1)";
        AT_LOCATION: "service_at_location", "service_id = $1";
        CONTACTS: "contacts", "service_id = $1 or location_id in (select location_id from service_at_location where service_id = $1)";
        PHONES: "phones", "service_id = $1 or location_id in (select location_id from service_at_location where service_id = $1)";
        ADDRESSES: "addresses", "location_id in (select location_id from service_at_location where service_id = $1)";
        SCHEDULES: "schedules", "service_id = $1 or location_id in (select location_id from service_at_location where service_id = $1)";
        LANGUAGES: "languages", "service_id = $1";
        COST_OPTIONS: "cost_options", "service_id = $1";
        SERVICE_AREAS: "service_areas", "service_id = $1";
        ATTRIBUTES: "attributes", "link_id = $1";
        METADATA: "metadata", "resource_id = $1 or resource_id in (select location_id from service_at_location where service_id = $1)";
    }
}

db::statements! {
    /// The cards of places, in this build alone.
    pub PLACES = "select p.place, p.card from offer_index i cross join offer_places p where i.build = $1 and p.place in ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41)";
    /// The card of an offer at its best informed place.
    pub OFFER_CARDS = "select card from offer_places where offer = $1 order by place limit 1000";
    /// Which build of the index this is, in the form that this program reads.
    pub BUILD = "select build from offer_index where form = $1";
    /// Where everything is.
    pub WHERE = "select places from offer_index";
    /// Every word of the index, and which places have it.
    pub WORDS = "select term, places, named from offer_words";
    /// Forgets the words of the index.
    pub CLEAR_WORDS = "delete from offer_words";
    /// Forgets its places.
    pub CLEAR_PLACES = "delete from offer_places";
    /// A new build.
    pub SAVE_BUILD = "insert into offer_index (one, build, form, places) values (1, $1, $2, $3) on conflict (one) do update set build = excluded.build, form = excluded.form, places = excluded.places";
    /// A place.
    pub SAVE_PLACE = "insert into offer_places (place, offer, card) values ($1, $2, $3)";
    /// A word.
    pub SAVE_WORD = "insert into offer_words (term, places, named) values ($1, $2, $3)";
    /// How many services there are.
    pub COUNT_SERVICES = "select count(*) from services where status = 'active'";
    /// A page of services' ids.
    pub PAGE_SERVICES = "select id from services where status = 'active' order by id limit $1 offset $2";
    /// How many organizations there are.
    pub COUNT_ORGANIZATIONS = "select count(*) from organizations";
    /// A page of organizations.
    pub PAGE_ORGANIZATIONS = "select * from organizations order by id limit $1 offset $2";
    /// How many services at locations there are.
    pub COUNT_AT_LOCATIONS = "select count(*) from service_at_location a join services s on s.id = a.service_id where s.status = 'active'";
    /// A page of them, with the service of each.
    pub PAGE_AT_LOCATIONS = "select a.id, a.service_id from service_at_location a join services s on s.id = a.service_id where s.status = 'active' order by a.id limit $1 offset $2";
}

/// [`SAVE_WORD`] for many at once.
pub(crate) static SAVE_WORDS: LazyLock<Sql> = LazyLock::new(|| {
    let values = placeholders(MANY, 3);
    constant(
        "SAVE_WORDS".into(),
        format!("insert into offer_words (term, places, named) values {values}"),
    )
});

/// [`SAVE_PLACE`] for many at once.
pub(crate) static SAVE_PLACES: LazyLock<Sql> = LazyLock::new(|| {
    let values = placeholders(MANY, 3);
    constant(
        "SAVE_PLACES".into(),
        format!("insert into offer_places (place, offer, card) values {values}"),
    )
});

/// Every statement of this feature, for the test that prepares them all.
pub fn statements() -> Vec<Sql> {
    let tables = TABLE_SQL
        .iter()
        .flat_map(|t| [t.all, t.ids, t.save, t.save_many, t.delete]);
    tables
        .chain(ALL.iter().copied())
        .chain(around::ALL.iter().copied())
        .chain([*SAVE_WORDS, *SAVE_PLACES])
        .collect()
}

/// A whole table.
pub(crate) async fn all(db: &impl Query, at: usize) -> Result<Vec<Record>, DbError> {
    let (Some(sql), Some(table)) = (of_table(at), TABLES.get(at)) else {
        return Ok(Vec::new());
    };
    db.raw(&sql.all, &[])
        .await?
        .iter()
        .map(|row| record(table, row))
        .collect()
}

/// The whole directory.
pub(crate) async fn everything(db: &impl Query) -> Result<Bundle, DbError> {
    let mut bundle = Bundle::new();
    for (at, rows) in bundle.tables.iter_mut().enumerate() {
        *rows = all(db, at).await?;
    }
    Ok(bundle)
}

/// One service with all that belongs to it; no rows when there is none.
pub(crate) async fn around_service(db: &impl Query, service: &str) -> Result<Bundle, DbError> {
    let mut bundle = Bundle::new();
    for (name, sql) in around::AROUND {
        let Some(at) = crate::tables::table(name) else {
            continue;
        };
        let (Some(table), Some(rows)) = (TABLES.get(at), bundle.tables.get_mut(at)) else {
            continue;
        };
        *rows = db
            .raw(sql, params![service])
            .await?
            .iter()
            .map(|row| record(table, row))
            .collect::<Result<_, _>>()?;
    }
    Ok(bundle)
}

/// A row of a table as text cells.
pub(crate) fn record(table: &Table, row: &Row) -> Result<Record, DbError> {
    let cells = table.columns.iter().map(|column| {
        Ok(match column.kind {
            Kind::Flag => row
                .get::<Option<bool>>(column.name)?
                .map(|flag| flag.to_string()),
            Kind::Degrees => row
                .get::<Option<f64>>(column.name)?
                .map(|degrees| degrees.to_string()),
            _ => row.get::<Option<String>>(column.name)?,
        })
    });
    Ok(Record {
        origin: Origin::default(),
        cells: cells.collect::<Result<_, DbError>>()?,
    })
}

/// The cells as the database takes them.
pub(crate) fn values<'a>(table: &'a Table, record: &'a Record) -> impl Iterator<Item = Value> + 'a {
    table
        .columns
        .iter()
        .zip(&record.cells)
        .map(|(column, cell)| match (column.kind, cell) {
            (Kind::Flag, cell) => Value::Bool(cell.as_deref() == Some("true")),
            (_, None) => Value::Null,
            (Kind::Degrees, Some(text)) => text.parse().map_or(Value::Null, Value::Real),
            (_, Some(text)) => Value::Text(text.clone()),
        })
}
