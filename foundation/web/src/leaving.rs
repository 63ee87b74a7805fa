//! Getting away from here unseen: the quick exit, neutral titles, and an honest page about what
//! cannot be hidden.

use std::future::Future;
use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::http::header::HeaderName;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::components::{Button, Link, Notice};
use crate::cookies::Keep;
use crate::error::AppError;
use crate::form::Form;
use crate::reader::{NEUTRAL, Reader};
use crate::routes::Routes;
use crate::shell::Shell;
use crate::site::{Area, MenuItem};
use crate::words::Words;

/// Where the quick exit leads without script. [`Outer`](crate::Outer) asks no form token of it:
/// leaving must never fail.
pub(crate) const LEAVE: &str = "/leave";

/// The longest that going away waits for [`Farewell::farewell`].
const PATIENCE: Duration = Duration::from_millis(500);

const CLEAR: HeaderName = HeaderName::from_static("clear-site-data");

/// At the foot of every public page, after the features' own.
pub(crate) const FOOT: [MenuItem; 2] = [
    MenuItem {
        area: Area::Foot,
        path: "/hiding",
        label: |lang| Words::of(lang).hiding_title(),
    },
    MenuItem {
        area: Area::Foot,
        path: "/neutral",
        label: |lang| Words::of(lang).neutral_heading(),
    },
];

/// What the routes' state does when a reader leaves: a cookie that is taken away may have been
/// copied, so what it opens is ended here too. Asked of the state so that no site can be put
/// together that forgets to.
pub trait Farewell: Clone + Send + Sync + 'static {
    /// Ends what this reader's cookies open. It goes on by itself when it takes long: leaving
    /// waits for it half a second at most, and never fails by it.
    fn farewell(self, reader: Reader) -> impl Future<Output = ()> + Send + 'static;
}

/// Nobody signs in where there is no state.
impl Farewell for () {
    async fn farewell(self, _: Reader) {}
}

/// The frame's own routes, for the app to merge.
pub fn routes<S: Farewell>() -> Routes<S> {
    Routes::new()
        .get(LEAVE, leave::<S>)
        .post(LEAVE, clear::<S>)
        .get("/hiding", hiding)
        .get("/neutral", neutral)
        .post("/neutral", choose)
}

/// Clears what the browser holds of us and goes to the neutral page.
///
/// The cache is not cleared here: browsers finish that before they go on, which can take seconds,
/// and seconds are what the reader does not have. It holds no page anyway, only the stylesheet.
async fn leave<S: Farewell>(State(house): State<S>, reader: Reader) -> Response {
    ended(house, &reader).await;
    let away = Redirect::to(&reader.site().settings.exit_url).into_response();
    forget(&reader, away, "\"cookies\", \"storage\"")
}

/// The same for the script, which has left already and waits for nobody.
async fn clear<S: Farewell>(State(house): State<S>, reader: Reader) -> Response {
    ended(house, &reader).await;
    let done = StatusCode::NO_CONTENT.into_response();
    forget(&reader, done, "\"cache\", \"cookies\", \"storage\"")
}

async fn ended(house: impl Farewell, reader: &Reader) {
    // Another site may send the reader away, but not sign her out behind her back.
    if reader.is_foreign() {
        return;
    }
    // A task of its own, which nobody stops who closes the window.
    let farewell = tokio::spawn(house.farewell(reader.clone()));
    if tokio::time::timeout(PATIENCE, farewell).await.is_err() {
        tracing::warn!("a session is still being ended while its reader has left");
    }
}

fn forget(reader: &Reader, mut answer: Response, what: &'static str) -> Response {
    if !reader.is_foreign() {
        // Both ways, because the header is heard only over TLS.
        reader.forget_all_cookies();
        answer
            .headers_mut()
            .insert(CLEAR, HeaderValue::from_static(what));
    }
    answer
}

#[derive(Template)]
#[template(path = "hiding.html")]
struct HidingPage {
    shell: Shell,
    w: Words,
    danger: Notice,
    neutral: Link,
    leave: Link,
}

async fn hiding(reader: Reader) -> Result<Response, AppError> {
    let lang = reader.lang();
    let w = Words::of(lang);
    reader.page(&HidingPage {
        shell: reader.shell(w.hiding_title()),
        w,
        danger: Notice::urgent(lang, w.hiding_danger()),
        neutral: Link::new(w.neutral_heading(), reader.url("/neutral")),
        leave: Link::new(w.hiding_leave(), reader.url(LEAVE)).secondary(),
    })
}

#[derive(Template)]
#[template(path = "neutral.html")]
struct NeutralPage {
    shell: Shell,
    w: Words,
    neutral: bool,
    button: Button,
    hiding: Link,
}

async fn neutral(reader: Reader) -> Result<Response, AppError> {
    let w = Words::of(reader.lang());
    let neutral = reader.is_neutral();
    let button = match neutral {
        true => Button::new(w.neutral_off()).named("titles", "plain"),
        false => Button::new(w.neutral_on()).named("titles", "neutral"),
    };
    reader.page(&NeutralPage {
        shell: reader.shell(w.neutral_heading()),
        w,
        neutral,
        button,
        hiding: Link::new(w.hiding_title(), reader.url("/hiding")),
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct TitlesForm {
    titles: String,
}

async fn choose(reader: Reader, Form(form): Form<TitlesForm>) -> Redirect {
    match form.titles.as_str() {
        "neutral" => reader.set_cookie(NEUTRAL, "1", Keep::Session),
        _ => reader.forget_cookie(NEUTRAL),
    }
    reader.redirect("/neutral")
}
