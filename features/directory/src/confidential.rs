//! Who needs to know where a confidential place is.

use access::{Act, Actor, House, Thing};

use crate::place::NeedToKnow;

/// Proof that this actor may see confidential addresses; nothing for everybody else.
pub(crate) fn need_to_know(house: &House, actor: &Actor) -> Option<NeedToKnow> {
    house
        .may(actor, Act::SeeConfidentialPlaces, &Thing::House)
        .ok()
        .map(|()| NeedToKnow(()))
}
