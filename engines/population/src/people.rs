//! The whole population: stretches of families, drawn side by side.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest as _, Sha256};

use crate::family::{Adult, Child, Draw, Home, Stretch};
use crate::fit::{Fit, fit};
use crate::lot::Lot;
use crate::recipe::Recipe;
use crate::whole::whole;

/// Families that are drawn together, from a seed of their own: so threads change nothing.
const STRETCH: usize = 4_096;

/// Families with children, made up.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Population {
    /// The day they are as they are, in days since 1970.
    pub on: i64,
    /// A home each.
    pub homes: Vec<Home>,
    /// The adults, in the order of their homes.
    pub adults: Vec<Adult>,
    /// The children, in the order of their homes, the youngest of each first.
    pub children: Vec<Child>,
}

impl Population {
    /// So many families as they would be on a day.
    pub fn of(recipe: &Recipe, on: i64, families: usize, seed: u64, threads: usize) -> Self {
        Self::fitted(recipe, &fit(recipe), on, families, seed, threads)
    }

    /// The same from a table that was fitted before.
    pub fn fitted(
        recipe: &Recipe,
        fit: &Fit,
        on: i64,
        families: usize,
        seed: u64,
        threads: usize,
    ) -> Self {
        let mut lot = Lot::seeded(seed);
        let counts = whole(&fit.shares, families, &mut lot);
        let cells: Vec<usize> = counts
            .iter()
            .enumerate()
            .flat_map(|(cell, count)| std::iter::repeat_n(cell, *count as usize))
            .collect();
        let stretches: Vec<(&[usize], u64)> = cells
            .chunks(STRETCH)
            .map(|cells| (cells, lot.seed()))
            .collect();
        let draw = Draw::of(recipe, on);
        let next = AtomicUsize::new(0);
        let done: Vec<Mutex<Stretch>> = stretches.iter().map(|_| Mutex::default()).collect();
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let (Some((cells, seed)), Some(place)) = (stretches.get(at), done.get(at)) else {
                    break;
                };
                let mut lot = Lot::seeded(*seed);
                let mut stretch = Stretch::default();
                for cell in *cells {
                    draw.family(*cell, &mut lot, &mut stretch);
                }
                *place.lock().unwrap_or_else(PoisonError::into_inner) = stretch;
            }
        };
        if threads > 1 {
            std::thread::scope(|scope| {
                for _ in 0..threads {
                    scope.spawn(work);
                }
            });
        } else {
            work();
        }
        let mut population = Self {
            on,
            homes: Vec::with_capacity(families),
            ..Self::default()
        };
        for stretch in done {
            let stretch = stretch.into_inner().unwrap_or_else(PoisonError::into_inner);
            population.homes.extend(stretch.homes);
            population.adults.extend(stretch.adults);
            population.children.extend(stretch.children);
        }
        population
    }

    /// Which population this is: 16 hexadecimal digits of the SHA-256 of all that is in it.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        let mut add = |numbers: &[i32]| {
            for number in numbers {
                hash.update(number.to_le_bytes());
            }
        };
        add(&[i32::try_from(self.on).unwrap_or(0)]);
        for home in &self.homes {
            add(&[
                home.form as i32,
                home.group as i32,
                home.tenure as i32,
                home.work as i32,
                home.kommune,
                home.tax,
                home.rent,
                home.area,
                i32::from(home.married),
                i32::from(home.adults),
                i32::from(home.children),
            ]);
        }
        for adult in &self.adults {
            add(&[
                adult.born,
                i32::from(adult.parent),
                adult.pay,
                adult.other,
                i32::from(adult.student),
                adult.assistance.unwrap_or(i32::MIN),
                i32::from(adult.worked),
                i32::from(adult.stayed),
                adult.deductions,
            ]);
        }
        for child in &self.children {
            add(&[
                child.born,
                i32::from(child.of_birth),
                child.deling as i32,
                i32::from(child.shared),
                child.parents as i32,
                child.maintenance as i32,
                child.place as i32,
            ]);
        }
        let digits = data_encoding::HEXLOWER.encode(&hash.finalize());
        digits.chars().take(16).collect()
    }
}
