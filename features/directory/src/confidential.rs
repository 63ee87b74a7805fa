//! Who needs to know where a confidential place is.

use access::{Act, Actor, House, Thing, audit};
use db::Tx;
use web::AppError;

use crate::place::NeedToKnow;

/// Proof that this actor may see confidential addresses; nothing for everybody else.
pub(crate) fn need_to_know(house: &House, actor: &Actor) -> Option<NeedToKnow> {
    house
        .may(actor, Act::SeeConfidentialPlaces, &Thing::House)
        .ok()
        .map(|()| NeedToKnow(()))
}

/// Writes down that somebody is told where a confidential place of this offer is. Before it is
/// shown: what cannot be written down is not told.
///
/// # Errors
/// [`AppError`].
pub(crate) async fn told(house: &House, actor: &Actor, offer: &str) -> Result<(), AppError> {
    let (actor, offer) = (&actor.to_string(), &format!("offer_{offer}"));
    house
        .db
        .transaction(|tx: Tx| async move {
            let act = Act::SeeConfidentialPlaces.code();
            let entry = audit::Entry::of(actor, act, offer);
            Ok::<_, AppError>(house.record(&tx, entry).await?)
        })
        .await
}
