//! The reader's language, from what the browser says.

use crate::Lang;

/// A browser names a handful of languages; beyond this many the header is not a reader's wish.
const NAMED_MOST: usize = 32;

impl Lang {
    /// The language to answer in, from an `Accept-Language` header (RFC 9110 §12.5.4): the one
    /// most wanted, the first of equals; a region or script is overlooked (`ar-SY` is Arabic).
    /// [`Lang::DEFAULT`] when nothing fits or the header is empty or broken.
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best = (Self::DEFAULT, 0.0);
        for wish in accept_language.split(',').take(NAMED_MOST) {
            let Some((lang, weight)) = wanted(wish) else {
                continue;
            };
            if weight > best.1 {
                best = (lang, weight);
            }
        }
        best.0
    }
}

fn wanted(wish: &str) -> Option<(Lang, f32)> {
    let (tag, parameter) = wish.split_once(';').unwrap_or((wish, "q=1"));
    let weight: f32 = parameter.trim().strip_prefix("q=")?.trim().parse().ok()?;
    if !(0.0..=1.0).contains(&weight) {
        return None;
    }
    let tag = tag.trim();
    let lang = match tag.split_once('-').map_or(tag, |(primary, _)| primary) {
        "*" => Lang::DEFAULT,
        primary => Lang::from_code(primary)?,
    };
    Some((lang, weight))
}
