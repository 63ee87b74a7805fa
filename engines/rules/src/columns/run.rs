//! All phases over all rows: stretch by stretch of families where links allow it, else each
//! phase over whole columns.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::Plan;
use super::blocks::{self, Cuts, Index};
use super::code::{Code, Kept, Phase, Store, Width};
use super::execute::{Given, Machine, Part, Sink, Window};
use super::gather;
use super::kernels::In;
use crate::rows::{Column, Rows};

/// Stretches that one thread takes at a time.
const GROUP: usize = 16;

pub(super) fn run(plan: &Plan, rows: &Rows, threads: usize) -> Vec<Column> {
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
    outputs
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
    use super::code::Source;
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

fn empty(kept: &Kept, count: usize) -> Column {
    match kept.width {
        Width::Small => Column::Small(vec![0; count]),
        Width::Whole => Column::Whole(vec![0; count]),
        Width::Long => Column::Long(vec![0; count]),
    }
}

/// Families by families: all phases of one stretch, then the next.
fn by_blocks(given: Given<'_>, cuts: &Cuts, outputs: &mut [Column], threads: usize) {
    let plan = given.plan;
    let blocks = cuts
        .iter()
        .map(|cuts| cuts.len().saturating_sub(1))
        .max()
        .unwrap_or(0);
    let at = |entity: usize, block: usize| {
        let cuts = cuts.get(entity);
        cuts.and_then(|cuts| cuts.get(block)).copied().unwrap_or(0)
    };
    let mut rest: Vec<Part<'_>> = outputs.iter_mut().map(Part::of).collect();
    let mut groups: Vec<(Range<usize>, Vec<Sink<'_>>)> = Vec::new();
    let mut start = 0;
    while start < blocks {
        let end = blocks.min(start + GROUP);
        let mut sinks = Vec::with_capacity(rest.len());
        let mut left = Vec::with_capacity(rest.len());
        for (part, kept) in rest.into_iter().zip(&plan.schedule.outputs) {
            let base = at(kept.entity, start);
            let (mine, others) = part.split(at(kept.entity, end) - base);
            sinks.push(Sink { base, part: mine });
            left.push(others);
        }
        rest = left;
        groups.push((start..end, sinks));
        start = end;
    }
    let workers = threads.min(groups.len()).max(1);
    groups.reverse();
    let queue = Mutex::new(groups);
    let work = || {
        let mut machine = Machine::new(
            plan,
            plan.chunk.saturating_mul(2).min(plan.chunk.max(2_048)),
        );
        let mut locals: Vec<Column> = plan
            .schedule
            .locals
            .iter()
            .map(|kept| empty(kept, 0))
            .collect();
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some((blocks, mut sinks)) = next else {
                break;
            };
            for block in blocks {
                let base: Vec<usize> = (0..cuts.len()).map(|entity| at(entity, block)).collect();
                let end: Vec<usize> = (0..cuts.len())
                    .map(|entity| at(entity, block + 1))
                    .collect();
                for phase in &plan.schedule.phases {
                    one_block(
                        given,
                        &mut machine,
                        phase,
                        &mut locals,
                        (&base, &end),
                        &mut sinks,
                    );
                }
            }
        }
    };
    if workers == 1 {
        work();
    } else {
        std::thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(work);
            }
        });
    }
}

