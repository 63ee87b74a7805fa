//! Why a result is what it is, as a tree of plain lines.

use askama::Template;
use languages::Lang;
use rules::rule_set::Rule;
use rules::syntax::{Purpose, RowValue};
use rules::trace::{Ground, Reason, Value};
use rules::{RuleSet, Type};

use super::amounts;
use crate::words::Words;

/// A line and what it rests on.
#[derive(Template)]
#[template(path = "rights_why.html")]
pub(super) struct Why {
    title: String,
    value: String,
    /// Where the law says so, or where a number was read.
    source: String,
    grounds: Vec<Why>,
    /// What it rests on is a press away: all of it at once is longer than anybody reads.
    folded: bool,
}

impl askama::filters::HtmlSafe for Why {}

/// Who tells why.
pub(super) struct Teller<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) lang: Lang,
    /// How deep: a family is told the first reasons, a counsellor all.
    pub(super) deepest: u32,
    /// Whether what lies deeper is folded in.
    pub(super) folds: bool,
}

impl Teller<'_> {
    /// What a result rests on.
    pub(super) fn grounds(&self, reason: &Reason, depth: u32) -> Vec<Why> {
        let conditions = reason
            .conditions
            .iter()
            .flat_map(|condition| &condition.grounds);
        let mut all: Vec<Why> = Vec::new();
        for ground in reason.grounds.iter().chain(conditions) {
            let Some(why) = self.ground(ground, depth) else {
                continue;
            };
            // One fact behind three conditions is one line.
            if !all
                .iter()
                .any(|one| one.title == why.title && one.value == why.value)
            {
                all.push(why);
            }
        }
        all
    }

    fn ground(&self, ground: &Ground, depth: u32) -> Option<Why> {
        let (lang, w) = (self.lang, Words::of(self.lang));
        let line = |title: &str, value: String, source: String| {
            Some(Why {
                title: title.to_owned(),
                value,
                source,
                grounds: Vec::new(),
                folded: false,
            })
        };
        match ground {
            Ground::Fact {
                fact,
                value,
                assumed,
                ..
            } => {
                let fact = self.rules.fact(*fact)?;
                let title = fact.head.text(Purpose::Means, lang.code())?;
                let said = match assumed {
                    true => w.guide_assumed().to_owned(),
                    false => w.guide_you_said().to_owned(),
                };
                let parts = rules::trace::in_parts(*value, fact.below);
                line(
                    title,
                    parts.map_or_else(String::new, |parts| amounts::told(lang, fact, parts)),
                    said,
                )
            }
            Ground::Parameter { parameter, row } => {
                let parameter = self.rules.parameter(*parameter)?;
                let title = parameter.head.text(Purpose::Means, lang.code())?;
                let value = match row.value {
                    RowValue::Is(value) => amounts::written(lang, parameter.unit, value),
                    RowValue::Unknown | RowValue::None => return None,
                };
                let cites = parameter.head.cites.first().map(|cited| cited.text.clone());
                let source = row.source.as_ref().map(|source| source.text.clone());
                let source: Vec<String> = cites.into_iter().chain(source).collect();
                line(title, value, source.join(" · "))
            }
            Ground::Table { table, value } => {
                let table = self.rules.table(*table)?;
                let title = table.head.text(Purpose::Means, lang.code())?;
                let cites = table.head.cites.first().map(|cited| cited.text.clone());
                line(
                    title,
                    amounts::written(lang, table.to, *value),
                    cites.unwrap_or_default(),
                )
            }
            Ground::Rounded { from, to, cites } => {
                let cites = cites.as_ref().map(|cited| cited.text.clone());
                let value = format!(
                    "{} → {}",
                    amounts::plain(lang, *from),
                    amounts::plain(lang, *to)
                );
                line(w.guide_rounded(), value, cites.unwrap_or_default())
            }
            Ground::Rule(reason) => {
                let rule = self.rules.rule(reason.rule)?;
                let grounds = match depth < self.deepest {
                    true => self.grounds(reason, depth.saturating_add(1)),
                    false => Vec::new(),
                };
                Some(Why {
                    title: rule.head.text(Purpose::Means, lang.code())?.to_owned(),
                    value: self.value(rule, reason.value),
                    source: rule
                        .head
                        .cites
                        .first()
                        .map(|cited| cited.text.clone())
                        .unwrap_or_default(),
                    grounds,
                    folded: self.folds,
                })
            }
            Ground::Without(_) => None,
        }
    }

    fn value(&self, rule: &Rule, value: Value) -> String {
        let w = Words::of(self.lang);
        match (value, &rule.kind) {
            (Value::Number(number), Type::Number(unit)) => {
                amounts::written(self.lang, *unit, number)
            }
            (Value::Number(number), _) => amounts::plain(self.lang, number),
            (Value::YesNo(true), _) => w.guide_yes().to_owned(),
            (Value::YesNo(false), _) => w.guide_no().to_owned(),
            (Value::Date(day), _) => amounts::date(self.lang, day),
            (Value::Choice(at), Type::Choice(path, options)) => {
                self.option(path, options.get(usize::from(at)))
            }
            (Value::Choice(_), _) => String::new(),
        }
    }

    fn option(&self, path: &str, option: Option<&String>) -> String {
        let fact = self
            .rules
            .facts
            .iter()
            .find(|fact| fact.head.path() == path);
        let head = fact.and_then(|fact| {
            fact.options
                .iter()
                .find(|head| Some(&head.name.text) == option)
        });
        let text = head.and_then(|head| head.text(Purpose::Means, self.lang.code()));
        text.or(option.map(String::as_str))
            .unwrap_or_default()
            .to_owned()
    }
}
