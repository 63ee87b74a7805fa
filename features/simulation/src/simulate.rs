//! A reform against the law, over a population that was made up.

use population::{Population, Recipe, fit};
use rules::{Moment, Source};

use crate::SimulationError;
use crate::marginal::marginal;
use crate::outcome::Runner;
use crate::result::{Name, Paper, Reform, Simulation};
use crate::ruling::Ruling;
use crate::run::{Run, Runs, children, line, median};
use crate::tally::mean;

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
            threads,
            reforms: Vec::new(),
        }
    }

    /// How many families each of the others has: they cost time, and a range needs fewer. It
    /// follows from what is asked, so that the command in a result gives the same ranges.
    pub fn others_families(&self) -> usize {
        (self.families / 4).min(100_000)
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

/// Simulates a reform.
///
/// # Errors
/// What is wrong with the reform, or a result that the law does not have that day.
pub fn simulate(
    asked: &Asked,
    tell: &mut dyn FnMut(Progress),
) -> Result<Simulation, SimulationError> {
    tell(Progress::Law);
    let recipe = Recipe::built_in()?;
    let [law, reform] = rulings(asked, &recipe)?;
    let runner = Runner::new(&law, &reform, asked.threads)?;
    tell(Progress::Families);
    let fitted = fit(&recipe);
    let (on, families, seed) = (asked.on, asked.families, asked.seed);
    let people = Population::fitted(&recipe, &fitted, on, families, seed, asked.threads);
    tell(Progress::Running);
    let main = Run::of(&runner, &recipe, &people)?;
    tell(Progress::Marginal);
    let marginal = marginal(&runner, &people, main.scale)?;
    let population = people.fingerprint();
    // The others need its memory.
    drop(people);
    let others = (1..=asked.others).map(|at| {
        tell(Progress::Other(at, asked.others));
        other(asked, &recipe, seed.wrapping_add(at as u64))
    });
    let others = others.collect::<Result<_, _>>()?;
    let runs = Runs { main, others };
    let all = runs.main.tallies.all;
    Ok(Simulation {
        synthetic: true,
        law_version: law.version()?,
        reform_version: reform.version()?,
        on: rights::day(on),
        known: (asked.known < i64::MAX).then(|| rights::day(asked.known)),
        reforms: reforms(&reform, &asked.reforms),
        seed,
        families,
        population,
        children: children(&recipe),
        others: (asked.others, asked.others_families()),
        fit: (fitted.rounds, fitted.off),
        median: median(&recipe),
        line: line(&recipe),
        benefits: runs.benefits(),
        tax: runs.tax(),
        child_care: runs.child_care(),
        cost: runs.cost(),
        winners: runs.count(|tally| tally.winners),
        mean_gain: mean(all.won, all.winners),
        losers: runs.count(|tally| tally.losers),
        mean_loss: mean(-all.lost, all.losers),
        poor_before: runs.count(|tally| tally.poor[0]),
        poor_after: runs.count(|tally| tally.poor[1]),
        by_form: runs.by_form(),
        by_work: runs.by_work(),
        by_municipality: runs.by_municipality(&recipe),
        marginal,
        unverified: reform.unverified(),
        papers: recipe.papers().iter().map(Paper::of).collect(),
    })
}

/// Another population: from a seed of its own, with every figure moved as far as it may be off.
fn other(asked: &Asked, recipe: &Recipe, seed: u64) -> Result<Run, SimulationError> {
    let shaken = recipe.shaken(seed);
    let [law, reform] = rulings(asked, &shaken)?;
    let runner = Runner::new(&law, &reform, asked.threads)?;
    let (on, families) = (asked.on, asked.others_families());
    let people = Population::fitted(&shaken, &fit(&shaken), on, families, seed, asked.threads);
    Run::of(&runner, &shaken, &people)
}

/// The law, and the law with the reforms laid over it.
fn rulings(asked: &Asked, recipe: &Recipe) -> Result<[Ruling; 2], SimulationError> {
    let moment = Moment {
        on: asked.on,
        known: asked.known,
    };
    let files = rights::built_in().into_iter();
    let law: Vec<Source> = files
        .filter(|file| !file.name.ends_with(rights::EXAMPLES))
        .collect();
    let plain = Ruling::of(law.clone(), &[], median(recipe), moment)?;
    Ok([
        plain,
        Ruling::of(law, &asked.reforms, median(recipe), moment)?,
    ])
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
