//! What answers say whatever the family, written once for each language: an answer names some
//! fifty rules, and most of it is their texts.

use rules::rule_set::{Fact, Parameter, Rule, Table};
use rules::syntax::{Cited, Head, Law, Purpose, Verified};
use rules::{RuleSet, Type};

use crate::json::{Members, members};
use crate::show;

/// Members of an object, without its braces.
type Written = Box<[u8]>;

/// The texts of a rule set in one language. Places are those of the rule set.
pub(crate) struct Said {
    pub(crate) rules: Vec<SaidRule>,
    pub(crate) facts: Vec<Written>,
    pub(crate) parameters: Vec<Written>,
    pub(crate) tables: Vec<Written>,
}

/// The texts of a rule.
pub(crate) struct SaidRule {
    /// As a result.
    pub(crate) result: Written,
    /// Above its reasons.
    pub(crate) reason: Written,
    /// Of each version's conditions.
    pub(crate) conditions: Vec<Vec<Written>>,
}

impl Said {
    /// In a language; in English or Danish where a text is not there.
    pub(crate) fn of(rules: &RuleSet, language: &str) -> Self {
        Self {
            rules: rules
                .rules
                .iter()
                .map(|rule| SaidRule {
                    result: members(|to| result(rules, rule, language, to)),
                    reason: members(|to| reason(rule, language, to)),
                    conditions: conditions(rule, language),
                })
                .collect(),
            facts: rules.facts.iter().map(|one| fact(one, language)).collect(),
            parameters: rules
                .parameters
                .iter()
                .map(|one| parameter(one, language))
                .collect(),
            tables: rules
                .tables
                .iter()
                .map(|one| table(one, language))
                .collect(),
        }
    }
}

fn result(rules: &RuleSet, rule: &Rule, language: &str, to: &mut Members<'_>) {
    let law = rule.law.and_then(|law| rules.laws.get(law));
    to.put("rule", rule.head.path());
    to.put("use", rule.used.word());
    title(&rule.head, language, to);
    to.put("unit", rule.kind.to_string());
    to.put("act", law.and_then(|law| law.act.as_ref()).map(text));
    to.put("cites", cites(&rule.head));
    to.put("verified", Verdict::of(&rule.head, law, language));
    for purpose in [Purpose::Note, Purpose::Claim, Purpose::Paid, Purpose::Bring] {
        if let Some(text) = rule.head.text(purpose, language) {
            to.put(purpose.word(), text);
        }
    }
    if let Some(by) = rule.by.and_then(|by| rules.rule(by)) {
        to.put("by", by.head.path());
    }
}

fn reason(rule: &Rule, language: &str, to: &mut Members<'_>) {
    to.put("rule", rule.head.path());
    title(&rule.head, language, to);
    to.put("unit", rule.kind.to_string());
    to.put("cites", cites(&rule.head));
}

fn conditions(rule: &Rule, language: &str) -> Vec<Vec<Written>> {
    let versions = rule.versions.iter().map(|version| {
        let conditions = version.requires.iter().map(|requirement| {
            let head = &requirement.head;
            members(|to| {
                to.put("name", &head.name.text);
                to.put("text", head.text(Purpose::Means, language));
                to.put("cites", head.cites.first().map(text));
            })
        });
        conditions.collect()
    });
    versions.collect()
}

fn fact(fact: &Fact, language: &str) -> Written {
    members(|to| title(&fact.head, language, to))
}

fn parameter(parameter: &Parameter, language: &str) -> Written {
    members(|to| {
        to.put("parameter", &parameter.head.name.text);
        title(&parameter.head, language, to);
        to.put("unit", parameter.unit.to_string());
        to.put("cites", parameter.head.cites.first().map(text));
    })
}

fn table(table: &Table, language: &str) -> Written {
    members(|to| {
        to.put("table", &table.head.name.text);
        title(&table.head, language, to);
        to.put("unit", table.to.to_string());
        to.put("cites", table.head.cites.first().map(text));
    })
}

fn title(head: &Head, language: &str, to: &mut Members<'_>) {
    to.put("title", head.text(Purpose::Means, language));
}

/// The text of what is cited.
pub(crate) fn text(cited: &Cited) -> &str {
    &cited.text
}

/// All that a thing stands on.
pub(crate) fn cites(head: &Head) -> Vec<&str> {
    head.cites.iter().map(text).collect()
}

/// Who has held it against its paragraph.
#[derive(serde::Serialize, Debug)]
pub(crate) struct Verdict {
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

impl Verdict {
    /// Of the thing itself, else of its act.
    pub(crate) fn of(head: &Head, law: Option<&Law>, language: &str) -> Self {
        let mut heads = [Some(head), law.map(|law| &law.head)].into_iter().flatten();
        let (by, on, why) = match heads.find_map(|head| Some((head, head.verified.as_ref()?))) {
            Some((_, Verified::By(who, when))) => (Some(who.clone()), Some(show::day(*when)), None),
            Some((head, Verified::No)) => (None, None, head.text(Purpose::Unverified, language)),
            None => (None, None, None),
        };
        let why = why.map(str::to_owned);
        Self { by, on, why }
    }
}

/// The word for a type.
pub(crate) fn kind(kind: &Type) -> &'static str {
    match kind {
        Type::Number(_) => "number",
        Type::YesNo => "yesno",
        Type::Date => "date",
        Type::Choice(..) => "choice",
    }
}
