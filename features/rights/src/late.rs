//! Days after those that an act has rates for. The last rates go on until somebody puts in new ones:
//! whoever is answered by them is told, and so is whoever looks after the law.

use std::collections::BTreeMap;

use rules::RuleSet;
use rules::syntax::Law;

use crate::show;

/// Those who look after the law are told so many days before rates end.
const BEFORE: i64 = 31;

/// The last day that an act has rates for, where the day asked about is after it.
pub(crate) fn ended(law: Option<&Law>, on: i64) -> Option<i64> {
    let (_, last) = law?.covers?;
    (last < on).then_some(last)
}

/// The first such day of several acts.
pub(crate) fn first_ended<'a>(laws: impl Iterator<Item = &'a Law>, on: i64) -> Option<i64> {
    laws.filter_map(|law| ended(Some(law), on)).min()
}

/// Which acts have no rates for today or for the days to come, as a line.
pub fn late(rules: &RuleSet, today: i64) -> Option<String> {
    let soon = today.saturating_add(BEFORE);
    let mut ends: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    for law in &rules.laws {
        if let Some(last) = ended(Some(law), soon) {
            ends.entry(last).or_default().push(&law.head.name.text);
        }
    }
    let told = ends.iter().map(|(last, names)| {
        let (last, names) = (show::day(*last), names.join(", "));
        format!("rates end on {last}: {names}")
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| {
        format!(
            "{}. Later days are answered with them until new ones are put in: docs/changing-the-law.md",
            told.join("; ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Book;

    #[test]
    fn who_looks_after_the_law_is_told_a_month_before_and_ever_after() {
        let rules = Book::ours().unwrap().rules();
        let first = rules.laws.iter().filter(|law| law.covers.is_some());
        let first = first.min_by_key(|law| law.covers.map(|(_, last)| last));
        let (_, last) = first.and_then(|law| law.covers).unwrap();
        assert_eq!(late(rules, last - BEFORE), None);
        for today in [last - BEFORE + 1, last, last + 1, last + 1_000] {
            let told = late(rules, today).unwrap();
            assert!(told.contains(&show::day(last)), "{told}");
        }
        assert_eq!(first_ended(rules.laws.iter(), last), None);
        assert_eq!(first_ended(rules.laws.iter(), last + 1), Some(last));
    }
}
