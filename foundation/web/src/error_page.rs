//! The page (or the problem) that tells of a failure.

mod words;

use std::error::Error;

use askama::Template;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base::Entropy;
use serde_json::{Map, Value, json};

use crate::components::{Button, ErrorSummary, Html, Link, TextArea};
use crate::error::{AppError, Kind};
use crate::fields;
use crate::posted::{MEMORY, Posted, is_prose};
use crate::reader::Reader;
use crate::shell::Shell;
use crate::token;
use crate::words::Words;
use words::words;

/// What happened, what was saved, what to do next, a reference; and what was written.
#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    shell: Shell,
    w: Words,
    title: &'static str,
    text: String,
    saved: Option<&'static str>,
    next: &'static str,
    errors: ErrorSummary,
    written: Option<Written>,
    way: Link,
    reference: Option<String>,
}

/// What was posted, to be sent again or copied.
struct Written {
    /// Where to send it again; `None` when that would not help.
    again: Option<String>,
    texts: Vec<Html>,
    hidden: Vec<(String, String)>,
    /// What the page carried along, which is not for reading.
    memory: Option<(&'static str, String)>,
    send: Button,
}

/// Turns a failure into an answer, and logs it once.
pub(crate) fn answer(error: &AppError, reader: &Reader, posted: Option<&Posted>) -> Response {
    let kind = error.kind();
    let reference = reference(kind, &reader.site().entropy);
    log(error, kind, reference.as_deref());
    if reader.wants_json() {
        return problem(error, reader, reference);
    }
    if kind == Kind::SignIn && reader.is_reading() {
        return reader.redirect(&sign_in_path(reader)).into_response();
    }
    match page(error, reader, posted, reference) {
        Ok(answer) => answer,
        // The page about the failure failed. Nothing is left but the bare status.
        Err(error) => {
            tracing::error!(%error, "the error page cannot be made");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Eight letters and digits that are hard to mistake for one another, read out over a telephone.
fn reference(kind: Kind, entropy: &Entropy) -> Option<String> {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    // A missing page and a pause are nobody's fault to look up.
    let plain = matches!(kind, Kind::NotFound | Kind::SignIn | Kind::TooMany);
    (!plain).then(|| {
        let bytes = entropy.bytes::<8>();
        let letters = bytes.map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
        let (first, last) = letters.split_at(4);
        format!("{}-{}", String::from_iter(first), String::from_iter(last))
    })
}

/// Neither address nor path goes to the log: a path may hold what opens a conversation.
fn log(error: &AppError, kind: Kind, reference: Option<&str>) {
    let reference = reference.unwrap_or("none");
    let word = kind.word();
    match kind {
        _ if matches!(error, AppError::Full) => tracing::debug!(kind = word, "refused"),
        Kind::Internal | Kind::Unavailable => {
            tracing::error!(reference, kind = word, cause = causes(error), "failed");
        }
        Kind::NotFound | Kind::SignIn => tracing::debug!(kind = word, "refused"),
        _ => tracing::info!(reference, kind = word, cause = causes(error), "refused"),
    }
}

fn causes(error: &AppError) -> String {
    let mut chain = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        chain.push_str(": ");
        chain.push_str(&cause.to_string());
        source = cause.source();
    }
    chain
}

fn problem(error: &AppError, reader: &Reader, reference: Option<String>) -> Response {
    let kind = error.kind();
    let w = Words::of(reader.lang());
    let (title, text, next) = words(error, w);
    let mut problem = Map::new();
    let mut put = |name: &str, value: Value| problem.insert(name.to_owned(), value);
    put("type", json!(format!("urn:favn:problem:{}", kind.word())));
    put("title", json!(title));
    put("status", json!(kind.status().as_u16()));
    put("detail", json!(format!("{text} {next}")));
    if let Some(reference) = reference {
        put("instance", json!(format!("urn:favn:reference:{reference}")));
        put("reference", json!(reference));
    }
    match error {
        AppError::TooMany { seconds } => drop(put("retry_after", json!(seconds))),
        AppError::Form(errors) => {
            let errors: Vec<_> = errors
                .iter()
                .map(|(field, detail)| json!({ "field": field, "detail": detail }))
                .collect();
            put("errors", json!(errors));
        }
        // Script may try again with it. Another site's cannot read it.
        AppError::StaleForm => drop(put(token::FIELD, json!(reader.form_token()))),
        _ => {}
    }
    let kind_of_text = HeaderValue::from_static("application/problem+json");
    let headers = [(CONTENT_TYPE, kind_of_text)];
    (kind.status(), headers, Value::Object(problem).to_string()).into_response()
}

fn page(
    error: &AppError,
    reader: &Reader,
    posted: Option<&Posted>,
    reference: Option<String>,
) -> Result<Response, AppError> {
    let kind = error.kind();
    let w = Words::of(reader.lang());
    let (title, text, mut next) = words(error, w);
    let mut way = way(kind, reader, w);
    // What holds a password cannot be shown to be sent again. Such forms post to their own page.
    if kind != Kind::ForeignForm && posted.is_some_and(Posted::has_secret) {
        next = w.failure_bad_request_next();
        way = Link::new(w.failure_open_again(), reader.url(reader.here())).secondary();
    }
    if is_forgotten(kind, posted) {
        next = w.failure_bad_request_next();
    }
    let summary = ErrorSummary::new(reader.lang());
    let page = ErrorPage {
        shell: reader.shell(title),
        w,
        title,
        text,
        saved: saved(kind, reader, w),
        next,
        errors: match error {
            AppError::Form(errors) => errors.iter().fold(summary, |summary, (_, message)| {
                summary.general(message.to_owned())
            }),
            _ => summary,
        },
        written: posted.and_then(|posted| Written::of(posted, kind, reader, w)),
        way,
        reference,
    };
    reader.page_as(kind.status(), &page)
}

/// Whether what was posted is shown to nobody any more ([`MEMORY`]).
fn is_forgotten(kind: Kind, posted: Option<&Posted>) -> bool {
    kind == Kind::StaleForm && posted.is_some_and(|posted| posted.memory().is_some())
}

/// Whether anything was kept. Only a post can have.
fn saved(kind: Kind, reader: &Reader, w: Words) -> Option<&'static str> {
    match kind {
        _ if reader.is_reading() => None,
        Kind::ForeignForm => None,
        // It may have broken after the database said yes.
        Kind::Internal | Kind::Unavailable => Some(w.failure_saved_unsure()),
        _ => Some(w.failure_saved_nothing()),
    }
}

fn sign_in_path(reader: &Reader) -> String {
    format!("/sign-in?next={}", fields::encode(reader.here()))
}

/// The way on, besides what was written.
fn way(kind: Kind, reader: &Reader, w: Words) -> Link {
    match kind {
        Kind::SignIn => Link::new(w.failure_sign_in_go(), reader.url("/sign-in")).secondary(),
        _ => Link::new(w.failure_home(), reader.url("/")).secondary(),
    }
}

impl Written {
    fn of(posted: &Posted, kind: Kind, reader: &Reader, w: Words) -> Option<Self> {
        // What another site sent was never the reader's; a password is not for a page.
        if kind == Kind::ForeignForm || posted.has_secret() || is_forgotten(kind, Some(posted)) {
            return None;
        }
        let helps = matches!(
            kind,
            Kind::StaleForm
                | Kind::SignIn
                | Kind::TooMany
                | Kind::TooLarge
                | Kind::Unavailable
                | Kind::Internal
        );
        let (texts, hidden): (Vec<_>, Vec<_>) =
            posted.carried().partition(|(_, value)| is_prose(value));
        if texts.is_empty() && !helps {
            return None;
        }
        Some(Written {
            again: helps.then(|| reader.url(reader.here())),
            texts: texts
                .into_iter()
                .map(|(name, value)| {
                    let label = w.failure_your_text();
                    let area = TextArea::new(reader.lang(), name.to_owned(), label);
                    Html::of(&area.value(value))
                })
                .collect(),
            hidden: hidden
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            memory: posted.memory().map(|memory| (MEMORY, memory.to_owned())),
            send: Button::new(w.failure_send_again()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_can_be_read_out() {
        let entropy = Entropy::seeded(1);
        let reference = reference(Kind::Internal, &entropy).expect("faults have one");
        assert_eq!(reference.len(), 9);
        assert!(!reference.contains(['0', 'O', '1', 'I']));
        assert_eq!(super::reference(Kind::NotFound, &entropy), None);
    }
}
