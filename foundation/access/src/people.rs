//! The page where an administrator lets people in and out.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::text;
use db::Tx;
use languages::Lang;
use serde::Deserialize;
use web::components::{
    Badge, Button, Card, Checkboxes, Choice, ErrorSummary, Notice, TextField, Tone,
};
use web::{AppError, Form, FormErrors, Reader, Shell};

use crate::house::House;
use crate::may::{Act, Thing};
use crate::words::Words;
use crate::{
    Actor, Role, Roles, StaffId, Trouble, audit, invite, role_in_words, roles_in_words, staff,
};

#[derive(Template)]
#[template(path = "staff.html")]
struct Page {
    shell: Shell,
    w: Words,
    summary: ErrorSummary,
    notice: Option<Notice>,
    link: Option<String>,
    members: Vec<MemberPart>,
    waiting: Vec<WaitingPart>,
    email: TextField,
    name: TextField,
    roles: Checkboxes,
    invite: Button,
}

struct MemberPart {
    action: String,
    card: Card,
}

impl MemberPart {
    fn of(reader: &Reader, w: Words, member: staff::Member) -> Self {
        let lang = reader.lang();
        let card = Card::new(member.name.clone())
            .level(2)
            .text(member.email.clone());
        let card = member.roles.iter().fold(card, |card, role| {
            card.badge(Badge::new(role_in_words(w, role).0))
        });
        let card = card.fact(
            w.staff_since(),
            lang.date(base::local_date(member.created_at)),
        );
        let (path, card) = match member.deactivated_at {
            Some(since) => {
                let since = lang.date(base::local_date(since));
                let card = card.badge(Badge::new(w.staff_inactive(since)).tone(Tone::Stop));
                (
                    "reactivation",
                    card.action(&Button::new(w.staff_reactivate(&member.name)).secondary()),
                )
            }
            None => (
                "deactivation",
                card.action(&Button::new(w.staff_deactivate(&member.name)).quiet()),
            ),
        };
        Self {
            action: reader.url(&format!("/staff/{}/{path}", member.id)),
            card,
        }
    }
}

