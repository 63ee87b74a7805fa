//! What `templates/letter.typ` is given: the document with all that was to be decided decided.

use languages::Lang;
use letters::words::Words;
use letters::{Block, Chart, Document, Kind, Line, Source, Table};
use serde::Serialize;

/// The last of the template's sizes.
pub(crate) const CLOSEST: u8 = 3;

#[derive(Serialize)]
pub(crate) struct View<'a> {
    lang: &'static str,
    rtl: bool,
    letter: bool,
    title: &'a str,
    date: Option<String>,
    from: &'a [Line],
    to: &'a [Line],
    blocks: Vec<Part<'a>>,
    foot: Option<&'a str>,
    words: Said,
    close: u8,
}

/// The words of the letter itself.
#[derive(Serialize)]
struct Said {
    page: String,
    date: &'static str,
    signature: &'static str,
    sources: &'static str,
}

/// A block, under the same name as in the document.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Part<'a> {
    Heading(&'a str),
    Paragraph(&'a str),
    Note(&'a str),
    List { ordered: bool, items: &'a [String] },
    Table(TableView<'a>),
    Chart(ChartView<'a>),
    Fields(&'a [Line]),
    Sources(Vec<SourceView<'a>>),
    Signature(Option<&'a str>),
}

#[derive(Serialize)]
struct TableView<'a> {
    caption: Option<&'a str>,
    columns: &'a [letters::Column],
    rows: Vec<Vec<&'a str>>,
}

#[derive(Serialize)]
struct ChartView<'a> {
    title: &'a str,
    alt: String,
    bars: Vec<BarView<'a>>,
}

#[derive(Serialize)]
struct BarView<'a> {
    label: &'a str,
    said: &'a str,
    start: u16,
    length: u16,
}

#[derive(Serialize)]
struct SourceView<'a> {
    text: &'a str,
    link: Option<&'a str>,
}

impl<'a> View<'a> {
    /// `close`: how close it is set, from 0 to [`CLOSEST`].
    pub(crate) fn of(document: &'a Document, close: u8) -> Self {
        Self {
            lang: document.lang.code(),
            rtl: document.lang.right_to_left(),
            letter: document.kind == Kind::Letter,
            title: &document.title,
            date: document.date.map(|date| document.lang.date(date)),
            from: &document.from,
            to: &document.to,
            blocks: document.parts().map(Part::of).collect(),
            foot: document.foot.as_deref(),
            words: Said::of(document.lang),
            close,
        }
    }
}

impl Said {
    fn of(lang: Lang) -> Self {
        let w = Words::of(lang);
        Self {
            // How many pages there are is known when they are set; the template fills it in.
            page: w.page("{page}", "{pages}"),
            date: w.date(),
            signature: w.signature(),
            sources: w.sources(),
        }
    }
}

impl<'a> Part<'a> {
    fn of(block: &'a Block) -> Self {
        match block {
            Block::Heading(text) => Self::Heading(text),
            Block::Paragraph(text) => Self::Paragraph(text),
            Block::Note(text) => Self::Note(text),
            Block::List { ordered, items } => Self::List {
                ordered: *ordered,
                items,
            },
            Block::Table(table) => Self::Table(TableView::of(table)),
            Block::Chart(chart) => Self::Chart(ChartView::of(chart)),
            Block::Fields(lines) => Self::Fields(lines),
            Block::Sources(sources) => Self::Sources(sources.iter().map(SourceView::of).collect()),
            Block::Signature(name) => Self::Signature(name.as_deref()),
        }
    }
}

impl<'a> TableView<'a> {
    fn of(table: &'a Table) -> Self {
        Self {
            caption: table.caption.as_deref(),
            columns: &table.columns,
            rows: table.even_rows().collect(),
        }
    }
}

impl<'a> ChartView<'a> {
    fn of(chart: &'a Chart) -> Self {
        let bars = chart.bars.iter().zip(chart.spans());
        Self {
            title: &chart.title,
            alt: chart.in_words(),
            bars: bars
                .map(|(bar, span)| BarView {
                    label: &bar.label,
                    said: &bar.said,
                    start: span.start,
                    length: span.length,
                })
                .collect(),
        }
    }
}

impl<'a> SourceView<'a> {
    fn of(source: &'a Source) -> Self {
        Self {
            text: &source.text,
            link: source.link(),
        }
    }
}
