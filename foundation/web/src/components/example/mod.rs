//! Every component as it looks in use: for the component page of the demo, the snapshots, and
//! the accessibility check.

mod forms;
mod parts;
mod talk;

use askama::Template;
use askama::filters::HtmlSafe;
use axum::response::Response;
use languages::Lang;

use super::Html;
use crate::error::AppError;
use crate::reader::Reader;
use crate::routes::Routes;
use crate::shell::Shell;
use crate::words::Words;

/// One component in one state.
pub struct Example {
    /// The component's name, which is its folder's.
    pub component: &'static str,
    /// Which state it shows.
    pub name: &'static str,
    /// How it prints.
    pub html: Html,
}

impl Example {
    fn of(component: &'static str, name: &'static str, shown: &impl HtmlSafe) -> Self {
        Example {
            component,
            name,
            html: Html::of(shown),
        }
    }
}

/// Every component with its examples, in one language. Those of one component stand together.
pub fn examples(lang: Lang) -> Vec<Example> {
    let w = Words::of(lang);
    let mut all = parts::examples(lang, w);
    all.extend(forms::examples(lang, w));
    all.extend(talk::examples(lang, w));
    all
}

struct Group {
    component: &'static str,
    examples: Vec<Example>,
}

/// What `pages/components.html` shows.
#[derive(Template)]
#[template(path = "components.html", whitespace = "minimize")]
struct ComponentPage {
    shell: Shell,
    w: Words,
    groups: Vec<Group>,
}

/// `/components`: every component with its examples. For the demo only; the app decides.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Routes<S> {
    Routes::new().get("/components", show)
}

async fn show(reader: Reader) -> Result<Response, AppError> {
    let w = Words::of(reader.lang());
    reader.page(&ComponentPage {
        shell: reader.shell(w.components_title()),
        w,
        groups: grouped(examples(reader.lang())),
    })
}

fn grouped(examples: Vec<Example>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for example in examples {
        match groups.last_mut() {
            Some(group) if group.component == example.component => group.examples.push(example),
            _ => groups.push(Group {
                component: example.component,
                examples: vec![example],
            }),
        }
    }
    groups
}
