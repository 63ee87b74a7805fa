//! The front door: whether somebody is there, and a place to write. The first message opens the
//! conversation; nothing is asked before.

use access::{Act, Actor, AsFamily, ConversationId, House, Thing, sessions};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use db::{DbError, Query, Tx, params};
use languages::Lang;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use web::components::{Button, ErrorSummary, Illustration, Link, TextArea};
use web::{AppError, Form, Once, Reader, Shell};

use crate::message::{Author, Kind, seal};
use crate::say::{self, Saying, Unsaid};
use crate::settings::{DangerLine, MESSAGE_MOST, Settings};
use crate::wait::Estimate;
use crate::words::Words;
use crate::{queue, store, topics, views};

/// What the front door posts.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct FirstForm {
    text: String,
    once: String,
}

#[derive(Template)]
#[template(path = "front.html")]
struct FrontPage {
    shell: Shell,
    w: Words,
    picture: Illustration,
    /// Whether somebody is there: said by the colour too.
    tone: &'static str,
    status: &'static str,
    more: String,
    /// Which languages counsellors answer in, for who reads another one.
    languages: Option<String>,
    opening: Vec<String>,
    danger: Vec<Link>,
    going_on: Option<Link>,
    summary: ErrorSummary,
    once: Once,
    text: TextArea,
    send: Button,
    find: Link,
    emergency: Link,
    come_back: Link,
}

/// The front door.
///
/// # Errors
/// [`AppError`].
pub async fn page(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
) -> Result<Response, AppError> {
    shown(&house, &actor, &reader, String::new(), None).await
}

async fn shown(
    house: &House,
    actor: &Actor,
    reader: &Reader,
    draft: String,
    unsaid: Option<&Unsaid>,
) -> Result<Response, AppError> {
    let lang = reader.lang();
    let w = Words::of(lang);
    let settings = Settings::of(house);
    let estimate = queue::signs(house).await?.for_newcomer();
    let (tone, status) = match estimate {
        Estimate::Nobody => ("", w.front_away()),
        Estimate::Moment => ("good", w.front_here()),
        _ => ("wait", w.front_busy()),
    };
    let more = match (estimate, queue::in_words(w, estimate)) {
        (Estimate::Moment, Some(wait)) => wait,
        (_, Some(wait)) => format!("{} {wait}", w.front_busy_more()),
        (_, None) => w.front_away_more().to_owned(),
    };
    let going_on = going_on(house, actor)
        .await?
        .map(|_| Link::new(w.front_continue_link(), reader.url("/conversation")).button());
    let error = unsaid.map(|unsaid| unsaid.says(lang));
    let mut summary = ErrorSummary::new(lang);
    if let Some(error) = &error {
        summary = summary.add("text", error.clone());
    }
    let view = FrontPage {
        shell: reader.shell(w.front_title()).at("/"),
        w,
        picture: Illustration::Embrace,
        tone,
        status,
        more,
        languages: views::answers_in(house, lang),
        opening: opening(lang, &settings),
        danger: settings.danger.iter().map(|line| call(w, line)).collect(),
        going_on,
        summary,
        once: reader.once(),
        text: TextArea::new(lang, "text", w.front_label())
            .hint(w.front_hint())
            .rows(4)
            .max(MESSAGE_MOST)
            .value(draft)
            .error(error),
        send: Button::new(w.front_send()),
        find: Link::new(w.front_find(), reader.url("/find")),
        emergency: Link::new(w.danger_call(), "tel:112"),
        come_back: Link::new(w.front_come_back(), reader.url("/come-back")),
    };
    let status = unsaid.map_or(StatusCode::OK, Unsaid::status);
    reader.page_as(status, &view)
}

fn opening(lang: Lang, settings: &Settings) -> Vec<String> {
    let w = Words::of(lang);
    let row = |hours: &crate::Opening| {
        let day = lang.weekday(hours.day.weekday());
        w.front_opening_row(
            day,
            lang.time_of_day(hours.from),
            lang.time_of_day(hours.to),
        )
    };
    settings.opening.iter().map(row).collect()
}

fn call(w: Words, line: &DangerLine) -> Link {
    Link::call(w.danger_line(&line.name, &line.number), &line.number)
}

/// The conversation this family has under way, unless it is over.
async fn going_on(house: &House, actor: &Actor) -> Result<Option<ConversationId>, AppError> {
    let Actor::Family(id) = actor else {
        return Ok(None);
    };
    let conversation = store::conversation(&house.db, *id).await?;
    Ok(conversation.filter(|it| !it.has_ended()).map(|it| it.id))
}

