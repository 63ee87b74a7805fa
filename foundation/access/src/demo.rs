//! The demo's one-click sign-in. The routes are there in every mode, because who may is for the
//! policies to say; in any other mode they say that nobody may, and the page does not exist.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use db::Tx;
use serde::Deserialize;
use web::components::{Badge, Button, Card, Link};
use web::{AppError, Form, Reader, Shell};

use crate::house::House;
use crate::may::{Act, Thing};

use crate::sign_in::onward;
use crate::staff::{self, Member};
use crate::words::Words;
use crate::{Actor, SessionId, Staff, StaffId, code_step, role_in_words};

#[derive(Template)]
#[template(path = "demo.html")]
struct Page {
    shell: Shell,
    w: Words,
    family: Card,
    people: Vec<Card>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Choice {
    staff: String,
}

/// Not a refusal that offers to sign in: outside the demo there is no such page.
fn only_in_the_demo(house: &House) -> Result<(), AppError> {
    house
        .may(&Actor::Stranger, Act::SignInWithOneClick, &Thing::House)
        .map_err(|_| AppError::NotFound)
}

/// The made-up people, by their first role.
async fn people(house: &House) -> Result<Vec<Member>, AppError> {
    let mut people = staff::made_up(&house.db).await?;
    people.sort_by_key(|member| member.roles.iter().next());
    people.truncate(12);
    Ok(people)
}

pub(crate) async fn page(State(house): State<House>, reader: Reader) -> Result<Response, AppError> {
    only_in_the_demo(&house)?;
    let w = Words::of(reader.lang());
    let people = people(&house).await?.into_iter().map(|member| {
        let card = Card::new(member.name.clone()).level(2);
        let card = member.roles.iter().fold(card, |card, role| {
            card.badge(Badge::new(role_in_words(w, role).0))
        });
        let text = member
            .roles
            .iter()
            .map(|role| role_in_words(w, role).1)
            .collect::<Vec<_>>()
            .join(" ");
        card.text(text)
            .action(&Button::new(w.demo_go(&member.name)).named("staff", member.id.to_string()))
    });
    let view = Page {
        shell: reader.shell(w.demo_title()).staff(),
        w,
        family: Card::new(w.demo_family())
            .level(2)
            .text(w.demo_family_text())
            .action(&Link::new(w.demo_family_go(), reader.url("/")).button()),
        people: people.collect(),
    };
    reader.page(&view)
}

pub(crate) async fn enter(
    State(house): State<House>,
    reader: Reader,
    Form(choice): Form<Choice>,
) -> Result<Response, AppError> {
    only_in_the_demo(&house)?;
    let house = &house;
    let id: StaffId = choice.staff.parse().map_err(|_| AppError::NotFound)?;
    let member = people(house)
        .await?
        .into_iter()
        .find(|member| member.id == id)
        .ok_or(AppError::NotFound)?;
    let reader_ref = &reader;
    let token = house
        .db
        .transaction(|tx: Tx| async move { code_step::signed_in(house, &tx, reader_ref, id).await })
        .await?;
    token.give_staff(&reader);
    let session = SessionId::from_uuid(uuid::Uuid::nil());
    let actor = Actor::Staff(Staff {
        id,
        name: member.name.into(),
        roles: member.roles,
        session,
    });
    Ok(reader.redirect(&onward(house, &actor, "")).into_response())
}
