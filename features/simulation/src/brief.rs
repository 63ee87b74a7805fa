//! The brief: two pages for paper. As HTML it is whole in one file and asks nobody for anything;
//! as a document, `favn-letters` makes it PDF.

use askama::Template;
use languages::Lang;
use letters::{Block, Column, Document, Letter, STYLE, Source, Table};

use crate::view::{Section, TableView, View};
use crate::{Simulation, SimulationError};

#[derive(Template)]
#[template(path = "brief.html")]
struct Page {
    lang: Lang,
    title: String,
    style: &'static str,
    letter: Letter,
}

/// The brief as a document.
pub fn brief(result: &Simulation, lang: Lang) -> Document {
    let view = View::of(result, lang);
    let mut document = Document::brief(lang, view.heading());
    let blocks = &mut document.blocks;
    blocks.push(Block::note(&view.synthetic));
    blocks.push(Block::paragraph(view.about.join(" ")));
    blocks.push(table(view.headline));
    blocks.push(Block::Chart(view.chart));
    blocks.push(table(view.changed));
    blocks.push(table(view.forms));
    blocks.push(table(view.works));
    let text = view.marginal.text.clone();
    blocks.push(table(view.marginal));
    blocks.push(Block::Paragraph(text));
    for section in view.sections {
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
    fn into(self, blocks: &mut Vec<Block>) {
        // A reform's text is shared as a file, not on paper.
        if self.code.is_some() && !self.on_paper {
            return;
        }
        if !self.sources.is_empty() {
            blocks.extend(self.text.into_iter().map(Block::Paragraph));
            let source = |text: String| Source { text, url: None };
            blocks.push(Block::Sources(
                self.sources.into_iter().map(source).collect(),
            ));
            return;
        }
        blocks.push(Block::Heading(self.heading));
        blocks.extend(self.text.into_iter().chain(self.code).map(Block::Paragraph));
        if !self.list.is_empty() {
            blocks.push(Block::points(self.list));
        }
    }
}
