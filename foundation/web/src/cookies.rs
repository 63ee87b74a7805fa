//! The few cookies there are, all with the same careful flags.

use std::borrow::Cow;
use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HeaderValue};
use cookie::{Cookie, SameSite};

/// How long the browser keeps a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Until the browser is closed.
    Session,
    /// For this long.
    For(Duration),
}

/// The name as it goes over the wire. `__Host-` makes the browser refuse the cookie unless it is
/// `Secure`, for this host alone and for all paths, so no sister site can plant one.
pub(crate) fn name(bare: &str, secure: bool) -> Cow<'_, str> {
    if secure {
        Cow::Owned(format!("__Host-{bare}"))
    } else {
        Cow::Borrowed(bare)
    }
}

/// The value of the cookie `bare`; of several the first, which is the most specific.
pub(crate) fn read(headers: &HeaderMap, bare: &str, secure: bool) -> Option<String> {
    let name = name(bare, secure);
    all(headers)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// The names of all cookies that came along.
pub(crate) fn names(headers: &HeaderMap) -> Vec<String> {
    all(headers)
        .map(|cookie| cookie.name().to_owned())
        .collect()
}

fn all(headers: &HeaderMap) -> impl Iterator<Item = Cookie<'_>> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
}

/// A `Set-Cookie` line; `None` when the value has characters no cookie may have.
pub(crate) fn set(bare: &str, value: &str, keep: Keep, secure: bool) -> Option<HeaderValue> {
    let mut cookie = Cookie::build((name(bare, secure).into_owned(), value.to_owned()))
        .path("/")
        .http_only(true)
        .secure(secure)
        // Not Strict: whoever follows a link from a letter or a friend should still be known.
        .same_site(SameSite::Lax)
        .build();
    if let Keep::For(duration) = keep {
        let seconds = i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        cookie.set_max_age(cookie::time::Duration::seconds(seconds));
    }
    HeaderValue::from_str(&cookie.to_string()).ok()
}

/// A `Set-Cookie` line that takes away the cookie with this name on the wire.
pub(crate) fn forget(wire_name: &str, secure: bool) -> Option<HeaderValue> {
    let cookie = Cookie::build((wire_name.to_owned(), ""))
        .path("/")
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .max_age(cookie::time::Duration::ZERO)
        .build();
    HeaderValue::from_str(&cookie.to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_carry_every_flag() {
        let line = set("favn_x", "abc", Keep::Session, true).expect("a cookie");
        assert_eq!(
            line,
            "__Host-favn_x=abc; HttpOnly; SameSite=Lax; Secure; Path=/"
        );
        let line = set("favn_x", "abc", Keep::For(Duration::from_secs(60)), false);
        let line = line.expect("a cookie");
        assert_eq!(
            line,
            "favn_x=abc; HttpOnly; SameSite=Lax; Path=/; Max-Age=60"
        );
        assert_eq!(set("favn_x", "a\r\nb", Keep::Session, true), None);
    }

    #[test]
    fn a_planted_cookie_without_the_prefix_is_not_read() {
        let mut headers = HeaderMap::new();
        headers.insert(
            COOKIE,
            HeaderValue::from_static("favn_x=planted; __Host-favn_x=own"),
        );
        assert_eq!(read(&headers, "favn_x", true).as_deref(), Some("own"));
        assert_eq!(read(&headers, "favn_y", true), None);
        assert_eq!(names(&headers), ["favn_x", "__Host-favn_x"]);
    }
}
