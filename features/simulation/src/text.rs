//! The result as text for a terminal.

use languages::Lang;

use crate::Simulation;
use crate::view::{TableView, View};

/// The result in lines, tables with columns under each other.
pub fn text(result: &Simulation, lang: Lang) -> String {
    let view = View::of(result, lang);
    let head = &view.head;
    let mut lines = vec![head.title.clone()];
    lines.extend(head.reforms.iter().cloned());
    lines.push(String::new());
    lines.push(head.synthetic.clone());
    lines.extend(head.about.iter().cloned());
    let tables = [
        &view.head.headline,
        &view.benefits,
        &view.forms,
        &view.works,
    ];
    for table in tables
        .into_iter()
        .chain(&view.places)
        .chain([&view.marginal])
    {
        lines.push(String::new());
        lines.extend(columns(table));
    }
    for section in &view.sections {
        lines.push(String::new());
        lines.push(section.heading.clone());
        lines.extend(section.text.iter().cloned());
        lines.extend(section.list.iter().map(|item| format!("- {item}")));
    }
    // Marks that keep a text's direction apart are for pages.
    lines.join("\n").replace(['\u{2068}', '\u{2069}'], "")
}

fn columns(table: &TableView) -> Vec<String> {
    let all = || std::iter::once(&table.columns).chain(&table.rows);
    let long = |cell: &String| cell.replace(['\u{2068}', '\u{2069}'], "").chars().count();
    let width = |at: usize| {
        all()
            .filter_map(|row| row.get(at))
            .map(long)
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(at, (cell, width))| {
                let space = " ".repeat(width.saturating_sub(long(cell)));
                if at == 0 {
                    format!("{cell}{space}")
                } else {
                    format!("{space}{cell}")
                }
            });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    std::iter::once(table.caption.clone())
        .chain(all().map(line))
        .collect()
}
