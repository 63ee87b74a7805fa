//! Values by rank.

use super::RecipeError;
use super::read::rows;
use crate::lot::Lot;

/// Somebody's value by their place in the order of all: straight lines between points.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Curve {
    /// A rank in thousandths, and its value; both rise.
    points: Vec<(i64, i64)>,
}

impl Curve {
    pub(super) fn read(file: &str, text: &str) -> Result<Self, RecipeError> {
        let mut points: Vec<(i64, i64)> = Vec::new();
        for row in rows(file, text)? {
            let number = |at: usize| row.get(at).and_then(|cell| cell.parse().ok());
            let point = number(0).zip(number(1)).filter(|(rank, value)| {
                let last = points.last();
                last.is_none_or(|last| last.0 < *rank && last.1 <= *value)
            });
            let wrong = || RecipeError::wrong(file, format!("{row:?} is no point"));
            points.push(point.ok_or_else(wrong)?);
        }
        Ok(Self { points })
    }

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

    /// The whole level moved: it may be wrong, and its order is not.
    pub(super) fn times(&mut self, factor: f64) {
        for (_, value) in &mut self.points {
            *value = (*value as f64 * factor) as i64;
        }
    }
}
