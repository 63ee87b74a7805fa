//! Expressions: what each name means, and whether types and units fit.

mod calls;
mod gather;
mod names;
mod signs;

use super::collect::Names;
use crate::problem::{Problem, Span, meant};
use crate::program::EntityId;
use crate::ratio::Ratio;
use crate::rule_set::{Is, RuleSet, Typed};
use crate::syntax::{Expr, Kind, Name};
use crate::unit::{Period, Type, Unit};

type Read<T> = Result<T, Problem>;

/// Where an expression stands.
pub(super) struct Scope<'a> {
    pub entity: EntityId,
    pub lets: &'a [(String, Typed)],
}

pub(super) struct Typer<'a> {
    pub rules: &'a RuleSet,
    pub names: &'a Names,
}

const PLAIN: Type = Type::Number(Unit::NUMBER);

fn typed(is: Is, kind: Type, span: Span) -> Typed {
    Typed {
        is: Box::new(is),
        kind,
        span,
    }
}

/// A bare 0 is 0 of anything.
fn is_zero(value: &Typed) -> bool {
    matches!(&*value.is, Is::Number(number) if *number == Ratio::ZERO) && value.kind == PLAIN
}

impl Typer<'_> {
    pub fn wanted(&self, scope: &Scope<'_>, expression: &Expr, wanted: &Type) -> Read<Typed> {
        let found = self.typed(scope, expression)?;
        self.as_type(found, wanted)
    }

    fn as_type(&self, found: Typed, wanted: &Type) -> Read<Typed> {
        if found.kind == *wanted {
            return Ok(found);
        }
        if is_zero(&found) && matches!(wanted, Type::Number(_)) {
            return Ok(Typed {
                kind: wanted.clone(),
                ..found
            });
        }
        let problem = Problem::error(
            found.span,
            format!("this is {}, and {wanted} is needed", found.kind),
        );
        Err(match (&found.kind, wanted) {
            (Type::Number(a), Type::Number(b)) if a.with_period(None) == b.with_period(None) => {
                let period = b.per().map_or("", Period::word);
                problem.hint(format!("write (…) per {period} to convert it"))
            }
            _ => problem,
        })
    }

    /// Two values brought to one type.
    fn alike(&self, a: Typed, b: Typed) -> Read<(Typed, Typed)> {
        if is_zero(&a) {
            let kind = b.kind.clone();
            return Ok((self.as_type(a, &kind)?, b));
        }
        let kind = a.kind.clone();
        let b = self.as_type(b, &kind)?;
        Ok((a, b))
    }

    pub fn typed(&self, scope: &Scope<'_>, expression: &Expr) -> Read<Typed> {
        let span = expression.span;
        let done = |is, kind| Ok(typed(is, kind, span));
        match &*expression.kind {
            Kind::Number { number, unit, .. } => {
                let unit = self.unit(unit)?;
                done(Is::Number(*number), Type::Number(unit))
            }
            Kind::YesNo(yes) => done(Is::YesNo(*yes), Type::YesNo),
            Kind::Date(day) => done(Is::Date(*day), Type::Date),
            Kind::Today => done(Is::Today, Type::Date),
            Kind::Path(path) => self.path(scope, path, span),
            Kind::Is(value, option, positive) => self.option(scope, value, option, *positive, span),
            Kind::Not(inner) => {
                let inner = self.wanted(scope, inner, &Type::YesNo)?;
                done(Is::Not(inner), Type::YesNo)
            }
            Kind::Negative(inner) => {
                let inner = self.number(scope, inner)?;
                let kind = inner.kind.clone();
                let minus = Ratio::whole(-1);
                done(Is::Scaled(inner, minus), kind)
            }
            Kind::Between(sign, a, b) => self.between(scope, *sign, a, b, span),
            Kind::If(when, then, other) => {
                let when = self.wanted(scope, when, &Type::YesNo)?;
                let then = self.typed(scope, then)?;
                let other = self.typed(scope, other)?;
                let (then, other) = self.alike(then, other)?;
                let kind = then.kind.clone();
                done(Is::If(when, then, other), kind)
            }
            Kind::Per(inner, period) => self.per(scope, inner, *period, span),
            Kind::Round {
                round,
                value,
                to,
                unit,
                cites,
            } => {
                let value = self.number(scope, value)?;
                let step = self.unit(unit)?;
                let plain = |kind: &Type| match kind {
                    Type::Number(unit) => unit.with_period(None),
                    _ => Unit::NUMBER,
                };
                let of = plain(&value.kind);
                if step.with_period(None) != of || *to <= Ratio::ZERO {
                    return Err(Problem::error(
                        span,
                        format!("{} is rounded to a multiple of {of} above 0", value.kind),
                    )
                    .hint(format!("write to 1 {of}")));
                }
                let kind = value.kind.clone();
                done(
                    Is::Round {
                        round: *round,
                        value,
                        to: *to,
                        cites: cites.clone(),
                    },
                    kind,
                )
            }
            Kind::Call(function, arguments) => self.call(scope, *function, arguments, span),
            Kind::Gather { .. } => self.gather(scope, expression),
            Kind::Otherwise(a, b) => {
                let a = self.typed(scope, a)?;
                let b = self.typed(scope, b)?;
                let (a, b) = self.alike(a, b)?;
                let kind = a.kind.clone();
                done(Is::Otherwise(a, b), kind)
            }
            Kind::Lookup(name, value) => {
                let id = self.names.tables.get(&name.text).copied();
                let table = id.and_then(|id| Some((id, self.rules.table(id)?)));
                let Some((id, table)) = table else {
                    let known = self.names.tables.keys().map(String::as_str);
                    return Err(unknown("table", name, known));
                };
                let value = self.wanted(scope, value, &Type::Number(table.of))?;
                done(Is::Lookup(id, value), Type::Number(table.to))
            }
            Kind::Has(name) => {
                let link = self.link(scope.entity, name)?;
                done(Is::Has(link), Type::YesNo)
            }
        }
    }

    fn unit(&self, words: &[Name]) -> Read<Unit> {
        Unit::read(words.iter().map(|word| word.text.as_str())).map_err(|wrong| {
            let span = words.first().map(|word| word.span).unwrap_or_default();
            Problem::error(span, format!("{wrong:?} is no unit here"))
        })
    }

    fn number(&self, scope: &Scope<'_>, expression: &Expr) -> Read<Typed> {
        let found = self.typed(scope, expression)?;
        if matches!(found.kind, Type::Number(_)) {
            return Ok(found);
        }
        Err(Problem::error(
            found.span,
            format!("this is {}, and a number is needed", found.kind),
        ))
    }

    fn is_number(&self, value: &Typed) -> Read<Unit> {
        match &value.kind {
            Type::Number(unit) => Ok(*unit),
            other => Err(Problem::error(
                value.span,
                format!("this is {other}, and a number is needed"),
            )),
        }
    }
}

fn unknown<'a>(what: &str, name: &Name, known: impl Iterator<Item = &'a str>) -> Problem {
    let problem = Problem::error(name.span, format!("no {what} is called {:?}", name.text));
    match meant(&name.text, known) {
        Some(near) => problem.hint(format!("is {near:?} meant?")),
        None => problem,
    }
}
