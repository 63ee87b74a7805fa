//! Danish families, made up fact by fact.

use rules::{
    RuleSet, Type,
    program::Program,
    rows::{Column, NOWHERE, Rows},
    rule_set,
};

use crate::lot::Lot;

/// Families with every fact told. Not a population: sizes, ages and incomes are drawn without
/// regard to each other, and what the acts assume holds in most rows.
pub fn made_up(rules: &RuleSet, on: i64, shape: &Program, families: usize, lot: &mut Lot) -> Rows {
    let mut rows = Rows::of(shape);
    for (at, entity) in shape.entities.iter().enumerate() {
        // What each belongs to; links come in the order of the entities.
        let own = shape
            .links
            .iter()
            .position(|link| usize::from(link.from.0) == at && !link.optional);
        let above = own
            .and_then(|own| shape.links.get(own))
            .map(|link| rows.count(link.to));
        let (Some(own), Some(above)) = (own, above) else {
            rows.counts[at] = families;
            continue;
        };
        for to in 0..above as u32 {
            let many = match entity.as_str() {
                "adult" => 1 + usize::from(lot.percent(70)),
                "child" => [1, 1, 1, 2, 2, 2, 2, 3, 3, 4][lot.draw(10) as usize],
                _ => 1,
            };
            rows.links[own].extend(std::iter::repeat_n(to, many));
        }
        rows.counts[at] = rows.links[own].len();
    }
    for (at, link) in shape
        .links
        .iter()
        .enumerate()
        .filter(|(_, link)| link.optional)
    {
        rows.links[at] = vec![NOWHERE; rows.count(link.from)];
    }
    for (at, fact) in shape.facts.iter().enumerate() {
        let own = rules.facts.iter().find(|own| own.head.path() == fact.name);
        let draws =
            (0..rows.count(fact.entity)).map(|_| own.map_or(fact.least, |own| draw(own, on, lot)));
        rows.facts[at] = Column::of(&draws.collect::<Vec<_>>());
    }
    rows
}

fn draw(fact: &rule_set::Fact, on: i64, lot: &mut Lot) -> i64 {
    let (least, most) = (fact.least, fact.most);
    if let Some(assumed) = fact.assumed
        && lot.percent(85)
    {
        return assumed;
    }
    let value = match &fact.kind {
        Type::Date if fact.head.name.text == "born" => on - lot.between(-100, 18 * 366),
        Type::Date => on - lot.between(0, 900),
        Type::Number(unit) if unit.is_money() => {
            // In a month up to 15,000 kroner, in a year up to 900,000.
            let usual = if fact.head.name.text.contains("husleje") {
                1_500_000
            } else {
                90_000_000
            };
            lot.between(least, most.min(usual).max(least))
        }
        _ => lot.between(least, most),
    };
    value.clamp(least, most)
}
