//! How long a letter of two pages takes through the door that the server uses, and what the
//! program holds afterwards: `cargo run --release --manifest-path letters/Cargo.toml --example pace`.

use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use letters::{Client, Document, LettersError};

const LETTERS: usize = 200;
const LETTER: &str = include_str!("../../foundation/letters/tests/documents/da.json");

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let letter: Document = serde_json::from_str(LETTER)?;
    // Examples stand in a folder beside the program.
    let own = std::env::current_exe()?;
    let folder = own.parent().and_then(|folder| folder.parent());
    let program: PathBuf = folder.ok_or("no folder")?.join(letters::PROGRAM);
    let client = Client::new(Some(program)).patience(Duration::from_secs(120));
    let first = time(&client, &letter).await?;
    let mut later = Vec::with_capacity(LETTERS);
    for _ in 0..LETTERS {
        later.push(time(&client, &letter).await?);
    }
    later.sort_unstable();
    let at = |part: usize| later.get(LETTERS * part / 100).copied().unwrap_or_default();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "first {first:?}; then of {LETTERS}: median {:?}, p99 {:?}",
        at(50),
        at(99)
    )?;
    Ok(())
}

async fn time(client: &Client, letter: &Document) -> Result<Duration, LettersError> {
    let begun = Instant::now();
    client.pdf(letter).await?;
    Ok(begun.elapsed())
}
