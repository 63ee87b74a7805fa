//! The law as an open interface: a family in, what it is entitled to out, and every rule by
//! name. Nothing that is told is kept or logged; whoever asks needs no name and no key.

mod documents;
mod problem;

use std::sync::LazyLock;

use access::{Act, Actor, House, Thing};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};
use web::{AppError, Reader, Turns};

use crate::asked::Asked;
use crate::assess::answer;
use crate::book::Book;
use crate::json;
use crate::settings::count_assessment;
use crate::today;
use documents::Documents;
use problem::Problem;

type Answer = Result<Response, AppError>;

fn anybody(house: &House, actor: &Actor, reader: &Reader) -> Result<&'static Book, AppError> {
    house.may(actor, Act::KnowRights, &Thing::House)?;
    count_assessment(house, reader)?;
    Book::ours().map_err(AppError::internal)
}

/// `POST /api/rights/v1/assess`.
pub(crate) async fn assess(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let book = anybody(&house, &actor, &reader)?;
    let read = if is_json(&headers) {
        read(book, &body)
    } else {
        Err(Problem::Kind)
    };
    let answer = match read {
        Ok(asked) => {
            for _ in 1..weight(&asked) {
                count_assessment(&house, &reader)?;
            }
            worked_out(book, asked, today(&house.clock)).await?
        }
        Err(problem) => Err(problem),
    };
    Ok(match answer {
        Ok(answer) => written(answer),
        Err(problem) => problem.answer(reader.lang()),
    })
}

fn read(book: &Book, body: &[u8]) -> Result<Asked, Problem> {
    let (value, mut wrong) = json::read(body).map_err(|error| Problem::NoJson {
        line: error.line(),
        column: error.column(),
    })?;
    let asked = Asked::of(value).unwrap_or_else(|more| {
        wrong.extend(more);
        Asked::default()
    });
    match &asked.version {
        _ if !wrong.is_empty() => Err(Problem::Wrong(wrong)),
        Some(version) if version != book.version() => Err(Problem::OtherVersion {
            here: book.version().to_owned(),
        }),
        _ => Ok(asked),
    }
}

/// What may take long is worked out beside the threads that carry conversations, and only so many
/// at a time as there are cores.
async fn worked_out(
    book: &'static Book,
    asked: Asked,
    today: i64,
) -> Result<Result<Vec<u8>, Problem>, AppError> {
    static TURNS: LazyLock<Turns> = LazyLock::new(Turns::of_cores);
    let long = asked.is_long();
    let work = move || answer(book, &asked, today).map_err(Problem::Wrong);
    if long {
        TURNS.take(work).await
    } else {
        Ok(work())
    }
}

/// A long answer about thirty adults and thirty children is some thirty times the work of one about
/// an ordinary family, and counts as more than one.
fn weight(asked: &Asked) -> usize {
    match asked.is_long() {
        true => rows(&asked.family).div_ceil(10).min(10),
        false => 1,
    }
}

/// How many homes, adults and children are told of.
fn rows(told: &Value) -> usize {
    let each = |many: &Value| {
        many.as_array()
            .map_or(0, |many| many.iter().map(rows).sum())
    };
    let within = |object: &Map<String, Value>| object.values().map(each).sum::<usize>();
    told.as_object()
        .map_or(0, |object| within(object).saturating_add(1))
}

/// Whether it says that it is JSON.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn written(json: impl Into<axum::body::Body>) -> Response {
    let kind = HeaderValue::from_static("application/json");
    ([(CONTENT_TYPE, kind)], json.into()).into_response()
}

/// One of the documents, for anybody.
async fn document(
    house: &House,
    actor: &Actor,
    reader: &Reader,
    which: fn(&Documents) -> &Bytes,
) -> Answer {
    let book = anybody(house, actor, reader)?;
    let documents = Documents::of(book)?;
    Ok(written(which(documents).clone()))
}

macro_rules! documents {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        pub(crate) async fn $name(State(house): State<House>, actor: Actor, reader: Reader) -> Answer {
            document(&house, &actor, &reader, |all| &all.$name).await
        }
    )+};
}

documents! {
    /// `GET /api/rights/v1/catalogue`.
    catalogue;
    /// `GET /api/rights/v1/laws`.
    laws;
    /// `GET /api/rights/v1/parameters`.
    parameters;
    /// `GET /api/rights/v1/openapi.json`.
    openapi;
}
