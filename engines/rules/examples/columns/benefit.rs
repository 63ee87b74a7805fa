//! Twenty formulas with the shapes of Danish family benefits, and rates that are nobody's.

use rules::day;
use rules::program::{Fold, Link, Op, Program, Round, Table, TableId};

use crate::writer::{CHILD, HOME, LINK, Writer};

pub const DAY: i64 = day::number(2026, 1, 1);
/// Below each age, the benefit of a quarter in øre.
const BANDS: [(i64, i64); 4] = [(3, 529_200), (7, 419_100), (15, 329_700), (18, 109_900)];
pub const LIMIT: i64 = 91_700_000;

/// Percent of a place's fee that a home pays, in 95 steps of income.
pub fn shares() -> Table {
    Table {
        first: 0,
        rows: (1..=95)
            .map(|at| (20_000_000 + at * 430_100, at + 5))
            .collect(),
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
    let counted = w.binary(children, 700_000, Op::Mul);
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
    let most_rent = w.binary(bounded, 250_000, Op::Mul);
    let most_rent = w.binary(most_rent, 7_500_000, Op::Add);
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
