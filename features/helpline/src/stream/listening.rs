//! One side of a conversation, listening.
//!
//! A nudge only wakes; what is sent is read from the log after the last message that was sent.
//! So a stream that was cut off, a nudge that was lost and a reader who was slow are one case.

use std::fmt::Write as _;
use std::time::Duration;

use access::{Act, ConversationId};
use db::{Query as _, Row, params};
use live::{Nudge, Watch};
use tokio::time::{Instant, sleep_until};
use web::AppError;

use super::events::{Listener, MOVED, STILL_HERE, data, leave_for, when_new};
use super::own::Own;
use crate::conversation::{Conversation, Receipts};
use crate::message::Sealed;
use crate::pace::{self, Receiver};
use crate::views::{self, Side, View};
use crate::{reach, store};

/// How often a sign of life goes out, so that nothing between closes a silent connection.
const TICK: Duration = Duration::from_secs(20);
/// How many ticks pass between looks whether the session still stands.
const TICKS_A_LOOK: u32 = 3;
/// How long after showing a message that is written down, when no other comes; and how long at
/// most. Many messages, one note: in a quick exchange notes would else be half of all writing.
const RECEIPT: Duration = Duration::from_secs(1);
const RECEIPT_MOST: Duration = Duration::from_secs(4);
/// Rows of one look at the log (the limit in the statement).
const ROWS: usize = 100;

/// One open stream.
pub(super) struct Listening {
    own: Own,
    id: ConversationId,
    watch: Watch,
    /// The newest message sent.
    last: i64,
    version: i64,
    receipts: Receipts,
    /// How far the other side had come when last told.
    marks: Option<(i64, i64)>,
    /// A fingerprint of how the conversation stood when last told.
    standing: u64,
    waiting: bool,
    tick: Instant,
    ticks: u32,
    /// When to write down what was shown, and when at the latest.
    receipt: Option<(Instant, Instant)>,
    over: bool,
}

/// What a stream is woken by.
pub(super) enum Woken {
    Changed,
    Word,
    Session,
    Receipt,
    Tick,
    Closing,
}

impl Listener for Listening {
    type Woken = Woken;
    const FIRST: Woken = Woken::Changed;

    fn is_over(&self) -> bool {
        self.over
    }

    async fn woken(&mut self) -> Woken {
        let receipt = self.receipt.map(|(due, _)| due);
        // First what is due, or nudge upon nudge would put it off for ever.
        let now = Instant::now();
        if receipt.is_some_and(|due| due <= now) {
            return Woken::Receipt;
        }
        if self.tick <= now {
            return Woken::Tick;
        }
        let until = receipt.map_or(self.tick, |due| due.min(self.tick));
        tokio::select! {
            biased;
            // Before the news: whose session ended at the same time hears none of it.
            nudge = self.own.session.next() => match nudge {
                Nudge::Closing => Woken::Closing,
                _ => Woken::Session,
            },
            nudge = self.watch.next() => match nudge {
                Nudge::Changed => Woken::Changed,
                Nudge::Passing(_) => Woken::Word,
                Nudge::Closing => Woken::Closing,
            },
            () = sleep_until(until) => match receipt {
                Some(due) if due <= self.tick => Woken::Receipt,
                _ => Woken::Tick,
            },
        }
    }

    async fn look(&mut self, woken: Woken) -> Result<String, AppError> {
        match woken {
            Woken::Changed => self.catch_up().await,
            Woken::Word => Ok("event: typing\ndata: 1\n\n".to_owned()),
            Woken::Closing => {
                self.over = true;
                Ok(MOVED.to_owned())
            }
            Woken::Session => self.still_standing().await,
            Woken::Receipt => self.write_receipt().await,
            Woken::Tick => self.sign_of_life().await,
        }
    }
}

impl Listening {
    pub(super) fn new(own: Own, watch: Watch, conversation: &Conversation, last: i64) -> Self {
        Self {
            own,
            id: conversation.id,
            watch,
            last,
            version: conversation.version,
            receipts: conversation.receipts,
            marks: None,
            standing: 0,
            waiting: matches!(conversation.state, crate::State::Waiting { .. }),
            tick: Instant::now() + TICK,
            ticks: 0,
            receipt: None,
            over: false,
        }
    }

    fn gone(&mut self) -> String {
        self.over = true;
        leave_for(&self.own.gone)
    }

