//! The conversation itself: its states, and who may move it from one to the next.
//!
//! ```text
//! waiting ──take──▶ taken ──end──▶ ended ──time──▶ gone
//!    ▲                │              ▲
//!    └────hand back───┘              │
//!    └───────────────end─────────────┘
//! ```
//!
//! Deleting is possible from every state, at once, and leaves no state behind.

use std::sync::Arc;
use std::time::Duration;

use access::{ConversationId, StaffId, Stage, Thing};
use base::Moment;
use languages::Lang;

/// Where a conversation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// In the queue, since then.
    Waiting {
        /// Since when.
        since: Moment,
    },
    /// A counsellor has it.
    Taken {
        /// Who.
        by: Counsellor,
        /// Since when.
        at: Moment,
    },
    /// It is over, and kept for a while.
    Ended {
        /// Who ended it.
        by: EndedBy,
        /// When.
        at: Moment,
        /// Who had it then.
        with: Option<Counsellor>,
        /// When it is forgotten.
        forget_at: Moment,
    },
}

/// A counsellor as families know her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counsellor {
    /// Who.
    pub id: StaffId,
    /// What families call her.
    pub name: Arc<str>,
}

/// Who ended a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedBy {
    /// The family.
    Family,
    /// The counsellor.
    Counsellor,
    /// Nobody: nothing was written for a long time.
    Silence,
}

impl EndedBy {
    /// As the database keeps it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Counsellor => "counsellor",
            Self::Silence => "silence",
        }
    }
}

/// A conversation without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Which.
    pub id: ConversationId,
    /// The language of the page it was opened from.
    pub lang: Lang,
    /// Where it stands.
    pub state: State,
    /// How often its state has changed.
    pub version: i64,
    /// When the first message came.
    pub opened_at: Moment,
    /// Its place in the queue is by this.
    pub queue_at: Moment,
    /// Since when it waits, or had waited when it was taken.
    pub waiting_since: Moment,
    /// The newest message.
    pub last_seq: i64,
    /// How far each side has come.
    pub receipts: Receipts,
}

/// Up to which message each side's screen has shown, and its person seen, what the other wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Receipts {
    /// On the family's screen.
    pub family_delivered: i64,
    /// Seen by the family.
    pub family_seen: i64,
    /// On the counsellor's screen.
    pub staff_delivered: i64,
    /// Seen by the counsellor.
    pub staff_seen: i64,
}

/// Why a conversation does not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Somebody else has it already.
    #[error("it has been taken")]
    Taken,
    /// It is over.
    #[error("it has ended")]
    Ended,
    /// It is not in this counsellor's hands.
    #[error("somebody else has it, or nobody")]
    NotYours,
}

impl Conversation {
    /// A counsellor takes it from the queue. Taking what one has is no error: the button was
    /// pressed twice.
    ///
    /// # Errors
    /// [`Refused::Taken`] or [`Refused::Ended`].
    pub fn take(&self, by: Counsellor, now: Moment) -> Result<Self, Refused> {
        match &self.state {
            State::Waiting { .. } => Ok(self.moved(State::Taken { by, at: now })),
            State::Taken { by: other, .. } if other.id == by.id => Ok(self.clone()),
            State::Taken { .. } => Err(Refused::Taken),
            State::Ended { .. } => Err(Refused::Ended),
        }
    }

    /// The counsellor who has it hands it back. It comes first in the queue, where those who
    /// were opened earlier stand.
    ///
    /// # Errors
    /// [`Refused::NotYours`] or [`Refused::Ended`].
    pub fn hand_back(&self, by: StaffId, now: Moment) -> Result<Self, Refused> {
        match &self.state {
            State::Taken { by: holder, .. } if holder.id == by => {
                let mut moved = self.moved(State::Waiting { since: now });
                moved.waiting_since = now;
                Ok(moved)
            }
            State::Ended { .. } => Err(Refused::Ended),
            _ => Err(Refused::NotYours),
        }
    }

    /// It is over, and kept for `keep`. Ending what has ended changes nothing.
    pub fn end(&self, by: EndedBy, now: Moment, keep: Duration) -> Self {
        let with = match &self.state {
            State::Ended { .. } => return self.clone(),
            State::Taken { by, .. } => Some(by.clone()),
            State::Waiting { .. } => None,
        };
        self.moved(State::Ended {
            by,
            at: now,
            with,
            forget_at: now.plus(keep),
        })
    }

