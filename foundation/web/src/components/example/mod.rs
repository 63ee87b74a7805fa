//! Every component as it looks in use: for the component page of the demo, the snapshots, and
//! the accessibility check.

mod forms;
mod parts;
mod talk;

use askama::Template;
use askama::filters::HtmlSafe;
use languages::Lang;

use super::Html;
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

/// The component page. Give it a shell with the title [`page_title`] of the language.
#[derive(Template)]
#[template(path = "components.html", whitespace = "minimize")]
pub struct ComponentPage {
    shell: Shell,
    w: Words,
    groups: Vec<Group>,
}

/// The component page, for a route that exists in the demo only.
pub fn page(lang: Lang, shell: Shell) -> ComponentPage {
    let mut groups: Vec<Group> = Vec::new();
    for example in examples(lang) {
        match groups.last_mut() {
            Some(group) if group.component == example.component => group.examples.push(example),
            _ => groups.push(Group {
                component: example.component,
                examples: vec![example],
            }),
        }
    }
    ComponentPage {
        shell,
        w: Words::of(lang),
        groups,
    }
}

/// What the component page is called.
pub fn page_title(lang: Lang) -> &'static str {
    Words::of(lang).components_title()
}
