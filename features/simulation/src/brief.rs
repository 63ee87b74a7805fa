//! The brief: two pages for paper. As HTML it is whole in one file and asks nobody for anything;
//! as a document, `favn-letters` makes it PDF.

use askama::Template;
use languages::Lang;
use letters::{Block, Chart, Column, Document, Letter, STYLE, Table};

use crate::view::{Head, Section, TableView, View};
use crate::{Simulation, SimulationError};

/// What somebody reads before a meeting.
const PAGES: u8 = 2;

#[derive(Template)]
#[template(path = "brief.html")]
struct Page {
    lang: Lang,
    title: String,
    style: &'static str,
    letter: Letter,
}

/// The brief as a document: what fits on two pages.
pub fn brief(result: &Simulation, lang: Lang) -> Document {
    let view = View::of(result, lang);
    let tables = vec![view.changed, view.forms_on_paper, view.high];
    let (small, sections): (Vec<Section>, _) =
        view.sections.into_iter().partition(|section| section.small);
    let mut document = document(lang, view.head, view.chart, tables, sections);
    let told: Vec<String> = small.iter().map(Section::in_a_line).collect();
    document.foot = Some(told.join("\n"));
    document.pages = Some(PAGES);
    document
}

/// All of it, for a page.
pub(crate) fn whole(result: &Simulation, lang: Lang) -> Document {
    let view = View::of(result, lang);
    let places = view.places.into_iter();
    let tables = [view.benefits, view.forms, view.works]
        .into_iter()
        .chain(places);
    let tables = tables.chain([view.marginal]).collect();
    document(lang, view.head, view.chart, tables, view.sections)
}

fn document(
    lang: Lang,
    head: Head,
    chart: Chart,
    tables: Vec<TableView>,
    sections: Vec<Section>,
) -> Document {
    let mut document = Document::brief(lang, head.heading());
    let blocks = &mut document.blocks;
    blocks.push(Block::note(&head.synthetic));
    blocks.push(Block::paragraph(head.about.join(" ")));
    blocks.push(table(head.headline));
    blocks.push(Block::Chart(chart));
    blocks.extend(tables.into_iter().map(table));
    for section in sections {
        section.into(blocks);
    }
    document
}

/// The brief as a page that prints.
///
/// # Errors
/// Where it could not be written.
pub fn brief_html(result: &Simulation, lang: Lang) -> Result<String, SimulationError> {
    let document = brief(result, lang);
    let page = Page {
        lang,
        title: document.title.clone(),
        style: STYLE,
        letter: letters::html(&document, 1),
    };
    page.render()
        .map_err(|error| SimulationError::Table(error.to_string()))
}

/// The first column is words, the others are numbers.
fn table(table: TableView) -> Block {
    let columns = table.columns.into_iter().enumerate();
    Block::Table(Table {
        caption: Some(table.caption),
        columns: columns
            .map(|(at, title)| match at {
                0 => Column::words(title),
                _ => Column::numbers(title),
            })
            .collect(),
        rows: table.rows,
    })
}

impl Section {
    /// For small print.
    fn in_a_line(&self) -> String {
        format!("{}: {}", self.heading, self.text.join(" "))
    }

    fn into(self, blocks: &mut Vec<Block>) {
        blocks.push(Block::Heading(self.heading));
        blocks.extend(self.text.into_iter().map(Block::Paragraph));
        if !self.list.is_empty() {
            blocks.push(Block::points(self.list));
        }
    }
}
