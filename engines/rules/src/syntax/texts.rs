//! What every named thing has: names, texts, paragraphs.

use crate::problem::{Problem, Span};

/// A name and where it stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// What a text is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Purpose {
    /// What the thing means.
    Means,
    /// The question that asks a family for a fact.
    Ask,
    /// Why it is asked.
    Why,
    /// Something a reader should know: a tension between sources, a limit.
    Note,
    /// Where and how to claim.
    Claim,
    /// When it is paid.
    Paid,
    /// What to bring.
    Bring,
    /// Why nobody has verified it.
    Unverified,
}

impl Purpose {
    /// All, with the words that rule files have for them.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Means, "means"),
        (Self::Ask, "ask"),
        (Self::Why, "why"),
        (Self::Note, "note"),
        (Self::Claim, "claim"),
        (Self::Paid, "paid"),
        (Self::Bring, "bring"),
        (Self::Unverified, "unverified"),
    ];

    /// By its word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, name)| *name == word)
            .map(|(purpose, _)| *purpose)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(purpose, _)| *purpose == self)
            .map_or("", |(_, word)| word)
    }
}

/// A text in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// What it is for.
    pub purpose: Purpose,
    /// The language's code of two letters.
    pub language: String,
    /// The text.
    pub text: String,
    /// Where.
    pub span: Span,
}

impl Text {
    /// What is wrong when a thing that has texts gets this one too.
    pub(crate) fn doubled(&self, head: &Head) -> Option<Problem> {
        head.text_in(self.purpose, &self.language)?;
        let (word, language) = (self.purpose.word(), &self.language);
        let message = format!("{word:?} stands twice in {language:?} here");
        Some(Problem::error(self.span, message).hint("keep one of them"))
    }
}

/// A text with its place: a source, a paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cited {
    /// What is cited.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Who has held a rule against its paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verified {
    /// By whom and when (days since 1970).
    By(String, i64),
    /// Nobody; why stands among the texts, as [`Purpose::Unverified`].
    No,
}

/// What every named thing has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// Whose it is, for facts and rules.
    pub entity: Name,
    /// Its name.
    pub name: Name,
    /// Comment lines above it.
    pub comments: Vec<String>,
    /// Its texts.
    pub texts: Vec<Text>,
    /// The paragraphs it stands on.
    pub cites: Vec<Cited>,
    /// Who verified it.
    pub verified: Option<Verified>,
}

impl Head {
    /// A text in a language, else in English, else in Danish.
    pub fn text(&self, purpose: Purpose, language: &str) -> Option<&str> {
        [language, "en", "da"]
            .into_iter()
            .find_map(|language| self.text_in(purpose, language))
    }

    /// A text in this language and no other.
    pub fn text_in(&self, purpose: Purpose, language: &str) -> Option<&str> {
        self.texts
            .iter()
            .find(|text| text.purpose == purpose && text.language == language)
            .map(|text| text.text.as_str())
    }

    /// `entity.name`, or the name alone.
    pub fn path(&self) -> String {
        if self.entity.text.is_empty() {
            self.name.text.clone()
        } else {
            format!("{}.{}", self.entity.text, self.name.text)
        }
    }
}
