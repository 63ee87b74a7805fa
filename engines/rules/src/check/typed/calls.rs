//! Functions with plain arguments.

use super::{PLAIN, Read, Scope, Typer, is_zero, typed};
use crate::problem::{Problem, Span};
use crate::rule_set::{Is, Typed};
use crate::syntax::{Expr, Function};
use crate::unit::Type;

impl Typer<'_> {
    pub(super) fn call(
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
}
