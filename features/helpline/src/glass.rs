//! Breaking the glass: a team lead opens a conversation that is not hers, says why, and it is
//! written down.

use access::{Act, Actor, ConversationId, House, glass};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use web::components::{Button, ErrorSummary, Link, TextArea};
use web::{AppError, Form, Reader, Shell};

use crate::reach;
use crate::words::Words;

/// A reason shorter than this is none.
const REASON_LEAST: usize = 10;
/// And longer than this it is a report.
const REASON_MOST: usize = 500;

#[derive(Template)]
#[template(path = "glass.html")]
struct GlassPage {
    shell: Shell,
    w: Words,
    url: String,
    summary: ErrorSummary,
    reason: TextArea,
    send: Button,
    back: Link,
}

/// Asks why.
///
/// # Errors
/// [`AppError`].
pub async fn page(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let conversation = reach::staff(&house, &actor, reach::id(&id)?, Act::BreakGlass).await?;
    shown(
        &house,
        &actor,
        &reader,
        conversation.id,
        String::new(),
        None,
    )
}

fn shown(
    house: &House,
    actor: &Actor,
    reader: &Reader,
    id: ConversationId,
    draft: String,
    error: Option<&'static str>,
) -> Result<Response, AppError> {
    let lang = reader.lang();
    let w = Words::of(lang);
    let path = format!("/desk/conversations/{id}/glass");
    let mut summary = ErrorSummary::new(lang);
    if let Some(error) = error {
        summary = summary.add("reason", error);
    }
    let view = GlassPage {
        shell: house.staff_shell(reader, actor, w.glass_title()).at(&path),
        w,
        url: reader.url(&path),
        summary,
        reason: TextArea::new(lang, "reason", w.glass_reason())
            .max(REASON_MOST)
            .value(draft)
            .error(error),
        send: Button::new(w.glass_open()),
        back: Link::back(w.desk_talk_back(), reader.url("/desk/team")),
    };
    let status = if error.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    reader.page_as(status, &view)
}

/// The reason.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct GlassForm {
    reason: String,
}

/// Opens it for some hours.
///
/// # Errors
/// [`AppError`].
pub async fn open(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
    Form(form): Form<GlassForm>,
) -> Result<Response, AppError> {
    let id = reach::staff(&house, &actor, reach::id(&id)?, Act::BreakGlass)
        .await?
        .id;
    let staff = actor.staff()?;
    let reason = base::text::clean_line(&form.reason);
    let length = reason.chars().count();
    if !(REASON_LEAST..=REASON_MOST).contains(&length) {
        let error = Words::of(reader.lang()).glass_reason_missing();
        return shown(&house, &actor, &reader, id, form.reason, Some(error));
    }
    let (house_ref, reason) = (&house, &*reason);
    house
        .db
        .transaction(|tx| async move {
            glass::open(house_ref, &tx, staff, id, reason).await?;
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(reader
        .redirect(&format!("/desk/conversations/{id}"))
        .into_response())
}
