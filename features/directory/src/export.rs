//! Export: the directory as HSDS 3.0 tabular files. What leaves is what everybody may see, unless
//! the export is for the organisation's own keeping.

use std::collections::HashSet;
use std::path::Path;

use db::{Db, DbError};

use crate::bundle::{Bundle, Record};
use crate::source::Source;
use crate::store;
use crate::tables::{TABLES, table};

/// For whom an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Everybody: confidential places without street, postcode, town and point.
    Everyone,
    /// The organisation itself: everything, for moving house. Keep it as you keep a case file.
    Ourselves,
}

/// The whole directory as files.
///
/// # Errors
/// The database's.
pub async fn export(db: &Db, readers: Readers) -> Result<Source, DbError> {
    let mut bundle = store::everything(db).await?;
    if readers == Readers::Everyone {
        hide(&mut bundle);
    }
    let mut source = Source::default();
    for (table, rows) in TABLES.iter().zip(&bundle.tables) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = table.columns.iter().map(|column| column.name);
        let written = writer.write_record(header).and_then(|()| {
            rows.iter().try_for_each(|row| {
                writer.write_record(
                    row.cells
                        .iter()
                        .map(|cell| cell.as_deref().unwrap_or_default()),
                )
            })
        });
        // Writing to memory cannot fail but for want of it.
        if let (Ok(()), Ok(bytes)) = (written, writer.into_inner()) {
            source = source.with(&format!("{}.csv", table.name), bytes);
        }
    }
    Ok(source)
}

/// [`export`] into a folder, which is made when it is missing.
///
/// # Errors
/// The database's, and those of writing files.
pub async fn export_to(db: &Db, folder: &Path, readers: Readers) -> Result<usize, ExportError> {
    let source = export(db, readers).await?;
    std::fs::create_dir_all(folder)?;
    for (name, bytes) in source.files() {
        std::fs::write(folder.join(name), bytes)?;
    }
    Ok(source.files().count())
}

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The folder.
    #[error("the folder cannot be written: {0}")]
    Folder(#[from] std::io::Error),
}

/// Takes out what is for few: addresses, points, and notes about either.
pub(crate) fn hide(bundle: &mut Bundle) {
    let hidden: HashSet<String> = bundle
        .confidential()
        .into_iter()
        .map(str::to_string)
        .collect();
    let mut also = hidden.clone();
    let of = |name: &str| table(name).unwrap_or_default();
    let (addresses, locations, metadata, accessibility) = (
        of("addresses"),
        of("locations"),
        of("metadata"),
        of("accessibility"),
    );
    let secret = |at: usize, record: &Record| hidden.contains(record.get(at, "location_id"));
    if let Some(rows) = bundle.tables.get_mut(addresses) {
        also.extend(
            rows.iter()
                .filter(|r| secret(addresses, r))
                .map(|r| r.id().to_string()),
        );
        rows.retain(|r| !secret(addresses, r));
    }
    for location in bundle
        .tables
        .get_mut(locations)
        .into_iter()
        .flatten()
        .filter(|l| hidden.contains(l.id()))
    {
        for column in [
            "latitude",
            "longitude",
            "transportation",
            "external_identifier",
        ] {
            let at = TABLES.get(locations).and_then(|t| t.column(column));
            if let Some(cell) = at.and_then(|at| location.cells.get_mut(at)) {
                *cell = None;
            }
        }
    }
    if let Some(rows) = bundle.tables.get_mut(accessibility) {
        rows.retain(|r| !secret(accessibility, r));
    }
    if let Some(rows) = bundle.tables.get_mut(metadata) {
        rows.retain(|r| {
            !also.contains(r.get(metadata, "resource_id"))
                || r.get(metadata, "field_name") == "source_url"
        });
    }
}
