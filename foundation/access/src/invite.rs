//! Invitations: the only way in for somebody new.

use std::str::FromStr;
use std::time::Duration;

use base::Moment;
use data_encoding::HEXLOWER;
use db::{DbError, FromRow, Query, Row, Tx, params};
use languages::Lang;
use mail::{About, Letter};
use uuid::Uuid;

use crate::Trouble;
use crate::code::CodeSecret;
use crate::house::House;
use crate::staff;
use crate::store;
use crate::token::Token;
use crate::who::Roles;

const DAYS: u32 = 7;
/// How long an invitation counts.
pub const COUNTS: Duration = Duration::from_secs(DAYS as u64 * 24 * 3600);

/// An invitation that waits for somebody.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Whom it was sent to.
    pub email: String,
    /// The name to begin with.
    pub name: String,
    /// What she will do here.
    pub roles: Roles,
    /// Until when it counts.
    pub expires_at: Moment,
}

impl FromRow for Waiting {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            email: row.get("email")?,
            name: row.get("name")?,
            roles: Roles::from_str(&row.get::<String>("roles")?).unwrap_or_default(),
            expires_at: row.get("expires_at")?,
        })
    }
}

/// An invitation being accepted.
pub(crate) struct Open {
    pub(crate) id: Uuid,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) roles: Roles,
    sealed: Vec<u8>,
}

impl FromRow for Open {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            id: row.get("id")?,
            email: row.get("email")?,
            name: row.get("name")?,
            roles: Roles::from_str(&row.get::<String>("roles")?).unwrap_or_default(),
            sealed: row.get("code_secret")?,
        })
    }
}

impl Open {
    /// The secret of the one-time codes, the same each time the page is opened.
    pub(crate) fn secret(&self, house: &House) -> Result<CodeSecret, db::SealError> {
        house
            .access
            .open_secret("invitations", self.id, &self.sealed)
    }
}

/// Invites somebody; earlier invitations to the same address no longer count. Show the address of
/// [`address`], and queue the [`letter`] in the same transaction.
///
/// # Errors
/// [`Trouble`].
pub async fn create(
    house: &House,
    tx: &Tx,
    email: &str,
    name: &str,
    roles: Roles,
) -> Result<Token, Trouble> {
    let (now, email) = (house.clock.now(), staff::email(email));
    if tx
        .first::<Row>(&store::STAFF_BY_EMAIL, params![email])
        .await?
        .is_some()
    {
        return Err(Trouble::Taken);
    }
    tx.execute(&store::WITHDRAW_INVITATIONS, params![email, now])
        .await?;
    let id = house.entropy.uuid(now);
    let secret = CodeSecret::draw(&house.entropy);
    let sealed = house
        .access
        .seal_secret("invitations", id, &secret, house)?;
    let token = Token::draw(&house.entropy);
    let params = params![
        id,
        token.hash(),
        email,
        name.trim(),
        roles.to_string(),
        sealed,
        now,
        now.plus(COUNTS)
    ];
    tx.execute(&store::INSERT_INVITATION, params).await?;
    Ok(token)
}

/// Where the invited opens it.
pub fn address(house: &House, lang: Lang, token: &Token) -> String {
    house
        .site
        .address(lang, &format!("/invitation/{}", token.value()))
}

/// Queues the letter, where there is a mail server, and says whether. Without one it would wait for
/// ever with its link in clear text.
///
/// # Errors
/// [`DbError`].
pub async fn letter(
    house: &House,
    tx: &Tx,
    email: &str,
    lang: Lang,
    token: &Token,
) -> Result<bool, DbError> {
    if !house.letters {
        return Ok(false);
    }
    let letter = Letter {
        to: staff::email(email),
        lang: lang.code().to_owned(),
        about: About::Invitation {
            link: address(house, lang, token),
            days: DAYS,
        },
    };
    let key = format!("invitation {}", HEXLOWER.encode(&token.hash()));
    mail::queue(tx, &key, &letter, &house.clock, &house.entropy).await?;
    Ok(true)
}

/// The invitations that wait, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn waiting(house: &House) -> Result<Vec<Waiting>, DbError> {
    house
        .db
        .rows(&store::OPEN_INVITATIONS, params![house.clock.now()])
        .await
}

pub(crate) async fn find(house: &House, token: &str) -> Result<Option<Open>, DbError> {
    let Some(token) = Token::parse(token) else {
        return Ok(None);
    };
    house
        .db
        .first(&store::INVITATION, params![token.hash(), house.clock.now()])
        .await
}

/// Whether this can be an address: something, an @, and a name with a dot. The letter itself is
/// the real test.
pub fn is_address(email: &str) -> bool {
    let Some((before, after)) = email.split_once('@') else {
        return false;
    };
    let plain = !email
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c));
    let dotted = after.split('.').count() > 1 && after.split('.').all(|part| !part.is_empty());
    plain && dotted && !before.is_empty() && !after.contains('@') && email.len() <= 254
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_what_is_none() {
        assert!(is_address("mette@eksempel.dk") && is_address("a+b@c.d.e"));
        for wrong in [
            "",
            "a",
            "@a.dk",
            "a@b",
            "a@b.",
            "a@@b.dk",
            "a b@c.dk",
            "a@b.dk,c@d.dk",
            "<a@b.dk>",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
