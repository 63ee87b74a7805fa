//! Signed-in browsers: a random secret in the cookie, its hash in the table, nothing else about
//! the browser anywhere.

mod at_hand;

use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base::Moment;
use db::{DbError, FromRow, Query, Row, Tx, params};
use uuid::Uuid;
use web::{AppError, Keep, Reader};

use crate::house::House;
use crate::store;
use crate::token::Token;
use crate::who::{Actor, ConversationId, SessionId, Staff, StaffId};
pub(crate) use at_hand::AtHand;
use at_hand::{Session, Subject};

/// The cookie of staff.
pub const STAFF_COOKIE: &str = "favn_staff";
/// The cookie of a family. Like the other it goes when the browser is closed.
pub const FAMILY_COOKIE: &str = "favn_family";
/// The cookie between password and code.
pub(crate) const HALF_COOKIE: &str = "favn_half";

/// Nudged when sessions end, so that no node remembers them.
pub(crate) const TOPIC: Uuid = Uuid::from_u128(0x6661_766e_0000_8000_8000_7365_7373_696f);

/// How long a family's browser is known without a sign of it.
const FAMILY_IDLE: Duration = Duration::from_secs(48 * 3600);
/// How long there is between password and code.
const HALF: Duration = Duration::from_secs(10 * 60);

/// One of somebody's own signed-in browsers.
#[derive(Clone, Debug)]
pub struct OwnSession {
    /// Which.
    pub id: SessionId,
    /// Since when.
    pub created_at: Moment,
    /// When it last asked for something, to half an hour or so.
    pub seen_at: Moment,
}

impl FromRow for OwnSession {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            id: SessionId::from_uuid(row.get("id")?),
            created_at: row.get("created_at")?,
            seen_at: row.get("seen_at")?,
        })
    }
}

/// Lets the family of `conversation` in again from this browser: give the token to
/// [`Token::give_family`] once the transaction is through.
///
/// The session it had before ends: nothing of this browser's would know it any more, so only a
/// copy of its cookie could use it, and the quick exit would not end it.
///
/// # Errors
/// [`DbError`].
pub async fn open_family(
    house: &House,
    tx: &Tx,
    reader: &Reader,
    conversation: ConversationId,
) -> Result<Token, DbError> {
    end_former(house, tx, reader, FAMILY_COOKIE).await?;
    insert_family(house, tx, conversation).await
}

pub(crate) async fn insert_family(
    house: &House,
    tx: &Tx,
    conversation: ConversationId,
) -> Result<Token, DbError> {
    insert(house, tx, "family", conversation.uuid(), FAMILY_IDLE).await
}

/// Ends the session of a cookie that is about to be another.
pub(crate) async fn end_former(
    house: &House,
    tx: &Tx,
    reader: &Reader,
    cookie: &str,
) -> Result<(), DbError> {
    let Some(token) = reader.cookie(cookie).as_deref().and_then(Token::parse) else {
        return Ok(());
    };
    let ended: Option<(Uuid, Uuid)> = tx
        .first(&store::TAKE_SESSION, params![token.hash()])
        .await?;
    let Some((session, subject)) = ended else {
        return Ok(());
    };
    house.live.changed(tx, session).await?;
    ended_some(house, tx, subject).await
}

/// Signs a member of staff in.
///
/// # Errors
/// [`DbError`].
pub async fn open_staff(house: &House, tx: &Tx, staff: StaffId) -> Result<Token, DbError> {
    insert(
        house,
        tx,
        "staff",
        staff.uuid(),
        house.access.inner().settings.staff_idle,
    )
    .await
}

/// Remembers that the password was right, until the code is.
pub(crate) async fn open_half(house: &House, tx: &Tx, staff: StaffId) -> Result<Token, DbError> {
    insert(house, tx, "half", staff.uuid(), HALF).await
}

