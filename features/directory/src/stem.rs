//! Words as the search index keeps them: folded, so that spellings meet, and cut to their stem.

use std::collections::HashSet;
use std::sync::LazyLock;

use base::text::fold;
use rust_stemmers::{Algorithm, Stemmer};

/// Words that say nothing about what is sought, folded, in our four languages.
const SMALL: &str = "a aa ad af alle alt an and ang are at av be blive bliver brug bruge by da de dem den der deres det dette dig din dit \
do du e eller en er et for fra fx ham han har have hele hende her hos hun hvad hvem hvor hvordan i ikke ind is it jeg jer kan kl kun \
man me med mig min mine mit mod mon must my naar ned nu of og om on op or os over paa saa se selv sig sin sit skal som sted the \
til to typisk ud under up var ved vi vil vores vaere was we with you your gerne soeger finde find help hjaelp hjaelpe need want \
having get noget nogen nogle \
في من على الى إلى عن مع هو هي انا أنا اريد أريد احتاج أحتاج مساعدة و أو او ما هل لي \
я мені мене не на в у і й та з до за що як це є хочу треба потрібна потрібно допомога для про або ми мій моя";

static SMALL_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| SMALL.split_whitespace().collect());

/// How many words of one text count.
const MOST: usize = 400;
/// Longer words are cut: nobody searches with them.
const LONGEST: usize = 40;

/// The stem of one folded word.
pub(crate) fn stem(stemmer: &Stemmer, folded: &str) -> String {
    let short: String = folded.chars().take(LONGEST).collect();
    // The article is written onto its noun in Arabic.
    let bare = ["وال", "بال", "لل", "ال"]
        .iter()
        .find_map(|article| short.strip_prefix(article))
        .filter(|rest| rest.chars().count() >= 3);
    match bare {
        Some(rest) => rest.to_string(),
        None => stemmer.stem(&short).into_owned(),
    }
}

/// The Danish stemmer, which leaves other scripts alone.
pub(crate) fn danish() -> Stemmer {
    Stemmer::create(Algorithm::Danish)
}

/// The folded words of a text in order, small words left out.
pub(crate) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !is_small(word))
        .take(MOST)
        .map(str::to_string)
        .collect()
}

fn is_small(word: &str) -> bool {
    let letters = word.chars().count();
    letters < 2 || SMALL_WORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        words(text)
            .iter()
            .map(|word| stem(&danish(), word))
            .collect()
    }

    #[test]
    fn forms_of_a_word_meet() {
        assert_eq!(stems("Rådgivningen"), stems("raadgivning"));
        assert_eq!(stems("fædre"), stems("FAEDRE"));
        assert_eq!(stems("السكن"), stems("سكن"));
        assert_eq!(stems("gravide"), stems("gravid"));
    }

    #[test]
    fn small_words_and_marks_are_left_out() {
        assert_eq!(words("Jeg har brug for hjælp til bolig!"), ["bolig"]);
        assert_eq!(words("%_'\";--<b>\u{0}\u{202e}"), Vec::<String>::new());
        assert_eq!(words(&"ord ".repeat(100_000)).len(), MOST);
    }
}
