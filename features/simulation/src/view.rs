//! The result as somebody reads it: words and numbers already in their language. The command, the
//! brief and the page show the same.

mod costs;
mod more_pay;
mod parts;
mod sections;

use languages::Lang;
use letters::Chart;

use crate::words::Words;
use crate::{Figure, Name, Simulation};

/// A table with a caption. The first cell of a row is its head.
pub struct TableView {
    /// What is in it.
    pub caption: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// A section with a heading and paragraphs.
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Its paragraphs.
    pub text: Vec<String>,
    /// A list under them.
    pub list: Vec<String>,
    /// Whether it is small print in the brief.
    pub small: bool,
}

/// What stands above all tables.
pub struct Head {
    /// The heading.
    pub title: String,
    /// The reforms.
    pub reforms: Vec<String>,
    /// That nothing here is real.
    pub synthetic: String,
    /// Which population and which law.
    pub about: Vec<String>,
    /// The headline figures.
    pub headline: TableView,
}

impl Head {
    /// The heading, with the reforms.
    pub fn heading(&self) -> String {
        let parts = std::iter::once(&self.title).chain(&self.reforms);
        parts.map(String::as_str).collect::<Vec<_>>().join(" · ")
    }
}

/// Everything that is shown.
pub struct View {
    /// What stands above all.
    pub head: Head,
    /// Costs.
    pub benefits: TableView,
    /// Of these, what the reform changes; all of them without one.
    pub changed: TableView,
    /// By family form.
    pub forms: TableView,
    /// The same with fewer columns, for paper.
    pub forms_on_paper: TableView,
    /// By what the family lives on.
    pub works: TableView,
    /// By municipality, those where families get most.
    pub places: Option<TableView>,
    /// What is lost of more pay.
    pub marginal: TableView,
    /// Of that, who loses more than 80 %.
    pub high: TableView,
    /// Children below the line, as a picture.
    pub chart: Chart,
    /// How sure it is, what is left out, how it was made.
    pub sections: Vec<Section>,
}

impl View {
    /// The result in a language.
    pub fn of(result: &Simulation, lang: Lang) -> Self {
        let shown = Shown {
            result,
            lang,
            w: Words::of(lang),
            reformed: !result.reforms.is_empty(),
        };
        Self {
            head: shown.head(),
            benefits: shown.benefits(|_| true),
            changed: shown.benefits(|cost| !shown.reformed || cost.change.value != 0),
            forms: shown.forms(),
            forms_on_paper: shown.forms_on_paper(),
            works: shown.works(),
            places: shown.places(),
            marginal: shown.marginal(),
            high: shown.high(),
            chart: shown.chart(),
            sections: shown.sections(),
        }
    }
}

/// A result, a language, and its words.
struct Shown<'a> {
    result: &'a Simulation,
    lang: Lang,
    w: Words,
    /// Without a reform there is only today.
    reformed: bool,
}

impl Shown<'_> {
    fn head(&self) -> Head {
        let (result, w) = (self.result, &self.w);
        let title = if self.reformed {
            w.sim_title()
        } else {
            w.sim_title_law()
        };
        let reforms = result.reforms.iter();
        Head {
            title: title.into(),
            reforms: reforms.map(|reform| self.name(&reform.name)).collect(),
            synthetic: w.sim_synthetic().into(),
            about: vec![
                w.sim_about(result.families, result.children),
                w.sim_law(self.day(&result.on), &result.law_version),
                w.sim_drawn(result.seed.to_string(), &result.population),
            ],
            headline: self.headline(),
        }
    }

    fn name(&self, name: &Name) -> String {
        name.text(self.lang.code()).to_owned()
    }

    fn day(&self, day: &str) -> String {
        let date = day.parse::<base::Date>();
        date.map_or_else(|_| day.to_owned(), |date| self.lang.date(date))
    }

    fn number(&self, number: i64) -> String {
        self.lang.number(number)
    }

    /// Kroner as millions; the half away from 0.
    fn millions(&self, kroner: i64) -> String {
        let half = if kroner < 0 { -500_000 } else { 500_000 };
        self.number(kroner.saturating_add(half) / 1_000_000)
    }

    /// The lowest and the highest; nothing where there is one population alone.
    fn between(&self, figure: Figure, number: impl Fn(i64) -> String) -> String {
        if self.result.others.0 == 0 {
            return String::new();
        }
        self.w.sim_between(number(figure.low), number(figure.high))
    }

    /// A figure with its range behind it, where it has one.
    fn with_range(&self, figure: Figure) -> String {
        let value = self.number(figure.value);
        if figure.low == figure.high {
            return value;
        }
        let range = self.between(figure, |number| self.number(number));
        self.w.sim_with_range(value, range)
    }
}
