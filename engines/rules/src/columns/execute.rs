//! A pipeline over rows: stretch by stretch, so that all registers stay in the cache.

use std::ops::Range;

use super::Plan;
use super::blocks::Index;
use super::code::{Arg, Code, Instruction, Pipeline, Place, Source};
use super::divide;
use super::gather;
use super::kernels::{In, Out, arithmetic, choose, compare, general, single};
use super::part::Sink;
use crate::day;
use crate::rows::{Column, Rows};

/// What every pipeline of a run reads.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    pub plan: &'a Plan,
    pub rows: &'a Rows,
    pub indexes: &'a [Option<Index>],
}

/// The columns that earlier phases left, and the row of each entity that they begin with.
#[derive(Clone, Copy)]
pub(super) struct Window<'a> {
    pub locals: &'a [Column],
    pub base: &'a [usize],
}

/// The registers.
pub(super) struct Machine {
    narrow: Vec<Vec<i32>>,
    wide: Vec<Vec<i64>>,
    folded: Vec<i64>,
    chunk: usize,
}

impl Machine {
    pub fn new(plan: &Plan, chunk: usize) -> Self {
        let pipelines = || {
            plan.schedule
                .phases
                .iter()
                .flat_map(|phase| &phase.pipelines)
        };
        let narrow = pipelines()
            .map(|pipeline| pipeline.narrow)
            .max()
            .unwrap_or(0);
        let wide = pipelines().map(|pipeline| pipeline.wide).max().unwrap_or(0);
        Self {
            narrow: vec![vec![0; chunk]; narrow],
            wide: vec![vec![0; chunk]; wide],
            folded: vec![0; chunk],
            chunk,
        }
    }

