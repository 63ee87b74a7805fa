//! The live half of a conversation: a stream of events to each side.
//!
//! A nudge only wakes; what is sent is read from the log after the last message that was sent.
//! So a stream that was cut off, a nudge that was lost and a reader who was slow are one case.
//!
//! Twenty thousand of these stay open at a time, so one that waits holds little: all work that
//! needs room is boxed and gone when it is done.

use std::collections::hash_map::DefaultHasher;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};
use std::time::Duration;

use access::{Act, Actor, AsFamily, ConversationId, House, SessionId};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use db::{Query as _, Row, RowKey, params};
use futures_util::stream;
use languages::Lang;
use live::{Nudge, Watch};
use serde::Deserialize;
use tokio::time::{Instant, sleep_until};
use uuid::Uuid;
use web::{AppError, Query, Reader};

use crate::conversation::{Conversation, Receipts};
use crate::message::Sealed;
use crate::pace::{self, Receiver};
use crate::views::{self, Side, View};
use crate::{reach, store, topics};

/// How often a sign of life goes out, so that nothing between closes a silent connection.
const TICK: Duration = Duration::from_secs(20);
/// How many ticks pass between looks whether the session still stands.
const TICKS_A_LOOK: u32 = 3;
/// How long after showing a message that is written down, when no other comes; and how long at
/// most. Many messages, one note: in a quick exchange notes would else be half of all writing.
const RECEIPT: Duration = Duration::from_secs(1);
const RECEIPT_MOST: Duration = Duration::from_secs(4);
/// How many streams one side of one conversation may hold open on a node: more than anybody's tabs
/// and lost connections, and too few for one cookie to use up what everybody needs.
const EARS: usize = 50;
/// How long who has too many open waits.
const EARS_WAIT: u64 = 30;
/// Rows of one look at the log (the limit in the statement).
const ROWS: usize = 100;
/// How long a browser waits before it connects again, in milliseconds.
pub(crate) const RETRY: &str = "retry: 500\n\n";

/// Where a first connection goes on; later ones say so by `Last-Event-ID`.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct After {
    after: Option<i64>,
}

/// What the family's side hears.
///
/// # Errors
/// [`AppError`].
pub async fn family(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
    headers: HeaderMap,
    Query(after): Query<After>,
) -> Result<Response, AppError> {
    let gone = reader.url("/goodbye");
    let Ok(id) = actor.family() else {
        return Ok(ended(&gone));
    };
    // First the watch, then the look: what changes between the two is not missed.
    let watch = listened(&house, topics::family(id))?;
    let conversation = match reach::family(&house, &actor, Act::ReadConversation).await {
        Ok(conversation) => conversation,
        Err(AppError::NotFound) => return Ok(ended(&gone)),
        Err(error) => return Err(error),
    };
    let Some(by) = house.family_session(&reader).await? else {
        return Ok(ended(&gone));
    };
    let key = house.keys.of(id.uuid()).await.map_err(views::forgotten)?;
    let from = position(&headers, &after);
    let own = Own {
        house,
        actor,
        by: Some(by),
        side: Side::Family,
        lang: reader.lang(),
        gone,
        key,
        session: None,
        receives: true,
    };
    Ok(answer(Listening::new(own, watch, &conversation, from)))
}

/// What the counsellor's side hears.
///
/// # Errors
/// [`AppError`].
pub async fn staff(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
    Query(after): Query<After>,
) -> Result<Response, AppError> {
    let staff = actor.staff()?.clone();
    let id = reach::id(&id)?;
    let gone = reader.url(&format!("/desk/conversations/{id}"));
    let watch = listened(&house, topics::staff(id))?;
    let session = house.live.watch(staff.id.uuid());
    let conversation = match reach::staff(&house, &actor, id, Act::ReadConversation).await {
        Ok(conversation) => conversation,
        Err(AppError::NotFound) => return Ok(ended(&gone)),
        Err(error) => return Err(error),
    };
    reach::looked(&house, &actor, &conversation).await?;
    let key = house.keys.of(id.uuid()).await.map_err(views::forgotten)?;
    let from = position(&headers, &after);
    // Who only looks (broken glass) must not look like the one who answers.
    let receives = conversation.is_with(staff.id);
    let (lang, session) = (reader.lang(), Some(Box::new(session)));
    let own = Own {
        house,
        actor,
        by: None,
        side: Side::Staff(staff),
        lang,
        gone,
        key,
        session,
        receives,
    };
    Ok(answer(Listening::new(own, watch, &conversation, from)))
}

