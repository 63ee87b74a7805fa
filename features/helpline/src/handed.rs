//! What the law gives a family, in the conversation: the family hands it over, the counsellor
//! shares it, and it is a message like any other, sealed and forgotten with the conversation.

use access::{Act, AsFamily, ConversationId, House};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use web::components::{Card, Link};
use web::{AppError, Form, Once, Reader};

use crate::message::{Entry, Kind};
use crate::say::{self, Saying, Unsaid};
use crate::views::{self, Side, View};
use crate::words::Words;
use crate::{reach, talk};

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

/// The message of this number, when it is a result.
///
/// # Errors
/// [`AppError::NotFound`] when it is none.
pub(crate) async fn entry(house: &House, id: ConversationId, seq: &str) -> Result<Entry, AppError> {
    let seq: i64 = seq.parse().map_err(|_| AppError::NotFound)?;
    let before = seq.checked_add(1).ok_or(AppError::NotFound)?;
    let mut entries = views::entries_before(house, id, before).await?;
    let last = entries.pop();
    last.filter(|entry| entry.seq == seq && entry.kind == Kind::Rights)
        .ok_or(AppError::NotFound)
}

/// It in the conversation: in short, and for the counsellor the way to all of it, in her guide.
pub(crate) fn card(view: &View<'_>, entry: &Entry) -> Option<Card> {
    let handed = rights::handed(view.lang, view.now, entry.body.expose())?;
    let w = Words::of(view.lang);
    let mut card = Card::new(handed.title).level(2);
    for (title, amount) in handed.lines {
        card = card.fact(title, amount);
    }
    if let Some(source) = handed.source {
        card = card.source(source);
    }
    if let (Side::Staff(_), Some(conversation)) = (view.side, view.conversation) {
        let url = format!(
            "/{}/desk/conversations/{conversation}/rights/{}",
            view.lang.code(),
            entry.seq
        );
        let guide = Link::new(w.message_rights_open(), url);
        card = card.action(&guide.own_tab().hook("guide"));
    }
    Some(card)
}
