//! Coming back with a code, from any browser.
//!
//! A wrong code and one that is too old get one answer, which names both: which of the two it was
//! would tell a stranger that somebody was here. How often one may try stands in `tries.rs`.

use access::{ConversationId, House, sessions};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use base::Moment;
use db::{Query, Tx, params};
use serde::Deserialize;
use uuid::Uuid;
use web::components::{Button, ErrorSummary, Link, TextField};
use web::{AppError, Form, Reader, Shell};

use crate::code::{self, Secret};
use crate::tries::Try;
use crate::words::Words;
use crate::{code_pages, store};

#[derive(Template)]
#[template(path = "come_back.html")]
struct ComeBackPage {
    shell: Shell,
    w: Words,
    summary: ErrorSummary,
    code: TextField,
    send: Button,
    anew: Link,
}

/// Asks for the code.
///
/// # Errors
/// [`AppError`].
pub async fn page(reader: Reader) -> Result<Response, AppError> {
    shown(&reader, StatusCode::OK, String::new(), None)
}

/// What was typed stands in the field again, in this answer alone: nothing keeps it.
fn shown(
    reader: &Reader,
    status: StatusCode,
    typed: String,
    error: Option<String>,
) -> Result<Response, AppError> {
    let lang = reader.lang();
    let w = Words::of(lang);
    let mut summary = ErrorSummary::new(lang);
    if let Some(error) = &error {
        summary = summary.add("code", error.clone());
    }
    let view = ComeBackPage {
        shell: reader.shell(w.come_back_title()).at("/come-back"),
        w,
        summary,
        code: code_pages::field(reader, w.come_back_label())
            .hint(w.come_back_hint())
            .value(typed)
            // The whole sentence stands in the summary, right above.
            .error(
                error
                    .filter(|_| status != StatusCode::TOO_MANY_REQUESTS)
                    .map(|_| w.code_mend()),
            ),
        send: Button::new(w.come_back_send()),
        anew: Link::new(w.come_back_new(), reader.url("/")),
    };
    reader.page_as(status, &view)
}

/// What was typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct CodeForm {
    code: String,
}

/// Lets the family in, if the code is one.
///
/// # Errors
/// [`AppError`].
pub async fn enter(
    State(house): State<House>,
    reader: Reader,
    Form(form): Form<CodeForm>,
) -> Result<Response, AppError> {
    let lang = reader.lang();
    let w = Words::of(lang);
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    if code::is_empty(&form.code) {
        return shown(
            &reader,
            wrong,
            String::new(),
            Some(w.come_back_empty().to_owned()),
        );
    }
    let tried = match Try::begin(&reader) {
        Ok(tried) => tried,
        Err(AppError::TooMany { seconds }) => return slowed(&reader, form.code, seconds),
        Err(error) => return Err(error),
    };
    let mark = Secret::of(&house.keys).mark(&form.code);
    let params = params![mark, house.clock.now()];
    let found: Option<(Uuid, Moment)> = house.db.first(&store::BEHIND_CODE, params).await?;
    let Some((id, _)) = found else {
        let says = Some(w.come_back_wrong().to_owned());
        return shown(&reader, wrong, form.code, says);
    };
    tried.was_right();
    let id = ConversationId::from_uuid(id);
    let (house_ref, reader_ref) = (&house, &reader);
    let token = house
        .db
        .transaction(|tx: Tx| async move {
            Ok::<_, AppError>(sessions::open_family(house_ref, &tx, reader_ref, id).await?)
        })
        .await?;
    token.give_family(&reader);
    Ok(reader.redirect("/conversation").into_response())
}

/// Too many tries: how long to wait, the code still in its field.
fn slowed(reader: &Reader, typed: String, seconds: u64) -> Result<Response, AppError> {
    let says = Words::of(reader.lang()).come_back_slow(seconds);
    let mut answer = shown(reader, StatusCode::TOO_MANY_REQUESTS, typed, Some(says))?;
    let headers = answer.headers_mut();
    headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    Ok(answer)
}
