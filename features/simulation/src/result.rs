//! What a simulation says: counts and kroner for the whole country, each figure with its range.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::marginal::Marginal;

/// A text by language, from the rule files.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Name(pub(crate) BTreeMap<String, String>);

impl Name {
    /// In this language; else in English, else in Danish; empty where nothing is said.
    pub fn text(&self, language: &str) -> &str {
        let found = [language, "en", "da"]
            .into_iter()
            .find_map(|code| self.0.get(code));
        found.map_or("", String::as_str)
    }
}

impl FromIterator<(String, String)> for Name {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(texts: T) -> Self {
        Self(texts.into_iter().collect())
    }
}

/// An act that nobody has verified.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Unverified {
    /// What it is called.
    pub name: Name,
    /// As it is cited.
    pub act: String,
    /// Why.
    pub why: Name,
}

/// A figure and how sure it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Figure {
    /// In the population asked for.
    pub value: i64,
    /// The lowest in all populations.
    pub low: i64,
    /// The highest in all populations.
    pub high: i64,
}

/// What a benefit costs, in kroner a year.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Cost {
    /// The rule, such as `adult.boerneydelse`.
    pub rule: String,
    /// What it is called.
    pub name: Name,
    /// Under the law.
    pub before: i64,
    /// Under the reform.
    pub after: i64,
    /// The difference, and how sure it is.
    pub change: Figure,
}

/// What a reform does to some of the families.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Part {
    /// Which: the name of a family form or of what a family lives on, or a municipality's number.
    pub key: String,
    /// What it is called; empty where the key says it.
    pub name: String,
    /// Families.
    pub families: i64,
    /// Their children under 18.
    pub children: i64,
    /// Children below the line under the law.
    pub poor_before: Figure,
    /// Children below the line under the reform.
    pub poor_after: Figure,
    /// Families with at least 100 kr. a month more.
    pub winners: i64,
    /// Families with at least 100 kr. a month less.
    pub losers: i64,
    /// Kroner a month more or less, the mean over all of them.
    pub mean_change: i64,
    /// Kroner a year that they have more: what it costs the state before anybody changes habits.
    pub cost: Figure,
}

/// A reform that was laid over the law.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Reform {
    /// The file.
    pub file: String,
    /// What it is called.
    pub name: Name,
    /// What it says of itself.
    pub act: String,
    /// The file itself, so that whoever reads the result can run it again.
    pub text: String,
}

/// Where a figure of the population comes from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Paper {
    /// The file in `content/population`, or the number.
    pub file: String,
    /// What it says.
    pub what: String,
    /// `published`, `derived` or `assumed`.
    pub kind: &'static str,
    /// Of which year.
    pub year: String,
    /// `high`, `medium` or `low`.
    pub confidence: String,
    /// How far it may be off, in percent either way.
    pub spread: u32,
    /// Who says so.
    pub source: String,
}

/// The result. All counts and kroner are for the whole country.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Simulation {
    /// Always: no family in it is real.
    pub synthetic: bool,
    /// Which law: its version, as the API says it.
    pub law_version: String,
    /// Which law with the reforms.
    pub reform_version: String,
    /// The day.
    pub on: String,
    /// The day whose knowledge counts; none: all that is known now.
    pub known: Option<String>,
    /// The reforms.
    pub reforms: Vec<Reform>,
    /// The seed.
    pub seed: u64,
    /// Families made up.
    pub families: usize,
    /// Which population: its fingerprint.
    pub population: String,
    /// Children in families, as published: what results are raised to.
    pub children: i64,
    /// Other populations drawn, and how many families each had.
    pub others: (usize, usize),
    /// Rounds that the fit took, and how far from a margin it ended (a part of the whole).
    pub fit: (usize, f64),
    /// The middle equivalised income of one adult, in kroner a year.
    pub median: i64,
    /// Half of it.
    pub line: i64,
    /// What each benefit costs, the dearest first.
    pub benefits: Vec<Cost>,
    /// What families pay in tax.
    pub tax: Cost,
    /// What families pay for child care.
    pub child_care: Cost,
    /// What the reform costs in all: kroner a year that families have more.
    pub cost: Figure,
    /// Families with at least 100 kr. a month more.
    pub winners: Figure,
    /// What they have more, in kroner a month, the mean.
    pub mean_gain: i64,
    /// Families with at least 100 kr. a month less.
    pub losers: Figure,
    /// What they have less, in kroner a month, the mean.
    pub mean_loss: i64,
    /// Children below the line under the law.
    pub poor_before: Figure,
    /// Children below the line under the reform.
    pub poor_after: Figure,
    /// By family form.
    pub by_form: Vec<Part>,
    /// By what the family lives on.
    pub by_work: Vec<Part>,
    /// By municipality.
    pub by_municipality: Vec<Part>,
    /// What is left of another 1,000 kr. of pay.
    pub marginal: Vec<Marginal>,
    /// The acts that nobody has verified.
    pub unverified: Vec<Unverified>,
    /// Where the population's figures come from.
    pub papers: Vec<Paper>,
}

impl Paper {
    pub(crate) fn of(paper: &population::Paper) -> Self {
        Self {
            file: paper.file.clone(),
            what: paper.what.clone(),
            kind: paper.kind.label(),
            year: paper.year.clone(),
            confidence: paper.confidence.clone(),
            spread: paper.spread,
            source: paper.source.clone(),
        }
    }
}
