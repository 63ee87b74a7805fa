//! `favn import` and `favn export`.

use directory::{How, ImportError, Readers, Report, Source};

use super::say;
use crate::cli::{Export, Import};
use crate::doors::Doors;
use crate::failure::Failure;
use crate::settings::Settings;

/// So many rows that have gone from the source are named one by one.
const NAMED: usize = 20;

pub(super) async fn import(settings: &Settings, import: &Import) -> Result<(), Failure> {
    let folder = &import.folder;
    let source = Source::folder(folder).map_err(|error| {
        Failure::failed(format!(
            "the folder {} cannot be read: {error}",
            folder.display()
        ))
    })?;
    let doors = Doors::open(settings).await?;
    let report = read_in(
        &doors,
        &source,
        How {
            skip_bad: import.skip_bad,
            prune: import.prune,
        },
    )
    .await?;
    for bad in &report.bad {
        say(format_args!("skipped: {bad}"));
    }
    for (table, id) in report.gone.iter().take(NAMED) {
        say(format_args!(
            "{}: {table} {id}",
            if report.pruned {
                "removed"
            } else {
                "no longer in the files (--prune removes it)"
            }
        ));
    }
    if report.gone.len() > NAMED {
        say(format_args!("… and {} more", report.gone.len() - NAMED));
    }
    let Report {
        added,
        changed,
        same,
        offers,
        ..
    } = report;
    say(format_args!(
        "{added} rows added, {changed} changed, {same} the same; {offers} offers of help can be found now."
    ));
    Ok(())
}

/// Imports `source`; all or nothing unless `how` says otherwise.
pub(super) async fn read_in(doors: &Doors, source: &Source, how: How) -> Result<Report, Failure> {
    directory::import(&doors.db, source, how, &doors.entropy)
        .await
        .map_err(|error| match error {
            ImportError::Bad(rows) => {
                for bad in &rows {
                    say(bad);
                }
                Failure::found(ImportError::Bad(rows))
            }
            ImportError::Db(error) => error.into(),
            error => Failure::failed(error),
        })
}

pub(super) async fn export(settings: &Settings, export: &Export) -> Result<(), Failure> {
    let folder = &export.folder;
    if std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::failed(format!(
            "{} is not empty; name a new folder",
            folder.display()
        )));
    }
    let doors = Doors::open(settings).await?;
    let readers = if export.ourselves {
        Readers::Ourselves
    } else {
        Readers::Everyone
    };
    let files = directory::export_to(&doors.db, folder, readers)
        .await
        .map_err(Failure::failed)?;
    say(format_args!(
        "{files} files of HSDS 3.0 in {}",
        folder.display()
    ));
    Ok(())
}
