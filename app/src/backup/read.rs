//! Reading a backup.

use std::fs::File;
use std::io::{BufRead, BufReader, Error, ErrorKind};
use std::path::Path;

use age::x25519::Identity;
use db::copy::Piece;
use flate2::read::GzDecoder;

use super::line::{Digests, FORMAT, Line};
use crate::failure::Failure;

/// Reads the secret backup key.
///
/// # Errors
/// A [`Failure`] naming the file.
pub fn identity(path: &Path) -> Result<Identity, Failure> {
    let wrong = || {
        Failure::setting(format!(
            "{} holds no backup key (AGE-SECRET-KEY-1…)",
            path.display()
        ))
    };
    let text = std::fs::read_to_string(path).map_err(|_| wrong())?;
    let key = text
        .lines()
        .find(|line| line.starts_with("AGE-SECRET-KEY-1"))
        .ok_or_else(wrong)?;
    key.trim().parse().map_err(|_| wrong())
}

/// A backup being read.
pub struct Reading {
    lines: Box<dyn BufRead + Send>,
    /// `data` or `keys`.
    pub part: String,
    /// When it was made, RFC 3339.
    pub made_at: String,
    /// The mark of the master key then.
    pub master: String,
    digests: Digests,
    table: String,
    /// What the writer counted; known at the end.
    pub promised: Option<Digests>,
}

impl Reading {
    /// Opens the file at `path`.
    ///
    /// # Errors
    /// A [`Failure`] when it is none, or for another key.
    pub fn begin(path: &Path, identity: &Identity) -> Result<Self, Failure> {
        let name = path.display();
        let file = File::open(path)
            .map_err(|error| Failure::failed(format!("{name} cannot be read: {error}")))?;
        let sealed = age::Decryptor::new_buffered(BufReader::new(file))
            .map_err(|error| Failure::failed(format!("{name} is no backup of Favn: {error}")))?;
        let opened = sealed
            .decrypt(std::iter::once(identity as &dyn age::Identity))
            .map_err(|_| {
                Failure::failed(format!(
                    "{name} was encrypted to another backup key than this one"
                ))
            })?;
        let mut reading = Self {
            lines: Box::new(BufReader::new(GzDecoder::new(opened))),
            part: String::new(),
            made_at: String::new(),
            master: String::new(),
            digests: Digests::default(),
            table: String::new(),
            promised: None,
        };
        match reading.line()? {
            Some(Line::Favn {
                format: FORMAT,
                part,
                made_at,
                master,
            }) => {
                (reading.part, reading.made_at, reading.master) = (part, made_at, master);
                Ok(reading)
            }
            Some(Line::Favn { format, .. }) => Err(Failure::failed(format!(
                "{name} is of format {format}: restore it with the Favn that made it"
            ))),
            _ => Err(Failure::failed(format!("{name} is no backup of Favn"))),
        }
    }

    fn line(&mut self) -> std::io::Result<Option<Line>> {
        let mut text = String::new();
        if self.lines.read_line(&mut text)? == 0 {
            return Ok(None);
        }
        serde_json::from_str(&text)
            .map(Some)
            .map_err(|error| Error::new(ErrorKind::InvalidData, error))
    }

    /// The next piece; `None` at the proper end.
    ///
    /// # Errors
    /// When the file is damaged or was cut off.
    pub fn piece(&mut self) -> std::io::Result<Option<Piece>> {
        let broken = |words: &'static str| Error::new(ErrorKind::InvalidData, words);
        let piece = match self.line()? {
            Some(Line::Table(name, columns)) => Piece::Table { name, columns },
            Some(Line::Row(cells)) => Piece::Row(
                cells
                    .into_iter()
                    .map(db::Value::try_from)
                    .collect::<Result<_, _>>()
                    .map_err(broken)?,
            ),
            Some(Line::End(promised)) => {
                if self.digests.difference(&promised).is_some() {
                    return Err(broken("it does not hold what it says it holds"));
                }
                self.promised = Some(promised);
                return Ok(None);
            }
            Some(Line::Favn { .. }) => return Err(broken("it begins twice")),
            None => return Err(Error::new(ErrorKind::UnexpectedEof, "it was cut off")),
        };
        self.digests.count(&mut self.table, &piece);
        Ok(Some(piece))
    }
}
