//! Items: what all of them have, and acts, entities and facts.

use super::{ITEMS, Parser, Read};
use crate::lex::Token;
use crate::problem::Problem;
use crate::ratio::Ratio;
use crate::syntax::{
    Cited, Entity, Fact, Head, Item, Law, Name, Purpose, Text, Use, Verified, Written,
};

impl Parser {
    pub(super) fn item(&mut self) -> Read<Item> {
        let comments = self
            .tokens
            .get_mut(self.at)
            .map(|placed| std::mem::take(&mut placed.comments))
            .unwrap_or_default();
        let Token::Word(word) = self.peek().clone() else {
            return Err(self.no_item());
        };
        if !ITEMS.contains(&word.as_str()) {
            return Err(self.no_item());
        }
        self.advance();
        let head = Head {
            comments,
            ..Head::default()
        };
        match word.as_str() {
            "law" => self.law(head).map(Item::Law),
            "reform" => self.law(head).map(Item::Reform),
            "entity" => self.entity(head).map(Item::Entity),
            "fact" => self.fact(head).map(Item::Fact),
            "parameter" => self.parameter(head).map(Item::Parameter),
            "table" => self.table(head).map(Item::Table),
            "benefit" => self.rule(head, Use::Benefit).map(Item::Rule),
            "checklist" => self.rule(head, Use::Checklist).map(Item::Rule),
            "deadline" => self.rule(head, Use::Deadline).map(Item::Rule),
            _ => self.rule(head, Use::Rule).map(Item::Rule),
        }
    }

    fn no_language(&self, word: &str) -> Problem {
        Problem::error(self.span(), "the language of this text is missing")
            .hint(format!("write {word} da \"…\" en \"…\""))
    }

    pub(super) fn no_item(&self) -> Problem {
        self.wrong("the beginning of an item")
            .hint(format!("items begin with one of: {}", ITEMS.join(", ")))
    }

    /// Texts, paragraphs and who verified, as many as stand here.
    pub(super) fn about(&mut self, head: &mut Head) -> Read<()> {
        let mut purpose = Purpose::Means;
        loop {
            let Token::Word(word) = self.peek().clone() else {
                return Ok(());
            };
            let span = self.span();
            let texts = matches!(self.ahead(1), Token::Text(_));
            if let Some(named) = Purpose::named(&word) {
                self.advance();
                if texts {
                    return Err(self.no_language(&word));
                }
                if named == Purpose::Unverified {
                    head.verified = Some(Verified::No);
                }
                purpose = named;
            } else if word == "cites" && texts {
                self.advance();
                let text = self.text()?;
                let span = span.until(self.last_span());
                head.cites.push(Cited { text, span });
            } else if word == "verified" {
                self.advance();
                self.word("by")?;
                let who = self.text()?;
                head.verified = Some(Verified::By(who, self.date()?));
            } else if texts && word.len() == 2 {
                self.advance();
                let text = self.text()?;
                let text = Text {
                    purpose,
                    language: word,
                    text,
                    span: span.until(self.last_span()),
                };
                self.problems.extend(text.doubled(head));
                head.texts.push(text);
            } else {
                return Ok(());
            }
        }
    }

    fn law(&mut self, mut head: Head) -> Read<Law> {
        head.name = self.name()?;
        let mut law = Law::default();
        loop {
            self.about(&mut head)?;
            let span = self.span();
            if self.take_word("act") {
                let text = self.text()?;
                law.act = Some(Cited { text, span });
            } else if self.take_word("covers") {
                let from = self.date()?;
                self.word("to")?;
                law.covers = Some((from, self.date()?));
            } else {
                return Ok(Law { head, ..law });
            }
        }
    }

