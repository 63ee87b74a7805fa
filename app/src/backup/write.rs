//! Writing a backup.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use age::x25519::Recipient;
use db::copy::Piece;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::line::{Cell, Digests, FORMAT, Line};
use crate::failure::Failure;

/// Reads public keys.
///
/// # Errors
/// A [`Failure`] naming the one that is none.
pub fn recipients(texts: &[String]) -> Result<Vec<Recipient>, Failure> {
    texts
        .iter()
        .map(|text| {
            text.trim().parse().map_err(|_| {
                Failure::setting(format!(
                    "the backup key {text:?} is none; `favn key backup FILE` prints one: age1…"
                ))
            })
        })
        .collect()
}

/// A backup being written. Under another name until it is whole.
pub struct Writing {
    out: GzEncoder<age::stream::StreamWriter<BufWriter<File>>>,
    partial: PathBuf,
    whole: PathBuf,
    digests: Digests,
    table: String,
}

impl Writing {
    /// Begins the file `whole`.
    ///
    /// # Errors
    /// A [`Failure`] when it cannot be written.
    pub fn begin(
        whole: &Path,
        part: &str,
        made_at: &str,
        master: &str,
        to: &[Recipient],
    ) -> Result<Self, Failure> {
        let partial = whole.with_extension("part");
        let wrong = |error: std::io::Error| {
            Failure::failed(format!("{} cannot be written: {error}", partial.display()))
        };
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&partial)
            .map_err(wrong)?;
        let encryptor =
            age::Encryptor::with_recipients(to.iter().map(|key| key as &dyn age::Recipient))
                .map_err(|error| {
                    Failure::setting(format!("the backup cannot be encrypted: {error}"))
                })?;
        let sealed = encryptor.wrap_output(BufWriter::new(file)).map_err(wrong)?;
        let out = GzEncoder::new(sealed, Compression::default());
        let mut writing = Self {
            out,
            partial,
            whole: whole.to_owned(),
            digests: Digests::default(),
            table: String::new(),
        };
        let (part, made_at, master) = (part.to_owned(), made_at.to_owned(), master.to_owned());
        writing.line(&Line::Favn {
            format: FORMAT,
            part,
            made_at,
            master,
        })?;
        Ok(writing)
    }

    /// Adds a piece.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn piece(&mut self, piece: &Piece) -> std::io::Result<()> {
        self.digests.count(&mut self.table, piece);
        self.line(&match piece {
            Piece::Table { name, columns } => Line::Table(name.clone(), columns.clone()),
            Piece::Row(values) => Line::Row(values.iter().map(Cell::from).collect()),
        })
    }

    fn line(&mut self, line: &Line) -> std::io::Result<()> {
        serde_json::to_writer(&mut self.out, line)?;
        self.out.write_all(b"\n")
    }

    /// Ends it: on the disk, under its name. Says what it holds.
    ///
    /// # Errors
    /// When the disk refuses; then there is no file of that name.
    pub fn end(mut self) -> Result<Digests, Failure> {
        let digests = self.digests.clone();
        self.line(&Line::End(digests.clone()))?;
        let file = self
            .out
            .finish()?
            .finish()?
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        std::fs::rename(&self.partial, &self.whole)?;
        Ok(digests)
    }
}
