//! A counsellor takes a conversation, hands it back, or ends it.

use access::{Act, Actor, House, Staff, Thing};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use web::{AppError, Reader};

use crate::conversation::{Conversation, Counsellor, EndedBy, Refused};
use crate::desk::{self, Told};
use crate::message::Kind;
use crate::moves::{self, Note};
use crate::settings::Settings;
use crate::words::Words;
use crate::{reach, store, views};

/// Takes it from the queue. Of two at once one gets it, and the other is told.
///
/// # Errors
/// [`AppError`].
pub async fn take(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::OpenDesk, &Thing::House)?;
    let staff = actor.staff()?;
    let id = reach::id(&id)?;
    let w = Words::of(reader.lang());
    let told = match try_to_take(&house, &actor, staff, id).await {
        Ok(()) => {
            return Ok(reader
                .redirect(&format!("/desk/conversations/{id}"))
                .into_response());
        }
        Err(Untaken::Refused(Refused::Taken | Refused::NotYours)) => w.desk_taken_already(),
        Err(Untaken::Refused(Refused::Ended) | Untaken::Gone) => w.desk_gone_already(),
        Err(Untaken::Failed(error)) => return Err(error),
    };
    let told = Told {
        status: StatusCode::CONFLICT,
        notice: Some(told.to_owned()),
        ..Told::default()
    };
    desk::shown(&house, &actor, &reader, told).await
}

enum Untaken {
    Refused(Refused),
    Gone,
    Failed(AppError),
}

async fn try_to_take(
    house: &House,
    actor: &Actor,
    staff: &Staff,
    id: access::ConversationId,
) -> Result<(), Untaken> {
    let conversation = store::conversation(&house.db, id)
        .await
        .map_err(|error| Untaken::Failed(error.into()))?;
    let from = conversation.ok_or(Untaken::Gone)?;
    let by = Counsellor {
        id: staff.id,
        name: staff.name.clone(),
    };
    let to = from.take(by, house.clock.now()).map_err(Untaken::Refused)?;
    if to == from {
        return Ok(());
    }
    let thing = from.thing(Vec::new());
    house
        .may(actor, Act::TakeConversation, &thing)
        .map_err(|refused| Untaken::Failed(refused.into()))?;
    let key = house
        .keys
        .of(id.uuid())
        .await
        .map_err(|error| match error {
            db::SealError::Forgotten => Untaken::Gone,
            other => Untaken::Failed(views::forgotten(other)),
        })?;
    let note = Note {
        kind: Kind::Arrived,
        name: Some(&*staff.name),
    };
    let (key, thing, from, to) = (&key, &thing, &from, &to);
    let done = house
        .db
        .transaction(|tx| async move {
            moves::move_on(house, &tx, key, from, to, note).await?;
            house
                .record_act(&tx, actor, Act::TakeConversation, thing)
                .await?;
            Ok::<_, AppError>(())
        })
        .await;
    match done {
        Err(AppError::Conflict) => Err(Untaken::Refused(Refused::Taken)),
        other => other.map_err(Untaken::Failed),
    }
}

/// Hands it back to the queue.
///
/// # Errors
/// [`AppError`].
pub async fn hand_back(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let let_go = |from: &Conversation, staff: &Staff| {
        from.hand_back(staff.id, house.clock.now())
            .map_err(|_| AppError::Conflict)
    };
    part(&house, &actor, &reader, &id, Kind::Left, let_go).await
}

/// Ends it.
///
/// # Errors
/// [`AppError`].
pub async fn end(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let keep = Settings::of(&house).keep();
    let end =
        |from: &Conversation, _: &Staff| Ok(from.end(EndedBy::Counsellor, house.clock.now(), keep));
    part(&house, &actor, &reader, &id, Kind::EndedByCounsellor, end).await
}

/// The counsellor who has it lets go of it, one way or the other.
async fn part(
    house: &House,
    actor: &Actor,
    reader: &Reader,
    id: &str,
    kind: Kind,
    to: impl FnOnce(&Conversation, &Staff) -> Result<Conversation, AppError>,
) -> Result<Response, AppError> {
    let from = reach::staff(house, actor, reach::id(id)?, Act::EndConversation).await?;
    let staff = actor.staff()?;
    let to = to(&from, staff)?;
    let name = Some(&*staff.name);
    moves::move_alone(house, &from, &to, Note { kind, name }).await?;
    Ok(reader.redirect("/desk").into_response())
}
