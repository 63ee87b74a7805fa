//! Whatever stands in rule files: reading, checking and formatting them never panics, formatting
//! changes nothing of what they say, and rules that pass give one answer in every way of running.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::format::format;
use rules::{Moment, Problem, RuleSet, Source, Weight, check, day, examples};
use rules_fuzz::{Bytes, Day, agree, drawn, family};

/// Stands between files.
const NEXT: &str = "\n---\n";

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let (worked, law): (Vec<Source>, Vec<Source>) = text
        .split(NEXT)
        .map(|text| Source {
            name: String::new(),
            text: text.to_owned(),
        })
        .partition(|source| source.text.starts_with("example"));
    let formatted = law.iter().map(formatted).collect();
    let (rules, problems) = check(law);
    for problem in &problems {
        problem.told(&rules.sources);
    }
    if problems.iter().all(is_of_the_language) {
        let (again, told) = check(formatted);
        assert_eq!(said(&problems), said(&told));
        assert_eq!(meant(&rules), meant(&again));
    }
    for (at, source) in worked.iter().enumerate() {
        examples::read(&rules, at as u32, source);
    }
    if problems
        .iter()
        .all(|problem| problem.weight == Weight::Warning)
    {
        run(&rules, data);
    }
});

/// What is no token may go when a file is formatted, and a text without end may end elsewhere.
fn is_of_the_language(problem: &Problem) -> bool {
    !["means nothing here", "has no end"]
        .iter()
        .any(|lost| problem.message.ends_with(lost))
}

fn formatted(source: &Source) -> Source {
    let text = format(&source.text);
    assert_eq!(format(&text), text);
    Source {
        text,
        ..source.clone()
    }
}

fn said(problems: &[Problem]) -> Vec<&str> {
    problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect()
}

/// All that the rules say, wherever it stands.
fn meant(rules: &RuleSet) -> String {
    let rules = RuleSet {
        sources: Vec::new(),
        ..rules.clone()
    };
    let told = format!("{rules:?}");
    let mut parts = told.split("Span {");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        all + part.split_once('}').map_or(part, |(_, rest)| rest)
    })
}

fn run(rules: &RuleSet, data: &[u8]) {
    let lot = drawn(data, 1_024);
    let mut lot = Bytes(&lot);
    let span = (day::LAST - day::FIRST) as u64;
    let any = day::FIRST + (lot.number(4) % span) as i64;
    for (on, known) in [(day::number(2026, 3, 1), i64::MAX), (any, any)] {
        let Ok(day) = Day::of(rules, Moment { on, known }) else {
            continue;
        };
        for _ in 0..2 {
            let (own, rest) = lot.0.split_at(lot.0.len() / 5);
            let told = family(rules, None, on, &mut Bytes(own));
            lot = Bytes(rest);
            agree(rules, &day, &told, &mut lot);
        }
    }
}
