//! `favn invite`.

use access::Roles;
use languages::Lang;

use super::say;
use crate::doors::Doors;
use crate::failure::Failure;
use crate::rooms;
use crate::settings::Settings;

pub(super) async fn invite(
    settings: &Settings,
    invite: &crate::cli::Invite,
) -> Result<(), Failure> {
    let roles: Roles = invite.role.join(" ").parse().map_err(Failure::setting)?;
    let lang = Lang::from_code(&invite.lang).ok_or_else(|| {
        let known: Vec<_> = Lang::all().map(Lang::code).collect();
        Failure::setting(format!(
            "Favn does not speak {:?}; it speaks {}",
            invite.lang,
            known.join(", ")
        ))
    })?;
    if !access::invite::is_address(invite.email.trim()) {
        return Err(Failure::setting(format!(
            "{:?} is no e-mail address",
            invite.email
        )));
    }
    let doors = Doors::open(settings).await?;
    let house = rooms::house(settings, &doors, settings.listen, false)?;
    let (house, email) = (&house, invite.email.as_str());
    let token = house
        .db
        .transaction(|tx| async move {
            let token = access::invite::create(house, &tx, email, &invite.name, roles).await?;
            access::invite::letter(house, &tx, email, lang, &token).await?;
            Ok::<_, access::Trouble>(token)
        })
        .await
        .map_err(Failure::failed)?;
    say(access::invite::address(house, lang, &token));
    Ok(())
}
