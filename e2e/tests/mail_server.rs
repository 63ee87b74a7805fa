//! The sender of letters and the queue, against a real SMTP server that is away, puts off, refuses,
//! wants a password, or shows a certificate of its own making.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use base::{Clock, Entropy, Moment};
use db::jobs::{self, Worker};
use db::testing::{OWN, on_both};
use db::{Db, Query, Tx, params};
use e2e::PostOffice;
use mail::{About, Letter, Mailer, Settings};
use serde_json::json;

fn mailer(smtp: &str) -> Mailer {
    let settings = Settings {
        smtp: smtp.to_owned(),
        from: "Favn <favn@favneby.example>".to_owned(),
    };
    Mailer::new(&settings, "Favneby").expect("settings that can be used")
}

fn letter() -> Letter {
    Letter {
        to: "anne@favneby.example".to_owned(),
        lang: "da".to_owned(),
        about: About::Invitation {
            link: "https://favn.example/da/invitation/x".to_owned(),
            days: 7,
        },
    }
}

fn payload() -> String {
    serde_json::to_string(&letter()).expect("JSON")
}

/// A key and a certificate for `localhost` that nobody but itself vouches for.
fn own_certificate(folder: &Path) -> (String, String) {
    let (key, cert) = (folder.join("key.pem"), folder.join("cert.pem"));
    // Debian's ca-certificates brings this program; nothing of it is linked.
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
        ])
        .args(["-nodes", "-days", "2", "-subj", "/CN=localhost"])
        .args(["-addext", "subjectAltName=DNS:localhost"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&cert)
        .output()
        .expect("openssl runs");
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let read = |path: &Path| std::fs::read_to_string(path).expect("a file");
    (read(&key), read(&cert))
}

#[tokio::test]
async fn a_certificate_counts_only_when_the_settings_name_it() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let (key, cert) = own_certificate(folder.path());
    let mut office = PostOffice::with(&json!({ "key": key, "cert": cert }));
    let port = office.port();
    let named = format!("&ca={}", folder.path().join("cert.pem").display());
    for required in ["required", "opportunistic"] {
        let address = format!("smtp://localhost:{port}?tls={required}");
        let refused = mailer(&address).send(&payload()).await;
        assert!(refused.is_err(), "a stranger's certificate was believed");
        assert!(mailer(&address).check().await.is_err());
        assert!(office.unread("letter").is_empty());

        let address = format!("{address}{named}");
        mailer(&address)
            .send(&payload())
            .await
            .expect("it is believed");
        assert_eq!(office.next("letter")["secure"], true);
    }
    let missing = Settings {
        smtp: format!("smtp://localhost:{port}?tls=required&ca=/no/such/file"),
        from: "Favn <favn@favneby.example>".to_owned(),
    };
    let wrong = Mailer::new(&missing, "Favneby")
        .err()
        .expect("no such file");
    assert!(wrong.to_string().contains("/no/such/file"), "{wrong}");
}

#[tokio::test]
async fn a_server_without_tls_gets_nothing_that_was_to_be_sealed() {
    let mut office = PostOffice::open();
    let port = office.port();
    let sealed = format!("smtp://localhost:{port}?tls=required");
    assert!(mailer(&sealed).send(&payload()).await.is_err());
    assert!(office.unread("letter").is_empty());
    // The server does take letters: from whoever asks for no more.
    let open = format!("smtp://localhost:{port}");
    mailer(&open).send(&payload()).await.expect("it takes them");
    office.next("letter");
}

