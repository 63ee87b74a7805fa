//! A directory as rows in memory, on its way in or out.

use std::collections::HashSet;
use std::sync::Arc;

use crate::tables::{TABLES, table};

/// Where a row was read: file and line, shared by all rows that one line became.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Origin {
    pub file: Arc<str>,
    pub line: u64,
}

/// One row of one of [`TABLES`].
#[derive(Clone, Default)]
pub(crate) struct Record {
    pub origin: Origin,
    pub cells: Vec<Option<String>>,
}

/// All rows of all tables, in the order of [`TABLES`].
#[derive(Clone, Default)]
pub(crate) struct Bundle {
    pub tables: Vec<Vec<Record>>,
    /// Columns about which the source says nothing: what is stored stays.
    pub silent: Vec<(usize, usize)>,
    /// Tables about which the source says nothing at all.
    pub absent: Vec<usize>,
}

impl Record {
    /// The cell of a column, empty when there is nothing in it.
    pub fn get(&self, table: usize, column: &str) -> &str {
        let at = TABLES.get(table).and_then(|t| t.column(column));
        at.and_then(|at| self.cells.get(at))
            .and_then(Option::as_deref)
            .unwrap_or_default()
    }

    pub fn id(&self) -> &str {
        self.cells
            .first()
            .and_then(Option::as_deref)
            .unwrap_or_default()
    }

    fn set(&mut self, table: usize, column: &str, value: Option<String>) {
        if let Some(cell) = TABLES
            .get(table)
            .and_then(|t| t.column(column))
            .and_then(|at| self.cells.get_mut(at))
        {
            *cell = value;
        }
    }
}

impl Bundle {
    pub fn new() -> Self {
        Self {
            tables: TABLES.iter().map(|_| Vec::new()).collect(),
            silent: Vec::new(),
            absent: Vec::new(),
        }
    }

    /// The rows of a table.
    pub fn of(&self, name: &str) -> &[Record] {
        table(name)
            .and_then(|at| self.tables.get(at))
            .map_or(&[], Vec::as_slice)
    }

    /// Adds a row with these columns; empty values are none.
    pub fn add(&mut self, name: &str, origin: &Origin, columns: &[(&str, &str)]) {
        let Some(at) = table(name) else { return };
        let width = TABLES.get(at).map_or(0, |t| t.columns.len());
        let mut record = Record {
            origin: origin.clone(),
            cells: vec![None; width],
        };
        for (column, value) in columns {
            record.set(
                at,
                column,
                (!value.is_empty()).then(|| (*value).to_string()),
            );
        }
        if let Some(rows) = self.tables.get_mut(at) {
            rows.push(record);
        }
    }

    /// Decides what the source left open: a crisis centre is confidential unless it says no.
    pub fn settle(&mut self) {
        let get = |name: &str, record: &Record, column: &str| {
            table(name).map_or(String::new(), |at| record.get(at, column).to_string())
        };
        let shelters: HashSet<String> = self
            .of("attributes")
            .iter()
            .filter(|a| get("attributes", a, "taxonomy_term_id") == "kind:krisecenter")
            .map(|a| get("attributes", a, "link_id"))
            .collect();
        let hidden: HashSet<String> = self
            .of("service_at_location")
            .iter()
            .filter(|s| shelters.contains(&get("service_at_location", s, "service_id")))
            .map(|s| get("service_at_location", s, "location_id"))
            .collect();
        let Some(at) = table("locations") else { return };
        for location in self.tables.get_mut(at).into_iter().flatten() {
            if location.get(at, "confidential").is_empty() {
                let confidential = hidden.contains(location.id());
                location.set(at, "confidential", Some(confidential.to_string()));
            }
        }
    }

    /// The ids of the places that must stay hidden.
    pub fn confidential(&self) -> HashSet<&str> {
        let Some(at) = table("locations") else {
            return HashSet::new();
        };
        self.of("locations")
            .iter()
            .filter(|l| l.get(at, "confidential") == "true")
            .map(Record::id)
            .collect()
    }
}
