//! Accepting an invitation: a name, a password, the telephone made ready, the recovery codes.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::text;
use db::{Query, Tx, params};
use serde::Deserialize;
use web::components::{Button, ErrorSummary, Link, TextField};
use web::{AppError, Form, FormErrors, Reader, Shell};

use crate::code;
use crate::house::House;
use crate::invite::{self, Open};
use crate::password::{LONGEST, SHORTEST};
use crate::sign_in::ATTEMPTS;
use crate::staff::{self, New};
use crate::words::Words;
use crate::{StaffId, Trouble, audit, code_step, roles_in_words, store};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Acceptance {
    name: String,
    password: String,
    code: String,
}

#[derive(Template)]
#[template(path = "invitation.html")]
struct Page {
    shell: Shell,
    w: Words,
    summary: ErrorSummary,
    action: String,
    roles: String,
    email: String,
    name: TextField,
    password: TextField,
    picture: Option<String>,
    typed: String,
    code: TextField,
    go: Button,
}

#[derive(Template)]
#[template(path = "invitation-gone.html")]
struct Gone {
    shell: Shell,
    w: Words,
    sign_in: Link,
}

#[derive(Template)]
#[template(path = "recovery-codes.html")]
struct RecoveryCodes {
    shell: Shell,
    w: Words,
    codes: Vec<String>,
    go: Link,
}

pub(crate) async fn page(
    State(house): State<House>,
    reader: Reader,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    reader.limit(&ATTEMPTS)?;
    let Some(open) = invite::find(&house, &token).await? else {
        return gone(&reader);
    };
    let form = Acceptance {
        name: open.name.clone(),
        ..Acceptance::default()
    };
    show(&house, &reader, &token, &open, &form, &FormErrors::new())
}

fn show(
    house: &House,
    reader: &Reader,
    token: &str,
    open: &Open,
    form: &Acceptance,
    errors: &FormErrors,
) -> Result<Response, AppError> {
    let (lang, w) = (reader.lang(), Words::of(reader.lang()));
    let secret = open.secret(house).map_err(Trouble::from)?;
    let path = format!("/invitation/{token}");
    let view = Page {
        shell: reader.shell(w.invitation_title()).staff().at(path.clone()),
        w,
        summary: ErrorSummary::of(lang, errors),
        action: reader.url(&path),
        roles: roles_in_words(w, open.roles),
        email: open.email.clone(),
        name: TextField::new(lang, "name", w.invitation_name())
            .hint(w.invitation_name_hint())
            .autocomplete("name")
            .max(80)
            .value(form.name.clone())
            .error(errors.get("name")),
        password: TextField::password(lang, "password", w.invitation_password())
            .new_password()
            .hint(w.invitation_password_hint(SHORTEST))
            .error(errors.get("password")),
        picture: secret.picture(&house.site.settings.organisation, &open.email),
        typed: secret.typed(),
        code: TextField::code(lang, "code", w.invitation_code())
            .hint(w.invitation_code_hint())
            .error(errors.get("code")),
        go: Button::new(w.invitation_go()),
    };
    reader.page_as(errors.status(), &view)
}

fn gone(reader: &Reader) -> Result<Response, AppError> {
    let w = Words::of(reader.lang());
    let view = Gone {
        shell: reader.shell(w.invitation_gone()).staff().at("/sign-in"),
        w,
        sign_in: Link::new(w.sign_in_title(), reader.url("/sign-in")).button(),
    };
    reader.page_as(StatusCode::NOT_FOUND, &view)
}

/// What is wrong with what was chosen.
fn judge(w: Words, open: &Open, form: &Acceptance, step: Option<i64>) -> FormErrors {
    let mut errors = FormErrors::new();
    let name = text::clean_line(&form.name);
    if name.trim().is_empty() {
        errors.add("name", w.invitation_name_missing());
    }
    let length = form.password.chars().count();
    if length < SHORTEST {
        errors.add("password", w.invitation_password_short(SHORTEST));
    } else if length > LONGEST {
        errors.add("password", w.invitation_password_long(LONGEST));
    } else if is_easy(&form.password, &name, &open.email) {
        errors.add("password", w.invitation_password_easy());
    }
    if step.is_none() {
        errors.add("code", w.invitation_code_wrong());
    }
    errors
}

