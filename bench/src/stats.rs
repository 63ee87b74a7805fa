//! Medians and percentiles.

/// The middle of several runs; the mean of the two middle ones when they are even in number.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => sorted[n / 2],
        n => (sorted[n / 2 - 1] + sorted[n / 2]) / 2.0,
    }
}

/// Times in microseconds, kept one by one: a benchmark's millions fit, and nothing is rounded into buckets.
#[derive(Default, Clone)]
pub struct Times(Vec<u32>);

impl Times {
    pub fn add(&mut self, micros: u64) {
        self.0.push(u32::try_from(micros).unwrap_or(u32::MAX));
    }

    pub fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The nearest-rank percentile in milliseconds: `at(0.99)` is the time that 99 % stayed within.
    pub fn at(&mut self, share: f64) -> f64 {
        if self.0.is_empty() {
            return f64::NAN;
        }
        self.0.sort_unstable();
        let rank = (share * self.0.len() as f64).ceil() as usize;
        f64::from(self.0[rank.clamp(1, self.0.len()) - 1]) / 1000.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Times, median};

    #[test]
    fn the_median_of_an_odd_and_of_an_even_number() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
    }

    #[test]
    fn a_percentile_is_a_time_that_was_measured() {
        let mut times = Times::default();
        for micros in 1..=100_000 {
            times.add(micros);
        }
        assert_eq!(times.at(0.5), 50.0);
        assert_eq!(times.at(0.99), 99.0);
        assert_eq!(times.at(1.0), 100.0);
    }
}
