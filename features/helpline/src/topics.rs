//! Whom a nudge is for. A nudge carries no words: who is nudged reads on from where she was.

use access::{ConversationId, StaffId};
use uuid::Uuid;

/// Everybody at the desk: the queue changed, or who is there.
pub(crate) const DESK: Uuid = Uuid::from_u128(0x6661_766e_0000_8000_8000_0000_6465_736b);

/// The family's side of a conversation. Its sessions' end nudges here too.
pub(crate) const fn family(conversation: ConversationId) -> Uuid {
    conversation.uuid()
}

/// The counsellor's side. A topic of its own, so that a message wakes those who wait for it and
/// not those who sent it.
pub(crate) const fn staff(conversation: ConversationId) -> Uuid {
    beside(conversation.uuid(), 1)
}

/// A counsellor's list of conversations.
pub(crate) const fn desk_of(staff: StaffId) -> Uuid {
    beside(staff.uuid(), 2)
}

/// Another topic for the same thing. The last bits of these ids are random: that two of them
/// meet is as unlikely as one id drawn twice, and would only mean a needless look.
const fn beside(id: Uuid, turn: u128) -> Uuid {
    Uuid::from_u128(id.as_u128() ^ turn)
}