/// The first message. It opens a conversation, or goes into the one under way: the page may have
/// lain open since before.
///
/// # Errors
/// [`AppError`].
pub async fn open(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
    Form(form): Form<FirstForm>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::StartConversation, &Thing::House)?;
    let once = Once::parse(&form.once).unwrap_or_else(|| reader.once());
    let done = match (say::words(&form.text), going_on(&house, &actor).await?) {
        (Err(unsaid), _) => Err(unsaid),
        (Ok(body), Some(id)) => {
            let saying = Saying {
                kind: Kind::Text,
                body,
                once: once.uuid(),
            };
            say::say(&house, &actor, id, &saying).await.map(drop)
        }
        (Ok(body), None) => begin(&house, &reader, body, once).await,
    };
    match done {
        Ok(()) => Ok(reader.redirect("/conversation").into_response()),
        Err(Unsaid::Failed(error)) => Err(error),
        Err(unsaid) => shown(&house, &actor, &reader, form.text, Some(&unsaid)).await,
    }
}

async fn begin(house: &House, reader: &Reader, body: &str, once: Once) -> Result<(), Unsaid> {
    let opened_once = fingerprint(reader, once);
    // Sent twice: this browser gets the conversation it has opened already. Asked first, so that
    // an impatient finger never meets the limit.
    if !again(house, reader, opened_once).await? {
        if let Some(limit) = Settings::of(house).openings() {
            reader.limit(&limit).map_err(Unsaid::Failed)?;
        }
        match insert(house, reader, body, once, opened_once).await {
            Err(Unsaid::Failed(AppError::Database(DbError::Unique { .. }))) => {
                again(house, reader, opened_once).await?;
            }
            other => other?,
        }
    }
    Ok(())
}

async fn insert(
    house: &House,
    reader: &Reader,
    body: &str,
    once: Once,
    opened_once: Uuid,
) -> Result<(), Unsaid> {
    let id = ConversationId::new(&house.clock, &house.entropy);
    let failed = |error| Unsaid::Failed(views::forgotten(error));
    let key = house.keys.create(id.uuid()).await.map_err(failed)?;
    let sealed = seal(&key, body, id, 1, &house.entropy).map_err(failed)?;
    let (now, lang) = (house.clock.now(), reader.lang().code());
    let sealed = &sealed;
    let opened = house
        .db
        .transaction(|tx: Tx| async move {
            tx.execute(
                &store::INSERT_CONVERSATION,
                params![id.uuid(), lang, now, opened_once],
            )
            .await?;
            let (kind, author) = (Kind::Text.code(), Author::Family.code());
            let params = params![
                id.uuid(),
                1_i64,
                kind,
                author,
                None::<String>,
                once.uuid(),
                sealed,
                now
            ];
            tx.execute(&store::INSERT_MESSAGE, params).await?;
            house.live.changed(&tx, topics::DESK).await?;
            Ok::<_, AppError>(sessions::open_family(house, &tx, reader, id).await?)
        })
        .await;
    match opened {
        Ok(token) => {
            token.give_family(reader);
            Ok(())
        }
        Err(error) => {
            // The key sealed nothing that was stored.
            house.keys.forget(id.uuid()).await.map_err(failed)?;
            Err(Unsaid::Failed(error))
        }
    }
}

/// Lets this browser into the conversation that this form opened before; `false` when it opened
/// none.
async fn again(house: &House, reader: &Reader, opened_once: Uuid) -> Result<bool, Unsaid> {
    let found: Option<(Uuid,)> = house
        .db
        .first(&store::OPENED_WITH, params![opened_once])
        .await?;
    let Some((id,)) = found else { return Ok(false) };
    let id = ConversationId::from_uuid(id);
    let opened = house
        .db
        .transaction(|tx: Tx| async move {
            Ok::<_, AppError>(sessions::open_family(house, &tx, reader, id).await?)
        })
        .await;
    opened.map_err(Unsaid::Failed)?.give_family(reader);
    Ok(true)
}

/// Of the form and of the browser that was shown it, so that nobody gets in who learns of only
/// one of them.
fn fingerprint(reader: &Reader, once: Once) -> Uuid {
    let browser = reader.cookie("favn_form").unwrap_or_default();
    let mut hash = Sha256::new();
    hash.update(b"favn first message\0");
    hash.update(once.uuid().as_bytes());
    hash.update(browser.as_bytes());
    let digest = hash.finalize();
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    Uuid::from_bytes(half)
}
