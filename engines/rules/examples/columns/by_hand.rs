//! The same twenty formulas as somebody would write them in Rust: the limit.

use rules::day;
use rules::program::Table;
use rules::rows::{Column, Rows};

use crate::benefit::{DAY, LIMIT, shares};

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
