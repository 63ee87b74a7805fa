//! Iterative proportional fitting (Deming and Stephan, 1940): a joint table that keeps how the
//! axes hang together and meets every margin.

use crate::axis::CELLS;
use crate::recipe::Recipe;

/// A fitted joint table.
#[derive(Clone, PartialEq, Debug)]
pub struct Fit {
    /// The share of each cell; together 1.
    pub shares: Vec<f64>,
    /// How many rounds it took.
    pub rounds: usize,
    /// How far, at most, a margin's place is from its share, as a part of the whole.
    pub off: f64,
}

/// So close is close enough: a tenth of a family in ten million.
const CLOSE: f64 = 1e-8;
/// Margins that contradict each other (shaken ones do, a little) never meet: it ends where rounds
/// no longer bring them nearer, and here at the latest.
const ROUNDS: usize = 500;

/// Fits the joint table of a recipe.
pub fn fit(recipe: &Recipe) -> Fit {
    let mut shares = vec![1.0_f64; CELLS];
    for tie in &recipe.ties {
        for (share, place) in shares.iter_mut().zip(tie.places()) {
            *share *= tie.weight(place);
        }
    }
    let all: f64 = shares.iter().sum();
    for share in &mut shares {
        *share /= all;
    }
    let margins: Vec<(Vec<usize>, Vec<f64>)> = recipe
        .margins
        .iter()
        .map(|margin| (margin.places(), margin.shares()))
        .collect();
    let (mut off, mut before) = (f64::INFINITY, 0.0);
    let mut rounds = 0;
    while (off - before).abs() > CLOSE && rounds < ROUNDS {
        rounds += 1;
        before = off;
        off = 0.0;
        for (places, wanted) in &margins {
            let found = sums(&shares, places, wanted.len());
            let factors: Vec<f64> = wanted
                .iter()
                .zip(&found)
                .map(|(wanted, found)| {
                    off = off.max((wanted - found).abs());
                    if *found > 0.0 { wanted / found } else { 0.0 }
                })
                .collect();
            for (share, place) in shares.iter_mut().zip(places) {
                *share *= factors.get(*place).copied().unwrap_or(0.0);
            }
        }
    }
    // After the last margin the first may be off again: what is told is how it ends.
    let off = margins.iter().fold(0.0_f64, |off, (places, wanted)| {
        let found = sums(&shares, places, wanted.len());
        let pairs = wanted.iter().zip(&found);
        pairs.fold(off, |off, (wanted, found)| off.max((wanted - found).abs()))
    });
    Fit {
        shares,
        rounds,
        off,
    }
}

/// What the cells of each place of a margin add up to.
pub(crate) fn sums(shares: &[f64], places: &[usize], count: usize) -> Vec<f64> {
    let mut sums = vec![0.0; count];
    for (share, place) in shares.iter().zip(places) {
        if let Some(sum) = sums.get_mut(*place) {
            *sum += share;
        }
    }
    sums
}
