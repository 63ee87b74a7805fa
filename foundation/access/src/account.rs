//! One's own account: where one is signed in, passkeys, recovery codes.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use db::{Query, Tx, params};
use web::components::{Button, Notice, SummaryList, TextField};
use web::{AppError, Reader, Shell};

use crate::house::House;
use crate::passkeys;
use crate::sessions;
use crate::sign_in::own_account;
use crate::words::Words;
use crate::{Actor, SessionId, Trouble, audit, code, invitation, roles_in_words, staff, store};

#[derive(Template)]
#[template(path = "account.html")]
struct Page {
    shell: Shell,
    w: Words,
    notice: Option<Notice>,
    name: String,
    facts: SummaryList,
    sign_out: Button,
    passkeys: Vec<Key>,
    add: Option<AddKey>,
    recovery_left: String,
    recovery_new: Button,
    sessions: Vec<Session>,
}

struct Key {
    name: String,
    facts: String,
    action: String,
    remove: Button,
}

struct AddKey {
    name: TextField,
    failed: Notice,
    go: Button,
}

struct Session {
    title: &'static str,
    facts: String,
    action: String,
    end: Option<Button>,
}

pub(crate) async fn page(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
) -> Result<Response, AppError> {
    show(&house, &reader, &actor, None).await
}

/// The page, with something to say at its top when an act did not succeed.
pub(crate) async fn show(
    house: &House,
    reader: &Reader,
    actor: &Actor,
    notice: Option<Notice>,
) -> Result<Response, AppError> {
    let me = own_account(house, actor)?;
    let (lang, w) = (reader.lang(), Words::of(reader.lang()));
    let member = staff::one(&house.db, me.id)
        .await?
        .ok_or(AppError::SignIn)?;
    let (left,): (i64,) = house
        .db
        .one(&store::COUNT_RECOVERY_CODES, params![me.id.uuid()])
        .await?;
    let keys = passkeys::own(house, me.id)
        .await?
        .into_iter()
        .map(|key| Key {
            facts: match key.used_at {
                Some(used_at) => {
                    format!(
                        "{} {}",
                        w.account_passkey_added(lang.date_time(key.created_at)),
                        w.account_passkey_used(lang.date_time(used_at))
                    )
                }
                None => w.account_passkey_added(lang.date_time(key.created_at)),
            },
            action: reader.url(&format!("/account/passkeys/{}/removal", key.id.simple())),
            remove: Button::new(w.account_passkey_remove(&key.name)).quiet(),
            name: key.name,
        });
    let sessions = sessions::own(house, me.id)
        .await?
        .into_iter()
        .map(|session| {
            let here = session.id == me.session;
            Session {
                title: if here {
                    w.account_session_here()
                } else {
                    w.account_session_elsewhere()
                },
                facts: w.account_session_facts(
                    lang.date_time(session.created_at),
                    lang.date_time(session.seen_at),
                ),
                action: reader.url(&format!("/account/sessions/{}/end", session.id)),
                end: (!here).then(|| Button::new(w.account_session_end()).quiet()),
            }
        });
    let status = if notice.is_none() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let view = Page {
        shell: house
            .staff_shell(reader, actor, w.account_title())
            .at("/account"),
        w,
        notice,
        name: member.name.clone(),
        facts: SummaryList::new()
            .row(w.account_email(), member.email)
            .row(w.account_roles(), roles_in_words(w, member.roles)),
        sign_out: Button::new(w.account_sign_out()).secondary(),
        passkeys: keys.collect(),
        add: house.access.inner().passkeys.as_ref().map(|_| AddKey {
            name: TextField::new(lang, "name", w.account_passkey_name())
                .hint(w.account_passkey_name_hint())
                .max(60)
                .autocomplete("off"),
            failed: Notice::warn(lang, w.passkey_failed()),
            go: Button::new(w.account_passkey_add()).secondary(),
        }),
        recovery_left: w.account_recovery_left(left),
        recovery_new: Button::new(w.account_recovery_new()).secondary(),
        sessions: sessions.collect(),
    };
    reader.page_as(status, &view)
}

/// Signs another of one's own browsers out.
pub(crate) async fn end_session(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
    Path(session): Path<String>,
) -> Result<Response, AppError> {
    let (house, me) = (&house, own_account(&house, &actor)?);
    let session: SessionId = session.parse().map_err(|_| AppError::NotFound)?;
    let ended = house
        .db
        .transaction(|tx: Tx| async move {
            sessions::close(house, &tx, session, me.id.uuid())
                .await
                .map_err(AppError::from)
        })
        .await?;
    // Ended twice is ended; somebody else's was never found.
    tracing::debug!(ended, "a session was to be ended by its owner");
    Ok(reader.redirect("/account").into_response())
}

/// New recovery codes, shown once; the old ones stop working.
pub(crate) async fn renew_recovery_codes(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
) -> Result<Response, AppError> {
    let (house, me) = (&house, own_account(&house, &actor)?);
    let (codes, id) = (&code::recovery_codes(&house.entropy), &me.id.to_string());
    house
        .db
        .transaction(|tx: Tx| async move {
            invitation::keep_recovery_codes(house, &tx, me.id, codes).await?;
            house
                .record(&tx, audit::Entry::of(id, "renew_recovery_codes", id))
                .await?;
            Ok::<_, Trouble>(())
        })
        .await?;
    invitation::show_recovery_codes(&reader, codes.clone(), "/account")
}
