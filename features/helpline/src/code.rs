//! Codes to come back with: four words of the reader's language, or twelve digits where the
//! language writes with a script that the next keyboard may not have.
//!
//! 40 bits, or a little less with digits. Codes are stored only as an HMAC under a secret that the
//! database does not hold; `tries.rs` reckons what that is worth against guessing.

use base::Entropy;
use hmac::{Hmac, KeyInit, Mac};
use languages::Lang;
use sha2::Sha256;

/// How many words.
const WORDS: usize = 4;

/// A code about to be shown, once.
pub(crate) fn draw(lang: Lang, entropy: &Entropy) -> String {
    match lang.code_words() {
        Some(words) if !words.is_empty() => {
            let bound = u64::try_from(words.len()).unwrap_or(u64::MAX);
            let drawn = (0..WORDS).filter_map(|_| {
                let at = usize::try_from(entropy.below(bound)).ok()?;
                words.get(at).copied()
            });
            drawn.collect::<Vec<_>>().join(" ")
        }
        _ => {
            let number = entropy.below(1_000_000_000_000);
            let digits = format!("{number:012}");
            let groups = digits.as_bytes().chunks(4).map(String::from_utf8_lossy);
            groups.collect::<Vec<_>>().join(" ")
        }
    }
}

/// The secret under which codes are kept.
#[derive(Clone)]
pub(crate) struct Secret([u8; 32]);

impl Secret {
    pub(crate) fn of(keys: &db::Keys) -> Self {
        Self(keys.master().secret("code"))
    }

    /// As the database keeps it. However it was typed: case, accents, white space, signs between
    /// words and the script of its digits make no difference.
    pub(crate) fn mark(&self, typed: &str) -> [u8; 32] {
        // A whole block, zeros after the key, is what HMAC makes of a shorter key itself.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.0);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(plain(typed).as_bytes());
        mac.finalize().into_bytes().into()
    }
}

fn plain(typed: &str) -> String {
    // A code is at most some sixty letters; what comes after two hundred is not one.
    base::text::fold(typed)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(200)
        .collect()
}

/// Whether nothing that could be a code was typed.
pub(crate) fn is_empty(typed: &str) -> bool {
    plain(typed).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_four_words_or_twelve_digits() {
        let entropy = Entropy::seeded(1);
        for lang in Lang::all() {
            let code = draw(lang, &entropy);
            match lang.code_words() {
                Some(words) => {
                    assert_eq!(words.len(), 1_024, "ten bits each: tries.rs counts on them");
                    let parts: Vec<_> = code.split(' ').collect();
                    assert_eq!(parts.len(), 4, "{code}");
                    assert!(parts.iter().all(|part| words.contains(part)), "{code}");
                }
                None => {
                    assert_eq!(
                        code.chars().filter(char::is_ascii_digit).count(),
                        12,
                        "{code}"
                    );
                    assert!(
                        code.chars().all(|c| c.is_ascii_digit() || c == ' '),
                        "{code}"
                    );
                }
            }
        }
    }

    #[test]
    fn however_it_is_typed_it_is_the_same_code() {
        let secret = Secret([7; 32]);
        let code = secret.mark("blå hest café måne");
        for typed in [
            "BLÅ HEST CAFÉ MÅNE",
            " blaa-hest, cafe\nmaane ",
            "Blåhestcafémåne",
            "bla\u{30a} hest cafe måne",
        ] {
            assert_eq!(secret.mark(typed), code, "{typed}");
        }
        assert_eq!(secret.mark("1234 5678 9012"), secret.mark("١٢٣٤٥٦٧٨٩٠١٢"));
        assert_ne!(secret.mark("blå hest café sol"), code);
        assert!(is_empty(" -\u{200f}") && !is_empty("a"));
    }
}
