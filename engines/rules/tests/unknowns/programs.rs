//! Random programs over every operation, and random families. Ranges are kept as the program is
//! made, by rules of their own (in i128), so that a fault in the engine's bounds shows.

use rules::day;
use rules::exact::Family;
use rules::program::{
    Condition, EntityId, Fact, FactId, Fold, Link, LinkId, Op, Output, Program, Round, Step,
    StepId, Table, TableId,
};

/// No entity has more rows.
pub const ROWS: usize = 20;
const FAR: i128 = 1_000_000_000_000;

/// A seeded generator (SplitMix64), so that a failure can be run again.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub fn within(&mut self, least: i64, most: i64) -> i64 {
        let width = (i128::from(most) - i128::from(least) + 1) as u128;
        (i128::from(least) + (u128::from(self.next()) % width) as i128) as i64
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    YesNo,
    Day,
    Choice,
}

struct Maker {
    program: Program,
    kinds: Vec<Kind>,
    dice: Dice,
}

/// A program of about so many steps over homes, adults and children.
pub fn program(seed: u64, facts: usize, steps: usize) -> Program {
    let link = |name: &str, from, to, optional| Link {
        name: name.into(),
        from: EntityId(from),
        to: EntityId(to),
        optional,
    };
    let mut maker = Maker {
        program: Program {
            entities: ["home", "adult", "child"].map(String::from).to_vec(),
            links: vec![
                link("adult.home", 1, 0, false),
                link("child.home", 2, 0, false),
                link("child.carer", 2, 1, true),
            ],
            ..Program::default()
        },
        kinds: Vec::new(),
        dice: Dice(seed),
    };
    for entity in 0..3 {
        for value in [0, 1, 3, 20_000] {
            maker.push(
                entity,
                Op::Const(value),
                value.into(),
                value.into(),
                Kind::Number,
            );
        }
        let on = day::number(2026, 3, 1);
        maker.push(entity, Op::Const(on), on.into(), on.into(), Kind::Day);
    }
    for fact in 0..facts {
        maker.fact(fact);
    }
    let mut tries = 0;
    while maker.program.steps.len() < steps && tries < steps * 20 {
        maker.step();
        tries += 1;
    }
    maker.outputs();
    maker.program
}

impl Maker {
    fn push(&mut self, entity: u16, op: Op, least: i128, most: i128, kind: Kind) {
        if least < -FAR || most > FAR {
            return;
        }
        let day = i128::from(day::FIRST) + 800..=i128::from(day::LAST) - 800;
        if kind == Kind::Day && !(day.contains(&least) && day.contains(&most)) {
            return;
        }
        self.program.steps.push(Step {
            entity: EntityId(entity),
            op,
            least: least as i64,
            most: most as i64,
        });
        self.kinds.push(kind);
    }

    fn fact(&mut self, number: usize) {
        let entity = self.dice.below(3) as u16;
        let (kind, least, most) = match self.dice.below(5) {
            0 => (Kind::YesNo, 0, 1),
            1 => (Kind::Choice, 0, self.dice.within(2, 40)),
            2 => (
                Kind::Day,
                day::number(1960, 1, 1),
                day::number(2026, 12, 31),
            ),
            3 => (Kind::Number, -50, 50),
            _ => (Kind::Number, 0, 1_000_000),
        };
        let assumed = self.dice.chance(30).then(|| self.dice.within(least, most));
        self.program.facts.push(Fact {
            name: format!(
                "{}.fact{number}",
                self.program.entities[usize::from(entity)]
            ),
            entity: EntityId(entity),
            least,
            most,
            assumed,
        });
        let op = Op::Fact(FactId(number as u32));
        self.push(entity, op, least.into(), most.into(), kind);
    }

    /// A step of an entity and kind; newer ones rather.
    fn pick(&mut self, entity: u16, kind: Kind) -> Option<StepId> {
        let all = self.program.steps.len();
        for attempt in 0..40 {
            let recent = if attempt < 20 { 40.min(all) } else { all };
            let at = all - 1 - self.dice.below(recent);
            if self.kinds[at] == kind && self.program.steps[at].entity.0 == entity {
                return Some(StepId(at as u32));
            }
        }
        None
    }

    fn range(&self, step: StepId) -> (i128, i128) {
        let step = self.program.steps[step.0 as usize];
        (step.least.into(), step.most.into())
    }

    fn step(&mut self) {
        let entity = self.dice.below(3) as u16;
        let _ = self.try_step(entity);
    }

    fn number(&mut self, entity: u16) -> Option<StepId> {
        self.pick(entity, Kind::Number)
    }

