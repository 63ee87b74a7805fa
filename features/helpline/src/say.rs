//! Somebody says something. The hottest path of the house: one transaction of two statements.

use std::time::Duration;

use access::{Act, Actor, AsFamily, ConversationId, House, Stage, Thing};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use base::Personal;
use db::{DbError, Query, Transient, Tx, params};
use languages::Lang;
use serde::Deserialize;
use uuid::Uuid;
use web::limits::Limit;
use web::{AppError, Form, Once, Reader};

use crate::message::{Author, Entry, Kind, Sealed, seal};
use crate::settings::{MESSAGE_MOST, Settings};
use crate::views::{self, Side, View};
use crate::words::Words;
use crate::{desk_talk, reach, store, talk, topics};

/// The header by which script asks for the message alone instead of the page.
const PART: &str = "favn-part";

/// Results of the guide that a family hands over in one conversation. Each is worked out anew by
/// every page that shows it.
const HANDED: Limit = Limit::new("handed", 10, Duration::from_secs(3600));

/// What the composer posts.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct SayForm {
    text: String,
    once: String,
}

/// Why something was not said. Nothing is lost: the words go back to whoever wrote them.
#[derive(Debug)]
pub(crate) enum Unsaid {
    /// Nothing was written.
    Empty,
    /// More than fits.
    TooLong(usize),
    /// Too many in too short a time.
    TooOften(u64),
    /// The conversation is over.
    Ended,
    /// It is not in this counsellor's hands.
    NotYours,
    /// It is no longer there.
    Gone,
    /// Something failed.
    Failed(AppError),
}

impl From<DbError> for Unsaid {
    fn from(error: DbError) -> Self {
        Self::Failed(error.into())
    }
}

impl Transient for Unsaid {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Failed(error) if error.is_transient())
    }
}

impl Unsaid {
    /// In the words of whoever tried.
    pub(crate) fn says(&self, lang: Lang) -> String {
        let w = Words::of(lang);
        match self {
            Self::Empty => w.say_empty().to_owned(),
            Self::TooLong(length) => w.say_too_long(*length, MESSAGE_MOST),
            Self::TooOften(seconds) => w.say_too_often(*seconds),
            Self::Ended => w.desk_talk_over().to_owned(),
            Self::NotYours => w.desk_talk_not_yours().to_owned(),
            Self::Gone | Self::Failed(_) => w.say_forgotten().to_owned(),
        }
    }

    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Ended | Self::NotYours => StatusCode::CONFLICT,
            Self::Gone => StatusCode::GONE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// The words of a message, or what is wrong with them.
pub(crate) fn words(text: &str) -> Result<&str, Unsaid> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Unsaid::Empty);
    }
    // Bytes first: most messages need no counting.
    if text.len() > MESSAGE_MOST {
        let length = text.chars().count();
        if length > MESSAGE_MOST {
            return Err(Unsaid::TooLong(length));
        }
    }
    Ok(text)
}

/// Something to be said.
pub(crate) struct Saying<'a> {
    pub(crate) kind: Kind,
    pub(crate) body: &'a str,
    /// What the sender's page drew: the same again is the same message.
    pub(crate) once: Uuid,
}

/// Stores a message, or finds it stored already.
pub(crate) async fn say(
    house: &House,
    actor: &Actor,
    id: ConversationId,
    saying: &Saying<'_>,
) -> Result<Entry, Unsaid> {
    let (author, name) = match actor {
        Actor::Staff(staff) => (Author::Counsellor, Some(&*staff.name)),
        _ => (Author::Family, None),
    };
    limited(house, id, author, saying.kind)?;
    let key = house
        .keys
        .of(id.uuid())
        .await
        .map_err(|error| match error {
            db::SealError::Forgotten => Unsaid::Gone,
            other => Unsaid::Failed(views::forgotten(other)),
        })?;
    let (now, key) = (house.clock.now(), &key);
    let stored = house
        .db
        .transaction(|tx: Tx| async move {
            let found: Option<(i64, String, Option<Uuid>)> =
                tx.first(&store::NEXT_SEQ, params![id.uuid(), now]).await?;
            let (seq, state, counsellor) = found.ok_or(Unsaid::Gone)?;
            let counsellor = counsellor.map(access::StaffId::from_uuid);
            may_write(house, actor, id, &state, counsellor)?;
            let body = seal(key, saying.body, id, seq, &house.entropy)
                .map_err(|error| Unsaid::Failed(views::forgotten(error)))?;
            let params = params![
                id.uuid(),
                seq,
                saying.kind.code(),
                author.code(),
                name,
                saying.once,
                body,
                now
            ];
            tx.execute(&store::INSERT_MESSAGE, params).await?;
            match author {
                Author::Family => {
                    house.live.changed(&tx, topics::staff(id)).await?;
                    if let Some(counsellor) = counsellor {
                        house.live.changed(&tx, topics::desk_of(counsellor)).await?;
                    }
                }
                _ => house.live.changed(&tx, topics::family(id)).await?,
            }
            Ok(seq)
        })
        .await;
    match stored {
        Ok(seq) => Ok(Entry {
            seq,
            kind: saying.kind,
            author,
            name: name.map(str::to_owned),
            body: Personal::new(saying.body.to_owned()),
            at: now,
        }),
        Err(Unsaid::Failed(AppError::Database(DbError::Unique { .. }))) => {
            let sealed: Sealed = house
                .db
                .one(&store::BY_ONCE, params![id.uuid(), saying.once])
                .await?;
            sealed
                .open(key, id)
                .map_err(|error| Unsaid::Failed(views::forgotten(error)))
        }
        Err(unsaid) => Err(unsaid),
    }
}

