//! The first page: what has happened?

use access::{Actor, House};
use askama::Template;
use axum::extract::State as Here;
use axum::http::StatusCode;
use axum::response::Response;
use web::components::{Html, Link};
use web::{AppError, Reader};

use super::Desk;
use super::place::{About, Place, Ways};
use super::state::State;
use crate::words::Words;

#[derive(Template)]
#[template(path = "rights_start.html")]
struct StartPage {
    w: Words,
    ways: Ways,
    situations: Vec<Begin>,
    /// A family's own guide, rather than a counsellor's.
    own: bool,
    /// People answer a family too.
    talk: Option<Link>,
    /// For a counsellor: back to what the guide stands beside.
    back: Option<Link>,
}

impl askama::filters::HtmlSafe for StartPage {}

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
    shown(&Place::own(&house, &actor, &reader))
}

pub(super) fn shown(place: &Place<'_>) -> Result<Response, AppError> {
    let desk = Desk::open(place.house, place.actor, place.reader)?;
    let w = desk.w;
    let situations = desk.situations.all().iter().map(|one| Begin {
        title: one.title(desk.lang),
        lead: one.lead(desk.lang),
        state: State::new(one).written(),
    });
    let own = place.beside.is_none();
    let page = StartPage {
        w,
        ways: place.ways(),
        situations: situations.collect(),
        own,
        talk: own.then(|| Link::new(w.guide_talk(), place.reader.url("/"))),
        back: place.beside.and_then(|beside| beside.back()),
    };
    let about = About::new(w.guide_title()).wide();
    place.page(StatusCode::OK, about, Html::of(&page))
}
