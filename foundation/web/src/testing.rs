//! For tests: a browser without a window, that keeps cookies and fills in form tokens.

use std::collections::BTreeMap;
use std::net::IpAddr;

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use axum::http::{Method, Request};
use base::{Clock, Entropy, Moment};
use http_body_util::BodyExt;

use crate::cookies;
use crate::fields;
use crate::outer::Outer;
use crate::site::{FormSecret, Settings, Site};
use crate::token;

/// A site for tests: `https://favn.test`, a fixed clock, seeded chance.
///
/// # Panics
///
/// Never: the settings are good.
pub fn site() -> Site {
    let settings = Settings::new("https://favn.test", "Favn", FormSecret::new([7; 32]));
    let clock = Clock::fixed(Moment::from_micros(1_800_000_000_000_000));
    Site::new(settings, clock, Entropy::seeded(1)).expect("good settings")
}

/// A person's browser, talking to an [`Outer`] in memory.
#[derive(Clone)]
pub struct Browser {
    outer: Outer,
    cookies: BTreeMap<String, String>,
    accept: &'static str,
    peer: IpAddr,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub text: String,
}

impl Answer {
    /// The header `name`, or an empty text.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }

    /// Where it redirects to.
    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// The text of the `<title>`.
    pub fn title(&self) -> &str {
        self.between("<title>", "</title>")
    }

    /// The value of the first hidden field or input called `name`.
    pub fn field(&self, name: &str) -> &str {
        self.between(&format!("name=\"{name}\" value=\""), "\"")
    }

    fn between(&self, before: &str, after: &str) -> &str {
        let rest = self.text.split_once(before).map(|(_, rest)| rest);
        rest.and_then(|rest| rest.split_once(after))
            .map_or("", |(found, _)| found)
    }
}

impl Browser {
    /// A browser that has been nowhere yet.
    pub fn new(outer: Outer) -> Self {
        Browser {
            outer,
            cookies: BTreeMap::new(),
            accept: "text/html,*/*;q=0.8",
            peer: IpAddr::from([192, 0, 2, 1]),
        }
    }

    /// The same browser at another address.
    #[must_use]
    pub fn at(mut self, peer: impl Into<IpAddr>) -> Self {
        self.peer = peer.into();
        self
    }

    /// A browser before these routes on [`site`].
    pub fn on(router: Router) -> Self {
        Self::new(Outer::new(router, site()))
    }

    /// The same browser, its script asking for problems as JSON.
    #[must_use]
    pub fn as_script(mut self) -> Self {
        self.accept = "application/json";
        self
    }

    /// The cookies it holds, by their names on the wire.
    pub fn cookies(&self) -> &BTreeMap<String, String> {
        &self.cookies
    }

    /// Puts a cookie into the browser, or changes one.
    pub fn set_cookie(&mut self, wire_name: &str, value: &str) {
        self.cookies.insert(wire_name.into(), value.into());
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Body::empty()).await
    }

    /// Posts a form as a page of ours would: with its token.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token();
        let mut all = vec![(token::FIELD, token.as_str())];
        all.extend_from_slice(fields);
        self.post_bare(path, &all).await
    }

    /// Posts exactly these fields: a token only if it is among them.
    pub async fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<_> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", fields::encode(name), fields::encode(value)))
            .collect();
        self.post_bytes(path, body.join("&").into_bytes()).await
    }

    /// Posts these bytes as a form.
    pub async fn post_bytes(&mut self, path: &str, body: Vec<u8>) -> Answer {
        let form = [(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")];
        self.send(Method::POST, path, &form, body.into()).await
    }

    /// The token a form shown to this browser would carry.
    pub fn token(&mut self) -> String {
        let site = self.outer.site().clone();
        let name = cookies::name(token::COOKIE, site.secure()).into_owned();
        let cookie = self
            .cookies
            .entry(name)
            .or_insert_with(|| token::draw(&site.entropy));
        token::of(&site.settings.form_secret, cookie)
    }

    /// Sends anything; keeps the cookies that come back.
    ///
    /// # Panics
    ///
    /// When the request cannot be made, or the answer's body breaks off.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(ACCEPT, self.accept);
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).expect("a request that can be made");
        let (parts, body) = self
            .outer
            .answer(request, Some(self.peer))
            .await
            .into_parts();
        for line in parts.headers.get_all(SET_COOKIE) {
            self.keep(line.to_str().expect("a readable cookie"));
        }
        let bytes = body.collect().await.expect("a whole body").to_bytes();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    fn keep(&mut self, line: &str) {
        let Some((name, rest)) = line.split_once('=') else {
            return;
        };
        if line.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            let value = rest.split(';').next().unwrap_or_default();
            self.cookies.insert(name.into(), value.into());
        }
    }
}
