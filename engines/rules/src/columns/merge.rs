//! One or two programs over the same rows: which entity, link, fact and table is which.

use super::graph::Graph;
use crate::program::{EntityId, FactId, LinkId, Op, Program, TableId};

/// Where one program's entities, links, facts and tables stand in the plan.
#[derive(Default)]
pub(super) struct Names {
    entities: Vec<EntityId>,
    links: Vec<LinkId>,
    facts: Vec<FactId>,
    tables: Vec<TableId>,
}

impl Names {
    /// Adds what a program speaks of to what the plan knows.
    pub fn of(program: &Program, shape: &mut Program, graph: &mut Graph) -> Self {
        let mut names = Self::default();
        for name in &program.entities {
            let place = place(&mut shape.entities, |known| known == name, || name.clone());
            names.entities.push(EntityId(place as u16));
        }
        for link in &program.links {
            let mut link = link.clone();
            link.from = names.entity(link.from);
            link.to = names.entity(link.to);
            let same = |known: &crate::program::Link| *known == link;
            let place = place(&mut shape.links, same, || link.clone());
            names.links.push(LinkId(place as u16));
        }
        for fact in &program.facts {
            let mut fact = fact.clone();
            fact.entity = names.entity(fact.entity);
            let same = |known: &crate::program::Fact| {
                known.name == fact.name
                    && known.entity == fact.entity
                    && known.assumed == fact.assumed
            };
            let place = place(&mut shape.facts, same, || fact.clone());
            // What both allow is allowed: each program's ranges are proven from its own bounds.
            if let Some(known) = shape.facts.get_mut(place) {
                known.least = known.least.max(fact.least);
                known.most = known.most.min(fact.most);
            }
            names.facts.push(FactId(place as u32));
        }
        for table in &program.tables {
            names.tables.push(graph.table(table));
        }
        names
    }

    pub fn entity(&self, id: EntityId) -> EntityId {
        self.entities.get(usize::from(id.0)).copied().unwrap_or(id)
    }

    fn link(&self, id: LinkId) -> LinkId {
        self.links.get(usize::from(id.0)).copied().unwrap_or(id)
    }

    /// The operation in the plan's terms.
    pub fn op(&self, op: Op) -> Op {
        match op {
            Op::Fact(fact) => Op::Fact(self.facts.get(fact.0 as usize).copied().unwrap_or(fact)),
            Op::Up {
                value,
                link,
                missing,
            } => {
                let link = self.link(link);
                Op::Up {
                    value,
                    link,
                    missing,
                }
            }
            Op::Fold {
                how,
                value,
                keep,
                link,
                empty,
            } => {
                let link = self.link(link);
                Op::Fold {
                    how,
                    value,
                    keep,
                    link,
                    empty,
                }
            }
            Op::Rank { key, keep, link } => {
                let link = self.link(link);
                Op::Rank { key, keep, link }
            }
            Op::Lookup { value, table } => {
                let table = self.tables.get(table.0 as usize).copied().unwrap_or(table);
                Op::Lookup { value, table }
            }
            other => other,
        }
    }
}

fn place<T>(all: &mut Vec<T>, same: impl Fn(&T) -> bool, new: impl Fn() -> T) -> usize {
    let found = all.iter().position(same);
    found.unwrap_or_else(|| {
        all.push(new());
        all.len().saturating_sub(1)
    })
}
