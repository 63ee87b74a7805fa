//! Moving a conversation from one state to the next, with the line that tells both sides and
//! the nudges that show it.

use access::House;
use base::Entropy;
use db::{Query, RowKey, Tx, params};
use web::AppError;

use crate::conversation::Conversation;
use crate::message::{Author, Kind, seal};
use crate::{store, topics, views};

/// What is written into the conversation about the move.
#[derive(Clone, Copy)]
pub(crate) struct Note<'a> {
    pub(crate) kind: Kind,
    /// The counsellor it tells of.
    pub(crate) name: Option<&'a str>,
}

/// Writes the move down. `key` is the conversation's: notes lie sealed like everything else.
///
/// # Errors
/// [`AppError::Conflict`] when somebody moved it first.
pub(crate) async fn move_on(
    house: &House,
    tx: &Tx,
    key: &RowKey,
    from: &Conversation,
    to: &Conversation,
    note: Note<'_>,
) -> Result<(), AppError> {
    if !store::moved(tx, from, to).await? {
        return Err(AppError::Conflict);
    }
    let (id, now) = (from.id, house.clock.now());
    let (seq, ..): (i64, String) = tx.one(&store::NEXT_SEQ, params![id.uuid(), now]).await?;
    let entropy: &Entropy = &house.entropy;
    let body = seal(key, "", id, seq, entropy).map_err(AppError::internal)?;
    let params = params![
        id.uuid(),
        seq,
        note.kind.code(),
        Author::House.code(),
        note.name,
        entropy.uuid(now),
        body,
        now
    ];
    tx.execute(&store::INSERT_MESSAGE, params).await?;
    nudge_all(house, tx, from).await?;
    if let Some(counsellor) = to.counsellor() {
        house
            .live
            .changed(tx, topics::desk_of(counsellor.id))
            .await?;
    }
    Ok(())
}

/// Opens the conversation's key and moves it on, in a transaction of its own.
///
/// # Errors
/// [`AppError::Conflict`] when somebody moved it first.
pub(crate) async fn move_alone(
    house: &House,
    from: &Conversation,
    to: &Conversation,
    note: Note<'_>,
) -> Result<(), AppError> {
    let key = house.keys.of(from.id.uuid()).await;
    let key = &key.map_err(views::forgotten)?;
    house
        .db
        .transaction(|tx| async move { move_on(house, &tx, key, from, to, note).await })
        .await
}

/// Tells everybody who may be looking at this conversation or its place in a list.
pub(crate) async fn nudge_all(
    house: &House,
    tx: &Tx,
    conversation: &Conversation,
) -> Result<(), AppError> {
    house
        .live
        .changed(tx, topics::family(conversation.id))
        .await?;
    house
        .live
        .changed(tx, topics::staff(conversation.id))
        .await?;
    house.live.changed(tx, topics::DESK).await?;
    if let Some(counsellor) = conversation.counsellor() {
        house
            .live
            .changed(tx, topics::desk_of(counsellor.id))
            .await?;
    }
    Ok(())
}