    /// Runs a pipeline over rows of its entity.
    pub fn run(
        &mut self,
        given: Given<'_>,
        window: Window<'_>,
        pipeline: &Pipeline,
        rows: Range<usize>,
        sinks: &mut [Sink<'_>],
    ) {
        let mut start = rows.start;
        while start < rows.end {
            let end = rows.end.min(start.saturating_add(self.chunk));
            for instruction in &pipeline.code {
                self.step(given, window, instruction, start..end, sinks);
            }
            start = end;
        }
    }

    fn step(
        &mut self,
        given: Given<'_>,
        window: Window<'_>,
        instruction: &Instruction,
        rows: Range<usize>,
        sinks: &mut [Sink<'_>],
    ) {
        let count = rows.len();
        // The written register leaves its place meanwhile, so that the others can be read.
        match instruction.out {
            Some(Place::Narrow(number)) => {
                let Some(register) = self.narrow.get_mut(number as usize) else {
                    return;
                };
                let mut register = std::mem::take(register);
                if let Some(lanes) = register.get_mut(..count) {
                    self.compute(given, window, instruction, rows, Out::N(lanes));
                }
                if let Some(place) = self.narrow.get_mut(number as usize) {
                    *place = register;
                }
            }
            Some(Place::Wide(number)) => {
                let Some(register) = self.wide.get_mut(number as usize) else {
                    return;
                };
                let mut register = std::mem::take(register);
                if let Some(lanes) = register.get_mut(..count) {
                    self.compute(given, window, instruction, rows, Out::W(lanes));
                }
                if let Some(place) = self.wide.get_mut(number as usize) {
                    *place = register;
                }
            }
            None => {
                let Code::Store(at) = instruction.code else {
                    return;
                };
                let Some(sink) = sinks.get_mut(at as usize) else {
                    return;
                };
                let [Some(value), ..] = instruction.args else {
                    return;
                };
                let from = rows.start.saturating_sub(sink.base);
                let to = from.saturating_add(count);
                sink.part.write(from..to, self.lanes(value, count));
            }
        }
    }

    fn lanes(&self, arg: Arg, count: usize) -> In<'_> {
        match arg {
            Arg::Constant(value) => In::K(value),
            Arg::At(Place::Narrow(number)) => {
                let register = self.narrow.get(number as usize);
                In::N(register.and_then(|lanes| lanes.get(..count)).unwrap_or(&[]))
            }
            Arg::At(Place::Wide(number)) => {
                let register = self.wide.get(number as usize);
                In::W(register.and_then(|lanes| lanes.get(..count)).unwrap_or(&[]))
            }
        }
    }

    fn compute(
        &mut self,
        given: Given<'_>,
        window: Window<'_>,
        instruction: &Instruction,
        rows: Range<usize>,
        out: Out<'_>,
    ) {
        let count = rows.len();
        let arg = |at: usize| match instruction.args.get(at) {
            Some(Some(arg)) => self.lanes(*arg, count),
            _ => In::K(0),
        };
        let fixed = |at: usize| match arg(at) {
            In::K(value) => value,
            _ => 0,
        };
        let (a, b) = (arg(0), arg(1));
        match instruction.code {
            Code::Fact(fact) => {
                let seen = gather::Seen::of(Source::Fact(fact), given, window);
                seen.copy(rows, out);
            }
            Code::Local(local) => {
                let seen = gather::Seen::of(Source::Local(local), given, window);
                seen.copy(rows, out);
            }
            Code::Add => arithmetic(out, a, b, i32::wrapping_add, i64::wrapping_add),
            Code::Sub => arithmetic(out, a, b, i32::wrapping_sub, i64::wrapping_sub),
            Code::Mul => arithmetic(out, a, b, i32::wrapping_mul, i64::wrapping_mul),
            Code::Scale => {
                let (by, more) = (fixed(1), fixed(2));
                let (by_low, more_low) = (by as i32, more as i32);
                let narrow = |x: i32, _| x.wrapping_mul(by_low).wrapping_add(more_low);
                arithmetic(out, a, In::K(0), narrow, |x, _| {
                    x.wrapping_mul(by).wrapping_add(more)
                });
            }
            Code::Min => arithmetic(out, a, b, i32::min, i64::min),
            Code::Max => arithmetic(out, a, b, i32::max, i64::max),
            Code::Clamp => {
                let (low, high) = (fixed(1), fixed(2));
                // Bounds outside 32 bits bind no narrow value.
                let near = |bound: i64| bound.clamp(i32::MIN.into(), i32::MAX.into()) as i32;
                let (near_low, near_high) = (near(low), near(high));
                let narrow = |x: i32, _| x.max(near_low).min(near_high);
                arithmetic(out, a, In::K(0), narrow, |x, _| x.max(low).min(high));
            }
            Code::Less => compare(out, a, b, |a, b| a < b, |a, b| a < b),
            Code::AtMost => compare(out, a, b, |a, b| a <= b, |a, b| a <= b),
            Code::Same => compare(out, a, b, |a, b| a == b, |a, b| a == b),
            Code::And => arithmetic(out, a, b, |a, b| a & b, |a, b| a & b),
            Code::Or => arithmetic(out, a, b, |a, b| a | b, |a, b| a | b),
            Code::Not => arithmetic(out, a, In::K(1), |a, one| a ^ one, |a, one| a ^ one),
            Code::Choose => choose(out, a, b, arg(2)),
            Code::Divide(divisor) => divide::lanes(&divisor, out, a),
            Code::DivideBy(round) => {
                general(out, a, b, |value, by| round.whole(value, by));
            }
            Code::Age => general(out, a, b, day::age),
            Code::Days(days) => {
                if let Some(days) = given.plan.schedule.days.get(days as usize) {
                    single(out, a, |date| days.of_day(date));
                }
            }
            Code::Months => general(out, a, b, day::months_after),
            Code::Start(months) => single(out, a, |date| day::start(date, months)),
            Code::Workdays => general(out, a, b, day::workdays_after),
            Code::Lookup(table) => {
                let at = table.0 as usize;
                match (given.plan.buckets.get(at), given.plan.tables.get(at)) {
                    (Some(Some(buckets)), _) => single(out, a, |value| buckets.of_number(value)),
                    (_, Some(table)) => single(out, a, |value| table.value(value)),
                    _ => {}
                }
            }
            Code::Up {
                source,
                link,
                missing,
            } => {
                let seen = gather::Seen::of(source, given, window);
                let links = given.rows.links.get(usize::from(link.0));
                let to = links.and_then(|links| links.get(rows)).unwrap_or(&[]);
                seen.up(to, missing, out);
            }
            Code::Fold {
                how,
                source,
                keep,
                link,
                empty,
            } => {
                let folding = gather::Folding {
                    how,
                    value: gather::Seen::of(source, given, window),
                    keep: keep.map(|keep| gather::Seen::of(keep, given, window)),
                    link: given
                        .rows
                        .links
                        .get(usize::from(link.0))
                        .map_or(&[], Vec::as_slice),
                    index: given
                        .indexes
                        .get(usize::from(link.0))
                        .and_then(Option::as_ref),
                    empty,
                };
                if let Some(folded) = self.folded.get_mut(..count) {
                    folding.run(rows, folded);
                    single(out, In::W(folded), |value| value);
                }
            }
            Code::Store(_) => {}
        }
    }
}
