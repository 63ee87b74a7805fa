//! Something of many rows: whose, by which link, and what of each.

use super::{PLAIN, Read, Scope, Typer, typed, unknown};
use crate::problem::Problem;
use crate::program::{EntityId, LinkId};
use crate::rule_set::{Is, Typed};
use crate::syntax::{Expr, Gather, Kind, Name};
use crate::unit::Type;

impl Typer<'_> {
    pub(super) fn gather(&self, scope: &Scope<'_>, expression: &Expr) -> Read<Typed> {
        let Kind::Gather {
            how,
            of,
            by,
            value,
            keep,
            empty,
        } = &*expression.kind
        else {
            return Err(Problem::error(expression.span, "this gathers nothing"));
        };
        let span = expression.span;
        let Some((many, owners)) = of.split_last() else {
            return Err(Problem::error(span, "whose?"));
        };
        let (up, holder) = self.up(scope.entity, owners)?;
        let Some(member) = self.names.many.get(&many.text).copied() else {
            let known = self.names.many.keys().map(String::as_str);
            return Err(unknown("word for many", many, known));
        };
        let link = match by {
            Some(name) => self.link(member, name)?,
            None => self.belongs(member, holder, many)?,
        };
        if self.rules.link(link).is_none_or(|link| link.to != holder) {
            return Err(Problem::error(
                many.span,
                format!("{} don't belong to this by that link", many.text),
            ));
        }
        let inside = Scope {
            entity: member,
            lets: &[],
        };
        let keep = match keep {
            Some(keep) => Some(self.wanted(&inside, keep, &Type::YesNo)?),
            None => None,
        };
        let value = match value {
            Some(value) => Some(self.typed(&inside, value)?),
            None => None,
        };
        let (value, kind) = match (how, value) {
            (Gather::Count, None) => (None, PLAIN),
            (Gather::Count, Some(value)) => {
                return Err(
                    Problem::error(value.span, "a count counts rows, not values")
                        .hint("write count(children where …)"),
                );
            }
            (Gather::Any, None) => (None, Type::YesNo),
            (Gather::Any | Gather::All, Some(value)) => {
                (Some(self.as_type(value, &Type::YesNo)?), Type::YesNo)
            }
            (Gather::Sum, Some(value)) => {
                let unit = self.is_number(&value)?;
                (Some(value), Type::Number(unit))
            }
            (Gather::Least | Gather::Most, Some(value)) => {
                if !matches!(value.kind, Type::Number(_) | Type::Date) {
                    return Err(Problem::error(value.span, "this has no order"));
                }
                let kind = value.kind.clone();
                (Some(value), kind)
            }
            (Gather::Rank, Some(value)) => {
                if member != scope.entity || up.is_empty() {
                    return Err(Problem::error(span, "a rank is one's own among one's like")
                        .hint("in a rule of a child write rank(home.children: birth)"));
                }
                (Some(value), PLAIN)
            }
            (_, None) => {
                return Err(Problem::error(span, "of what?")
                    .hint(format!("write {}: and what of each", many.text)));
            }
        };
        let empty = match (how, empty) {
            (Gather::Least | Gather::Most, Some(empty)) => Some(self.wanted(scope, empty, &kind)?),
            (Gather::Least | Gather::Most, None) => {
                return Err(Problem::error(span, "what if there is none?")
                    .hint("write else and the value of none at its end"));
            }
            (_, Some(empty)) => {
                return Err(Problem::error(
                    empty.span,
                    "only least and most need an else",
                ));
            }
            (_, None) => None,
        };
        if let Some(empty) = &empty
            && !matches!(*empty.is, Is::Number(_) | Is::Date(_) | Is::Today)
        {
            return Err(Problem::error(
                empty.span,
                "the value of none is a plain one",
            ));
        }
        let is = Is::Gather {
            how: *how,
            up,
            link,
            value,
            keep,
            empty,
        };
        Ok(typed(is, kind, span))
    }

    /// The link by which rows of an entity belong to another, directly.
    fn belongs(&self, member: EntityId, holder: EntityId, many: &Name) -> Read<LinkId> {
        let within = self.rules.entity(member).and_then(|entity| entity.within);
        match within {
            Some((link, to)) if to == holder => Ok(link),
            _ => Err(Problem::error(
                many.span,
                format!("{} don't belong to this one directly", many.text),
            )
            .hint("name whose they are: home.children")),
        }
    }
}
