use std::io::{self, Write};

use parking_lot::Mutex;
use tracing_subscriber::fmt::MakeWriter;

use super::*;

/// Everything that was logged, down to the last detail.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_log_tells_what_broke_and_of_nobody() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    let _logging = tracing::subscriber::set_default(subscriber);
    let loud = std::panic::take_hook();
    crate::keep_quiet();
    let mut browser = browser();
    let token = browser.token();
    let telling = [
        ("user-agent", "Testfon/1.0"),
        ("x-forwarded-for", "203.0.113.7"),
        ("referer", "https://search.example/"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let mut references = Vec::new();
    for (method, path, text) in [
        (
            Method::POST,
            "/da/broken?code=sol-hav-bil-ko",
            "min+hemmelighed",
        ),
        (
            Method::POST,
            "/da/say?code=sol-hav-bil-ko",
            "min+hemmelighed%FF",
        ),
        (
            Method::POST,
            "/da/taken?code=sol-hav-bil-ko",
            "min+hemmelighed",
        ),
        (Method::GET, "/da/busy?code=sol-hav-bil-ko", ""),
        (Method::GET, "/da/sol-hav-bil-ko", ""),
    ] {
        let body = Body::from(format!("form_token={token}&text={text}"));
        let answer = browser.send(method, path, &telling, body).await;
        assert!(answer.status >= 400, "{path} should fail");
        let reference = answer.text.split("<code dir=\"ltr\">").nth(1);
        references.extend(reference.map(|rest| rest[..9].to_owned()));
    }
    std::panic::set_hook(loud);
    let stale = [("text", "min hemmelighed")];
    assert_eq!(browser.post_bare("/da/say", &stale).await.status, 403);
    let log = String::from_utf8_lossy(&log.0.lock()).into_owned();
    assert_eq!(
        references.len(),
        4,
        "all but the missing page have a reference"
    );
    for reference in &references {
        assert_eq!(
            log.matches(reference.as_str()).count(),
            1,
            "{reference} in {log}"
        );
    }
    assert!(
        log.contains("outer/tests.rs:"),
        "where it panicked is there: {log}"
    );
    assert!(
        log.contains("no route to 10.0.0.9"),
        "the cause is there: {log}"
    );
    for telling in [
        "192.0.2.1",
        "203.0.113.7",
        "Testfon",
        "search.example",
        "sol-hav",
        "hemmelighed",
        "of somebody's",
        token.as_str(),
    ] {
        assert!(!log.contains(telling), "{telling} is in the log: {log}");
    }
}
