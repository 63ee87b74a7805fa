//! An open stream of events, whoever listens: it looks at once, then waits, looks, and says what
//! there is to say, until it is over.
//!
//! Twenty thousand of these stay open at a time, so one that waits holds little: all work that
//! needs room is boxed and gone when it is done.

use std::collections::hash_map::DefaultHasher;
use std::convert::Infallible;
use std::future::Future;
use std::hash::{Hash, Hasher};

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use web::AppError;

/// How long a browser waits before it connects again, in milliseconds.
const RETRY: &str = "retry: 500\n\n";
/// A sign of life, so that nothing between closes a silent connection.
pub(crate) const STILL_HERE: &str = ": still here\n\n";
/// This node stops: connect again.
pub(crate) const MOVED: &str = "event: moved\ndata: 1\n\n";

/// Somebody who listens.
pub(crate) trait Listener: Send + Sized + 'static {
    /// What it is woken by.
    type Woken: Send;
    /// What its first look is for.
    const FIRST: Self::Woken;

    /// Waits until there may be something to say.
    fn woken(&mut self) -> impl Future<Output = Self::Woken> + Send;

    /// Looks, and says what there is to say: whole events, or nothing.
    ///
    /// # Errors
    /// [`AppError`] breaks the stream off. The browser connects again and goes on from where it
    /// was.
    fn look(&mut self, woken: Self::Woken)
    -> impl Future<Output = Result<String, AppError>> + Send;

    /// Whether that was the last there was to say.
    fn is_over(&self) -> bool;
}

/// The answer that goes on for as long as somebody listens.
pub(crate) fn answer(listener: impl Listener) -> Response {
    let open = Box::new(Open {
        listener,
        stage: Stage::Opening,
    });
    let events = stream::unfold(open, |mut open| async move {
        let sent = open.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(sent)), open))
    });
    event_stream(Body::from_stream(events))
}

/// A stream that says at once that there is nothing to hear: an error would make the browser
/// give up without a word.
pub(crate) fn ended(gone: &str) -> Response {
    event_stream(Body::from(leave_for(gone)))
}

/// There is nothing to hear any more; where to go instead.
pub(crate) fn leave_for(url: &str) -> String {
    format!("event: gone\ndata: {url}\n\n")
}

fn event_stream(body: Body) -> Response {
    let kind = HeaderValue::from_static("text/event-stream; charset=utf-8");
    // For proxies that otherwise wait until there is more.
    let now = HeaderValue::from_static("no");
    (
        [(CONTENT_TYPE.as_str(), kind), ("x-accel-buffering", now)],
        body,
    )
        .into_response()
}

struct Open<L> {
    listener: L,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Opening,
    Open,
    Over,
}

impl<L: Listener> Open<L> {
    /// The next bytes to send; `None` when the stream is over.
    async fn next(&mut self) -> Option<String> {
        loop {
            let woken = match self.stage {
                Stage::Over => return None,
                Stage::Opening => L::FIRST,
                Stage::Open => self.listener.woken().await,
            };
            // Boxed, so that a stream at rest does not hold the room this takes.
            let looked = Box::pin(self.listener.look(woken)).await;
            let opening = self.stage == Stage::Opening;
            self.stage = match looked.is_ok() && !self.listener.is_over() {
                true => Stage::Open,
                false => Stage::Over,
            };
            let said = looked.unwrap_or_else(|error| {
                tracing::warn!(%error, "a stream broke off");
                String::new()
            });
            if opening {
                return Some(format!("{RETRY}{said}"));
            }
            if !said.is_empty() {
                return Some(said);
            }
        }
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

/// An event called `name`, unless the same was told last; `told` remembers its fingerprint.
pub(crate) fn when_new(name: &str, html: &str, told: &mut u64) -> String {
    let mut hasher = DefaultHasher::new();
    html.hash(&mut hasher);
    let mut out = String::new();
    if std::mem::replace(told, hasher.finish()) != *told {
        out.push_str(&format!("event: {name}\n"));
        data(html, &mut out);
    }
    out
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
    fn what_was_told_is_not_told_again() {
        let mut told = 0;
        let first = when_new("state", "<p>en</p>", &mut told);
        assert_eq!(first, "event: state\ndata: <p>en</p>\n\n");
        assert_eq!(when_new("state", "<p>en</p>", &mut told), "");
        assert!(when_new("state", "<p>to</p>", &mut told).contains("to"));
    }
}
