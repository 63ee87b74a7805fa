//! All SQL of the helpline, and rows read into what they mean.

use std::sync::Arc;

use access::{ConversationId, StaffId};
use base::Moment;
use db::{DbError, FromRow, Query, Row, Tx, params};
use languages::Lang;
use uuid::Uuid;

use crate::conversation::{Conversation, Counsellor, EndedBy, Receipts, State};

db::statements! {
    /// A new conversation; its first message follows in the same transaction.
    pub INSERT_CONVERSATION = "insert into conversations
        (id, lang, state, opened_at, queue_at, waiting_since, last_seq, last_at, opened_once)
        values ($1, $2, 'waiting', $3, $3, $3, 1, $3, $4)";
    /// The conversation that this form opened before.
    pub OPENED_WITH = "select id from conversations where opened_once = $1";
    /// One conversation, without its words.
    pub CONVERSATION = "select id, lang, state, version, opened_at, queue_at, waiting_since, counsellor, counsellor_name,
            taken_at, ended_at, ended_by, forget_at, last_seq,
            family_delivered, family_seen, staff_delivered, staff_seen
        from conversations
        where id = $1";
    /// Moves it on, unless somebody moved it since it was read.
    pub MOVE = "update conversations
        set state = $3, version = $4, waiting_since = $5, counsellor = $6, counsellor_name = $7,
            taken_at = $8, ended_at = $9, ended_by = $10, forget_at = $11
        where id = $1 and version = $2";
    /// Everybody who listens looks again whether she still may.
    pub LOOK_AGAIN = "update conversations set version = version + 1 where id = $1";
    /// The number of the next message. Holds the conversation until the transaction ends.
    pub NEXT_SEQ = "update conversations
        set last_seq = last_seq + 1, last_at = $2
        where id = $1
        returning last_seq, state, counsellor, counsellor_name";
    /// A message.
    pub INSERT_MESSAGE = "insert into messages (conversation, seq, kind, author, name, once, body, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The newest messages before one of them, newest first.
    pub NEWEST = "select seq, kind, author, name, body, at from messages
        where conversation = $1 and seq < $2
        order by seq desc
        limit $3";
    /// One message, by what its sender's page drew.
    pub BY_ONCE = "select seq, kind, author, name, body, at from messages
        where conversation = $1 and once = $2";
    /// What a stream needs after a nudge, in one go: how the conversation stands, and what was
    /// said after a message. One row with nulls when nothing was.
    pub AFTER = "select c.version, c.counsellor, c.family_delivered, c.family_seen, c.staff_delivered, c.staff_seen,
            m.seq, m.kind, m.author, m.name, m.body, m.at
        from conversations c
        left join messages m on m.conversation = c.id and m.seq > $2
        where c.id = $1
        order by m.seq
        limit 100";
    /// How far the family has come; only forwards.
    pub FAMILY_RECEIVED = "update conversations
        set family_delivered = case when family_delivered < $2 then $2 else family_delivered end,
            family_seen = case when family_seen < $3 then $3 else family_seen end
        where id = $1 and last_seq >= $2 and last_seq >= $3 and (family_delivered < $2 or family_seen < $3)";
    /// How far the counsellor has come; only forwards.
    pub STAFF_RECEIVED = "update conversations
        set staff_delivered = case when staff_delivered < $2 then $2 else staff_delivered end,
            staff_seen = case when staff_seen < $3 then $3 else staff_seen end
        where id = $1 and last_seq >= $2 and last_seq >= $3 and (staff_delivered < $2 or staff_seen < $3)";

    /// The queue, first come first. No words.
    pub QUEUE = "select id, lang, waiting_since, queue_at from conversations
        where state = 'waiting'
        order by queue_at, id
        limit 100";
    /// How many wait.
    pub WAITING = "select count(*) from conversations where state = 'waiting'";
    /// How many stand before this one.
    pub AHEAD = "select count(*) from conversations
        where state = 'waiting' and (queue_at < $1 or (queue_at = $1 and id < $2))";
    /// A counsellor's own, with how many messages she has not seen.
    pub MINE = "select c.id, c.lang, c.taken_at,
            (select count(*) from messages m
             where m.conversation = c.id and m.seq > c.staff_seen and m.author = 'family') as unseen
        from conversations c
        where c.counsellor = $1 and c.state = 'taken'
        order by c.taken_at, c.id
        limit 100";
    /// How many are in somebody's hands.
    pub TAKEN = "select count(*) from conversations where state = 'taken'";
    /// How long those waited who were taken lately.
    pub RECENT_WAITS = "select waiting_since, taken_at from conversations
        where taken_at > $1
        order by taken_at desc
        limit 100";

    /// Sits down at the desk, or changes how.
    pub SIT = "insert into desk (counsellor, name, ready, capacity, seen_at)
        values ($1, $2, $3, $4, $5)
        on conflict (counsellor) do update
        set name = excluded.name, ready = excluded.ready, capacity = excluded.capacity, seen_at = excluded.seen_at";
    /// One seat.
    pub SEAT = "select ready, capacity from desk where counsellor = $1";
    /// Is still there.
    pub STILL_THERE = "update desk set seen_at = $2 where counsellor = $1";
    /// Who is there, ready or not, and how many conversations each has.
    pub PRESENT = "select d.name, d.ready, d.capacity,
            (select count(*) from conversations c where c.counsellor = d.counsellor and c.state = 'taken') as hands
        from desk d
        where d.seen_at > $1
        order by d.name, d.counsellor
        limit 500";

    /// A code, before it is typed back.
    pub INSERT_CODE = "insert into return_codes (code, conversation, created_at, expires_at) values ($1, $2, $3, $4)";
    /// Codes that were shown and never typed back make room.
    pub DROP_UNPROVED = "delete from return_codes where conversation = $1 and proved_at is null";
    /// It was typed back: from now on it counts.
    pub PROVE = "update return_codes set proved_at = $3 where code = $1 and conversation = $2 and proved_at is null";
    /// The older ones no longer do.
    pub DROP_OTHERS = "delete from return_codes where conversation = $1 and code <> $2";
    /// Whether one waits to be typed back.
    pub UNPROVED = "select count(*) from return_codes where conversation = $1 and proved_at is null";
    /// The conversation behind a code that counts, and until when. A code that is too old is no
    /// code: whether it ever was one is nobody's to know.
    pub BEHIND_CODE = "select conversation, expires_at from return_codes
        where code = $1 and proved_at is not null and expires_at > $2";
    /// Until when the code of a conversation counts.
    pub CODE_UNTIL = "select expires_at from return_codes
        where conversation = $1 and proved_at is not null and expires_at > $2";

    /// Takes a conversation away, and with it its messages and codes.
    pub DELETE = "delete from conversations where id = $1";
    /// That it was there.
    pub INSERT_DELETED = "insert into deleted_conversations (id, counsellor, deleted_by, deleted_at)
        values ($1, $2, $3, $4)
        on conflict (id) do nothing";
    /// Whether a conversation of this counsellor's was deleted, by whom and when.
    pub DELETED = "select deleted_by, deleted_at from deleted_conversations where id = $1 and counsellor = $2";
    /// Forgets even that.
    pub DROP_DELETED = "delete from deleted_conversations where deleted_at < $1";
    /// Those in which nothing was written for long.
    pub SILENT = "select id from conversations where state <> 'ended' and last_at < $1 limit 100";
    /// Those whose time is up.
    pub TO_FORGET = "select id from conversations where forget_at <= $1 limit 100";
}

