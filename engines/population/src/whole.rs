//! Whole families out of shares: truncate, replicate, sample (Lovelace and Ballas, 2013).

use crate::lot::Lot;

/// How many families stand in each cell: the whole part of what its share comes to, and the rest
/// drawn in proportion to what was cut off, at equal steps through the table from a drawn start.
/// So a cell is never more than one family from its share.
pub(crate) fn whole(shares: &[f64], families: usize, lot: &mut Lot) -> Vec<u32> {
    let wanted: Vec<f64> = shares.iter().map(|share| share * families as f64).collect();
    let mut counts: Vec<u32> = wanted.iter().map(|wanted| *wanted as u32).collect();
    let placed: usize = counts.iter().map(|count| *count as usize).sum();
    let left = families.saturating_sub(placed);
    let rests: Vec<f64> = wanted
        .iter()
        .zip(&counts)
        .map(|(wanted, count)| (wanted - f64::from(*count)).max(0.0))
        .collect();
    let all: f64 = rests.iter().sum();
    if left == 0 || all <= 0.0 {
        return counts;
    }
    let step = all / left as f64;
    let mut next = step * (lot.rank() as f64 / Lot::RANKS as f64);
    let mut passed = 0.0;
    let mut given = 0_usize;
    for (count, rest) in counts.iter_mut().zip(&rests) {
        passed += rest;
        while next < passed && given < left {
            *count += 1;
            given += 1;
            next += step;
        }
    }
    // The last step may be lost to rounding; the last cell that had a rest takes it.
    if let Some((count, _)) = counts
        .iter_mut()
        .zip(&rests)
        .rev()
        .find(|(_, rest)| **rest > 0.0)
    {
        *count += u32::try_from(left - given.min(left)).unwrap_or(0);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::whole;
    use crate::lot::Lot;

    #[test]
    fn no_cell_is_more_than_one_family_from_its_share() {
        let shares = [0.5, 0.123_4, 0.0, 0.076_6, 0.3];
        for seed in 0..50 {
            let counts = whole(&shares, 1_001, &mut Lot::seeded(seed));
            assert_eq!(counts.iter().sum::<u32>(), 1_001);
            assert_eq!(counts[2], 0, "what has no share has no family");
            for (count, share) in counts.iter().zip(shares) {
                assert!((f64::from(*count) - share * 1_001.0).abs() <= 1.0);
            }
        }
    }
}
