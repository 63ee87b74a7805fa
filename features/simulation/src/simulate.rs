//! A reform against the law, over a population that was made up.

use std::collections::BTreeMap;

use population::{Fit, Form, Population, Recipe, Work, fit};
use rules::{Moment, Source};
use serde::Serialize;

use crate::SimulationError;
use crate::marginal::{Marginal, marginal};
use crate::outcome::{Of, Runner};
use crate::ruling::Ruling;
use crate::tally::{Part, Scale, Tallies, Tally, mean};

/// What is simulated.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The day, in days since 1970.
    pub on: i64,
    /// As the law was known on this day.
    pub known: i64,
    /// How many families are made up.
    pub families: usize,
    /// The seed that they are drawn from.
    pub seed: u64,
    /// How many other populations are drawn to say how sure the figures are.
    pub others: usize,
    /// How many families each of those has.
    pub others_families: usize,
    /// How many threads work.
    pub threads: usize,
    /// The reforms, laid over the law in this order. Without any, the law alone.
    pub reforms: Vec<Source>,
}

impl Asked {
    /// The usual size, on a day.
    pub fn usual(on: i64, threads: usize) -> Self {
        Self {
            on,
            known: i64::MAX,
            families: 700_000,
            seed: 1,
            others: 8,
            others_families: 100_000,
            threads,
            reforms: Vec::new(),
        }
    }
}

/// How far a simulation has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// The law and the reform are read.
    Law,
    /// The families are made up.
    Families,
    /// Both are run over them.
    Running,
    /// Another 1,000 kr. for each adult.
    Marginal,
    /// Another population: which, of how many.
    Other(usize, usize),
}

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

/// One population's figures.
struct Run {
    tallies: Tallies,
    scale: Scale,
    /// Before and after, in kroner a year, by rule.
    benefits: BTreeMap<String, (Name, i64, i64)>,
    tax: (i64, i64),
    child_care: (i64, i64),
}

fn scale(recipe: &Recipe, people: &Population) -> (Scale, i64) {
    let children = recipe.number("children") * recipe.number("children_in_families") / 1_000;
    (Scale::of(children, people.children.len()), children)
}

impl Run {
    fn of(
        runner: &Runner<'_>,
        recipe: &Recipe,
        people: &Population,
    ) -> Result<Self, SimulationError> {
        let (scale, _) = scale(recipe, people);
        let outcomes = runner.outcomes(people)?;
        let line = recipe.number("median_2026") / 2;
        let mut benefits: BTreeMap<String, (Name, i64, i64)> = BTreeMap::new();
        for (at, outcome) in outcomes.iter().enumerate() {
            for (benefit, of) in &outcome.benefits {
                let year = scale.whole(of.sum * i128::from(benefit.times), of.below());
                let row = benefits.entry(benefit.rule.clone()).or_default();
                row.0 = benefit.name.clone();
                if at == 0 { row.1 = year } else { row.2 = year }
            }
        }
        let [law, reform] = &outcomes;
        let sum = |of: &Of| scale.whole(of.sum, of.below());
        Ok(Self {
            tax: (sum(&law.tax), sum(&reform.tax)),
            child_care: (sum(&law.child_care), sum(&reform.child_care)),
            tallies: Tallies::of(people, &outcomes, line),
            benefits,
            scale,
        })
    }

    fn change(&self, rule: &str) -> i64 {
        let row = self.benefits.get(rule);
        row.map_or(0, |(_, before, after)| after - before)
    }
}