impl FromRow for Conversation {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        let waiting_since = row.get("waiting_since")?;
        let counsellor = counsellor(row.get("counsellor")?, row.get("counsellor_name")?);
        let state = match (row.get::<String>("state")?.as_str(), counsellor) {
            ("taken", Some(by)) => State::Taken {
                by,
                at: row.get("taken_at")?,
            },
            ("ended", with) => State::Ended {
                by: match row.get::<String>("ended_by")?.as_str() {
                    "family" => EndedBy::Family,
                    "counsellor" => EndedBy::Counsellor,
                    _ => EndedBy::Silence,
                },
                at: row.get("ended_at")?,
                with,
                forget_at: row.get("forget_at")?,
            },
            _ => State::Waiting {
                since: waiting_since,
            },
        };
        Ok(Self {
            id: ConversationId::from_uuid(row.get("id")?),
            lang: lang(row)?,
            state,
            version: row.get("version")?,
            opened_at: row.get("opened_at")?,
            queue_at: row.get("queue_at")?,
            waiting_since,
            last_seq: row.get("last_seq")?,
            receipts: Receipts {
                family_delivered: row.get("family_delivered")?,
                family_seen: row.get("family_seen")?,
                staff_delivered: row.get("staff_delivered")?,
                staff_seen: row.get("staff_seen")?,
            },
        })
    }
}

