//! Danish that families can read: LIX of what public pages say.
//!
//! LIX is words per sentence plus the percentage of words longer than six letters; under 25 reads
//! like a children's book, over 45 like an authority's letter. Sentences of up to six words say
//! nothing about how hard a text is, and are left out.

use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, Pattern, PatternElement};
use fluent_syntax::parser;

/// Where public pages' messages are; what only staff read is in these files too.
const FILES: [&str; 3] = [
    "../../features/helpline/languages/da.ftl",
    "../../features/directory/languages/da.ftl",
    "../web/languages/da.ftl",
];
/// What the mean of all messages may be, and one of them.
const MEAN_MOST: f64 = 35.0;
const ONE_MOST: f64 = 47.0;

/// A message's words as a reader meets them: an argument is one short word, a choice its last arm.
fn say(pattern: &Pattern<String>, said: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => said.push_str(value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Select { variants, .. } => {
                    if let Some(other) = variants.iter().find(|variant| variant.default) {
                        say(&other.value, said);
                    }
                }
                Expression::Inline(_) => said.push_str("navn"),
            },
        }
    }
}

/// LIX over the sentences of more than six words; `None` when there are none.
fn lix(text: &str) -> Option<f64> {
    let (mut sentences, mut words, mut long) = (0_u32, 0_u32, 0_u32);
    for sentence in text.split(['.', '!', '?', ':', ';']) {
        let spoken: Vec<usize> = sentence
            .split_whitespace()
            .map(|word| word.chars().filter(|letter| letter.is_alphabetic()).count())
            .filter(|letters| *letters > 0)
            .collect();
        if spoken.len() > 6 {
            sentences += 1;
            words += u32::try_from(spoken.len()).ok()?;
            long += u32::try_from(spoken.iter().filter(|letters| **letters > 6).count()).ok()?;
        }
    }
    (sentences > 0).then(|| {
        f64::from(words) / f64::from(sentences) + 100.0 * f64::from(long) / f64::from(words)
    })
}

fn measured() -> Vec<(f64, String)> {
    let mut measured = Vec::new();
    for file in FILES {
        let text = std::fs::read_to_string(Path::new(file))
            .unwrap_or_else(|error| panic!("{file}: {error}"));
        let resource = parser::parse(text).unwrap_or_else(|(resource, _)| resource);
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let mut said = String::new();
            message.value.iter().for_each(|value| say(value, &mut said));
            if let Some(lix) = lix(&said) {
                let name = format!("{} in {file}: {said}", message.id.name);
                measured.push((lix, name));
            }
        }
    }
    measured.sort_by(|one, other| other.0.total_cmp(&one.0));
    measured
}

#[test]
fn danish_on_public_pages_is_plain() {
    let measured = measured();
    assert!(measured.len() > 80, "only {} were read", measured.len());
    let hardest: Vec<String> = measured
        .iter()
        .take(10)
        .map(|(lix, message)| format!("{lix:.0}  {message}"))
        .collect();
    let hardest = hardest.join("\n");
    let count = u32::try_from(measured.len()).unwrap_or(u32::MAX);
    let mean = measured.iter().map(|(lix, _)| lix).sum::<f64>() / f64::from(count);
    println!("LIX {mean:.1} over {count} messages; the ten hardest:\n{hardest}");
    assert!(mean <= MEAN_MOST, "LIX {mean:.1}; the hardest:\n{hardest}");
    let hardest_of_all = measured.first().map_or(0.0, |(lix, _)| *lix);
    assert!(hardest_of_all <= ONE_MOST, "too hard:\n{hardest}");
}

#[test]
fn the_measure_is_right() {
    // Eight words, two of them long.
    let easy = lix("Vi er her, og du bestemmer selv hvornår.").expect("a sentence");
    assert!((easy - 33.0).abs() < 0.1, "{easy}");
    assert_eq!(lix("Skriv til os. Du bestemmer selv."), None);
    let hard = "Forvaltningsafgørelser vedrørende sagsbehandlingstidspunkter meddeles efterfølgende ansøgeren skriftligt";
    assert!(lix(hard).expect("a sentence") > 100.0);
}
