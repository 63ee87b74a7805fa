//! A date that the person knows, typed as three numbers.

use askama::Template;
use languages::Lang;

use super::Text;
use super::field::{Field, field_builders};
use super::html::html_safe;

/// Day, month and year, sent as `<name>_day`, `<name>_month` and `<name>_year`. A calendar to
/// click through is slow for a birthday and hard on a screen reader.
#[derive(Template)]
#[template(path = "date-field/date-field.html", whitespace = "minimize")]
pub struct DateField {
    field: Field,
    day: String,
    month: String,
    year: String,
    birthday: bool,
}
html_safe!(DateField);
field_builders!(DateField);

impl DateField {
    /// The label is the group's legend: "When is the child due?"
    pub fn new(lang: Lang, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        DateField {
            field: Field::new(lang, name, label),
            day: String::new(),
            month: String::new(),
            year: String::new(),
            birthday: false,
        }
    }

    /// What was typed before, right or wrong.
    #[must_use]
    pub fn value(
        mut self,
        day: impl Into<String>,
        month: impl Into<String>,
        year: impl Into<String>,
    ) -> Self {
        self.day = day.into();
        self.month = month.into();
        self.year = year.into();
        self
    }

    /// The person's own birthday, which the browser may fill in.
    #[must_use]
    pub fn birthday(mut self) -> Self {
        self.birthday = true;
        self
    }
}
