//! Whom it reaches: by family form, by what they live on, by municipality.

use letters::{Bar, Chart};

use super::{Shown, TableView};
use crate::{Figure, Part};

/// So many municipalities are shown; the CSV has all.
const PLACES: usize = 10;

/// What stands in a cell about some of the families.
type Cell = fn(&Shown<'_>, &Part) -> String;
/// A column: its head and its cells.
type PartColumn = (&'static str, Cell);

fn column(head: &'static str, cell: Cell) -> PartColumn {
    (head, cell)
}

impl Shown<'_> {
    pub(super) fn forms(&self) -> TableView {
        self.by_form(self.columns())
    }

    /// With fewer columns.
    pub(super) fn forms_on_paper(&self) -> TableView {
        self.by_form(self.columns_on_paper())
    }

    fn by_form(&self, columns: Vec<PartColumn>) -> TableView {
        let w = &self.w;
        let parts = self.result.by_form.iter();
        let named = parts.map(|part| (w.sim_form(&part.key), part));
        self.parts([w.sim_forms(), w.sim_family()], columns, named)
    }

    pub(super) fn works(&self) -> TableView {
        let w = &self.w;
        let parts = self.result.by_work.iter();
        let named = parts.map(|part| (w.sim_work(&part.key), part));
        self.parts([w.sim_works(), w.sim_family()], self.columns(), named)
    }

    /// The municipalities where families get most.
    pub(super) fn places(&self) -> Option<TableView> {
        let w = &self.w;
        let mut parts: Vec<&Part> = self.result.by_municipality.iter().collect();
        parts.sort_by_key(|part| std::cmp::Reverse((part.mean_change, part.cost.value)));
        let most = parts.into_iter().take(PLACES);
        let named = most.map(|part| (part.name.clone(), part));
        self.reformed
            .then(|| self.parts([w.sim_places(), w.sim_place()], self.columns(), named))
    }

    fn columns(&self) -> Vec<PartColumn> {
        let w = &self.w;
        let mut columns = vec![
            column(w.sim_families(), |it, part| it.number(part.families)),
            column(w.sim_children(), |it, part| it.number(part.children)),
            self.below_today(),
        ];
        if self.reformed {
            columns.extend([
                self.below_then(),
                self.getting_more(),
                column(w.sim_part_losers(), |it, part| it.number(part.losers)),
                column(w.sim_part_mean(), |it, part| it.number(part.mean_change)),
                self.cost_in_all(),
                self.range_of_cost(),
            ]);
        }
        columns
    }

    fn columns_on_paper(&self) -> Vec<PartColumn> {
        if !self.reformed {
            return self.columns();
        }
        vec![
            self.below_today(),
            self.below_then(),
            self.getting_more(),
            self.cost_in_all(),
            self.range_of_cost(),
        ]
    }

    fn below_today(&self) -> PartColumn {
        let head = self.w.sim_part_before();
        column(head, |it, part| it.number(part.poor_before.value))
    }

    fn below_then(&self) -> PartColumn {
        let head = self.w.sim_part_after();
        column(head, |it, part| it.number(part.poor_after.value))
    }

    fn getting_more(&self) -> PartColumn {
        column(self.w.sim_part_winners(), |it, part| {
            it.number(part.winners)
        })
    }

    fn cost_in_all(&self) -> PartColumn {
        column(self.w.sim_part_cost(), |it, part| {
            it.millions(part.cost.value)
        })
    }

    fn range_of_cost(&self) -> PartColumn {
        column(self.w.sim_range(), |it, part| {
            it.between(part.cost, |kroner| it.millions(kroner))
        })
    }

    fn parts<'p>(
        &self,
        [caption, first]: [&str; 2],
        columns: Vec<PartColumn>,
        parts: impl Iterator<Item = (String, &'p Part)>,
    ) -> TableView {
        let row = |(name, part): (String, &Part)| {
            let cells = columns.iter().map(|(_, cell)| cell(self, part));
            std::iter::once(name).chain(cells).collect()
        };
        let rows = parts.map(row).collect();
        let heads = columns.iter().map(|(head, _)| *head);
        TableView {
            caption: caption.to_owned(),
            columns: std::iter::once(first)
                .chain(heads)
                .map(String::from)
                .collect(),
            rows,
        }
    }

    /// Children below the line, a bar for today and one for the reform.
    pub(super) fn chart(&self) -> Chart {
        let w = &self.w;
        let bar = |form: &str, when: &str, figure: Figure| Bar {
            label: format!("{form}: {when}"),
            value: figure.value,
            said: self.with_range(figure),
        };
        let bars = self.result.by_form.iter().flat_map(|part| {
            let form = w.sim_form(&part.key);
            let after = self
                .reformed
                .then(|| bar(&form, w.sim_after(), part.poor_after));
            std::iter::once(bar(&form, w.sim_before(), part.poor_before)).chain(after)
        });
        Chart {
            title: w.sim_chart().into(),
            bars: bars.collect(),
        }
    }
}
