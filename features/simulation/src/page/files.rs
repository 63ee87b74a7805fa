//! What a result can be taken away as: the brief, the tables, the reform itself.

use access::House;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use languages::Lang;
use letters::Client;
use rules::Source;
use web::AppError;
use web::components::Button;

use crate::words::Words;
use crate::{Simulation, brief, brief_html, tables};

const PDF: &str = "brief.pdf";
const HTML: &str = "brief.html";
/// What a file is called.
type Label = fn(Words) -> &'static str;
const TABLES: [(&str, Label); 7] = [
    ("headline.csv", |w| w.sim_headline()),
    ("cost_by_benefit.csv", |w| w.sim_benefits()),
    ("by_family_form.csv", |w| w.sim_forms()),
    ("by_work.csv", |w| w.sim_works()),
    ("by_municipality.csv", |w| w.page_places()),
    ("marginal_rates.csv", |w| w.sim_marginal()),
    ("sources.csv", |w| w.sim_sources()),
];

/// Whether there is such a file, said before anybody works for it.
pub(super) fn is_there(name: &str, reforms: &[Source]) -> bool {
    [PDF, HTML].contains(&name)
        || TABLES.iter().any(|(file, _)| *file == name)
        || reforms.iter().any(|reform| reform.name == name)
}

/// A button for each; what it sends is the name of the file.
pub(super) fn buttons(house: &House, result: &Simulation, lang: Lang) -> Vec<Button> {
    let w = Words::of(lang);
    let can_set = house
        .get::<Client>()
        .is_some_and(|client| client.installed());
    let briefs = [
        can_set.then(|| (PDF, w.page_brief_pdf())),
        Some((HTML, w.page_brief_html())),
    ];
    let tables = TABLES.map(|(file, label)| (file, label(w)));
    let named = briefs.into_iter().flatten().chain(tables);
    let button = |file: &str, label: String| {
        Button::new(label)
            .secondary()
            .named("file", file.to_owned())
    };
    let mut buttons: Vec<Button> = named
        .map(|(file, label)| button(file, label.to_owned()))
        .collect();
    let reforms = result.reforms.iter();
    buttons.extend(reforms.map(|reform| button(&reform.file, w.sim_reform_file(&reform.file))));
    buttons
}

/// The file of that name; nothing where the brief did not become PDF.
pub(super) async fn file(
    house: &House,
    result: &Simulation,
    name: &str,
    lang: Lang,
) -> Result<Option<Response>, AppError> {
    let (kind, bytes) = match name {
        PDF => {
            let client = house.get::<Client>().ok_or(AppError::NotFound)?;
            match client.pdf(&brief(result, lang)).await {
                Ok(pdf) => ("application/pdf", pdf),
                Err(error) => {
                    tracing::warn!(%error, "a brief did not become PDF");
                    return Ok(None);
                }
            }
        }
        HTML => {
            let page = brief_html(result, lang).map_err(AppError::internal)?;
            ("text/html; charset=utf-8", page.into_bytes())
        }
        name => text(result, name)?,
    };
    let named = format!("attachment; filename=\"{name}\"");
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, named),
    ];
    Ok(Some((headers, bytes).into_response()))
}

/// A reform or a table.
fn text(result: &Simulation, name: &str) -> Result<(&'static str, Vec<u8>), AppError> {
    let mut reforms = result.reforms.iter();
    if let Some(reform) = reforms.find(|reform| reform.file == name) {
        let bytes = reform.text.clone().into_bytes();
        return Ok(("text/plain; charset=utf-8", bytes));
    }
    let mut all = tables(result).map_err(AppError::internal)?.into_iter();
    let table = all.find(|table| table.file == name);
    let table = table.ok_or(AppError::NotFound)?;
    Ok(("text/csv; charset=utf-8", table.text.into_bytes()))
}
