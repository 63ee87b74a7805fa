//! The figures that a population is made of: the files of `content/population`, each with what it
//! is, where it comes from, and how far it may be off.

mod curve;
mod paper;
mod read;
mod shaken;

use std::collections::BTreeMap;

pub(crate) use self::curve::Curve;
pub use self::paper::{Kind, Paper};
use self::read::by_group;
pub(crate) use self::read::reader;
use crate::axis::{Group, Tenure};
use crate::grid::Grid;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../content/population/", $name)))),+]
    };
}

/// The files that the program was built with, by name.
pub const FILES: &[(&str, &str)] = files![
    "margins/form.csv",
    "margins/children.csv",
    "margins/youngest.csv",
    "margins/group.csv",
    "margins/form_tenure.csv",
    "margins/work.csv",
    "ties/form_children.csv",
    "ties/form_youngest.csv",
    "ties/children_youngest.csv",
    "ties/group_tenure.csv",
    "ties/tenure_work.csv",
    "ties/youngest_work.csv",
    "curves/pay_women.csv",
    "curves/pay_men.csv",
    "curves/pay_weak.csv",
    "curves/transfer.csv",
    "curves/mothers_age.csv",
    "curves/spacing.csv",
    "municipalities.csv",
    "rents.csv",
    "pay_levels.csv",
    "numbers.csv",
];

/// Why the figures cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("content/population/{file}: {what}")]
pub struct RecipeError {
    file: String,
    what: String,
}

impl RecipeError {
    pub(crate) fn wrong(file: &str, what: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            what: what.into(),
        }
    }
}

/// A single number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Number {
    /// Where it comes from.
    pub paper: Paper,
    /// In its unit; shares in thousandths.
    pub value: i64,
}

/// One of the 98 municipalities.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Municipality {
    /// The official number, 101 for København.
    pub code: i64,
    /// Its Danish name.
    pub name: String,
    /// Which it is like.
    pub group: Group,
    /// Its weight among them.
    pub families: u64,
    /// Its tax, in thousandths of a percent.
    pub tax: i64,
    /// Whether small children can be in family day care, and in a nursery.
    pub small_children: (bool, bool),
}

/// All figures.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Recipe {
    /// What must be met.
    pub margins: Vec<Grid>,
    /// How axes hang together.
    pub ties: Vec<Grid>,
    /// The municipalities, by number.
    pub municipalities: Vec<Municipality>,
    papers: Vec<Paper>,
    numbers: BTreeMap<String, Number>,
    curves: BTreeMap<String, Curve>,
    /// By group: kroner a year for a square metre, social and private.
    rents: Vec<[i64; 2]>,
    /// By group: pay in thousandths of the country's.
    levels: Vec<[i64; 1]>,
}

impl Recipe {
    /// The figures that the program was built with.
    ///
    /// # Errors
    /// Where a file is not as it should be. A test holds them right.
    pub fn built_in() -> Result<Self, RecipeError> {
        Self::of(FILES)
    }

    /// The figures of these files, by name.
    ///
    /// # Errors
    /// Where a file is not as it should be.
    pub fn of(files: &[(&str, &str)]) -> Result<Self, RecipeError> {
        let mut recipe = Self::default();
        for (name, text) in files {
            recipe.read(name, text)?;
        }
        Ok(recipe)
    }

    fn read(&mut self, name: &str, text: &str) -> Result<(), RecipeError> {
        if name == "numbers.csv" {
            // Each number has its own paper.
            return self.read_numbers(name, text);
        }
        let paper = Paper::read(name, text)?;
        self.papers.push(paper.clone());
        match name.split_once('/') {
            Some(("margins", _)) => self.margins.push(Grid::read(paper, text)?),
            Some(("ties", _)) => self.ties.push(Grid::read(paper, text)?),
            Some(("curves", curve)) => {
                let name = curve.trim_end_matches(".csv").to_owned();
                self.curves.insert(name, Curve::read(&paper.file, text)?);
            }
            _ => match name {
                "municipalities.csv" => self.read_municipalities(name, text)?,
                "rents.csv" => self.rents = by_group(name, text)?,
                "pay_levels.csv" => self.levels = by_group(name, text)?,
                _ => return Err(RecipeError::wrong(name, "no such file is known")),
            },
        }
        Ok(())
    }

    /// Where every figure comes from, in the order of the files.
    pub fn papers(&self) -> &[Paper] {
        &self.papers
    }

    /// A single number; 0 where there is none of that name. A test reads each name.
    pub fn number(&self, name: &str) -> i64 {
        self.numbers.get(name).map_or(0, |number| number.value)
    }

    /// A curve; 0 everywhere where there is none of that name.
    pub(crate) fn curve(&self, name: &str) -> Curve {
        self.curves.get(name).cloned().unwrap_or_default()
    }

    /// Kroner a year for a square metre; 0 for owners.
    pub(crate) fn rent(&self, group: Group, tenure: Tenure) -> i64 {
        let [social, private] = self.rents.get(group as usize).copied().unwrap_or_default();
        match tenure {
            Tenure::Ejer => 0,
            Tenure::Almen => social,
            Tenure::Privat => private,
        }
    }

    /// Pay in thousandths of the country's.
    pub(crate) fn level(&self, group: Group) -> i64 {
        self.levels
            .get(group as usize)
            .map_or(1_000, |[level]| *level)
    }
}
