//! Signing in, first half: e-mail and password. And signing out.

use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use base::Moment;
use db::{Query, Tx, params};
use serde::Deserialize;
use uuid::Uuid;
use web::components::{Button, ErrorSummary, Link, Notice, TextField};
use web::limits::Limit;
use web::{AppError, Form, FormErrors, Keep, Reader, Shell};

use crate::farewell::sign_out;
use crate::house::House;
use crate::may::{Act, Thing};
use crate::sessions::{self, HALF_COOKIE, STAFF_COOKIE};
use crate::words::Words;
use crate::{Actor, staff, store};

/// Attempts from one household of addresses; each account has its own delays besides.
pub(crate) const ATTEMPTS: Limit = Limit::new("sign-in", 60, Duration::from_secs(600));

/// Where somebody wanted to go when she was asked to sign in.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Next {
    pub(crate) next: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct SignIn {
    email: String,
    password: String,
    next: String,
}

#[derive(Template)]
#[template(path = "sign-in.html")]
struct Page {
    shell: Shell,
    w: Words,
    summary: ErrorSummary,
    help: Link,
    demo: Option<Link>,
    next: String,
    email: TextField,
    password: TextField,
    go: Button,
    passkey: Option<PasskeyPart>,
}

struct PasskeyPart {
    failed: Notice,
    go: Button,
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
    show(
        &house,
        &reader,
        &SignIn {
            next: next.next,
            ..SignIn::default()
        },
        &FormErrors::new(),
    )
}

fn show(
    house: &House,
    reader: &Reader,
    form: &SignIn,
    errors: &FormErrors,
) -> Result<Response, AppError> {
    let (lang, w) = (reader.lang(), Words::of(reader.lang()));
    let passkey = house.access.inner().passkeys.as_ref().map(|_| PasskeyPart {
        failed: Notice::warn(lang, w.passkey_failed()),
        go: Button::new(w.sign_in_passkey()).secondary(),
    });
    let view = Page {
        shell: reader.shell(w.sign_in_title()).staff().at("/sign-in"),
        w,
        summary: ErrorSummary::of(lang, errors),
        help: Link::new(w.sign_in_help(), reader.url("/")),
        demo: house
            .site
            .settings
            .demo
            .then(|| Link::new(w.sign_in_demo(), reader.url("/demo"))),
        next: form.next.clone(),
        email: TextField::email(lang, "email", w.sign_in_email())
            .autocomplete("username")
            .value(form.email.clone())
            .error(errors.get("email")),
        password: TextField::password(lang, "password", w.sign_in_password())
            .error(errors.get("password")),
        go: Button::new(w.sign_in_go()),
        passkey,
    };
    reader.page_as(errors.status(), &view)
}

/// Checks the password. Whether the account is unknown, closed or the password wrong: the answer
/// is the same and takes as long.
pub(crate) async fn check(
    State(house): State<House>,
    reader: Reader,
    Form(form): Form<SignIn>,
) -> Result<Response, AppError> {
    let (house, w) = (&house, Words::of(reader.lang()));
    let mut errors = FormErrors::new();
    if form.email.trim().is_empty() {
        errors.add("email", w.sign_in_email_missing());
    }
    if form.password.is_empty() {
        errors.add("password", w.sign_in_password_missing());
    }
    if !errors.is_empty() {
        return show(house, &reader, &form, &errors);
    }
    let (access, email) = (house.access.inner(), staff::email(&form.email));
    attempt(house, &reader, &email)?;
    let account: Option<(Uuid, Option<String>, Option<Moment>)> = house
        .db
        .first(&store::STAFF_BY_EMAIL, params![email])
        .await?;
    let (id, kept) = match account {
        Some((id, kept, None)) => (Some(crate::StaffId::from_uuid(id)), kept),
        _ => (None, None),
    };
    let right = access
        .hasher
        .check(&form.password, kept)
        .await
        .map_err(AppError::internal)?;
    let Some(id) = id.filter(|_| right) else {
        errors.add("password", w.sign_in_wrong());
        return show(house, &reader, &form, &errors);
    };
    access.throttle.right(&email);
    let token = house
        .db
        .transaction(|tx: Tx| async move {
            sessions::open_half(house, &tx, id)
                .await
                .map_err(AppError::from)
        })
        .await?;
    reader.set_cookie(HALF_COOKIE, &token.value(), Keep::Session);
    Ok(reader
        .redirect(&with_next("/sign-in/code", &form.next))
        .into_response())
}

/// Ends this session, here and on every node.
pub(crate) async fn out(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
) -> Result<Response, AppError> {
    if let Actor::Staff(staff) = &actor {
        let house = &house;
        house
            .db
            .transaction(|tx: Tx| async move { sign_out(house, &tx, staff).await })
            .await?;
    }
    reader.forget_cookie(STAFF_COOKIE);
    reader.renew_forms();
    Ok(reader.redirect("/sign-in").into_response())
}

/// `path` with where to go afterwards, when that is a page of ours.
pub(crate) fn with_next(path: &str, next: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
    // What would need escaping is none of our addresses worth returning to.
    if next.len() > 1 && next.starts_with('/') && next.chars().all(plain) {
        format!("{path}?next={next}")
    } else {
        path.to_owned()
    }
}

/// Sends on whoever is signed in already: the form was sent twice, or the page came back.
pub(crate) fn already_in(
    house: &House,
    reader: &Reader,
    actor: &Actor,
    next: &str,
) -> Option<Response> {
    let on = || reader.redirect(&onward(house, actor, next)).into_response();
    matches!(actor, Actor::Staff(_)).then(on)
}

/// Counts an attempt: for the household it came from, and for the account it was made at.
pub(crate) fn attempt(house: &House, reader: &Reader, account: &str) -> Result<(), AppError> {
    reader.limit(&ATTEMPTS)?;
    let throttle = &house.access.inner().throttle;
    throttle
        .attempt(account, house.clock.now())
        .map_err(|seconds| AppError::TooMany { seconds })
}

/// Where somebody goes who has signed in: where she wanted to, or the first page that is hers.
pub(crate) fn onward(house: &House, actor: &Actor, next: &str) -> String {
    // The language comes before it, so it can only lead to this site.
    if next.len() > 1
        && next.starts_with('/')
        && !next.starts_with("/sign-in")
        && !next.contains(['\\', '\r', '\n'])
    {
        return next.to_owned();
    }
    let first = house
        .links()
        .iter()
        .find(|link| house.may(actor, link.act, &Thing::House).is_ok());
    first.map_or("/account", |link| link.path).to_owned()
}

/// Only those with an account of their own here go on.
pub(crate) fn own_account<'a>(
    house: &House,
    actor: &'a Actor,
) -> Result<&'a crate::Staff, AppError> {
    house.may(actor, Act::KeepOwnAccount, &Thing::House)?;
    actor.staff()
}
