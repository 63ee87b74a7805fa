//! What a letter or a brief says.

use std::fmt;

use base::Date;
use languages::Lang;
use serde::{Deserialize, Serialize};

use crate::chart::Chart;

/// A letter or a brief, ready but for its look. All of its texts are plain; a line break in one is
/// a line break on paper.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The language it is written in; that of the authority, mostly, and not the reader's.
    pub lang: Lang,
    /// What it is.
    pub kind: Kind,
    /// The subject of a letter, the title of a brief.
    pub title: String,
    /// Whom it is from. Empty: nothing is said.
    #[serde(default)]
    pub from: Vec<Line>,
    /// Whom it is to. Empty: nothing is said.
    #[serde(default)]
    pub to: Vec<Line>,
    /// Its day. A letter without one has a line to write it on.
    #[serde(default)]
    pub date: Option<Date>,
    /// What it says.
    #[serde(default)]
    pub blocks: Vec<Block>,
    /// At the end, in small print: which law, as of when, made by whom.
    #[serde(default)]
    pub foot: Option<String>,
    /// So many pages of PDF it should fit on. Where it is longer, it is set closer, as far as it
    /// can still be read; nothing of it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u8>,
}

/// What kind of document.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// From somebody to somebody, to be signed.
    Letter,
    /// A few pages of facts.
    Brief,
}

/// One line about the sender or the recipient.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// As it stands.
    Text(String),
    /// A rule to write on by hand, behind these words. So a name and a CPR number need never
    /// pass through Favn.
    Fill(String),
}

impl Line {
    /// A line as it stands.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A rule to write on by hand, behind `label`.
    pub fn fill(label: impl Into<String>) -> Self {
        Self::Fill(label.into())
    }
}

/// One part of what is said.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// A heading under the title.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// Points.
    List {
        /// Whether they are numbered.
        ordered: bool,
        /// The points.
        items: Vec<String>,
    },
    /// Rows and columns.
    Table(Table),
    /// Something to notice, set apart.
    Note(String),
    /// Bars.
    Chart(Chart),
    /// Lines to be filled in by hand, or filled in already.
    Fields(Vec<Line>),
    /// What it builds on, under a heading that says so.
    Sources(Vec<Source>),
    /// A rule for the date and one for the name by hand; under it who signs, when that is known.
    Signature(Option<String>),
}

impl Block {
    /// A heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading(text.into())
    }

    /// A paragraph.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    /// Something to notice.
    pub fn note(text: impl Into<String>) -> Self {
        Self::Note(text.into())
    }

    /// Points without numbers.
    pub fn points<T: Into<String>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List {
            ordered: false,
            items: items.into_iter().map(Into::into).collect(),
        }
    }

    /// A place for date and name by hand.
    pub fn signature() -> Self {
        Self::Signature(None)
    }
}

/// Rows under a header. A row that is too short is filled up with empty cells, and what is too
/// much is left out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What the table shows.
    #[serde(default)]
    pub caption: Option<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its header.
    pub title: String,
    /// Whether it holds numbers, which stand under one another at their ends.
    #[serde(default)]
    pub number: bool,
}

impl Column {
    /// A column of words.
    pub fn words(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            number: false,
        }
    }

    /// A column of numbers.
    pub fn numbers(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            number: true,
        }
    }
}

/// What a document builds on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// As it is cited.
    pub text: String,
    /// Where to read it.
    #[serde(default)]
    pub url: Option<String>,
}

impl Source {
    /// Its address, when it is one that may be a link: over TLS, in the characters of an address.
    pub fn link(&self) -> Option<&str> {
        let may = |byte: u8| byte.is_ascii_graphic() && !br#""<>\^`{|}"#.contains(&byte);
        self.url.as_deref().filter(|url| {
            let rest = url.strip_prefix("https://");
            rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(may))
        })
    }
}

