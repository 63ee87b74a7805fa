//! The Danish acts and their worked examples.

mod danish;

use danish::{files, law};
use rules::{Moment, examples, lower};

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