async fn insert(
    house: &House,
    tx: &Tx,
    kind: &str,
    subject: Uuid,
    idle: Duration,
) -> Result<Token, DbError> {
    let token = Token::draw(&house.entropy);
    let now = house.clock.now();
    let id = SessionId::new(&house.clock, &house.entropy);
    tx.execute(&store::DELETE_EXPIRED_SESSIONS, params![now])
        .await?;
    tx.execute(
        &store::INSERT_SESSION,
        params![token.hash(), id.uuid(), kind, subject, now, now.plus(idle)],
    )
    .await?;
    Ok(token)
}

/// Ends one of `subject`'s sessions, and with it the streams that watch its id; says whether it
/// was there.
///
/// # Errors
/// [`DbError`].
pub async fn close(
    house: &House,
    tx: &Tx,
    session: SessionId,
    subject: Uuid,
) -> Result<bool, DbError> {
    let ended = tx
        .execute(&store::DELETE_SESSION, params![session.uuid(), subject])
        .await?;
    house.live.changed(tx, session.uuid()).await?;
    ended_some(house, tx, subject).await?;
    Ok(ended > 0)
}

/// Ends every session of `subject` (a staff id or a conversation), on every node, and with them
/// the streams that watch that id.
///
/// # Errors
/// [`DbError`].
pub async fn close_all(house: &House, tx: &Tx, subject: Uuid) -> Result<(), DbError> {
    tx.execute(&store::DELETE_SESSIONS_OF, params![subject])
        .await?;
    ended_some(house, tx, subject).await
}

/// Ends the half session of this reader, if there is one.
pub(crate) async fn close_half(house: &House, tx: &Tx, reader: &Reader) -> Result<(), DbError> {
    if let Some(token) = reader.cookie(HALF_COOKIE).as_deref().and_then(Token::parse) {
        tx.execute(&store::DELETE_SESSION_BY_TOKEN, params![token.hash()])
            .await?;
        let access = house.access.clone();
        tx.after_commit(move || access.inner().sessions.forget());
    }
    Ok(())
}

pub(crate) async fn ended_some(house: &House, tx: &Tx, subject: Uuid) -> Result<(), DbError> {
    house.live.changed(tx, TOPIC).await?;
    house.live.changed(tx, subject).await?;
    let access = house.access.clone();
    // This node at once, before the answer; the others by the nudge.
    tx.after_commit(move || access.inner().sessions.forget());
    Ok(())
}

/// Somebody's own signed-in browsers, the latest first.
///
/// # Errors
/// [`DbError`].
pub async fn own(house: &House, staff: StaffId) -> Result<Vec<OwnSession>, DbError> {
    house
        .db
        .rows(
            &store::SESSIONS_OF,
            params![staff.uuid(), house.clock.now()],
        )
        .await
}

impl Token {
    /// Sets the cookie of a family, until the browser is closed.
    pub fn give_family(&self, reader: &Reader) {
        reader.set_cookie(FAMILY_COOKIE, &self.value(), Keep::Session);
    }

    /// Sets the cookie of staff. Forms shown before no longer count.
    pub fn give_staff(&self, reader: &Reader) {
        reader.set_cookie(STAFF_COOKIE, &self.value(), Keep::Session);
        reader.renew_forms();
    }
}

