//! What else could be true, as far as anybody knows.

use super::Recipe;
use crate::lot::Lot;

impl Recipe {
    /// The same figures, each moved by chance as far as its spread allows.
    pub fn shaken(&self, seed: u64) -> Self {
        let mut lot = Lot::seeded(seed);
        let mut moved = |spread: u32| 1.0 + lot.either_way() * f64::from(spread) / 100.0;
        let mut other = self.clone();
        for grid in other.margins.iter_mut().chain(&mut other.ties) {
            let spread = grid.paper.spread;
            grid.times(|| moved(spread));
        }
        for number in other.numbers.values_mut() {
            number.value = (number.value as f64 * moved(number.paper.spread)) as i64;
        }
        for (name, curve) in &mut other.curves {
            curve.times(moved(self.spread(&format!("curves/{name}.csv"))));
        }
        // Rents were raised together from an old year, so they are wrong together.
        let rents = moved(self.spread("rents.csv"));
        for rent in other.rents.iter_mut().flatten() {
            *rent = (*rent as f64 * rents) as i64;
        }
        let spread = self.spread("pay_levels.csv");
        for level in other.levels.iter_mut().flatten() {
            *level = (*level as f64 * moved(spread)) as i64;
        }
        let spread = self.spread("municipalities.csv");
        for municipality in &mut other.municipalities {
            municipality.families = (municipality.families as f64 * moved(spread)) as u64;
        }
        other
    }

    fn spread(&self, file: &str) -> u32 {
        let paper = self.papers.iter().find(|paper| paper.file == file);
        paper.map_or(0, |paper| paper.spread)
    }
}
