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

#[cfg(test)]
mod tests {
    use crate::Lang;

    fn negotiated(header: &str) -> &'static str {
        Lang::negotiate(header).code()
    }

    #[test]
    fn the_most_wanted_language_wins() {
        assert_eq!(negotiated("ar"), "ar");
        assert_eq!(negotiated("uk-UA,uk;q=0.9,en;q=0.8"), "uk");
        assert_eq!(negotiated("en;q=0.5, AR-sy ; q=0.8"), "ar");
        assert_eq!(negotiated("de,fr;q=0.9,en-US;q=0.1"), "en");
    }

    #[test]
    fn of_equals_the_first_wins() {
        assert_eq!(negotiated("uk,ar"), "uk");
        assert_eq!(negotiated("ar;q=0.7,uk;q=0.7,en;q=0.6"), "ar");
    }

    #[test]
    fn what_is_refused_is_not_given() {
        assert_eq!(negotiated("uk;q=0,en;q=0.001"), "en");
        assert_eq!(negotiated("*,uk;q=0.5"), "da");
        assert_eq!(negotiated("uk,*;q=0.1"), "uk");
    }

    #[test]
    fn nonsense_is_answered_in_the_default() {
        for header in [
            "",
            " ",
            ",;,",
            "xx",
            "tlh-Latn",
            "en;q=nan",
            "en;q=2",
            "en;q=-1",
            "en;q=",
            "en;level=1",
            "\0",
            "é-é",
        ] {
            assert_eq!(negotiated(header), "da", "{header:?}");
        }
        assert_eq!(
            negotiated("en;q=x,uk;q=0.2"),
            "uk",
            "one broken wish leaves the others"
        );
    }

    #[test]
    fn a_hostile_header_ends_soon() {
        assert_eq!(negotiated(&"x".repeat(1_000_000)), "da");
        assert_eq!(negotiated(&"x,".repeat(500_000)), "da");
        let late = format!("{}ar", "x,".repeat(100));
        assert_eq!(
            negotiated(&late),
            "da",
            "beyond the first wishes nothing is read"
        );
    }
}
