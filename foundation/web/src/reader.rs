//! Who is reading, as far as a page needs to know: in which language, and with which cookies.

use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use languages::Lang;
use parking_lot::Mutex;

use crate::cookies::{self, Keep};
use crate::error::AppError;
use crate::headers::InOwnFrame;
use crate::limits::{Client, Limit};
use crate::once::Once;
use crate::shell::Shell;
use crate::site::Site;
use crate::token;

/// The cookie that says: neutral titles, please.
pub(crate) const NEUTRAL: &str = "favn_neutral";

/// One request's reader. Cheap to clone; clones share the cookies to be set.
#[derive(Clone)]
pub struct Reader(Arc<Inner>);

struct Inner {
    site: Site,
    lang: Lang,
    /// Path and query without the language.
    here: String,
    method: Method,
    wants_json: bool,
    foreign: bool,
    client: Client,
    cookies: HeaderMap,
    jar: Mutex<Jar>,
}

#[derive(Default)]
struct Jar {
    form_cookie: Option<String>,
    lines: Vec<HeaderValue>,
}

/// What [`Outer`](crate::Outer) learned of a request.
pub(crate) struct Facts {
    pub(crate) lang: Lang,
    pub(crate) here: String,
    pub(crate) method: Method,
    pub(crate) wants_json: bool,
    pub(crate) foreign: bool,
    pub(crate) client: Client,
}

impl Reader {
    pub(crate) fn new(site: Site, facts: Facts, headers: &HeaderMap) -> Self {
        let mut cookies = HeaderMap::new();
        for line in headers.get_all(COOKIE) {
            cookies.append(COOKIE, line.clone());
        }
        Reader(Arc::new(Inner {
            site,
            lang: facts.lang,
            here: facts.here,
            method: facts.method,
            wants_json: facts.wants_json,
            foreign: facts.foreign,
            client: facts.client,
            cookies,
            jar: Mutex::default(),
        }))
    }

    /// The language of the page.
    pub fn lang(&self) -> Lang {
        self.0.lang
    }

    /// The site being read.
    pub fn site(&self) -> &Site {
        &self.0.site
    }

    /// The address of `path` (which starts with a slash) in the reader's language.
    pub fn url(&self, path: &str) -> String {
        format!("/{}{path}", self.0.lang.code())
    }

    /// Sends the reader to `path` in her language, with a `GET`.
    pub fn redirect(&self, path: &str) -> Redirect {
        Redirect::to(&self.url(path))
    }

    /// The path and query asked for, without the language.
    pub fn here(&self) -> &str {
        &self.0.here
    }

    /// Whether this request asks for a page, rather than posting to one.
    pub fn is_reading(&self) -> bool {
        self.0.method == Method::GET || self.0.method == Method::HEAD
    }

    /// Whether script asks and wants problems as JSON.
    pub fn wants_json(&self) -> bool {
        self.0.wants_json
    }

    /// Whether another site made the browser send this.
    pub fn is_foreign(&self) -> bool {
        self.0.foreign
    }

    /// Whether the reader asked for titles that tell nothing.
    pub fn is_neutral(&self) -> bool {
        self.cookie(NEUTRAL).is_some()
    }

    /// The frame of a public page with this title. See [`Shell`] for its variations.
    pub fn shell(&self, title: impl Into<String>) -> Shell {
        Shell::new(self.clone(), title.into())
    }

    /// A finished page.
    pub fn page(&self, view: &impl Template) -> Result<Response, AppError> {
        self.page_as(StatusCode::OK, view)
    }

    /// A finished page with another status: 422 for a form with errors.
    pub fn page_as(&self, status: StatusCode, view: &impl Template) -> Result<Response, AppError> {
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        Ok((status, [(CONTENT_TYPE, kind)], view.render()?).into_response())
    }

    /// A finished page that another page of ours may hold in a frame; nobody else's may. It has
    /// no script. For what must refresh itself beside something that must not.
    pub fn page_in_own_frame(&self, view: &impl Template) -> Result<Response, AppError> {
        let mut page = self.page(view)?;
        page.extensions_mut().insert(InOwnFrame { script: false });
        Ok(page)
    }

