//! No trace of a person seeking help, on either engine: a whole errand from a known address with a
//! known browser, and then a search through everything that Favn keeps.

use std::path::Path;
use std::process::Command;

use e2e::{Favn, House, fresh_database};

/// From the range that is kept for examples, so it stands nowhere by itself.
const ADDRESS: &str = "203.0.113.77";
const AGENT: &str = "Sporhund/7.31 (prøve)";
/// What she and the counsellor wrote; sealed, so nowhere to be read.
const WRITTEN: [&str; 3] = [
    "jeg har det svært",
    "Godt, at du skriver",
    "Jeg bor i 7100 Vejle",
];

fn run(house: &House, favn: &Favn) {
    let errand = house
        .errand("no-trace", favn)
        .with("FAVN_FORWARDED", ADDRESS)
        .with("FAVN_AGENT", AGENT);
    let said = errand.run();
    assert!(said.contains("the errand is done"), "{said}");
}

/// A needle as text, in capitals' and small letters' hex (bytea in a dump), and as four bytes.
fn needles() -> Vec<Vec<u8>> {
    let hex = |text: &str| {
        text.bytes()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let mut needles: Vec<Vec<u8>> = Vec::new();
    for text in [ADDRESS, AGENT, "Sporhund"].into_iter().chain(WRITTEN) {
        needles.push(text.as_bytes().to_vec());
        needles.push(hex(text).into_bytes());
        needles.push(hex(text).to_uppercase().into_bytes());
    }
    needles
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn assert_no_trace(name: &str, bytes: &[u8]) {
    for needle in needles() {
        assert!(
            !holds(bytes, &needle),
            "{name} holds a trace: {}",
            String::from_utf8_lossy(&needle)
        );
    }
}

fn assert_no_trace_in_files(house: &House) -> Vec<u8> {
    let mut all = Vec::new();
    for file in house.files() {
        let bytes = std::fs::read(&file).expect("the file can be read");
        assert_no_trace(&file.display().to_string(), &bytes);
        all.extend(bytes);
    }
    all
}

/// All of a database as text, with the rows.
fn dump(url: &str) -> Vec<u8> {
    let output = Command::new("pg_dump")
        .args(["--inserts", "--dbname", url])
        .output()
        .expect("pg_dump runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

#[test]
fn the_search_finds_what_is_there() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    for left in [
        ADDRESS.to_owned(),
        "53706f7268756e64".to_owned(),
        WRITTEN[0].to_owned(),
    ] {
        std::fs::write(file.path(), format!("before {left} after")).expect("written");
        let found = std::panic::catch_unwind(|| assert_no_trace("a log", &read(file.path())));
        assert!(found.is_err(), "the search passed over {left}");
    }
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("the file can be read")
}

#[test]
fn no_trace_is_left_on_sqlite() {
    let house = House::new();
    let favn = house.demo();
    run(&house, &favn);
    // While it runs, with the write-ahead log as it is, and once more when it is gone.
    let kept = assert_no_trace_in_files(&house);
    assert!(
        holds(&kept, b"SQLite format 3"),
        "the database was not among the files"
    );
    assert!(
        holds(&kept, b"conversation"),
        "the tables were not among the files"
    );
    favn.kill();
    assert_no_trace_in_files(&house);
}

#[test]
fn no_trace_is_left_on_postgres() {
    let house = House::new();
    let url = fresh_database("no_trace");
    let favn = house.demo_on(&url);
    run(&house, &favn);
    let kept = dump(&url);
    assert!(
        holds(&kept, b"INSERT INTO public.conversation"),
        "the dump has no conversation"
    );
    assert_no_trace("the PostgreSQL database", &kept);
    assert_no_trace_in_files(&house);
}
