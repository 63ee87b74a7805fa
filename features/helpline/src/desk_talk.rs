//! A conversation as the counsellor sees it: the words, the directory and the guide at hand, the
//! ways to end.

use access::{Act, Actor, ConversationId, House, Staff, Thing};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::Moment;
use db::{Query as _, params};
use web::components::{Button, Composer, Link, Notice};
use web::{AppError, Query, Reader, Shell};

use crate::conversation::{Conversation, State as Standing};
use crate::desk;
use crate::lists::{For, Lists};
use crate::offers::{self, AtHand, Wish};
use crate::pace::{self, Receiver};
use crate::say::Unsaid;
use crate::settings::MESSAGE_MOST;
use crate::talk::{self, Chat};
use crate::views::{self, Side, View};
use crate::words::Words;
use crate::{reach, store};

#[derive(Template)]
#[template(path = "desk_conversation.html")]
struct TalkPage {
    shell: Shell,
    w: Words,
    language: String,
    back: Link,
    lists: Lists,
    chat: Chat,
    composer: Option<Composer>,
    at_hand: Option<AtHand>,
    /// On a small window: the directory, not the conversation.
    looking: bool,
    /// Whether the reader has it and can end it.
    hers: bool,
    base: String,
    guide: Link,
    end: Button,
    hand_back: Button,
}

#[derive(Template)]
#[template(path = "desk_gone.html")]
struct GonePage {
    shell: Shell,
    w: Words,
    text: String,
    back: Link,
}

