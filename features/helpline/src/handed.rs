//! What the law gives a family, handed to the counsellor: the family gives it, nobody else can, and
//! it is a message like any other, sealed and forgotten with the conversation.

use access::{Act, Actor, AsFamily, House};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use web::components::{Card, Link};
use web::{AppError, Form, Once, Reader};

use crate::message::{Entry, Kind};
use crate::say::{self, Saying, Unsaid};
use crate::views::{self, Side, View};
use crate::words::Words;
use crate::{reach, talk};

/// How many lines of a result a conversation shows; the counsellor opens the rest.
const LINES: usize = 8;

/// What the guide posts.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct HandForm {
    state: String,
    once: String,
}

/// The family hands its result over.
///
/// # Errors
/// [`AppError`].
pub async fn hand(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
    Form(form): Form<HandForm>,
) -> Result<Response, AppError> {
    let Ok(id) = actor.family() else {
        return Ok(reader.redirect("/goodbye").into_response());
    };
    if rights::handed(reader.lang(), house.clock.now(), &form.state).is_none() {
        return Ok(reader.redirect("/rights").into_response());
    }
    let once = Once::parse(&form.once).unwrap_or_else(|| reader.once());
    let saying = Saying {
        kind: Kind::Rights,
        body: &form.state,
        once: once.uuid(),
    };
    match say::say(&house, &actor, id, &saying).await {
        Ok(_) => Ok(reader.redirect("/conversation").into_response()),
        Err(Unsaid::Gone) => Ok(reader.redirect("/goodbye").into_response()),
        Err(Unsaid::Failed(error)) => Err(error),
        Err(unsaid) => {
            let conversation = reach::family(&house, &actor, Act::ReadConversation).await?;
            talk::with_draft(&house, &reader, &conversation, String::new(), &unsaid).await
        }
    }
}

/// The counsellor reads it whole.
///
/// # Errors
/// [`AppError`].
pub async fn read(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path((id, seq)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let id = reach::id(&id)?;
    let conversation = reach::staff(&house, &actor, id, Act::ReadConversation).await?;
    reach::looked(&house, &actor, &conversation).await?;
    let seq: i64 = seq.parse().map_err(|_| AppError::NotFound)?;
    let before = seq.checked_add(1).ok_or(AppError::NotFound)?;
    let entries = views::entries_before(&house, id, before).await?;
    let entry = entries
        .last()
        .filter(|entry| entry.seq == seq && entry.kind == Kind::Rights);
    let entry = entry.ok_or(AppError::NotFound)?;
    let to = reader.url(&format!("/desk/conversations/{id}"));
    let back = Link::back(Words::of(reader.lang()).code_back(), to);
    rights::for_counsellor(&house, &actor, &reader, entry.body.expose(), back)
}

/// It in the conversation: in short, and for the counsellor the way to all of it.
pub(crate) fn card(view: &View<'_>, entry: &Entry) -> Option<Card> {
    let handed = rights::handed(view.lang, view.now, entry.body.expose())?;
    let w = Words::of(view.lang);
    let mut card = Card::new(handed.title).level(2);
    for (title, amount) in handed.lines.into_iter().take(LINES) {
        card = card.fact(title, amount);
    }
    if let (Side::Staff(_), Some(conversation)) = (view.side, view.conversation) {
        let url = format!(
            "/{}/desk/conversations/{conversation}/rights/{}",
            view.lang.code(),
            entry.seq
        );
        card = card.action(&Link::new(w.message_rights_open(), url).whole_window());
    }
    Some(card)
}
