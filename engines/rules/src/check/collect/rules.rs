//! Rules, and what their versions say.

use super::{Collector, id};
use crate::program::EntityId;
use crate::rule_set::{Requirement, Rule, RuleId, Typed, Version};
use crate::syntax::{self, Name, Use};
use crate::unit::Type;

impl Collector<'_> {
    pub(super) fn rule(&mut self, rule: syntax::Rule, law: Option<usize>, reform: bool) {
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

    /// What rules say, once all names are known.
    pub(super) fn bodies(&mut self) {
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
}
