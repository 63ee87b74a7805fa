//! Gathers the items of all files, resolves their names and lays reforms over.

use std::collections::HashMap;

use super::typed::{Scope, Typer};
use crate::day;
use crate::problem::Problem;
use crate::program::{EntityId, FactId, LinkId};
use crate::ratio::Ratio;
use crate::rule_set::{
    DatedTableId, Entity, Fact, Is, Link, Parameter, ParameterId, Requirement, Rule, RuleId,
    RuleSet, Table, Typed, Version,
};
use crate::syntax::{self, Item, Name, RowValue, Use, Written};
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

/// Money without a stated range lies below this many kroner, either way.
const KRONER: i64 = 100_000_000;
/// Other numbers without a stated range.
const NUMBER: i64 = 1_000_000;

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

    fn fact(&mut self, fact: syntax::Fact, law: Option<usize>) {
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

    fn parameter(&mut self, parameter: syntax::Parameter, law: Option<usize>, reform: bool) {
        let name = parameter.head.name.clone();
        for row in &parameter.rows {
            let sourced = row.source.is_some() || !matches!(row.value, RowValue::Is(_));
            if !sourced {
                self.problems.push(
                    Problem::error(row.span, "this value has no source")
                        .hint("write source \"…\" after it"),
                );
            }
        }
        let unit = self.unit(&parameter.unit);
        let mut rows = parameter.rows;
        rows.sort_by_key(|row| (row.from, row.known));
        if let Some(at) = self.names.parameters.get(&name.text).copied() {
            if !reform {
                return self.twice(&name);
            }
            let Some(base) = self.rules.parameters.get_mut(at.0 as usize) else {
                return;
            };
            let first = rows.first().map_or(i64::MAX, |row| row.from);
            base.rows.retain(|row| row.from < first);
            base.rows.extend(rows);
            if base.unit != unit {
                let message = format!("{:?} is in {}", name.text, base.unit);
                self.error(name.span, message, "a reform keeps the unit");
            }
            return;
        }
        if rows.is_empty() {
            self.error(
                name.span,
                "this parameter has no values",
                "write 2026-01-01: 100 source \"…\"",
            );
        }
        let at = ParameterId(id(self.rules.parameters.len()));
        self.names.parameters.insert(name.text, at);
        self.rules.parameters.push(Parameter {
            head: parameter.head,
            unit,
            rows,
            law,
        });
    }

    fn table(&mut self, table: syntax::Table, law: Option<usize>, reform: bool) {
        let name = table.head.name.clone();
        for version in &table.versions {
            if version.source.is_none() && !version.unknown {
                self.error(
                    version.span,
                    "this table has no source",
                    "write source \"…\" after the day",
                );
            }
            let rising = version
                .steps
                .windows(2)
                .all(|pair| matches!(pair, [a, b] if a.0 < b.0));
            if !rising {
                self.error(
                    version.span,
                    "the thresholds don't rise",
                    "write them from the smallest",
                );
            }
        }
        let (of, to) = (self.unit(&table.of), self.unit(&table.to));
        let mut versions = table.versions;
        versions.sort_by_key(|version| version.from);
        if let Some(at) = self.names.tables.get(&name.text).copied() {
            if !reform {
                return self.twice(&name);
            }
            if let Some(base) = self.rules.tables.get_mut(at.0 as usize) {
                let first = versions.first().map_or(i64::MAX, |version| version.from);
                base.versions.retain(|version| version.from < first);
                base.versions.extend(versions);
            }
            return;
        }
        let at = DatedTableId(id(self.rules.tables.len()));
        self.names.tables.insert(name.text, at);
        self.rules.tables.push(Table {
            head: table.head,
            of,
            to,
            versions,
            law,
        });
    }

    fn rule(&mut self, rule: syntax::Rule, law: Option<usize>, reform: bool) {
        let Some(entity) = self.owner(&rule.head) else {
            return;
        };
        let name = rule.head.name.clone();
        let key = (entity, name.text.clone());
        if let Some(at) = self.names.rules.get(&key).copied().filter(|_| reform) {
            self.written.push((at, rule));
            return;
        }
        if self.is_named(entity, &name.text) {
            return self.twice(&name);
        }
        if rule.head.cites.is_empty() {
            self.error(
                name.span,
                "this rule names no paragraph",
                "write cites \"§ …\" under its name",
            );
        }
        let kind = self.kind(&rule.kind, &rule.head.path());
        let fits = match rule.used {
            Use::Checklist => kind == Type::YesNo,
            Use::Deadline => kind == Type::Date,
            Use::Benefit => matches!(kind, Type::Number(_)),
            Use::Rule => !matches!(kind, Type::Choice(..)),
        };
        if !fits {
            self.error(
                name.span,
                format!("this cannot be a {kind}"),
                "a benefit is a number, a checklist yesno, a deadline a date",
            );
        }
        let at = RuleId(id(self.rules.rules.len()));
        self.names.rules.insert(key, at);
        self.rules.rules.push(Rule {
            head: rule.head.clone(),
            used: rule.used,
            entity,
            kind,
            by: None,
            versions: Vec::new(),
            law,
        });
        self.written.push((at, rule));
    }

    /// What rules and assumptions say, once all names are known.
    fn bodies(&mut self) {
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
        for (at, written) in std::mem::take(&mut self.written) {
            let Some(rule) = self.rules.rules.get(at.0 as usize) else {
                continue;
            };
            let (entity, kind) = (rule.entity, rule.kind.clone());
            let by = written
                .by
                .as_ref()
                .and_then(|name| self.deadline(entity, name));
            let mut versions: Vec<Version> = written
                .versions
                .iter()
                .map(|version| self.version(entity, &kind, &written, version))
                .collect();
            versions.sort_by_key(|version| version.from);
            if versions.is_empty() {
                self.error(
                    written.head.name.span,
                    "this rule is never in force",
                    "write from 2024-01-01 gives …",
                );
            }
            if let Some(rule) = self.rules.rules.get_mut(at.0 as usize) {
                let first = versions.first().map_or(i64::MAX, |version| version.from);
                rule.versions.retain(|version| version.from < first);
                rule.versions.extend(versions);
                rule.by = by.or(rule.by);
            }
        }
    }

    fn deadline(&mut self, entity: EntityId, name: &Name) -> Option<RuleId> {
        let found = self.names.rules.get(&(entity, name.text.clone())).copied();
        let found = found.filter(|id| {
            self.rules
                .rule(*id)
                .is_some_and(|rule| rule.used == Use::Deadline)
        });
        if found.is_none() {
            self.error(
                name.span,
                format!("no deadline of the same entity is called {:?}", name.text),
                "",
            );
        }
        found
    }

    fn version(
        &mut self,
        entity: EntityId,
        kind: &Type,
        rule: &syntax::Rule,
        version: &syntax::Version,
    ) -> Version {
        let ended = version.gives.is_none() && rule.used != Use::Checklist
            || version.gives.is_none() && version.requires.is_empty() && rule.requires.is_empty();
        let mut lets: Vec<(String, Typed)> = Vec::new();
        for (name, value) in &version.lets {
            if let Some(typed) = self.typed(entity, &lets, value, None) {
                lets.push((name.text.clone(), typed));
            }
        }
        let all = rule.requires.iter().chain(&version.requires);
        let mut requires = Vec::new();
        for requirement in all.filter(|_| !ended) {
            if let Some(must) = self.typed(entity, &lets, &requirement.must, Some(&Type::YesNo)) {
                requires.push(Requirement {
                    head: requirement.head.clone(),
                    must,
                });
            }
        }
        let gives = version
            .gives
            .as_ref()
            .and_then(|gives| self.typed(entity, &lets, gives, Some(kind)));
        Version {
            from: version.from,
            requires,
            lets,
            gives,
            ended,
            span: version.span,
        }
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

fn option_named(assumed: &syntax::Expr, kind: &Type) -> Option<i64> {
    let (Type::Choice(_, options), syntax::Kind::Path(path)) = (kind, &*assumed.kind) else {
        return None;
    };
    let [name] = path.as_slice() else { return None };
    let at = options.iter().position(|option| *option == name.text)?;
    i64::try_from(at).ok()
}
