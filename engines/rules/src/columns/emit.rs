//! From nodes to instructions: depth first, so that values are read soon after they are made,
//! with frequent shapes in one instruction and registers used again.

use std::collections::HashMap;

use super::code::{Arg, Code, Instruction, Place, is_narrow};
use super::dates::{Days, Shift};
use super::divide::Divisor;
use super::schedule::Order;
use crate::program::{Op, Step, StepId};

/// Writes one pipeline. Registers are virtual, one per value, until [`Emitter::finish`].
pub(super) struct Emitter<'a> {
    order: &'a Order<'a>,
    phase: u32,
    days: &'a mut Vec<Days>,
    made: HashMap<StepId, Arg>,
    code: Vec<Instruction>,
    next: u32,
}

impl<'a> Emitter<'a> {
    pub fn new(order: &'a Order<'a>, phase: u32, days: &'a mut Vec<Days>) -> Self {
        Self {
            order,
            phase,
            days,
            made: HashMap::new(),
            code: Vec::new(),
            next: 0,
        }
    }

    /// Makes a node's value and leaves it in a column.
    pub fn store(&mut self, id: StepId, code: Code) {
        let value = self.value(id);
        self.code.push(Instruction {
            code,
            out: None,
            args: [Some(value), None, None],
        });
    }

    /// The register of a node's value, made now unless it is already there.
    ///
    /// A stack of its own instead of recursion: a chain of formulas may be long.
    fn value(&mut self, id: StepId) -> Arg {
        let mut open = vec![(id, false)];
        while let Some((id, read)) = open.pop() {
            if self.made.contains_key(&id) {
                continue;
            }
            let Some(step) = self.order.graph.node(id).copied() else {
                continue;
            };
            let (code, reads) = self.select(id, &step);
            if read {
                let mut args = [None; 3];
                for (arg, read) in args.iter_mut().zip(reads) {
                    *arg = Some(match read {
                        Read::Node(id) => self.known(id),
                        Read::Constant(value) => Arg::Constant(value),
                    });
                }
                let arg = self.push(code, args, (step.least, step.most));
                self.made.insert(id, arg);
            } else if let Op::Const(value) = step.op {
                self.made.insert(id, Arg::Constant(value));
            } else {
                open.push((id, true));
                for read in reads.iter().rev() {
                    if let Read::Node(read) = read {
                        open.push((*read, false));
                    }
                }
            }
        }
        self.known(id)
    }

    fn known(&self, id: StepId) -> Arg {
        self.made.get(&id).copied().unwrap_or(Arg::Constant(0))
    }

    fn push(&mut self, code: Code, args: [Option<Arg>; 3], range: (i64, i64)) -> Arg {
        let place = if is_narrow(range) {
            Place::Narrow(self.next)
        } else {
            Place::Wide(self.next)
        };
        self.next = self.next.saturating_add(1);
        self.code.push(Instruction {
            code,
            out: Some(place),
            args,
        });
        Arg::At(place)
    }

