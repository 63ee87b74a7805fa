//! From text to tokens.

use crate::problem::{Problem, Span};
use crate::ratio::Ratio;

/// What a token is.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Token {
    /// A name or a word of the language.
    Word(String),
    /// A number, exact; `true` when a percent sign stood after it.
    Number(Ratio, bool),
    /// A day.
    Date(i64),
    /// Text in quotation marks.
    Text(String),
    /// A sign: `+`, `<=`, `(`, …
    Sign(&'static str),
    /// The end of the file.
    End,
}

/// A token and its place.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Placed {
    pub token: Token,
    pub span: Span,
    /// Whether it is the first of its line.
    pub first: bool,
    /// Comment lines right above it, for the formatter.
    pub comments: Vec<String>,
}

const SIGNS: [&str; 19] = [
    "<=", ">=", "!=", "..", "+", "-", "*", "/", "(", ")", ",", ":", "=", "<", ">", ".", "[", "]",
    "%",
];

/// Reads a file. What is no token is a problem, and reading goes on after it.
pub(crate) fn lex(file: u32, text: &str) -> (Vec<Placed>, Vec<Problem>) {
    let mut lexer = Lexer {
        file,
        text,
        at: 0,
        problems: Vec::new(),
    };
    let mut tokens = Vec::new();
    let mut comments = Vec::new();
    let mut first = true;
    loop {
        match lexer.blank() {
            Blank::Line => {
                first = true;
                continue;
            }
            Blank::Comment(comment) => {
                comments.push(comment);
                continue;
            }
            Blank::None => {}
        }
        let from = lexer.at;
        let Some(token) = lexer.token() else { continue };
        let end = token == Token::End;
        tokens.push(Placed {
            token,
            span: lexer.span(from),
            first,
            comments: std::mem::take(&mut comments),
        });
        first = false;
        if end {
            return (tokens, lexer.problems);
        }
    }
}

enum Blank {
    None,
    Line,
    Comment(String),
}

struct Lexer<'a> {
    file: u32,
    text: &'a str,
    at: usize,
    problems: Vec<Problem>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    fn span(&self, from: usize) -> Span {
        // Files beyond 4 GB are refused by whoever reads them.
        Span {
            file: self.file,
            from: u32::try_from(from).unwrap_or(u32::MAX),
            to: u32::try_from(self.at).unwrap_or(u32::MAX),
        }
    }

    /// Skips what stands between tokens, a line's end or a comment at a time.
    fn blank(&mut self) -> Blank {
        let rest = self.rest();
        let rest = rest.trim_start_matches([' ', '\t', '\r', '\u{feff}']);
        self.at = self.text.len().saturating_sub(rest.len());
        if rest.starts_with('\n') {
            self.skip(1);
            return Blank::Line;
        }
        if let Some(comment) = rest.strip_prefix('#') {
            let line = comment.lines().next().unwrap_or_default();
            self.skip(line.len().saturating_add(1));
            return Blank::Comment(line.trim().to_owned());
        }
        Blank::None
    }

    fn token(&mut self) -> Option<Token> {
        let from = self.at;
        let rest = self.rest();
        let Some(next) = rest.chars().next() else {
            return Some(Token::End);
        };
        if next == '"' {
            return Some(self.quoted());
        }
        if next.is_ascii_digit() {
            return Some(self.number());
        }
        if next.is_ascii_alphabetic() {
            let length = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
                .unwrap_or(rest.len());
            self.skip(length);
            return Some(Token::Word(
                rest.get(..length).unwrap_or_default().to_owned(),
            ));
        }
        for sign in SIGNS {
            if rest.starts_with(sign) {
                self.skip(sign.len());
                return Some(Token::Sign(sign));
            }
        }
        self.skip(next.len_utf8());
        let mut problem = Problem::error(self.span(from), format!("{next:?} means nothing here"));
        if next.is_alphabetic() {
            problem = problem.hint("names are written in ASCII: æ is ae, ø is oe, å is aa");
        }
        self.problems.push(problem);
        None
    }

    /// Text in quotation marks, on one line or several; a line's indentation is one space.
    fn quoted(&mut self) -> Token {
        let from = self.at;
        self.skip(1);
        let rest = self.rest();
        let Some(end) = rest.find('"') else {
            let line = rest.lines().next().unwrap_or_default().len();
            self.skip(line);
            self.problems.push(
                Problem::error(self.span(from), "this text has no end")
                    .hint("close it with a quotation mark"),
            );
            return Token::Text(String::new());
        };
        let inside = rest.get(..end).unwrap_or_default();
        self.skip(end.saturating_add(1));
        let words: Vec<&str> = inside.split_whitespace().collect();
        Token::Text(words.join(" "))
    }

    fn number(&mut self) -> Token {
        let from = self.at;
        let rest = self.rest();
        if let Some(date) = rest.get(..10).and_then(date) {
            let after = rest.chars().nth(10);
            if !after.is_some_and(|c| c.is_ascii_alphanumeric()) {
                self.skip(10);
                return Token::Date(date);
            }
        }
        let mut length = 0;
        let mut point = false;
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let digit_next = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            match c {
                '0'..='9' => {}
                '_' if digit_next => {}
                '.' if digit_next && !point => point = true,
                _ => break,
            }
            length = at.saturating_add(1);
        }
        self.skip(length);
        let digits = rest.get(..length).unwrap_or_default().replace('_', "");
        let percent = self.rest().trim_start_matches(' ').starts_with('%');
        if percent {
            let after = self.rest().trim_start_matches(' ').len().saturating_sub(1);
            self.at = self.text.len().saturating_sub(after);
        }
        let number = Ratio::parse(&digits).and_then(|whole| {
            if percent {
                whole.over(100)
            } else {
                Some(whole)
            }
        });
        match number {
            Some(number) => Token::Number(number, percent),
            None => {
                self.problems
                    .push(Problem::error(self.span(from), "this number is too long"));
                Token::Number(Ratio::ZERO, percent)
            }
        }
    }
}

/// A day written as 2026-01-31.
pub(crate) fn date(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    let number = |part: &str| part.parse::<u16>().ok().map(i64::from);
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let known = (1..=12).contains(&month) && (1..=crate::day::length(year, month)).contains(&day);
    known.then(|| crate::day::number(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_dates_and_percents() {
        let (tokens, problems) = lex(0, "5_370 2% 12.5 2026-01-01 a..b");
        assert!(problems.is_empty());
        let tokens: Vec<Token> = tokens.into_iter().map(|t| t.token).collect();
        assert_eq!(
            tokens.first(),
            Some(&Token::Number(Ratio::whole(5370), false))
        );
        assert_eq!(
            tokens.get(1),
            Some(&Token::Number(Ratio::new(1, 50).unwrap(), true))
        );
        assert_eq!(
            tokens.get(2),
            Some(&Token::Number(Ratio::new(25, 2).unwrap(), false))
        );
        assert_eq!(
            tokens.get(3),
            Some(&Token::Date(crate::day::number(2026, 1, 1)))
        );
        assert_eq!(tokens.get(5), Some(&Token::Sign("..")));
    }
}
