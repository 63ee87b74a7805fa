//! What is left of another 1,000 kr. of pay a month.

use population::{Population, Work};
use rules::program::Program;
use rules::rows::{Column, Rows};
use serde::Serialize;

use crate::SimulationError;
use crate::outcome::{Both, IN_HAND, Runner};
use crate::tally::Scale;

/// Øre a month that somebody earns more.
const MORE: i64 = 100_000;
/// The fact that is raised.
const PAY: &str = "adult.loen";
/// Upper ends of the steps, in thousandths; the last step is open.
pub(crate) const STEPS: [i64; 7] = [300, 400, 500, 600, 700, 800, 1_000];
/// More than this share lost is told for itself.
const HIGH: i64 = 800;

/// How much of another 1,000 kr. a month adults lose to tax, benefits and fees.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Marginal {
    /// Which adults: `alle`, `par`, `enlig`, `kontanthjaelp`.
    pub key: &'static str,
    /// How many.
    pub adults: i64,
    /// The steps, the lowest first.
    pub steps: Vec<Step>,
    /// In thousandths of them: who loses more than 80 %, under the law.
    pub high_before: i64,
    /// The same under the reform.
    pub high_after: i64,
}

/// Adults who lose so much of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Step {
    /// More than this, in percent; `None` in the lowest step.
    pub above: Option<i64>,
    /// At most this, in percent; `None` in the highest step.
    pub to: Option<i64>,
    /// Adults under the law.
    pub before: i64,
    /// Adults under the reform.
    pub after: i64,
}

#[derive(Clone, Copy, Default)]
struct Count {
    adults: u64,
    steps: [[u64; STEPS.len() + 1]; 2],
    high: [u64; 2],
}

impl Count {
    fn add(&mut self, lost: [i64; 2]) {
        self.adults += 1;
        for ((steps, high), lost) in self.steps.iter_mut().zip(&mut self.high).zip(lost) {
            let at = STEPS.iter().filter(|end| lost > **end).count();
            if let Some(step) = steps.get_mut(at) {
                *step += 1;
            }
            *high += u64::from(lost > HIGH);
        }
    }

    fn told(&self, key: &'static str, scale: Scale) -> Marginal {
        let [before, after] = &self.steps;
        let percent = |at: usize| STEPS.get(at).map(|end| end / 10);
        let steps = before.iter().zip(after).enumerate();
        let share = |many: u64| i64::try_from(many * 1_000 / self.adults.max(1)).unwrap_or(0);
        let [high_before, high_after] = self.high.map(share);
        Marginal {
            key,
            adults: scale.count(self.adults),
            steps: steps
                .map(|(at, (before, after))| Step {
                    above: at.checked_sub(1).and_then(percent),
                    to: percent(at),
                    before: scale.count(*before),
                    after: scale.count(*after),
                })
                .collect(),
            high_before,
            high_after,
        }
    }
}

/// Works it out for every adult: the first of every home in one run, the second in another.
pub(crate) fn marginal(
    runner: &Runner<'_>,
    people: &Population,
    scale: Scale,
) -> Result<Vec<Marginal>, SimulationError> {
    let in_hand = |ruling: &crate::ruling::Ruling| -> Result<Program, SimulationError> {
        Ok(ruling.program(vec![ruling.output(IN_HAND)?]))
    };
    let both = Both::of(in_hand(runner.law)?, in_hand(runner.reform)?);
    let below = both.denominators();
    let mut rows = people.rows(runner.reform.rules(), both.shape());
    let before = runner
        .with_incomes(&both, &mut rows)?
        .map(|results| results.outputs);
    let mut counts = [Count::default(); 4];
    for who in 0..2 {
        let mut rows = people.rows(runner.reform.rules(), both.shape());
        raise(people, both.shape(), &mut rows, who);
        let after = runner
            .with_incomes(&both, &mut rows)?
            .map(|results| results.outputs);
        for (row, home) in people.homes.iter().enumerate() {
            if usize::from(home.adults) <= who {
                continue;
            }
            let value = |columns: &[std::sync::Arc<Column>]| {
                columns
                    .first()
                    .and_then(|column| column.value(row))
                    .unwrap_or(0)
            };
            let lost = |at: usize| {
                let (Some(after), Some(before)) = (after.get(at), before.get(at)) else {
                    return 0;
                };
                let gained = i128::from(value(after)) - i128::from(value(before));
                let below = i128::from(below.get(at).copied().unwrap_or(1).max(1));
                // In thousandths of what was earned.
                1_000 - i64::try_from(gained * 100 * 1_000 / below / i128::from(MORE)).unwrap_or(0)
            };
            let lost = [lost(0), lost(1)];
            let assisted = matches!(home.work, Work::Kontanthjaelp | Work::BeggeKontanthjaelp);
            let couple = home.form.is_couple();
            let counted = [true, couple, !couple, assisted];
            for (count, _) in counts
                .iter_mut()
                .zip(counted)
                .filter(|(_, counted)| *counted)
            {
                count.add(lost);
            }
        }
    }
    let keys = ["alle", "par", "enlig", "kontanthjaelp"];
    Ok(keys
        .into_iter()
        .zip(&counts)
        .map(|(key, count)| count.told(key, scale))
        .collect())
}

/// Gives one adult of every home more pay.
fn raise(people: &Population, shape: &Program, rows: &mut Rows, who: usize) {
    let facts = shape.facts.iter().zip(&mut rows.facts);
    let Some((fact, column)) = facts.into_iter().find(|(fact, _)| fact.name == PAY) else {
        return;
    };
    let mut pay: Vec<i64> = column.values(people.adults.len()).collect();
    let mut first = 0;
    for home in &people.homes {
        let adults = usize::from(home.adults);
        if who < adults
            && let Some(pay) = pay.get_mut(first + who)
        {
            *pay = (*pay + MORE).min(fact.most);
        }
        first += adults;
    }
    *column = Column::of(&pay);
}
