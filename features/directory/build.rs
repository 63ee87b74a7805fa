//! Turns `languages/*.ftl` into typed words, and names the lists of words that people search with.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> std::io::Result<()> {
    languages::build::words("languages");
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let folder = Path::new(&root).join("../../content/directory/words");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .collect();
    files.sort();
    let lists: String = files
        .iter()
        .filter_map(|path| Some((path.file_stem()?.to_str()?, path.canonicalize().ok()?)))
        .map(|(code, path)| format!("({code:?}, include_str!({path:?})),\n"))
        .collect();
    let out = env::var("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("word_lists.rs"), format!("&[{lists}]"))
}
