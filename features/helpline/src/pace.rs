//! How far each side has come, and that somebody is writing.

use std::time::Duration;

use access::{Act, Actor, AsFamily, ConversationId, House};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use db::{Query, Sql, Tx, params};
use serde::Deserialize;
use uuid::Uuid;
use web::limits::Limit;
use web::{AppError, Form};

use crate::{reach, store, topics};

/// Signs from one side of one conversation: "is writing" comes every three seconds at most, "has
/// seen" with every message, and both from every window.
const SIGNS: Limit = Limit::new("signs", 600, Duration::from_secs(60));

/// Counts a sign. They are small, but each wakes somebody, and on PostgreSQL every node.
fn counted(house: &House, receiver: Receiver, id: ConversationId) -> Result<(), AppError> {
    let mut subject = [0; 17];
    subject[..16].copy_from_slice(id.uuid().as_bytes());
    subject[16] = u8::from(receiver == Receiver::Staff);
    house.limits().take(&SIGNS, &subject)
}

/// The newest message that was seen.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct SeenForm {
    seq: i64,
}

/// The family has seen up to here.
///
/// # Errors
/// [`AppError`].
pub async fn family_seen(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    Form(form): Form<SeenForm>,
) -> Result<StatusCode, AppError> {
    counted(&house, Receiver::Family, actor.family()?)?;
    let conversation = reach::family(&house, &actor, Act::ReadConversation).await?;
    received(
        &house,
        Receiver::Family,
        conversation.id,
        form.seq,
        form.seq,
    )
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The counsellor has seen up to here.
///
/// # Errors
/// [`AppError`].
pub async fn staff_seen(
    State(house): State<House>,
    actor: Actor,
    Path(id): Path<String>,
    Form(form): Form<SeenForm>,
) -> Result<StatusCode, AppError> {
    let conversation = reach::staff(&house, &actor, reach::id(&id)?, Act::ReadConversation).await?;
    counted(&house, Receiver::Staff, conversation.id)?;
    // Who only looks (broken glass) must not look like the one who answers.
    let staff = actor.staff()?;
    if conversation.is_with(staff.id) {
        received(&house, Receiver::Staff, conversation.id, form.seq, form.seq).await?;
        let desk = topics::desk_of(staff.id);
        house.live.passing(desk, "seen").await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The family is writing. Kept nowhere.
///
/// # Errors
/// [`AppError`].
pub async fn family_typing(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
) -> Result<StatusCode, AppError> {
    let id = actor.family()?;
    counted(&house, Receiver::Family, id)?;
    house.live.passing(topics::staff(id), "typing").await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The counsellor is writing. Kept nowhere.
///
/// # Errors
/// [`AppError`].
pub async fn staff_typing(
    State(house): State<House>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<StatusCode, AppError> {
    let conversation =
        reach::staff(&house, &actor, reach::id(&id)?, Act::WriteConversation).await?;
    counted(&house, Receiver::Staff, conversation.id)?;
    house
        .live
        .passing(topics::family(conversation.id), "typing")
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whose screen showed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Receiver {
    /// The family's.
    Family,
    /// The counsellor's.
    Staff,
}

/// Writes down how far one side has come, and tells the other. Only forwards, and never beyond
/// what was said.
pub(crate) async fn received(
    house: &House,
    receiver: Receiver,
    id: ConversationId,
    delivered: i64,
    seen: i64,
) -> Result<(), AppError> {
    let (sql, other): (&Sql, Uuid) = match receiver {
        Receiver::Family => (&store::FAMILY_RECEIVED, topics::staff(id)),
        Receiver::Staff => (&store::STAFF_RECEIVED, topics::family(id)),
    };
    house
        .db
        .transaction(|tx: Tx| async move {
            if tx.execute(sql, params![id.uuid(), delivered, seen]).await? > 0 {
                house.live.changed(&tx, other).await?;
            }
            Ok::<_, AppError>(())
        })
        .await
}