#[tokio::test]
async fn the_password_in_the_address_opens_the_server() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let (key, cert) = own_certificate(folder.path());
    let about = json!({ "key": key, "cert": cert, "user": "favn", "password": "fjord: æøå/2" });
    let mut office = PostOffice::with(&about);
    let port = office.port();
    let ca = folder.path().join("cert.pem");
    let address = |who: &str| {
        format!(
            "smtp://{who}localhost:{port}?tls=required&ca={}",
            ca.display()
        )
    };
    for nobody in ["", "favn:forkert@"] {
        let error = mailer(&address(nobody))
            .send(&payload())
            .await
            .expect_err("let in");
        assert!(
            !error.contains("forkert"),
            "the error tells the password: {error}"
        );
    }
    assert!(office.unread("letter").is_empty());
    let right = address("favn:fjord%3A%20%C3%A6%C3%B8%C3%A5%2F2@");
    mailer(&right)
        .send(&payload())
        .await
        .expect("the right password");
    assert_eq!(office.next("letter")["secure"], true);
}

/// The queue on a clock of the test's own, with one letter in it.
async fn queued(db: &Db) -> Clock {
    let clock = Clock::fixed(Moment::from_micros(1_790_000_000_000_000));
    let (entropy, clock_ref) = (&Entropy::system(), &clock);
    db.transaction(|tx: Tx| async move {
        mail::queue(&tx, "anne", &letter(), clock_ref, entropy).await
    })
    .await
    .expect("queued");
    clock
}

fn worker(db: &Db, clock: &Clock, mailer: &Mailer) -> Worker {
    let mailer = mailer.clone();
    Worker::new(db.clone(), clock.clone()).handle(mail::JOB, move |payload| {
        let mailer = mailer.clone();
        async move { mailer.send(&payload).await }
    })
}

/// Tries until the job is dead; returns the pauses between the tries, in seconds.
async fn pauses(worker: &Worker, clock: &Clock, db: &Db) -> Vec<u64> {
    let mut pauses = Vec::new();
    assert_eq!(worker.work().await.expect("a try"), 1);
    while jobs::dead_letters(db).await.expect("read").is_empty() {
        let mut waited = 0;
        while worker.work().await.expect("a look") == 0 {
            clock.advance(Duration::from_secs(30));
            waited += 30;
        }
        pauses.push(waited);
    }
    pauses
}

#[tokio::test]
async fn a_server_that_is_away_puts_off_or_refuses_is_tried_for_a_day_and_a_half() {
    on_both(OWN, |db| async move {
        let mut office = PostOffice::open();
        let mailer = mailer(&format!("smtp://127.0.0.1:{}", office.port()));
        for (trouble, says) in [
            ("defer", "did not take the letter"),
            ("refuse", "refused the letter for good"),
        ] {
            office.will(trouble);
            let clock = queued(&db).await;
            let worker = worker(&db, &clock, &mailer);
            let pauses = pauses(&worker, &clock, &db).await;
            assert_eq!(
                pauses,
                [30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15_360, 28_800]
            );
            assert_eq!(office.unread("turned away").len(), 12, "twelve tries");
            let dead = jobs::dead_letters(&db).await.expect("read");
            let why = dead[0].last_error.clone().unwrap_or_default();
            assert!(why.contains(says), "{why}");
            assert!(!why.contains("anne"), "the dead letter names her: {why}");

            // Somebody mends the server and gives the letter another life: it goes out once.
            office.will("take");
            assert!(
                jobs::revive(&db, dead[0].id, clock.now())
                    .await
                    .expect("revived")
            );
            assert_eq!(worker.work().await.expect("a try"), 1);
            office.next("letter");
            let (left,): (i64,) = db.one(&jobs::WAITING, params![]).await.expect("jobs");
            assert_eq!((left, worker.work().await.expect("a look")), (0, 0));
            assert!(office.unread("letter").is_empty());
        }

        // Away altogether, and back at the same place.
        let port = office.port();
        drop(office);
        let clock = queued(&db).await;
        let worker = worker(&db, &clock, &mailer);
        assert_eq!(worker.work().await.expect("a try"), 1);
        assert_eq!(worker.work().await.expect("too soon"), 0);
        let mut office = PostOffice::with(&json!({ "port": port }));
        clock.advance(Duration::from_secs(30));
        assert_eq!(worker.work().await.expect("a try"), 1);
        office.next("letter");
    })
    .await;
}
