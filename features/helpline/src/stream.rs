//! The live half of a conversation: a stream of events to each side.
//!
//! `events.rs` is what every stream has in common, `listening.rs` one side of a conversation, and
//! `desk.rs` the desk's lists.

mod desk;
mod events;
mod listening;
mod own;

use access::{Act, Actor, AsFamily, House};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use live::Watch;
use serde::Deserialize;
use uuid::Uuid;
use web::{AppError, Query, Reader};

use crate::views::{self, Side};
use crate::{reach, topics};
pub use desk::stream as desk;
use events::{answer, ended};
use listening::Listening;
use own::Own;

/// How many streams one side of one conversation may hold open on a node: more than anybody's tabs
/// and lost connections, and too few for one cookie to use up what everybody needs.
const EARS: usize = 50;
/// How long who has too many open waits.
const EARS_WAIT: u64 = 30;
/// Where a first connection goes on; later ones say so by `Last-Event-ID`.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct After {
    after: Option<i64>,
}

/// What the family's side hears.
///
/// # Errors
/// [`AppError`].
pub async fn family(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
    headers: HeaderMap,
    Query(after): Query<After>,
) -> Result<Response, AppError> {
    let gone = reader.url("/goodbye");
    let Ok(id) = actor.family() else {
        return Ok(ended(&gone));
    };
    // First the watch, then the look: what changes between the two is not missed.
    let watch = listened(&house, topics::family(id))?;
    let Some(by) = house.family_session(&reader).await? else {
        return Ok(ended(&gone));
    };
    let session = house.live.watch(by.uuid());
    // Asked of the table: what this node believes of sessions may be some seconds old.
    if !house.family_stands(by).await? {
        return Ok(ended(&reader.url("/conversation")));
    }
    let conversation = match reach::family(&house, &actor, Act::ReadConversation).await {
        Ok(conversation) => conversation,
        Err(AppError::NotFound) => return Ok(ended(&gone)),
        Err(error) => return Err(error),
    };
    let key = house.keys.of(id.uuid()).await.map_err(views::forgotten)?;
    let from = position(&headers, &after);
    let own = Own {
        house,
        actor,
        by: Some(by),
        side: Side::Family,
        lang: reader.lang(),
        gone,
        key,
        session,
        receives: true,
    };
    Ok(answer(Listening::new(own, watch, &conversation, from)))
}

/// What the counsellor's side hears.
///
/// # Errors
/// [`AppError`].
pub async fn staff(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
    Query(after): Query<After>,
) -> Result<Response, AppError> {
    let staff = actor.staff()?.clone();
    let id = reach::id(&id)?;
    let gone = reader.url(&format!("/desk/conversations/{id}"));
    let watch = listened(&house, topics::staff(id))?;
    let session = house.live.watch(staff.id.uuid());
    let conversation = match reach::staff(&house, &actor, id, Act::ReadConversation).await {
        Ok(conversation) => conversation,
        Err(AppError::NotFound) => return Ok(ended(&gone)),
        Err(error) => return Err(error),
    };
    reach::looked(&house, &actor, &conversation).await?;
    let key = house.keys.of(id.uuid()).await.map_err(views::forgotten)?;
    let from = position(&headers, &after);
    // Who only looks (broken glass) must not look like the one who answers.
    let receives = conversation.is_with(staff.id);
    let lang = reader.lang();
    let own = Own {
        house,
        actor,
        by: None,
        side: Side::Staff(staff),
        lang,
        gone,
        key,
        session,
        receives,
    };
    Ok(answer(Listening::new(own, watch, &conversation, from)))
}

/// Listens to a topic, unless too many streams do already.
fn listened(house: &House, topic: Uuid) -> Result<Watch, AppError> {
    let watch = house.live.watch(topic);
    if watch.listeners() > EARS {
        return Err(AppError::TooMany { seconds: EARS_WAIT });
    }
    Ok(watch)
}

fn position(headers: &HeaderMap, after: &After) -> i64 {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    last.and_then(|id| id.trim().parse().ok())
        .or(after.after)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_stream_goes_on_where_it_was() {
        let mut headers = HeaderMap::new();
        let first = After { after: Some(4) };
        assert_eq!(position(&headers, &first), 4);
        headers.insert("last-event-id", HeaderValue::from_static("9"));
        assert_eq!(position(&headers, &first), 9);
        headers.insert("last-event-id", HeaderValue::from_static("nonsense"));
        assert_eq!(position(&headers, &After::default()), 0);
    }
}
