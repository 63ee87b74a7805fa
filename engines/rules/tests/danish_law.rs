//! The Danish acts and their worked examples.

mod danish;

use std::collections::BTreeSet;

use danish::{files, law};
use rules::rule_set::{Is, RuleId, Version};
use rules::syntax::Use;
use rules::{Moment, Type, examples, lower};

#[test]
fn the_acts_are_ready_for_every_month_they_cover() {
    let rules = law();
    for year in 2024..=2026 {
        for month in 1..=12 {
            let on = rules::day::number(year, month, 1);
            if let Err(wrong) = lower(
                &rules,
                Moment {
                    on,
                    known: i64::MAX,
                },
            ) {
                let told: String = wrong.iter().map(|p| p.told(&rules.sources)).collect();
                panic!("{year}-{month}: {told}");
            }
        }
    }
}

#[test]
fn every_worked_example_holds() {
    let rules = law();
    let sources = files("examples");
    let (mut told, mut held) = (String::new(), 0);
    for (at, source) in sources.iter().enumerate() {
        let (examples, problems) = examples::read(&rules, at as u32, source);
        told.extend(problems.iter().map(|problem| problem.told(&sources)));
        for example in examples {
            let ready = lower(&rules, example.moment).unwrap();
            let wrong = examples::hold(&rules, &ready, &example);
            held += usize::from(wrong.is_empty());
            told.extend(wrong.iter().map(|problem| problem.told(&sources)));
        }
    }
    assert!(told.is_empty(), "{held} hold\n{told}");
    assert!(held > 0);
}

/// The look changes nothing of what a file says.
#[test]
fn formatting_keeps_every_rule() {
    let mut files = files("rules");
    let before = law();
    for file in &mut files {
        let once = rules::format::format(&file.text);
        assert_eq!(rules::format::format(&once), once, "{}", file.name);
        file.text = once;
    }
    let after = rules::load(files).unwrap_or_else(|wrong| panic!("{wrong}"));
    assert_eq!(before.rules.len(), after.rules.len());
    let moment = Moment {
        on: rules::day::number(2026, 3, 1),
        known: i64::MAX,
    };
    assert_eq!(lower(&before, moment), lower(&after, moment));
}

#[test]
fn every_file_has_the_look() {
    for file in files("rules").into_iter().chain(files("texts")) {
        let formatted = rules::format::format(&file.text);
        assert!(
            formatted == file.text,
            "{} lacks the look: favn law format content/law/dk",
            file.name
        );
    }
}

/// `favn law check` tells warnings and goes on; here they must be looked at.
#[test]
fn nothing_of_the_acts_needs_a_second_look() {
    let (rules, problems) = rules::check(files("rules"));
    let told: String = problems.iter().map(|p| p.told(&rules.sources)).collect();
    assert!(told.is_empty(), "{told}");
}

/// Of benefits and checklists `danish_examples.rs` wants more.
#[test]
fn every_deadline_has_a_worked_example() {
    let rules = law();
    let sources = files("examples");
    let read = |(at, source)| examples::read(&rules, at, source).0;
    let examples = (0_u32..).zip(&sources).flat_map(read);
    let expected: BTreeSet<RuleId> = examples
        .flat_map(|example| example.expects)
        .map(|expect| expect.rule)
        .collect();
    for (at, rule) in (0_u32..).zip(&rules.rules) {
        assert!(
            rule.used != Use::Deadline || expected.contains(&RuleId(at)),
            "{} has no worked example: write one in the .examples file beside its act",
            rule.head.path()
        );
    }
}

/// Benefits that nobody lives on though they are paid by the month, and why.
const NOT_LIVED_ON: &[(&str, &str)] = &[(
    "child.barselsbidrag",
    "two months around a birth, and only where it was claimed",
)];

#[test]
fn what_is_paid_by_the_month_is_something_to_live_on() {
    let rules = law();
    let id = |path: &str| {
        let mut all = (0_u32..).zip(&rules.rules);
        let found = all.find(|(_, rule)| rule.head.path() == path);
        RuleId(found.unwrap_or_else(|| panic!("there is no {path}")).0)
    };
    let mut counted = BTreeSet::new();
    let mut open = vec![id("home.disponibel_indkomst")];
    while let Some(rule) = open.pop() {
        if counted.insert(rule) {
            let versions = rules.rule(rule).into_iter().flat_map(|rule| &rule.versions);
            for expression in versions.flat_map(Version::expressions) {
                expression.walk(&mut |part| {
                    if let Is::Rule(id) = &*part.is {
                        open.push(*id);
                    }
                });
            }
        }
    }
    for (path, _) in NOT_LIVED_ON {
        assert!(!counted.contains(&id(path)), "{path} is counted now");
    }
    for (at, rule) in (0_u32..).zip(&rules.rules) {
        let path = rule.head.path();
        let is_paid = match &rule.kind {
            Type::Number(unit) => unit.is_money() && unit.per().is_some(),
            _ => false,
        };
        let is_left_out = NOT_LIVED_ON.iter().any(|(left_out, _)| *left_out == path);
        assert!(
            rule.used != Use::Benefit || !is_paid || is_left_out || counted.contains(&RuleId(at)),
            "home.disponibel_indkomst does not count {path}: add it up in disponibel_indkomst.rules, \
             or say in NOT_LIVED_ON why not"
        );
    }
}