/// Simulates a reform.
///
/// # Errors
/// What is wrong with the reform, or a result that the law does not have that day.
pub fn simulate(
    asked: &Asked,
    tell: &mut dyn FnMut(Progress),
) -> Result<Simulation, SimulationError> {
    let moment = Moment {
        on: asked.on,
        known: asked.known,
    };
    let files = rights::built_in();
    let files: Vec<Source> = files
        .into_iter()
        .filter(|file| !file.name.ends_with(rights::EXAMPLES))
        .collect();
    tell(Progress::Law);
    let recipe = Recipe::built_in()?;
    let median = recipe.number("median_2026");
    let rulings = |median: i64| {
        let plain = Ruling::of(files.clone(), &[], median, moment)?;
        let reformed = Ruling::of(files.clone(), &asked.reforms, median, moment)?;
        Ok::<_, SimulationError>((plain, reformed))
    };
    let (law, reform) = rulings(median)?;
    let runner = Runner::new(&law, &reform, asked.threads)?;
    tell(Progress::Families);
    let fitted = fit(&recipe);
    let people = |recipe: &Recipe, fitted: &Fit, families: usize, seed: u64| {
        Population::fitted(recipe, fitted, asked.on, families, seed, asked.threads)
    };
    let main = people(&recipe, &fitted, asked.families, asked.seed);
    tell(Progress::Running);
    let run = Run::of(&runner, &recipe, &main)?;
    tell(Progress::Marginal);
    let marginal = marginal(&runner, &main, run.scale)?;
    let (population, (_, children)) = (main.fingerprint(), scale(&recipe, &main));
    drop(main);
    let mut others = Vec::new();
    for at in 1..=asked.others {
        tell(Progress::Other(at, asked.others));
        let seed = asked.seed.wrapping_add(at as u64);
        let shaken = recipe.shaken(seed);
        let (law, reform) = rulings(shaken.number("median_2026"))?;
        let runner = Runner::new(&law, &reform, asked.threads)?;
        let people = people(&shaken, &fit(&shaken), asked.others_families, seed);
        others.push(Run::of(&runner, &shaken, &people)?);
    }
    let figure = |of: &dyn Fn(&Run) -> i64| {
        let all = || std::iter::once(&run).chain(&others).map(of);
        Figure {
            value: of(&run),
            low: all().min().unwrap_or(0),
            high: all().max().unwrap_or(0),
        }
    };
    let all = &run.tallies.all;
    let mut benefits: Vec<Cost> = run
        .benefits
        .iter()
        .filter(|(_, (_, before, after))| *before != 0 || *after != 0)
        .map(|(rule, (name, before, after))| Cost {
            rule: rule.clone(),
            name: name.clone(),
            before: *before,
            after: *after,
            change: figure(&|run| run.change(rule)),
        })
        .collect();
    benefits.sort_by_key(|cost| std::cmp::Reverse(cost.before.max(cost.after)));
    let line_of = |rule: &str, of: &dyn Fn(&Run) -> (i64, i64)| {
        let (before, after) = of(&run);
        Cost {
            rule: rule.to_owned(),
            name: Name::default(),
            before,
            after,
            change: figure(&|run| {
                let (before, after) = of(run);
                after - before
            }),
        }
    };
    let name = |code: i32| {
        let places = recipe.municipalities.iter();
        let mut place = places.filter(|place| place.code == i64::from(code));
        place
            .next()
            .map_or_else(String::new, |place| place.name.clone())
    };
    Ok(Simulation {
        synthetic: true,
        law_version: law.version()?,
        reform_version: reform.version()?,
        on: rights::day(asked.on),
        known: (asked.known < i64::MAX).then(|| rights::day(asked.known)),
        reforms: reforms(&reform, &asked.reforms),
        seed: asked.seed,
        families: asked.families,
        population,
        children,
        others: (asked.others, asked.others_families),
        fit: (fitted.rounds, fitted.off),
        median: recipe.number("median_2026"),
        line: recipe.number("median_2026") / 2,
        benefits,
        tax: line_of("adult.indkomstskat", &|run| run.tax),
        child_care: line_of("home.pasning_betaling", &|run| run.child_care),
        cost: figure(&|run| run.tallies.all.cost(run.scale)),
        winners: figure(&|run| run.scale.count(run.tallies.all.winners)),
        mean_gain: mean(all.won, all.winners),
        losers: figure(&|run| run.scale.count(run.tallies.all.losers)),
        mean_loss: mean(-all.lost, all.losers),
        poor_before: figure(&|run| run.scale.count(run.tallies.all.poor[0])),
        poor_after: figure(&|run| run.scale.count(run.tallies.all.poor[1])),
        by_form: labelled(Form::LABELS, &run.tallies.forms, run.scale),
        by_work: labelled(Work::LABELS, &run.tallies.works, run.scale),
        by_municipality: run
            .tallies
            .places
            .iter()
            .map(|(code, tally)| tally.part(code.to_string(), name(*code), run.scale))
            .collect(),
        marginal,
        unverified: reform.unverified(),
        papers: recipe.papers().iter().map(Paper::of).collect(),
    })
}

/// The parts of these names, in their order.
fn labelled(labels: &[&str], tallies: &BTreeMap<&str, Tally>, scale: Scale) -> Vec<Part> {
    let found = labels
        .iter()
        .filter_map(|label| Some((label, tallies.get(label)?)));
    found
        .map(|(label, tally)| tally.part((*label).to_owned(), String::new(), scale))
        .collect()
}

fn reforms(ruling: &Ruling, files: &[Source]) -> Vec<Reform> {
    let laws = &ruling.rules().laws;
    // Each file holds one act or one reform, and reforms stand last.
    let own = laws.iter().skip(laws.len().saturating_sub(files.len()));
    let pairs = files.iter().zip(own);
    pairs
        .map(|(file, law)| Reform {
            file: file.name.clone(),
            name: Name::of(&law.head),
            act: law
                .act
                .as_ref()
                .map_or_else(String::new, |act| act.text.clone()),
            text: file.text.clone(),
        })
        .collect()
}

impl Paper {
    fn of(paper: &population::Paper) -> Self {
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
