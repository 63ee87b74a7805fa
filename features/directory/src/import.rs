//! Import: a source becomes the directory, wholly or, when asked, without its bad rows. A second
//! import of the same source changes nothing; what has gone from the source is told, and goes
//! only when asked.

use std::collections::{HashMap, HashSet};

use base::Entropy;
use db::{Db, DbError, Query, Transient, Tx, Value};

use crate::bundle::{Bundle, Record};
use crate::check::sift;
use crate::source::{BadRow, Source};
use crate::store::{self, MANY};
use crate::tables::{Kind, TABLES, table};
use crate::{index, read_hsds, read_offers};

/// How to import.
#[derive(Debug, Clone, Copy, Default)]
pub struct How {
    /// Import the good rows even when there are bad ones.
    pub skip_bad: bool,
    /// Delete what is stored and not in the source.
    pub prune: bool,
}

/// What an import did.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// Rows that were not there before.
    pub added: usize,
    /// Rows that changed.
    pub changed: usize,
    /// Rows that were the same.
    pub same: usize,
    /// Organisations, services and places that are stored and not in the source: table and id.
    pub gone: Vec<(&'static str, String)>,
    /// Whether those were deleted.
    pub pruned: bool,
    /// Rows that were skipped, and why.
    pub bad: Vec<BadRow>,
    /// Active offers in the directory now.
    pub offers: usize,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Rows are bad, and skipping them was not asked for.
    #[error("{} bad rows, nothing was imported; correct them, or skip them with --skip-bad", .0.len())]
    Bad(Vec<BadRow>),
    /// The source has none of the files.
    #[error(
        "no directory here: expected organizations.csv, services.csv and locations.csv (our own form or HSDS 3.0)"
    )]
    Nothing,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Transient for ImportError {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Db(error) if error.is_transient())
    }
}

/// Imports a source: our three files, or HSDS 3.0's tabular files.
///
/// # Errors
/// [`ImportError::Bad`] with every bad row, unless they are to be skipped.
pub async fn import(
    db: &Db,
    source: &Source,
    how: How,
    entropy: &Entropy,
) -> Result<Report, ImportError> {
    if !source.files.contains_key("services.csv") && !source.files.contains_key("organizations.csv")
    {
        return Err(ImportError::Nothing);
    }
    let mut bad = Vec::new();
    let mut bundle = if read_offers::fits(source) {
        read_offers::read(source, &mut bad)
    } else {
        read_hsds::read(source, &mut bad)
    };
    let stored = if how.prune {
        Vec::new()
    } else {
        stored_ids(db).await?
    };
    bundle.settle();
    sift(&mut bundle, &stored, &mut bad);
    bad.sort();
    if !bad.is_empty() && !how.skip_bad {
        return Err(ImportError::Bad(bad));
    }
    let bundle = &bundle;
    let mut report = db
        .transaction(|tx| async move { write(&tx, bundle, how, entropy).await })
        .await?;
    report.bad = bad;
    Ok(report)
}

async fn stored_ids(db: &Db) -> Result<Vec<HashSet<String>>, DbError> {
    let mut stored = Vec::with_capacity(TABLES.len());
    for at in 0..TABLES.len() {
        let Some(sql) = store::of_table(at) else {
            continue;
        };
        stored.push(
            db.rows::<(String,)>(&sql.ids, &[])
                .await?
                .into_iter()
                .map(|(id,)| id)
                .collect(),
        );
    }
    Ok(stored)
}

async fn write(
    tx: &Tx,
    bundle: &Bundle,
    how: How,
    entropy: &Entropy,
) -> Result<Report, ImportError> {
    let mut report = Report {
        pruned: how.prune,
        ..Report::default()
    };
    let told = Told::of(bundle);
    let mut going: Vec<(usize, Vec<String>)> = Vec::new();
    for (at, rows) in bundle.tables.iter().enumerate() {
        let mut stored: HashMap<String, Record> = store::all(tx, at)
            .await?
            .into_iter()
            .map(|record| (record.id().to_string(), record))
            .collect();
        let mut writing = Vec::new();
        for record in rows {
            let before = stored.remove(record.id());
            let after = merged(bundle, at, record, before.as_ref());
            match before {
                None => report.added += 1,
                Some(before) if before.cells == after.cells => {
                    report.same += 1;
                    continue;
                }
                Some(_) => report.changed += 1,
            }
            writing.push(after);
        }
        save(tx, at, &writing).await?;
        if bundle.absent.contains(&at) && !how.prune {
            continue;
        }
        let mut gone = Vec::new();
        for (id, record) in stored {
            match told.fate(at, &record, how.prune) {
                Fate::Stays => {}
                Fate::Goes => gone.push(id),
                Fate::Told => {
                    let name = TABLES.get(at).map_or("", |t| t.name);
                    report.gone.push((name, id.clone()));
                    if how.prune {
                        gone.push(id);
                    }
                }
            }
        }
        going.push((at, gone));
    }
    let mut left = 0;
    for (at, ids) in going.iter().rev() {
        let Some(sql) = store::of_table(*at) else {
            continue;
        };
        for id in ids {
            tx.execute(&sql.delete, &[Value::Text(id.clone())]).await?;
            left += 1;
        }
    }
    report.gone.sort();
    report.changed += if how.prune { 0 } else { left };
    report.offers = if report.added + report.changed + left > 0 {
        index::rebuild(tx, entropy).await?
    } else {
        let count: (i64,) = tx.one(&store::COUNT_SERVICES, &[]).await?;
        usize::try_from(count.0).unwrap_or_default()
    };
    Ok(report)
}

