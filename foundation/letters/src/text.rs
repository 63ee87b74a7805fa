//! What may stand on paper.

/// Takes out control characters but the line break, and the marks that turn the direction of all
/// that follows: with them a hostile text could make its surroundings read otherwise. Isolation
/// marks stay, as they hold to their own sentence.
pub(crate) fn clean(text: &mut String) {
    if text.chars().any(|c| !stays(c)) {
        *text = text
            .chars()
            .filter_map(|c| match c {
                '\t' => Some(' '),
                _ => stays(c).then_some(c),
            })
            .collect();
    }
}

fn stays(c: char) -> bool {
    match c {
        '\n' => true,
        // Embeddings and overrides of direction; line and paragraph separators.
        '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' => false,
        // Not characters, and marks for interlinear notes.
        '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{feff}' => false,
        c => !c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_turn_the_direction_go_and_words_stay() {
        let cleaned = |text: &str| {
            let mut text = text.to_owned();
            clean(&mut text);
            text
        };
        assert_eq!(cleaned("a\u{202e}b\u{0}c\r\nd\te"), "abc\nd e");
        let isolated = "\u{2068}æøå – مرحبا – привіт\u{2069}";
        assert_eq!(cleaned(isolated), isolated);
    }
}
