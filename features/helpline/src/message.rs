//! What is said in a conversation, and how it lies in the database: sealed.

use access::ConversationId;
use base::{Entropy, Moment, Personal};
use db::{DbError, FromRow, Place, Row, RowKey, SealError};

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// An offer of the directory; the body is its id and, on a line of its own, its place's.
    Offer,
    /// A result of the guide to rights; the body is what the guide's form holds and, on a line of
    /// its own, the rule that it is about, where it is not about all.
    Rights,
    /// A counsellor is here.
    Arrived,
    /// A counsellor handed the conversation back.
    Left,
    /// The family ended it.
    EndedByFamily,
    /// The counsellor ended it.
    EndedByCounsellor,
    /// It fell silent.
    EndedBySilence,
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::Text,
        Self::Offer,
        Self::Rights,
        Self::Arrived,
        Self::Left,
        Self::EndedByFamily,
        Self::EndedByCounsellor,
        Self::EndedBySilence,
    ];

    /// As the database keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Offer => "offer",
            Self::Rights => "rights",
            Self::Arrived => "arrived",
            Self::Left => "left",
            Self::EndedByFamily => "ended_by_family",
            Self::EndedByCounsellor => "ended_by_counsellor",
            Self::EndedBySilence => "ended_by_silence",
        }
    }

    fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Whose message it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// The family.
    Family,
    /// A counsellor.
    Counsellor,
    /// Favn itself: somebody came, somebody left.
    House,
}

impl Author {
    /// As the database keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Counsellor => "counsellor",
            Self::House => "house",
        }
    }

    fn of(code: &str) -> Option<Self> {
        [Self::Family, Self::Counsellor, Self::House]
            .into_iter()
            .find(|author| author.code() == code)
    }
}

/// A message as the database keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Sealed {
    pub(crate) seq: i64,
    pub(crate) kind: Kind,
    pub(crate) author: Author,
    pub(crate) name: Option<String>,
    pub(crate) body: Vec<u8>,
    pub(crate) at: Moment,
}

/// A message that can be read.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its number in the conversation, from 1.
    pub seq: i64,
    /// What it is.
    pub kind: Kind,
    /// Whose it is.
    pub author: Author,
    /// What families call the counsellor who wrote it, or of whom it tells.
    pub name: Option<String>,
    /// What it says.
    pub body: Personal<String>,
    /// When it was stored.
    pub at: Moment,
}

impl Sealed {
    /// Reads from the columns `seq, kind, author, name, body, at`, of which the first stands at
    /// `first`. `None` when they are null: a join found no message.
    pub(crate) fn at(row: &Row, first: usize) -> Result<Option<Self>, DbError> {
        let Some(seq) = row.at::<Option<i64>>(first)? else {
            return Ok(None);
        };
        let wrong = |column: &str, expected| DbError::Column {
            statement: "messages",
            column: column.to_owned(),
            expected,
        };
        Ok(Some(Self {
            seq,
            kind: Kind::of(&row.at::<String>(first + 1)?)
                .ok_or_else(|| wrong("kind", "a kind of message"))?,
            author: Author::of(&row.at::<String>(first + 2)?)
                .ok_or_else(|| wrong("author", "an author"))?,
            name: row.at(first + 3)?,
            body: row.at(first + 4)?,
            at: row.at(first + 5)?,
        }))
    }

    /// Opens it with its conversation's key.
    pub(crate) fn open(
        self,
        key: &RowKey,
        conversation: ConversationId,
    ) -> Result<Entry, SealError> {
        let row = row(conversation, self.seq);
        let body = key.open_text(&self.body, place(&row))?;
        let Self {
            seq,
            kind,
            author,
            name,
            at,
            ..
        } = self;
        Ok(Entry {
            seq,
            kind,
            author,
            name,
            body: Personal::new(body),
            at,
        })
    }
}

impl FromRow for Sealed {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Self::at(row, 0)?.ok_or(DbError::NoRow {
            statement: "messages",
        })
    }
}

/// Seals `body` for one place in one conversation; it opens nowhere else.
pub(crate) fn seal(
    key: &RowKey,
    body: &str,
    conversation: ConversationId,
    seq: i64,
    entropy: &Entropy,
) -> Result<Vec<u8>, SealError> {
    key.seal(body.as_bytes(), place(&row(conversation, seq)), entropy)
}

fn row(conversation: ConversationId, seq: i64) -> [u8; 24] {
    let mut row = [0; 24];
    row[..16].copy_from_slice(conversation.uuid().as_bytes());
    row[16..].copy_from_slice(&seq.to_be_bytes());
    row
}

fn place(row: &[u8]) -> Place<'_> {
    Place {
        table: "messages",
        column: "body",
        row,
    }
}

#[cfg(test)]
mod tests {
    use base::Clock;
    use db::MasterKey;

    use super::*;

    #[test]
    fn kinds_and_authors_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of(kind.code()), Some(kind));
        }
        assert_eq!(Author::of("house"), Some(Author::House));
        assert_eq!((Kind::of("x"), Author::of("x")), (None, None));
    }

    #[test]
    fn a_message_opens_only_where_it_was_said() {
        let (entropy, clock) = (Entropy::seeded(3), Clock::fixed(Moment::default()));
        let key = MasterKey::random(&entropy).row_key("test");
        let id = ConversationId::new(&clock, &entropy);
        let body = seal(&key, "jeg har det svært", id, 4, &entropy).expect("sealed");
        let sealed = |seq| Sealed {
            seq,
            kind: Kind::Text,
            author: Author::Family,
            name: None,
            body: body.clone(),
            at: Moment::default(),
        };
        let entry = sealed(4).open(&key, id).expect("it opens");
        assert_eq!(entry.body.expose(), "jeg har det svært");
        assert!(!format!("{entry:?}").contains("svært"));
        assert!(sealed(5).open(&key, id).is_err());
        let elsewhere = ConversationId::new(&clock, &entropy);
        assert!(sealed(4).open(&key, elsewhere).is_err());
    }
}
