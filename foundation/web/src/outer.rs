//! The service around all routes.

mod body;

use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::header::{
    ACCEPT, CONTENT_TYPE, HOST, HeaderMap, HeaderValue, LOCATION, ORIGIN, VARY,
};
use axum::http::request::Parts;
use axum::http::{Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use languages::Lang;
use tower::Service;

use crate::assets;
use crate::error::{AppError, Failure};
use crate::error_page;
use crate::fields;
use crate::headers::{self, Protection};
use crate::language_path::{self, Way};
use crate::leaving;
use crate::limits::Client;
use crate::posted::Posted;
use crate::reader::{Facts, Reader};
use crate::site::Site;
use crate::token;

/// The routes, and around them all that holds for every request. Cheap to clone.
#[derive(Clone)]
pub struct Outer {
    router: Router,
    site: Site,
    protection: Arc<Protection>,
}

impl Outer {
    /// Puts itself around `router`.
    pub fn new(router: Router, site: Site) -> Self {
        Outer {
            protection: Arc::new(Protection::new(&site)),
            router,
            site,
        }
    }

    /// The site it serves.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Answers one request that came from `peer`.
    pub async fn answer(&self, request: Request<Body>, peer: Option<IpAddr>) -> Response {
        let (mut parts, body) = request.into_parts();
        if let Some(file) = self.file(&parts) {
            return file;
        }
        if parts.method == Method::OPTIONS && language_path::is_open(parts.uri.path()) {
            return self.preflight();
        }
        let client = Client::of(peer, &parts.headers, &self.site.settings.trusted_proxies);
        headers::forget_sender(&mut parts.headers);
        let plain = language_path::is_plain(parts.uri.path());
        if plain {
            headers::forget_cookies(&mut parts.headers);
        }
        let (lang, lost) = match language_path::way(&parts.method, &parts.uri, &parts.headers) {
            Way::Redirect { to } => return self.redirect(&to),
            Way::Page { lang, uri } => {
                parts.uri = uri;
                (lang, false)
            }
            Way::Plain { lang } => (lang, false),
            Way::Lost { lang } => (lang, true),
        };
        let reader = self.reader(&parts, lang, client, plain);
        let mut posted = None;
        let result = if lost {
            Err(AppError::NotFound)
        } else {
            self.ask(parts, body, &reader, plain, &mut posted).await
        };
        let answer = match result {
            Ok(answer) => told(answer, &reader, posted.as_ref()),
            Err(error) => finish(error, &reader, posted.as_ref()),
        };
        self.protect(answer, Some(&reader))
    }

    /// Answers that there is no room, without asking anything of anybody.
    pub(crate) fn refuse(&self, request: Request<Body>) -> Response {
        let (mut parts, _) = request.into_parts();
        headers::forget_sender(&mut parts.headers);
        headers::forget_cookies(&mut parts.headers);
        let plain = language_path::is_plain(parts.uri.path());
        let lang = match language_path::way(&parts.method, &parts.uri, &parts.headers) {
            Way::Redirect { to } => return self.redirect(&to),
            Way::Page { lang, .. } | Way::Plain { lang } | Way::Lost { lang } => lang,
        };
        let reader = self.reader(&parts, lang, Client::default(), plain);
        let answer = finish(AppError::Full, &reader, None);
        self.protect(answer, Some(&reader))
    }

    fn file(&self, parts: &Parts) -> Option<Response> {
        let hashed = parts.uri.path().strip_prefix(assets::PREFIX)?;
        let reading = parts.method == Method::GET || parts.method == Method::HEAD;
        let mut answer = reading
            .then(|| self.site.assets.answer(hashed, &parts.headers))
            .flatten()?;
        self.protection.on_file(answer.headers_mut());
        Some(answer)
    }

    fn preflight(&self) -> Response {
        let mut answer = StatusCode::NO_CONTENT.into_response();
        headers::open_to_all_sites(answer.headers_mut());
        headers::open_to_posts(answer.headers_mut());
        self.protect(answer, None)
    }

    fn redirect(&self, to: &str) -> Response {
        let mut answer = StatusCode::SEE_OTHER.into_response();
        // The path came as part of a valid address, so it is a valid header too.
        if let Ok(to) = HeaderValue::from_str(to) {
            answer.headers_mut().insert(LOCATION, to);
        }
        let vary = HeaderValue::from_static("accept-language");
        answer.headers_mut().insert(VARY, vary);
        self.protect(answer, None)
    }

    fn reader(&self, parts: &Parts, lang: Lang, client: Client, plain: bool) -> Reader {
        let here = parts.uri.path_and_query().map_or("/", |here| here.as_str());
        let facts = Facts {
            lang,
            here: here.to_owned(),
            method: parts.method.clone(),
            wants_json: plain || wants_json(&parts.headers),
            foreign: is_foreign(&parts.headers, &self.site.settings.public_url),
            client,
        };
        Reader::new(self.site.clone(), facts, &parts.headers)
    }

    /// Reads what was posted, checks that it came from a page of ours, and asks the routes.
    async fn ask(
        &self,
        mut parts: Parts,
        body: Body,
        reader: &Reader,
        plain: bool,
        posted: &mut Option<Posted>,
    ) -> Result<Response, AppError> {
        let body = if reader.is_reading() {
            Body::empty()
        } else {
            let limit = self.site.settings.form_limit_bytes;
            let (bytes, complete) = body::read(body).await?;
            if body::is_form(&parts.headers) && complete {
                let fields = fields::decode(&bytes).map_err(|_| AppError::BrokenText)?;
                *posted = Some(Posted::new(fields));
            }
            let sent = posted.as_ref().and_then(|posted| posted.get(token::FIELD));
            let sent = sent.or_else(|| parts.headers.get(token::HEADER)?.to_str().ok());
            // On plain paths no cookie counts, so there is nothing to forge.
            if !plain && parts.uri.path() != leaving::LEAVE {
                if reader.is_foreign() {
                    return Err(AppError::ForeignForm);
                }
                if complete && !sent.is_some_and(|sent| reader.is_own_token(sent)) {
                    return Err(AppError::StaleForm);
                }
            }
            if !complete || bytes.len() > limit {
                return Err(AppError::TooLarge);
            }
            Body::from(bytes)
        };
        parts.extensions.insert(reader.clone());
        if let Some(posted) = posted {
            parts.extensions.insert(posted.clone());
        }
        let asked = self.router.clone().call(Request::from_parts(parts, body));
        match AssertUnwindSafe(asked).catch_unwind().await {
            Ok(answer) => answer.map_err(|never| match never {}),
            // The panic hook has told the log where; what it said may quote a person.
            Err(_) => Err(AppError::internal("a handler panicked")),
        }
    }

    fn protect(&self, mut answer: Response, reader: Option<&Reader>) -> Response {
        if let Some(reader) = reader {
            reader.fill(answer.headers_mut());
            if language_path::is_open(reader.here()) {
                headers::open_to_all_sites(answer.headers_mut());
            }
        }
        self.protection
            .on_page(answer.headers_mut(), reader.map(Reader::lang));
        if let Some(frame) = answer.extensions_mut().remove::<headers::InOwnFrame>() {
            Protection::in_own_frame(answer.headers_mut(), frame);
        }
        answer
    }
}

/// Turns a failed answer of the routes into a page.
fn told(mut answer: Response, reader: &Reader, posted: Option<&Posted>) -> Response {
    if let Some(Failure(error)) = answer.extensions_mut().remove::<Failure>() {
        let mut page = error_page::answer(&error, reader, posted);
        keep_headers(&answer, &mut page);
        return page;
    }
    let status = answer.status();
    let speaks = answer
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html") || is_json(kind));
    if speaks || !(status.is_client_error() || status.is_server_error()) {
        return answer;
    }
    // The router's own refusals and those of plain extractors: bare English.
    let error = match status {
        StatusCode::NOT_FOUND => AppError::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => AppError::Method,
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
        // An address with an id that is none: no such page.
        StatusCode::BAD_REQUEST if reader.is_reading() => AppError::NotFound,
        StatusCode::SERVICE_UNAVAILABLE if language_path::is_plain(reader.here()) => return answer,
        status if status.is_client_error() => AppError::BadRequest("an extractor refused it"),
        _ => AppError::internal("a handler answered with a bare server error"),
    };
    let mut page = error_page::answer(&error, reader, posted);
    keep_headers(&answer, &mut page);
    page
}

/// The page of an error that never reached the routes.
fn finish(error: AppError, reader: &Reader, posted: Option<&Posted>) -> Response {
    told(error.into_response(), reader, posted)
}

/// `Retry-After` and `Allow` belong to the failure, not to its page.
fn keep_headers(from: &Response, to: &mut Response) {
    for name in ["retry-after", "allow"] {
        if let Some(value) = from.headers().get(name) {
            to.headers_mut().insert(name, value.clone());
        }
    }
}

fn is_json(kind: &HeaderValue) -> bool {
    kind.as_bytes().starts_with(b"application/json")
        || kind.as_bytes().starts_with(b"application/problem+json")
}

/// Script asks for JSON or for a stream of events, neither of which can hold a page.
fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|line| line.to_str().ok());
    accept.is_some_and(|line| {
        !line.contains("text/html") && (line.contains("json") || line.contains("text/event-stream"))
    })
}

/// Whether the browser says that another site made it send this. A browser too old to say so is
/// left to the token.
fn is_foreign(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|line: &HeaderValue| line.to_str().ok())
    };
    if let Some(site) = text(axum::http::HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    match text(ORIGIN) {
        // `null` is what browsers send for our own forms, because of `Referrer-Policy`.
        None | Some("null") => false,
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            origin != public_url && host != text(HOST)
        }
    }
}

#[cfg(test)]
mod tests;