async fn find(house: &House, reader: &Reader, cookie: &str) -> Result<Option<Subject>, AppError> {
    let Some(token) = reader.cookie(cookie).as_deref().and_then(Token::parse) else {
        return Ok(None);
    };
    let (hash, now) = (token.hash(), house.clock.now());
    let at_hand = &house.access.inner().sessions;
    let session = match at_hand.get(&hash, now) {
        Ok(session) => session,
        Err(turn) => {
            let found: Option<Session> = house.db.first(&store::SESSION, params![hash]).await?;
            let Some(session) = found else {
                return Ok(None);
            };
            at_hand.keep(hash, &session, now, turn);
            session
        }
    };
    // A member of staff without a role was deactivated, or never let in.
    let nobody = matches!(&session.subject, Subject::Staff(staff) if staff.roles.is_empty());
    if nobody || session.expires_at <= now {
        return Ok(None);
    }
    let idle = match session.subject {
        Subject::Staff(_) => Some(house.access.inner().settings.staff_idle),
        Subject::Family(..) => Some(FAMILY_IDLE),
        Subject::Half(_) => None,
    };
    // The end slides, but is not written down at every request.
    if let Some(idle) = idle
        && now.since(session.seen_at) >= idle / 24
    {
        house
            .db
            .execute(&store::TOUCH_SESSION, params![hash, now, now.plus(idle)])
            .await?;
        at_hand.forget_one(&hash);
    }
    Ok(Some(session.subject))
}

impl House {
    /// Whether the session behind `actor` still stands: a stream asks after each nudge on the
    /// topic of its staff id. Strangers have none to lose.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn stands(&self, actor: &Actor) -> Result<bool, DbError> {
        let (sql, id) = match actor {
            Actor::Stranger => return Ok(true),
            Actor::Family(conversation) => (&store::FAMILY_STANDS, conversation.uuid()),
            Actor::Staff(staff) => (&store::STAFF_STANDS, staff.session.uuid()),
        };
        let (standing,): (i64,) = self.db.one(sql, params![id, self.clock.now()]).await?;
        Ok(standing > 0)
    }

    /// By which of its sessions a family asks: another may be ended while this one stands.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn family_session(&self, reader: &Reader) -> Result<Option<SessionId>, AppError> {
        Ok(self.family_at(reader).await?.map(|(_, session)| session))
    }

    /// The conversation that this browser may read, and by which session.
    pub(crate) async fn family_at(
        &self,
        reader: &Reader,
    ) -> Result<Option<(ConversationId, SessionId)>, AppError> {
        Ok(match find(self, reader, FAMILY_COOKIE).await? {
            Some(Subject::Family(conversation, session)) => Some((conversation, session)),
            _ => None,
        })
    }

    /// The member of staff at this browser.
    pub(crate) async fn staff_at(&self, reader: &Reader) -> Result<Option<Staff>, AppError> {
        Ok(match find(self, reader, STAFF_COOKIE).await? {
            Some(Subject::Staff(staff)) => Some(staff),
            _ => None,
        })
    }

    /// Whether this one session of a family still stands.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn family_stands(&self, session: SessionId) -> Result<bool, DbError> {
        let params = params![session.uuid(), self.clock.now()];
        let (standing,): (i64,) = self.db.one(&store::SESSION_STANDS, params).await?;
        Ok(standing > 0)
    }

    pub(crate) async fn half(&self, reader: &Reader) -> Result<Option<StaffId>, AppError> {
        Ok(match find(self, reader, HALF_COOKIE).await? {
            Some(Subject::Half(staff)) => Some(staff),
            _ => None,
        })
    }

    async fn family(&self, reader: &Reader) -> Result<Actor, AppError> {
        let family = self.family_at(reader).await?;
        Ok(family.map_or(Actor::Stranger, |(conversation, _)| {
            Actor::Family(conversation)
        }))
    }
}

impl FromRequestParts<House> for Actor {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, AppError> {
        let reader = Reader::from_request_parts(parts, house).await?;
        match house.staff_at(&reader).await? {
            Some(staff) => Ok(Self::Staff(staff)),
            None => house.family(&reader).await,
        }
    }
}

/// Who is asking on a page of families: the family's cookie counts and the staff's does not, so
/// that a counsellor who tries the front door in the same browser is met as a family there.
#[derive(Clone, Debug)]
pub struct AsFamily(pub Actor);

impl FromRequestParts<House> for AsFamily {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, AppError> {
        let reader = Reader::from_request_parts(parts, house).await?;
        house.family(&reader).await.map(Self)
    }
}
