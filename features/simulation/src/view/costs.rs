//! What it costs: the whole of it, and each benefit.

use super::{Shown, TableView};
use crate::{Cost, Figure};

impl Shown<'_> {
    /// The figures that an answer hangs on, each with its range.
    pub(super) fn headline(&self) -> TableView {
        let (result, w) = (self.result, &self.w);
        let row = |label: &str, figure: Figure| {
            let number = |number| self.number(number);
            vec![
                label.to_owned(),
                number(figure.value),
                self.between(figure, number),
            ]
        };
        let mean = |figure: Figure, label: &str, kroner: i64| {
            let cells = [label.to_owned(), self.number(kroner), String::new()];
            (figure.value > 0).then(|| cells.to_vec())
        };
        let mut rows = Vec::new();
        if self.reformed {
            let millions = |kroner| self.millions(kroner);
            rows.push(vec![
                w.sim_cost().into(),
                millions(result.cost.value),
                self.between(result.cost, millions),
            ]);
        }
        rows.push(row(w.sim_poor_before(), result.poor_before));
        if self.reformed {
            rows.push(row(w.sim_poor_after(), result.poor_after));
            rows.push(row(w.sim_winners(), result.winners));
            rows.extend(mean(result.winners, w.sim_mean_gain(), result.mean_gain));
            rows.push(row(w.sim_losers(), result.losers));
            rows.extend(mean(result.losers, w.sim_mean_loss(), result.mean_loss));
        }
        TableView {
            caption: w.sim_headline().into(),
            columns: [w.sim_figure(), w.sim_value(), w.sim_range()]
                .map(String::from)
                .to_vec(),
            rows,
        }
    }

    /// What each benefit costs, and what families pay.
    pub(super) fn benefits(&self, shown: impl Fn(&Cost) -> bool) -> TableView {
        let (result, w) = (self.result, &self.w);
        let paid = [
            (w.sim_tax().to_owned(), &result.tax),
            (w.sim_child_care().to_owned(), &result.child_care),
        ];
        let benefits = result.benefits.iter();
        let costs = benefits.map(|cost| (self.name(&cost.name), cost));
        let costs = costs.chain(paid).filter(|(_, cost)| shown(cost));
        let mut columns = vec![w.sim_benefit(), w.sim_before()];
        if self.reformed {
            columns.extend([w.sim_after(), w.sim_change(), w.sim_range()]);
        }
        TableView {
            caption: w.sim_benefits().into(),
            columns: columns.into_iter().map(String::from).collect(),
            rows: costs.map(|(name, cost)| self.cost(name, cost)).collect(),
        }
    }

    fn cost(&self, name: String, cost: &Cost) -> Vec<String> {
        let millions = |kroner| self.millions(kroner);
        let mut cells = vec![name, millions(cost.before)];
        if self.reformed {
            let untouched = cost.change == Figure::default();
            let range = || self.between(cost.change, millions);
            cells.extend([
                millions(cost.after),
                millions(cost.change.value),
                if untouched { String::new() } else { range() },
            ]);
        }
        cells
    }
}
