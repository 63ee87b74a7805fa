//! Made-up families: their numbers are nobody's.

use rules::day;
use rules::rows::{Column, Rows};

use crate::benefit::DAY;

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