fn one_block(
    given: Given<'_>,
    machine: &mut Machine,
    phase: &Phase,
    locals: &mut [Column],
    (base, end): (&[usize], &[usize]),
    outputs: &mut [Sink<'_>],
) {
    rankings(given, phase, locals, (base, end));
    let range = |entity: usize| {
        let start = base.get(entity).copied().unwrap_or(0);
        start..end.get(entity).copied().unwrap_or(start)
    };
    for pipeline in &phase.pipelines {
        let rows = range(pipeline.entity);
        // What is written leaves its place meanwhile, so that the rest can be read.
        let mut written: Vec<(u32, Column)> = Vec::new();
        for store in &pipeline.stores {
            if let Store::Local(at) = store
                && let Some(column) = locals.get_mut(*at as usize)
            {
                let mut column = std::mem::take(column);
                resize(&mut column, rows.len());
                written.push((*at, column));
            }
        }
        let mut parts: Vec<Part<'_>> = written.iter_mut().rev().map(|(_, c)| Part::of(c)).collect();
        let mut wanted: Vec<Option<Sink<'_>>> = outputs
            .iter_mut()
            .map(|sink| {
                Some(Sink {
                    base: sink.base,
                    part: sink.part.again(),
                })
            })
            .collect();
        let mut sinks: Vec<Sink<'_>> = Vec::with_capacity(pipeline.stores.len());
        for store in &pipeline.stores {
            let sink = match store {
                Store::Local(_) => parts.pop().map(|part| Sink {
                    base: rows.start,
                    part,
                }),
                Store::Output(at) => wanted.get_mut(*at as usize).and_then(Option::take),
            };
            sinks.extend(sink);
        }
        let window = Window { locals, base };
        machine.run(given, window, pipeline, rows, &mut sinks);
        for (at, column) in written {
            if let Some(place) = locals.get_mut(at as usize) {
                *place = column;
            }
        }
    }
}

/// Phase after phase over whole columns, each pipeline on all threads.
fn by_phases(given: Given<'_>, outputs: &mut [Column], threads: usize) {
    let plan = given.plan;
    let counts = &given.rows.counts;
    let base = vec![0; counts.len()];
    let mut locals: Vec<Column> = plan
        .schedule
        .locals
        .iter()
        .map(|kept| empty(kept, 0))
        .collect();
    for phase in &plan.schedule.phases {
        rankings(given, phase, &mut locals, (&base, counts));
        for pipeline in &phase.pipelines {
            let count = counts.get(pipeline.entity).copied().unwrap_or(0);
            let mut written: Vec<(Store, Column)> = Vec::new();
            for store in &pipeline.stores {
                let column = match store {
                    Store::Local(at) => locals.get_mut(*at as usize),
                    Store::Output(at) => outputs.get_mut(*at as usize),
                };
                let mut column = column.map(std::mem::take).unwrap_or_default();
                resize(&mut column, count);
                written.push((*store, column));
            }
            let mut rest: Vec<Part<'_>> = written.iter_mut().map(|(_, c)| Part::of(c)).collect();
            let window = Window {
                locals: &locals,
                base: &base,
            };
            let share = count.div_ceil(threads).max(plan.chunk);
            std::thread::scope(|scope| {
                let mut start = 0;
                while start < count {
                    let end = count.min(start + share);
                    let (mut sinks, mut left) = (Vec::new(), Vec::new());
                    for part in std::mem::take(&mut rest) {
                        let (part, others) = part.split(end - start);
                        sinks.push(Sink { base: start, part });
                        left.push(others);
                    }
                    rest = left;
                    let mut work = move || {
                        let mut machine = Machine::new(plan, plan.chunk);
                        machine.run(given, window, pipeline, start..end, &mut sinks);
                    };
                    if end == count {
                        work();
                    } else {
                        scope.spawn(work);
                    }
                    start = end;
                }
            });
            for (store, column) in written {
                let place = match store {
                    Store::Local(at) => locals.get_mut(at as usize),
                    Store::Output(at) => outputs.get_mut(at as usize),
                };
                if let Some(place) = place {
                    *place = column;
                }
            }
        }
    }
}

fn rankings(
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

fn resize(column: &mut Column, count: usize) {
    match column {
        Column::Small(values) => values.resize(count, 0),
        Column::Whole(values) => values.resize(count, 0),
        Column::Long(values) => values.resize(count, 0),
        Column::Missing | Column::Same(_) => {}
    }
}
