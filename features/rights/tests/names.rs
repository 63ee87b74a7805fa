//! Names of the law that stand in Rust. A fact or a rule that gets another name in `content/law/dk`
//! would vanish from a picture or a population without a word.

use std::path::{Path, PathBuf};

use rights::Book;

const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
/// Where Rust speaks of the Danish law.
const FOLDERS: &[&str] = &[
    "app/src",
    "bench/law/src",
    "bench/src",
    "engines/population/src",
    "features/rights/src",
    "features/simulation/src",
];

fn rust(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Texts in quotation marks that are `entity.name` and nothing else.
fn names<'a>(text: &'a str, entities: &[&str]) -> Vec<&'a str> {
    let quoted = text.split('"');
    let name = |name: &&str| {
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let parts = name.split_once('.');
        parts.is_some_and(|(entity, own)| {
            entities.contains(&entity) && !own.is_empty() && own.chars().all(is_name)
        })
    };
    quoted.filter(name).collect()
}

#[test]
fn every_name_of_the_law_in_rust_is_one_of_the_law() {
    let rules = Book::ours().unwrap().rules();
    let entities = rules.entities.iter();
    let entities: Vec<&str> = entities.map(|one| one.head.name.text.as_str()).collect();
    let facts = rules.facts.iter().map(|fact| fact.head.path());
    let known: Vec<String> = facts
        .chain(rules.rules.iter().map(|rule| rule.head.path()))
        .collect();
    let mut files = Vec::new();
    for folder in FOLDERS {
        rust(&Path::new(WORKSPACE).join(folder), &mut files);
    }
    let mut held = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for name in names(&text, &entities) {
            assert!(
                known.iter().any(|known| known == name),
                "{} speaks of {name}, which the law has not",
                file.display()
            );
            held += 1;
        }
    }
    assert!(held > 50, "only {held} names were found");
}
