//! The texts of an act in one more language.

use super::{ITEMS, Parser, Read};
use crate::lex::Token;
use crate::problem::Problem;
use crate::syntax::{Head, Item, Name, Purpose, Text, Texts, Translated};

impl Parser {
    /// A whole file: mistakes in one item are told, and the next one is read.
    pub(super) fn texts(&mut self) -> Read<Item> {
        self.advance();
        let language = self.name()?;
        if language.text.len() != 2 {
            let message = format!("{:?} is no language", language.text);
            let hint = "languages are codes of two letters: texts ar of boernebidrag";
            return Err(Problem::error(language.span, message).hint(hint));
        }
        self.word("of")?;
        let of = self.name()?;
        let mut items = Vec::new();
        while !self.at_end() {
            let before = self.at;
            match self.translated(&language.text) {
                Ok(item) => items.push(item),
                Err(problem) => {
                    self.problems.push(problem);
                    self.skip_to_item(before);
                }
            }
        }
        Ok(Item::Texts(Texts {
            language,
            of,
            items,
        }))
    }

    fn translated(&mut self, language: &str) -> Read<Translated> {
        let word = match self.peek() {
            Token::Word(word) if ITEMS.contains(&word.as_str()) => self.name()?,
            Token::Word(word) if matches!(self.ahead(1), Token::Text(_)) => {
                return Err(self.wrong("what this is a text of").hint(if word == language {
                    "the whole file is in that language: write the text alone"
                } else {
                    "an item's texts stand under it: its own first, then ask, why, note …, then option or requires"
                }));
            }
            _ => return Err(self.no_item()),
        };
        let mut head = self.translated_name(&word)?;
        if matches!(self.peek(), Token::Text(_)) {
            self.said(&mut head, Purpose::Means, language)?;
        }
        let part = match word.text.as_str() {
            "fact" => "option",
            "rule" | "benefit" | "checklist" | "deadline" => "requires",
            _ => "",
        };
        let mut parts = Vec::new();
        while let Token::Word(next) = self.peek().clone() {
            if let Some(purpose) = Purpose::named(&next) {
                self.advance();
                self.said(&mut head, purpose, language)?;
            } else if next == part {
                self.advance();
                let mut part = Head {
                    name: self.name()?,
                    ..Head::default()
                };
                self.said(&mut part, Purpose::Means, language)?;
                parts.push(part);
            } else {
                break;
            }
        }
        Ok(Translated { word, head, parts })
    }

    /// `entity.name`, `name`, or nothing for the act's own texts.
    fn translated_name(&mut self, word: &Name) -> Read<Head> {
        let mut head = Head::default();
        if word.text == "law" || word.text == "reform" {
            head.name.span = word.span;
            return Ok(head);
        }
        head.name = self.name()?;
        if self.take_sign(".") {
            head.entity = std::mem::replace(&mut head.name, self.name()?);
        }
        Ok(head)
    }

    fn said(&mut self, head: &mut Head, purpose: Purpose, language: &str) -> Read<()> {
        let span = self.span();
        let text = Text {
            purpose,
            language: language.to_owned(),
            text: self.text()?,
            span,
        };
        head.texts.push(text);
        Ok(())
    }
}
