//! What people type, made safe to keep and easy to compare.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What a person wrote, without what could only harm: NUL and other controls (line breaks and
/// tabs stay), the marks that reorder text against its reader (Unicode UAX 9 embeddings and
/// overrides, U+202A–202E), and byte-order marks. Line breaks become `\n`. Composed to NFC.
///
/// Isolates (U+2066–2069) stay: they are closed by every line's end and are how mixed
/// Danish and Arabic is written well.
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    // Nearly all is typed composed; to compose it again costs ten times the look.
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => keep_harmless(text.chars(), &mut cleaned),
        _ => keep_harmless(text.nfc(), &mut cleaned),
    }
    cleaned
}

fn keep_harmless(text: impl Iterator<Item = char>, cleaned: &mut String) {
    let mut before = ' ';
    for c in text {
        match c {
            '\r' => cleaned.push('\n'),
            '\n' if before == '\r' => {}
            '\n' | '\t' => cleaned.push(c),
            '\u{202a}'..='\u{202e}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => cleaned.push(c),
        }
        before = c;
    }
}

/// [`clean`]ed to a single line, with outer and doubled white space gone: for names and search words.
pub fn clean_line(text: &str) -> String {
    let cleaned = clean(text);
    let mut line = String::with_capacity(cleaned.len());
    for word in cleaned.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// A form in which spellings meet: lower case, without accents, `æ ø å` as `ae oe aa`,
/// `ß` as `ss`, Arabic-Indic and Persian digits as 0–9, everything else as it is.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Composed first, so that `a` + ring becomes å and then `aa`, not `a`.
    for c in text.nfc().flat_map(char::to_lowercase).nfc() {
        match c {
            'æ' => folded.push_str("ae"),
            'ø' | 'ö' => folded.push_str("oe"),
            'å' => folded.push_str("aa"),
            'ß' => folded.push_str("ss"),
            '\u{0660}'..='\u{0669}' => push_digit(&mut folded, c, 0x0660),
            '\u{06f0}'..='\u{06f9}' => push_digit(&mut folded, c, 0x06f0),
            // Ukrainian й and ї are letters of their own, not accented ones.
            'й' | 'ї' => folded.push(c),
            c => folded.extend(c.nfkd().filter(|part| !is_combining_mark(*part))),
        }
    }
    folded
}

fn push_digit(folded: &mut String, c: char, zero: u32) {
    if let Some(digit) = char::from_digit((c as u32).saturating_sub(zero), 10) {
        folded.push(digit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_keeps_words_and_drops_what_reorders_or_ends_them() {
        assert_eq!(
            clean("hej\0 du\u{202e}lige\r\nny linje\u{7}"),
            "hej dulige\nny linje"
        );
        assert_eq!(clean("👩‍👧 \u{2067}سلام\u{2069}"), "👩‍👧 \u{2067}سلام\u{2069}");
        assert_eq!(clean_line("  to\n ord\t"), "to ord");
    }

    #[test]
    fn spellings_meet_when_folded() {
        assert_eq!(fold("Blåbærgrød"), "blaabaergroed");
        assert_eq!(fold("a\u{30a}"), "aa");
        assert_eq!(fold("CAFÉ"), "cafe");
        assert_eq!(fold("١٢٣"), "123");
        assert_eq!(fold("їжак"), "їжак");
    }
}
