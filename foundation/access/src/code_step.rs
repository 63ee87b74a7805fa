//! Signing in, second half: the one-time code, or a recovery code when the telephone is lost.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use db::{DbError, FromRow, Query, Row, Tx, params};
use serde::Deserialize;
use web::components::{Button, ErrorSummary, TextField};
use web::{AppError, Form, FormErrors, Reader, Shell};

use crate::house::House;
use crate::sessions::{self, HALF_COOKIE, STAFF_COOKIE};
use crate::sign_in::{Next, already_in, attempt, onward, with_next};
use crate::words::Words;
use crate::{Actor, SessionId, Staff, StaffId, Token, Trouble, audit, code, store};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct CodeForm {
    code: String,
    next: String,
}

#[derive(Template)]
#[template(path = "code.html")]
struct Page {
    shell: Shell,
    w: Words,
    summary: ErrorSummary,
    next: String,
    code: TextField,
    go: Button,
}

/// An account between password and code.
struct Account {
    name: String,
    roles: String,
    sealed: Option<Vec<u8>>,
    active: bool,
}

impl FromRow for Account {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            name: row.get("name")?,
            roles: row.get("roles")?,
            sealed: row.get("code_secret")?,
            active: row.get::<Option<base::Moment>>("deactivated_at")?.is_none(),
        })
    }
}

pub(crate) async fn page(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
    web::Query(next): web::Query<Next>,
) -> Result<Response, AppError> {
    if let Some(on) = already_in(&house, &reader, &actor, &next.next) {
        return Ok(on);
    }
    if house.half(&reader).await?.is_none() {
        return Ok(reader
            .redirect(&with_next("/sign-in", &next.next))
            .into_response());
    }
    show(&reader, &next.next, &FormErrors::new())
}

fn show(reader: &Reader, next: &str, errors: &FormErrors) -> Result<Response, AppError> {
    let (lang, w) = (reader.lang(), Words::of(reader.lang()));
    let view = Page {
        shell: reader.shell(w.code_title()).staff().at("/sign-in/code"),
        w,
        summary: ErrorSummary::of(lang, errors),
        next: next.to_owned(),
        code: TextField::code(lang, "code", w.code_label())
            .hint(w.code_hint())
            .error(errors.get("code")),
        go: Button::new(w.code_go()),
    };
    reader.page_as(errors.status(), &view)
}

pub(crate) async fn check(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
    Form(form): Form<CodeForm>,
) -> Result<Response, AppError> {
    if let Some(on) = already_in(&house, &reader, &actor, &form.next) {
        return Ok(on);
    }
    let (house, w) = (&house, Words::of(reader.lang()));
    let Some(id) = house.half(&reader).await? else {
        return Ok(reader
            .redirect(&with_next("/sign-in", &form.next))
            .into_response());
    };
    let mut errors = FormErrors::new();
    if form.code.trim().is_empty() {
        errors.add("code", w.code_missing());
        return show(&reader, &form.next, &errors);
    }
    let (access, account_key) = (house.access.inner(), format!("code {id}"));
    attempt(house, &reader, &account_key)?;
    let account: Account = house.db.one(&store::STAFF, params![id.uuid()]).await?;
    let token = if account.active {
        enter(house, &reader, id, &account, &form.code).await?
    } else {
        None
    };
    let Some(token) = token else {
        errors.add("code", w.code_wrong());
        return show(&reader, &form.next, &errors);
    };
    access.throttle.right(&account_key);
    token.give_staff(&reader);
    reader.forget_cookie(HALF_COOKIE);
    let actor = Actor::Staff(Staff {
        id,
        name: account.name.into(),
        roles: account.roles.parse().unwrap_or_default(),
        session: SessionId::from_uuid(uuid::Uuid::nil()),
    });
    Ok(reader
        .redirect(&onward(house, &actor, &form.next))
        .into_response())
}

/// Opens the session when `typed` is the code of this moment, never used before, or a recovery
/// code that is left.
async fn enter(
    house: &House,
    reader: &Reader,
    id: StaffId,
    account: &Account,
    typed: &str,
) -> Result<Option<Token>, AppError> {
    let step = match &account.sealed {
        Some(sealed) => {
            let secret = house
                .access
                .open_secret("staff", id.uuid(), sealed)
                .map_err(Trouble::from)?;
            secret.check(typed, house.clock.now())
        }
        None => None,
    };
    let recovery = code::recovery_hash(&house.access.inner().recovery, typed);
    let entered = house.db.transaction(|tx: Tx| async move {
        let used = match (step, recovery) {
            (Some(step), _) => {
                tx.execute(&store::USE_STEP, params![id.uuid(), step])
                    .await?
            }
            (None, Some(hash)) => {
                tx.execute(&store::USE_RECOVERY_CODE, params![hash, id.uuid()])
                    .await?
            }
            (None, None) => 0,
        };
        if used == 0 {
            return Ok::<_, Trouble>(None);
        }
        sessions::close_half(house, &tx, reader).await?;
        signed_in(house, &tx, reader, id).await.map(Some)
    });
    Ok(entered.await?)
}

/// Opens the session of somebody who has shown who she is, and writes it down. The staff session
/// that her browser had before ends.
pub(crate) async fn signed_in(
    house: &House,
    tx: &Tx,
    reader: &Reader,
    id: StaffId,
) -> Result<Token, Trouble> {
    sessions::end_former(house, tx, reader, STAFF_COOKIE).await?;
    let name = id.to_string();
    house
        .record(tx, audit::Entry::of(&name, "sign_in", &name))
        .await?;
    Ok(sessions::open_staff(house, tx, id).await?)
}