impl Document {
    /// An empty letter.
    pub fn letter(lang: Lang, title: impl Into<String>) -> Self {
        Self::new(lang, Kind::Letter, title.into())
    }

    /// An empty brief.
    pub fn brief(lang: Lang, title: impl Into<String>) -> Self {
        Self::new(lang, Kind::Brief, title.into())
    }

    fn new(lang: Lang, kind: Kind, title: String) -> Self {
        Self {
            lang,
            kind,
            title,
            from: Vec::new(),
            to: Vec::new(),
            date: None,
            blocks: Vec::new(),
            foot: None,
            pages: None,
        }
    }

    /// The same without what has no place on paper: control characters, and marks that would turn
    /// the direction of what follows ([`base::text::clean`]). A tab is a space.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        self.each_text(&mut |text| *text = base::text::clean(text).replace('\t', " "));
        self
    }

    /// The blocks that say something.
    pub fn parts(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| !block.is_empty())
    }

    /// Calls `change` with every text of the document, in reading order.
    pub fn each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        for line in self.from.iter_mut().chain(&mut self.to) {
            line.each_text(change);
        }
        change(&mut self.title);
        for block in &mut self.blocks {
            block.each_text(change);
        }
        self.foot.iter_mut().for_each(change);
    }
}

impl Line {
    fn each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        match self {
            Self::Text(text) | Self::Fill(text) => change(text),
        }
    }
}

impl Block {
    fn is_empty(&self) -> bool {
        match self {
            Self::Heading(text) | Self::Paragraph(text) | Self::Note(text) => text.is_empty(),
            Self::List { items, .. } => items.is_empty(),
            Self::Table(table) => table.columns.is_empty(),
            Self::Chart(chart) => chart.bars.is_empty(),
            Self::Fields(lines) => lines.is_empty(),
            Self::Sources(sources) => sources.is_empty(),
            Self::Signature(_) => false,
        }
    }

    fn each_text(&mut self, change: &mut impl FnMut(&mut String)) {
        match self {
            Self::Heading(text) | Self::Paragraph(text) | Self::Note(text) => change(text),
            Self::List { items, .. } => items.iter_mut().for_each(change),
            Self::Table(table) => {
                table.caption.iter_mut().for_each(&mut *change);
                let titles = table.columns.iter_mut().map(|column| &mut column.title);
                titles.for_each(&mut *change);
                table.rows.iter_mut().flatten().for_each(change);
            }
            Self::Chart(chart) => chart.each_text(change),
            Self::Fields(lines) => lines.iter_mut().for_each(|line| line.each_text(change)),
            Self::Sources(sources) => {
                for source in sources {
                    change(&mut source.text);
                    source.url.iter_mut().for_each(&mut *change);
                }
            }
            Self::Signature(name) => name.iter_mut().for_each(change),
        }
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The texts are a family's: no log may hold them.
        f.debug_struct("Document")
            .field("lang", &self.lang)
            .field("kind", &self.kind)
            .field("blocks", &self.blocks.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_shows_nothing_that_somebody_wrote() {
        let mut letter = Document::letter(Lang::DEFAULT, "hemmeligt");
        letter.blocks = vec![Block::paragraph("hemmeligt")];
        let shown = format!("{letter:?}");
        assert!(
            shown.contains("blocks: 1") && !shown.contains("hemmeligt"),
            "{shown}"
        );
    }

    #[test]
    fn only_an_address_over_tls_is_a_link() {
        let link = |url: &str| {
            let source = Source {
                text: String::new(),
                url: Some(url.to_owned()),
            };
            source.link().is_some()
        };
        assert!(link("https://www.retsinformation.dk/eli/lta/2025/995"));
        for url in [
            "javascript:alert(1)",
            "http://a.dk",
            "https://",
            "https://a b",
            "https://a\u{202e}",
            "https://a/\"b",
        ] {
            assert!(!link(url), "{url}");
        }
    }
}
