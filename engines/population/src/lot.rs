//! Chance, drawn from a seed.

use base::Entropy;

/// Draws for one stretch of families.
pub(crate) struct Lot(Entropy);

impl Lot {
    /// How finely a rank tells people apart.
    pub const RANKS: u64 = 1 << 20;

    pub fn seeded(seed: u64) -> Self {
        Self(Entropy::seeded(seed))
    }

    /// A seed for another stretch.
    pub fn seed(&mut self) -> u64 {
        u64::from_le_bytes(self.0.bytes())
    }

    /// Whether it happens, in so many of a thousand.
    pub fn happens(&mut self, permille: i64) -> bool {
        i64::try_from(self.0.below(1_000)).unwrap_or(0) < permille
    }

    /// Both included; the least where the most is below it.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let many = most.saturating_sub(least).saturating_add(1);
        let drawn = self.0.below(u64::try_from(many).unwrap_or(0).max(1));
        least.saturating_add(i64::try_from(drawn).unwrap_or(0))
    }

    /// Somebody's place in an order, from 0 up to but not including [`Lot::RANKS`].
    pub fn rank(&mut self) -> u64 {
        self.0.below(Self::RANKS)
    }

    /// One of them, in proportion to their weights.
    pub fn one_of(&mut self, weights: impl Iterator<Item = u64> + Clone) -> usize {
        let all: u64 = weights.clone().sum();
        let mut left = self.0.below(all);
        for (at, weight) in weights.enumerate() {
            if left < weight {
                return at;
            }
            left -= weight;
        }
        0
    }

    /// From -1 to 1.
    pub fn either_way(&mut self) -> f64 {
        self.rank() as f64 / Self::RANKS as f64 * 2.0 - 1.0
    }
}
