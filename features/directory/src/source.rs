//! The files of an import, and their rows: UTF-8 and the right number of fields, or a reason.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::bundle::Origin;

/// A set of CSV files by name.
#[derive(Debug, Clone, Default)]
pub struct Source {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

/// One row that cannot be taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BadRow {
    /// The file's name.
    pub file: String,
    /// The line on which the row starts; the header is line 1.
    pub line: u64,
    /// The column, when the trouble has one.
    pub field: String,
    /// What is wrong, and what would be right.
    pub reason: String,
}

impl std::fmt::Display for BadRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            file,
            line,
            field,
            reason,
        } = self;
        match field.as_str() {
            "" => write!(f, "{file}, line {line}: {reason}"),
            field => write!(f, "{file}, line {line}, {field}: {reason}"),
        }
    }
}

impl Source {
    /// Reads every `.csv` in a folder.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be read.
    pub fn folder(folder: &Path) -> std::io::Result<Self> {
        let mut source = Self::default();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if let (Some(name), true) = (
                path.file_name(),
                path.extension().is_some_and(|e| e == "csv"),
            ) {
                source
                    .files
                    .insert(name.to_string_lossy().into_owned(), std::fs::read(&path)?);
            }
        }
        Ok(source)
    }

    /// The offers that come with Favn for its demo: real, dated, with their sources, unverified.
    pub fn demo() -> Self {
        Self::default()
            .with(
                "organizations.csv",
                include_bytes!("../../../content/demo/offers/organizations.csv"),
            )
            .with(
                "services.csv",
                include_bytes!("../../../content/demo/offers/services.csv"),
            )
            .with(
                "locations.csv",
                include_bytes!("../../../content/demo/offers/locations.csv"),
            )
    }

    /// Adds or replaces a file.
    #[must_use]
    pub fn with(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(name.to_string(), bytes.into());
        self
    }

    /// The files by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    pub(crate) fn header(&self, name: &str) -> Vec<String> {
        Sheet::open(self, name)
            .map(|sheet| sheet.header)
            .unwrap_or_default()
    }
}

/// One file, its header read.
pub(crate) struct Sheet {
    pub header: Vec<String>,
    pub rows: Vec<(Origin, Vec<String>)>,
}

impl Sheet {
    fn open(source: &Source, name: &str) -> Option<Self> {
        let bytes = source.files.get(name)?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
        let header = reader
            .byte_headers()
            .ok()?
            .iter()
            .map(|h| String::from_utf8_lossy(h).trim().to_string())
            .collect();
        Some(Self {
            header,
            rows: Vec::new(),
        })
    }

    /// Reads a file; rows that are not text or have too few or many fields go to `bad`.
    pub fn read(source: &Source, name: &str, bad: &mut Vec<BadRow>) -> Option<Self> {
        let mut sheet = Self::open(source, name)?;
        let bytes = source.files.get(name)?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let file: Arc<str> = name.into();
        let mut refuse = |line, field: &str, reason: String| {
            bad.push(BadRow {
                file: name.to_string(),
                line,
                field: field.to_string(),
                reason,
            });
        };
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let mut record = csv::ByteRecord::new();
        let mut lines = Lines {
            bytes,
            read: 0,
            line: 1,
        };
        loop {
            match reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    refuse(
                        reader.position().line(),
                        "",
                        format!("cannot be read: {error}"),
                    );
                    break;
                }
            }
            let line = lines.at(record.position().map_or(0, csv::Position::byte));
            if record.len() != sheet.header.len() {
                let (found, expected) = (record.len(), sheet.header.len());
                refuse(
                    line,
                    "",
                    format!(
                        "has {found} fields where the header has {expected}; is a quote or a comma missing?"
                    ),
                );
                continue;
            }
            let cells: Vec<Result<String, usize>> = record
                .iter()
                .enumerate()
                .map(|(at, cell)| String::from_utf8(cell.to_vec()).map_err(|_| at))
                .collect();
            match cells.into_iter().collect::<Result<Vec<String>, usize>>() {
                Ok(cells) => sheet.rows.push((
                    Origin {
                        file: file.clone(),
                        line,
                    },
                    cells,
                )),
                Err(at) => refuse(
                    line,
                    sheet.header.get(at).map_or("", String::as_str),
                    "is not UTF-8; save the file as UTF-8".into(),
                ),
            }
        }
        Some(sheet)
    }

    /// The cell of a column in a row.
    pub fn cell<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        let at = self.header.iter().position(|h| h == column);
        at.and_then(|at| row.get(at)).map_or("", String::as_str)
    }

    pub fn has(&self, column: &str) -> bool {
        self.header.iter().any(|h| h == column)
    }
}

/// Which line a byte stands on. The reader's own count is one too low where lines end in CR LF:
/// it takes the LF for the beginning of the next row.
struct Lines<'a> {
    bytes: &'a [u8],
    read: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the row that begins at `byte`, or right after the line ending there. Bytes are
    /// asked for in order.
    fn at(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(next) = self.bytes.get(self.read) {
            if self.read >= byte && !matches!(next, b'\r' | b'\n') {
                break;
            }
            self.line = self.line.saturating_add(u64::from(*next == b'\n'));
            self.read = self.read.saturating_add(1);
        }
        self.line
    }
}