struct WaitingPart {
    email: String,
    roles: String,
    until: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Invitation {
    email: String,
    name: String,
    roles: Vec<String>,
}

/// What the page is to say besides.
#[derive(Default)]
struct Saying {
    form: Invitation,
    errors: FormErrors,
    made: Option<Made>,
}

/// An invitation just made.
struct Made {
    email: String,
    link: String,
    /// Whether a letter is on its way.
    sent: bool,
}

impl Made {
    fn notice(&self, lang: Lang, w: Words) -> Notice {
        let says = match self.sent {
            true => w.staff_invited(&self.email),
            false => w.staff_invited_by_hand(&self.email),
        };
        Notice::success(lang, says)
    }
}

pub(crate) async fn page(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
) -> Result<Response, AppError> {
    show(&house, &reader, &actor, Saying::default()).await
}

async fn show(
    house: &House,
    reader: &Reader,
    actor: &Actor,
    saying: Saying,
) -> Result<Response, AppError> {
    house.may(actor, Act::AdministerStaff, &Thing::House)?;
    let (lang, w) = (reader.lang(), Words::of(reader.lang()));
    let members = staff::all(&house.db)
        .await?
        .into_iter()
        .map(|member| MemberPart::of(reader, w, member));
    let waiting = invite::waiting(house)
        .await?
        .into_iter()
        .map(|waiting| WaitingPart {
            roles: roles_in_words(w, waiting.roles),
            until: w.staff_waiting_until(lang.date_time(waiting.expires_at)),
            email: waiting.email,
        });
    let Saying { form, errors, made } = saying;
    let choices = Role::ALL.into_iter().map(|role| {
        let (label, hint) = role_in_words(w, role);
        Choice::new(role.code(), label).hint(hint)
    });
    let view = Page {
        shell: house
            .staff_shell(reader, actor, w.staff_title())
            .at("/staff"),
        w,
        summary: ErrorSummary::of(lang, &errors),
        notice: made.as_ref().map(|made| made.notice(lang, w)),
        link: made.map(|made| made.link),
        members: members.collect(),
        waiting: waiting.collect(),
        email: TextField::email(lang, "email", w.sign_in_email())
            .autocomplete("off")
            .value(form.email)
            .error(errors.get("email")),
        name: TextField::new(lang, "name", w.staff_invite_name())
            .autocomplete("off")
            .max(80)
            .value(form.name)
            .error(errors.get("name")),
        roles: Checkboxes::new(lang, "roles", w.staff_invite_roles())
            .choices(choices)
            .chosen(form.roles)
            .error(errors.get("roles")),
        invite: Button::new(w.staff_invite_go()),
    };
    reader.page_as(errors.status(), &view)
}

pub(crate) async fn invite(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
    Form(form): Form<Invitation>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::AdministerStaff, &Thing::House)?;
    let (house, lang, w) = (&house, reader.lang(), Words::of(reader.lang()));
    let mut errors = FormErrors::new();
    let (email, name) = (&staff::email(&form.email), &text::clean_line(&form.name));
    // Unknown words can only come from a form that is not ours.
    let roles: Roles = form
        .roles
        .iter()
        .filter_map(|role| role.parse::<Role>().ok())
        .collect();
    if !invite::is_address(email) {
        errors.add("email", w.staff_email_wrong());
    }
    if name.trim().is_empty() {
        errors.add("name", w.invitation_name_missing());
    }
    if roles.is_empty() {
        errors.add("roles", w.staff_roles_missing());
    }
    if !errors.is_empty() {
        return refused(house, &reader, &actor, form, errors).await;
    }
    let who = &actor.to_string();
    let made = house.db.transaction(|tx: Tx| async move {
        let token = invite::create(house, &tx, email, name, roles).await?;
        let sent = invite::letter(house, &tx, email, lang, &token).await?;
        house
            .record(&tx, audit::Entry::of(who, "invite", "house"))
            .await?;
        Ok::<_, Trouble>(Made {
            email: email.clone(),
            link: invite::address(house, lang, &token),
            sent,
        })
    });
    match made.await {
        Ok(made) => {
            let saying = Saying {
                made: Some(made),
                ..Saying::default()
            };
            show(house, &reader, &actor, saying).await
        }
        Err(Trouble::Taken) => {
            errors.add("email", w.staff_email_taken());
            refused(house, &reader, &actor, form, errors).await
        }
        Err(trouble) => Err(trouble.into()),
    }
}

/// The page again, with what was typed and what is wrong with it.
async fn refused(
    house: &House,
    reader: &Reader,
    actor: &Actor,
    form: Invitation,
    errors: FormErrors,
) -> Result<Response, AppError> {
    let saying = Saying {
        form,
        errors,
        made: None,
    };
    show(house, reader, actor, saying).await
}

pub(crate) async fn deactivate(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::AdministerStaff, &Thing::House)?;
    let (house, id) = (
        &house,
        id.parse::<StaffId>().map_err(|_| AppError::NotFound)?,
    );
    let (who, whom) = (&actor.to_string(), &id.to_string());
    let done = house.db.transaction(|tx: Tx| async move {
        // First the log, whose head one transaction holds at a time: so two administrators cannot
        // close each other's access at once and leave nobody.
        house
            .record(&tx, audit::Entry::of(who, "deactivate", whom))
            .await?;
        if staff::deactivate(house, &tx, id).await? {
            Ok(())
        } else {
            Err(Trouble::Last)
        }
    });
    match done.await {
        Ok(()) => Ok(reader.redirect("/staff").into_response()),
        Err(Trouble::Last) => {
            let mut errors = FormErrors::new();
            errors.add("roles", Words::of(reader.lang()).staff_last());
            refused(house, &reader, &actor, Invitation::default(), errors).await
        }
        Err(trouble) => Err(trouble.into()),
    }
}

pub(crate) async fn reactivate(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::AdministerStaff, &Thing::House)?;
    let (house, id) = (
        &house,
        id.parse::<StaffId>().map_err(|_| AppError::NotFound)?,
    );
    let (who, whom) = (&actor.to_string(), &id.to_string());
    house
        .db
        .transaction(|tx: Tx| async move {
            if staff::reactivate(&tx, id).await? {
                house
                    .record(&tx, audit::Entry::of(who, "reactivate", whom))
                    .await?;
            }
            Ok::<_, Trouble>(())
        })
        .await?;
    Ok(reader.redirect("/staff").into_response())
}
