//! The desk: who waits, whom I talk with, and whether I am ready.

use access::{Act, Actor, House, Thing};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use web::components::{ErrorSummary, Notice, TextField};
use web::{AppError, Reader, Shell};

use crate::lists::{For, Lists};
use crate::seat::{seat, still_there};
use crate::words::Words;

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    shell: Shell,
    w: Words,
    summary: ErrorSummary,
    notice: Option<Notice>,
    ready: bool,
    capacity: TextField,
    lists: Lists,
}

/// The desk.
///
/// # Errors
/// [`AppError`].
pub async fn page(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
) -> Result<Response, AppError> {
    house.may(&actor, Act::OpenDesk, &Thing::House)?;
    shown(&house, &actor, &reader, Told::default()).await
}

/// What the desk says besides.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) status: StatusCode,
    pub(crate) notice: Option<String>,
    pub(crate) capacity: Option<(String, String)>,
}

pub(crate) async fn shown(
    house: &House,
    actor: &Actor,
    reader: &Reader,
    told: Told,
) -> Result<Response, AppError> {
    let staff = actor.staff()?;
    still_there(house, staff).await?;
    let lang = reader.lang();
    let w = Words::of(lang);
    let seat = seat(house, staff).await?;
    let (typed, error) = told.capacity.unzip();
    let mut summary = ErrorSummary::new(lang);
    if let Some(error) = &error {
        summary = summary.add("capacity", error.clone());
    }
    let capacity = TextField::postcode(lang, "capacity", w.desk_capacity())
        .autocomplete("off")
        .max(2)
        .value(typed.unwrap_or_else(|| seat.capacity.to_string()))
        .error(error);
    let view = DeskPage {
        shell: house.staff_shell(reader, actor, w.desk_title()).at("/desk"),
        w,
        summary,
        notice: told.notice.map(|notice| Notice::warn(lang, notice)),
        ready: seat.ready,
        capacity,
        lists: For::new(house, staff, reader, None).lists().await?,
    };
    reader.page_as(told.status, &view)
}

/// The lists alone.
///
/// # Errors
/// [`AppError`].
pub async fn lists(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
) -> Result<Response, AppError> {
    house.may(&actor, Act::OpenDesk, &Thing::House)?;
    let staff = actor.staff()?;
    still_there(&house, staff).await?;
    let html = For::new(&house, staff, &reader, None)
        .lists()
        .await?
        .render()?;
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    Ok(([(CONTENT_TYPE, kind)], html).into_response())
}
