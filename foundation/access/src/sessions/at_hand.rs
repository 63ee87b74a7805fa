//! Sessions seen in the last seconds.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use base::Moment;
use db::{DbError, FromRow, Row};
use parking_lot::Mutex;
use uuid::Uuid;

use crate::who::{ConversationId, Roles, SessionId, Staff, StaffId};

/// How long a session is believed without asking the database.
const BELIEVED: Duration = Duration::from_secs(3);
/// How many are remembered: more than are active within that time.
const AT_HAND: usize = 50_000;

/// Whom a session is for.
#[derive(Clone, Debug)]
pub(crate) enum Subject {
    Staff(Staff),
    Family(ConversationId, SessionId),
    Half(StaffId),
}

/// One session, as the table has it.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) subject: Subject,
    pub(crate) seen_at: Moment,
    pub(crate) expires_at: Moment,
}

/// Sessions seen in the last seconds, so that a request costs no query.
#[derive(Default)]
pub(crate) struct AtHand(Mutex<Remembered>);

#[derive(Default)]
struct Remembered {
    sessions: HashMap<[u8; 32], (Session, Moment)>,
    /// Raised whenever sessions end: what was read before is not remembered after.
    turn: u64,
}

impl AtHand {
    /// Forgets one, to read it anew.
    pub(crate) fn forget_one(&self, hash: &[u8; 32]) {
        self.0.lock().sessions.remove(hash);
    }

    pub(crate) fn forget(&self) {
        let mut remembered = self.0.lock();
        remembered.sessions.clear();
        remembered.turn = remembered.turn.wrapping_add(1);
    }

    pub(crate) fn get(&self, hash: &[u8; 32], now: Moment) -> Result<Session, u64> {
        let remembered = self.0.lock();
        match remembered.sessions.get(hash) {
            Some((session, until)) if *until > now => Ok(session.clone()),
            _ => Err(remembered.turn),
        }
    }

    pub(crate) fn keep(&self, hash: [u8; 32], session: &Session, now: Moment, turn: u64) {
        let mut remembered = self.0.lock();
        if remembered.turn != turn {
            return;
        }
        if remembered.sessions.len() >= AT_HAND {
            remembered.sessions.clear(); // they are read again as they are needed
        }
        remembered
            .sessions
            .insert(hash, (session.clone(), now.plus(BELIEVED)));
    }
}

impl FromRow for Session {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        let subject: Uuid = row.get("subject")?;
        let subject = match row.get::<String>("kind")?.as_str() {
            "family" => Subject::Family(
                ConversationId::from_uuid(subject),
                SessionId::from_uuid(row.get("id")?),
            ),
            "half" => Subject::Half(StaffId::from_uuid(subject)),
            _ => Subject::Staff(Staff {
                id: StaffId::from_uuid(subject),
                name: Arc::from(row.get::<Option<String>>("name")?.unwrap_or_default()),
                roles: Roles::from_str(&row.get::<Option<String>>("roles")?.unwrap_or_default())
                    .unwrap_or_default(),
                session: SessionId::from_uuid(row.get("id")?),
            }),
        };
        Ok(Self {
            subject,
            seen_at: row.get("seen_at")?,
            expires_at: row.get("expires_at")?,
        })
    }
}
