//! Medians, spreads and clocks.

use std::{hint::black_box, time::Duration, time::Instant};

use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};

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

/// Processor time of this process so far, of all its threads, in seconds.
pub fn processor_s() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// How long the same thing took, time after time: by the clock on the wall and in processor time,
/// in whatever unit they are added in.
#[derive(Default)]
pub struct Runs {
    wall: Vec<f64>,
    processor: Vec<f64>,
}

impl Runs {
    pub fn add(&mut self, wall: f64, processor: f64) {
        self.wall.push(wall);
        self.processor.push(processor);
    }

    /// Runs it once and adds the seconds. Dropping what it made is not part of making it.
    pub fn time<T, E>(&mut self, run: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let (begun, used) = (Instant::now(), processor_s());
        let made = black_box(run()?);
        self.add(begun.elapsed().as_secs_f64(), processor_s() - used);
        Ok(made)
    }

    /// The last run by the clock on the wall.
    pub fn last(&self) -> f64 {
        self.wall.last().copied().unwrap_or(f64::NAN)
    }

    pub fn figure(&self) -> Value {
        json!({
            "median": median(&self.wall),
            "least": self.wall.iter().copied().fold(f64::INFINITY, f64::min),
            "most": self.wall.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            "processor": median(&self.processor),
        })
    }
}

/// Times in microseconds, one by one.
#[derive(Default)]
pub struct Times(Vec<f64>);

impl Times {
    pub fn add(&mut self, time: Duration) {
        self.0.push(time.as_secs_f64() * 1e6);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn median(&self) -> f64 {
        median(&self.0)
    }

    /// The nearest-rank percentile: `at(0.99)` is the time that 99 % stayed within.
    pub fn at(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let rank = (share * sorted.len() as f64).ceil() as usize;
        sorted.get(rank.max(1) - 1).copied().unwrap_or(f64::NAN)
    }
}
