//! The law goes into the program: every file of `content/law/dk`, by name: rules, their texts in more
//! languages and worked examples. And turns `languages/*.ftl` into typed words.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const LAW: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/law/dk");

fn main() {
    languages::build::words("languages");
    // A folder counts with all that is in it.
    println!("cargo::rerun-if-changed={LAW}");
    let folder = Path::new(LAW);
    let mut files = inside(folder);
    for language in inside(&folder.join("languages")) {
        files.extend(inside(&language));
    }
    let ours = |path: &PathBuf| {
        let end = path.extension();
        end.is_some_and(|end| end == "rules" || end == "texts" || end == "examples")
    };
    let mut files: Vec<(String, PathBuf)> = files
        .into_iter()
        .filter(ours)
        .map(|path| {
            let name = path.strip_prefix(folder).expect("it is inside");
            let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
            (parts.join("/"), path)
        })
        .collect();
    files.sort();
    let mut code = String::from("&[\n");
    for (name, path) in files {
        writeln!(code, "    ({name:?}, include_str!({path:?})),").expect("a String takes all");
    }
    code.push_str("]\n");
    let out = std::env::var("OUT_DIR").expect("cargo sets it");
    let out = Path::new(&out);
    std::fs::write(out.join("law.rs"), code).expect("the build folder can be written");
    let texts = listed(&folder.join("situations"));
    std::fs::write(out.join("situations.rs"), texts).expect("the build folder can be written");
}

/// The files of a folder by their names without ending, as Rust.
fn listed(folder: &Path) -> String {
    let mut files = inside(folder);
    files.sort();
    let mut code = String::from("&[\n");
    for path in files {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        writeln!(code, "    ({name:?}, include_str!({path:?})),").expect("a String takes all");
    }
    code.push_str("]\n");
    code
}

/// What stands in a folder.
fn inside(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{} cannot be read: {error}", folder.display()))
        .map(|entry| entry.expect("it can be read").path())
        .collect()
}
