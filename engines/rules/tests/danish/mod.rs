//! The Danish acts.

use rules::{RuleSet, Source, load};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/law/dk");

pub fn files(ending: &str) -> Vec<Source> {
    let mut found: Vec<Source> = std::fs::read_dir(FOLDER)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == ending))
        .map(|path| Source {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            text: std::fs::read_to_string(&path).unwrap(),
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

pub fn law() -> RuleSet {
    load(files("rules")).unwrap_or_else(|wrong| panic!("{wrong}"))
}
