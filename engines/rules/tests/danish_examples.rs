//! Every benefit of the Danish acts is held by worked examples, and by enough that differ.

mod danish;

use std::collections::{BTreeMap, BTreeSet};

use danish::{files, law};
use rules::examples::{self, Example, Expect, Expected};
use rules::program::FactId;
use rules::rule_set::{Is, Rule, RuleId};
use rules::syntax::Use;
use rules::{Moment, RuleSet, Type};

/// Examples that each benefit, and each part of one that stands by itself, has at least.
const ENOUGH: usize = 15;

/// Parts of benefits that have rules of their own.
const PARTS: &[&str] = &[
    "adult.barselsuger",
    "adult.kontanthjaelp_sats",
    "adult.kontanthjaelp_tillaeg",
    "child.bidrag_vejledende",
];

/// Benefits that no day can give, for the law's number has not been found: the rule beneath, which is
/// known, is held in their place.
const BENEATH: &[(&str, &str)] = &[(
    "home.saerligt_boernetilskud_pension",
    "home.saerligt_pension_hoejst",
)];

fn read(rules: &RuleSet) -> Vec<Example> {
    let sources = files("examples");
    let mut all = Vec::new();
    for (at, source) in (0..).zip(&sources) {
        let (examples, problems) = examples::read(rules, at, source);
        assert!(problems.is_empty(), "{}", source.name);
        all.extend(examples);
    }
    all
}

fn rule_ids(rules: &RuleSet) -> impl Iterator<Item = (RuleId, &Rule)> {
    (0..).map(RuleId).zip(&rules.rules)
}

fn counted(rule: &Rule) -> bool {
    matches!(rule.used, Use::Benefit | Use::Checklist) || PARTS.contains(&rule.head.path().as_str())
}

fn beneath(rules: &RuleSet, id: RuleId) -> Option<RuleId> {
    let path = rules.rule(id)?.head.path();
    let (_, name) = BENEATH.iter().find(|(benefit, _)| *benefit == path)?;
    let (beneath, _) = rule_ids(rules).find(|(_, rule)| rule.head.path() == *name)?;
    Some(beneath)
}

/// What an example asks and expects of a rule. Numbers are left out of a benefit's family: two that
/// differ by kroner alone, and get the same, are one example.
fn asked(rules: &RuleSet, example: &Example, rule: RuleId) -> Option<String> {
    let beneath = beneath(rules, rule);
    let of_it = |expect: &&Expect| expect.rule == rule || Some(expect.rule) == beneath;
    let expected: Vec<_> = example.expects.iter().filter(of_it).collect();
    if expected.is_empty() {
        return None;
    }
    let benefit = rules.rule(rule)?.used == Use::Benefit;
    let results: Vec<_> = expected.iter().map(|e| (e.row, &e.result)).collect();
    let told: Vec<_> = rules
        .facts
        .iter()
        .zip(&example.family.facts)
        .filter(|(fact, _)| !benefit || !matches!(fact.kind, Type::Number(_)))
        .map(|(_, rows)| rows)
        .collect();
    let Moment { on, known } = example.moment;
    let family = (&example.family.counts, &example.family.links, told);
    Some(format!("{on} {known} {results:?} {family:?}"))
}

/// A checklist that turns on a few yes or no, and on numbers below, at and above a limit, cannot have
/// more examples than they make together.
fn enough(rules: &RuleSet, id: RuleId) -> usize {
    let (mut seen, mut facts, mut turns) = (BTreeSet::new(), BTreeSet::new(), false);
    reach(rules, id, &mut seen, &mut facts, &mut turns);
    if turns
        || rules
            .rule(id)
            .is_none_or(|rule| rule.used != Use::Checklist)
    {
        return ENOUGH;
    }
    let ways = |fact: &u32| match rules.fact(FactId(*fact)).map(|fact| &fact.kind) {
        Some(Type::YesNo) => 2,
        Some(Type::Number(_)) => 3,
        _ => ENOUGH,
    };
    let product = |all: usize, one| all.saturating_mul(one);
    facts.iter().map(ways).fold(1, product).min(ENOUGH)
}

/// The facts that a rule rests on; `turns` where the day matters too.
fn reach(
    rules: &RuleSet,
    id: RuleId,
    seen: &mut BTreeSet<u32>,
    facts: &mut BTreeSet<u32>,
    turns: &mut bool,
) {
    if !seen.insert(id.0) {
        return;
    }
    let versions = rules.rule(id).map_or(&[][..], |rule| &rule.versions);
    let mut others = Vec::new();
    for expression in versions.iter().flat_map(|version| version.expressions()) {
        expression.walk(&mut |part| match &*part.is {
            Is::Fact(fact) => {
                facts.insert(fact.0);
            }
            Is::Rule(other) => others.push(*other),
            Is::Today => *turns = true,
            _ => {}
        });
    }
    for other in others {
        reach(rules, other, seen, facts, turns);
    }
}

#[test]
fn every_benefit_has_examples_enough_that_differ() {
    let rules = law();
    let examples = read(&rules);
    let mut few = String::new();
    for (id, rule) in rule_ids(&rules).filter(|(_, rule)| counted(rule)) {
        let asked: BTreeSet<_> = examples
            .iter()
            .filter_map(|e| asked(&rules, e, id))
            .collect();
        let wanted = enough(&rules, id);
        if asked.len() < wanted {
            few += &format!("{}: {} of {wanted}\n", rule.head.path(), asked.len());
        }
    }
    assert!(few.is_empty(), "too few worked examples:\n{few}");
}

/// A condition that no example fails may as well not be there, and one that always fails gives nobody
/// anything.
#[test]
fn every_condition_is_seen_met_and_not_met() {
    let rules = law();
    let examples = read(&rules);
    let mut unseen = String::new();
    for (id, rule) in rule_ids(&rules).filter(|(_, rule)| counted(rule)) {
        let expects = || {
            let all = examples.iter().flat_map(|example| &example.expects);
            all.filter(|expect| expect.rule == id)
        };
        let given = expects()
            .any(|expect| matches!(expect.result, Expected::YesNo(true) | Expected::Number(..)));
        let unknown = expects().any(|expect| expect.result == Expected::NotKnown);
        if !given && !unknown {
            unseen += &format!("{}: never given\n", rule.head.path());
        }
        let unmet: BTreeSet<&str> = expects()
            .filter_map(|expect| match &expect.result {
                Expected::Unmet(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        let conditions = rule.versions.iter().flat_map(|version| &version.requires);
        for condition in conditions {
            let name = condition.head.name.text.as_str();
            if !unmet.contains(name) && !unknown {
                unseen += &format!("{}: {name} is always met\n", rule.head.path());
            }
        }
    }
    assert!(unseen.is_empty(), "{unseen}");
}

#[test]
fn every_example_has_a_name_of_its_own() {
    let rules = law();
    let mut names = BTreeMap::new();
    for example in read(&rules) {
        *names.entry(example.name).or_insert(0) += 1;
    }
    names.retain(|_, times| *times > 1);
    assert!(names.is_empty(), "names used more than once: {names:#?}");
}
