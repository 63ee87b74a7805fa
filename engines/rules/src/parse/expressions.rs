//! Expressions, by binding strength.

use super::{Parser, Read};
use crate::lex::Token;
use crate::problem::Problem;
use crate::program::Round;
use crate::syntax::{Between, Cited, Expr, Function, Gather, Kind, Name};
use crate::unit::Period;

/// Expressions may not be deeper than this: a file is no program that fills the stack.
const DEEPEST: u32 = 120;
/// Nor may the tree of one, in which a chain's links hang below one another.
const HIGHEST: u32 = 250;

impl Parser {
    pub(super) fn expression(&mut self) -> Read<Expr> {
        self.deeper(|parser| {
            let left = parser.between(0)?;
            if !parser.take_word("otherwise") {
                return Ok(left);
            }
            let right = parser.expression()?;
            let span = left.span.until(right.span);
            Ok(Expr {
                kind: Box::new(Kind::Otherwise(left, right)),
                span,
            })
        })
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Read<Expr>) -> Read<Expr> {
        if self.depth >= DEEPEST {
            return Err(Problem::error(self.span(), "this is nested too deeply")
                .hint("give parts of it a name with let, or a rule of their own"));
        }
        self.depth = self.depth.saturating_add(1);
        let around = std::mem::take(&mut self.height);
        let read = read(self).and_then(|read| self.higher().map(|()| read));
        self.height = self.height.max(around);
        self.depth = self.depth.saturating_sub(1);
        read
    }

    /// What was read last hangs below something more.
    fn higher(&mut self) -> Read<()> {
        self.height = self.height.saturating_add(1);
        if self.height > HIGHEST {
            return Err(Problem::error(self.last_span(), "this grows too large")
                .hint("give parts of it a name with let, or a rule of their own"));
        }
        Ok(())
    }

    fn between(&mut self, least: u8) -> Read<Expr> {
        let around = std::mem::take(&mut self.height);
        let read = self.chain(least);
        self.height = self.height.max(around);
        read
    }

    fn chain(&mut self, least: u8) -> Read<Expr> {
        let mut left = self.prefixed()?;
        // A long chain is a deep tree.
        let mut links = 0_u32;
        loop {
            let Some((sign, strength)) = self.sign_here() else {
                return Ok(left);
            };
            if strength <= least {
                return Ok(left);
            }
            links = links.saturating_add(1);
            if links > DEEPEST {
                return Err(Problem::error(self.span(), "this chain is too long")
                    .hint("give parts of it a name with let"));
            }
            self.advance();
            let right = self.deeper(|parser| parser.between(strength))?;
            self.higher()?;
            let span = left.span.until(right.span);
            left = Expr {
                kind: Box::new(Kind::Between(sign, left, right)),
                span,
            };
        }
    }

    fn sign_here(&self) -> Option<(Between, u8)> {
        let text = match self.peek() {
            Token::Sign(sign) => *sign,
            Token::Word(word) => word.as_str(),
            _ => return None,
        };
        Between::ALL
            .iter()
            .find(|(_, sign, _)| *sign == text)
            .map(|(sign, _, strength)| (*sign, *strength))
    }

    fn prefixed(&mut self) -> Read<Expr> {
        let begin = self.span();
        if self.take_word("not") {
            // Binds looser than comparisons, tighter than "and".
            let inner = self.deeper(|parser| parser.between(3))?;
            let span = begin.until(inner.span);
            return Ok(Expr {
                kind: Box::new(Kind::Not(inner)),
                span,
            });
        }
        if self.take_sign("-") {
            let inner = self.deeper(Self::postfixed)?;
            let span = begin.until(inner.span);
            return Ok(Expr {
                kind: Box::new(Kind::Negative(inner)),
                span,
            });
        }
        self.postfixed()
    }

    fn postfixed(&mut self) -> Read<Expr> {
        let mut inner = self.primary()?;
        loop {
            if self.take_word("per") {
                self.higher()?;
                let name = self.name()?;
                let period = Period::ALL.iter().find(|(_, word)| *word == name.text);
                let Some((period, _)) = period else {
                    return Err(Problem::error(name.span, "this is no period")
                        .hint("hour, day, week, month, quarter or year"));
                };
                let span = inner.span.until(name.span);
                inner = Expr {
                    kind: Box::new(Kind::Per(inner, *period)),
                    span,
                };
            } else if self.take_word("is") {
                self.higher()?;
                let not = self.take_word("not");
                let option = self.name()?;
                let span = inner.span.until(option.span);
                inner = Expr {
                    kind: Box::new(Kind::Is(inner, option, !not)),
                    span,
                };
            } else {
                return Ok(inner);
            }
        }
    }