/// Listens to a topic, unless too many streams do already.
fn listened(house: &House, topic: Uuid) -> Result<Watch, AppError> {
    let watch = house.live.watch(topic);
    if watch.listeners() > EARS {
        return Err(AppError::TooMany { seconds: EARS_WAIT });
    }
    Ok(watch)
}

fn position(headers: &HeaderMap, after: &After) -> i64 {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    last.and_then(|id| id.trim().parse().ok())
        .or(after.after)
        .unwrap_or(0)
}

/// A stream that says at once that there is nothing to hear: an error would make the browser
/// give up without a word.
fn ended(gone: &str) -> Response {
    event_stream(Body::from(format!("event: gone\ndata: {gone}\n\n")))
}

/// The headers of every stream.
pub(crate) fn event_stream(body: Body) -> Response {
    let kind = HeaderValue::from_static("text/event-stream; charset=utf-8");
    // For proxies that otherwise wait until there is more.
    let now = HeaderValue::from_static("no");
    (
        [(CONTENT_TYPE.as_str(), kind), ("x-accel-buffering", now)],
        body,
    )
        .into_response()
}

fn answer(listening: Listening) -> Response {
    let events = stream::unfold(Box::new(listening), |mut listening| async move {
        let sent = listening.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(sent)), listening))
    });
    event_stream(Body::from_stream(events))
}

/// What a stream holds from its beginning to its end.
struct Own {
    house: House,
    actor: Actor,
    /// By which of its sessions a family listens.
    by: Option<SessionId>,
    side: Side,
    lang: Lang,
    /// Where to go when there is nothing to hear any more.
    gone: String,
    key: RowKey,
    /// Nudged when sessions of this member of staff end.
    session: Option<Box<Watch>>,
    /// Whether showing a message here is showing it to the one it is for.
    receives: bool,
}

/// One open stream.
struct Listening {
    own: Own,
    id: ConversationId,
    watch: Watch,
    /// The newest message sent.
    last: i64,
    version: i64,
    receipts: Receipts,
    /// A fingerprint of how the conversation stood when last told.
    standing: u64,
    waiting: bool,
    tick: Instant,
    ticks: u32,
    /// When to write down what was shown, and when at the latest.
    receipt: Option<(Instant, Instant)>,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Opening,
    Open,
    Over,
}

/// What a stream is woken by.
enum Woken {
    Changed,
    Word,
    Session,
    Receipt,
    Tick,
    Closing,
}

impl Listening {
    fn new(own: Own, watch: Watch, conversation: &Conversation, last: i64) -> Self {
        Self {
            own,
            id: conversation.id,
            watch,
            last,
            version: conversation.version,
            receipts: conversation.receipts,
            standing: 0,
            waiting: matches!(conversation.state, crate::State::Waiting { .. }),
            tick: Instant::now() + TICK,
            ticks: 0,
            receipt: None,
            stage: Stage::Opening,
        }
    }

