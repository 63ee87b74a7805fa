//! Made-up families to hold rules against.

use rules::RuleSet;
use rules::program::{EntityId, FactId};
use rules::trace::Family;

/// Numbers that look drawn by lot and are the same in every run (splitmix64).
pub struct Lot(pub u64);

impl Lot {
    pub fn draw(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below.max(1)
    }

    fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.draw((most - least + 1) as u64) as i64
    }
}

/// A family with every fact told: up to three homes, four adults, six children. Values are often at
/// the ends, at small numbers and near whole thousands, where rules turn.
pub fn made_up(rules: &RuleSet, lot: &mut Lot, on: i64) -> Family {
    let most = [1_u64, 3, 4, 6];
    let counts: Vec<u32> = (0..rules.entities.len())
        .map(|at| match at {
            0 => 1,
            1 => 1 + u32::from(lot.draw(6) == 0),
            _ => lot.draw(most.get(at).copied().unwrap_or(3) + 1) as u32,
        })
        .collect();
    let mut family = Family::of(rules, &counts);
    for (link, rows) in rules.links.iter().zip(&mut family.links) {
        let to = counts[usize::from(link.to.0)];
        for row in rows.iter_mut() {
            if to > 0 && (!link.optional || lot.draw(2) == 0) {
                *row = lot.draw(u64::from(to)) as u32;
            }
        }
        // In the order of what they belong to, as rows of a population stand.
        if !link.optional {
            rows.sort_unstable();
        }
    }
    for (at, fact) in rules.facts.iter().enumerate() {
        let EntityId(entity) = fact.entity;
        for row in 0..counts[usize::from(entity)] {
            let (least, most) = (fact.least, fact.most);
            let value = match &fact.kind {
                rules::Type::Date => on - lot.between(-300, 20 * 366),
                rules::Type::Number(_) => match lot.draw(6) {
                    0 => least,
                    1 => most,
                    2 => lot.between(least, least.max(most.min(least.saturating_add(40)))),
                    3 => (lot.between(0, 90) * 1_000_000).clamp(least, most),
                    4 => lot.between(least, most.min(60_000_000).max(least)),
                    _ => lot.between(least, most),
                },
                _ => lot.between(least, most),
            };
            family.tell(FactId(at as u32), row, value.clamp(least, most));
        }
    }
    family
}
