//! A run phase by phase, for rows whose links lead anywhere: each pipeline over whole columns.

use super::code::Store;
use super::execute::{Given, Machine, Window};
use super::part::{Part, Sink};
use super::run::{empty, rankings, resize};
use crate::rows::Column;

/// Phase after phase over whole columns, each pipeline on all threads.
pub(super) fn by_phases(given: Given<'_>, outputs: &mut [Column], threads: usize) {
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
                    let end = count.min(start.saturating_add(share));
                    let (mut sinks, mut left) = (Vec::new(), Vec::new());
                    for part in std::mem::take(&mut rest) {
                        let (part, others) = part.split(end.saturating_sub(start));
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