/// The record as it will be stored: what the source is silent about stays as it is.
fn merged(bundle: &Bundle, at: usize, record: &Record, before: Option<&Record>) -> Record {
    let mut after = record.clone();
    let Some(before) = before else { return after };
    let confidential = TABLES.get(at).is_some_and(|t| t.name == "locations")
        && record.get(at, "confidential") == "true";
    for (column_at, (cell, old)) in after.cells.iter_mut().zip(&before.cells).enumerate() {
        let silent = bundle.silent.contains(&(at, column_at));
        let kind = TABLES
            .get(at)
            .and_then(|t| t.columns.get(column_at))
            .map(|c| c.kind);
        match kind {
            // Silence never uncovers a place.
            Some(Kind::Flag) if silent && old.as_deref() == Some("true") => *cell = old.clone(),
            Some(Kind::Flag) => {}
            // A public export leaves a hidden point out; bringing it back must not erase it.
            Some(Kind::Degrees) if confidential && cell.is_none() => *cell = old.clone(),
            _ if silent => *cell = old.clone(),
            _ => {}
        }
    }
    after
}

async fn save(tx: &Tx, at: usize, rows: &[Record]) -> Result<(), DbError> {
    let (Some(sql), Some(table)) = (store::of_table(at), TABLES.get(at)) else {
        return Ok(());
    };
    let mut many = rows.chunks_exact(MANY);
    for chunk in many.by_ref() {
        let values: Vec<Value> = chunk
            .iter()
            .flat_map(|record| store::values(table, record))
            .collect();
        tx.execute(&sql.save_many, &values).await?;
    }
    for record in many.remainder() {
        let values: Vec<Value> = store::values(table, record).collect();
        tx.execute(&sql.save, &values).await?;
    }
    Ok(())
}

/// What a stored row that is not in the source comes to.
enum Fate {
    Stays,
    /// It belonged to something that is in the source, which now does without it.
    Goes,
    /// It is a thing of its own; people decide.
    Told,
}

/// What the source tells about.
struct Told<'a> {
    ids: HashSet<&'a str>,
    confidential: HashSet<&'a str>,
    with_address: HashSet<&'a str>,
}

/// Columns that say to whom a row belongs, the closest first.
const OWNERS: [&str; 8] = [
    "phone_id",
    "contact_id",
    "service_at_location_id",
    "location_id",
    "service_id",
    "link_id",
    "resource_id",
    "organization_id",
];

impl<'a> Told<'a> {
    fn of(bundle: &'a Bundle) -> Self {
        let things = [
            "organizations",
            "programs",
            "services",
            "locations",
            "service_at_location",
            "contacts",
            "phones",
        ];
        let addresses = table("addresses").unwrap_or_default();
        Self {
            ids: things
                .iter()
                .flat_map(|name| bundle.of(name))
                .map(Record::id)
                .collect(),
            confidential: bundle.confidential(),
            with_address: bundle
                .of("addresses")
                .iter()
                .map(|a| a.get(addresses, "location_id"))
                .collect(),
        }
    }

    fn fate(&self, at: usize, record: &Record, prune: bool) -> Fate {
        let name = TABLES.get(at).map_or("", |t| t.name);
        match name {
            "organizations" | "programs" | "services" | "locations" | "service_at_location" => {
                return Fate::Told;
            }
            "taxonomies" | "taxonomy_terms" => return Fate::Stays,
            _ => {}
        }
        let owner = OWNERS
            .iter()
            .map(|column| record.get(at, column))
            .find(|id| !id.is_empty())
            .unwrap_or_default();
        if name == "addresses"
            && self.confidential.contains(owner)
            && !self.with_address.contains(owner)
        {
            return Fate::Stays;
        }
        if self.ids.contains(owner) || prune {
            Fate::Goes
        } else {
            Fate::Stays
        }
    }
}
