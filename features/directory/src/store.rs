//! All SQL of the directory. HSDS tables are read and written by statements made once from the
//! list in `tables.rs`; the search has its own below.

use std::fmt::Write as _;
use std::sync::LazyLock;

use db::{DbError, Query, Row, Sql, Value, params};

use crate::bundle::{Bundle, Origin, Record};
use crate::tables::{Kind, TABLES, Table};

/// How many rows one statement writes.
pub(crate) const MANY: usize = 25;
/// How many words of the index one statement writes.
pub(crate) const MANY_WORDS: usize = 400;
/// How many other words may stand for one that is sought.
pub(crate) const ALTERNATIVES: usize = 12;
/// How many words (and wishes) are sought together.
pub(crate) const GROUPS: usize = 4;
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

macro_rules! more {
    ($($n:literal),*) => { concat!(" and exists (select 1 from offer_words o where o.spot = w.spot and o.place = w.place and o.term in (", $("$", $n, ", ",)* "-1))") };
}
macro_rules! near {
    ($($more:expr),*) => {
        concat!(
            "with ring (low, high) as (values \
               (cast($1 as bigint), cast($2 as bigint)), (cast($3 as bigint), cast($4 as bigint)), (cast($5 as bigint), cast($6 as bigint)), \
               (cast($7 as bigint), cast($8 as bigint)), (cast($9 as bigint), cast($10 as bigint)), (cast($11 as bigint), cast($12 as bigint)), \
               (cast($13 as bigint), cast($14 as bigint)), (cast($15 as bigint), cast($16 as bigint)), (cast($17 as bigint), cast($18 as bigint)), \
               (cast($19 as bigint), cast($20 as bigint)), (cast($21 as bigint), cast($22 as bigint))), \
             driver (term) as (values \
               (cast($23 as bigint)), (cast($24 as bigint)), (cast($25 as bigint)), (cast($26 as bigint)), (cast($27 as bigint)), (cast($28 as bigint)), \
               (cast($29 as bigint)), (cast($30 as bigint)), (cast($31 as bigint)), (cast($32 as bigint)), (cast($33 as bigint)), (cast($34 as bigint))) \
             select w.place, w.spot, w.term \
             from driver d cross join ring r cross join offer_words w \
             where d.term >= 0 and r.low < r.high and w.term = d.term and w.spot >= r.low and w.spot < r.high",
            $($more,)*
            " limit 20000"
        )
    };
}
macro_rules! best {
    ($($more:expr),*) => {
        concat!("select w.place, w.spot, w.term from offer_words w where w.term = $1 and w.spot = $2", $($more,)* " order by w.place limit 40")
    };
}

db::statements! {
    /// The places of the driving words within eleven ranges of spots.
    pub NEAR_1 = near!();
    /// And of a second group of words.
    pub NEAR_2 = near!(more!(35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46));
    /// And of a third.
    pub NEAR_3 = near!(more!(35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46), more!(47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58));
    /// And of a fourth.
    pub NEAR_4 = near!(more!(35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46), more!(47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58), more!(59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70));
    /// The best informed of one word at one spot: nationwide, or nowhere in particular.
    pub BEST_1 = best!();
    /// And of a second group of words.
    pub BEST_2 = best!(more!(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
    /// And of a third.
    pub BEST_3 = best!(more!(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14), more!(15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26));
    /// And of a fourth.
    pub BEST_4 = best!(more!(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14), more!(15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26), more!(27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38));
    /// The cards of places.
    pub PLACES = "select place, card from offer_places where place in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40)";
    /// The card of an offer at its best informed place.
    pub OFFER_CARD = "select card from offer_places where offer = $1 order by place limit 1";
    /// Which build of the index this is.
    pub BUILD = "select build from offer_index";
    /// Where everything is.
    pub SPOTS = "select spot from offer_words where term = (select id from offer_terms where term = '*') order by spot";
    /// Every word of the index.
    pub TERMS = "select id, term, places from offer_terms order by term";
    /// Forgets the words of the index.
    pub CLEAR_WORDS = "delete from offer_words";
    /// Forgets its terms.
    pub CLEAR_TERMS = "delete from offer_terms";
    /// Forgets its places.
    pub CLEAR_PLACES = "delete from offer_places";
    /// A new build.
    pub SAVE_BUILD = "insert into offer_index (one, build) values (1, $1) on conflict (one) do update set build = excluded.build";
    /// A term.
    pub SAVE_TERM = "insert into offer_terms (id, term, places) values ($1, $2, $3)";
    /// A place.
    pub SAVE_PLACE = "insert into offer_places (place, offer, card) values ($1, $2, $3)";
    /// A word.
    pub SAVE_WORD = "insert into offer_words (term, spot, place) values ($1, $2, $3)";
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
    let values = placeholders(MANY_WORDS, 3);
    constant(
        "SAVE_WORDS".into(),
        format!("insert into offer_words (term, spot, place) values {values}"),
    )
});

/// [`SAVE_TERM`] for many at once.
pub(crate) static SAVE_TERMS: LazyLock<Sql> = LazyLock::new(|| {
    let values = placeholders(MANY_WORDS, 3);
    constant(
        "SAVE_TERMS".into(),
        format!("insert into offer_terms (id, term, places) values {values}"),
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
        .chain([*SAVE_WORDS, *SAVE_TERMS, *SAVE_PLACES])
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
