//! Every fact and result, every number and every act by name, from the rule files themselves.

use std::collections::BTreeMap;

use rules::rule_set::{Fact, Rule};
use rules::syntax::{Head, Purpose};
use rules::{RuleSet, Type};
use serde::Serialize;
use serde_json::Value;

use crate::facts::may_be;
use crate::said::{Verdict, cites, kind};
use crate::show;

/// A text in each language that has it, by its code.
type Texts = BTreeMap<String, String>;

/// All facts and results.
#[derive(Serialize, Debug)]
pub struct Catalogue {
    /// Kinds of things, and what belongs to what.
    pub entities: Vec<Thing>,
    /// Facts that may be told.
    pub facts: Vec<Told>,
    /// Results that are given.
    pub results: Vec<Given>,
}

/// A kind of thing.
#[derive(Serialize, Debug)]
pub struct Thing {
    /// Its name.
    pub name: String,
    /// Under which name a list of them stands.
    pub many: String,
    /// What each stands in.
    pub within: Option<String>,
    /// What it means.
    pub text: Texts,
}

/// What facts and results have in common.
#[derive(Serialize, Debug)]
pub struct Entry {
    /// `entity.name`.
    pub name: String,
    /// The entity whose it is.
    pub entity: String,
    /// What it means.
    pub text: Texts,
    /// What a reader should know besides.
    pub note: Texts,
    /// `number`, `yesno`, `date` or `choice`.
    pub r#type: &'static str,
    /// The unit of a number, with its period.
    pub unit: Option<String>,
    /// The period that it is per.
    pub period: Option<&'static str>,
    /// The act it comes from.
    pub act: Option<String>,
    /// The paragraphs it stands on.
    pub cites: Vec<String>,
}

/// A fact.
#[derive(Serialize, Debug)]
pub struct Told {
    /// What it is.
    #[serde(flatten)]
    pub entry: Entry,
    /// The question that asks for it.
    pub ask: Texts,
    /// Why it is asked.
    pub why: Texts,
    /// What it may be, in words.
    pub may_be: String,
    /// The smallest and the largest number.
    pub least: Value,
    /// The largest.
    pub most: Value,
    /// What holds when nobody says; `null`: it must be told.
    pub assumed: Value,
    /// What may be chosen.
    pub options: Vec<Choice>,
}

/// An option of a fact.
#[derive(Serialize, Debug)]
pub struct Choice {
    /// Its name.
    pub option: String,
    /// What it means.
    pub text: Texts,
}

/// A result.
#[derive(Serialize, Debug)]
pub struct Given {
    /// What it is.
    #[serde(flatten)]
    pub entry: Entry,
    /// `benefit`, `checklist`, `deadline` or `rule`.
    pub r#use: &'static str,
    /// Where and how to claim.
    pub claim: Texts,
    /// When it is paid.
    pub paid: Texts,
    /// What to bring.
    pub bring: Texts,
    /// The deadline to claim by.
    pub by: Option<String>,
    /// Who has held it against its paragraph.
    pub(crate) verified: Verdict,
    /// The days from which it holds another way.
    pub from: Vec<String>,
}

impl Catalogue {
    /// From the rules.
    pub fn of(rules: &RuleSet) -> Self {
        let within = |to: rules::program::EntityId| {
            let to = rules.entity(to);
            to.map(|to| to.head.name.text.clone())
        };
        Self {
            entities: rules
                .entities
                .iter()
                .map(|entity| Thing {
                    name: entity.head.name.text.clone(),
                    many: entity.many.clone(),
                    within: entity.within.and_then(|(_, to)| within(to)),
                    text: texts(&entity.head, Purpose::Means),
                })
                .collect(),
            facts: rules.facts.iter().map(|fact| told(rules, fact)).collect(),
            results: rules.rules.iter().map(|rule| given(rules, rule)).collect(),
        }
    }
}

/// The texts of one purpose, by language.
pub(crate) fn texts(head: &Head, purpose: Purpose) -> Texts {
    let texts = head.texts.iter().filter(|text| text.purpose == purpose);
    texts
        .map(|text| (text.language.clone(), text.text.clone()))
        .collect()
}

fn entry(rules: &RuleSet, head: &Head, is: &Type, law: Option<usize>) -> Entry {
    let unit = match is {
        Type::Number(unit) => Some(*unit),
        _ => None,
    };
    Entry {
        name: head.path(),
        entity: head.entity.text.clone(),
        text: texts(head, Purpose::Means),
        note: texts(head, Purpose::Note),
        r#type: kind(is),
        unit: unit.map(|unit| unit.to_string()),
        period: unit.and_then(|unit| unit.per()).map(rules::Period::word),
        act: act(rules, law),
        cites: cites(head).into_iter().map(str::to_owned).collect(),
    }
}

/// How an act is cited.
pub(crate) fn act(rules: &RuleSet, law: Option<usize>) -> Option<String> {
    let act = rules.laws.get(law?)?.act.as_ref();
    act.map(|act| act.text.clone())
}

fn told(rules: &RuleSet, fact: &Fact) -> Told {
    let shown = |parts: Option<i64>| {
        parts.map_or(Value::Null, |parts| {
            show::value(&fact.kind, parts, fact.below)
        })
    };
    let number = matches!(fact.kind, Type::Number(_));
    let names = match &fact.kind {
        Type::Choice(_, names) => names.as_slice(),
        _ => &[],
    };
    let options = names.iter().map(|name| {
        let head = fact.options.iter().find(|head| head.name.text == *name);
        Choice {
            option: name.clone(),
            text: head
                .map(|head| texts(head, Purpose::Means))
                .unwrap_or_default(),
        }
    });
    Told {
        entry: entry(rules, &fact.head, &fact.kind, fact.law),
        ask: texts(&fact.head, Purpose::Ask),
        why: texts(&fact.head, Purpose::Why),
        may_be: may_be(fact),
        least: shown(number.then_some(fact.least)),
        most: shown(number.then_some(fact.most)),
        assumed: shown(fact.assumed),
        options: options.collect(),
    }
}

fn given(rules: &RuleSet, rule: &Rule) -> Given {
    let law = rule.law.and_then(|law| rules.laws.get(law));
    let by = rule.by.and_then(|by| rules.rule(by));
    Given {
        entry: entry(rules, &rule.head, &rule.kind, rule.law),
        r#use: rule.used.word(),
        claim: texts(&rule.head, Purpose::Claim),
        paid: texts(&rule.head, Purpose::Paid),
        bring: texts(&rule.head, Purpose::Bring),
        by: by.map(|by| by.head.path()),
        verified: Verdict::of(&rule.head, law, "da"),
        from: rule
            .versions
            .iter()
            .map(|version| show::day(version.from))
            .collect(),
    }
}