/// A language that was taken out of the house later is told as the first one.
pub(crate) fn lang(row: &Row) -> Result<Lang, DbError> {
    Ok(Lang::from_code(&row.get::<String>("lang")?).unwrap_or_default())
}

pub(crate) fn counsellor(id: Option<Uuid>, name: Option<String>) -> Option<Counsellor> {
    id.map(|id| Counsellor {
        id: StaffId::from_uuid(id),
        name: Arc::from(name.unwrap_or_default()),
    })
}

/// One conversation; `None` when there is none, or no longer.
pub(crate) async fn conversation(
    query: &impl Query,
    id: ConversationId,
) -> Result<Option<Conversation>, DbError> {
    query.first(&CONVERSATION, params![id.uuid()]).await
}

/// Writes down that a conversation moved. `false` when somebody moved it first.
pub(crate) async fn moved(
    tx: &Tx,
    from: &Conversation,
    to: &Conversation,
) -> Result<bool, DbError> {
    let counsellor = to.counsellor();
    let (state, taken_at, ended) = match &to.state {
        State::Waiting { .. } => ("waiting", None, None),
        State::Taken { at, .. } => ("taken", Some(*at), None),
        State::Ended {
            by, at, forget_at, ..
        } => ("ended", None, Some((by.code(), *at, *forget_at))),
    };
    // When it was taken stays known after it ended: the waits of the last hour are read from it.
    let taken_at = match &from.state {
        State::Taken { at, .. } if ended.is_some() => Some(*at),
        _ => taken_at,
    };
    let params = params![
        from.id.uuid(),
        from.version,
        state,
        to.version,
        to.waiting_since,
        counsellor.map(|it| it.id.uuid()),
        counsellor.map(|it| it.name.to_string()),
        taken_at,
        ended.map(|(_, at, _)| at),
        ended.map(|(by, _, _)| by),
        ended.map(|(_, _, forget_at)| forget_at)
    ];
    Ok(tx.execute(&MOVE, params).await? > 0)
}

/// One line of the queue.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    pub(crate) id: ConversationId,
    pub(crate) lang: Lang,
    pub(crate) since: Moment,
    /// It was handed back and waits again.
    pub(crate) again: bool,
}

impl FromRow for Waiting {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        let (since, queue_at): (Moment, Moment) = (row.get("waiting_since")?, row.get("queue_at")?);
        Ok(Self {
            id: ConversationId::from_uuid(row.get("id")?),
            lang: lang(row)?,
            since,
            again: since != queue_at,
        })
    }
}

/// One of a counsellor's own.
#[derive(Clone, Debug)]
pub(crate) struct Mine {
    pub(crate) id: ConversationId,
    pub(crate) lang: Lang,
    pub(crate) taken_at: Moment,
    pub(crate) unseen: i64,
}

impl FromRow for Mine {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            id: ConversationId::from_uuid(row.get("id")?),
            lang: lang(row)?,
            taken_at: row.get("taken_at")?,
            unseen: row.get("unseen")?,
        })
    }
}

/// Somebody at the desk.
#[derive(Clone, Debug)]
pub(crate) struct Present {
    pub(crate) name: String,
    pub(crate) ready: bool,
    pub(crate) capacity: i64,
    pub(crate) hands: i64,
}

impl FromRow for Present {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            name: row.get("name")?,
            ready: row.get("ready")?,
            capacity: row.get("capacity")?,
            hands: row.get("hands")?,
        })
    }
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn every_statement_is_understood_by_both_engines() {
        db::testing::prepares_everywhere(super::ALL, &[crate::MIGRATIONS]).await;
    }
}
