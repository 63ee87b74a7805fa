//! Facts: their range, and what is assumed where nobody says.

use super::{Collector, id};
use crate::day;
use crate::problem::Problem;
use crate::program::FactId;
use crate::ratio::Ratio;
use crate::rule_set::{Fact, Is};
use crate::syntax::{self, Written};
use crate::unit::Type;

/// Money without a stated range lies below this many kroner, either way.
const KRONER: i64 = 100_000_000;
/// Other numbers without a stated range.
const NUMBER: i64 = 1_000_000;

impl Collector<'_> {
    pub(super) fn fact(&mut self, fact: syntax::Fact, law: Option<usize>) {
        let Some(entity) = self.owner(&fact.head) else {
            return;
        };
        let name = fact.head.name.clone();
        if self.is_named(entity, &name.text) {
            return self.twice(&name);
        }
        let kind = self.kind(&fact.kind, &fact.head.path());
        let (below, least, most) = self.range(&fact, &kind);
        let at = FactId(id(self.rules.facts.len()));
        self.names.facts.insert((entity, name.text), at);
        if let Some(assumed) = fact.assumed {
            self.assumed.push((at, assumed));
        }
        let mut options = fact.options;
        if let Written::Choice(names) = &fact.kind {
            for option in &options {
                if !names.iter().any(|name| name.text == option.name.text) {
                    self.problems.push(Problem::error(
                        option.name.span,
                        format!("{:?} is none of the options", option.name.text),
                    ));
                }
            }
            options = names
                .iter()
                .map(|name| {
                    let said = options.iter().find(|option| option.name.text == name.text);
                    said.cloned().unwrap_or_else(|| syntax::Head {
                        name: name.clone(),
                        ..syntax::Head::default()
                    })
                })
                .collect();
        }
        self.rules.facts.push(Fact {
            head: fact.head,
            entity,
            kind,
            below,
            least,
            most,
            assumed: None,
            options,
            law,
        });
    }

    /// Parts of one, the smallest and the largest value in those parts.
    fn range(&mut self, fact: &syntax::Fact, kind: &Type) -> (i64, i64, i64) {
        match kind {
            Type::YesNo => (1, 0, 1),
            Type::Choice(_, options) => (1, 0, i64::from(id(options.len()).saturating_sub(1))),
            Type::Date => (1, day::FIRST, day::LAST),
            Type::Number(unit) => {
                let decimals = if unit.is_money() { 2 } else { fact.decimals };
                let below = 10_i64.saturating_pow(decimals);
                let usual = if unit.is_money() { KRONER } else { NUMBER };
                let usual = (Ratio::ZERO, Ratio::whole(usual));
                let (least, most) = fact.range.unwrap_or(usual);
                let parts = |number: Ratio| number.times(Ratio::whole(below))?.to_whole();
                match (parts(least), parts(most)) {
                    (Some(least), Some(most)) if least <= most => (below, least, most),
                    _ => {
                        self.error(
                            fact.head.name.span,
                            "this range is empty or finer than the fact",
                            "between the smaller and the larger, with no more decimals than the fact has",
                        );
                        (below, 0, 0)
                    }
                }
            }
        }
    }

    /// What is assumed where nobody says, once all names are known.
    pub(super) fn assumptions(&mut self) {
        for (at, assumed) in std::mem::take(&mut self.assumed) {
            let Some(fact) = self.rules.facts.get(at.0 as usize) else {
                continue;
            };
            let (entity, kind, below) = (fact.entity, fact.kind.clone(), fact.below);
            let typed = self.typed(entity, &[], &assumed, Some(&kind));
            let value = typed.and_then(|typed| match *typed.is {
                Is::Number(number) => number.times(Ratio::whole(below))?.to_whole(),
                Is::YesNo(yes) => Some(i64::from(yes)),
                Is::Date(day) => Some(day),
                _ => None,
            });
            let value = value.or_else(|| option_named(&assumed, &kind));
            match (value, self.rules.facts.get_mut(at.0 as usize)) {
                (Some(value), Some(fact)) if (fact.least..=fact.most).contains(&value) => {
                    fact.assumed = Some(value);
                }
                _ => self.error(
                    assumed.span,
                    "what is assumed must be one plain value that the fact may have",
                    "",
                ),
            }
        }
    }
}

fn option_named(assumed: &syntax::Expr, kind: &Type) -> Option<i64> {
    let (Type::Choice(_, options), syntax::Kind::Path(path)) = (kind, &*assumed.kind) else {
        return None;
    };
    let [name] = path.as_slice() else { return None };
    let at = options.iter().position(|option| *option == name.text)?;
    i64::try_from(at).ok()
}
