//! A small table of figures over some axes: a margin that must be met, or a tie that says how two
//! axes hang together.

use crate::axis::{Axis, CELLS};
use crate::recipe::{Paper, RecipeError};

/// Weights over the places of one or two axes.
#[derive(Clone, PartialEq, Debug)]
pub struct Grid {
    /// Where the figures come from.
    pub paper: Paper,
    axes: Vec<Axis>,
    weights: Vec<f64>,
}

impl Grid {
    /// Reads a file: a column for each axis, then `weight`. What is not named weighs nothing.
    pub(crate) fn read(paper: Paper, text: &str) -> Result<Self, RecipeError> {
        let wrong = |what: String| RecipeError::wrong(&paper.file, what);
        let mut reader = crate::recipe::reader(text);
        let heads = reader
            .headers()
            .map_err(|error| wrong(error.to_string()))?
            .clone();
        let names = heads.len().saturating_sub(1);
        let axes: Vec<Axis> = heads
            .iter()
            .take(names)
            .map(|name| Axis::named(name).ok_or_else(|| wrong(format!("no axis {name:?}"))))
            .collect::<Result<_, _>>()?;
        let places: usize = axes.iter().map(|axis| axis.places()).product();
        let mut weights = vec![0.0; places];
        for row in reader.records() {
            let row = row.map_err(|error| wrong(error.to_string()))?;
            let mut at = 0_usize;
            for (axis, label) in axes.iter().zip(&row) {
                let place = axis.labels().iter().position(|known| *known == label);
                let place =
                    place.ok_or_else(|| wrong(format!("{label:?} is no {}", axis.name())))?;
                at = at * axis.places() + place;
            }
            let weight: u32 = row
                .get(names)
                .and_then(|weight| weight.parse().ok())
                .ok_or_else(|| wrong(format!("{row:?} has no weight")))?;
            if let Some(place) = weights.get_mut(at) {
                *place = f64::from(weight);
            }
        }
        if weights.iter().sum::<f64>() <= 0.0 {
            return Err(wrong("all weights are 0".into()));
        }
        Ok(Self {
            paper,
            axes,
            weights,
        })
    }

    /// The axes it is over.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// Each place's share of the whole.
    pub fn shares(&self) -> Vec<f64> {
        let all: f64 = self.weights.iter().sum();
        self.weights.iter().map(|weight| weight / all).collect()
    }

    /// A place's names: `par`, `2`.
    pub fn labels(&self, place: usize) -> Vec<&'static str> {
        let mut rest = place;
        let mut labels: Vec<&'static str> = Vec::new();
        for axis in self.axes.iter().rev() {
            let places = axis.places().max(1);
            labels.extend(axis.labels().get(rest % places));
            rest /= places;
        }
        labels.reverse();
        labels
    }

    /// For each cell of the joint table, which place it belongs to.
    pub(crate) fn places(&self) -> Vec<usize> {
        let place = |cell: usize| {
            let step = |at: usize, axis: &Axis| at * axis.places() + axis.of(cell);
            self.axes.iter().fold(0, step)
        };
        (0..CELLS).map(place).collect()
    }

    /// The weight of a place.
    pub(crate) fn weight(&self, place: usize) -> f64 {
        self.weights.get(place).copied().unwrap_or(0.0)
    }

    /// Every weight times what `of` draws for it.
    pub(crate) fn times(&mut self, mut of: impl FnMut() -> f64) {
        for weight in &mut self.weights {
            *weight *= of();
        }
    }
}
