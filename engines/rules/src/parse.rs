//! From tokens to what a file says. A mistake in one item does not hide those of the next.

mod dated;
mod expressions;
mod items;
mod rules;
mod texts;

use crate::lex::{Placed, Token, lex};
use crate::problem::{Problem, Source, Span};
use crate::syntax::{Item, Name};

/// Words that begin an item.
pub(crate) const ITEMS: [&str; 10] = [
    "law",
    "reform",
    "entity",
    "fact",
    "parameter",
    "table",
    "rule",
    "benefit",
    "checklist",
    "deadline",
];

/// The word that begins a file with texts in one more language.
pub(crate) const TEXTS: &str = "texts";

/// Reads a file.
pub fn parse(file: u32, source: &Source) -> (Vec<Item>, Vec<Problem>) {
    let mut parser = Parser::of(file, source);
    if parser.is_word(TEXTS) {
        let texts = parser.texts();
        let items = texts.map_err(|problem| parser.problems.push(problem));
        return (items.into_iter().collect(), parser.problems);
    }
    let mut items = Vec::new();
    while !parser.at_end() {
        let before = parser.at;
        match parser.item() {
            Ok(item) => items.push(item),
            Err(problem) => {
                parser.problems.push(problem);
                parser.skip_to_item(before);
            }
        }
    }
    (items, parser.problems)
}

/// What was read, or what is wrong.
pub(crate) type Read<T> = Result<T, Problem>;

/// Goes through the tokens of a file.
pub(crate) struct Parser {
    tokens: Vec<Placed>,
    at: usize,
    /// How deep the expression that is read stands in others.
    depth: u32,
    /// How high the tree of what was read of it is.
    height: u32,
    pub problems: Vec<Problem>,
}

impl Parser {
    pub fn of(file: u32, source: &Source) -> Self {
        let (tokens, problems) = lex(file, &source.text);
        Self {
            tokens,
            at: 0,
            depth: 0,
            height: 0,
            problems,
        }
    }

    /// How many tokens were taken.
    pub fn at(&self) -> usize {
        self.at
    }

    pub fn peek(&self) -> &Token {
        self.ahead(0)
    }

    fn ahead(&self, by: usize) -> &Token {
        self.tokens
            .get(self.at.saturating_add(by))
            .map_or(&Token::End, |placed| &placed.token)
    }

    pub fn span(&self) -> Span {
        let last = self.tokens.last();
        self.tokens
            .get(self.at)
            .or(last)
            .map(|placed| placed.span)
            .unwrap_or_default()
    }

    /// The place of the token before.
    fn last_span(&self) -> Span {
        self.at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at))
            .map(|placed| placed.span)
            .unwrap_or_default()
    }

    pub fn at_end(&self) -> bool {
        *self.peek() == Token::End
    }

    fn advance(&mut self) {
        self.at = self.at.saturating_add(1).min(self.tokens.len());
    }

    pub fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Word(w) if w == word)
    }

    pub fn take_word(&mut self, word: &str) -> bool {
        let is = self.is_word(word);
        if is {
            self.advance();
        }
        is
    }

    pub fn take_sign(&mut self, sign: &str) -> bool {
        let is = matches!(self.peek(), Token::Sign(s) if *s == sign);
        if is {
            self.advance();
        }
        is
    }

    fn word(&mut self, word: &str) -> Read<()> {
        if self.take_word(word) {
            return Ok(());
        }
        Err(self.wrong(&format!("the word {word:?}")))
    }

    pub fn sign(&mut self, sign: &str) -> Read<()> {
        if self.take_sign(sign) {
            return Ok(());
        }
        Err(self.wrong(&format!("{sign:?}")))
    }

    pub fn name(&mut self) -> Read<Name> {
        let span = self.span();
        let Token::Word(text) = self.peek() else {
            return Err(self.wrong("a name"));
        };
        let text = text.clone();
        self.advance();
        Ok(Name { text, span })
    }

    pub fn text(&mut self) -> Read<String> {
        let Token::Text(text) = self.peek() else {
            return Err(self.wrong("a text in quotation marks"));
        };
        let text = text.clone();
        self.advance();
        Ok(text)
    }

    pub fn date(&mut self) -> Read<i64> {
        let Token::Date(date) = self.peek() else {
            return Err(self.wrong("a day").hint("days are written as 2026-01-31"));
        };
        let date = *date;
        self.advance();
        Ok(date)
    }

    pub fn wrong(&self, wanted: &str) -> Problem {
        let found = match self.peek() {
            Token::Word(word) => format!("{word:?}"),
            Token::Number(number, _) => number.to_string(),
            Token::Date(_) => "a day".into(),
            Token::Text(_) => "a text".into(),
            Token::Sign(sign) => format!("{sign:?}"),
            Token::End => "the end of the file".into(),
        };
        Problem::error(
            self.span(),
            format!("{wanted} is missing here; there is {found}"),
        )
    }

    /// Whether the token is the first of its line.
    pub fn starts_line(&self) -> bool {
        self.tokens.get(self.at).is_none_or(|placed| placed.first)
    }

    /// To where reading goes on after a mistake, at least one token on.
    pub fn skip_to(&mut self, before: usize, goes_on: impl Fn(&Self) -> bool) {
        if self.at == before {
            self.advance();
        }
        while !self.at_end() && !goes_on(self) {
            self.advance();
        }
    }

    fn skip_to_item(&mut self, before: usize) {
        self.skip_to(before, |parser| {
            let word = matches!(parser.peek(), Token::Word(word) if ITEMS.contains(&word.as_str()));
            word && parser.starts_line()
        });
    }
}
