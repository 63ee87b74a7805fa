//! The page for those who speak for families: a reform in, what it would do out, as a page and as
//! files.

mod files;

use access::{Act, Actor, House, Thing};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base::text;
use letters::Letter;
use rules::Source;
use serde::Deserialize;
use web::components::{Button, Choice, ErrorSummary, Notice, Radios, TextArea};
use web::{AppError, Form, Reader, Shell, Turns};

use crate::brief::whole;
use crate::words::Words;
use crate::{Asked, REFORMS, Simulation, SimulationError, simulate};

/// One at a time on this node: a run takes a core for a second or two.
static TURN: Turns = Turns::new(1);

/// Fewer families than the command takes, so that somebody can wait for it.
const FAMILIES: usize = 100_000;
/// Other populations.
const OTHERS: usize = 4;
/// Longer than this no reform is.
const REFORM_MOST: usize = 20_000;
/// The choice of writing one.
const OWN: &str = "own";

const PATH: &str = "/simulation";

#[derive(Template)]
#[template(path = "simulation.html")]
struct Page {
    shell: Shell,
    w: Words,
    url: String,
    summary: ErrorSummary,
    notice: Option<Notice>,
    which: Radios,
    own: TextArea,
    run: Button,
    /// What is wrong with the reform, as `favn law check` says it.
    wrong: Option<String>,
    result: Option<Letter>,
    /// What was asked, asked again for each file.
    wanted: Wanted,
    downloads: Vec<Button>,
}

/// What is asked.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub struct Wanted {
    which: String,
    own: String,
    /// A file in place of the page.
    file: String,
}

/// What came of it.
enum Came {
    Nothing,
    Missing,
    Busy,
    Wrong(String),
    Result(Box<Simulation>),
    /// The same, but no PDF of it.
    NoPdf(Box<Simulation>),
}

/// The form.
///
/// # Errors
/// [`AppError`].
pub async fn page(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
) -> Result<Response, AppError> {
    house.may(&actor, Act::SimulateReforms, &Thing::House)?;
    shown(&house, &actor, &reader, Wanted::default(), Came::Nothing)
}

/// Runs it, off the threads that answer requests.
///
/// # Errors
/// [`AppError`].
pub async fn run(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Form(wanted): Form<Wanted>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::SimulateReforms, &Thing::House)?;
    let Some(reform) = reform(&wanted) else {
        return shown(&house, &actor, &reader, wanted, Came::Missing);
    };
    let reforms: Vec<Source> = reform.into_iter().collect();
    if !wanted.file.is_empty() && !files::is_there(&wanted.file, &reforms) {
        return Err(AppError::NotFound);
    }
    let asked = Asked {
        families: FAMILIES,
        others: OTHERS,
        reforms,
        // The other cores go on answering.
        ..Asked::usual(rights::today(&house.clock), 1)
    };
    let work = move || simulate(&asked, &mut |_| {});
    let came = match TURN.take_now(work).await? {
        None => Came::Busy,
        Some(Ok(result)) if wanted.file.is_empty() => Came::Result(Box::new(result)),
        Some(Ok(result)) => {
            match files::file(&house, &result, &wanted.file, reader.lang()).await? {
                Some(file) => return Ok(file),
                None => Came::NoPdf(Box::new(result)),
            }
        }
        // A reform may also end what the simulation asks for.
        Some(Err(error @ (SimulationError::Rules(_) | SimulationError::NoResult(_)))) => {
            Came::Wrong(error.to_string())
        }
        Some(Err(error)) => return Err(AppError::internal(error)),
    };
    shown(&house, &actor, &reader, wanted, came)
}

/// The reform that was chosen or written; nothing where neither was.
fn reform(wanted: &Wanted) -> Option<Option<Source>> {
    if wanted.which == OWN {
        let text = text::clean(&wanted.own);
        let named = |name: &str, text: String| Source {
            name: name.to_owned(),
            text,
        };
        return (!text.trim().is_empty() && text.chars().count() <= REFORM_MOST)
            .then(|| Some(named("own.rules", text)));
    }
    if wanted.which == "law" {
        return Some(None);
    }
    let (name, text) = REFORMS.iter().find(|(name, _)| *name == wanted.which)?;
    Some(Some(Source {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
    }))
}

/// What a ready-made reform calls itself.
fn called(name: &str, text: &str, language: &str) -> String {
    let source = Source {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    // By itself a reform speaks of what it does not have; its name is read all the same.
    let (alone, _) = rules::check(vec![source]);
    let law = alone.laws.first();
    law.map_or_else(
        || name.to_owned(),
        |law| crate::Name::of(&law.head).text(language).to_owned(),
    )
}

fn shown(
    house: &House,
    actor: &Actor,
    reader: &Reader,
    wanted: Wanted,
    came: Came,
) -> Result<Response, AppError> {
    let lang = reader.lang();
    let w = Words::of(lang);
    let missing = matches!(came, Came::Missing);
    let mut summary = ErrorSummary::new(lang);
    if missing {
        summary = summary.add("which", w.page_missing());
    }
    let broken = matches!(came, Came::Wrong(_));
    if broken {
        summary = summary.add("own", w.page_wrong());
    }
    let status = match came {
        Came::Missing | Came::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Came::Busy => StatusCode::TOO_MANY_REQUESTS,
        Came::Nothing | Came::Result(_) | Came::NoPdf(_) => StatusCode::OK,
    };
    let ready = REFORMS
        .iter()
        .map(|(name, text)| Choice::new(*name, called(name, text, lang.code())));
    let chosen = if wanted.which.is_empty() {
        "law".to_owned()
    } else {
        wanted.which.clone()
    };
    let warn = |text| Some(Notice::warn(lang, text));
    let (notice, wrong, result) = match came {
        Came::Busy => (warn(w.page_busy()), None, None),
        Came::Wrong(wrong) => (None, Some(wrong), None),
        Came::Result(result) => (None, None, Some(result)),
        Came::NoPdf(result) => (warn(w.page_no_pdf()), None, Some(result)),
        Came::Nothing | Came::Missing => (None, None, None),
    };
    let view = Page {
        shell: house.staff_shell(reader, actor, w.page_title()).at(PATH),
        url: reader.url(PATH),
        summary,
        notice,
        which: Radios::new(lang, "which", w.page_which())
            .choice(Choice::new("law", w.page_law()))
            .choices(ready)
            .choice(Choice::new(OWN, w.page_own()))
            .chosen(chosen)
            .error(missing.then(|| w.page_missing())),
        own: TextArea::new(lang, "own", w.page_own_text())
            .hint(w.page_own_hint())
            .rows(12)
            .max(REFORM_MOST)
            .optional()
            .error(broken.then(|| w.page_wrong()))
            .value(wanted.own.clone()),
        run: Button::new(w.page_run()),
        wrong,
        downloads: result
            .as_deref()
            .map_or_else(Vec::new, |result| files::buttons(house, result, lang)),
        result: result.map(|result| letters::html(&whole(&result, lang), 2)),
        wanted,
        w,
    };
    reader.page_as(status, &view)
}
