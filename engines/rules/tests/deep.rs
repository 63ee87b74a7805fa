//! Whatever somebody writes as rules, and a reform is written on a page by whoever may simulate,
//! must not fill the stack or go on forever: that would end the program for everybody.

use std::thread;

use rules::trace::Trace;
use rules::{Moment, Source, check, day, load, lower};

const HEAD: &str = r#"law prov
  da "Prøve" en "Trial"
  act "LBK nr 1"
  unverified da "prøve" en "trial"
entity home many homes
  da "hjem" en "home"
fact home.loen: kr per year between 0 and 1
  da "Løn" en "Pay"
  ask da "Løn?" en "Pay?"
  why da "Satsen" en "The rate"
  assumed 1 kr per year
"#;

fn rule(name: &str, gives: &str) -> String {
    format!(
        "rule home.{name}: kr per year\n  da \"a\" en \"b\" cites \"§ 1\"\n  from 2024-01-01\n{gives}\n"
    )
}

fn source(rules: &str) -> Vec<Source> {
    let name = "prov.rules".to_owned();
    let text = format!("{HEAD}{rules}");
    vec![Source { name, text }]
}

/// As little room as the threads of the program have.
fn in_little_room<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = thread::Builder::new().stack_size(2 << 20);
    thread.spawn(work).unwrap().join().unwrap()
}

fn refused(rules: String, why: &'static str) {
    in_little_room(move || {
        let (_, problems) = check(source(&rules));
        assert!(
            problems.iter().any(|problem| problem.message.contains(why)),
            "{:?}",
            problems.first()
        );
    });
}

/// Passes, and can be made ready and walked.
fn runs(rules: String) {
    in_little_room(move || {
        let rules = load(source(&rules)).unwrap_or_else(|wrong| panic!("{wrong}"));
        let on = day::number(2026, 3, 1);
        let known = i64::MAX;
        lower(&rules, Moment { on, known }).unwrap();
        let family = rules::trace::Family::of(&rules, &[1]);
        let last = rules::rule_set::RuleId(rules.rules.len() as u32 - 1);
        Trace::of(&rules, &family, Moment { on, known })
            .reason(last, 0)
            .unwrap();
    });
}

/// Sums of which each begins with the one before, in parentheses.
fn sums(count: usize) -> String {
    let sum = (0..count).fold("loen".to_owned(), |sum, _| {
        format!("({sum}){}", " + loen".repeat(100))
    });
    rule("sum", &format!("    gives {sum}"))
}

/// Rules of which each builds on the one before.
fn chain(count: usize) -> String {
    let first = rule("r0", "    gives loen");
    let next = |at: usize| {
        rule(
            &format!("r{at}"),
            &format!("    gives r{} + 1 kr per year", at - 1),
        )
    };
    first + &(1..count).map(next).collect::<String>()
}

#[test]
fn expressions_do_not_grow_too_high() {
    runs(sums(2));
    refused(sums(3), "grows too large");
    refused(sums(110), "grows too large");
    refused(
        rule(
            "long",
            &format!("    gives loen{}", " per year".repeat(50_000)),
        ),
        "grows too large",
    );
    refused(
        rule("is", &format!("    gives loen{}", " is a".repeat(50_000))),
        "grows too large",
    );
}

#[test]
fn rules_do_not_build_on_one_another_without_end() {
    runs(chain(700));
    refused(chain(20_000), "builds on too many others");
}

/// Each named part uses the one before twice: two to the sixtieth ways down.
#[test]
fn named_parts_are_worked_out_once() {
    let parts = |uses: fn(usize) -> String| {
        let lets = (1..60).map(|at| format!("    let l{at} = {}\n", uses(at - 1)));
        let lets: String = lets.collect();
        rule(
            "sum",
            &format!("    let l0 = loen\n{lets}    gives min(l59, 5 kr per year)"),
        )
    };
    runs(parts(|at| format!("min(l{at}, l{at})")));
    runs(parts(|at| format!("l{at} otherwise l{at}")));
}
