//! What one population comes to, and what several do.

use std::collections::BTreeMap;

use population::{Form, Population, Recipe, Work};

use crate::SimulationError;
use crate::outcome::{Of, Outcome, Runner};
use crate::result::{Cost, Figure, Name, Part};
use crate::tally::{Scale, Tallies, Tally, mean};

/// Children in families, as published: what results are raised to.
pub(crate) fn children(recipe: &Recipe) -> i64 {
    recipe.number("children") * recipe.number("children_in_families") / 1_000
}

/// The middle equivalised income of one adult, in kroner a year.
pub(crate) fn median(recipe: &Recipe) -> i64 {
    recipe.number("median_2026")
}

/// Below this a child is poor, in kroner a year.
pub(crate) fn line(recipe: &Recipe) -> i64 {
    median(recipe) / 2
}

/// Kroner a year, for the country.
#[derive(Clone, Copy, Default)]
struct Year {
    before: i64,
    after: i64,
}

impl Year {
    fn of(scale: Scale, [law, reform]: &[Outcome; 2], of: impl Fn(&Outcome) -> &Of) -> Self {
        let whole = |of: &Of| scale.whole(of.sum, of.below());
        Self {
            before: whole(of(law)),
            after: whole(of(reform)),
        }
    }

    fn change(self) -> i64 {
        self.after - self.before
    }
}

/// One population's figures.
pub(crate) struct Run {
    pub tallies: Tallies,
    pub scale: Scale,
    /// By rule.
    benefits: BTreeMap<String, (Name, Year)>,
    tax: Year,
    child_care: Year,
}

impl Run {
    pub fn of(
        runner: &Runner<'_>,
        recipe: &Recipe,
        people: &Population,
    ) -> Result<Self, SimulationError> {
        let scale = Scale::of(children(recipe), people.children.len());
        let outcomes = runner.outcomes(people)?;
        Ok(Self {
            tallies: Tallies::of(people, &outcomes, line(recipe)),
            scale,
            benefits: benefits(scale, &outcomes),
            tax: Year::of(scale, &outcomes, |outcome| &outcome.tax),
            child_care: Year::of(scale, &outcomes, |outcome| &outcome.child_care),
        })
    }

    fn benefit(&self, rule: &str) -> Year {
        let row = self.benefits.get(rule);
        row.map_or_else(Year::default, |(_, year)| *year)
    }
}

/// A reform may end a benefit, or begin one.
fn benefits(scale: Scale, [law, reform]: &[Outcome; 2]) -> BTreeMap<String, (Name, Year)> {
    let mut all: BTreeMap<String, (Name, Year)> = BTreeMap::new();
    let mut add = |outcome: &Outcome, put: fn(&mut Year, i64)| {
        for (benefit, of) in &outcome.benefits {
            let row = all.entry(benefit.rule.clone()).or_default();
            row.0 = benefit.name.clone();
            let sum = of.sum * i128::from(benefit.times);
            put(&mut row.1, scale.whole(sum, of.below()));
        }
    };
    add(law, |year, sum| year.before = sum);
    add(reform, |year, sum| year.after = sum);
    all
}

/// The population asked for, and the others that say how sure its figures are.
pub(crate) struct Runs {
    pub main: Run,
    pub others: Vec<Run>,
}

impl Runs {
    /// A figure, with the lowest and the highest in all populations.
    pub fn figure(&self, of: impl Fn(&Run) -> i64) -> Figure {
        let value = of(&self.main);
        let others = || self.others.iter().map(&of);
        Figure {
            value,
            low: others().fold(value, i64::min),
            high: others().fold(value, i64::max),
        }
    }

    /// How many of all families or children.
    pub fn count(&self, of: impl Fn(&Tally) -> u64) -> Figure {
        self.figure(|run| run.scale.count(of(&run.tallies.all)))
    }

    /// What the reform costs in all.
    pub fn cost(&self) -> Figure {
        self.figure(|run| run.tallies.all.cost(run.scale))
    }

    /// What each benefit costs, the dearest first.
    pub fn benefits(&self) -> Vec<Cost> {
        let mut costs: Vec<Cost> = self
            .main
            .benefits
            .iter()
            .filter(|(_, (_, year))| year.before != 0 || year.after != 0)
            .map(|(rule, (name, _))| self.year(rule, name, |run| run.benefit(rule)))
            .collect();
        costs.sort_by_key(|cost| std::cmp::Reverse(cost.before.max(cost.after)));
        costs
    }

    /// What families pay in tax.
    pub fn tax(&self) -> Cost {
        self.year("adult.indkomstskat", &Name::default(), |run| run.tax)
    }

    /// What families pay for child care.
    pub fn child_care(&self) -> Cost {
        let of = |run: &Run| run.child_care;
        self.year("home.pasning_betaling", &Name::default(), of)
    }

    fn year(&self, rule: &str, name: &Name, of: impl Fn(&Run) -> Year) -> Cost {
        let Year { before, after } = of(&self.main);
        Cost {
            rule: rule.to_owned(),
            name: name.clone(),
            before,
            after,
            change: self.figure(|run| of(run).change()),
        }
    }

    /// By family form, in the order of the figures.
    pub fn by_form(&self) -> Vec<Part> {
        self.labelled(Form::LABELS, |tallies, label| {
            tallies.forms.get(label).copied()
        })
    }

    /// By what the family lives on, in the order of the figures.
    pub fn by_work(&self) -> Vec<Part> {
        self.labelled(Work::LABELS, |tallies, label| {
            tallies.works.get(label).copied()
        })
    }

    fn labelled(&self, labels: &[&str], of: impl Fn(&Tallies, &str) -> Option<Tally>) -> Vec<Part> {
        let parts = labels
            .iter()
            .map(|label| self.part((*label).to_owned(), "", |tallies| of(tallies, label)));
        parts.flatten().collect()
    }

    /// By municipality, in the order of their numbers.
    pub fn by_municipality(&self, recipe: &Recipe) -> Vec<Part> {
        let name = |code: i32| {
            let mut places = recipe.municipalities.iter();
            let place = places.find(|place| place.code == i64::from(code));
            place.map_or("", |place| place.name.as_str())
        };
        let codes = self.main.tallies.places.keys();
        let parts = codes.map(|code| {
            let of = |tallies: &Tallies| tallies.places.get(code).copied();
            self.part(code.to_string(), name(*code), of)
        });
        parts.flatten().collect()
    }

    /// Some of the families; nothing where the population asked for has none of them.
    fn part(
        &self,
        key: String,
        name: &str,
        of: impl Fn(&Tallies) -> Option<Tally>,
    ) -> Option<Part> {
        let tally = of(&self.main.tallies)?;
        let count = |many: u64| self.main.scale.count(many);
        let figure = |told: &dyn Fn(&Tally, Scale) -> i64| {
            self.figure(|run| told(&of(&run.tallies).unwrap_or_default(), run.scale))
        };
        Some(Part {
            key,
            name: name.to_owned(),
            families: count(tally.families),
            children: count(tally.children),
            poor_before: figure(&|tally, scale| scale.count(tally.poor[0])),
            poor_after: figure(&|tally, scale| scale.count(tally.poor[1])),
            winners: count(tally.winners),
            losers: count(tally.losers),
            mean_change: mean(tally.change, tally.families),
            cost: figure(&|tally, scale| tally.cost(scale)),
        })
    }
}