    fn entity(&mut self, mut head: Head) -> Read<Entity> {
        head.name = self.name()?;
        self.word("many")?;
        let many = self.name()?;
        let within = if self.take_word("in") {
            Some(self.name()?)
        } else {
            None
        };
        let mut links = Vec::new();
        loop {
            self.about(&mut head)?;
            if !self.take_word("link") {
                break;
            }
            let name = self.name()?;
            self.sign(":")?;
            links.push((name, self.name()?));
        }
        Ok(Entity {
            head,
            many,
            within,
            links,
        })
    }

    pub(super) fn owned(&mut self, head: &mut Head) -> Read<()> {
        head.entity = self.name()?;
        if !self.take_sign(".") {
            return Err(
                Problem::error(head.entity.span, "whose is it?").hint(format!(
                    "write the entity before it: home.{}",
                    head.entity.text
                )),
            );
        }
        head.name = self.name()?;
        self.sign(":")
    }

    pub(super) fn written(&mut self) -> Read<Written> {
        if self.take_word("yesno") {
            return Ok(Written::YesNo);
        }
        if self.take_word("date") {
            return Ok(Written::Date);
        }
        if self.take_word("choice") {
            self.sign("(")?;
            let mut options = vec![self.name()?];
            while self.take_sign(",") {
                options.push(self.name()?);
            }
            self.sign(")")?;
            return Ok(Written::Choice(options));
        }
        Ok(Written::Unit(self.unit()?))
    }

    /// Words of a unit; empty when there is none.
    pub(super) fn unit_words(&mut self) -> Vec<Name> {
        let mut words = Vec::new();
        loop {
            let Token::Word(word) = self.peek() else {
                return words;
            };
            let unit = crate::unit::BASES.contains(&word.as_str()) || word == "number";
            let per = word == "per" && !words.is_empty();
            let after_per = words.last().is_some_and(|last: &Name| last.text == "per");
            let period = crate::unit::Period::ALL
                .iter()
                .any(|(_, name)| *name == word.as_str());
            if !(unit || per || (after_per && period)) {
                return words;
            }
            let name = Name {
                text: word.clone(),
                span: self.span(),
            };
            words.push(name);
            self.advance();
        }
    }

    pub(super) fn unit(&mut self) -> Read<Vec<Name>> {
        let words = self.unit_words();
        if words.is_empty() {
            return Err(self.wrong("a type").hint(
                "a type is yesno, date, choice (a, b) or a unit such as kr per month, number, m2",
            ));
        }
        Ok(words)
    }

    fn fact(&mut self, mut head: Head) -> Read<Fact> {
        self.owned(&mut head)?;
        let kind = self.written()?;
        let mut fact = Fact {
            head: Head::default(),
            kind,
            range: None,
            decimals: 0,
            assumed: None,
            options: Vec::new(),
        };
        loop {
            self.about(&mut head)?;
            if self.take_word("between") {
                let least = self.plain_number()?;
                self.word("and")?;
                fact.range = Some((least, self.plain_number()?));
            } else if self.take_word("decimals") {
                let number = self.plain_number()?;
                let digits = number.to_whole().and_then(|n| u32::try_from(n).ok());
                fact.decimals = digits.filter(|n| *n <= 6).ok_or_else(|| {
                    Problem::error(self.last_span(), "decimals is a whole number from 0 to 6")
                })?;
            } else if self.take_word("assumed") {
                fact.assumed = Some(self.expression()?);
            } else if self.take_word("option") {
                let mut option = Head {
                    name: self.name()?,
                    ..Head::default()
                };
                self.about(&mut option)?;
                fact.options.push(option);
            } else {
                return Ok(Fact { head, ..fact });
            }
        }
    }

    /// A number without a unit, perhaps below 0.
    pub fn plain_number(&mut self) -> Read<Ratio> {
        let negative = self.take_sign("-");
        let Token::Number(number, _) = self.peek() else {
            return Err(self.wrong("a number"));
        };
        let number = *number;
        self.advance();
        if !negative {
            return Ok(number);
        }
        number
            .negated()
            .ok_or_else(|| Problem::error(self.last_span(), "this number is too long"))
    }
}
