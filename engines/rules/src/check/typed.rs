//! Expressions: what each name means, and whether types and units fit.

use super::collect::Names;
use crate::problem::{Problem, Span, meant};
use crate::program::{EntityId, LinkId};
use crate::ratio::Ratio;
use crate::rule_set::{Is, RuleSet, Typed};
use crate::syntax::{Between, Expr, Function, Gather, Kind, Name};
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

    fn link(&self, entity: EntityId, name: &Name) -> Read<LinkId> {
        let key = (entity, name.text.clone());
        self.names.links.get(&key).copied().ok_or_else(|| {
            let known = self.names.links.keys().filter(|(of, _)| *of == entity);
            unknown("link", name, known.map(|(_, name)| name.as_str()))
        })
    }

    /// A name, or one of a row that this one belongs to.
    fn path(&self, scope: &Scope<'_>, path: &[Name], span: Span) -> Read<Typed> {
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
    fn up(&self, from: EntityId, names: &[Name]) -> Read<(Vec<LinkId>, EntityId)> {
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

    fn option(
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

    fn between(
        &self,
        scope: &Scope<'_>,
        sign: Between,
        a: &Expr,
        b: &Expr,
        span: Span,
    ) -> Read<Typed> {
        let done = |is, kind| Ok(typed(is, kind, span));
        if matches!(sign, Between::And | Between::Or) {
            let a = self.wanted(scope, a, &Type::YesNo)?;
            let b = self.wanted(scope, b, &Type::YesNo)?;
            return done(Is::Between(sign, a, b), Type::YesNo);
        }
        let (a, b) = (self.typed(scope, a)?, self.typed(scope, b)?);
        match sign {
            Between::Plus | Between::Minus if a.kind == Type::Date => {
                if sign == Between::Minus && b.kind == Type::Date {
                    return done(Is::Apart(a, b), Type::Number(Unit::DAYS));
                }
                let days = self.days(b)?;
                let days = match sign {
                    Between::Plus => days,
                    _ => {
                        let (kind, span) = (days.kind.clone(), days.span);
                        typed(Is::Scaled(days, Ratio::whole(-1)), kind, span)
                    }
                };
                done(Is::Later(a, days), Type::Date)
            }
            Between::Plus | Between::Minus => {
                let (a, b) = self.alike(a, b)?;
                self.is_number(&a)?;
                let kind = a.kind.clone();
                done(Is::Between(sign, a, b), kind)
            }
            Between::Times | Between::Over => {
                let (left, right) = (self.is_number(&a)?, self.is_number(&b)?);
                let unit = if sign == Between::Times {
                    left.times(right)
                } else {
                    left.over(right)
                };
                let Some(unit) = unit else {
                    return Err(Problem::error(
                        span,
                        format!("{left} and {right} are both per a period"),
                    )
                    .hint("bring them to the same period first: (…) per month"));
                };
                done(Is::Between(sign, a, b), Type::Number(unit))
            }
            _ => {
                let (a, b) = self.alike(a, b)?;
                let ordered = matches!(a.kind, Type::Number(_) | Type::Date);
                let equal = matches!(sign, Between::Same | Between::Differs);
                if matches!(a.kind, Type::Choice(..)) || !(ordered || equal) {
                    return Err(
                        Problem::error(span, format!("{} cannot be compared so", a.kind))
                            .hint("choices are compared with \"is\""),
                    );
                }
                done(Is::Between(sign, a, b), Type::YesNo)
            }
        }
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

    /// A number of days, or of weeks as days.
    fn days(&self, value: Typed) -> Read<Typed> {
        match value.kind {
            Type::Number(Unit::DAYS) => Ok(value),
            Type::Number(Unit::WEEKS) => {
                let span = value.span;
                let seven = Ratio::whole(7);
                Ok(typed(
                    Is::Scaled(value, seven),
                    Type::Number(Unit::DAYS),
                    span,
                ))
            }
            _ => Err(Problem::error(
                value.span,
                format!("this is {}, and days or weeks are needed", value.kind),
            )
            .hint("write 14 days, 4 weeks or months_after(day, 3)")),
        }
    }

    fn per(&self, scope: &Scope<'_>, inner: &Expr, period: Period, span: Span) -> Read<Typed> {
        let inner = self.number(scope, inner)?;
        let unit = self.is_number(&inner)?;
        let Some(from) = unit.per() else {
            return Err(
                Problem::error(inner.span, format!("this is {unit}, per no period")).hint(format!(
                    "give the number its period: … {unit} per {}",
                    period.word()
                )),
            );
        };
        let Some(factor) = from.factor_to(period) else {
            return Err(Problem::error(
                span,
                format!(
                    "per {} does not become per {} exactly",
                    from.word(),
                    period.word()
                ),
            )
            .hint("say by a parameter with its source how many there are"));
        };
        let kind = Type::Number(unit.with_period(Some(period)));
        Ok(typed(Is::Scaled(inner, factor), kind, span))
    }

    fn call(
        &self,
        scope: &Scope<'_>,
        function: Function,
        arguments: &[Expr],
        span: Span,
    ) -> Read<Typed> {
        let done = |is, kind| Ok(typed(is, kind, span));
        let date = |at: usize| {
            arguments
                .get(at)
                .map(|argument| self.wanted(scope, argument, &Type::Date))
                .unwrap_or_else(|| Ok(typed(Is::Today, Type::Date, span)))
        };
        let most = match function {
            Function::Min | Function::Max => usize::MAX,
            Function::Age | Function::MonthsAfter | Function::WorkdaysAfter => 2,
            _ => 1,
        };
        let least = match function {
            Function::Min | Function::Max | Function::MonthsAfter | Function::WorkdaysAfter => 2,
            _ => 1,
        };
        if !(least..=most).contains(&arguments.len()) {
            return Err(Problem::error(
                span,
                format!(
                    "{} values are given, and {least} are needed",
                    arguments.len()
                ),
            ));
        }
        let count = |at: usize| match arguments.get(at) {
            Some(argument) => self.wanted(scope, argument, &PLAIN),
            None => Err(Problem::error(span, "a number is missing")),
        };
        match function {
            Function::Min | Function::Max => {
                let mut values = Vec::new();
                for argument in arguments {
                    values.push(self.number(scope, argument)?);
                }
                let kind = values
                    .iter()
                    .find(|value| !is_zero(value))
                    .map_or(PLAIN, |value| value.kind.clone());
                let values: Read<Vec<Typed>> = values
                    .into_iter()
                    .map(|value| self.as_type(value, &kind))
                    .collect();
                let values = values?;
                let is = if function == Function::Min {
                    Is::Min(values)
                } else {
                    Is::Max(values)
                };
                done(is, kind)
            }
            Function::Age => done(Is::Age(date(0)?, date(1)?), PLAIN),
            Function::MonthsAfter => done(Is::Months(date(0)?, count(1)?), Type::Date),
            Function::WorkdaysAfter => done(Is::Workdays(date(0)?, count(1)?), Type::Date),
            Function::StartOfMonth => done(Is::Start(date(0)?, 1), Type::Date),
            Function::StartOfQuarter => done(Is::Start(date(0)?, 3), Type::Date),
            Function::StartOfYear => done(Is::Start(date(0)?, 12), Type::Date),
            Function::Days => {
                let value = match arguments.first() {
                    Some(argument) => self.number(scope, argument)?,
                    None => return count(0),
                };
                self.days(value)
            }
        }
    }

    fn gather(&self, scope: &Scope<'_>, expression: &Expr) -> Read<Typed> {
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

fn unknown<'a>(what: &str, name: &Name, known: impl Iterator<Item = &'a str>) -> Problem {
    let problem = Problem::error(name.span, format!("no {what} is called {:?}", name.text));
    match meant(&name.text, known) {
        Some(near) => problem.hint(format!("is {near:?} meant?")),
        None => problem,
    }
}
