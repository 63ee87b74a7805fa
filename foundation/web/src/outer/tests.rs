//! Through the router: what holds for every request.

use axum::Json;
use axum::extract::Path;
use serde::Deserialize;

use super::*;
use crate::testing::{Answer, Browser, site};
use crate::{AppError, Form, FormErrors, Query, Routes, Settings};

mod failures;
mod languages;
mod leaving;
mod posts;
mod traces;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Say {
    text: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Find {
    q: String,
}

/// Every kind of answer a feature may give.
fn routes() -> Routes<()> {
    crate::routes()
        .get("/", async || "front")
        .get("/find", async |Query(find): Query<Find>| find.q)
        .get("/offers/{id}", async |Path(id): Path<u32>| id.to_string())
        .get("/staff", async || AppError::SignIn)
        .get("/late", async || AppError::TooMany { seconds: 30 })
        .get("/busy", async || {
            AppError::from(db::DbError::Unreachable("no route to 10.0.0.9".into()))
        })
        .get("/broken", async || -> String {
            panic!("a text of somebody's")
        })
        .get("/bare", async || StatusCode::INTERNAL_SERVER_ERROR)
        .get("/health", async || "fine")
        .get("/api/services", async || Json(["a"]))
        .post("/api/cookies", async |headers: HeaderMap| {
            if headers.contains_key("cookie") {
                "some"
            } else {
                "none"
            }
        })
        .get("/seen", async |headers: HeaderMap| {
            format!("{:?}", headers.keys().collect::<Vec<_>>())
        })
        .post("/say", async |Form(say): Form<Say>| say.text)
        .post("/staff/say", async |_: Form<Say>| AppError::SignIn)
        .post("/taken", async |_: Form<Say>| AppError::Conflict)
        .post("/broken", async |_: Form<Say>| -> String {
            panic!("a text of somebody's")
        })
        .post("/mend", async || {
            let mut errors = FormErrors::new();
            errors.add("text", "Skriv noget.");
            AppError::from(errors)
        })
        .post("/script", async |Json(say): Json<Say>| say.text)
}

fn browser() -> Browser {
    Browser::on(routes().into_router(()))
}

fn browser_over_http() -> Browser {
    let site = site();
    let mut settings: Settings = (*site.settings).clone();
    settings.public_url = "http://127.0.0.1:8080".into();
    let site = Site::new(settings, site.clock, site.entropy).expect("good settings");
    Browser::new(Outer::new(routes().into_router(()), site))
}

fn assert_protected(what: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "base-uri 'none'",
    ] {
        assert!(
            policy.contains(part),
            "{what}: the policy lacks {part}: {policy}"
        );
    }
    for part in ["form-action 'self'", "frame-ancestors 'none'"] {
        assert!(
            policy.contains(part),
            "{what}: the policy lacks {part}: {policy}"
        );
    }
    assert!(
        !policy.contains("unsafe") && !policy.contains('*'),
        "{what}: {policy}"
    );
    for (name, value) in [
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("strict-transport-security", "max-age=63072000"),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    assert!(
        answer
            .header("permissions-policy")
            .contains("geolocation=()"),
        "{what}"
    );
}

#[tokio::test]
async fn every_answer_is_protected_and_none_is_kept() {
    let mut browser = browser();
    let long = "x".repeat(100_000);
    let answers = [
        ("a redirect", browser.get("/").await, 303),
        ("a page", browser.get("/da/").await, 200),
        ("no such page", browser.get("/da/nothing").await, 404),
        (
            "no such file",
            browser.get("/assets/nothing.css").await,
            404,
        ),
        ("another method", browser.get("/da/say").await, 405),
        (
            "no token",
            browser.post_bare("/da/say", &[("text", "a")]).await,
            403,
        ),
        (
            "a post",
            browser.post("/da/say", &[("text", "a")]).await,
            200,
        ),
        (
            "too much",
            browser.post("/da/say", &[("text", &long)]).await,
            413,
        ),
        ("a panic", browser.get("/da/broken").await, 500),
        ("health", browser.get("/health").await, 200),
        ("the api", browser.get("/api/services").await, 200),
        ("the quick exit", browser.get("/da/leave").await, 303),
    ];
    for (what, answer, status) in answers {
        assert_eq!(answer.status, status, "{what}: {}", answer.text);
        assert_protected(what, &answer);
        assert_eq!(answer.header("cache-control"), "no-store", "{what}");
    }
}

#[tokio::test]
async fn static_files_are_kept_for_ever_and_sent_small() {
    let mut browser = browser();
    let site = site();
    let address = site.assets.address("site.css").expect("a stylesheet");
    let plain = browser.get(address).await;
    assert_eq!(plain.status, 200);
    assert_protected("a file", &plain);
    assert_eq!(
        plain.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(plain.header("content-type"), "text/css; charset=utf-8");
    let packed = browser
        .send(
            Method::GET,
            address,
            &[("accept-encoding", "gzip, br")],
            Body::empty(),
        )
        .await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.text.len() < plain.text.len() / 2);
}

#[tokio::test]
async fn a_site_without_tls_promises_none() {
    let mut browser = browser_over_http();
    let answer = browser.get("/da/neutral").await;
    assert_eq!(answer.header("strict-transport-security"), "");
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("favn_form="), "{cookie}");
    assert!(!cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn no_handler_sees_who_asks() {
    let telling = [
        ("user-agent", "Testfon/1.0"),
        ("referer", "https://search.example/?q=gravid"),
        ("x-forwarded-for", "203.0.113.7"),
        ("forwarded", "for=203.0.113.7"),
        ("x-real-ip", "203.0.113.7"),
        ("sec-ch-ua-platform", "Phone"),
        ("accept-language", "da"),
    ];
    let answer = browser()
        .send(Method::GET, "/da/seen", &telling, Body::empty())
        .await;
    assert!(answer.text.contains("accept-language"), "{}", answer.text);
    for (name, _) in &telling[..6] {
        assert!(
            !answer.text.contains(name),
            "{name} came through: {}",
            answer.text
        );
    }
}

#[tokio::test]
async fn a_reader_without_a_form_gets_no_cookie() {
    let mut browser = browser();
    for path in ["/da/", "/da/hiding", "/da/nothing", "/health"] {
        assert_eq!(browser.get(path).await.header("set-cookie"), "", "{path}");
    }
    let answer = browser.get("/da/neutral").await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-favn_form="), "{cookie}");
    for flag in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    assert!(
        !cookie.contains("Domain") && !cookie.contains("Max-Age"),
        "{cookie}"
    );
    assert_eq!(browser.get("/da/neutral").await.header("set-cookie"), "");
}
