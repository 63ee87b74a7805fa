//! Rules that need themselves, or too many others. Seen only when all are there.

use crate::problem::Problem;
use crate::rule_set::{Is, RuleId, RuleSet, Typed, Version};

/// Whoever follows a result down to the facts goes through so many expressions at most, one inside
/// the other: a file is no program that fills the stack.
const DEEPEST: usize = 1_500;

/// Rules that need themselves, and rules that build on others without end.
pub(super) fn circles(rules: &RuleSet, problems: &mut Vec<Problem>) {
    let mut state = vec![State::New; rules.rules.len()];
    let mut depths = vec![0_usize; rules.rules.len()];
    for at in 0..rules.rules.len() {
        let Ok(at) = u32::try_from(at) else { return };
        // Depth first with a stack of our own: files may be long chains.
        let mut stack = vec![(RuleId(at), false)];
        while let Some((rule, done)) = stack.pop() {
            let Some(here) = state.get_mut(rule.0 as usize) else {
                continue;
            };
            if done {
                *here = State::Done;
                let depth = depth(rules, rule, &depths);
                if depth > DEEPEST {
                    too_deep(rules, rule, problems);
                }
                // Told once, where it begins.
                if let Some(place) = depths.get_mut(rule.0 as usize) {
                    *place = if depth > DEEPEST { 0 } else { depth };
                }
                continue;
            }
            if *here != State::New {
                continue;
            }
            *here = State::Open;
            stack.push((rule, true));
            for next in needs(rules, rule) {
                match state.get(next.0 as usize) {
                    Some(State::New) => stack.push((next, false)),
                    Some(State::Open) => circle(rules, rule, next, problems),
                    _ => {}
                }
            }
        }
    }
}

/// How many expressions stand inside one another from a rule down to the facts, those of the rules
/// that it needs being known.
fn depth(rules: &RuleSet, rule: RuleId, depths: &[usize]) -> usize {
    let versions = rules.rule(rule).into_iter().flat_map(|rule| &rule.versions);
    let version = |version: &Version| {
        let mut lets: Vec<usize> = Vec::with_capacity(version.lets.len());
        for (_, value) in &version.lets {
            // What has a name uses only what was named before.
            lets.push(height(value, &lets, depths));
        }
        let requires = version.requires.iter().map(|requirement| &requirement.must);
        let others = requires.chain(&version.gives);
        let others = others.map(|part| height(part, &lets, depths));
        others.chain(lets.iter().copied()).max().unwrap_or(0)
    };
    versions.map(version).max().unwrap_or(0)
}

fn height(part: &Typed, lets: &[usize], depths: &[usize]) -> usize {
    let below = match &*part.is {
        Is::Rule(id) => depths.get(id.0 as usize).copied(),
        Is::Let(at) => lets.get(*at).copied(),
        _ => part
            .parts()
            .into_iter()
            .map(|part| height(part, lets, depths))
            .max(),
    };
    below.unwrap_or(0).saturating_add(1)
}

fn too_deep(rules: &RuleSet, rule: RuleId, problems: &mut Vec<Problem>) {
    if let Some(rule) = rules.rule(rule) {
        let message = "this builds on too many others, each on the next";
        let problem = Problem::error(rule.head.name.span, message);
        problems.push(problem.hint("let some of them do without others"));
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

fn circle(rules: &RuleSet, rule: RuleId, next: RuleId, problems: &mut Vec<Problem>) {
    let (Some(rule), Some(next)) = (rules.rule(rule), rules.rule(next)) else {
        return;
    };
    problems.push(
        Problem::error(
            rule.head.name.span,
            format!(
                "{} needs {}, which needs it in turn",
                rule.head.path(),
                next.head.path()
            ),
        )
        .hint("one of them must do without the other"),
    );
}

fn needs(rules: &RuleSet, rule: RuleId) -> Vec<RuleId> {
    let mut found = Vec::new();
    let versions = rules.rule(rule).into_iter().flat_map(|rule| &rule.versions);
    for expression in versions.flat_map(Version::expressions) {
        expression.walk(&mut |part| {
            if let Is::Rule(id) = &*part.is {
                found.push(*id);
            }
        });
    }
    found.sort_unstable();
    found.dedup();
    found
}
