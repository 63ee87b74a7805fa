//! The first page: what has happened?

use access::{Actor, House};
use askama::Template;
use axum::extract::State as Here;
use axum::response::Response;
use web::components::Link;
use web::{AppError, Reader, Shell};

use super::Desk;
use super::state::State;
use crate::words::Words;

#[derive(Template)]
#[template(path = "rights_start.html")]
struct StartPage {
    shell: Shell,
    w: Words,
    situations: Vec<Begin>,
    talk: Link,
}

struct Begin {
    title: &'static str,
    lead: &'static str,
    state: String,
}

/// `GET /rights`.
pub(crate) async fn page(
    Here(house): Here<House>,
    actor: Actor,
    reader: Reader,
) -> Result<Response, AppError> {
    let desk = Desk::open(&house, &actor, &reader)?;
    let situations = desk.situations.all().iter().map(|one| Begin {
        title: one.title(desk.lang),
        lead: one.lead(desk.lang),
        state: State::new(one).written(),
    });
    reader.page(&StartPage {
        shell: reader.shell(desk.w.guide_title()).at("/rights"),
        w: desk.w,
        situations: situations.collect(),
        talk: Link::new(desk.w.guide_talk(), reader.url("/")),
    })
}
