//! The next best question.

use rules::syntax::{Purpose, Use};
use rules::unknowns::{Asking, Assessment};
use rules::{RuleSet, Type};
use serde::Serialize;

use crate::book::Day;
use crate::facts::{Told, may_be};

/// A question that a family may answer or pass over.
#[derive(Serialize)]
pub(crate) struct Question<'a> {
    /// Where its answer goes: a JSON pointer into the family.
    fact: String,
    name: String,
    ask: Option<&'a str>,
    why: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    r#type: String,
    may_be: String,
    options: Vec<Choice<'a>>,
}

#[derive(Serialize)]
struct Choice<'a> {
    option: &'a str,
    text: Option<&'a str>,
}

/// The one missing fact that decides most about benefits and checklists; none when nothing is
/// left to ask.
pub(crate) fn next<'a>(
    rules: &'a RuleSet,
    day: &Day,
    told: &Told,
    language: &str,
    assessment: &mut Assessment<'_>,
) -> Option<Question<'a>> {
    let headline = rules
        .rules
        .iter()
        .zip(&day.ready.outputs)
        .filter(|(rule, _)| matches!(rule.used, Use::Benefit | Use::Checklist))
        .filter_map(|(_, output)| Some(((*output)?, 1)))
        .collect();
    let asking = Asking {
        headline,
        ..Asking::default()
    };
    let question = assessment.question(&asking)?;
    let fact = rules.fact(question.about.fact)?;
    let options = match &fact.kind {
        Type::Choice(_, names) => names.as_slice(),
        _ => &[],
    };
    let options = options.iter().map(|name| {
        let head = fact.options.iter().find(|head| head.name.text == *name);
        Choice {
            option: name,
            text: head.and_then(|head| head.text(Purpose::Means, language)),
        }
    });
    Some(Question {
        fact: told.place(rules, question.about),
        name: fact.head.path(),
        ask: fact.head.text(Purpose::Ask, language),
        why: fact.head.text(Purpose::Why, language),
        note: fact.head.text(Purpose::Note, language),
        r#type: fact.kind.to_string(),
        may_be: may_be(fact),
        options: options.collect(),
    })
}
