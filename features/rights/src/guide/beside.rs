//! The guide beside something that somebody works on: today a conversation, later a case. Whoever
//! opens this door says where the guide stands, what goes on there and what is done with a result;
//! the guide knows neither conversations nor cases, and asks nobody who may: that is the opener's.
//!
//! What the counsellor answers travels in the page's form as a family's does, and is forgotten
//! with it, unless she shares it.

use access::{Actor, House};
use axum::http::StatusCode;
use axum::response::Response;
use base::Moment;
use web::components::{Html, Link, Notice};
use web::{AppError, Once, Reader};

use super::hand::handed;
use super::place::Place;
use super::state::State;
use super::step::Fields;
use super::{Desk, Visit, hand, letter, result, start, step};

/// Where a guide stands, and what surrounds it there.
pub struct Beside<'a> {
    /// The house.
    pub house: &'a House,
    /// Who opens it.
    pub actor: &'a Actor,
    /// Whom the pages are for.
    pub reader: &'a Reader,
    /// The path that its first page has and its questions are posted to, without language;
    /// letters are posted below it, at `/letter`.
    pub at: String,
    /// Back to what it stands beside, where it has the window to itself.
    pub back: (String, String),
    /// What is done with a result; none for who may only look.
    pub share: Option<Sharing>,
    /// It stands in a frame of the page beside it: the field `frame` of its forms, and of the
    /// first page's address.
    pub framed: bool,
}

/// Where a result is given, and what that is called.
pub struct Sharing {
    /// The path that a result is posted to, without language: see [`Shared`].
    pub to: String,
    /// What the button at one thing of it says.
    pub one: String,
    /// What the button for all of it says.
    pub all: String,
}

/// What was posted to [`Sharing::to`]: a result, or one thing of it.
#[derive(Debug)]
pub struct Shared {
    /// As [`handed`] reads it. Sealed, or not kept: it holds what the family told.
    pub text: String,
    /// The same posted twice is one.
    pub once: Option<Once>,
}

impl Shared {
    /// What a form shares; `None` when it is no result.
    pub fn of(reader: &Reader, now: Moment, fields: &Fields) -> Option<Self> {
        let field = |name: &str| fields.get(name).map_or("", String::as_str);
        let state = State::read(field("state"))?.written();
        let mut share = field("share").split(' ');
        let once = share.next().and_then(Once::parse);
        let text = match share.next().filter(|rule| !rule.is_empty()) {
            Some(rule) => format!("{state}\n{rule}"),
            None => state,
        };
        handed(reader.lang(), now, &text)?;
        Some(Self { text, once })
    }
}

impl Beside<'_> {
    /// Where to begin.
    ///
    /// # Errors
    /// [`AppError`].
    pub fn start(&self) -> Result<Response, AppError> {
        start::shown(&self.place())
    }

    /// From what a family told: its result, and the way on from there.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is none.
    pub fn open(&self, handed: &str) -> Result<Response, AppError> {
        let desk = Desk::open(self.house, self.actor, self.reader)?;
        let state = hand::state(handed).ok_or(AppError::NotFound)?;
        let told = desk.told(&state).ok_or(AppError::NotFound)?;
        result::page(&desk, &self.place(), &state, &told, None)
    }

    /// One step: an answer comes in, the next page goes out.
    ///
    /// # Errors
    /// [`AppError`].
    pub fn step(&self, fields: Fields) -> Result<Response, AppError> {
        step::go_on(&self.place(), fields)
    }

    /// A letter, as a page that prints or as PDF. A frame cannot be printed: it needs the window.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn letter(&self, fields: Fields) -> Result<Response, AppError> {
        letter::answer(&self.place(), fields).await
    }

    /// The result again, after it was shared or could not be.
    ///
    /// # Errors
    /// [`AppError`].
    pub fn again(
        &self,
        fields: Fields,
        status: StatusCode,
        notice: &Notice,
    ) -> Result<Response, AppError> {
        let place = self.place();
        let Some(visit) = Visit::of(&place, fields)? else {
            return Ok(place.anew());
        };
        let said = Some((status, Html::of(notice)));
        result::page(&visit.desk, &place, &visit.state, &visit.told, said)
    }

    /// The first page, for whoever sent what is no family's.
    pub fn anew(&self) -> Response {
        self.place().anew()
    }

    fn place(&self) -> Place<'_> {
        Place {
            house: self.house,
            actor: self.actor,
            reader: self.reader,
            beside: Some(self),
        }
    }

    /// Back to what it stands beside; in a frame that is there already.
    pub(super) fn back(&self) -> Option<Link> {
        let (says, to) = &self.back;
        (!self.framed).then(|| Link::back(says.clone(), self.reader.url(to)))
    }
}
