//! What is wrong with a request, as RFC 9457 has it.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use languages::Lang;
use serde_json::{Value, json};

use crate::facts::Wrong;
use crate::words::Words;

/// Why a request is not answered.
pub(super) enum Problem {
    /// It does not say that it is JSON.
    Kind,
    /// It is no JSON.
    NoJson {
        /// From 1.
        line: usize,
        /// From 1; 0 at a line's end.
        column: usize,
    },
    /// Other rules are asked for than there are here.
    OtherVersion {
        /// Those here.
        here: String,
    },
    /// Something in it does not fit.
    Wrong(Vec<Wrong>),
}

impl Problem {
    /// The answer, in the language that was asked for.
    pub(super) fn answer(self, lang: Lang) -> Response {
        let w = Words::of(lang);
        let (status, word, title, detail) = match &self {
            Self::Kind => (
                415,
                "no-json-kind",
                w.api_kind_title(),
                w.api_kind_text().into(),
            ),
            Self::NoJson { line, column } => {
                let (line, column) = (line.to_string(), column.to_string());
                let text = w.api_no_json_text(&line, &column);
                (400, "no-json", w.api_no_json_title(), text)
            }
            Self::OtherVersion { here } => (
                409,
                "other-version",
                w.api_version_title(),
                w.api_version_text(here),
            ),
            Self::Wrong(_) => (422, "wrong", w.api_wrong_title(), w.api_wrong_text().into()),
        };
        let mut problem = json!({
            "type": format!("urn:favn:problem:{word}"),
            "title": title, "status": status, "detail": detail,
        });
        let (name, more) = match &self {
            Self::OtherVersion { here } => ("version", json!(here)),
            Self::Wrong(all) => ("errors", all.iter().map(error).collect()),
            Self::Kind | Self::NoJson { .. } => ("errors", json!([])),
        };
        if let Some(problem) = problem.as_object_mut() {
            problem.insert(name.into(), more);
        }
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        let kind = HeaderValue::from_static("application/problem+json");
        (status, [(CONTENT_TYPE, kind)], problem.to_string()).into_response()
    }
}

fn error(wrong: &Wrong) -> Value {
    json!({ "pointer": wrong.at, "message": wrong.message, "hint": wrong.hint })
}
