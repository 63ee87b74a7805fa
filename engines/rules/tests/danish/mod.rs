//! The Danish acts.

use std::path::Path;

use rules::{RuleSet, Source, load};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/law/dk");

/// The acts' files with that ending; texts in more languages stand in folders of their own, and so
/// do reforms, which are no law.
pub fn files(ending: &str) -> Vec<Source> {
    let mut found = Vec::new();
    read(Path::new(FOLDER), ending, &mut found);
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn read(folder: &Path, ending: &str, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("reforms") {
                read(&path, ending, found);
            }
        } else if path.extension().is_some_and(|end| end == ending) {
            let name = path.strip_prefix(FOLDER).unwrap();
            found.push(Source {
                name: name.to_string_lossy().into_owned(),
                text: std::fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

pub fn law() -> RuleSet {
    load(files("rules")).unwrap_or_else(|wrong| panic!("{wrong}"))
}