/// The whole page.
///
/// # Errors
/// [`AppError`].
pub async fn page(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, AppError> {
    let staff = actor.staff()?;
    let id = reach::id(&id)?;
    match reach::staff(&house, &actor, id, Act::ReadConversation).await {
        Ok(conversation) => {
            reach::looked(&house, &actor, &conversation).await?;
            shown(&house, &actor, &reader, &conversation, &wish, None).await
        }
        Err(AppError::NotFound) => not_there(&house, &actor, staff, &reader, id).await,
        Err(error) => Err(error),
    }
}

/// Deleted, back in the queue, or never hers: each its own answer.
async fn not_there(
    house: &House,
    actor: &Actor,
    staff: &Staff,
    reader: &Reader,
    id: ConversationId,
) -> Result<Response, AppError> {
    let lang = reader.lang();
    let w = Words::of(lang);
    let params = params![id.uuid(), staff.id.uuid()];
    if let Some((by, at)) = house
        .db
        .first::<(String, Moment)>(&store::DELETED, params)
        .await?
    {
        let when = lang.date_time(at);
        let text = if by == "family" {
            w.desk_deleted_text(when)
        } else {
            w.desk_forgotten_text(when)
        };
        let view = GonePage {
            shell: house.staff_shell(reader, actor, w.desk_deleted_title()),
            w,
            text,
            back: Link::new(w.desk_talk_back(), reader.url("/desk")).button(),
        };
        return reader.page_as(StatusCode::GONE, &view);
    }
    let Some(conversation) = store::conversation(&house.db, id).await? else {
        return Err(AppError::NotFound);
    };
    let thing = conversation.thing(Vec::new());
    if house.may(actor, Act::BreakGlass, &thing).is_ok() {
        return Ok(reader
            .redirect(&format!("/desk/conversations/{id}/glass"))
            .into_response());
    }
    if house.may(actor, Act::SeeQueueEntry, &thing).is_ok()
        && house.may(actor, Act::OpenDesk, &Thing::House).is_ok()
    {
        let told = desk::Told {
            notice: Some(w.desk_talk_waiting().to_owned()),
            ..desk::Told::default()
        };
        return desk::shown(house, actor, reader, told).await;
    }
    Err(AppError::NotFound)
}

/// The page again, with what could not be sent and why. When the conversation is no longer hers,
/// her own words are all that is shown.
pub(crate) async fn with_draft(
    house: &House,
    actor: &Actor,
    reader: &Reader,
    id: ConversationId,
    draft: String,
    unsaid: &Unsaid,
) -> Result<Response, AppError> {
    match reach::staff(house, actor, id, Act::ReadConversation).await {
        Ok(conversation) => {
            reach::looked(house, actor, &conversation).await?;
            shown(
                house,
                actor,
                reader,
                &conversation,
                &Wish::default(),
                Some((draft, unsaid)),
            )
            .await
        }
        Err(AppError::NotFound) => {
            let w = Words::of(reader.lang());
            let view = GonePage {
                shell: house.staff_shell(reader, actor, w.desk_talk_title()),
                w,
                text: format!("{}\n\n{draft}", unsaid.says(reader.lang())),
                back: Link::new(w.desk_talk_back(), reader.url("/desk")).button(),
            };
            reader.page_as(unsaid.status(), &view)
        }
        Err(error) => Err(error),
    }
}

async fn shown(
    house: &House,
    actor: &Actor,
    reader: &Reader,
    conversation: &Conversation,
    wish: &Wish,
    draft: Option<(String, &Unsaid)>,
) -> Result<Response, AppError> {
    let staff = actor.staff()?;
    let lang = reader.lang();
    let w = Words::of(lang);
    let path = format!("/desk/conversations/{}", conversation.id);
    let base = reader.url(&path);
    let shell = house
        .staff_shell(reader, actor, w.desk_talk_title())
        .at(&path);
    let hers = conversation.is_with(staff.id);
    let status = draft
        .as_ref()
        .map_or(StatusCode::OK, |(_, unsaid)| unsaid.status());
    let error = draft.as_ref().map(|(_, unsaid)| unsaid.says(lang));
    // Also when it is over, so that words that could not be sent are not lost.
    let composer = (hers || draft.is_some()).then(|| {
        Composer::new(lang, format!("{base}/messages"), w.talk_write())
            .hidden(&shell.form_token())
            .hidden(&reader.once())
            .max(MESSAGE_MOST)
            .value(draft.map(|(draft, _)| draft).unwrap_or_default())
            .error(error)
    });
    let at_hand = match hers
        && house
            .may(actor, Act::UseDirectoryAtHand, &Thing::House)
            .is_ok()
    {
        true => Some(offers::at_hand(house, reader, &base, wish).await?),
        false => None,
    };
    let view = TalkPage {
        language: w.desk_talk_language(w.desk_language_name(conversation.lang.code())),
        back: Link::back(w.desk_talk_back(), reader.url("/desk")),
        lists: For::new(house, staff, reader, Some(conversation.id))
            .lists()
            .await?,
        chat: chat(house, staff, reader, conversation, &base).await?,
        composer,
        looking: at_hand.is_some() && wish.is_looking(),
        at_hand,
        hers,
        guide: Link::new(w.rights_guide(), format!("{base}/guide"))
            .own_tab()
            .hook("guide"),
        base,
        end: Button::new(w.desk_talk_end()).secondary(),
        hand_back: Button::new(w.desk_talk_release()).secondary(),
        shell,
        w,
    };
    reader.page_as(status, &view)
}

/// The messages as the counsellor sees them. When she has the conversation, she has seen them.
async fn chat(
    house: &House,
    staff: &Staff,
    reader: &Reader,
    conversation: &Conversation,
    base: &str,
) -> Result<Chat, AppError> {
    let lang = reader.lang();
    let w = Words::of(lang);
    let entries = views::entries(house, conversation.id).await?;
    let last = talk::newest(&entries);
    if conversation.is_with(staff.id) {
        pace::received(house, Receiver::Staff, conversation.id, last, last).await?;
    }
    let side = Side::Staff(staff.clone());
    let view = View {
        lang,
        side: &side,
        receipts: conversation.receipts,
        now: house.clock.now(),
        conversation: Some(conversation.id),
    };
    let messages = view.messages(house, &entries).await?;
    let standing = match &conversation.state {
        Standing::Taken { by, .. } if by.id == staff.id => String::new(),
        Standing::Taken { by, .. } => Notice::info(lang, w.desk_talk_other(&*by.name)).render()?,
        Standing::Waiting { .. } => Notice::info(lang, w.desk_talk_waiting()).render()?,
        Standing::Ended { forget_at, .. } => Notice::info(
            lang,
            w.desk_talk_ended(lang.date(base::local_date(*forget_at))),
        )
        .render()?,
    };
    Ok(Chat::new(lang, base.to_owned(), standing, messages, last)
        .earlier(&entries)
        .typing(w.desk_talk_typing()))
}

/// The frame of a page without script.
///
/// # Errors
/// [`AppError`].
pub async fn log(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let conversation = reach::staff(&house, &actor, reach::id(&id)?, Act::ReadConversation).await?;
    reach::looked(&house, &actor, &conversation).await?;
    let path = format!("/desk/conversations/{}", conversation.id);
    let chat = chat(
        &house,
        actor.staff()?,
        &reader,
        &conversation,
        &reader.url(&path),
    )
    .await?;
    talk::frame(&reader, chat, &format!("{path}/log"))
}
