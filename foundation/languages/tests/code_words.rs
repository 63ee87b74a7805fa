//! The words that codes are made of: four of them are 40 bits, typed from a note, by a tired hand.

use std::collections::{BTreeSet, HashMap};

use base::text::fold;
use languages::Lang;

const WORDS: usize = 1_024;

fn lists() -> Vec<(Lang, Vec<String>)> {
    let folded = |lang: Lang| {
        lang.code_words()
            .map(|words| (lang, words.iter().map(|word| fold(word)).collect()))
    };
    Lang::all().filter_map(folded).collect()
}

#[test]
fn latin_scripts_have_words_and_others_digits() {
    for lang in Lang::all() {
        assert_eq!(
            lang.code_words().is_some(),
            lang.script() == "Latn",
            "{lang}"
        );
    }
    assert!(!lists().is_empty());
}

#[test]
fn four_words_are_forty_bits() {
    for (lang, words) in lists() {
        assert_eq!(
            words.iter().collect::<BTreeSet<_>>().len(),
            WORDS,
            "{lang}: words equal when folded"
        );
        assert_eq!(words.len(), WORDS, "{lang}");
    }
}

#[test]
fn words_are_short_lower_case_and_in_order() {
    for (lang, _) in lists() {
        let words = lang.code_words().unwrap_or_default();
        for word in words {
            assert!((4..=8).contains(&word.chars().count()), "{lang}: {word}");
            assert!(
                word.chars()
                    .all(|letter| letter.is_lowercase() && letter.is_alphabetic()),
                "{lang}: {word}"
            );
        }
        assert!(
            words.is_sorted(),
            "{lang}: keep the file sorted, so that a doubled word is seen"
        );
    }
}

#[test]
fn one_slip_of_the_finger_never_makes_another_word() {
    for (lang, words) in lists() {
        // Two words one letter apart meet once a letter is left out of one or both.
        let mut met: HashMap<String, Vec<&String>> = HashMap::new();
        for word in &words {
            let mut forms: BTreeSet<String> = word
                .char_indices()
                .map(|(at, _)| without(word, at))
                .collect();
            forms.insert(word.clone());
            forms
                .into_iter()
                .for_each(|form| met.entry(form).or_default().push(word));
        }
        let close = |pair: &[&String]| one_edit_apart(pair[0], pair[1]);
        let pairs: Vec<_> = met
            .values()
            .filter(|those| those.len() > 1)
            .flat_map(|those| pairs(those))
            .collect();
        let close: BTreeSet<_> = pairs.iter().filter(|pair| close(&pair[..])).collect();
        assert!(close.is_empty(), "{lang}: {close:?}");
    }
}

#[test]
fn no_word_begins_another() {
    for (lang, words) in lists() {
        let mut sorted = words.clone();
        sorted.sort_unstable();
        // What begins with a word stands right after it.
        let begun: Vec<_> = sorted
            .windows(2)
            .filter(|pair| pair[1].starts_with(&pair[0]))
            .collect();
        assert!(begun.is_empty(), "{lang}: {begun:?}");
    }
}

#[test]
fn the_measure_of_slips_is_right() {
    let apart = |one: &str, other: &str| one_edit_apart(one, other);
    assert!(apart("kage", "hage") && apart("kage", "kager") && apart("kage", "kge"));
    assert!(!apart("kage", "kage") && !apart("kage", "akge") && !apart("kage", "sager"));
}

fn pairs<'a>(words: &[&'a String]) -> Vec<[&'a String; 2]> {
    let rest = |at: usize| words.iter().skip(at + 1);
    words
        .iter()
        .enumerate()
        .flat_map(|(at, one)| rest(at).map(|other| [*one, *other]))
        .collect()
}

fn without(word: &str, at: usize) -> String {
    word.char_indices()
        .filter(|(here, _)| *here != at)
        .map(|(_, letter)| letter)
        .collect()
}

fn one_edit_apart(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    match long.chars().count() - short.chars().count() {
        0 => {
            short
                .chars()
                .zip(long.chars())
                .filter(|(a, b)| a != b)
                .count()
                == 1
        }
        1 => long
            .char_indices()
            .any(|(at, _)| without(long, at) == short),
        _ => false,
    }
}
