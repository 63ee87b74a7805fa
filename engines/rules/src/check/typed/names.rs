//! What a name means where it stands.

use super::{PLAIN, Read, Scope, Typer, typed, unknown};
use crate::problem::{Problem, Span};
use crate::program::{EntityId, LinkId};
use crate::rule_set::{Is, Typed};
use crate::syntax::{Expr, Name};
use crate::unit::{Type, Unit};

impl Typer<'_> {
    pub(super) fn link(&self, entity: EntityId, name: &Name) -> Read<LinkId> {
        let key = (entity, name.text.clone());
        self.names.links.get(&key).copied().ok_or_else(|| {
            let known = self.names.links.keys().filter(|(of, _)| *of == entity);
            unknown("link", name, known.map(|(_, name)| name.as_str()))
        })
    }

    /// A name, or one of a row that this one belongs to.
    pub(super) fn path(&self, scope: &Scope<'_>, path: &[Name], span: Span) -> Read<Typed> {
        let Some((last, owners)) = path.split_last() else {
            return Err(Problem::error(span, "a name is missing"));
        };
        if owners.is_empty() {
            return self.name(scope, last);
        }
        let (links, entity) = self.up(scope.entity, owners)?;
        let there = Scope { entity, lets: &[] };
        let value = self.name(&there, last)?;
        if matches!(*value.is, Is::Parameter(_)) {
            return Err(Problem::error(span, "a parameter belongs to nobody")
                .hint(format!("write {} alone", last.text)));
        }
        let kind = value.kind.clone();
        Ok(typed(Is::Up(links, value), kind, span))
    }

    /// Links from an entity to the one that names lead to: a link's name, or the name of an
    /// entity that it belongs to, however far up.
    pub(super) fn up(&self, from: EntityId, names: &[Name]) -> Read<(Vec<LinkId>, EntityId)> {
        let mut at = from;
        let mut links = Vec::new();
        for name in names {
            if let Some(link) = self.names.links.get(&(at, name.text.clone())) {
                links.push(*link);
                at = self.rules.link(*link).map_or(at, |link| link.to);
                continue;
            }
            let start = links.len();
            let mut above = at;
            let found = loop {
                let within = self.rules.entity(above).and_then(|entity| entity.within);
                let Some((link, to)) = within else {
                    break false;
                };
                links.push(link);
                above = to;
                let is = self.rules.entity(to);
                if is.is_some_and(|entity| entity.head.name.text == name.text) {
                    break true;
                }
            };
            if !found {
                links.truncate(start);
                let known = self.names.links.keys().filter(|(of, _)| *of == at);
                return Err(unknown(
                    "link or entity above",
                    name,
                    known.map(|(_, n)| n.as_str()),
                ));
            }
            at = above;
        }
        Ok((links, at))
    }

    fn name(&self, scope: &Scope<'_>, name: &Name) -> Read<Typed> {
        let done = |is, kind| Ok(typed(is, kind, name.span));
        let named = scope
            .lets
            .iter()
            .rposition(|(known, _)| *known == name.text);
        if let Some((at, (_, value))) = named.and_then(|at| Some((at, scope.lets.get(at)?))) {
            return done(Is::Let(at), value.kind.clone());
        }
        let key = (scope.entity, name.text.clone());
        if let Some(id) = self.names.facts.get(&key).copied() {
            let kind = self.rules.fact(id).map_or(PLAIN, |fact| fact.kind.clone());
            return done(Is::Fact(id), kind);
        }
        if let Some(id) = self.names.rules.get(&key).copied() {
            let kind = self.rules.rule(id).map_or(PLAIN, |rule| rule.kind.clone());
            return done(Is::Rule(id), kind);
        }
        if let Some(id) = self.names.parameters.get(&name.text).copied() {
            let unit = self.rules.parameter(id).map_or(Unit::NUMBER, |p| p.unit);
            return done(Is::Parameter(id), Type::Number(unit));
        }
        let own = self.names.facts.keys().chain(self.names.rules.keys());
        let known = own
            .filter(|(of, _)| *of == scope.entity)
            .map(|(_, name)| name)
            .chain(self.names.parameters.keys())
            .map(String::as_str)
            .chain(scope.lets.iter().map(|(name, _)| name.as_str()));
        let problem = unknown("fact, rule or parameter", name, known);
        // Something of that name elsewhere is the likeliest mistake.
        let elsewhere = self.names.facts.keys().chain(self.names.rules.keys());
        let owner = elsewhere
            .filter(|(_, known)| *known == name.text)
            .find_map(|(of, _)| self.rules.entity(*of));
        Err(match owner {
            Some(owner) => problem.hint(format!(
                "{} has one: write {}.{} or a sum over {}",
                owner.head.name.text, owner.head.name.text, name.text, owner.many
            )),
            None => problem,
        })
    }

    pub(super) fn option(
        &self,
        scope: &Scope<'_>,
        value: &Expr,
        option: &Name,
        positive: bool,
        span: Span,
    ) -> Read<Typed> {
        let value = self.typed(scope, value)?;
        let Type::Choice(_, options) = &value.kind else {
            return Err(Problem::error(
                value.span,
                format!(
                    "this is {}, and a choice is needed before \"is\"",
                    value.kind
                ),
            ));
        };
        let at = options.iter().position(|known| *known == option.text);
        let Some(at) = at.and_then(|at| u16::try_from(at).ok()) else {
            return Err(unknown(
                "option",
                option,
                options.iter().map(String::as_str),
            ));
        };
        let is = typed(Is::Option(value, at), Type::YesNo, span);
        Ok(if positive {
            is
        } else {
            typed(Is::Not(is), Type::YesNo, span)
        })
    }
}
