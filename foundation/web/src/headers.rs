//! The headers that every answer carries, and those that no handler may see.

use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, AUTHORIZATION, CACHE_CONTROL,
    CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, COOKIE, FORWARDED, HeaderMap, HeaderName,
    HeaderValue, REFERER, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, USER_AGENT,
    X_CONTENT_TYPE_OPTIONS,
};
use languages::Lang;

use crate::site::Site;

/// Nothing but our own, nothing inline, nobody's frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self' data:; connect-src 'self'; frame-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The same for a page that stands in a frame of another page of ours.
const POLICY_IN_FRAME: &str = "default-src 'none'; style-src 'self'; \
    img-src 'self' data:; form-action 'self'; frame-ancestors 'self'; base-uri 'none'";

/// And for one that has script of ours.
const POLICY_IN_FRAME_WITH_SCRIPT: &str = "default-src 'none'; style-src 'self'; \
    script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; \
    frame-ancestors 'self'; base-uri 'none'";

/// Rides on the answer of a page that a frame of ours may hold.
#[derive(Clone, Copy)]
pub(crate) struct InOwnFrame {
    pub(crate) script: bool,
}

/// No device of the reader's is any of our business, except the passkey of staff.
const PERMISSIONS: &str = "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), \
    gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), \
    publickey-credentials-create=(self), publickey-credentials-get=(self)";

/// Every header by which a request tells of the person or the device behind it.
const TELLTALES: [HeaderName; 12] = [
    USER_AGENT,
    REFERER,
    FORWARDED,
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-real-ip"),
    HeaderName::from_static("true-client-ip"),
    HeaderName::from_static("cf-connecting-ip"),
    HeaderName::from_static("sec-ch-ua"),
    HeaderName::from_static("sec-ch-ua-mobile"),
    HeaderName::from_static("sec-ch-ua-platform"),
    HeaderName::from_static("via"),
    HeaderName::from_static("from"),
];

/// Takes off what tells of the sender, before any handler or log could look.
pub(crate) fn forget_sender(headers: &mut HeaderMap) {
    for name in &TELLTALES {
        headers.remove(name);
    }
}

/// Takes off what signs a person in by itself: on `/api/` no cookie counts, so no form token is
/// needed there.
pub(crate) fn forget_cookies(headers: &mut HeaderMap) {
    headers.remove(COOKIE);
    // Browsers send this by themselves too, once asked by `Basic`.
    if headers
        .get(AUTHORIZATION)
        .is_some_and(|value| value.as_bytes().starts_with(b"Basic"))
    {
        headers.remove(AUTHORIZATION);
    }
}

/// Lets the pages of every site read an answer of `/api/`.
pub(crate) fn open_to_all_sites(headers: &mut HeaderMap) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    let shown = HeaderValue::from_static("retry-after");
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, shown);
}

/// What a browser asks before it lets another site's page send JSON.
pub(crate) fn open_to_posts(headers: &mut HeaderMap) {
    let mut put = |name: HeaderName, value| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    put(ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
    put(ACCESS_CONTROL_ALLOW_HEADERS, "content-type");
    put(ACCESS_CONTROL_MAX_AGE, "86400");
}

/// The headers of one site, ready to be copied.
#[derive(Clone)]
pub(crate) struct Protection(HeaderMap);

impl Protection {
    pub(crate) fn new(site: &Site) -> Self {
        let mut headers = HeaderMap::new();
        let mut put = |name: HeaderName, value: &'static str| {
            headers.insert(name, HeaderValue::from_static(value));
        };
        put(CONTENT_SECURITY_POLICY, POLICY);
        put(REFERRER_POLICY, "no-referrer");
        put(X_CONTENT_TYPE_OPTIONS, "nosniff");
        put(HeaderName::from_static("permissions-policy"), PERMISSIONS);
        put(
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        );
        put(
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        );
        if site.secure() {
            put(STRICT_TRANSPORT_SECURITY, "max-age=63072000");
        }
        Protection(headers)
    }

    /// For everything but static files: protected and kept by nobody.
    pub(crate) fn on_page(&self, headers: &mut HeaderMap, lang: Option<Lang>) {
        self.on_file(headers);
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(lang) = lang {
            headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(lang.code()));
        }
    }

    /// Lets a page of ours hold this one in a frame.
    pub(crate) fn in_own_frame(headers: &mut HeaderMap, frame: InOwnFrame) {
        let policy = match frame.script {
            true => POLICY_IN_FRAME_WITH_SCRIPT,
            false => POLICY_IN_FRAME,
        };
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }

    /// For static files.
    pub(crate) fn on_file(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.0 {
            headers.insert(name, value.clone());
        }
    }
}