    /// The instruction for a node and what it reads.
    fn select(&mut self, id: StepId, step: &Step) -> (Code, Vec<Read>) {
        let (order, phase) = (self.order, self.phase);
        if !matches!(step.op, Op::Fact(_)) && order.phase_of(id) < phase
            || matches!(step.op, Op::Rank { .. })
        {
            let local = order.locals.get(&id).copied().unwrap_or(u32::MAX);
            return (Code::Local(local), Vec::new());
        }
        let n = Read::Node;
        // A node that only this one reads and that runs here may become part of it.
        let inner = |id: StepId| {
            let here = order.uses_of(id) == 1 && order.phase_of(id) == phase;
            order.graph.node(id).filter(|_| here).map(|step| step.op)
        };
        let k = |id| order.graph.constant(id);
        match step.op {
            Op::Fact(fact) => (Code::Fact(fact), Vec::new()),
            Op::Const(_) | Op::Rank { .. } => (Code::Same, Vec::new()),
            Op::Add(a, b) => match (inner(a), k(b)) {
                (Some(Op::Mul(x, by)), Some(more)) if k(by).is_some() => {
                    let by = k(by).unwrap_or(1);
                    (
                        Code::Scale,
                        vec![n(x), Read::Constant(by), Read::Constant(more)],
                    )
                }
                _ => (Code::Add, vec![n(a), n(b)]),
            },
            Op::Sub(a, b) => (Code::Sub, vec![n(a), n(b)]),
            Op::Mul(a, b) => (Code::Mul, vec![n(a), n(b)]),
            Op::Min(a, b) => match (inner(a), k(b)) {
                // min(max(x, low), high) is the clamp only when low <= high; else it is high.
                (Some(Op::Max(x, low)), Some(high)) if k(low).is_some_and(|low| low <= high) => {
                    let low = k(low).unwrap_or(i64::MIN);
                    (
                        Code::Clamp,
                        vec![n(x), Read::Constant(low), Read::Constant(high)],
                    )
                }
                _ => (Code::Min, vec![n(a), n(b)]),
            },
            Op::Max(a, b) => match (inner(a), k(b)) {
                (Some(Op::Min(x, high)), Some(low)) if k(high).is_some_and(|high| low <= high) => {
                    let high = k(high).unwrap_or(i64::MAX);
                    (
                        Code::Clamp,
                        vec![n(x), Read::Constant(low), Read::Constant(high)],
                    )
                }
                _ => (Code::Max, vec![n(a), n(b)]),
            },
            Op::Less(a, b) => (Code::Less, vec![n(a), n(b)]),
            Op::AtMost(a, b) => (Code::AtMost, vec![n(a), n(b)]),
            Op::Same(a, b) => (Code::Same, vec![n(a), n(b)]),
            Op::And(a, b) => (Code::And, vec![n(a), n(b)]),
            Op::Or(a, b) => (Code::Or, vec![n(a), n(b)]),
            Op::Not(a) => (Code::Not, vec![n(a)]),
            Op::Choose { when, then, other } => (Code::Choose, vec![n(when), n(then), n(other)]),
            Op::Divide { value, by, round } => {
                let fixed = k(by).and_then(|by| Divisor::of(by, round, order.graph.range(value)));
                match fixed {
                    Some(divisor) => (Code::Divide(divisor), vec![n(value)]),
                    None => (Code::DivideBy(round), vec![n(value), n(by)]),
                }
            }
            Op::Age { birth, on } => (Code::Age, vec![n(birth), n(on)]),
            Op::Months { date, months } => match k(months) {
                Some(count) => match self.days(Shift::Later(count), date) {
                    Some(days) => (Code::Days(days), vec![n(date)]),
                    None => (Code::Months, vec![n(date), n(months)]),
                },
                None => (Code::Months, vec![n(date), n(months)]),
            },
            Op::Start { date, months } => match self.days(Shift::Start(months), date) {
                Some(days) => (Code::Days(days), vec![n(date)]),
                None => (Code::Start(months), vec![n(date)]),
            },
            Op::Workdays { date, count } => (Code::Workdays, vec![n(date), n(count)]),
            Op::Lookup { value, table } => (Code::Lookup(table), vec![n(value)]),
            Op::Up {
                value,
                link,
                missing,
            } => {
                let source = order.source(value);
                (
                    Code::Up {
                        source,
                        link,
                        missing,
                    },
                    Vec::new(),
                )
            }
            Op::Fold {
                how,
                value,
                keep,
                link,
                empty,
            } => {
                let (source, keep) = (order.source(value), keep.map(|keep| order.source(keep)));
                (
                    Code::Fold {
                        how,
                        source,
                        keep,
                        link,
                        empty,
                    },
                    Vec::new(),
                )
            }
        }
    }

    /// The place of the days shifted, among those that the plan has.
    fn days(&mut self, shift: Shift, date: StepId) -> Option<u32> {
        let range = self.order.graph.range(date);
        let same = |days: &Days| days.shift == shift && days.range == range;
        if let Some(found) = self.days.iter().position(same) {
            return Some(found as u32);
        }
        self.days.push(Days::of(shift, range)?);
        Some(self.days.len().saturating_sub(1) as u32)
    }

    /// The instructions with real registers, and how many there are of each kind.
    pub fn finish(self) -> (Vec<Instruction>, usize, usize) {
        let mut code = self.code;
        let mut last: HashMap<Place, usize> = HashMap::new();
        for (at, instruction) in code.iter().enumerate() {
            for arg in instruction.args.iter().flatten() {
                if let Arg::At(place) = arg {
                    last.insert(*place, at);
                }
            }
        }
        let (mut narrow, mut wide) = (Free::default(), Free::default());
        let mut real: HashMap<Place, Place> = HashMap::new();
        for (at, instruction) in code.iter_mut().enumerate() {
            // Before its arguments are free: an instruction never writes where it reads.
            let out = instruction.out.map(|place| match place {
                Place::Narrow(_) => (place, Place::Narrow(narrow.take())),
                Place::Wide(_) => (place, Place::Wide(wide.take())),
            });
            let mut ended = Vec::new();
            for arg in instruction.args.iter_mut().flatten() {
                let Arg::At(place) = *arg else { continue };
                let Some(register) = real.get(&place) else {
                    continue;
                };
                *arg = Arg::At(*register);
                if last.get(&place) == Some(&at) && !ended.contains(register) {
                    ended.push(*register);
                }
            }
            for register in ended {
                match register {
                    Place::Narrow(number) => narrow.give(number),
                    Place::Wide(number) => wide.give(number),
                }
            }
            if let Some((place, register)) = out {
                instruction.out = Some(register);
                real.insert(place, register);
            }
        }
        (code, narrow.next as usize, wide.next as usize)
    }
}

enum Read {
    Node(StepId),
    Constant(i64),
}

/// Registers of one kind: those given back are used first.
#[derive(Default)]
struct Free {
    given: Vec<u32>,
    next: u32,
}

impl Free {
    fn take(&mut self) -> u32 {
        self.given.pop().unwrap_or_else(|| {
            let new = self.next;
            self.next = self.next.saturating_add(1);
            new
        })
    }

    fn give(&mut self, number: u32) {
        self.given.push(number);
    }
}
