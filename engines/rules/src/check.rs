//! From what files say to rules that may run: names, types, circles, gaps.

mod collect;
mod gaps;
mod order;
mod texts;
mod typed;

use crate::parse::parse;
use crate::problem::{Problem, Source, Weight, told_all};
use crate::rule_set::RuleSet;

/// Reads files and checks them. The rules are whole only when no problem is an error.
pub fn check(sources: Vec<Source>) -> (RuleSet, Vec<Problem>) {
    let mut items = Vec::new();
    let mut problems = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        let file = u32::try_from(at).unwrap_or(u32::MAX);
        let (of_file, wrong) = parse(file, source);
        items.push(of_file);
        problems.extend(wrong);
    }
    // Before reforms are laid over: they may end conditions that have texts.
    texts::hand_out(&mut items, &mut problems);
    let mut rules = collect::collect(items, &mut problems);
    rules.sources = sources;
    order::circles(&rules, &mut problems);
    gaps::gaps(&rules, &mut problems);
    gaps::stale(&rules, &mut problems);
    problems.sort_by_key(|problem| (problem.span.file, problem.span.from, problem.weight));
    problems.dedup();
    (rules, problems)
}

/// Reads files that must be right.
///
/// # Errors
/// What is wrong, as a person reads it.
pub fn load(sources: Vec<Source>) -> Result<RuleSet, String> {
    let (rules, problems) = check(sources);
    let is_error = |problem: &&Problem| problem.weight == Weight::Error;
    let errors: Vec<&Problem> = problems.iter().filter(is_error).collect();
    if errors.is_empty() {
        Ok(rules)
    } else {
        Err(told_all(errors.into_iter(), &rules.sources))
    }
}
