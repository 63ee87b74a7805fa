//! How [`crate::Client`] and the program `favn-letters` talk: a document as JSON on one line in,
//! an answer out: one byte for its kind, four for its length (the highest first), then so many
//! bytes.

use std::io::{self, Write};

/// The longest job, in bytes; a letter of two pages has some four thousand.
pub const JOB_BYTES: usize = 512 * 1024;

/// The longest answer, in bytes.
pub const ANSWER_BYTES: usize = 32 * 1024 * 1024;

/// How long an answer's head is.
pub(crate) const HEAD: usize = 5;

/// What came of a job.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// The document as PDF.
    Pdf(Vec<u8>),
    /// No font of the program has these characters.
    Unprintable(String),
    /// It cannot be set, and why. Never with words of the document in it.
    Refused(String),
}

impl Answer {
    /// Writes it for the client.
    ///
    /// # Errors
    /// When the client is not there any more, or the answer is too long.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let (kind, bytes) = match self {
            Self::Pdf(bytes) => (b'P', bytes.as_slice()),
            Self::Unprintable(characters) => (b'U', characters.as_bytes()),
            Self::Refused(why) => (b'R', why.as_bytes()),
        };
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        out.write_all(&[kind])?;
        out.write_all(&length.to_be_bytes())?;
        out.write_all(bytes)?;
        out.flush()
    }

    /// How many bytes follow this head; `None` when it is none of an answer.
    pub(crate) fn length(head: [u8; HEAD]) -> Option<usize> {
        let [kind, a, b, c, d] = head;
        let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).ok()?;
        (b"PUR".contains(&kind) && length <= ANSWER_BYTES).then_some(length)
    }

    /// The answer with this head; `None` when its text is not UTF-8.
    pub(crate) fn read(head: [u8; HEAD], bytes: Vec<u8>) -> Option<Self> {
        match head[0] {
            b'P' => Some(Self::Pdf(bytes)),
            b'U' => String::from_utf8(bytes).ok().map(Self::Unprintable),
            _ => String::from_utf8(bytes).ok().map(Self::Refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let answers = [
            Answer::Pdf(b"%PDF".to_vec()),
            Answer::Unprintable("❤".to_owned()),
            Answer::Refused(String::new()),
        ];
        for answer in answers {
            let mut written = Vec::new();
            answer.write(&mut written).expect("memory takes all");
            let head: [u8; HEAD] = written[..HEAD].try_into().expect("a head");
            let rest = written.split_off(HEAD);
            assert_eq!(Answer::length(head), Some(rest.len()));
            assert!(Answer::read(head, rest) == Some(answer));
        }
        assert_eq!(Answer::length(*b"P\xff\xff\xff\xff"), None);
        assert_eq!(Answer::length(*b"HTTP/"), None);
    }
}
