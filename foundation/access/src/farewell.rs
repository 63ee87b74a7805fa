//! The quick exit: what the cookies of a browser open is ended on every node. A copy of a cookie,
//! made by whoever else holds the phone, opens nothing from then on.
//!
//! The conversation lives on, and is returned to by its code.

use db::Tx;
use web::{AppError, Farewell, Reader};

use crate::house::House;
use crate::{Staff, audit, sessions};

impl Farewell for House {
    async fn farewell(self, reader: Reader) {
        if let Err(error) = end(&self, &reader).await {
            // The browser has forgotten it; a copy lives until it expires.
            tracing::error!(%error, "a session was not ended when its reader left");
        }
    }
}

async fn end(house: &House, reader: &Reader) -> Result<(), AppError> {
    let (family, staff) = (
        house.family_at(reader).await?,
        house.staff_at(reader).await?,
    );
    if family.is_none() && staff.is_none() && house.half(reader).await?.is_none() {
        return Ok(());
    }
    let (family, staff) = (&family, &staff);
    house
        .db
        .transaction(|tx: Tx| async move {
            if let Some((conversation, session)) = family {
                sessions::close(house, &tx, *session, conversation.uuid()).await?;
            }
            if let Some(staff) = staff {
                sign_out(house, &tx, staff).await?;
            }
            sessions::close_half(house, &tx, reader).await?;
            Ok::<_, AppError>(())
        })
        .await
}

/// Ends the session by which a member of staff asks, and writes it down.
pub(crate) async fn sign_out(house: &House, tx: &Tx, staff: &Staff) -> Result<(), AppError> {
    sessions::close(house, tx, staff.session, staff.id.uuid()).await?;
    let id = staff.id.to_string();
    let entry = audit::Entry::of(&id, "sign_out", &id);
    Ok(house.record(tx, entry).await?)
}
