//! What is lost of more pay.

use super::{Shown, TableView};
use crate::{Marginal, Step};

impl Shown<'_> {
    /// Shares of all adults by step, and under them those who lose most.
    pub(super) fn marginal(&self) -> TableView {
        let all = self.result.marginal.first();
        let steps = all.into_iter().flat_map(|all| {
            let steps = all.steps.iter();
            steps.map(move |step| self.step(step, all))
        });
        self.lost(steps.chain(self.losing_most()).collect())
    }

    /// Of that, who loses more than 80 %.
    pub(super) fn high(&self) -> TableView {
        self.lost(self.losing_most().collect())
    }

    fn step(&self, step: &Step, of: &Marginal) -> Vec<String> {
        let w = &self.w;
        let label = match (step.above, step.to) {
            (None, Some(to)) => w.sim_lost_at_most(to),
            (Some(from), Some(to)) => w.sim_lost_between(from, to),
            (Some(from), None) => w.sim_lost_above(from),
            (None, None) => String::new(),
        };
        let share = |many: i64| many.saturating_mul(1_000) / of.adults.max(1);
        self.shares(label, share(step.before), share(step.after))
    }

    fn losing_most(&self) -> impl Iterator<Item = Vec<String>> {
        self.result.marginal.iter().map(|group| {
            let who = self.w.sim_adults(group.key);
            let label = format!("{}: {who}", self.w.sim_high());
            self.shares(label, group.high_before, group.high_after)
        })
    }

    /// In thousandths.
    fn shares(&self, label: String, before: i64, after: i64) -> Vec<String> {
        let mut cells = vec![label, self.percent(before)];
        cells.extend(self.reformed.then(|| self.percent(after)));
        cells
    }

    fn lost(&self, rows: Vec<Vec<String>>) -> TableView {
        let w = &self.w;
        let mut columns = vec![w.sim_lost().to_owned(), w.sim_before().to_owned()];
        columns.extend(self.reformed.then(|| w.sim_after().to_owned()));
        TableView {
            caption: w.sim_marginal().into(),
            columns,
            rows,
        }
    }

    /// Thousandths as percent; the half up.
    fn percent(&self, thousandths: i64) -> String {
        self.w.sim_percent((thousandths + 5).div_euclid(10))
    }
}
