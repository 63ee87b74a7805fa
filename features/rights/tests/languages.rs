//! The law's texts in every language: all there, and with every number.

use std::collections::BTreeSet;
use std::path::Path;

use rights::{Book, EXAMPLES, TEXTS, built_in};
use rules::syntax::Head;
use rules::{RuleSet, Source, untranslated};

const LANGUAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/languages");

fn law() -> RuleSet {
    let files = built_in().into_iter();
    let files = files
        .filter(|file| !file.name.ends_with(EXAMPLES))
        .collect();
    rules::load(files).unwrap_or_else(|wrong| panic!("{wrong}"))
}

#[test]
fn every_language_says_all_of_the_law() {
    let rules = law();
    let missing = untranslated(&rules);
    let told: String = missing.iter().map(|p| p.told(&rules.sources)).collect();
    assert!(
        missing.is_empty(),
        "{} texts are missing\n{told}",
        missing.len()
    );
}

#[test]
fn the_law_speaks_every_language_of_the_program() {
    let rules = law();
    let spoken: BTreeSet<&str> = heads(&rules)
        .iter()
        .flat_map(|(_, head)| &head.texts)
        .map(|text| text.language.as_str())
        .collect();
    for language in std::fs::read_dir(LANGUAGES).unwrap() {
        let language = language.unwrap().file_name();
        let language = language.to_string_lossy();
        assert!(
            spoken.contains(language.as_ref()),
            "content/law/dk/languages/{language} is missing"
        );
    }
}

/// A threshold that gets lost between languages would mislead a family.
#[test]
fn no_translation_loses_a_number() {
    let rules = law();
    let mut lost = Vec::new();
    let mut compared = 0;
    for (name, head) in heads(&rules) {
        for danish in head.texts.iter().filter(|text| text.language == "da") {
            let others = head
                .texts
                .iter()
                .filter(|text| text.purpose == danish.purpose && text.language != "da");
            for other in others {
                let mut there = numbers(&other.text);
                for number in numbers(&danish.text) {
                    compared += 1;
                    match there.iter().position(|one| *one == number) {
                        Some(at) => drop(there.swap_remove(at)),
                        None => lost.push(format!(
                            "{name} in {}: {number}\n  {}\n  {}",
                            other.language, danish.text, other.text
                        )),
                    }
                }
            }
        }
    }
    assert!(compared > 100, "only {compared} numbers");
    assert!(
        lost.is_empty(),
        "{} numbers are lost\n{}",
        lost.len(),
        lost.join("\n")
    );
}

#[test]
fn numbers_are_found_in_any_dress() {
    assert_eq!(numbers("880.000 kr. og 2,5 %"), ["880000", "25"]);
    assert_eq!(numbers("880,000 kr. and 2.5%"), ["880000", "25"]);
    assert_eq!(numbers("880\u{a0}000 крон, §\u{a0}14"), ["880000", "14"]);
    assert_eq!(numbers("٨٨٠٬٠٠٠ و ٢٫٥"), ["880000", "25"]);
    assert_eq!(numbers("§§ 18-20, 32"), ["18", "20", "32"]);
}

/// Runs of digits, without what separates thousands or decimals inside them.
fn numbers(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = vec![String::new()];
    for (at, c) in chars.iter().enumerate() {
        let next = chars.get(at + 1).is_some_and(|next| digit(*next).is_some());
        match (digit(*c), found.last_mut()) {
            (Some(digit), Some(last)) => last.push(digit),
            (None, Some(last)) if !last.is_empty() => {
                let inside = next && ".,\u{a0}\u{202f} ’'٬٫".contains(*c);
                if !inside {
                    found.push(String::new());
                }
            }
            _ => {}
        }
    }
    found.retain(|number| !number.is_empty());
    found
}

/// Digits of Latin and of Arabic script, as Latin ones.
fn digit(c: char) -> Option<char> {
    let value = c.to_digit(10).or(match c {
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        _ => None,
    })?;
    char::from_digit(value, 10)
}

fn heads(rules: &RuleSet) -> Vec<(String, &Head)> {
    let facts = rules.facts.iter();
    let options = facts.flat_map(|fact| &fact.options);
    let versions = rules.rules.iter().flat_map(|rule| &rule.versions);
    let conditions = versions.flat_map(|version| &version.requires);
    let mut heads: Vec<&Head> = Vec::new();
    heads.extend(rules.laws.iter().map(|law| &law.head));
    heads.extend(rules.entities.iter().map(|entity| &entity.head));
    heads.extend(rules.facts.iter().map(|fact| &fact.head));
    heads.extend(options);
    heads.extend(rules.parameters.iter().map(|parameter| &parameter.head));
    heads.extend(rules.tables.iter().map(|table| &table.head));
    heads.extend(rules.rules.iter().map(|rule| &rule.head));
    heads.extend(conditions.map(|condition| &condition.head));
    heads.into_iter().map(|head| (head.path(), head)).collect()
}

#[test]
fn a_mended_translation_leaves_the_version_and_a_mended_rule_does_not() {
    let files = || -> Vec<Source> {
        let files = built_in().into_iter();
        files
            .filter(|file| !file.name.ends_with(EXAMPLES))
            .collect()
    };
    let version = |files: Vec<Source>| Book::of(files).unwrap().version().to_owned();
    let built = version(files());
    let mut mended = files();
    let texts = mended
        .iter_mut()
        .filter(|file| Path::new(&file.name).starts_with("languages"));
    let mut count = 0;
    for file in texts {
        assert!(file.name.ends_with(TEXTS));
        file.text.push_str("# seen through again\n");
        count += 1;
    }
    assert!(count > 0, "no translations are built in");
    assert_eq!(version(mended), built);
    let mut mended = files();
    let rules = mended
        .iter_mut()
        .find(|file| file.name == "su.rules")
        .unwrap();
    rules.text.push_str("# seen through again\n");
    assert_ne!(version(mended), built);
}