fn limited(house: &House, id: ConversationId, author: Author, kind: Kind) -> Result<(), Unsaid> {
    let mut subject = [0; 17];
    subject[..16].copy_from_slice(id.uuid().as_bytes());
    subject[16] = u8::from(author == Author::Counsellor);
    let handed = kind == Kind::Rights && author == Author::Family;
    let limits = [Settings::of(house).messages(), handed.then_some(HANDED)];
    for limit in limits.into_iter().flatten() {
        match house.limits().take(&limit, &subject) {
            Err(AppError::TooMany { seconds }) => return Err(Unsaid::TooOften(seconds)),
            Err(error) => return Err(Unsaid::Failed(error)),
            Ok(()) => {}
        }
    }
    Ok(())
}

/// Asked of the row as this transaction holds it, so it is true until the message is stored.
fn may_write(
    house: &House,
    actor: &Actor,
    id: ConversationId,
    state: &str,
    taken_by: Option<access::StaffId>,
) -> Result<(), Unsaid> {
    let stage = match state {
        "waiting" => Stage::Waiting,
        "taken" => Stage::Taken,
        _ => Stage::Ended,
    };
    // Broken glass lets nobody write.
    let thing = Thing::Conversation {
        id,
        stage,
        taken_by,
        glass_broken_by: Vec::new(),
    };
    house
        .may(actor, Act::WriteConversation, &thing)
        .map_err(|_| match stage {
            Stage::Ended => Unsaid::Ended,
            _ => Unsaid::NotYours,
        })
}

/// The family writes.
///
/// # Errors
/// [`AppError`].
pub async fn family(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
    headers: HeaderMap,
    Form(form): Form<SayForm>,
) -> Result<Response, AppError> {
    let Ok(id) = actor.family() else {
        return gone(&reader, &headers);
    };
    let said = speak(&house, &actor, id, &form).await;
    match said {
        Ok(entry) if is_part(&headers) => part(&house, &reader, &Side::Family, &entry),
        Ok(_) => Ok(reader.redirect("/conversation").into_response()),
        Err(Unsaid::Gone) => gone(&reader, &headers),
        Err(Unsaid::Failed(error)) => Err(error),
        Err(unsaid) if is_part(&headers) => Ok(problem(&reader, &unsaid)),
        Err(unsaid) => {
            let conversation = reach::family(&house, &actor, Act::ReadConversation).await?;
            talk::with_draft(&house, &reader, &conversation, form.text, &unsaid).await
        }
    }
}

/// The counsellor writes.
///
/// # Errors
/// [`AppError`].
pub async fn staff(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<SayForm>,
) -> Result<Response, AppError> {
    let staff = actor.staff()?.clone();
    let id = reach::id(&id)?;
    match speak(&house, &actor, id, &form).await {
        Ok(entry) if is_part(&headers) => part(&house, &reader, &Side::Staff(staff), &entry),
        Ok(_) => Ok(reader
            .redirect(&format!("/desk/conversations/{id}"))
            .into_response()),
        Err(Unsaid::Failed(error)) => Err(error),
        Err(unsaid) if is_part(&headers) => Ok(problem(&reader, &unsaid)),
        Err(Unsaid::Gone) => Ok(reader
            .redirect(&format!("/desk/conversations/{id}"))
            .into_response()),
        Err(unsaid) => desk_talk::with_draft(&house, &actor, &reader, id, form.text, &unsaid).await,
    }
}

async fn speak(
    house: &House,
    actor: &Actor,
    id: ConversationId,
    form: &SayForm,
) -> Result<Entry, Unsaid> {
    let body = words(&form.text)?;
    // Without one (a page of somebody's own making) the message is simply new.
    let once = Once::parse(&form.once).unwrap_or_else(|| Once::new(&house.clock, &house.entropy));
    say(
        house,
        actor,
        id,
        &Saying {
            kind: Kind::Text,
            body,
            once: once.uuid(),
        },
    )
    .await
}

pub(crate) fn is_part(headers: &HeaderMap) -> bool {
    headers.contains_key(PART)
}

/// The message alone, as the stream sends it to the other side.
fn part(house: &House, reader: &Reader, side: &Side, entry: &Entry) -> Result<Response, AppError> {
    let view = View {
        lang: reader.lang(),
        side,
        receipts: Default::default(),
        now: house.clock.now(),
        conversation: None,
    };
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    Ok(([(CONTENT_TYPE, kind)], view.message(entry, None)?).into_response())
}

/// An RFC 9457 problem, in the reader's words.
fn problem(reader: &Reader, unsaid: &Unsaid) -> Response {
    let body = serde_json::json!({ "status": unsaid.status().as_u16(), "detail": unsaid.says(reader.lang()) });
    let kind = HeaderValue::from_static("application/problem+json");
    (unsaid.status(), [(CONTENT_TYPE, kind)], body.to_string()).into_response()
}

fn gone(reader: &Reader, headers: &HeaderMap) -> Result<Response, AppError> {
    if is_part(headers) {
        return Ok(problem(reader, &Unsaid::Gone));
    }
    Ok(reader.redirect("/goodbye").into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_needed_and_have_an_end() {
        assert!(matches!(words(" \n\t"), Err(Unsaid::Empty)));
        assert!(matches!(words(" hej "), Ok("hej")));
        assert!(words(&"å".repeat(4_000)).is_ok());
        assert!(matches!(
            words(&"å".repeat(4_001)),
            Err(Unsaid::TooLong(4_001))
        ));
        assert!(words(&"😢".repeat(4_000)).is_ok());
    }
}