    fn moved(&self, state: State) -> Self {
        Self {
            state,
            version: self.version.saturating_add(1),
            ..self.clone()
        }
    }

    /// Who has it, or had it when it ended.
    pub fn counsellor(&self) -> Option<&Counsellor> {
        match &self.state {
            State::Waiting { .. } => None,
            State::Taken { by, .. } => Some(by),
            State::Ended { with, .. } => with.as_ref(),
        }
    }

    /// Whether this counsellor has it now.
    pub fn is_with(&self, staff: StaffId) -> bool {
        matches!(&self.state, State::Taken { by, .. } if by.id == staff)
    }

    /// Whether it is over.
    pub const fn has_ended(&self) -> bool {
        matches!(self.state, State::Ended { .. })
    }

    /// As the policies see it.
    pub fn thing(&self, glass_broken_by: Vec<StaffId>) -> Thing {
        let stage = match self.state {
            State::Waiting { .. } => Stage::Waiting,
            State::Taken { .. } => Stage::Taken,
            State::Ended { .. } => Stage::Ended,
        };
        Thing::Conversation {
            id: self.id,
            stage,
            taken_by: self.counsellor().map(|counsellor| counsellor.id),
            glass_broken_by,
        }
    }
}

#[cfg(test)]
mod tests {
    use base::{Clock, Entropy};

    use super::*;

    const DAY: Duration = Duration::from_secs(86_400);

    fn counsellor(seed: u64, name: &str) -> Counsellor {
        let id = StaffId::new(&Clock::fixed(Moment::default()), &Entropy::seeded(seed));
        Counsellor {
            id,
            name: name.into(),
        }
    }

    fn waiting() -> Conversation {
        let since = Moment::from_micros(1);
        Conversation {
            id: ConversationId::new(&Clock::fixed(since), &Entropy::seeded(9)),
            lang: Lang::DEFAULT,
            state: State::Waiting { since },
            version: 0,
            opened_at: since,
            queue_at: since,
            waiting_since: since,
            last_seq: 1,
            receipts: Receipts::default(),
        }
    }

    #[test]
    fn only_one_of_two_counsellors_gets_it() {
        let (mette, ali) = (counsellor(1, "Mette"), counsellor(2, "Ali"));
        let taken = waiting()
            .take(mette.clone(), Moment::from_micros(2))
            .expect("it waits");
        assert!(taken.is_with(mette.id) && taken.version == 1);
        assert_eq!(taken.take(ali, Moment::from_micros(3)), Err(Refused::Taken));
        assert_eq!(taken.take(mette, Moment::from_micros(3)), Ok(taken.clone()));
    }

    #[test]
    fn handed_back_it_keeps_its_place() {
        let (mette, ali) = (counsellor(1, "Mette"), counsellor(2, "Ali"));
        let taken = waiting()
            .take(mette.clone(), Moment::from_micros(2))
            .expect("it waits");
        assert_eq!(
            taken.hand_back(ali.id, Moment::from_micros(5)),
            Err(Refused::NotYours)
        );
        let back = taken
            .hand_back(mette.id, Moment::from_micros(5))
            .expect("it is hers");
        assert_eq!(
            back.state,
            State::Waiting {
                since: Moment::from_micros(5)
            }
        );
        assert_eq!(back.queue_at, Moment::from_micros(1));
        assert!(back.counsellor().is_none());
    }

    #[test]
    fn what_has_ended_stays_ended() {
        let mette = counsellor(1, "Mette");
        let ended = waiting().end(EndedBy::Family, Moment::from_micros(7), DAY);
        assert_eq!(
            ended.take(mette.clone(), Moment::default()),
            Err(Refused::Ended)
        );
        assert_eq!(
            ended.hand_back(mette.id, Moment::default()),
            Err(Refused::Ended)
        );
        assert_eq!(
            ended.end(EndedBy::Silence, Moment::from_micros(8), DAY),
            ended
        );
        let State::Ended {
            forget_at, with, ..
        } = ended.state
        else {
            panic!("it has not ended")
        };
        assert_eq!((forget_at, with), (Moment::from_micros(7).plus(DAY), None));
    }
}
