//! The client and programs that behave badly. The real one is tried in `letters/tests`.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use languages::Lang;
use letters::{Client, Document, LettersError};

fn letter() -> Document {
    Document::letter(Lang::DEFAULT, "a")
}

/// A program that is this shell script.
fn program(folder: &Path, script: &str) -> PathBuf {
    let path = folder.join("program");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).expect("a program");
    path
}

/// An answer of `%PDF` to each job, written as the protocol has it.
const ANSWER: &str = r"printf 'P\000\000\000\004%%PDF'";

#[tokio::test]
async fn without_the_program_that_is_said_and_nothing_else_happens() {
    let folder = tempfile::tempdir().expect("a folder");
    let client = Client::new(Some(folder.path().join("nothing")));
    assert!(!client.installed());
    let error = client.pdf(&letter()).await.expect_err("no program");
    assert!(matches!(error, LettersError::NotInstalled(_)), "{error}");
}

#[tokio::test]
async fn a_program_that_comes_later_is_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let client = Client::new(Some(folder.path().join("program")));
    client.pdf(&letter()).await.expect_err("not there yet");
    program(folder.path(), &format!("while read job; do {ANSWER}; done"));
    assert!(client.installed());
    for _ in 0..3 {
        assert_eq!(client.pdf(&letter()).await.expect("an answer"), b"%PDF");
    }
}

#[tokio::test]
async fn a_program_that_died_after_its_letter_is_started_again() {
    let folder = tempfile::tempdir().expect("a folder");
    // One letter a life.
    let client = Client::new(Some(program(folder.path(), &format!("read job; {ANSWER}"))));
    for _ in 0..3 {
        assert_eq!(client.pdf(&letter()).await.expect("an answer"), b"%PDF");
    }
}

#[tokio::test]
async fn a_program_that_dies_over_a_letter_gives_an_error_each_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let client = Client::new(Some(program(folder.path(), "read job; exit 1")));
    for _ in 0..2 {
        let error = client.pdf(&letter()).await.expect_err("no answer");
        assert!(matches!(error, LettersError::Died(_)), "{error}");
    }
}

#[tokio::test]
async fn a_program_that_says_nothing_is_ended() {
    let folder = tempfile::tempdir().expect("a folder");
    let left = folder.path().join("pid");
    let script = format!("echo $$ > {}; read job; exec sleep 600", left.display());
    let client = Client::new(Some(program(folder.path(), &script)));
    let client = client.patience(Duration::from_secs(2));
    let error = client.pdf(&letter()).await.expect_err("no answer");
    assert!(matches!(error, LettersError::TooSlow(_)), "{error}");
    // It is killed, and waited for in the background: then its place in /proc is gone.
    let process = std::fs::read_to_string(left).expect("it was started");
    let place = PathBuf::from(format!("/proc/{}", process.trim()));
    while place.join("exe").exists() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_answer_to_somebody_who_left_is_given_to_nobody_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let turn = folder.path().join("turn");
    std::fs::write(&turn, "").expect("a file");
    // The first life answers late and wrong, the later ones at once.
    let script = format!(
        "echo a >> {0}; if [ $(wc -l < {0}) = 1 ]; then read job; sleep 600; fi; while read job; do {ANSWER}; done",
        turn.display()
    );
    let client = Client::new(Some(program(folder.path(), &script)));
    let first = tokio::spawn({
        let client = client.clone();
        async move { client.pdf(&letter()).await }
    });
    while std::fs::metadata(&turn).expect("a file").len() == 0 {
        tokio::task::yield_now().await;
    }
    first.abort();
    assert!(first.await.expect_err("given up").is_cancelled());
    assert_eq!(client.pdf(&letter()).await.expect("an answer"), b"%PDF");
}

#[tokio::test]
async fn what_is_no_answer_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    for script in [
        "read job; echo HTTP/1.1 200 OK",
        r"read job; printf 'P\377\377\377\377'",
    ] {
        let client = Client::new(Some(program(folder.path(), script)));
        let error = client.pdf(&letter()).await.expect_err("no answer");
        assert!(matches!(error, LettersError::Died(_)), "{error}");
    }
}

#[tokio::test]
async fn a_document_too_long_is_not_sent() {
    let client = Client::new(Some(PathBuf::from("/nothing")));
    let long = Document::letter(Lang::DEFAULT, "a".repeat(letters::wire::JOB_BYTES));
    let error = client.pdf(&long).await.expect_err("too long");
    assert!(matches!(error, LettersError::TooLong(_)), "{error}");
}

#[tokio::test]
async fn the_program_gets_no_variable_and_no_folder_of_ours() {
    let folder = tempfile::tempdir().expect("a folder");
    let seen = folder.path().join("seen");
    let script = format!(
        "/usr/bin/env > {0}; pwd >> {0}; read job; {ANSWER}",
        seen.display()
    );
    let client = Client::new(Some(program(folder.path(), &script)));
    client.pdf(&letter()).await.expect("an answer");
    let seen = std::fs::read_to_string(seen).expect("it wrote");
    assert!(!seen.contains("CARGO") && !seen.contains("HOME="), "{seen}");
    assert!(seen.lines().any(|line| line == "/"), "{seen}");
}
