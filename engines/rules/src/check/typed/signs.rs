//! Two expressions and a sign, and one brought to another period.

use super::{Read, Scope, Typer, typed};
use crate::problem::{Problem, Span};
use crate::ratio::Ratio;
use crate::rule_set::{Is, Typed};
use crate::syntax::{Between, Expr};
use crate::unit::{Period, Type, Unit};

impl Typer<'_> {
    pub(super) fn between(
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

    /// A number of days, or of weeks as days.
    pub(super) fn days(&self, value: Typed) -> Read<Typed> {
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

    pub(super) fn per(
        &self,
        scope: &Scope<'_>,
        inner: &Expr,
        period: Period,
        span: Span,
    ) -> Read<Typed> {
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
}
