//! The language stands first in the path: `/da/find`. Routes never see it.

use axum::http::uri::{PathAndQuery, Uri};
use axum::http::{HeaderMap, Method};
use languages::Lang;

/// Where a request goes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// To the routes, in this language, as `uri`.
    Page { lang: Lang, uri: Uri },
    /// To the routes as it is: `/api/…`, `/health`. The language is for failures.
    Plain { lang: Lang },
    /// To the same page in the reader's language.
    Redirect { to: String },
    /// Nowhere.
    Lost { lang: Lang },
}

/// Whether `path` has no language: for machines, and files that are no more.
pub(crate) fn is_plain(path: &str) -> bool {
    path == "/health" || path.starts_with("/api/") || path.starts_with(crate::assets::PREFIX)
}

/// Whether `path` is open to pages of other sites: no cookie counts there, so they see what
/// everybody sees.
pub(crate) fn is_open(path: &str) -> bool {
    path.starts_with("/api/")
}

pub(crate) fn way(method: &Method, uri: &Uri, headers: &HeaderMap) -> Way {
    let path = uri.path();
    if is_plain(path) {
        return Way::Plain {
            lang: negotiate(headers),
        };
    }
    if let Some((lang, rest)) = split(path) {
        // Machines' addresses have one form: without a language.
        let uri = (!is_plain(rest))
            .then(|| without_language(rest, uri))
            .flatten();
        return match uri {
            Some(uri) => Way::Page { lang, uri },
            None => Way::Lost { lang },
        };
    }
    let lang = negotiate(headers);
    if *method == Method::GET || *method == Method::HEAD {
        let query = uri.query().map(|query| format!("?{query}"));
        let query = query.unwrap_or_default();
        Way::Redirect {
            to: format!("/{}{path}{query}", lang.code()),
        }
    } else {
        Way::Lost { lang }
    }
}

/// The language the browser asks for.
pub(crate) fn negotiate(headers: &HeaderMap) -> Lang {
    let asked = headers
        .get("accept-language")
        .and_then(|line| line.to_str().ok());
    Lang::negotiate(asked.unwrap_or_default())
}

/// `/da/find` into Danish and `/find`; `/da` into Danish and `/`.
fn split(path: &str) -> Option<(Lang, &str)> {
    let inner = path.strip_prefix('/')?;
    let (code, rest) = match inner.find('/') {
        Some(at) => (&inner[..at], &inner[at..]),
        None => (inner, "/"),
    };
    Some((Lang::from_code(code)?, rest))
}

fn without_language(rest: &str, uri: &Uri) -> Option<Uri> {
    let path_and_query: PathAndQuery = match uri.query() {
        Some(query) => format!("{rest}?{query}").parse().ok()?,
        None => rest.parse().ok()?,
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(path_and_query);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn go(method: &str, path: &str, accept: &'static str) -> Way {
        let mut headers = HeaderMap::new();
        headers.insert("accept-language", accept.parse().expect("a header"));
        let method: Method = method.parse().expect("a method");
        way(&method, &path.parse().expect("a path"), &headers)
    }

    fn page(code: &str, path: &str) -> Way {
        Way::Page {
            lang: Lang::from_code(code).expect("a language"),
            uri: path.parse().expect("a path"),
        }
    }

    fn redirect(to: &str) -> Way {
        Way::Redirect { to: to.to_owned() }
    }

    #[test]
    fn the_path_decides_the_language_before_the_browser_does() {
        assert_eq!(go("GET", "/ar/find?q=1", "da"), page("ar", "/find?q=1"));
        assert_eq!(go("POST", "/uk/say", "da"), page("uk", "/say"));
        assert_eq!(go("GET", "/da", "en"), page("da", "/"));
        assert_eq!(go("GET", "/da/", "en"), page("da", "/"));
    }

    #[test]
    fn without_a_language_the_browser_is_asked() {
        assert_eq!(go("GET", "/", "uk-UA,uk;q=0.9,en;q=0.5"), redirect("/uk/"));
        assert_eq!(
            go("GET", "/find?q=a%20b", "ar"),
            redirect("/ar/find?q=a%20b")
        );
        assert_eq!(go("GET", "/", "xx"), redirect("/da/"));
        assert!(matches!(go("POST", "/say", "da"), Way::Lost { .. }));
    }

    #[test]
    fn a_redirect_never_leaves_the_site() {
        assert_eq!(
            go("GET", "//evil.example/x", "da"),
            redirect("/da//evil.example/x")
        );
    }

    #[test]
    fn machines_have_addresses_without_language() {
        assert!(matches!(
            go("GET", "/api/services", "da"),
            Way::Plain { .. }
        ));
        assert!(matches!(go("GET", "/health", "da"), Way::Plain { .. }));
        assert!(matches!(
            go("GET", "/da/api/services", "da"),
            Way::Lost { .. }
        ));
        assert_eq!(go("GET", "/healthy", "da"), redirect("/da/healthy"));
    }
}
