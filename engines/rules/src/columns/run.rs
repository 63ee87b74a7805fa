//! All phases over all rows: stretch by stretch of families where links allow it, else each
//! phase over whole columns.

use super::blocks::{self, Index};
use super::code::{Code, Kept, Phase, Source, Width};
use super::execute::{Given, Window};
use super::families::by_blocks;
use super::kernels::In;
use super::part::Part;
use super::phases::by_phases;
use super::{Plan, gather};
use crate::program::MOST_ROWS;
use crate::rows::{Column, Rows, RowsError};

pub(super) fn run(plan: &Plan, rows: &Rows, threads: usize) -> Result<Vec<Column>, RowsError> {
    let used = used(plan);
    let links = || plan.shape.links.iter().zip(&rows.links).zip(&used);
    // Links in no order say nothing of where families begin; then those in order do, used or not.
    let is_mixed = links().any(|((_, to), used)| used.cut && !to.is_sorted());
    let indexes: Vec<Option<Index>> = links()
        .map(|((link, to), used)| {
            let needed = used.fold || (used.cut || is_mixed) && to.is_sorted();
            needed.then(|| Index::of(to, rows.count(link.to)))
        })
        .collect();
    // Sums are proven to fit their lanes for so many rows and no more.
    for (((link, _), used), index) in links().zip(&indexes) {
        let index = index.as_ref().filter(|_| used.fold);
        if index.is_some_and(|index| index.exceeds(MOST_ROWS)) {
            let name = link.name.clone();
            return Err(RowsError::Crowded { name });
        }
    }
    let given = Given {
        plan,
        rows,
        indexes: &indexes,
    };
    let held: Vec<bool> = used.iter().map(|used| used.cut).collect();
    let mut outputs: Vec<Column> = plan
        .schedule
        .outputs
        .iter()
        .map(|kept| match kept.constant {
            Some(value) => Column::Same(value),
            None => empty(kept, rows.counts.get(kept.entity).copied().unwrap_or(0)),
        })
        .collect();
    match blocks::cuts(&plan.shape, rows, &indexes, &held, plan.chunk) {
        Some(cuts) => by_blocks(given, &cuts, &mut outputs, threads),
        None => by_phases(given, &mut outputs, threads),
    }
    Ok(outputs)
}

/// What a plan does with a link.
#[derive(Clone, Copy, Default)]
struct Used {
    /// Reads what the rows at its other end computed, so that both must stand in one stretch.
    cut: bool,
    /// Goes through the rows that belong to a row.
    fold: bool,
}

fn used(plan: &Plan) -> Vec<Used> {
    let mut used = vec![Used::default(); plan.shape.links.len()];
    let mut note = |link: usize, cut: bool, fold: bool| {
        if let Some(used) = used.get_mut(link) {
            used.cut |= cut;
            used.fold |= fold;
        }
    };
    let local = |source: Source| matches!(source, Source::Local(_));
    for phase in &plan.schedule.phases {
        for ranking in &phase.rankings {
            note(usize::from(ranking.link.0), true, true);
        }
        for instruction in phase.pipelines.iter().flat_map(|pipeline| &pipeline.code) {
            match instruction.code {
                Code::Up { source, link, .. } => note(usize::from(link.0), local(source), false),
                Code::Fold {
                    source, keep, link, ..
                } => {
                    note(
                        usize::from(link.0),
                        local(source) || keep.is_some_and(local),
                        true,
                    );
                }
                _ => {}
            }
        }
    }
    used
}

pub(super) fn empty(kept: &Kept, count: usize) -> Column {
    match kept.width {
        Width::Small => Column::Small(vec![0; count]),
        Width::Whole => Column::Whole(vec![0; count]),
        Width::Long => Column::Long(vec![0; count]),
    }
}

pub(super) fn rankings(
    given: Given<'_>,
    phase: &Phase,
    locals: &mut [Column],
    (base, end): (&[usize], &[usize]),
) {
    for ranking in &phase.rankings {
        let Some(link) = given.plan.shape.links.get(usize::from(ranking.link.0)) else {
            continue;
        };
        let range = |entity: u16| {
            let start = base.get(usize::from(entity)).copied().unwrap_or(0);
            start..end.get(usize::from(entity)).copied().unwrap_or(start)
        };
        let (rows, to) = (range(link.from.0), range(link.to.0));
        let mut places = vec![0; rows.len()];
        let window = Window { locals, base };
        gather::rank(ranking, given, window, to, rows.start, &mut places);
        if let Some(column) = locals.get_mut(ranking.out as usize) {
            resize(column, rows.len());
            Part::of(column).write(0..rows.len(), In::N(&places));
        }
    }
}

pub(super) fn resize(column: &mut Column, count: usize) {
    match column {
        Column::Small(values) => values.resize(count, 0),
        Column::Whole(values) => values.resize(count, 0),
        Column::Long(values) => values.resize(count, 0),
        Column::Missing | Column::Same(_) => {}
    }
}
