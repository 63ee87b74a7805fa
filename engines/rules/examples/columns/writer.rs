//! Writes programs step by step, with the bounds that follow from what is read.

use rules::program::{
    EntityId, Fact, FactId, Fold, LinkId, Op, Output, Program, Round, Step, StepId,
};

pub const HOME: EntityId = EntityId(0);
pub const CHILD: EntityId = EntityId(1);
pub const LINK: LinkId = LinkId(0);

/// Steps with the bounds that follow from what they read.
pub struct Writer {
    pub program: Program,
}

impl Writer {
    fn range(&self, id: StepId) -> (i64, i64) {
        self.program
            .step(id)
            .map_or((0, 0), |step| (step.least, step.most))
    }

    fn push(&mut self, entity: EntityId, op: Op, (least, most): (i64, i64)) -> StepId {
        self.program.steps.push(Step {
            entity,
            op,
            least,
            most,
        });
        StepId(self.program.steps.len() as u32 - 1)
    }

    pub fn fact(&mut self, name: &str, entity: EntityId, least: i64, most: i64) -> StepId {
        let fact = Fact {
            name: name.into(),
            entity,
            least,
            most,
            assumed: None,
        };
        self.program.facts.push(fact);
        let op = Op::Fact(FactId(self.program.facts.len() as u32 - 1));
        self.push(entity, op, (least, most))
    }

    pub fn number(&mut self, entity: EntityId, value: i64) -> StepId {
        self.push(entity, Op::Const(value), (value, value))
    }

    pub fn step(&mut self, entity: EntityId, op: Op) -> StepId {
        let r = |id| self.range(id);
        let range = match op {
            Op::Add(a, b) => (r(a).0 + r(b).0, r(a).1 + r(b).1),
            Op::Sub(a, b) => (r(a).0 - r(b).1, r(a).1 - r(b).0),
            Op::Mul(a, b) => {
                let all = [
                    r(a).0 * r(b).0,
                    r(a).0 * r(b).1,
                    r(a).1 * r(b).0,
                    r(a).1 * r(b).1,
                ];
                all.iter()
                    .fold((i64::MAX, i64::MIN), |(l, m), v| (l.min(*v), m.max(*v)))
            }
            Op::Min(a, b) => (r(a).0.min(r(b).0), r(a).1.min(r(b).1)),
            Op::Max(a, b) => (r(a).0.max(r(b).0), r(a).1.max(r(b).1)),
            Op::Choose { then, other, .. } => {
                (r(then).0.min(r(other).0), r(then).1.max(r(other).1))
            }
            Op::Divide { value, by, .. } => {
                let by = r(by).0.max(1);
                (r(value).0.div_euclid(by), r(value).1.div_euclid(by) + 1)
            }
            Op::Age { .. } => (0, 60),
            Op::Up { value, .. } => r(value),
            Op::Fold {
                how: Fold::Sum,
                value,
                ..
            } => (0, r(value).1 * 20),
            Op::Fold { value, .. } => (0, r(value).1),
            Op::Lookup { .. } => (0, 100),
            _ => (0, 1),
        };
        self.push(entity, op, range)
    }

    pub fn binary(&mut self, a: StepId, value: i64, op: impl Fn(StepId, StepId) -> Op) -> StepId {
        let entity = self.program.step(a).map_or(HOME, |step| step.entity);
        let value = self.number(entity, value);
        self.step(entity, op(a, value))
    }

    pub fn choose(
        &mut self,
        entity: EntityId,
        when: StepId,
        then: StepId,
        other: StepId,
    ) -> StepId {
        self.step(entity, Op::Choose { when, then, other })
    }

    pub fn divide(&mut self, a: StepId, by: i64, round: Round) -> StepId {
        self.binary(a, by, |value, by| Op::Divide { value, by, round })
    }

    pub fn sum(&mut self, value: StepId, keep: Option<StepId>) -> StepId {
        let op = Op::Fold {
            how: Fold::Sum,
            value,
            keep,
            link: LINK,
            empty: 0,
        };
        self.step(HOME, op)
    }

    pub fn up(&mut self, value: StepId) -> StepId {
        self.step(
            CHILD,
            Op::Up {
                value,
                link: LINK,
                missing: 0,
            },
        )
    }

    pub fn result(&mut self, name: &str, step: StepId) {
        let entity = self.program.step(step).map_or(HOME, |step| step.entity);
        let output = Output {
            name: name.into(),
            entity,
            step,
            denominator: 1,
            conditions: vec![],
        };
        self.program.outputs.push(output);
    }
}
