//! Databases on the tests' PostgreSQL, through its own client programs.

use std::process::Command;

/// A new, empty database on the server in `FAVN_TEST_POSTGRES`, and its URL.
///
/// # Panics
/// When there is no such server; `cargo nextest` starts one.
pub fn fresh_database(name: &str) -> String {
    let server = std::env::var("FAVN_TEST_POSTGRES")
        .expect("FAVN_TEST_POSTGRES is not set: run the tests with `cargo nextest run`, which starts a server");
    let name = format!("favn_e2e_{name}_{}", std::process::id());
    ask(&server, &format!("create database {name}"));
    match server.rsplit_once('/') {
        Some((server, _)) => format!("{server}/{name}"),
        None => panic!("FAVN_TEST_POSTGRES is no URL"),
    }
}

/// Runs a statement in this database and returns what it answers, bare.
///
/// # Panics
/// When the statement fails.
pub fn ask(url: &str, statement: &str) -> String {
    let output = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"])
        .args(["--dbname", url, "--command", statement])
        .output()
        .expect("psql runs (`make tools-for-test` installs it)");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
