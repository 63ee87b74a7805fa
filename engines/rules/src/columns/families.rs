//! A run family by family: all phases over one stretch of families, then the next stretch, so
//! that nothing between facts and results leaves the cache.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::blocks::Cuts;
use super::code::{Phase, Store};
use super::execute::{Given, Machine, Window};
use super::part::{Part, Sink};
use super::run::{empty, rankings, resize};
use crate::rows::Column;

/// Stretches that one thread takes at a time.
const GROUP: usize = 16;

/// Families by families: all phases of one stretch, then the next.
pub(super) fn by_blocks(given: Given<'_>, cuts: &Cuts, outputs: &mut [Column], threads: usize) {
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
        let end = blocks.min(start.saturating_add(GROUP));
        let mut sinks = Vec::with_capacity(rest.len());
        let mut left = Vec::with_capacity(rest.len());
        for (part, kept) in rest.into_iter().zip(&plan.schedule.outputs) {
            let base = at(kept.entity, start);
            let (mine, others) = part.split(at(kept.entity, end).saturating_sub(base));
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
                    .map(|entity| at(entity, block.saturating_add(1)))
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
