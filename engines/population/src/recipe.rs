//! The figures that a population is made of: the files of `content/population`, each with what it
//! is, where it comes from, and how far it may be off.

use std::collections::BTreeMap;

use crate::axis::{Group, Tenure};
use crate::grid::Grid;
use crate::lot::Lot;

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

/// What stands behind a figure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Somebody published it.
    Published,
    /// Worked out from what was published.
    Derived,
    /// Nobody's figure: a guess that is said to be one.
    Assumed,
}

impl Kind {
    /// As it stands in the files.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Derived => "derived",
            Self::Assumed => "assumed",
        }
    }

    fn named(name: &str) -> Option<Self> {
        let all = [Self::Published, Self::Derived, Self::Assumed];
        all.into_iter().find(|kind| kind.label() == name)
    }
}

/// Where a file's figures come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Paper {
    /// The file, or the number in `numbers.csv`.
    pub file: String,
    /// What it says.
    pub what: String,
    /// Published, derived or assumed.
    pub kind: Kind,
    /// The year the figures are of.
    pub year: String,
    /// `high`, `medium` or `low`.
    pub confidence: String,
    /// How far each figure may be off, in percent either way.
    pub spread: u32,
    /// Who says so.
    pub source: String,
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

/// Somebody's value by their place in the order of all: straight lines between points.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Curve {
    paper: Paper,
    points: Vec<(i64, i64)>,
}

impl Curve {
    /// The value at a rank of [`Lot::RANKS`].
    pub(crate) fn at(&self, rank: u64) -> i64 {
        let millionths = i64::try_from(rank.saturating_mul(1_000_000) / Lot::RANKS).unwrap_or(0);
        let mut before = self.points.first().copied().unwrap_or_default();
        for point in &self.points {
            if point.0 * 1_000 >= millionths && point.0 > before.0 {
                let part = millionths - before.0 * 1_000;
                let whole = (point.0 - before.0) * 1_000;
                return before.1 + (point.1 - before.1) * part / whole;
            }
            before = *point;
        }
        before.1
    }
}

