//! What stands behind the figures.

use super::RecipeError;

/// What stands behind a figure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Somebody published it.
    Published,
    /// Worked out from what was published.
    Derived,
    /// Nobody's figure: a guess that is said to be one.
    Assumed,
}

impl Kind {
    /// As it stands in the files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Derived => "derived",
            Self::Assumed => "assumed",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        let all = [Self::Published, Self::Derived, Self::Assumed];
        all.into_iter().find(|kind| kind.label() == name)
    }
}

/// Where a file's figures come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paper {
    /// The file, or the number in `numbers.csv`.
    pub file: String,
    /// What it says.
    pub what: String,
    /// Published, derived or assumed.
    pub kind: Kind,
    /// The year the figures are of.
    pub year: String,
    /// `high`, `medium` or `low`.
    pub confidence: String,
    /// How far each figure may be off, in percent either way.
    pub spread: u32,
    /// Who says so.
    pub source: String,
}

impl Paper {
    /// From the comment lines at a file's head: `# kind: published`.
    pub(super) fn read(name: &str, text: &str) -> Result<Self, RecipeError> {
        let line = |key: &str| {
            let lines = text.lines().filter_map(|line| line.strip_prefix("# "));
            let mut found = lines.filter_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
            found
                .next()
                .map(str::to_owned)
                .ok_or_else(|| RecipeError::wrong(name, format!("no line says # {key}: …")))
        };
        let wrong =
            |key: &str| RecipeError::wrong(name, format!("{key} is not one of those allowed"));
        Ok(Self {
            file: name.to_owned(),
            what: line("What")?,
            kind: Kind::named(&line("kind")?).ok_or_else(|| wrong("kind"))?,
            year: line("year")?,
            confidence: line("confidence")?,
            spread: line("spread")?.parse().map_err(|_| wrong("spread"))?,
            source: line("source")?,
        })
    }
}
