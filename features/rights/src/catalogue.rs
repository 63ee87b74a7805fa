//! Every fact and result by name, from the rule files: what it is, its unit, what it may be.

use rules::syntax::Purpose;
use rules::{RuleSet, Type};
use serde::Serialize;

use crate::assess::used;
use crate::facts::may_be;

/// All facts and results.
#[derive(Serialize, Debug)]
pub struct Catalogue {
    /// Facts that may be told.
    pub facts: Vec<Entry>,
    /// Results that are given.
    pub results: Vec<Entry>,
}

/// A fact or a result.
#[derive(Serialize, Debug)]
pub struct Entry {
    /// `entity.name`.
    pub name: String,
    /// What it means, in Danish.
    pub da: String,
    /// What it means, in English.
    pub en: String,
    /// Its type or unit, with its period.
    pub unit: String,
    /// The entity whose it is.
    pub entity: String,
    /// The act it comes from.
    pub act: String,
    /// What a fact may be; what a result is used for.
    pub may_be: String,
}

impl Catalogue {
    /// From the rules.
    pub fn of(rules: &RuleSet) -> Self {
        let entry =
            |head: &rules::syntax::Head, kind: &Type, law: Option<usize>, may_be: String| {
                let text = |language| {
                    head.text(Purpose::Means, language)
                        .unwrap_or_default()
                        .to_owned()
                };
                let law = law.and_then(|law| rules.laws.get(law));
                Entry {
                    name: head.path(),
                    da: text("da"),
                    en: text("en"),
                    unit: kind.to_string(),
                    entity: head.entity.text.clone(),
                    act: law
                        .and_then(|law| law.act.as_ref())
                        .map(|act| act.text.clone())
                        .unwrap_or_default(),
                    may_be,
                }
            };
        Self {
            facts: rules
                .facts
                .iter()
                .map(|fact| entry(&fact.head, &fact.kind, fact.law, may_be(fact)))
                .collect(),
            results: rules
                .rules
                .iter()
                .map(|rule| entry(&rule.head, &rule.kind, rule.law, used(rule.used).to_owned()))
                .collect(),
        }
    }
}