/// All figures.
#[derive(Clone, PartialEq, Debug)]
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
    rents: Vec<[i64; 2]>,
    levels: Vec<i64>,
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
        let mut recipe = Self {
            margins: Vec::new(),
            ties: Vec::new(),
            municipalities: Vec::new(),
            papers: Vec::new(),
            numbers: BTreeMap::new(),
            curves: BTreeMap::new(),
            rents: Vec::new(),
            levels: Vec::new(),
        };
        for (name, text) in files {
            if *name == "numbers.csv" {
                recipe.read_numbers(text)?;
                continue;
            }
            let paper = paper(name, text)?;
            recipe.papers.push(paper.clone());
            match name.split_once('/') {
                Some(("margins", _)) => recipe.margins.push(Grid::read(paper, text)?),
                Some(("ties", _)) => recipe.ties.push(Grid::read(paper, text)?),
                Some(("curves", curve)) => {
                    let points = pairs(&paper, text)?;
                    let name = curve.trim_end_matches(".csv").to_owned();
                    recipe.curves.insert(name, Curve { paper, points });
                }
                _ => recipe.read_places(name, &paper, text)?,
            }
        }
        Ok(recipe)
    }

    fn read_numbers(&mut self, text: &str) -> Result<(), RecipeError> {
        for row in rows("numbers.csv", text)? {
            let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
            let wrong = || RecipeError::wrong("numbers.csv", format!("{row:?} is not whole"));
            let paper = Paper {
                file: cell(0),
                what: cell(0).replace('_', " "),
                kind: Kind::named(&cell(2)).ok_or_else(wrong)?,
                year: cell(3),
                confidence: cell(4),
                spread: cell(5).parse().map_err(|_| wrong())?,
                source: cell(6),
            };
            let value = cell(1).parse().map_err(|_| wrong())?;
            self.papers.push(paper.clone());
            self.numbers.insert(cell(0), Number { paper, value });
        }
        Ok(())
    }

    fn read_places(&mut self, name: &str, paper: &Paper, text: &str) -> Result<(), RecipeError> {
        let wrong =
            |row: &csv::StringRecord| RecipeError::wrong(name, format!("{row:?} is not whole"));
        for (at, row) in rows(&paper.file, text)?.iter().enumerate() {
            let cell = |at: usize| row.get(at).unwrap_or_default();
            let number = |at: usize| cell(at).parse::<i64>().map_err(|_| wrong(row));
            if name == "municipalities.csv" {
                let group = Group::ALL.iter().find(|group| group.label() == cell(2));
                self.municipalities.push(Municipality {
                    code: number(0)?,
                    name: cell(1).to_owned(),
                    group: *group.ok_or_else(|| wrong(row))?,
                    families: cell(3).parse().map_err(|_| wrong(row))?,
                    tax: number(4)?,
                    small_children: match cell(5) {
                        "begge" => (true, true),
                        "dagpleje" => (true, false),
                        "vuggestue" => (false, true),
                        _ => return Err(wrong(row)),
                    },
                });
                continue;
            }
            if Group::LABELS.get(at) != Some(&cell(0)) {
                return Err(RecipeError::wrong(
                    name,
                    "the groups stand in another order",
                ));
            }
            if name == "rents.csv" {
                self.rents.push([number(1)?, number(2)?]);
            } else {
                self.levels.push(number(1)?);
            }
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

    pub(crate) fn curve(&self, name: &str) -> Curve {
        let none = || Curve {
            paper: Paper {
                file: name.to_owned(),
                what: String::new(),
                kind: Kind::Assumed,
                year: String::new(),
                confidence: String::new(),
                spread: 0,
                source: String::new(),
            },
            points: Vec::new(),
        };
        self.curves.get(name).cloned().unwrap_or_else(none)
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
        self.levels.get(group as usize).copied().unwrap_or(1_000)
    }

    /// The same figures, each moved by chance as far as its spread allows: what else could be
    /// true, as far as anybody knows.
    pub fn shaken(&self, seed: u64) -> Self {
        let mut lot = Lot::seeded(seed);
        let mut moved = |spread: u32| 1.0 + lot.either_way() * f64::from(spread) / 100.0;
        let mut other = self.clone();
        for margin in &mut other.margins {
            let spread = margin.paper.spread;
            margin.times(|| moved(spread));
        }
        for number in other.numbers.values_mut() {
            number.value = (number.value as f64 * moved(number.paper.spread)) as i64;
        }
        for curve in other.curves.values_mut() {
            // One draw a curve: the whole level may be wrong.
            let factor = moved(curve.paper.spread);
            for (_, value) in &mut curve.points {
                *value = (*value as f64 * factor) as i64;
            }
        }
        let spread = |name: &str| {
            let paper = self.papers.iter().find(|paper| paper.file == name);
            paper.map_or(0, |paper| paper.spread)
        };
        let rents = moved(spread("rents.csv"));
        for rent in other.rents.iter_mut().flatten() {
            *rent = (*rent as f64 * rents) as i64;
        }
        other
    }
}

pub(crate) fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(text.as_bytes())
}

fn rows(file: &str, text: &str) -> Result<Vec<csv::StringRecord>, RecipeError> {
    let rows: Result<_, _> = reader(text).into_records().collect();
    rows.map_err(|error| RecipeError::wrong(file, error.to_string()))
}

fn pairs(paper: &Paper, text: &str) -> Result<Vec<(i64, i64)>, RecipeError> {
    let wrong =
        |row: &csv::StringRecord| RecipeError::wrong(&paper.file, format!("{row:?} is no point"));
    let mut points: Vec<(i64, i64)> = Vec::new();
    for row in rows(&paper.file, text)? {
        let number = |at: usize| row.get(at).and_then(|cell| cell.parse().ok());
        let (Some(share), Some(value)) = (number(0), number(1)) else {
            return Err(wrong(&row));
        };
        let rises = points
            .last()
            .is_none_or(|last| last.0 < share && last.1 <= value);
        if !rises {
            return Err(wrong(&row));
        }
        points.push((share, value));
    }
    Ok(points)
}

/// The comment lines at a file's head: `# kind: published`.
fn paper(name: &str, text: &str) -> Result<Paper, RecipeError> {
    let line = |key: &str| {
        let lines = text.lines().filter_map(|line| line.strip_prefix("# "));
        let mut found = lines.filter_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
        found
            .next()
            .map(str::to_owned)
            .ok_or_else(|| RecipeError::wrong(name, format!("no line says # {key}: …")))
    };
    let wrong = |key: &str| RecipeError::wrong(name, format!("{key} is not one of those allowed"));
    Ok(Paper {
        file: name.to_owned(),
        what: line("What")?,
        kind: Kind::named(&line("kind")?).ok_or_else(|| wrong("kind"))?,
        year: line("year")?,
        confidence: line("confidence")?,
        spread: line("spread")?.parse().map_err(|_| wrong("spread"))?,
        source: line("source")?,
    })
}
