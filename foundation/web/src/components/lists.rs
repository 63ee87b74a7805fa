//! Facts in rows, and events in time.

use askama::Template;
use askama::filters::HtmlSafe;

use super::html::html_safe;
use super::{Html, Text};

struct Row {
    label: Text,
    value: Html,
    action: Option<Html>,
}

/// A list of label and value, with perhaps something to do about each.
#[derive(Template, Default)]
#[template(path = "summary-list/summary-list.html", whitespace = "minimize")]
pub struct SummaryList {
    rows: Vec<Row>,
}
html_safe!(SummaryList);

/// What a person wrote or a register holds, in its own direction.
#[derive(Template)]
#[template(source = r#"<span dir="auto">{{ text }}</span>"#, ext = "html")]
struct Plain {
    text: Text,
}
html_safe!(Plain);

impl SummaryList {
    /// With no rows yet.
    pub fn new() -> Self {
        SummaryList::default()
    }

    /// One more row of text.
    #[must_use]
    pub fn row(self, label: impl Into<Text>, value: impl Into<Text>) -> Self {
        self.part(label, &Plain { text: value.into() })
    }

    /// One more row, holding a component.
    #[must_use]
    pub fn part(mut self, label: impl Into<Text>, component: &impl HtmlSafe) -> Self {
        self.rows.push(Row {
            label: label.into(),
            value: Html::of(component),
            action: None,
        });
        self
    }

    /// A link or button at the end of the row just added.
    #[must_use]
    pub fn action(mut self, component: &impl HtmlSafe) -> Self {
        if let Some(row) = self.rows.last_mut() {
            row.action = Some(Html::of(component));
        }
        self
    }
}

struct Event {
    when: Text,
    title: Text,
    text: Option<Text>,
}

/// What happened, in order.
#[derive(Template, Default)]
#[template(path = "timeline/timeline.html", whitespace = "minimize")]
pub struct Timeline {
    events: Vec<Event>,
}
html_safe!(Timeline);

impl Timeline {
    /// With nothing happened yet.
    pub fn new() -> Self {
        Timeline::default()
    }

    /// One more event: when (already in the reader's words) and what.
    #[must_use]
    pub fn event(mut self, when: impl Into<Text>, title: impl Into<Text>) -> Self {
        self.events.push(Event {
            when: when.into(),
            title: title.into(),
            text: None,
        });
        self
    }

    /// More about the event just added.
    #[must_use]
    pub fn text(mut self, text: impl Into<Text>) -> Self {
        if let Some(event) = self.events.last_mut() {
            event.text = Some(text.into());
        }
        self
    }
}
