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
    let output = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--dbname", &server, "--command"])
        .arg(format!("create database {name}"))
        .output()
        .expect("psql runs (`make tools-for-test` installs it)");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    match server.rsplit_once('/') {
        Some((server, _)) => format!("{server}/{name}"),
        None => panic!("FAVN_TEST_POSTGRES is no URL"),
    }
}
