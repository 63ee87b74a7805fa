//! Adding up over families, and from those made up to the whole country.

use std::collections::BTreeMap;

use population::Population;

use crate::outcome::Outcome;

/// A family has won or lost when it has so much more or less to live on, in øre a month.
const NOTICED: i64 = 10_000;

/// How many real families one that was made up stands for.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    real: i128,
    made: i128,
}

impl Scale {
    /// As many children as are published, of as many as were made up.
    pub fn of(real: i64, made: usize) -> Self {
        Self {
            real: i128::from(real),
            made: i128::try_from(made).unwrap_or(1).max(1),
        }
    }

    /// A sum in so many parts of one, for the country; the half up.
    pub fn whole(self, sum: i128, below: i64) -> i64 {
        let below = i128::from(below.max(1)) * self.made;
        let parts = sum * self.real * 2 + below;
        i64::try_from(parts.div_euclid(below * 2)).unwrap_or(i64::MAX)
    }

    pub fn count(self, many: u64) -> i64 {
        self.whole(i128::from(many), 1)
    }
}

/// Raw sums over some families.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    pub families: u64,
    pub children: u64,
    /// Children below the line, under the law and under the reform.
    pub poor: [u64; 2],
    pub winners: u64,
    pub losers: u64,
    /// Øre a month.
    pub change: i128,
    pub won: i128,
    pub lost: i128,
}

impl Tally {
    fn add(&mut self, children: u64, poor: [bool; 2], change: i64) {
        self.families += 1;
        self.children += children;
        for (sum, poor) in self.poor.iter_mut().zip(poor) {
            *sum += if poor { children } else { 0 };
        }
        self.change += i128::from(change);
        if change >= NOTICED {
            self.winners += 1;
            self.won += i128::from(change);
        } else if change <= -NOTICED {
            self.losers += 1;
            self.lost += i128::from(change);
        }
    }

    /// Kroner a year, for the country.
    pub fn cost(&self, scale: Scale) -> i64 {
        scale.whole(self.change * 12, 100)
    }
}

/// A mean of sums in øre, in kroner; the half up.
pub(crate) fn mean(oere: i128, many: u64) -> i64 {
    let below = i128::from(many.max(1)) * 100;
    i64::try_from((oere * 2 + below).div_euclid(below * 2)).unwrap_or(0)
}

/// The sums over all families and over parts of them.
#[derive(Default)]
pub(crate) struct Tallies {
    pub all: Tally,
    /// By family form.
    pub forms: BTreeMap<&'static str, Tally>,
    /// By what they live on.
    pub works: BTreeMap<&'static str, Tally>,
    /// By municipality.
    pub places: BTreeMap<i32, Tally>,
}

impl Tallies {
    /// Adds up what the law and the reform come to. `line` is in kroner a year.
    pub fn of(people: &Population, [law, reform]: &[Outcome; 2], line: i64) -> Self {
        let mut tallies = Self::default();
        for (row, home) in people.homes.iter().enumerate() {
            let more = reform.after_tax.hundredths(row) - law.after_tax.hundredths(row);
            let dearer = reform.child_care.hundredths(row) - law.child_care.hundredths(row);
            // A student who provides alone is not counted as poor: the measure leaves students out.
            let counted = home.form.is_couple() || home.work != population::Work::Su;
            let poor = [law, reform]
                .map(|outcome| counted && outcome.equivalised.hundredths(row) < line * 100);
            let children = u64::from(home.children);
            let of = [
                &mut tallies.all,
                tallies.forms.entry(home.form.label()).or_default(),
                tallies.works.entry(home.work.label()).or_default(),
                tallies.places.entry(home.kommune).or_default(),
            ];
            for tally in of {
                tally.add(children, poor, more - dearer / 12);
            }
        }
        tallies
    }
}
