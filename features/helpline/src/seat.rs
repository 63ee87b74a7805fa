//! How somebody sits at the desk: ready or in a pause, and with how many conversations at a time.

use access::{Act, Actor, House, Staff, Thing};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use db::{Query as _, Tx, params};
use serde::Deserialize;
use web::{AppError, Form, Reader};

use crate::desk::{self, Told};
use crate::settings::{CAPACITY_MOST, Settings};
use crate::words::Words;
use crate::{store, topics};

/// How somebody sits at the desk.
pub(crate) struct Seat {
    pub(crate) ready: bool,
    pub(crate) capacity: i64,
}

pub(crate) async fn seat(house: &House, staff: &Staff) -> Result<Seat, AppError> {
    let found: Option<(bool, i64)> = house
        .db
        .first(&store::SEAT, params![staff.id.uuid()])
        .await?;
    // Nobody is ready before she says so.
    let (ready, capacity) =
        found.unwrap_or_else(|| (false, i64::from(Settings::of(house).capacity)));
    Ok(Seat { ready, capacity })
}

/// Somebody who asks is somebody who is there.
pub(crate) async fn still_there(house: &House, staff: &Staff) -> Result<(), AppError> {
    house
        .db
        .execute(
            &store::STILL_THERE,
            params![staff.id.uuid(), house.clock.now()],
        )
        .await?;
    Ok(())
}

/// How somebody wants to sit.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct SeatForm {
    /// `yes`, `no`, or nothing: as before.
    ready: String,
    capacity: String,
}

/// Ready, or a pause; and how many at a time.
///
/// # Errors
/// [`AppError`].
pub async fn sit(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Form(form): Form<SeatForm>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::OpenDesk, &Thing::House)?;
    let staff = actor.staff()?;
    let before = seat(&house, staff).await?;
    let typed = base::text::fold(form.capacity.trim());
    let capacity = match typed.as_str() {
        "" => Some(before.capacity),
        typed => typed
            .parse()
            .ok()
            .filter(|number| (1..=CAPACITY_MOST).contains(number)),
    };
    let Some(capacity) = capacity else {
        let error = Words::of(reader.lang()).desk_capacity_wrong(CAPACITY_MOST);
        let told = Told {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            capacity: Some((form.capacity, error)),
            ..Told::default()
        };
        return desk::shown(&house, &actor, &reader, told).await;
    };
    let ready = match form.ready.as_str() {
        "yes" => true,
        "no" => false,
        _ => before.ready,
    };
    let (name, now, house_ref) = (&*staff.name, house.clock.now(), &house);
    house
        .db
        .transaction(|tx: Tx| async move {
            tx.execute(
                &store::SIT,
                params![staff.id.uuid(), name, ready, capacity, now],
            )
            .await?;
            house_ref.live.changed(&tx, topics::DESK).await?;
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(reader.redirect("/desk").into_response())
}