    /// Everything that happened since the last look.
    async fn catch_up(&mut self) -> Result<String, AppError> {
        let mut out = String::new();
        // Glass is broken for some hours, and nothing changes in the conversation when they end.
        if !self.own.receives
            && matches!(self.own.side, Side::Staff(_))
            && self.own.reached(self.id).await?.is_none()
        {
            return Ok(self.gone());
        }
        loop {
            let rows: Vec<Row> = self
                .own
                .house
                .db
                .raw(&store::AFTER, params![self.id.uuid(), self.last])
                .await?;
            let Some(first) = rows.first() else {
                return Ok(out + &self.gone());
            };
            let version: i64 = first.at(0)?;
            if version != self.version {
                // Whoever may no longer read hears nothing of what this look found.
                match self.moved_on().await? {
                    Some(event) => out.push_str(&event),
                    None => return Ok(out + &self.gone()),
                }
            }
            let receipts = Receipts {
                family_delivered: first.at(2)?,
                family_seen: first.at(3)?,
                staff_delivered: first.at(4)?,
                staff_seen: first.at(5)?,
            };
            self.receipts = receipts;
            self.tell_messages(&rows, &mut out).await?;
            if rows.len() < ROWS {
                self.tell_receipts(&mut out);
                return Ok(out);
            }
        }
    }

    fn tell_receipts(&mut self, out: &mut String) {
        let marks = self.own.side.marks(&self.receipts);
        if self.marks.replace(marks) != Some(marks) {
            let (delivered, seen) = marks;
            let _ = write!(
                out,
                "event: receipts\ndata: {{\"delivered\":{delivered},\"seen\":{seen}}}\n\n"
            );
        }
    }

    async fn tell_messages(&mut self, rows: &[Row], out: &mut String) -> Result<(), AppError> {
        let view = View {
            lang: self.own.lang,
            side: &self.own.side,
            receipts: self.receipts,
            now: self.own.house.clock.now(),
            conversation: Some(self.id),
        };
        for row in rows {
            let Some(sealed) = Sealed::at(row, 6)? else {
                break;
            };
            let entry = sealed
                .open(&self.own.key, self.id)
                .map_err(views::forgotten)?;
            let html = view.with_offer(&self.own.house, &entry).await?;
            let _ = writeln!(out, "id: {}", entry.seq);
            data(&html, out);
            self.last = entry.seq;
            if self.own.receives && !self.own.side.wrote(&entry) {
                let now = Instant::now();
                let latest = self
                    .receipt
                    .map_or(now + RECEIPT_MOST, |(_, latest)| latest);
                self.receipt = Some((latest.min(now + RECEIPT), latest));
            }
        }
        Ok(())
    }

    /// The conversation's state changed: what to tell, or nothing when this reader may no longer
    /// read it.
    async fn moved_on(&mut self) -> Result<Option<String>, AppError> {
        if !self.own.session_stands(self.id).await? {
            return Ok(None);
        }
        let Some(conversation) = self.own.reached(self.id).await? else {
            return Ok(None);
        };
        let own = &mut self.own;
        self.version = conversation.version;
        self.waiting = matches!(conversation.state, crate::State::Waiting { .. });
        match &own.side {
            Side::Staff(staff) => {
                own.receives = conversation.is_with(staff.id);
                Ok(Some("event: reload\ndata: 1\n\n".to_owned()))
            }
            Side::Family if conversation.has_ended() => {
                Ok(Some("event: reload\ndata: 1\n\n".to_owned()))
            }
            Side::Family => Ok(Some(self.tell_standing(&conversation).await?)),
        }
    }

    /// How the conversation stands, when that is not what was told last.
    async fn tell_standing(&mut self, conversation: &Conversation) -> Result<String, AppError> {
        let html = views::standing(&self.own.house, self.own.lang, conversation).await?;
        Ok(when_new("state", &html, &mut self.standing))
    }

    async fn still_standing(&mut self) -> Result<String, AppError> {
        match self.own.session_stands(self.id).await? {
            true => Ok(String::new()),
            false => Ok(self.gone()),
        }
    }

    async fn write_receipt(&mut self) -> Result<String, AppError> {
        self.receipt = None;
        let receiver = match self.own.side {
            Side::Family => Receiver::Family,
            Side::Staff(_) => Receiver::Staff,
        };
        pace::received(&self.own.house, receiver, self.id, self.last, 0).await?;
        Ok(String::new())
    }

    async fn sign_of_life(&mut self) -> Result<String, AppError> {
        self.tick = Instant::now() + TICK;
        self.ticks = self.ticks.wrapping_add(1);
        if self.ticks.is_multiple_of(TICKS_A_LOOK) {
            let out = self.still_standing().await?;
            if self.over {
                return Ok(out);
            }
        }
        // One's own messages from another window, and a nudge that was lost.
        let mut out = self.catch_up().await?;
        if self.waiting && !self.over && matches!(self.own.side, Side::Family) {
            let conversation =
                reach::family(&self.own.house, &self.own.actor, Act::ReadConversation).await?;
            out.push_str(&self.tell_standing(&conversation).await?);
        }
        if out.is_empty() {
            out.push_str(STILL_HERE);
        }
        Ok(out)
    }
}