    fn try_step(&mut self, entity: u16) -> Option<()> {
        use Kind::{Choice, Day, Number, YesNo};
        let kinds = [Number, Number, Number, YesNo, Day, Choice];
        let any = kinds[self.dice.below(6)];
        match self.dice.below(26) {
            0 | 1 => {
                let (a, b) = (self.number(entity)?, self.number(entity)?);
                let ((al, am), (bl, bm)) = (self.range(a), self.range(b));
                if self.dice.chance(50) {
                    self.push(entity, Op::Add(a, b), al + bl, am + bm, Number);
                } else {
                    self.push(entity, Op::Sub(a, b), al - bm, am - bl, Number);
                }
            }
            2 => {
                let (a, b) = (self.number(entity)?, self.number(entity)?);
                let (least, most) = corners(self.range(a), self.range(b), |a, b| a * b);
                self.push(entity, Op::Mul(a, b), least, most, Number);
            }
            3 | 4 => {
                let (a, b) = (self.pick(entity, any)?, self.pick(entity, any)?);
                let ((al, am), (bl, bm)) = (self.range(a), self.range(b));
                if self.dice.chance(50) {
                    self.push(entity, Op::Min(a, b), al.min(bl), am.min(bm), any);
                } else {
                    self.push(entity, Op::Max(a, b), al.max(bl), am.max(bm), any);
                }
            }
            5..=8 => {
                let (a, b) = (self.pick(entity, any)?, self.pick(entity, any)?);
                let op = match self.dice.below(3) {
                    0 => Op::Less(a, b),
                    1 => Op::AtMost(a, b),
                    _ => Op::Same(a, b),
                };
                self.push(entity, op, 0, 1, YesNo);
            }
            9 | 10 => {
                let (a, b) = (self.pick(entity, YesNo)?, self.pick(entity, YesNo)?);
                let op = match self.dice.below(3) {
                    0 => Op::And(a, b),
                    1 => Op::Or(a, b),
                    _ => Op::Not(a),
                };
                self.push(entity, op, 0, 1, YesNo);
            }
            11..=14 => {
                let when = self.pick(entity, YesNo)?;
                let (then, other) = (self.pick(entity, any)?, self.pick(entity, any)?);
                let ((al, am), (bl, bm)) = (self.range(then), self.range(other));
                let op = Op::Choose { when, then, other };
                self.push(entity, op, al.min(bl), am.max(bm), any);
            }
            15 => {
                let (value, by) = (self.number(entity)?, self.number(entity)?);
                if self.range(by).0 < 1 {
                    return None;
                }
                let round = [Round::Down, Round::Up, Round::HalfUp][self.dice.below(3)];
                let (least, most) = corners(self.range(value), self.range(by), i128::div_euclid);
                // A row up is enough for every way of rounding.
                let op = Op::Divide { value, by, round };
                self.push(entity, op, least, most + 1, Number);
            }
            16 => {
                let (birth, on) = (self.pick(entity, Day)?, self.pick(entity, Day)?);
                let ((bl, bm), (ol, om)) = (self.range(birth), self.range(on));
                let (least, most) = ((ol - bm) / 366 - 2, (om - bl) / 365 + 2);
                self.push(entity, Op::Age { birth, on }, least, most, Number);
            }
            17 => {
                let (date, months) = (self.pick(entity, Day)?, self.number(entity)?);
                let ((dl, dm), (ml, mm)) = (self.range(date), self.range(months));
                if ml < -100 || mm > 100 {
                    return None;
                }
                let (least, most) = (dl + ml * 31 - 31, dm + mm * 31 + 31);
                let low = if ml < 0 { least } else { dl };
                let high = if mm > 0 { most } else { dm };
                self.push(entity, Op::Months { date, months }, low, high, Day);
            }
            18 => {
                let date = self.pick(entity, Day)?;
                let months = [1, 3, 12][self.dice.below(3)];
                let (least, most) = self.range(date);
                self.push(entity, Op::Start { date, months }, least - 366, most, Day);
            }
            19 => {
                let (date, count) = (self.pick(entity, Day)?, self.number(entity)?);
                let ((dl, dm), (cl, cm)) = (self.range(date), self.range(count));
                if cl < 0 || cm > 60 {
                    return None;
                }
                let op = Op::Workdays { date, count };
                self.push(entity, op, dl, dm + 2 * cm + 15, Day);
            }
            20 | 21 => {
                let link = self.dice.below(3);
                let (from, to) = (
                    self.program.links[link].from.0,
                    self.program.links[link].to.0,
                );
                let value = self.pick(to, any)?;
                let (least, most) = self.range(value);
                let missing = self.dice.within(least as i64, most as i64);
                let op = Op::Up {
                    value,
                    link: LinkId(link as u16),
                    missing,
                };
                self.push(from, op, least, most, any);
            }
            22 | 23 => {
                let link = self.dice.below(3);
                let (from, to) = (
                    self.program.links[link].from.0,
                    self.program.links[link].to.0,
                );
                let how = [Fold::Sum, Fold::Least, Fold::Most][self.dice.below(3)];
                let kind = if how == Fold::Sum { Number } else { any };
                let value = self.pick(from, kind)?;
                let keep = if self.dice.chance(60) {
                    self.pick(from, YesNo)
                } else {
                    None
                };
                let (least, most) = self.range(value);
                let empty = self.dice.within(least as i64, most as i64);
                let rows = ROWS as i128;
                let (least, most) = match how {
                    Fold::Sum => ((least * rows).min(0), (most * rows).max(0)),
                    _ => (least, most),
                };
                let op = Op::Fold {
                    how,
                    value,
                    keep,
                    link: LinkId(link as u16),
                    empty,
                };
                self.push(to, op, least, most, kind);
            }
            24 => {
                let link = self.dice.below(3);
                let from = self.program.links[link].from.0;
                let key = self.pick(from, any)?;
                let keep = if self.dice.chance(60) {
                    self.pick(from, YesNo)
                } else {
                    None
                };
                let op = Op::Rank {
                    key,
                    keep,
                    link: LinkId(link as u16),
                };
                self.push(from, op, 0, ROWS as i128, Number);
            }
            _ => {
                let value = self.pick(entity, any)?;
                let (least, most) = self.range(value);
                let mut thresholds: Vec<i64> = (0..self.dice.within(1, 12))
                    .map(|_| self.dice.within(least as i64, most as i64))
                    .collect();
                thresholds.sort_unstable();
                thresholds.dedup();
                let rows: Vec<(i64, i64)> = thresholds
                    .into_iter()
                    .map(|from| (from, self.dice.within(-500, 2_000)))
                    .collect();
                let first = self.dice.within(-500, 2_000);
                let values = || rows.iter().map(|(_, value)| *value).chain([first]);
                let (least, most) = (values().min()?, values().max()?);
                let table = TableId(self.program.tables.len() as u32);
                let op = Op::Lookup { value, table };
                self.program.tables.push(Table { first, rows });
                self.push(entity, op, least.into(), most.into(), Number);
            }
        }
        Some(())
    }

