//! Whose stream it is, and whether she may still hear it.

use access::{Act, Actor, ConversationId, House, SessionId};
use db::RowKey;
use languages::Lang;
use live::Watch;
use web::AppError;

use crate::conversation::Conversation;
use crate::views::Side;
use crate::{reach, store};

/// What a stream holds from its beginning to its end.
pub(super) struct Own {
    pub(super) house: House,
    pub(super) actor: Actor,
    /// By which of its sessions a family listens.
    pub(super) by: Option<SessionId>,
    pub(super) side: Side,
    pub(super) lang: Lang,
    /// Where to go when there is nothing to hear any more.
    pub(super) gone: String,
    pub(super) key: RowKey,
    /// Nudged when the session ends by which somebody listens.
    pub(super) session: Watch,
    /// Whether showing a message here is showing it to the one it is for.
    pub(super) receives: bool,
}

impl Own {
    /// The conversation, if this reader may read it now.
    pub(super) async fn reached(
        &self,
        id: ConversationId,
    ) -> Result<Option<Conversation>, AppError> {
        let reached = match &self.side {
            Side::Family => reach::family(&self.house, &self.actor, Act::ReadConversation).await,
            Side::Staff(_) => {
                reach::staff(&self.house, &self.actor, id, Act::ReadConversation).await
            }
        };
        match reached {
            Ok(conversation) => Ok(Some(conversation)),
            Err(AppError::NotFound | AppError::SignIn) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether the session by which somebody listens is there yet. When only a family's own has
    /// ended, the conversation has not: its page is asked for again, which knows whose browser it
    /// is.
    pub(super) async fn session_stands(&mut self, id: ConversationId) -> Result<bool, AppError> {
        let house = &self.house;
        let Some(session) = self.by else {
            return Ok(house.stands(&self.actor).await?);
        };
        if house.family_stands(session).await? {
            return Ok(true);
        }
        if store::conversation(&house.db, id).await?.is_some() {
            self.gone = format!("/{}/conversation", self.lang.code());
        }
        Ok(false)
    }
}
