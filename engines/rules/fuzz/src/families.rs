//! A family out of bytes: what was there, changed fact by fact.

use rules::RuleSet;
use rules::program::{EntityId, FactId};
use rules::trace::{Family, NOWHERE};

use crate::Bytes;

/// Rows of an entity at most: more say nothing new and take longer.
const ROWS: u32 = 7;
/// Changes at most.
const CHANGES: usize = 96;

/// A family that the bytes make of the one before, on that day. Now and then it fits no rules:
/// a value that a fact does not allow, a link to nobody.
pub fn family(rules: &RuleSet, before: Option<&Family>, on: i64, bytes: &mut Bytes<'_>) -> Family {
    let mut family = before.cloned().unwrap_or_else(|| {
        let counts = (0..rules.entities.len()).map(|_| u32::from(bytes.byte() % 4));
        Family::of(rules, &counts.collect::<Vec<_>>())
    });
    for _ in 0..CHANGES {
        if bytes.is_empty() {
            break;
        }
        match bytes.byte() % 8 {
            0..=4 => tell(rules, &mut family, on, bytes),
            5 => forget(&mut family, bytes),
            6 => lead(rules, &mut family, bytes),
            _ => add(rules, &mut family, bytes),
        }
    }
    family
}

fn tell(rules: &RuleSet, family: &mut Family, on: i64, bytes: &mut Bytes<'_>) {
    let at = bytes.place(rules.facts.len());
    let Some(fact) = rules.facts.get(at) else {
        return;
    };
    let EntityId(entity) = fact.entity;
    let row = bytes.place(family.counts[usize::from(entity)] as usize) as u32;
    let value = value((fact.least, fact.most), on, bytes);
    family.tell(FactId(at as u32), row, value);
}

/// Often at the ends, near the day, at small numbers and whole thousands, where rules turn.
pub(crate) fn value((least, most): (i64, i64), on: i64, bytes: &mut Bytes<'_>) -> i64 {
    let value = match bytes.byte() % 16 {
        0 => least,
        1 => most,
        2 => most.saturating_sub(i64::from(bytes.byte())),
        3..=6 => least.saturating_add(i64::from(bytes.byte())),
        7..=9 => on
            .saturating_add(60)
            .saturating_sub(bytes.number(2) as i64 % 8_000),
        10..=11 => (bytes.number(2) as i64).saturating_mul(100_000),
        12 => bytes.number(3) as i64,
        13 => bytes.number(4) as i64,
        14 => bytes.number(8) as i64,
        // Perhaps not allowed.
        _ => return bytes.number(8) as i64,
    };
    value.clamp(least, most)
}

fn forget(family: &mut Family, bytes: &mut Bytes<'_>) {
    let at = bytes.place(family.facts.len());
    let Some(rows) = family.facts.get_mut(at) else {
        return;
    };
    let row = bytes.place(rows.len());
    if let Some(value) = rows.get_mut(row) {
        *value = None;
    }
}

fn lead(rules: &RuleSet, family: &mut Family, bytes: &mut Bytes<'_>) {
    let at = bytes.place(rules.links.len());
    let Some(link) = rules.links.get(at) else {
        return;
    };
    let there = family.counts[usize::from(link.to.0)];
    let rows = &mut family.links[at];
    let row = bytes.place(rows.len());
    let to = bytes.byte();
    let Some(place) = rows.get_mut(row) else {
        return;
    };
    *place = match to {
        // Perhaps not allowed.
        250.. => NOWHERE - u32::from(255 - to),
        _ if link.optional && to % 8 == 7 => NOWHERE,
        _ if there > 0 => u32::from(to) % there,
        _ => NOWHERE,
    };
}

fn add(rules: &RuleSet, family: &mut Family, bytes: &mut Bytes<'_>) {
    let at = bytes.place(rules.entities.len());
    let Some(count) = family.counts.get_mut(at) else {
        return;
    };
    if *count >= ROWS {
        return;
    }
    *count += 1;
    let is = |entity: EntityId| usize::from(entity.0) == at;
    for (link, rows) in rules.links.iter().zip(&mut family.links) {
        if is(link.from) {
            let there = family.counts[usize::from(link.to.0)];
            rows.push(if link.optional || there == 0 {
                NOWHERE
            } else {
                there - 1
            });
        }
    }
    for (fact, rows) in rules.facts.iter().zip(&mut family.facts) {
        if is(fact.entity) {
            rows.push(None);
        }
    }
}
