//! Broken glass: one conversation, one reader, some hours, a reason that is kept.

use std::time::Duration;

use db::{DbError, Query, Tx, params};
use uuid::Uuid;

use crate::audit;
use crate::house::House;
use crate::may::Act;
use crate::store;
use crate::who::{ConversationId, Staff, StaffId};

/// How long it stays broken.
pub const OPEN: Duration = Duration::from_secs(4 * 3600);

/// Lets `staff` read `conversation` from now on; the reason goes into the audit log. Whether she
/// may is asked before, with [`Act::BreakGlass`].
///
/// # Errors
/// [`DbError`].
pub async fn open(
    house: &House,
    tx: &Tx,
    staff: &Staff,
    conversation: ConversationId,
    reason: &str,
) -> Result<(), DbError> {
    let now = house.clock.now();
    let params = params![conversation.uuid(), staff.id.uuid(), now, now.plus(OPEN)];
    tx.execute(&store::INSERT_BROKEN_GLASS, params).await?;
    let (who, thing) = (staff.id.to_string(), conversation.to_string());
    let entry = audit::Entry::of(&who, Act::BreakGlass.code(), &thing);
    house.record(tx, entry.because(reason)).await
}

/// Who may read `conversation` by broken glass now: for
/// [`Thing::Conversation`](crate::Thing::Conversation).
///
/// # Errors
/// [`DbError`].
pub async fn open_for(
    house: &House,
    query: &impl Query,
    conversation: ConversationId,
) -> Result<Vec<StaffId>, DbError> {
    let params = params![conversation.uuid(), house.clock.now()];
    let found: Vec<(Uuid,)> = query.rows(&store::BROKEN_GLASS, params).await?;
    Ok(found
        .into_iter()
        .map(|(id,)| StaffId::from_uuid(id))
        .collect())
}

/// Forgets it with the conversation.
///
/// # Errors
/// [`DbError`].
pub async fn forget(tx: &Tx, conversation: ConversationId) -> Result<(), DbError> {
    tx.execute(&store::DELETE_BROKEN_GLASS, params![conversation.uuid()])
        .await
        .map(drop)
}