    /// The same with script of ours, for what goes on in its frame.
    pub fn page_with_script_in_own_frame(
        &self,
        status: StatusCode,
        view: &impl Template,
    ) -> Result<Response, AppError> {
        let mut page = self.page_as(status, view)?;
        page.extensions_mut().insert(InOwnFrame { script: true });
        Ok(page)
    }

    /// A new [`Once`] for a form about to be shown.
    pub fn once(&self) -> Once {
        Once::new(&self.0.site.clock, &self.0.site.entropy)
    }

    /// Counts one act of whoever sent this request; `Err` when it is too often.
    pub fn limit(&self, limit: &Limit) -> Result<(), AppError> {
        self.0.site.limits.take_client(limit, self.0.client)
    }

    /// Takes back what [`Reader::limit`] counted: it was none of those that are limited.
    pub fn give_back(&self, limit: &Limit) {
        self.0.site.limits.give_back_client(limit, self.0.client);
    }

    /// The value of the cookie `name` (without its prefix).
    pub fn cookie(&self, name: &str) -> Option<String> {
        cookies::read(&self.0.cookies, name, self.0.site.secure())
    }

    /// Sets a cookie on the answer: `HttpOnly; Secure; SameSite=Lax`, for this host alone.
    /// The name starts with `favn_`; the value is made of letters, digits and `-_.`.
    pub fn set_cookie(&self, name: &str, value: &str, keep: Keep) {
        let line = cookies::set(name, value, keep, self.0.site.secure());
        self.0.jar.lock().lines.extend(line);
    }

    /// Takes the cookie `name` away with the answer.
    pub fn forget_cookie(&self, name: &str) {
        let secure = self.0.site.secure();
        let line = cookies::forget(&cookies::name(name, secure), secure);
        self.0.jar.lock().lines.extend(line);
    }

    /// Takes every cookie of ours away with the answer.
    pub fn forget_all_cookies(&self) {
        let secure = self.0.site.secure();
        let ours = cookies::names(&self.0.cookies);
        let ours = ours.iter().filter(|name| name.contains("favn_"));
        let lines = ours.filter_map(|name| cookies::forget(name, secure));
        self.0.jar.lock().lines.extend(lines);
    }

    /// Gives the reader a new form cookie, so that forms shown before no longer count: when
    /// somebody signs in or out.
    pub fn renew_forms(&self) {
        let cookie = token::draw(&self.0.site.entropy);
        self.set_cookie(token::COOKIE, &cookie, Keep::Session);
        self.0.jar.lock().form_cookie = Some(cookie);
    }

    /// The token that makes a form of ours believed. The first one on a page sets the cookie;
    /// a reader who is shown no form gets none.
    pub fn form_token(&self) -> String {
        let known = self.0.jar.lock().form_cookie.clone();
        let cookie = known.or_else(|| {
            let came = self
                .cookie(token::COOKIE)
                .filter(|it| token::plausible(it))?;
            self.0.jar.lock().form_cookie = Some(came.clone());
            Some(came)
        });
        let secret = &self.0.site.settings.form_secret;
        match cookie {
            Some(cookie) => token::of(secret, &cookie),
            None => {
                let cookie = token::draw(&self.0.site.entropy);
                self.set_cookie(token::COOKIE, &cookie, Keep::Session);
                let token = token::of(secret, &cookie);
                self.0.jar.lock().form_cookie = Some(cookie);
                token
            }
        }
    }

    /// Whether `token` belongs to the cookie that came along.
    pub(crate) fn is_own_token(&self, token: &str) -> bool {
        self.cookie(token::COOKIE)
            .filter(|cookie| token::plausible(cookie))
            .is_some_and(|cookie| token::matches(&self.0.site.settings.form_secret, &cookie, token))
    }

    /// Puts the cookies to be set on the answer.
    pub(crate) fn fill(&self, headers: &mut HeaderMap) {
        for line in self.0.jar.lock().lines.drain(..) {
            headers.append(SET_COOKIE, line);
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, AppError> {
        parts
            .extensions
            .get::<Reader>()
            .cloned()
            .ok_or_else(|| AppError::internal("a route was asked without web::Outer around it"))
    }
}