    /// Results as rules have them: an amount where all conditions are met, else 0.
    fn outputs(&mut self) {
        for number in 0..self.dice.within(3, 8) {
            let entity = self.dice.below(3) as u16;
            let Some(mut value) = self.number(entity) else {
                continue;
            };
            let mut conditions = Vec::new();
            let nothing = StepId(u32::from(entity) * 5);
            for condition in 0..self.dice.below(4) {
                let Some(step) = self.pick(entity, Kind::YesNo) else {
                    continue;
                };
                let name = format!("rule{number}.condition{condition}");
                conditions.push(Condition { name, step });
                let (least, most) = self.range(value);
                let op = Op::Choose {
                    when: step,
                    then: value,
                    other: nothing,
                };
                self.push(entity, op, least.min(0), most.max(0), Kind::Number);
                value = StepId(self.program.steps.len() as u32 - 1);
            }
            self.program.outputs.push(Output {
                name: format!("rule{number}"),
                entity: EntityId(entity),
                step: value,
                denominator: 1,
                conditions,
            });
        }
    }
}

fn corners(a: (i128, i128), b: (i128, i128), act: impl Fn(i128, i128) -> i128) -> (i128, i128) {
    let all = [(a.0, b.0), (a.0, b.1), (a.1, b.0), (a.1, b.1)].map(|(a, b)| act(a, b));
    (*all.iter().min().unwrap(), *all.iter().max().unwrap())
}

/// A family with all facts known.
pub fn family(program: &Program, dice: &mut Dice, counts: [usize; 3]) -> Family {
    let links = program.links.iter().map(|link| {
        let to = counts[usize::from(link.to.0)];
        let rows = counts[usize::from(link.from.0)];
        (0..rows)
            .map(|_| {
                if link.optional && (to == 0 || dice.chance(20)) {
                    u32::MAX
                } else {
                    dice.below(to) as u32
                }
            })
            .collect()
    });
    let links = links.collect();
    let facts = program.facts.iter().map(|fact| {
        let rows = counts[usize::from(fact.entity.0)];
        (0..rows)
            .map(|_| match dice.below(6) {
                0 => fact.least,
                1 => fact.most,
                _ => dice.within(fact.least, fact.most),
            })
            .collect()
    });
    let facts = facts.collect();
    Family {
        counts: counts.to_vec(),
        links,
        facts,
    }
}
