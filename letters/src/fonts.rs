//! The fonts in the program: Noto Sans for Latin, Greek and Cyrillic, Noto Naskh Arabic for
//! Arabic. `fonts/README.md` has their licences.

use letters::Document;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The first comes from a package, the second stands in this folder: no package has it.
const FILES: [&[u8]; 4] = [
    notosans::REGULAR_TTF,
    notosans::BOLD_TTF,
    include_bytes!("../fonts/NotoNaskhArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoNaskhArabic-Bold.ttf"),
];

/// The fonts, ready.
pub(crate) struct Fonts {
    pub(crate) all: Vec<Font>,
    pub(crate) book: LazyHash<FontBook>,
}

impl Fonts {
    pub(crate) fn new() -> Self {
        let all: Vec<Font> = FILES
            .iter()
            .flat_map(|file| Font::iter(Bytes::new(*file)))
            .collect();
        let book = LazyHash::new(FontBook::from_fonts(&all));
        Self { all, book }
    }

    /// The characters of the document that no font has, each once. A PDF that showed boxes in
    /// their place would hide what was written, and PDF/UA forbids it.
    pub(crate) fn missing(&self, document: &mut Document) -> String {
        let mut missing = String::new();
        document.each_text(&mut |text| {
            for c in text.chars() {
                if !self.has(c) && !missing.contains(c) {
                    missing.push(c);
                }
            }
        });
        missing
    }

    fn has(&self, c: char) -> bool {
        invisible(c)
            || self
                .all
                .iter()
                .any(|font| font.info().coverage.contains(u32::from(c)))
    }
}

/// What has no glyph and needs none: the line break, joiners, and marks of direction.
fn invisible(c: char) -> bool {
    matches!(c, '\n' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use languages::Lang;

    #[test]
    fn the_fonts_have_what_the_languages_need_and_say_what_they_lack() {
        let fonts = Fonts::new();
        assert_eq!(fonts.all.len(), FILES.len());
        let missing = |title: &str| fonts.missing(&mut Document::letter(Lang::DEFAULT, title));
        assert_eq!(
            missing("ÆØÅ æøå é – “” § € ҐґЄєІіЇї «» № أبجد ىئء لا پچژگ ۰۱ ،؟"),
            ""
        );
        assert_eq!(missing("\u{2068}a\u{2069}\u{200f}b\nc"), "");
        assert_eq!(missing("Kære 明 ❤ 明"), "明❤");
    }
}
