//! Those who work here.

use std::str::FromStr;

use base::Moment;
use db::{DbError, FromRow, Place, Query, Row, Tx, params};
use uuid::Uuid;

use crate::access::Access;
use crate::code::CodeSecret;
use crate::house::House;
use crate::sessions;
use crate::store;
use crate::who::{Role, Roles, StaffId};

/// A member of staff, as the register knows her.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who.
    pub id: StaffId,
    /// Where letters go, and what she signs in with.
    pub email: String,
    /// The name colleagues and families see.
    pub name: String,
    /// What she does here.
    pub roles: Roles,
    /// Since when.
    pub created_at: Moment,
    /// Since when no longer.
    pub deactivated_at: Option<Moment>,
}

impl FromRow for Member {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            id: StaffId::from_uuid(row.get("id")?),
            email: row.get("email")?,
            name: row.get("name")?,
            roles: Roles::from_str(&row.get::<String>("roles")?).unwrap_or_default(),
            created_at: row.get("created_at")?,
            deactivated_at: row.get("deactivated_at")?,
        })
    }
}

/// Somebody new. Without password and code she signs in by the demo's one click only.
pub(crate) struct New<'a> {
    pub(crate) email: &'a str,
    pub(crate) name: &'a str,
    pub(crate) roles: Roles,
    pub(crate) password: Option<&'a str>,
    pub(crate) secret: Option<&'a CodeSecret>,
}

pub(crate) async fn insert(
    house: &House,
    tx: &Tx,
    new: &New<'_>,
) -> Result<StaffId, crate::Trouble> {
    let id = StaffId::new(&house.clock, &house.entropy);
    let secret = new
        .secret
        .map(|secret| house.access.seal_secret("staff", id.uuid(), secret, house))
        .transpose()?;
    let now = house.clock.now();
    let (email, name, roles) = (email(new.email), new.name, new.roles.to_string());
    tx.execute(
        &store::INSERT_STAFF,
        params![id.uuid(), email, name, roles, new.password, secret, now],
    )
    .await?;
    Ok(id)
}

/// Adds a made-up member of staff of the demo, who signs in by one click and no other way.
///
/// # Errors
/// [`Trouble`](crate::Trouble).
pub async fn add_made_up(
    house: &House,
    tx: &Tx,
    email: &str,
    name: &str,
    roles: Roles,
) -> Result<StaffId, crate::Trouble> {
    insert(
        house,
        tx,
        &New {
            email,
            name,
            roles,
            password: None,
            secret: None,
        },
    )
    .await
}

/// Everybody, those who left last.
///
/// # Errors
/// [`DbError`].
pub async fn all(query: &impl Query) -> Result<Vec<Member>, DbError> {
    query.rows(&store::ALL_STAFF, params![]).await
}

/// The active ones who hold `role`.
///
/// # Errors
/// [`DbError`].
pub async fn with_role(query: &impl Query, role: Role) -> Result<Vec<Member>, DbError> {
    query
        .rows(
            &store::STAFF_WITH_ROLE,
            params![format!("% {} %", role.code())],
        )
        .await
}

/// The demo's made-up people. Somebody who was invited and chose a password is never among them.
pub(crate) async fn made_up(query: &impl Query) -> Result<Vec<Member>, DbError> {
    query.rows(&store::MADE_UP_STAFF, params![]).await
}

/// One of them.
///
/// # Errors
/// [`DbError`].
pub async fn one(query: &impl Query, id: StaffId) -> Result<Option<Member>, DbError> {
    query.first(&store::STAFF, params![id.uuid()]).await
}

/// Lets nobody in under this account any more, and ends every session and stream of it. Not the
/// last administrator: then nobody could let anybody in. Says whether it was done.
///
/// # Errors
/// [`DbError`].
pub async fn deactivate(house: &House, tx: &Tx, id: StaffId) -> Result<bool, DbError> {
    let (others,): (i64,) = tx
        .one(&store::OTHER_ADMINISTRATORS, params![id.uuid()])
        .await?;
    if others == 0 {
        return Ok(false);
    }
    let done = tx
        .execute(&store::DEACTIVATE, params![id.uuid(), house.clock.now()])
        .await?
        > 0;
    sessions::close_all(house, tx, id.uuid()).await?;
    Ok(done)
}

/// Lets them in again; says whether it was done.
///
/// # Errors
/// [`DbError`].
pub async fn reactivate(tx: &Tx, id: StaffId) -> Result<bool, DbError> {
    Ok(tx.execute(&store::REACTIVATE, params![id.uuid()]).await? > 0)
}

/// An address as it is kept and looked up.
pub(crate) fn email(typed: &str) -> String {
    typed.trim().to_lowercase()
}

impl Access {
    pub(crate) fn seal_secret(
        &self,
        table: &str,
        row: Uuid,
        secret: &CodeSecret,
        house: &House,
    ) -> Result<Vec<u8>, db::SealError> {
        self.inner()
            .secrets
            .seal(secret.bytes(), place(table, &row), &house.entropy)
    }

    pub(crate) fn open_secret(
        &self,
        table: &str,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<CodeSecret, db::SealError> {
        let bytes = self.inner().secrets.open(sealed, place(table, &row))?;
        CodeSecret::of(bytes).ok_or(db::SealError::Closed)
    }
}

fn place<'a>(table: &'a str, row: &'a Uuid) -> Place<'a> {
    Place {
        table,
        column: "code_secret",
        row: row.as_bytes(),
    }
}