/// One letter over and over, a row of digits, or little more than one's own name.
fn is_easy(password: &str, name: &str, email: &str) -> bool {
    let folded = text::fold(password);
    let mut letters: Vec<char> = folded.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let own = [name, email, email.split('@').next().unwrap_or_default()];
    let rest = own
        .iter()
        .map(|part| text::fold(part))
        .filter(|part| part.chars().count() >= 3);
    let rest = rest.fold(folded.clone(), |rest, part| rest.replace(&part, ""));
    letters.len() < 5 || rest.chars().count() < 6 || "012345678901234567890".contains(&folded)
}

pub(crate) async fn accept(
    State(house): State<House>,
    reader: Reader,
    Path(token): Path<String>,
    Form(form): Form<Acceptance>,
) -> Result<Response, AppError> {
    reader.limit(&ATTEMPTS)?;
    let house = &house;
    let Some(open) = &invite::find(house, &token).await? else {
        return gone(&reader);
    };
    let secret = &open.secret(house).map_err(Trouble::from)?;
    let step = secret.check(&form.code, house.clock.now());
    let errors = judge(Words::of(reader.lang()), open, &form, step);
    let Some(step) = step.filter(|_| errors.is_empty()) else {
        return show(house, &reader, &token, open, &form, &errors);
    };
    let password = &house
        .access
        .inner()
        .hasher
        .hash(&form.password)
        .await
        .map_err(AppError::internal)?;
    let name = &text::clean_line(&form.name);
    let codes = &code::recovery_codes(&house.entropy);
    let reader = &reader;
    let entered = house.db.transaction(|tx: Tx| async move {
        // Whoever is second, even in the same moment, finds it accepted.
        if tx
            .execute(
                &store::ACCEPT_INVITATION,
                params![open.id, house.clock.now()],
            )
            .await?
            == 0
        {
            return Ok::<_, Trouble>(None);
        }
        let new = New {
            email: &open.email,
            name: name.trim(),
            roles: open.roles,
            password: Some(password),
            secret: Some(secret),
        };
        let id = staff::insert(house, &tx, &new).await?;
        tx.execute(&store::USE_STEP, params![id.uuid(), step])
            .await?;
        keep_recovery_codes(house, &tx, id, codes).await?;
        let actor = id.to_string();
        house
            .record(&tx, audit::Entry::of(&actor, "accept_invitation", &actor))
            .await?;
        code_step::signed_in(house, &tx, reader, id).await.map(Some)
    });
    let Some(session) = entered.await? else {
        return gone(reader);
    };
    session.give_staff(reader);
    show_recovery_codes(reader, codes.clone(), "/sign-in")
}

/// New recovery codes for `id`; the old ones are gone.
pub(crate) async fn keep_recovery_codes(
    house: &House,
    tx: &Tx,
    id: StaffId,
    codes: &[String],
) -> Result<(), Trouble> {
    tx.execute(&store::DELETE_RECOVERY_CODES, params![id.uuid()])
        .await?;
    for typed in codes {
        if let Some(hash) = code::recovery_hash(&house.access.inner().recovery, typed) {
            tx.execute(
                &store::INSERT_RECOVERY_CODE,
                params![hash, id.uuid(), house.clock.now()],
            )
            .await?;
        }
    }
    Ok(())
}

/// Shows them this once.
pub(crate) fn show_recovery_codes(
    reader: &Reader,
    codes: Vec<String>,
    onward: &str,
) -> Result<Response, AppError> {
    let w = Words::of(reader.lang());
    let shell = reader
        .shell(w.recovery_title())
        .staff()
        .at(onward.to_owned());
    let go = Link::new(w.recovery_go(), reader.url(onward)).button();
    reader.page(&RecoveryCodes {
        shell,
        w,
        codes,
        go,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_easy_to_guess_are_known() {
        for easy in [
            "aaaaaaaaaaaaaa",
            "123456789012",
            "mette@favn.test",
            "Mette Hansen 1",
            "mettemettemette",
        ] {
            assert!(is_easy(easy, "Mette Hansen", "mette@favn.test"), "{easy}");
        }
        for good in [
            "fire ord uden mening",
            "korrekt hest batteri",
            "Vb8!kq0Zr2xx",
        ] {
            assert!(!is_easy(good, "Mette Hansen", "mette@favn.test"), "{good}");
        }
    }
}
