//! Reads HSDS 3.0 tabular files: one CSV a table, columns by name in any order.

use crate::bundle::{Bundle, Record};
use crate::source::{BadRow, Sheet, Source};
use crate::tables::{Kind, TABLES};
use crate::values::checked;

/// The rows of every table that the source has a file for.
pub(crate) fn read(source: &Source, bad: &mut Vec<BadRow>) -> Bundle {
    let mut bundle = Bundle::new();
    for (at, table) in TABLES.iter().enumerate() {
        let file = format!("{}.csv", table.name);
        let Some(sheet) = Sheet::read(source, &file, bad) else {
            bundle.absent.push(at);
            continue;
        };
        for unknown in sheet
            .header
            .iter()
            .filter(|name| table.column(name).is_none())
        {
            bad.push(BadRow {
                file: file.clone(),
                line: 1,
                field: unknown.clone(),
                reason: format!(
                    "is no column of HSDS 3.0's {}; remove it or correct its name",
                    table.name
                ),
            });
        }
        for (column_at, column) in table.columns.iter().enumerate() {
            if !sheet.has(column.name) {
                bundle.silent.push((at, column_at));
            }
        }
        for (origin, row) in &sheet.rows {
            let before = bad.len();
            let mut cells = Vec::with_capacity(table.columns.len());
            for column in table.columns {
                let written = sheet.cell(row, column.name);
                let value = match checked(column.kind, written) {
                    Ok(None) if column.required && column.kind != Kind::Flag => {
                        Err("must not be empty".to_string())
                    }
                    other => other,
                };
                cells.push(value.unwrap_or_else(|reason| {
                    let (file, field) = (file.clone(), column.name.to_string());
                    bad.push(BadRow {
                        file,
                        line: origin.line,
                        field,
                        reason,
                    });
                    None
                }));
            }
            if bad.len() == before
                && let Some(rows) = bundle.tables.get_mut(at)
            {
                rows.push(Record {
                    origin: origin.clone(),
                    cells,
                });
            }
        }
    }
    bundle
}
