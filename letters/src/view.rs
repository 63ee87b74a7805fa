//! What `templates/letter.typ` is given: the document with all that was to be decided decided.

use languages::Lang;
use letters::words::Words;
use letters::{Block, Chart, Column, Document, Kind, Line, Source, Table};
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
    /// How wide the columns are beside each other, where they must share the line.
    shares: Option<Vec<usize>>,
    columns: &'a [Column],
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
            shares: shares(table),
            columns: &table.columns,
            rows: table.even_rows().collect(),
        }
    }
}

/// So many letters stand beside each other on a line, and so many of a cell of words: the rest
/// goes below.
const LINE: usize = 72;
const WORDS: usize = 26;

/// Nothing where every head fits on one line, and the columns may be as wide as what they hold.
fn shares(table: &Table) -> Option<Vec<usize>> {
    let long = |text: &str| text.chars().count();
    let cells = |at: usize, column: &Column| {
        let cells = table.rows.iter().filter_map(|row| row.get(at));
        let most = cells.map(|cell| long(cell)).max().unwrap_or(0);
        if column.number { most } else { most.min(WORDS) }
    };
    let width = |head: &dyn Fn(&str) -> usize| -> Vec<usize> {
        let columns = table.columns.iter().enumerate();
        columns
            .map(|(at, column)| cells(at, column).max(head(&column.title)) + 2)
            .collect()
    };
    let whole: usize = width(&long).iter().sum();
    let longest_word = |head: &str| head.split_whitespace().map(long).max().unwrap_or(0);
    (whole > LINE).then(|| width(&longest_word))
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
