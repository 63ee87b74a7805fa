//! Coming back with a code, from any browser.
//!
//! Codes have 40 bits. Trying them is slowed down three times: a few quick tries, then seconds
//! between them, then minutes, for one household of addresses; and a limit for all together, so
//! that many addresses gain little: at 600 tries in ten minutes and 10,000 codes in use, a year
//! of trying finds one with a chance of about a quarter.

use std::time::Duration;

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
use web::limits::Limit;
use web::{AppError, Form, Reader, Shell};

use crate::code::{self, Secret};
use crate::words::Words;
use crate::{code_pages, store};

const QUICK: Limit = Limit::new("codes tried at once", 5, Duration::from_secs(60));
const SLOW: Limit = Limit::new("codes tried in an hour", 20, Duration::from_secs(3600));
const ALL: Limit = Limit::new("codes tried by all", 600, Duration::from_secs(600));

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
    if let Err(error) = throttled(&house, &reader) {
        let AppError::TooMany { seconds } = error else {
            return Err(error);
        };
        let says = Some(w.come_back_slow(seconds));
        let mut answer = shown(&reader, StatusCode::TOO_MANY_REQUESTS, form.code, says)?;
        answer
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from(seconds));
        return Ok(answer);
    }
    let mark = Secret::of(&house.keys).mark(&form.code);
    let found: Option<(Uuid, Moment)> = house.db.first(&store::BEHIND_CODE, params![mark]).await?;
    let Some((id, until)) = found else {
        return shown(
            &reader,
            wrong,
            form.code,
            Some(w.come_back_wrong().to_owned()),
        );
    };
    if until <= house.clock.now() {
        let until = lang.date(base::local_date(until));
        return shown(
            &reader,
            StatusCode::GONE,
            form.code,
            Some(w.come_back_expired(until)),
        );
    }
    let id = ConversationId::from_uuid(id);
    let house_ref = &house;
    let token = house
        .db
        .transaction(|tx: Tx| async move {
            Ok::<_, AppError>(sessions::open_family(house_ref, &tx, id).await?)
        })
        .await?;
    token.give_family(&reader);
    Ok(reader.redirect("/conversation").into_response())
}

fn throttled(house: &House, reader: &Reader) -> Result<(), AppError> {
    reader.limit(&QUICK)?;
    reader.limit(&SLOW)?;
    house.limits().take(&ALL, b"all")
}
