//! Getting a code to come back with: it is shown once, typed back once, and counts from then.

use access::{Act, AsFamily, House, sessions};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::Moment;
use db::{Query, Tx, params};
use serde::Deserialize;
use web::components::{Button, ErrorSummary, Link, Notice, Steps, TextField};
use web::{AppError, Form, Reader, Shell};

use crate::code::{self, Secret};
use crate::settings::Settings;
use crate::words::Words;
use crate::{reach, store, talk};

#[derive(Template)]
#[template(path = "code.html")]
struct CodePage {
    shell: Shell,
    w: Words,
    have: Option<Notice>,
    show: Button,
    back: Link,
}

#[derive(Template)]
#[template(path = "code_shown.html")]
struct ShownPage {
    shell: Shell,
    w: Words,
    steps: Steps,
    code: String,
    /// Twelve digits are read from left to right in every script.
    dir: &'static str,
    written: Link,
}

#[derive(Template)]
#[template(path = "code_typed.html")]
struct TypedPage {
    shell: Shell,
    w: Words,
    steps: Steps,
    summary: ErrorSummary,
    code: TextField,
    send: Button,
    renew: Button,
    back: Link,
}

#[derive(Template)]
#[template(path = "code_ready.html")]
struct ReadyPage {
    shell: Shell,
    w: Words,
    ready: Notice,
    back: Link,
}

/// What a code is, and the button that shows one.
///
/// # Errors
/// [`AppError`].
pub async fn about(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
) -> Result<Response, AppError> {
    let conversation = reach::family(&house, &actor, Act::ReadConversation).await?;
    let w = Words::of(reader.lang());
    let have = talk::code_until(&house, &conversation).await?;
    reader.page(&CodePage {
        shell: reader.shell(w.code_title()),
        w,
        have: have.map(|_| Notice::info(reader.lang(), w.code_have_already())),
        show: Button::new(w.code_show()),
        back: back(&reader, w),
    })
}

fn back(reader: &Reader, w: Words) -> Link {
    Link::back(w.code_back(), reader.url("/conversation"))
}

/// A new code. It is nowhere but on this page: we keep only what it can be recognised by.
///
/// # Errors
/// [`AppError`].
pub async fn show(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
) -> Result<Response, AppError> {
    let conversation = reach::family(&house, &actor, Act::ReadConversation).await?;
    let lang = reader.lang();
    let w = Words::of(lang);
    let code = code::draw(lang, &house.entropy);
    let mark = Secret::of(&house.keys).mark(&code);
    let (id, now) = (conversation.id.uuid(), house.clock.now());
    let until = now.plus(Settings::of(&house).code_life());
    house
        .db
        .transaction(|tx: Tx| async move {
            tx.execute(&store::DROP_UNPROVED, params![id]).await?;
            tx.execute(&store::INSERT_CODE, params![mark, id, now, until])
                .await?;
            Ok::<_, AppError>(())
        })
        .await?;
    reader.page(&ShownPage {
        shell: reader.shell(w.code_title()).at("/conversation/code"),
        w,
        steps: Steps::new(lang, 1, 2),
        dir: if lang.code_words().is_some() {
            "auto"
        } else {
            "ltr"
        },
        code,
        written: Link::new(w.code_written(), reader.url("/conversation/code/typed")).button(),
    })
}

/// Asks for the code that was just shown.
///
/// # Errors
/// [`AppError`].
pub async fn ask(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
) -> Result<Response, AppError> {
    let conversation = reach::family(&house, &actor, Act::ReadConversation).await?;
    let (waiting,): (i64,) = house
        .db
        .one(&store::UNPROVED, params![conversation.id.uuid()])
        .await?;
    if waiting == 0 {
        return Ok(reader.redirect("/conversation/code").into_response());
    }
    asked(&reader, String::new(), None)
}

fn asked(
    reader: &Reader,
    typed: String,
    error: Option<&'static str>,
) -> Result<Response, AppError> {
    let lang = reader.lang();
    let w = Words::of(lang);
    let mut summary = ErrorSummary::new(lang);
    if let Some(error) = error {
        summary = summary.add("code", error);
    }
    let view = TypedPage {
        shell: reader
            .shell(w.code_type_title())
            .at("/conversation/code/typed"),
        w,
        steps: Steps::new(lang, 2, 2),
        summary,
        code: field(reader, w.code_type_label())
            .value(typed)
            .error(error.map(|_| w.code_mend())),
        send: Button::new(w.code_type_send()),
        renew: Button::new(w.code_new()).secondary(),
        back: back(reader, w),
    };
    let status = if error.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    reader.page_as(status, &view)
}

/// Where a code is typed. No browser should offer to remember it.
pub(crate) fn field(reader: &Reader, label: &'static str) -> TextField {
    TextField::new(reader.lang(), "code", label)
        .autocomplete("off")
        .max(200)
}

/// What was typed back.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct TypedForm {
    code: String,
}

/// From now on the code counts, and those before it no longer do.
///
/// # Errors
/// [`AppError`].
pub async fn typed(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
    Form(form): Form<TypedForm>,
) -> Result<Response, AppError> {
    let conversation = reach::family(&house, &actor, Act::ReadConversation).await?;
    let lang = reader.lang();
    let w = Words::of(lang);
    let mark = Secret::of(&house.keys).mark(&form.code);
    let (id, now) = (conversation.id.uuid(), house.clock.now());
    let (house_ref, reader_ref, conversation) = (&house, &reader, &conversation);
    let (proved, token) = house
        .db
        .transaction(|tx: Tx| async move {
            let proved = tx.execute(&store::PROVE, params![mark, id, now]).await? > 0;
            if !proved || tx.execute(&store::DROP_OTHERS, params![id, mark]).await? == 0 {
                return Ok::<_, AppError>((proved, None));
            }
            // Perhaps somebody found the old one: whoever came in by it goes out, on every node,
            // and this browser alone stays.
            sessions::close_all(house_ref, &tx, id).await?;
            tx.execute(&store::LOOK_AGAIN, params![id]).await?;
            let token = sessions::open_family(house_ref, &tx, reader_ref, conversation.id).await?;
            Ok((proved, Some(token)))
        })
        .await?;
    if let Some(token) = token {
        token.give_family(&reader);
    }
    let until: Option<Moment> = match proved {
        true => talk::code_until(&house, conversation).await?,
        // Pressed twice: it counts already.
        false => known(&house, conversation, &mark).await?,
    };
    match until {
        Some(until) => reader.page(&ReadyPage {
            shell: reader.shell(w.code_title()).at("/conversation/code"),
            w,
            ready: Notice::success(lang, w.code_ready(lang.date(base::local_date(until)))),
            back: back(&reader, w),
        }),
        None => {
            let (waiting,): (i64,) = house.db.one(&store::UNPROVED, params![id]).await?;
            asked(
                &reader,
                form.code,
                Some(if waiting > 0 {
                    w.code_type_wrong()
                } else {
                    w.code_type_none()
                }),
            )
        }
    }
}

async fn known(
    house: &House,
    conversation: &crate::Conversation,
    mark: &[u8; 32],
) -> Result<Option<Moment>, AppError> {
    let found: Option<(uuid::Uuid, Moment)> = house
        .db
        .first(&store::BEHIND_CODE, params![mark, house.clock.now()])
        .await?;
    Ok(found
        .filter(|(id, _)| *id == conversation.id.uuid())
        .map(|(_, until)| until))
}
