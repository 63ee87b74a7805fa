//! In which order the nodes run: phases between the points where entities meet, and within a
//! phase one pipeline per entity.

use std::collections::HashMap;

use super::code::{Code, Kept, Phase, Pipeline, Ranking, Schedule, Source, Store, Width};
use super::emit::Emitter;
use super::graph::Graph;
use crate::program::{Op, StepId};

/// Which nodes are needed, when they run, and which of them leave a column.
pub(super) struct Order<'a> {
    pub graph: &'a Graph,
    /// By node; `None` where nothing needs it.
    pub phase: Vec<Option<u32>>,
    /// How many nodes and results read it.
    pub uses: Vec<u32>,
    pub locals: HashMap<StepId, u32>,
}

impl Order<'_> {
    fn is_free(&self, id: StepId) -> bool {
        let op = self.graph.node(id).map(|step| step.op);
        matches!(op, Some(Op::Fact(_) | Op::Const(_)) | None)
    }

    /// Where other rows find a node's values.
    pub fn source(&self, id: StepId) -> Source {
        match self.graph.node(id).map(|step| step.op) {
            Some(Op::Fact(fact)) => Source::Fact(fact),
            Some(Op::Const(value)) => Source::Constant(value),
            _ => Source::Local(self.locals.get(&id).copied().unwrap_or(u32::MAX)),
        }
    }

    pub fn phase_of(&self, id: StepId) -> u32 {
        self.phase
            .get(id.0 as usize)
            .copied()
            .flatten()
            .unwrap_or(0)
    }

    pub fn uses_of(&self, id: StepId) -> u32 {
        self.uses.get(id.0 as usize).copied().unwrap_or(0)
    }
}

/// Whether a node reads values of other rows than its own.
fn meets(op: &Op) -> bool {
    matches!(op, Op::Up { .. } | Op::Fold { .. } | Op::Rank { .. })
}

/// Everything that the results need, in an order that computes it.
pub(super) fn schedule(graph: &Graph, results: &[StepId]) -> Schedule {
    let order = ordered(graph, results);
    let mut locals: Vec<(StepId, u32)> = order.locals.iter().map(|(id, at)| (*id, *at)).collect();
    locals.sort_by_key(|(_, at)| *at);
    let kept = |id: StepId| Kept {
        node: id,
        entity: graph.node(id).map_or(0, |step| usize::from(step.entity.0)),
        width: Width::of(graph.range(id)),
        constant: graph.constant(id),
    };
    let mut schedule = Schedule {
        locals: locals.iter().map(|(id, _)| kept(*id)).collect(),
        outputs: results.iter().map(|id| kept(*id)).collect(),
        ..Schedule::default()
    };
    let last = order.phase.iter().flatten().copied().max().unwrap_or(0);
    for number in 0..=last {
        let phase = phase(&order, results, number, &mut schedule);
        schedule.phases.push(phase);
    }
    schedule
}

fn ordered<'a>(graph: &'a Graph, results: &[StepId]) -> Order<'a> {
    let count = graph.nodes.len();
    let mut uses = vec![0_u32; count];
    let count_use = |uses: &mut [u32], id: StepId| {
        if let Some(uses) = uses.get_mut(id.0 as usize) {
            *uses = uses.saturating_add(1);
        }
    };
    for id in results {
        count_use(&mut uses, *id);
    }
    for (place, step) in graph.nodes.iter().enumerate().rev() {
        if uses.get(place).is_some_and(|uses| *uses > 0) {
            for read in step.op.reads() {
                count_use(&mut uses, read);
            }
        }
    }
    let mut order = Order {
        graph,
        phase: vec![None; count],
        uses,
        locals: HashMap::new(),
    };
    for (place, step) in graph.nodes.iter().enumerate() {
        if order.uses_of(StepId(place as u32)) == 0 {
            continue;
        }
        let gap = u32::from(meets(&step.op));
        let after = |read: StepId| {
            let free = order.is_free(read);
            order
                .phase_of(read)
                .saturating_add(if free { 0 } else { gap })
        };
        let phase = step.op.reads().map(after).max().unwrap_or(0);
        if let Some(slot) = order.phase.get_mut(place) {
            *slot = Some(phase);
        }
    }
    for (place, step) in graph.nodes.iter().enumerate() {
        let id = StepId(place as u32);
        let Some(phase) = order.phase.get(place).copied().flatten() else {
            continue;
        };
        let crosses = |read: &StepId| {
            !order.is_free(*read) && (meets(&step.op) || order.phase_of(*read) < phase)
        };
        let mut crossing: Vec<StepId> = step.op.reads().filter(crosses).collect();
        if matches!(step.op, Op::Rank { .. }) {
            crossing.push(id);
        }
        for id in crossing {
            let next = order.locals.len() as u32;
            order.locals.entry(id).or_insert(next);
        }
    }
    order
}

fn phase(order: &Order<'_>, results: &[StepId], number: u32, schedule: &mut Schedule) -> Phase {
    let mut phase = Phase::default();
    let mut entities: Vec<usize> = Vec::new();
    // (entity, node, where to)
    let mut stores: Vec<(usize, StepId, Store)> = Vec::new();
    for (at, kept) in schedule.locals.iter().enumerate() {
        if order.phase_of(kept.node) != number {
            continue;
        }
        match order.graph.node(kept.node).map(|step| step.op) {
            Some(Op::Rank { key, keep, link }) => phase.rankings.push(Ranking {
                key: order.source(key),
                keep: keep.map(|keep| order.source(keep)),
                link,
                out: at as u32,
            }),
            _ => stores.push((kept.entity, kept.node, Store::Local(at as u32))),
        }
    }
    for (at, id) in results.iter().enumerate() {
        let constant = order.graph.constant(*id).is_some();
        if order.phase_of(*id) == number && !constant {
            let entity = order
                .graph
                .node(*id)
                .map_or(0, |step| usize::from(step.entity.0));
            stores.push((entity, *id, Store::Output(at as u32)));
        }
    }
    for (entity, _, _) in &stores {
        if !entities.contains(entity) {
            entities.push(*entity);
        }
    }
    for entity in entities {
        let mut emitter = Emitter::new(order, number, &mut schedule.days);
        let mut kept = Vec::new();
        for (_, id, store) in stores.iter().filter(|(of, _, _)| *of == entity) {
            emitter.store(*id, Code::Store(kept.len() as u32));
            kept.push(*store);
        }
        let (code, narrow, wide) = emitter.finish();
        phase.pipelines.push(Pipeline {
            entity,
            code,
            stores: kept,
            narrow,
            wide,
        });
    }
    phase
}
