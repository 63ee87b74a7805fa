//! A conversation is reached through the person asking: what she may not see is not there.

use access::{Act, Actor, ConversationId, House, glass};
use web::AppError;

use crate::conversation::Conversation;
use crate::store;

/// The family's own.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or no longer.
pub(crate) async fn family(
    house: &House,
    actor: &Actor,
    act: Act,
) -> Result<Conversation, AppError> {
    let id = actor.family()?;
    let conversation = store::conversation(&house.db, id)
        .await?
        .ok_or(AppError::NotFound)?;
    house.may(actor, act, &conversation.thing(Vec::new()))?;
    Ok(conversation)
}

/// One that this member of staff may do `act` to.
///
/// # Errors
/// [`AppError::NotFound`] when there is none for her; [`AppError::SignIn`] for nobody.
pub(crate) async fn staff(
    house: &House,
    actor: &Actor,
    id: ConversationId,
    act: Act,
) -> Result<Conversation, AppError> {
    let staff = actor.staff()?;
    let conversation = store::conversation(&house.db, id)
        .await?
        .ok_or(AppError::NotFound)?;
    // Glass is asked for only where it could matter: her own need none.
    let broken = match conversation.counsellor() {
        Some(counsellor) if counsellor.id == staff.id => Vec::new(),
        _ => glass::open_for(house, &house.db, id).await?,
    };
    house.may(actor, act, &conversation.thing(broken))?;
    Ok(conversation)
}

/// Reads the id in an address; a wrong one is an address of nothing.
///
/// # Errors
/// [`AppError::NotFound`].
pub(crate) fn id(text: &str) -> Result<ConversationId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// Writes down that a member of staff looks. The family's own looks are not written down: when
/// somebody opens her own conversation is nobody's business.
///
/// # Errors
/// [`AppError`] when it cannot be written; then there is nothing to look at.
pub(crate) async fn looked(
    house: &House,
    actor: &Actor,
    conversation: &Conversation,
) -> Result<(), AppError> {
    let thing = conversation.thing(Vec::new());
    let thing = &thing;
    house
        .db
        .transaction(|tx| async move {
            house
                .record_act(&tx, actor, Act::ReadConversation, thing)
                .await?;
            Ok::<_, AppError>(())
        })
        .await
}
