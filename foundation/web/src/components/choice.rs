//! Choosing: one of few (radios), any of few (checkboxes), one of many (select).

use askama::Template;
use languages::Lang;

use super::Text;
use super::field::{Field, field_builders};
use super::html::html_safe;

/// One thing to choose.
#[derive(Clone)]
pub struct Choice {
    value: Text,
    label: Text,
    hint: Option<Text>,
}

impl Choice {
    /// `value` is what the form sends, `label` what the person reads.
    pub fn new(value: impl Into<Text>, label: impl Into<Text>) -> Self {
        Choice {
            value: value.into(),
            label: label.into(),
            hint: None,
        }
    }

    /// A line under the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The builders of everything that is chosen from.
macro_rules! choice_builders {
    ($component:ident) => {
        impl $component {
            /// One more thing to choose.
            #[must_use]
            pub fn choice(mut self, choice: Choice) -> Self {
                self.choices.push(choice);
                self
            }

            /// What there is to choose, all at once.
            #[must_use]
            pub fn choices(mut self, choices: impl IntoIterator<Item = Choice>) -> Self {
                self.choices.extend(choices);
                self
            }
        }
    };
}

/// One of a few, all in sight.
#[derive(Template)]
#[template(path = "radios/radios.html", whitespace = "minimize")]
pub struct Radios {
    field: Field,
    choices: Vec<Choice>,
    chosen: String,
    inline: bool,
}
html_safe!(Radios);
field_builders!(Radios);
choice_builders!(Radios);

impl Radios {
    /// The label is the group's legend: the question.
    pub fn new(lang: Lang, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Radios {
            field: Field::new(lang, name, label),
            choices: Vec::new(),
            chosen: String::new(),
            inline: false,
        }
    }

    /// The value that is chosen; nothing when no choice has it.
    #[must_use]
    pub fn chosen(mut self, value: impl Into<String>) -> Self {
        self.chosen = value.into();
        self
    }

    /// Beside each other where there is room, for two or three short answers.
    #[must_use]
    pub fn inline(mut self) -> Self {
        self.inline = true;
        self
    }
}

/// Any of a few, all in sight.
#[derive(Template)]
#[template(path = "checkboxes/checkboxes.html", whitespace = "minimize")]
pub struct Checkboxes {
    field: Field,
    choices: Vec<Choice>,
    chosen: Vec<String>,
}
html_safe!(Checkboxes);
field_builders!(Checkboxes);
choice_builders!(Checkboxes);

impl Checkboxes {
    /// The label is the group's legend: the question.
    pub fn new(lang: Lang, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Checkboxes {
            field: Field::new(lang, name, label),
            choices: Vec::new(),
            chosen: Vec::new(),
        }
    }

    /// The values that are ticked.
    #[must_use]
    pub fn chosen(mut self, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.chosen = values.into_iter().map(Into::into).collect();
        self
    }

    fn is_chosen(&self, choice: &Choice) -> bool {
        self.chosen.iter().any(|value| *value == choice.value)
    }
}

/// One of many. For fewer than six, [`Radios`] are easier for everybody.
#[derive(Template)]
#[template(path = "select/select.html", whitespace = "minimize")]
pub struct Select {
    field: Field,
    choices: Vec<Choice>,
    chosen: String,
    empty: Option<Text>,
}
html_safe!(Select);
field_builders!(Select);
choice_builders!(Select);

impl Select {
    /// A list that opens with "Choose" and nothing chosen.
    pub fn new(lang: Lang, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        let field = Field::new(lang, name, label);
        let empty = Some(field.w.select_choose().into());
        Select {
            field,
            choices: Vec::new(),
            chosen: String::new(),
            empty,
        }
    }

    /// What the empty first line says instead of "Choose", for instance "Everything".
    #[must_use]
    pub fn empty(mut self, label: impl Into<Text>) -> Self {
        self.empty = Some(label.into());
        self
    }

    /// The value that is chosen.
    #[must_use]
    pub fn chosen(mut self, value: impl Into<String>) -> Self {
        self.chosen = value.into();
        self
    }
}
