//! One side of one conversation: it posts messages and listens to its stream.

use std::{
    net::{IpAddr, SocketAddr},
    sync::OnceLock,
    time::{Duration, Instant},
};

use bytes::{Buf, BytesMut};
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    http::{self, Connection, Jar},
    process::Outcome,
};

/// What a person's browser knows: enough to hand to another process.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Seat {
    pub jar: Jar,
    /// The conversation as a page.
    pub page: String,
    /// Where messages are posted.
    pub post: String,
    /// Where messages arrive.
    pub stream: String,
    /// The form's hidden fields, already encoded, each followed by `&`; last the name of its field for words.
    pub form: String,
    /// The last event heard, so that a stream goes on where it broke off.
    pub last_event: Option<String>,
    /// How long the server asks a browser to wait before it opens a broken stream again, in
    /// milliseconds; browsers wait three seconds when nobody says.
    pub retry_ms: u64,
}

/// What the load generator writes into a message, to know it again at the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    pub conversation: u32,
    pub turn: u32,
    /// Microseconds of this process's own stopwatch when it was sent.
    pub sent: u64,
}

/// This process's stopwatch.
pub fn micros() -> u64 {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    u64::try_from(BEGUN.get_or_init(Instant::now).elapsed().as_micros()).unwrap_or(u64::MAX)
}

/// As long as what people write: in chats, messages of 40 to 120 characters are the ordinary ones.
const WORDS: &str = " Jeg har sovet dårligt i flere uger og ved ikke helt hvor jeg skal begynde.";

impl Mark {
    pub fn now(conversation: u32, turn: u32) -> Self {
        Self {
            conversation,
            turn,
            sent: micros(),
        }
    }

    pub fn text(&self) -> String {
        format!("@{}-{}-{}-{WORDS}", self.conversation, self.turn, self.sent)
    }

    /// The marks in a piece of text or HTML, in order.
    pub fn all_in(text: &[u8]) -> Vec<Self> {
        let mut marks = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.iter().position(|&byte| byte == b'@') {
            rest = &rest[at + 1..];
            if let Some(mark) = Self::parse(rest) {
                marks.push(mark);
            }
        }
        marks
    }

    fn parse(text: &[u8]) -> Option<Self> {
        let mut fields = text[..text.len().min(48)].split(|&byte| byte == b'-');
        let mut next = || -> Option<u64> { std::str::from_utf8(fields.next()?).ok()?.parse().ok() };
        Some(Self {
            conversation: u32::try_from(next()?).ok()?,
            turn: u32::try_from(next()?).ok()?,
            sent: next()?,
        })
    }
}

impl Seat {
    pub fn body(&self, mark: &Mark, once: Uuid) -> String {
        format!("once={once}&{}{}", self.form, http::encode(&mark.text()))
    }

    /// Posts one message, and succeeds when the server says that it has it.
    pub async fn say(&self, connection: &mut Connection, mark: &Mark, once: Uuid) -> Outcome<()> {
        let mut request = http::post(&self.post, &self.jar, self.body(mark, once))?;
        // As the page's script asks: the answer is the message alone, not the page again.
        request.headers_mut().insert("favn-part", "1".parse()?);
        let answer = connection.send(request).await?;
        if !answer.taken() {
            let said: String = answer.text().chars().take(300).collect();
            return Err(format!("POST {} answered {}: {said}", self.post, answer.status).into());
        }
        Ok(())
    }

    /// Opens the stream, and tells of every mark heard until the stream ends. Keeps `last_event`.
    pub async fn listen(
        &mut self,
        to: SocketAddr,
        from: Option<IpAddr>,
        opened: impl FnOnce(),
        heard: impl FnMut(Mark),
    ) -> Outcome<()> {
        let connection = Connection::open_from(to, from).await?;
        self.listen_on(connection, opened, heard).await
    }

    /// The same on a connection that is there already.
    pub async fn listen_on(
        &mut self,
        mut connection: Connection,
        opened: impl FnOnce(),
        mut heard: impl FnMut(Mark),
    ) -> Outcome<()> {
        let mut request = http::get(&self.stream, &self.jar)?;
        request
            .headers_mut()
            .insert("accept", "text/event-stream".parse()?);
        if let Some(last) = &self.last_event {
            request.headers_mut().insert("last-event-id", last.parse()?);
        }
        let answer = connection.begin(request).await?;
        if !answer.status().is_success() {
            return Err(format!("GET {} answered {}", self.stream, answer.status()).into());
        }
        opened();
        let mut body = answer.into_body();
        let mut events = Events::default();
        while let Some(frame) = body.frame().await {
            if let Some(data) = frame?.data_ref() {
                events.read(data, |event| {
                    Mark::all_in(event).into_iter().for_each(&mut heard);
                    if let Some(id) = field(event, b"id:") {
                        self.last_event = Some(id);
                    }
                    if let Some(retry) = field(event, b"retry:") {
                        self.retry_ms = retry.parse().unwrap_or(self.retry_ms);
                    }
                });
            }
        }
        Ok(())
    }
}

/// How many bytes one message is on the other side's stream.
pub async fn event_bytes(address: SocketAddr, speaker: &Seat, listener: &Seat) -> Outcome<usize> {
    let mut connection = Connection::open(address).await?;
    let mut body = connection
        .begin(http::get(&listener.stream, &listener.jar)?)
        .await?
        .into_body();
    let mark = Mark::now(0, 1);
    speaker
        .say(&mut Connection::open(address).await?, &mark, Uuid::new_v4())
        .await?;
    let (mut events, mut bytes) = (Events::default(), 0);
    while bytes == 0 {
        let frame = tokio::time::timeout(Duration::from_secs(10), body.frame()).await;
        let frame = frame
            .map_err(|_| "a message was stored and never delivered")?
            .ok_or("the stream ended")??;
        events.read(frame.data_ref().map_or(&[][..], |data| data), |event| {
            if Mark::all_in(event).contains(&mark) {
                bytes = event.len() + 2;
            }
        });
    }
    Ok(bytes)
}

/// Server-sent events out of whatever pieces the network makes of them.
#[derive(Default)]
struct Events {
    unread: BytesMut,
}

impl Events {
    fn read(&mut self, piece: &[u8], mut event: impl FnMut(&[u8])) {
        self.unread.extend_from_slice(piece);
        while let Some(end) = self.unread.windows(2).position(|pair| pair == b"\n\n") {
            event(&self.unread[..end]);
            self.unread.advance(end + 2);
        }
    }
}

fn field(event: &[u8], name: &[u8]) -> Option<String> {
    let mut lines = event.split(|&byte| byte == b'\n');
    let value = lines.find_map(|line| line.strip_prefix(name))?;
    Some(String::from_utf8_lossy(value).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Events, Mark, field};

    #[test]
    fn a_mark_is_known_again_inside_a_page() {
        let mark = Mark {
            conversation: 7,
            turn: 12,
            sent: 99,
        };
        let page = format!("<p>a@b.dk</p><p>{}</p>", mark.text());
        assert_eq!(Mark::all_in(page.as_bytes()), [mark]);
    }

    #[test]
    fn events_are_whole_however_they_are_cut() {
        let text = b"id: 1\ndata: one\n\n: still here\n\nid: 2\ndata: two\n\n";
        for cut in 0..text.len() {
            let (mut events, mut ids) = (Events::default(), Vec::new());
            events.read(&text[..cut], |event| ids.extend(field(event, b"id:")));
            events.read(&text[cut..], |event| ids.extend(field(event, b"id:")));
            assert_eq!(ids, ["1", "2"], "cut at {cut}");
        }
    }
}