    fn primary(&mut self) -> Read<Expr> {
        let begin = self.span();
        let kind = match self.peek().clone() {
            Token::Number(number, percent) => {
                self.advance();
                let unit = self.unit_words();
                Kind::Number {
                    number,
                    percent,
                    unit,
                }
            }
            Token::Date(date) => {
                self.advance();
                Kind::Date(date)
            }
            Token::Sign("(") => {
                self.advance();
                let inner = self.expression()?;
                self.sign(")")?;
                return Ok(inner);
            }
            Token::Word(word) => self.worded(&word)?,
            _ => {
                return Err(self
                    .wrong("an expression")
                    .hint("a name, a number such as 100 kr or 2 %, or something in parentheses"));
            }
        };
        Ok(Expr {
            kind: Box::new(kind),
            span: begin.until(self.last_span()),
        })
    }

    fn worded(&mut self, word: &str) -> Read<Kind> {
        let called = matches!(self.ahead(1), Token::Sign("("));
        if let Some((function, _)) = Function::ALL
            .iter()
            .find(|(_, name)| *name == word)
            .filter(|_| called)
        {
            self.advance();
            return self.call(*function);
        }
        if let Some((how, _)) = Gather::ALL
            .iter()
            .find(|(_, name)| *name == word)
            .filter(|_| called)
        {
            self.advance();
            return self.gather(*how);
        }
        match word {
            "yes" | "no" => {
                self.advance();
                Ok(Kind::YesNo(word == "yes"))
            }
            "today" => {
                self.advance();
                Ok(Kind::Today)
            }
            "if" => {
                self.advance();
                let when = self.expression()?;
                self.word("then")?;
                let then = self.expression()?;
                self.word("else")?;
                Ok(Kind::If(when, then, self.expression()?))
            }
            "round" => {
                self.advance();
                self.round()
            }
            "table" => {
                self.advance();
                let name = self.name()?;
                self.sign("(")?;
                let value = self.expression()?;
                self.sign(")")?;
                Ok(Kind::Lookup(name, value))
            }
            "has" => {
                self.advance();
                Ok(Kind::Has(self.name()?))
            }
            _ => Ok(Kind::Path(self.path()?)),
        }
    }

    fn path(&mut self) -> Read<Vec<Name>> {
        let mut path = vec![self.name()?];
        while self.take_sign(".") {
            path.push(self.name()?);
        }
        Ok(path)
    }

    fn call(&mut self, function: Function) -> Read<Kind> {
        self.sign("(")?;
        let mut arguments = vec![self.expression()?];
        while self.take_sign(",") {
            arguments.push(self.expression()?);
        }
        self.sign(")")?;
        Ok(Kind::Call(function, arguments))
    }

    fn gather(&mut self, how: Gather) -> Read<Kind> {
        self.sign("(")?;
        let of = self.path()?;
        let by = if self.take_word("by") {
            Some(self.name()?)
        } else {
            None
        };
        let value = if self.take_sign(":") {
            Some(self.expression()?)
        } else {
            None
        };
        let keep = if self.take_word("where") {
            Some(self.expression()?)
        } else {
            None
        };
        let empty = if self.take_word("else") {
            Some(self.expression()?)
        } else {
            None
        };
        self.sign(")")?;
        Ok(Kind::Gather {
            how,
            of,
            by,
            value,
            keep,
            empty,
        })
    }

    fn round(&mut self) -> Read<Kind> {
        let name = self.name()?;
        let round = match name.text.as_str() {
            "down" => Round::Down,
            "up" => Round::Up,
            "nearest" => Round::HalfUp,
            _ => {
                return Err(Problem::error(name.span, "rounded how?")
                    .hint("round down (…), round up (…) or round nearest (…)"));
            }
        };
        self.sign("(")?;
        let value = self.expression()?;
        self.sign(")")?;
        self.word("to")?;
        let to = self.plain_number()?;
        let unit: Vec<Name> = self.unit_words();
        let span = self.span();
        let cites = if self.take_word("cites") {
            let text = self.text()?;
            Some(Cited { text, span })
        } else {
            None
        };
        Ok(Kind::Round {
            round,
            value,
            to,
            unit,
            cites,
        })
    }
}
