//! Gathers the items of all files, resolves their names and lays reforms over.

mod dated;
mod facts;
mod rules;

use std::collections::HashMap;

use super::typed::{Scope, Typer};
use crate::problem::Problem;
use crate::program::{EntityId, FactId, LinkId};
use crate::rule_set::{DatedTableId, Entity, Link, ParameterId, RuleId, RuleSet, Typed};
use crate::syntax::{self, Item, Name, Written};
use crate::unit::{Type, Unit};

/// What a name in a file stands for.
#[derive(Default)]
pub(super) struct Names {
    pub entities: HashMap<String, EntityId>,
    /// The word for many.
    pub many: HashMap<String, EntityId>,
    pub links: HashMap<(EntityId, String), LinkId>,
    pub facts: HashMap<(EntityId, String), FactId>,
    pub rules: HashMap<(EntityId, String), RuleId>,
    pub parameters: HashMap<String, ParameterId>,
    pub tables: HashMap<String, DatedTableId>,
}

fn id(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

pub(super) fn collect(files: Vec<Vec<Item>>, problems: &mut Vec<Problem>) -> RuleSet {
    let mut collector = Collector {
        rules: RuleSet::default(),
        names: Names::default(),
        problems,
        written: Vec::new(),
        assumed: Vec::new(),
    };
    // Entities first: facts and rules of any file may speak of those of any other.
    for item in files.iter().flatten() {
        if let Item::Entity(entity) = item {
            collector.entity(entity);
        }
    }
    for items in files {
        let mut law = None;
        let mut reform = false;
        for item in items {
            match item {
                Item::Law(one) | Item::Reform(one) if reform || law.is_some() => collector.error(
                    one.head.name.span,
                    "a file holds one act or one reform",
                    "begin another file",
                ),
                Item::Law(one) => law = Some(collector.law(one)),
                Item::Reform(one) => {
                    reform = true;
                    law = Some(collector.law(one));
                }
                Item::Entity(_) | Item::Texts(_) => {}
                Item::Fact(one) => collector.fact(one, law),
                Item::Parameter(one) => collector.parameter(one, law, reform),
                Item::Table(one) => collector.table(one, law, reform),
                Item::Rule(one) => collector.rule(one, law, reform),
            }
        }
    }
    collector.assumptions();
    collector.bodies();
    collector.rules
}

struct Collector<'a> {
    rules: RuleSet,
    names: Names,
    problems: &'a mut Vec<Problem>,
    /// Rules as written, by place in the rule set; those of reforms after those they overlay.
    written: Vec<(RuleId, syntax::Rule)>,
    assumed: Vec<(FactId, syntax::Expr)>,
}

impl Collector<'_> {
    fn error(&mut self, span: crate::problem::Span, message: impl Into<String>, hint: &str) {
        self.problems.push(Problem::error(span, message).hint(hint));
    }

    fn twice(&mut self, name: &Name) {
        self.error(
            name.span,
            format!("{:?} stands for something already", name.text),
            "give one of them another name",
        );
    }

    fn law(&mut self, law: syntax::Law) -> usize {
        if law.act.is_none() {
            self.error(
                law.head.name.span,
                "the act is missing",
                "write act \"LBK nr … af …\" as it is cited",
            );
        }
        self.rules.laws.push(law);
        self.rules.laws.len().saturating_sub(1)
    }

    fn entity(&mut self, entity: &syntax::Entity) {
        let at = EntityId(u16::try_from(self.rules.entities.len()).unwrap_or(u16::MAX));
        let name = &entity.head.name;
        if self.names.entities.contains_key(&name.text) {
            return self.twice(name);
        }
        let mut links: Vec<(String, &Name, bool)> = Vec::new();
        links.extend(entity.within.iter().map(|to| (to.text.clone(), to, false)));
        links.extend(
            entity
                .links
                .iter()
                .map(|(name, to)| (name.text.clone(), to, true)),
        );
        let mut within = None;
        for (name, to, optional) in links {
            let Some(target) = self.names.entities.get(&to.text).copied() else {
                self.error(
                    to.span,
                    format!("no entity {:?} stands above this one", to.text),
                    "an entity stands after the one it belongs to",
                );
                continue;
            };
            let link = LinkId(u16::try_from(self.rules.links.len()).unwrap_or(u16::MAX));
            self.names.links.insert((at, name.clone()), link);
            self.rules.links.push(Link {
                name,
                from: at,
                to: target,
                optional,
            });
            if !optional {
                within = Some((link, target));
            }
        }
        self.names.entities.insert(name.text.clone(), at);
        self.names.many.insert(entity.many.text.clone(), at);
        self.rules.entities.push(Entity {
            head: entity.head.clone(),
            many: entity.many.text.clone(),
            within,
        });
    }

    fn owner(&mut self, head: &syntax::Head) -> Option<EntityId> {
        let owner = self.names.entities.get(&head.entity.text).copied();
        if owner.is_none() {
            let meant = crate::problem::meant(
                &head.entity.text,
                self.names.entities.keys().map(String::as_str),
            );
            let hint = meant.map_or_else(String::new, |name| format!("is {name:?} meant?"));
            self.error(
                head.entity.span,
                format!("no entity is called {:?}", head.entity.text),
                &hint,
            );
        }
        owner
    }

    fn unit(&mut self, words: &[Name]) -> Unit {
        match Unit::read(words.iter().map(|word| word.text.as_str())) {
            Ok(unit) => unit,
            Err(wrong) => {
                let span = words
                    .iter()
                    .find(|word| word.text == wrong)
                    .map(|word| word.span)
                    .unwrap_or_default();
                self.error(
                    span,
                    format!("{wrong:?} is no unit here"),
                    "units are kr, m2, hours, days, weeks and number, per period",
                );
                Unit::NUMBER
            }
        }
    }

    fn kind(&mut self, written: &Written, path: &str) -> Type {
        match written {
            Written::YesNo => Type::YesNo,
            Written::Date => Type::Date,
            Written::Unit(words) => Type::Number(self.unit(words)),
            Written::Choice(options) => Type::Choice(
                path.to_owned(),
                options.iter().map(|option| option.text.clone()).collect(),
            ),
        }
    }

    fn is_named(&self, entity: EntityId, name: &str) -> bool {
        let key = (entity, name.to_owned());
        self.names.facts.contains_key(&key)
            || self.names.rules.contains_key(&key)
            || self.names.links.contains_key(&key)
    }

    fn typed(
        &mut self,
        entity: EntityId,
        lets: &[(String, Typed)],
        expression: &syntax::Expr,
        wanted: Option<&Type>,
    ) -> Option<Typed> {
        let typer = Typer {
            rules: &self.rules,
            names: &self.names,
        };
        let scope = Scope { entity, lets };
        let typed = match wanted {
            Some(Type::Choice(..)) => return None,
            Some(wanted) => typer.wanted(&scope, expression, wanted),
            None => typer.typed(&scope, expression),
        };
        typed.map_err(|problem| self.problems.push(problem)).ok()
    }
}
