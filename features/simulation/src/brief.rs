//! The brief: a page made for paper, whole in one file, that asks nobody for anything.

use askama::Template;
use languages::Lang;

use crate::chart::WIDTH;
use crate::view::View;
use crate::{Simulation, SimulationError};

#[derive(Template)]
#[template(path = "brief.html")]
struct Brief {
    lang: Lang,
    view: View,
    width: i64,
}

/// The brief as HTML.
///
/// # Errors
/// Where it could not be written.
pub fn brief(result: &Simulation, lang: Lang) -> Result<String, SimulationError> {
    let brief = Brief {
        lang,
        view: View::of(result, lang),
        width: WIDTH,
    };
    brief
        .render()
        .map_err(|error| SimulationError::Table(error.to_string()))
}
