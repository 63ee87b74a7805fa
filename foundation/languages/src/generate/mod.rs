//! From Fluent files to typed Rust: reads `<dir>/<code>.ftl` for every language, refuses what
//! does not fit together, and writes `words.rs`. Shared by [`crate::build::words`] and by this
//! crate's own build script, which includes it by path.

mod check;
mod emit;
mod read;

use std::io::Write as _;
use std::path::Path;
use std::{env, fs, io};

/// A language as the generator needs it; the first of a list is the one whose messages set the rule.
pub struct Tongue {
    /// `da`
    pub code: String,
    /// Whether arguments are wrapped in isolation marks (U+2068 and U+2069), so that a Danish
    /// name cannot turn an Arabic sentence about.
    pub isolated: bool,
}

/// The text of `words.rs`, or everything that is wrong with the files in `dir`.
pub fn words(dir: &Path, tongues: &[Tongue]) -> Result<String, Vec<String>> {
    let files = read::files(dir, tongues)?;
    let messages = check::messages(&files)?;
    emit::words(&files, &messages)
}

/// Writes `OUT_DIR/words.rs`, or stops the build with one line a problem.
pub fn run(dir: &str, tongues: &[Tongue]) {
    tell_cargo(&format!("rerun-if-changed={dir}"));
    let out = env::var("OUT_DIR").unwrap_or_default();
    match words(Path::new(dir), tongues) {
        Ok(text) => {
            if let Err(error) = fs::write(Path::new(&out).join("words.rs"), text) {
                fail(&[format!("words.rs could not be written: {error}")]);
            }
        }
        Err(problems) => fail(&problems),
    }
}

/// A build script speaks to cargo through its standard output.
pub fn tell_cargo(line: &str) {
    // Were nobody listening, there would be nobody to tell of it either.
    let _ = writeln!(io::stdout(), "cargo::{line}");
}

/// Tells cargo each problem as an error and ends the build script.
pub fn fail(problems: &[String]) -> ! {
    for problem in problems {
        tell_cargo(&format!("error={}", problem.replace('\n', " ")));
    }
    std::process::exit(1)
}

#[cfg(test)]
mod tests;
