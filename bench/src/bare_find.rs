//! The limit of `find`: the bare query. Raw rusqlite asks the same file for the same words around the
//! same point, once, at the distance that turns out to be enough, reads the cards found, and bare axum
//! sends as many bytes as Favn's page has. What was written needs no reading: every search was prepared at
//! the start.

use std::{
    fmt::Write as _,
    net::SocketAddr,
    path::{Path as FilePath, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    routing::get,
    serve::ListenerExt,
};
use parking_lot::Mutex;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use crate::{
    find::{SEARCHES, Search},
    process::Outcome,
};

/// Other words that may stand for one, as in Favn's own index.
const ALTERNATIVES: usize = 12;
/// Places that are surely enough for a page of twenty offers.
const ENOUGH: usize = 45;
/// Cards on a page.
const CARDS: usize = 28;

struct House {
    free: Mutex<Vec<Connection>>,
    prepared: Vec<Prepared>,
    bytes: usize,
}

/// The parameters of one search.
struct Prepared {
    sql: String,
    values: Vec<i64>,
}

/// Serves until killed.
pub async fn serve(database: PathBuf, listen: SocketAddr, bytes: usize) -> Outcome<()> {
    let connection = open(&database)?;
    let prepared = SEARCHES
        .iter()
        .map(|search| prepare(&connection, search))
        .collect::<Outcome<Vec<_>>>()?;
    let free = (0..8)
        .map(|_| open(&database))
        .collect::<Outcome<Vec<_>>>()?;
    let house = Arc::new(House {
        free: Mutex::new(free),
        prepared,
        bytes,
    });
    let router = Router::new()
        .route("/find/{search}", get(find))
        .with_state(house);
    let listener = tokio::net::TcpListener::bind(listen)
        .await?
        .tap_io(|stream| _ = stream.set_nodelay(true));
    Ok(axum::serve(listener, router).await?)
}

fn open(path: &FilePath) -> Outcome<Connection> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("pragma query_only = on; pragma cache_size = -8192")?;
    Ok(connection)
}

async fn find(
    State(house): State<Arc<House>>,
    Path(search): Path<usize>,
) -> Result<String, StatusCode> {
    let connection = house
        .free
        .lock()
        .pop()
        .ok_or(StatusCode::SERVICE_UNAVAILABLE)?;
    let found = cards(&connection, &house.prepared[search % house.prepared.len()]);
    house.free.lock().push(connection);
    let mut page = found.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    while page.len() < house.bytes {
        page.push('.');
    }
    Ok(page)
}

/// The cards of the first places found.
fn cards(connection: &Connection, prepared: &Prepared) -> rusqlite::Result<String> {
    let places = places(connection, prepared, CARDS)?;
    let mut statement = connection.prepare_cached(&format!(
        "select place, card from offer_places where place in ({})",
        vec!["?"; CARDS].join(", ")
    ))?;
    let mut values = places;
    values.resize(CARDS, -1);
    let mut rows = statement.query(params_from_iter(values))?;
    let mut page = String::new();
    while let Some(row) = rows.next()? {
        page.push_str(row.get_ref(1)?.as_str()?);
    }
    Ok(page)
}

fn places(connection: &Connection, prepared: &Prepared, most: usize) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(&prepared.sql)?;
    let mut rows = statement.query(params_from_iter(&prepared.values))?;
    // Every row is read: which are nearest is known only then.
    let mut places = Vec::new();
    while let Some(row) = rows.next()? {
        places.push(row.get(0)?);
    }
    places.truncate(most);
    Ok(places)
}

fn prepare(connection: &Connection, search: &Search) -> Outcome<Prepared> {
    let mut groups = Vec::new();
    for alternatives in search.stems {
        let mut found: Vec<(i64, i64)> = Vec::new();
        for term in *alternatives {
            // A term such as need:jura is meant exactly, a word as a beginning.
            let beyond = if term.contains(':') { "" } else { "~" };
            let mut statement = connection.prepare(
                "select id, places from bare_terms where term >= ?1 and term <= ?1 || ?2 order by places desc",
            )?;
            let rows =
                statement.query_map([*term, beyond], |row| Ok((row.get(0)?, row.get(1)?)))?;
            for row in rows {
                let row = row?;
                if found.len() < ALTERNATIVES && !found.contains(&row) {
                    found.push(row);
                }
            }
        }
        if found.is_empty() {
            return Err(
                format!("no offer has a word that begins with any of {alternatives:?}").into(),
            );
        }
        groups.push(found);
    }
    // The rarest word drives.
    groups.sort_by_key(|group| group.iter().map(|(_, places)| places).sum::<i64>());
    let sql = statement(groups.len());
    for level in 7..=16 {
        let mut values = ring(search.lat, search.lon, level);
        for group in &groups {
            let end = values.len() + ALTERNATIVES;
            values.extend(group.iter().map(|(id, _)| *id));
            values.resize(end, -1);
        }
        let prepared = Prepared {
            sql: sql.clone(),
            values,
        };
        if level == 16 || places(connection, &prepared, ENOUGH)?.len() >= ENOUGH {
            return Ok(prepared);
        }
    }
    Err("unreachable: the last level holds the whole country".into())
}

fn statement(groups: usize) -> String {
    let of = |first: usize| {
        (first..first + ALTERNATIVES)
            .map(|at| format!("(?{at})"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let ranges = (0..11)
        .map(|at| format!("(?{}, ?{})", at * 2 + 1, at * 2 + 2))
        .collect::<Vec<_>>()
        .join(", ");
    let mut sql = format!(
        "with ring (low, high) as (values {ranges}), driver (term) as (values {}) \
         select w.place, w.spot from driver d cross join ring r cross join bare_words w \
         where d.term >= 0 and r.low < r.high and w.term = d.term and w.spot >= r.low and w.spot < r.high",
        of(23)
    );
    for group in 1..groups {
        let _ = write!(
            sql,
            " and exists (select 1 from bare_words o where o.spot = w.spot and o.place = w.place and o.term in ({}))",
            of(23 + group * ALTERNATIVES)
        );
    }
    sql
}

/// The nine squares around a point on the Z curve that Favn's index lies along, and the two spots of what is
/// nationwide or nowhere in particular.
fn ring(lat: f64, lon: f64, level: u32) -> Vec<i64> {
    let grid = |value: f64, low: f64, high: f64| ((value - low) / (high - low) * 65_536.0) as i64;
    let (column, row) = (
        grid(lon, 7.9, 15.4) >> level,
        grid(lat, 54.4, 57.9) >> level,
    );
    let spread = |bits: i64| (0..16).fold(0_i64, |out, bit| out | (bits >> bit & 1) << (2 * bit));
    let last = (1_i64 << (16 - level)) - 1;
    let mut values = Vec::new();
    for (down, right) in (-1..=1).flat_map(|down| (-1..=1).map(move |right| (down, right))) {
        let (column, row) = (column + right, row + down);
        if (0..=last).contains(&column) && (0..=last).contains(&row) {
            let first = (spread(column) | spread(row) << 1) << (2 * level);
            values.extend([first, first + (1 << (2 * level))]);
        } else {
            values.extend([0, 0]);
        }
    }
    values.extend([-2, -1, -1, 0]);
    values
}