    /// The next bytes to send; `None` when the stream is over.
    async fn next(&mut self) -> Option<String> {
        loop {
            let woken = match self.stage {
                Stage::Over => return None,
                Stage::Opening => Woken::Changed,
                Stage::Open => self.woken().await,
            };
            // Boxed, so that a stream at rest does not hold the room this takes.
            let out = match Box::pin(self.work(woken)).await {
                Ok(out) => out,
                Err(error) => {
                    // The browser connects again and goes on from where it was.
                    tracing::warn!(%error, "a stream broke off");
                    self.stage = Stage::Over;
                    String::new()
                }
            };
            if self.stage == Stage::Opening {
                self.stage = Stage::Open;
                return Some(format!("{RETRY}{out}"));
            }
            if !out.is_empty() {
                return Some(out);
            }
        }
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
        let session = async {
            match &mut self.own.session {
                Some(session) => session.next().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            // Before the news: whose session ended at the same time hears none of it.
            nudge = session => match nudge {
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

    async fn work(&mut self, woken: Woken) -> Result<String, AppError> {
        match woken {
            Woken::Changed => self.catch_up().await,
            Woken::Word => Ok("event: typing\ndata: 1\n\n".to_owned()),
            Woken::Closing => {
                self.stage = Stage::Over;
                Ok("event: moved\ndata: 1\n\n".to_owned())
            }
            Woken::Session => self.still_standing().await,
            Woken::Receipt => self.write_receipt().await,
            Woken::Tick => self.sign_of_life().await,
        }
    }

    fn gone(&mut self) -> String {
        self.stage = Stage::Over;
        format!("event: gone\ndata: {}\n\n", self.own.gone)
    }

    /// Everything that happened since the last look.
    async fn catch_up(&mut self) -> Result<String, AppError> {
        let mut out = String::new();
        // Glass is broken for some hours, and nothing changes in the conversation when they end.
        if !self.own.receives
            && matches!(self.own.side, Side::Staff(_))
            && self.reached().await?.is_none()
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
            let opening = self.stage == Stage::Opening;
            let news = self.own.side.marks(&receipts) != self.own.side.marks(&self.receipts);
            self.receipts = receipts;
            self.tell_messages(&rows, &mut out).await?;
            if (news || opening) && rows.len() < ROWS {
                let (delivered, seen) = self.own.side.marks(&self.receipts);
                let _ = write!(
                    out,
                    "event: receipts\ndata: {{\"delivered\":{delivered},\"seen\":{seen}}}\n\n"
                );
            }
            if rows.len() < ROWS {
                return Ok(out);
            }
        }
    }

    async fn tell_messages(&mut self, rows: &[Row], out: &mut String) -> Result<(), AppError> {
        let view = View {
            lang: self.own.lang,
            side: &self.own.side,
            receipts: self.receipts,
            now: self.own.house.clock.now(),
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

    /// The conversation, if this reader may read it now.
    async fn reached(&self) -> Result<Option<Conversation>, AppError> {
        let own = &self.own;
        let reached = match &own.side {
            Side::Family => reach::family(&own.house, &own.actor, Act::ReadConversation).await,
            Side::Staff(_) => {
                reach::staff(&own.house, &own.actor, self.id, Act::ReadConversation).await
            }
        };
        match reached {
            Ok(conversation) => Ok(Some(conversation)),
            Err(AppError::NotFound | AppError::SignIn) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The conversation's state changed: what to tell, or nothing when this reader may no longer
    /// read it.
    async fn moved_on(&mut self) -> Result<Option<String>, AppError> {
        if !self.own_session_stands().await? {
            return Ok(None);
        }
        let Some(conversation) = self.reached().await? else {
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
        let mut hasher = DefaultHasher::new();
        html.hash(&mut hasher);
        let standing = hasher.finish();
        let mut out = String::new();
        if standing != self.standing {
            self.standing = standing;
            out.push_str("event: state\n");
            data(&html, &mut out);
        }
        Ok(out)
    }

    async fn still_standing(&mut self) -> Result<String, AppError> {
        let own = &self.own;
        if own.house.stands(&own.actor).await? && self.own_session_stands().await? {
            return Ok(String::new());
        }
        Ok(self.gone())
    }

    /// Whether the session that a family listens by is there yet. When only this one has ended,
    /// the conversation has not: its page is asked for again, which knows whose browser it is.
    async fn own_session_stands(&mut self) -> Result<bool, AppError> {
        let Some(session) = self.own.by else {
            return Ok(true);
        };
        let house = &self.own.house;
        if house.family_stands(session).await? {
            return Ok(true);
        }
        if house.stands(&self.own.actor).await? {
            self.own.gone = format!("/{}/conversation", self.own.lang.code());
        }
        Ok(false)
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
            if self.stage == Stage::Over {
                return Ok(out);
            }
        }
        // One's own messages from another window, and a nudge that was lost.
        let mut out = self.catch_up().await?;
        if self.waiting && self.stage == Stage::Open && matches!(self.own.side, Side::Family) {
            let conversation =
                reach::family(&self.own.house, &self.own.actor, Act::ReadConversation).await?;
            out.push_str(&self.tell_standing(&conversation).await?);
        }
        if out.is_empty() {
            out.push_str(": still here\n\n");
        }
        Ok(out)
    }
}

/// One event's data, line by line, and its end.
pub(crate) fn data(html: &str, out: &mut String) {
    for line in html.lines() {
        out.push_str("data: ");
        out.push_str(line);
        out.push('\n');
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_a_message_reaches_the_browser() {
        let mut out = String::new();
        data("<p>en\n\nto</p>", &mut out);
        assert_eq!(out, "data: <p>en\ndata: \ndata: to</p>\n\n");
    }

    #[test]
    fn a_stream_goes_on_where_it_was() {
        let mut headers = HeaderMap::new();
        let first = After { after: Some(4) };
        assert_eq!(position(&headers, &first), 4);
        headers.insert("last-event-id", HeaderValue::from_static("9"));
        assert_eq!(position(&headers, &first), 9);
        headers.insert("last-event-id", HeaderValue::from_static("nonsense"));
        assert_eq!(position(&headers, &After::default()), 0);
    }
}
