//! A language of this house.

use std::fmt;
use std::str::FromStr;

use base::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

struct Facts {
    code: &'static str,
    name: &'static str,
    right_to_left: bool,
    script: &'static str,
    decimal: &'static str,
    group: &'static str,
    reviewed_by: Option<&'static str>,
    reviewed_on: Option<Date>,
    code_words: Option<&'static [&'static str]>,
}

include!(concat!(env!("OUT_DIR"), "/langs.rs"));

/// One of the languages in `content/languages`. Written and stored as its code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(u8);

impl Lang {
    /// How many there are.
    pub const COUNT: usize = FACTS.len();

    /// The first in order: Danish. Its messages set the rule for the others.
    pub const DEFAULT: Self = Self(0);

    /// Every language, in the order of the chooser.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        // Invariant: `Lang` is only made here and in `from_code`, so its index is always in the table.
        (0..FACTS.len() as u8).map(Self)
    }

    /// Its place in a table that has one entry for each language.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    fn facts(self) -> &'static Facts {
        FACTS.get(self.index()).unwrap_or(&FACTS[0])
    }

    /// `da`: in URLs, `lang` attributes and storage (ISO 639-1).
    pub fn code(self) -> &'static str {
        self.facts().code
    }

    /// Its name in itself: `Dansk`.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// `ltr` or `rtl`, for `dir` attributes.
    pub fn dir(self) -> &'static str {
        if self.right_to_left() { "rtl" } else { "ltr" }
    }

    /// Whether it is written from right to left.
    pub fn right_to_left(self) -> bool {
        self.facts().right_to_left
    }

    /// Its script: `Latn` (ISO 15924).
    pub fn script(self) -> &'static str {
        self.facts().script
    }

    /// The native speaker who has read all its texts; `None` until somebody has.
    pub fn reviewed_by(self) -> Option<&'static str> {
        self.facts().reviewed_by
    }

    /// The day of that review.
    pub fn reviewed_on(self) -> Option<Date> {
        self.facts().reviewed_on
    }

    /// The 1,024 words that codes are made of, four words being 40 bits; `None` where a code is
    /// twelve digits instead. Compare what is typed after [`base::text::fold`].
    pub fn code_words(self) -> Option<&'static [&'static str]> {
        self.facts().code_words
    }

    /// The language of `code`, in any case; `None` when it is not spoken here.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|lang| lang.code().eq_ignore_ascii_case(code))
    }

    /// This language's own of one thing for each; what the generated words use.
    pub fn pick<T: Copy>(self, each: &[T; Self::COUNT]) -> T {
        each.get(self.index()).copied().unwrap_or(each[0])
    }

    /// Between whole and fraction.
    pub fn decimal_mark(self) -> &'static str {
        self.facts().decimal
    }

    /// Between thousands.
    pub(crate) fn group_mark(self) -> &'static str {
        self.facts().group
    }
}

impl Default for Lang {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lang({})", self.code())
    }
}

/// A code that names no language of this house.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownLanguage;

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this language is not spoken here; use one of:")?;
        Lang::all().try_for_each(|lang| write!(f, " {lang}"))
    }
}

impl std::error::Error for UnknownLanguage {}

impl FromStr for Lang {
    type Err = UnknownLanguage;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::from_code(code).ok_or(UnknownLanguage)
    }
}

impl Serialize for Lang {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        code.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folders_are_the_languages() {
        let folders =
            std::fs::read_dir("../../content/languages").expect("the folder of languages");
        let mut folders: Vec<String> = folders
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        let mut codes: Vec<&str> = Lang::all().map(Lang::code).collect();
        folders.sort_unstable();
        codes.sort_unstable();
        assert_eq!(codes, folders);
        assert_eq!(Lang::DEFAULT.code(), "da");
        assert_eq!(Lang::COUNT, Lang::all().len());
    }

    #[test]
    fn a_language_is_written_as_its_code() {
        for lang in Lang::all() {
            assert_eq!(lang.code().parse(), Ok(lang));
            assert_eq!(Lang::from_code(&lang.code().to_uppercase()), Some(lang));
        }
        let unknown = "xx"
            .parse::<Lang>()
            .expect_err("nobody speaks xx")
            .to_string();
        let codes: Vec<&str> = Lang::all().map(Lang::code).collect();
        let offered = format!("use one of: {}", codes.join(" "));
        assert!(unknown.ends_with(&offered), "{unknown}");
    }

    #[test]
    fn each_names_itself_and_its_direction() {
        let arabic = Lang::from_code("ar").expect("a language of this house");
        assert_eq!(
            (arabic.name(), arabic.dir(), arabic.script()),
            ("العربية", "rtl", "Arab")
        );
        assert_eq!(Lang::DEFAULT.dir(), "ltr");
        assert_eq!(
            Lang::DEFAULT.reviewed_by(),
            None,
            "say so here when a native speaker has read it"
        );
    }
}
