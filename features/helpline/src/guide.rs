//! The guide to rights at hand: the counsellor asks the law beside the conversation, from the start
//! or from what the family handed over, and shares what comes of it. What she answers is nowhere
//! but in her page's form until then.

use access::{Act, Actor, House};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use rights::{Beside, Fields, Shared, Sharing};
use serde::Deserialize;
use web::components::Notice;
use web::{AppError, Form, Query, Reader};

use crate::conversation::Conversation;
use crate::message::Kind;
use crate::say::{self, Saying, Unsaid};
use crate::words::Words;
use crate::{handed, reach};

/// Whether the guide stands in the frame beside the conversation, or has a window of its own.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Stands {
    frame: String,
}

/// Where to begin.
///
/// # Errors
/// [`AppError`].
pub async fn start(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
    Query(stands): Query<Stands>,
) -> Result<Response, AppError> {
    let conversation = hers(&house, &actor, &id).await?;
    reach::looked(&house, &actor, &conversation).await?;
    beside(
        &house,
        &actor,
        &reader,
        &conversation,
        !stands.frame.is_empty(),
    )
    .start()
}

/// From what the family handed over, or what was shared before. Who may read the conversation and
/// not write in it sees the result and goes no further.
///
/// # Errors
/// [`AppError`].
pub async fn open(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path((id, seq)): Path<(String, String)>,
    Query(stands): Query<Stands>,
) -> Result<Response, AppError> {
    let conversation = reach::staff(&house, &actor, reach::id(&id)?, Act::ReadConversation).await?;
    reach::looked(&house, &actor, &conversation).await?;
    let entry = handed::entry(&house, conversation.id, &seq).await?;
    let beside = beside(
        &house,
        &actor,
        &reader,
        &conversation,
        !stands.frame.is_empty(),
    );
    beside.open(entry.body.expose())
}

/// One step.
///
/// # Errors
/// [`AppError`].
pub async fn step(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, AppError> {
    let conversation = hers(&house, &actor, &id).await?;
    beside(&house, &actor, &reader, &conversation, in_frame(&fields)).step(fields)
}

/// A letter: it has a window of its own, from which it can be printed.
///
/// # Errors
/// [`AppError`].
pub async fn letter(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, AppError> {
    let conversation = hers(&house, &actor, &id).await?;
    let beside = beside(&house, &actor, &reader, &conversation, false);
    beside.letter(fields).await
}

/// Shares a result, or one thing of it, in the conversation: sealed like every message, and shown
/// to each side in its own language. The guide stays where it is.
///
/// # Errors
/// [`AppError`].
pub async fn share(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, AppError> {
    let conversation = hers(&house, &actor, &id).await?;
    let beside = beside(&house, &actor, &reader, &conversation, in_frame(&fields));
    let Some(shared) = Shared::of(&reader, house.clock.now(), &fields) else {
        return Ok(beside.anew());
    };
    let saying = Saying {
        kind: Kind::Rights,
        body: &shared.text,
        once: shared.once.unwrap_or_else(|| reader.once()).uuid(),
    };
    let (status, notice) = match say::say(&house, &actor, conversation.id, &saying).await {
        Ok(_) => {
            let said = Words::of(reader.lang()).rights_shared();
            (StatusCode::OK, Notice::success(reader.lang(), said))
        }
        Err(Unsaid::Failed(error)) => return Err(error),
        Err(unsaid) => {
            let said = unsaid.says(reader.lang());
            (unsaid.status(), Notice::warn(reader.lang(), said))
        }
    };
    beside.again(fields, status, &notice)
}

/// The conversation of whoever may answer in it.
async fn hers(house: &House, actor: &Actor, id: &str) -> Result<Conversation, AppError> {
    reach::staff(house, actor, reach::id(id)?, Act::WriteConversation).await
}

fn in_frame(fields: &Fields) -> bool {
    fields.contains_key("frame")
}

/// The guide's door, beside this conversation.
fn beside<'a>(
    house: &'a House,
    actor: &'a Actor,
    reader: &'a Reader,
    conversation: &Conversation,
    framed: bool,
) -> Beside<'a> {
    let w = Words::of(reader.lang());
    let talk = format!("/desk/conversations/{}", conversation.id);
    let thing = conversation.thing(Vec::new());
    let may = house.may(actor, Act::WriteConversation, &thing).is_ok();
    Beside {
        house,
        actor,
        reader,
        at: format!("{talk}/guide"),
        share: may.then(|| Sharing {
            to: format!("{talk}/rights"),
            one: w.offers_share().to_owned(),
            all: w.rights_share_all().to_owned(),
        }),
        back: (w.code_back().to_owned(), talk),
        framed,
    }
}
