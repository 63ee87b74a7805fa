//! Twenty formulas with the shapes of Danish family benefits (and rates that are nobody's): once
//! as a program, once by hand.

use rules::day;
use rules::program::{
    EntityId, Fact, FactId, Fold, Link, LinkId, Op, Output, Program, Round, Step, StepId, Table,
    TableId,
};
use rules::rows::{Column, Rows};

const HOME: EntityId = EntityId(0);
const CHILD: EntityId = EntityId(1);
const LINK: LinkId = LinkId(0);
const DAY: i64 = day::number(2026, 1, 1);
/// Below each age, the benefit of a quarter in øre.
const BANDS: [(i64, i64); 4] = [(3, 529_200), (7, 419_100), (15, 329_700), (18, 109_900)];
const LIMIT: i64 = 91_700_000;

/// Percent of a place's fee that a home pays, in 95 steps of income.
fn shares() -> Table {
    Table {
        first: 0,
        rows: (1..=95)
            .map(|at| (20_000_000 + at * 430_100, at + 5))
            .collect(),
    }
}

/// Steps with the bounds that follow from what they read.
struct Writer {
    program: Program,
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

    fn fact(&mut self, name: &str, entity: EntityId, least: i64, most: i64) -> StepId {
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

    fn number(&mut self, entity: EntityId, value: i64) -> StepId {
        self.push(entity, Op::Const(value), (value, value))
    }

    fn step(&mut self, entity: EntityId, op: Op) -> StepId {
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

    fn binary(&mut self, a: StepId, value: i64, op: impl Fn(StepId, StepId) -> Op) -> StepId {
        let entity = self.program.step(a).map_or(HOME, |step| step.entity);
        let value = self.number(entity, value);
        self.step(entity, op(a, value))
    }

    fn choose(&mut self, entity: EntityId, when: StepId, then: StepId, other: StepId) -> StepId {
        self.step(entity, Op::Choose { when, then, other })
    }

    fn divide(&mut self, a: StepId, by: i64, round: Round) -> StepId {
        self.binary(a, by, |value, by| Op::Divide { value, by, round })
    }

    fn sum(&mut self, value: StepId, keep: Option<StepId>) -> StepId {
        let op = Op::Fold {
            how: Fold::Sum,
            value,
            keep,
            link: LINK,
            empty: 0,
        };
        self.step(HOME, op)
    }

    fn up(&mut self, value: StepId) -> StepId {
        self.step(
            CHILD,
            Op::Up {
                value,
                link: LINK,
                missing: 0,
            },
        )
    }

    fn result(&mut self, name: &str, step: StepId) {
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

/// The rules.
pub fn program() -> Program {
    written(LIMIT)
}

/// The same, with another limit: what a reform changes.
pub fn reform() -> Program {
    written(LIMIT + 5_000_000)
}

fn written(limit: i64) -> Program {
    let mut w = Writer {
        program: Program::default(),
    };
    w.program.entities = vec!["home".into(), "child".into()];
    w.program.links = vec![Link {
        name: "child.home".into(),
        from: CHILD,
        to: HOME,
        optional: false,
    }];
    w.program.tables = vec![shares()];
    let birth = w.fact("child.birth", CHILD, day::number(1990, 1, 1), DAY);
    let earned = w.fact("child.earned", CHILD, 0, 1_000_000_000);
    let fee = w.fact("child.fee", CHILD, 0, 2_000_000);
    let at_home = w.fact("child.at_home", CHILD, 0, 1);
    let income = w.fact("home.income", HOME, 0, 2_000_000_000);
    let wealth = w.fact("home.wealth", HOME, 0, 100_000_000_000);
    let rent = w.fact("home.rent", HOME, 0, 10_000_000);
    let area = w.fact("home.area", HOME, 0, 255);
    let adults = w.fact("home.adults", HOME, 1, 2);

    // Children by themselves.
    let on = w.number(CHILD, DAY);
    let age = w.step(CHILD, Op::Age { birth, on });
    let mut band = w.number(CHILD, 0);
    for (below, amount) in BANDS.iter().rev() {
        let younger = w.binary(age, *below, Op::Less);
        let amount = w.number(CHILD, *amount);
        band = w.choose(CHILD, younger, amount, band);
    }
    let minor = w.binary(age, 18, Op::Less);
    let dependent = w.step(CHILD, Op::And(minor, at_home));
    let none = w.number(CHILD, 0);
    let base = w.choose(CHILD, dependent, band, none);
    let above = w.binary(earned, -5_000_000, Op::Add);
    let above = w.binary(above, 0, Op::Max);
    let above = w.binary(above, 60, Op::Mul);
    let own_part = w.divide(above, 100, Round::HalfUp);
    let own_part = w.binary(own_part, 300_000, Op::Min);
    let after_own = w.step(CHILD, Op::Sub(base, own_part));
    let after_own = w.binary(after_own, 0, Op::Max);
    let small = w.binary(age, 3, Op::Less);
    let school = w.binary(age, 6, |age, six| Op::AtMost(six, age));
    let pupil = w.step(CHILD, Op::And(school, minor));
    let activity = w.number(CHILD, 95_000);
    let activity = w.choose(CHILD, pupil, activity, none);

    // Homes.
    let children = w.sum(dependent, None);
    let single = w.binary(adults, 1, Op::Same);
    let over = w.binary(income, -limit, Op::Add);
    let over = w.binary(over, 0, Op::Max);
    let over = w.binary(over, 2, Op::Mul);
    let reduction = w.divide(over, 100, Round::Down);
    let bases = w.sum(after_own, None);
    let paid = w.step(HOME, Op::Sub(bases, reduction));
    let paid = w.binary(paid, 0, Op::Max);
    let paid = w.divide(paid, 100, Round::Down);
    let paid = w.binary(paid, 100, Op::Mul);
    let some = w.binary(children, 0, |n, zero| Op::Less(zero, n));
    let extra_due = w.step(HOME, Op::And(single, some));
    let (extra, zero) = (w.number(HOME, 182_100), w.number(HOME, 0));
    let extra = w.choose(HOME, extra_due, extra, zero);
    let fees = w.sum(fee, Some(dependent));
    let how = Fold::Most;
    let highest = Op::Fold {
        how,
        value: fee,
        keep: Some(dependent),
        link: LINK,
        empty: 0,
    };
    let highest = w.step(HOME, highest);
    let siblings = w.step(HOME, Op::Sub(fees, highest));
    let siblings = w.binary(siblings, 0, Op::Max);
    let siblings = w.divide(siblings, 2, Round::HalfUp);
    let counted = w.binary(children, 7_000_00, Op::Mul);
    let counted = w.step(HOME, Op::Sub(income, counted));
    let counted = w.binary(counted, 0, Op::Max);
    let share = w.step(
        HOME,
        Op::Lookup {
            value: counted,
            table: TableId(0),
        },
    );
    let bounded = w.binary(children, 4, Op::Min);
    let most_rent = w.binary(bounded, 2_500_00, Op::Mul);
    let most_rent = w.binary(most_rent, 75_000_00, Op::Add);
    let people = w.step(HOME, Op::Add(children, adults));
    let allowed = w.binary(people, 20, Op::Mul);
    let allowed = w.binary(allowed, 45, Op::Add);
    let large = w.step(HOME, Op::Less(allowed, area));
    let scaled = w.binary(rent, 80, Op::Mul);
    let scaled = w.divide(scaled, 100, Round::Up);
    let rent_counted = w.choose(HOME, large, scaled, rent);
    let rent_counted = w.step(HOME, Op::Min(rent_counted, most_rent));
    let rich = w.binary(wealth, -90_000_000, Op::Add);
    let rich = w.binary(rich, 0, Op::Max);
    let rich = w.divide(rich, 10, Round::Down);
    let means = w.step(HOME, Op::Add(income, rich));
    let means = w.binary(means, -18_000_000, Op::Add);
    let means = w.binary(means, 0, Op::Max);
    let sixty = w.binary(rent_counted, 60, Op::Mul);
    let eighteen = w.binary(means, 18, Op::Mul);
    let housing = w.step(HOME, Op::Sub(sixty, eighteen));
    let housing = w.binary(housing, 0, Op::Max);
    let housing = w.divide(housing, 1_200, Round::Down);
    let housing = w.binary(housing, 400_000, Op::Min);

    // Children in their homes.
    let is_single = w.up(single);
    let due = w.step(CHILD, Op::And(is_single, dependent));
    let allowance = w.number(CHILD, 178_600);
    let allowance = w.choose(CHILD, due, allowance, none);
    let half = w.divide(base, 2, Round::HalfUp);
    let halves = w.choose(CHILD, is_single, base, half);
    let my_share = w.up(share);
    let to_pay = w.step(CHILD, Op::Mul(fee, my_share));
    let to_pay = w.divide(to_pay, 100, Round::HalfUp);
    let own_fee = w.choose(CHILD, dependent, to_pay, fee);
    let early = w.step(CHILD, Op::And(small, due));
    let support = w.number(CHILD, 61_200);
    let support = w.choose(CHILD, early, support, none);
    let their_paid = w.up(paid);
    let rest = w.step(CHILD, Op::Sub(own_fee, allowance));
    let rest = w.binary(rest, 0, Op::Max);
    let rest = w.step(CHILD, Op::Min(rest, their_paid));
    let month = w.step(CHILD, Op::Add(halves, allowance));
    let month = w.step(CHILD, Op::Add(month, support));
    let month = w.step(CHILD, Op::Add(month, activity));
    let month = w.divide(month, 3, Round::HalfUp);
    let near = w.binary(age, 15, |age, years| Op::AtMost(years, age));
    let leaving = w.step(CHILD, Op::And(near, dependent));

    for (name, step) in [
        ("child.age", age),
        ("child.base", base),
        ("child.own_part", own_part),
        ("child.after_own", after_own),
        ("child.activity", activity),
        ("child.allowance", allowance),
        ("child.halves", halves),
        ("child.own_fee", own_fee),
        ("child.support", support),
        ("child.rest", rest),
        ("child.month", month),
        ("child.leaving", leaving),
        ("home.children", children),
        ("home.reduction", reduction),
        ("home.paid", paid),
        ("home.extra", extra),
        ("home.siblings", siblings),
        ("home.share", share),
        ("home.rent_counted", rent_counted),
        ("home.housing", housing),
    ] {
        w.result(name, step);
    }
    w.program
}

/// Children in homes of one to four, in the order of their homes; every number from a fixed seed.
pub fn families(children: usize) -> Rows {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut draw = |below: i64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as i64
    };
    let mut link: Vec<u32> = Vec::with_capacity(children);
    let mut homes = 0_u32;
    while link.len() < children {
        let own = [1, 1, 2, 2, 2, 2, 3, 3, 4, 0];
        let own = own.get(draw(10) as usize).copied().unwrap_or(1);
        link.extend(std::iter::repeat_n(homes, own.min(children - link.len())));
        homes += 1;
    }
    let homes = homes as usize;
    let mut column = |count: usize, least: i64, most: i64| -> Vec<i64> {
        (0..count).map(|_| least + draw(most - least + 1)).collect()
    };
    let yes = |values: Vec<i64>| Column::yes_no(values.into_iter().map(|value| value > 0));
    let birth = column(children, day::number(2003, 6, 1), DAY);
    let earned = column(children, -60_000_000, 20_000_000)
        .into_iter()
        .map(|value| value.max(0));
    let earned: Vec<i64> = earned.collect();
    let fee = column(children, -100_000, 450_000)
        .into_iter()
        .map(|value| value.max(0));
    let fee: Vec<i64> = fee.collect();
    let at_home = column(children, 0, 15);
    let income = column(homes, 10_000_000, 150_000_000);
    let wealth = column(homes, 0, 3_000_000_000);
    let (rent, area) = (column(homes, 3_000_000, 9_900_000), column(homes, 40, 200));
    let adults = column(homes, 1, 2);
    Rows {
        counts: vec![homes, children],
        links: vec![link],
        facts: vec![
            Column::of(&birth),
            Column::of(&earned),
            Column::of(&fee),
            yes(at_home),
            Column::of(&income),
            Column::Long(wealth),
            Column::of(&rent),
            Column::of(&area),
            Column::of(&adults),
        ],
    }
}

/// The same columns, as plain slices.
pub struct Input<'a> {
    home: &'a [u32],
    birth: &'a [i32],
    earned: &'a [i32],
    fee: &'a [i32],
    at_home: &'a [u8],
    income: &'a [i32],
    wealth: &'a [i64],
    rent: &'a [i32],
    area: &'a [u8],
    adults: &'a [u8],
    shares: Table,
}

impl<'a> Input<'a> {
    /// `None` when a column is stored in another way.
    pub fn of(rows: &'a Rows) -> Option<Self> {
        let [
            Column::Whole(birth),
            Column::Whole(earned),
            Column::Whole(fee),
            Column::Small(at_home),
            Column::Whole(income),
            Column::Long(wealth),
            Column::Whole(rent),
            Column::Small(area),
            Column::Small(adults),
        ] = rows.facts.as_slice()
        else {
            return None;
        };
        let home = rows.links.first()?;
        let shares = shares();
        Some(Self {
            home,
            birth,
            earned,
            fee,
            at_home,
            income,
            wealth,
            rent,
            area,
            adults,
            shares,
        })
    }
}

/// What is known of a child before its home is.
#[derive(Clone, Copy, Default)]
struct Child {
    age: i64,
    base: i64,
    is_dependent: bool,
}

fn child_alone(birth: i64, at_home: bool, on: (i64, i64, i64)) -> Child {
    let born = day::civil(birth);
    let before = (on.1, on.2) < (born.1, born.2);
    let age = on.0 - born.0 - i64::from(before);
    let is_dependent = age < 18 && at_home;
    let band = match age {
        ..3 => 529_200,
        3..7 => 419_100,
        7..15 => 329_700,
        15..18 => 109_900,
        _ => 0,
    };
    Child {
        age,
        base: if is_dependent { band } else { 0 },
        is_dependent,
    }
}

/// Family by family, each row once: the limit.
pub fn by_hand(input: &Input<'_>) -> Vec<Vec<i32>> {
    let (children, homes) = (input.birth.len(), input.income.len());
    let on = day::civil(DAY);
    let mut out: Vec<Vec<i32>> = (0..12).map(|_| vec![0; children]).collect();
    out.extend((0..8).map(|_| vec![0; homes]));
    let [
        o_age,
        o_base,
        o_own,
        o_after,
        o_activity,
        o_allowance,
        o_halves,
        o_fee,
        o_support,
        o_rest,
        o_month,
        o_leaving,
        o_children,
        o_reduction,
        o_paid,
        o_extra,
        o_siblings,
        o_share,
        o_rent,
        o_housing,
    ] = out.as_mut_slice()
    else {
        return out;
    };
    let mut family: Vec<Child> = Vec::new();
    let mut start = 0;
    for home in 0..homes {
        let mut end = start;
        let (mut count, mut bases, mut fees, mut highest) = (0, 0, 0, 0);
        family.clear();
        while end < children && input.home[end] as usize == home {
            let child = child_alone(input.birth[end].into(), input.at_home[end] != 0, on);
            let above = (i64::from(input.earned[end]) - 5_000_000).max(0);
            let own_part = ((above * 60 + 50) / 100).min(300_000);
            let after_own = (child.base - own_part).max(0);
            let is_pupil = (6..18).contains(&child.age);
            o_age[end] = child.age as i32;
            o_base[end] = child.base as i32;
            o_own[end] = own_part as i32;
            o_after[end] = after_own as i32;
            o_activity[end] = if is_pupil { 95_000 } else { 0 };
            o_leaving[end] = i32::from(child.age >= 15 && child.is_dependent);
            bases += after_own;
            if child.is_dependent {
                count += 1;
                fees += i64::from(input.fee[end]);
                highest = highest.max(i64::from(input.fee[end]));
            }
            family.push(child);
            end += 1;
        }
        let income = i64::from(input.income[home]);
        let adults = i64::from(input.adults[home]);
        let is_single = adults == 1;
        let reduction = (income - LIMIT).max(0) * 2 / 100;
        let paid = (bases - reduction).max(0) / 100 * 100;
        let counted = (income - count * 700_000).max(0);
        let reached = input
            .shares
            .rows
            .partition_point(|(from, _)| *from <= counted);
        let share = if reached == 0 {
            input.shares.first
        } else {
            input.shares.rows[reached - 1].1
        };
        let most_rent = 7_500_000 + 250_000 * count.min(4);
        let allowed = 45 + 20 * (count + adults);
        let rent = i64::from(input.rent[home]);
        let is_large = i64::from(input.area[home]) > allowed;
        let rent = if is_large {
            (rent * 80 + 99) / 100
        } else {
            rent
        }
        .min(most_rent);
        let rich = (input.wealth[home] - 90_000_000).max(0) / 10;
        let means = (income + rich - 18_000_000).max(0);
        let housing = ((rent * 60 - means * 18).max(0) / 1_200).min(400_000);
        o_children[home] = count as i32;
        o_reduction[home] = reduction as i32;
        o_paid[home] = paid as i32;
        o_extra[home] = if is_single && count > 0 { 182_100 } else { 0 };
        o_siblings[home] = (((fees - highest).max(0) + 1) / 2) as i32;
        o_share[home] = share as i32;
        o_rent[home] = rent as i32;
        o_housing[home] = housing as i32;
        for (row, child) in (start..end).zip(&family) {
            let is_due = is_single && child.is_dependent;
            let allowance = if is_due { 178_600 } else { 0 };
            let halves = if is_single {
                child.base
            } else {
                (child.base + 1) / 2
            };
            let fee = i64::from(input.fee[row]);
            let own_fee = if child.is_dependent {
                (fee * share + 50) / 100
            } else {
                fee
            };
            let support = if child.age < 3 && is_due { 61_200 } else { 0 };
            let month = halves + allowance + support + i64::from(o_activity[row]);
            o_allowance[row] = allowance as i32;
            o_halves[row] = halves as i32;
            o_fee[row] = own_fee as i32;
            o_support[row] = support as i32;
            o_rest[row] = (own_fee - allowance).max(0).min(paid) as i32;
            o_month[row] = ((month * 2 + 3) / 6) as i32;
        }
        start = end;
    }
    out
}
