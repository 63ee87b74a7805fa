//! The family ends its conversation, or deletes it now.

use access::{Act, Actor, AsFamily, House, sessions};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use web::components::{Button, Link};
use web::{AppError, Reader, Shell};

use crate::conversation::EndedBy;
use crate::keeping::{self, DeletedBy};
use crate::message::Kind;
use crate::moves::{self, Note};
use crate::reach;
use crate::settings::Settings;
use crate::words::Words;

#[derive(Template)]
#[template(path = "end.html")]
struct EndPage {
    shell: Shell,
    w: Words,
    back: Link,
    ended: bool,
    text: String,
    end: Button,
    delete: Button,
}

/// The two ways to part.
///
/// # Errors
/// [`AppError`].
pub async fn page(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
) -> Result<Response, AppError> {
    let conversation = reach::family(&house, &actor, Act::ReadConversation).await?;
    let w = Words::of(reader.lang());
    reader.page(&EndPage {
        shell: reader.shell(w.end_title()),
        w,
        back: Link::back(w.end_back(), reader.url("/conversation")),
        ended: conversation.has_ended(),
        text: w.end_text(Settings::of(&house).keep_days),
        end: Button::new(w.end_button()).secondary(),
        delete: Button::new(w.delete_button()).danger(),
    })
}

/// Ends it.
///
/// # Errors
/// [`AppError`].
pub async fn family_end(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
) -> Result<Response, AppError> {
    end(&house, &actor, EndedBy::Family).await?;
    Ok(reader.redirect("/conversation").into_response())
}

async fn end(house: &House, actor: &Actor, by: EndedBy) -> Result<(), AppError> {
    let conversation = reach::family(house, actor, Act::EndConversation).await?;
    let ended = conversation.end(by, house.clock.now(), Settings::of(house).keep());
    if ended == conversation {
        return Ok(());
    }
    let note = Note {
        kind: Kind::EndedByFamily,
        name: None,
    };
    moves::move_alone(house, &conversation, &ended, note).await
}

/// Deletes it: rows, codes and sessions, and the key that every copy would need.
///
/// # Errors
/// [`AppError`].
pub async fn delete(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
) -> Result<Response, AppError> {
    match reach::family(&house, &actor, Act::DeleteConversation).await {
        Ok(conversation) => {
            keeping::delete(&house, &actor, &conversation, DeletedBy::Family).await?
        }
        // Pressed twice: it is gone already.
        Err(AppError::NotFound) => {}
        Err(error) => return Err(error),
    }
    reader.forget_cookie(sessions::FAMILY_COOKIE);
    Ok(reader.redirect("/goodbye").into_response())
}

#[derive(Template)]
#[template(path = "goodbye.html")]
struct GoodbyePage {
    shell: Shell,
    w: Words,
    again: Link,
}

/// Nothing is left.
///
/// # Errors
/// [`AppError`].
pub async fn goodbye(reader: Reader) -> Result<Response, AppError> {
    let w = Words::of(reader.lang());
    reader.page(&GoodbyePage {
        shell: reader.shell(w.goodbye_title()),
        w,
        again: Link::new(w.goodbye_start(), reader.url("/")),
    })
}
