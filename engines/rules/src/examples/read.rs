//! Reads examples about a rule set.

use super::{Example, Expect, Expected};
use crate::lex::Token;
use crate::lower::Moment;
use crate::parse::{Parser, Read};
use crate::problem::{Problem, Source, Span, meant};
use crate::program::{EntityId, FactId};
use crate::ratio::Ratio;
use crate::rule_set::{Fact, RuleId, RuleSet};
use crate::syntax::Name;
use crate::trace::{Family, NOWHERE};
use crate::unit::Type;

/// Reads examples about a rule set. A mistake in one does not hide those of the next.
pub fn read(rules: &RuleSet, file: u32, source: &Source) -> (Vec<Example>, Vec<Problem>) {
    let mut reader = Reader {
        rules,
        parser: Parser::of(file, source),
    };
    let mut examples = Vec::new();
    while !reader.parser.at_end() {
        let before = reader.parser.at();
        match reader.example() {
            Ok(example) => examples.push(example),
            Err(problem) => {
                reader.parser.problems.push(problem);
                reader
                    .parser
                    .skip_to(before, |parser| parser.is_word("example"));
            }
        }
    }
    (examples, reader.parser.problems)
}

struct Reader<'a> {
    rules: &'a RuleSet,
    parser: Parser,
}

impl<'a> Reader<'a> {
    fn example(&mut self) -> Read<Example> {
        let span = self.parser.span();
        if !self.parser.take_word("example") {
            let problem = self.parser.wrong("the beginning of an example");
            return Err(problem.hint("write example \"what it is about\""));
        }
        let name = self.parser.text()?;
        let mut family = Family {
            counts: vec![0; self.rules.entities.len()],
            links: vec![Vec::new(); self.rules.links.len()],
            facts: vec![Vec::new(); self.rules.facts.len()],
        };
        let (mut on, mut known, mut source) = (None, None, String::new());
        let (mut expects, mut leads) = (Vec::new(), Vec::new());
        while !self.parser.at_end() && !self.parser.is_word("example") {
            if self.parser.take_word("on") {
                on = Some(self.parser.date()?);
            } else if self.parser.take_word("known") {
                known = Some(self.parser.date()?);
            } else if self.parser.take_word("source") {
                source = self.parser.text()?;
            } else if self.parser.take_word("expect") {
                expects.push(self.expect()?);
            } else {
                self.row(&mut family, &mut leads)?;
            }
        }
        // Rows that links lead to may stand below those that they lead from.
        if let Some(lead) = leads.iter().find(|lead| !lead.arrives(&family)) {
            return Err(Problem::error(lead.span, "there is no such row")
                .hint("a link has the number of a row of this family, from 1"));
        }
        match on {
            Some(on) if !expects.is_empty() => Ok(Example {
                name,
                moment: Moment {
                    on,
                    known: known.unwrap_or(i64::MAX),
                },
                source,
                family,
                expects,
                span,
            }),
            _ => Err(Problem::error(
                span,
                "an example says on which day, and what to expect",
            )),
        }
    }

    /// A row and its facts. It belongs to the last row of the entity above; one of those is made
    /// when there is none.
    fn row(&mut self, family: &mut Family, leads: &mut Vec<Lead>) -> Read<()> {
        let name = self.parser.name()?;
        let entities = (0_u16..).zip(&self.rules.entities);
        let mut entities = entities.map(|(at, entity)| (EntityId(at), &entity.head.name.text));
        let Some((entity, _)) = entities.find(|(_, known)| **known == name.text) else {
            let message = format!("no entity is called {:?}", name.text);
            return Err(Problem::error(name.span, message)
                .hint("an example has: on, known, source, expect, and entities with their facts"));
        };
        let row = self.add(family, entity);
        self.parser.sign(":")?;
        // Facts may go on over lines, after a comma.
        let mut goes_on = !self.parser.starts_line();
        while goes_on && matches!(self.parser.peek(), Token::Word(_)) {
            let name = self.parser.name()?;
            let facts = (0_u32..).zip(&self.rules.facts);
            let mut own = facts.filter(|(_, fact)| fact.entity == entity);
            if let Some((at, fact)) = own.find(|(_, fact)| fact.head.name.text == name.text) {
                let value = self.fact(fact, &name)?;
                family.tell(FactId(at), row, value);
            } else {
                leads.push(self.link(family, entity, row, &name)?);
            }
            goes_on = self.parser.take_sign(",");
        }
        Ok(())
    }

    fn add(&self, family: &mut Family, entity: EntityId) -> u32 {
        let above = self.rules.entity(entity).and_then(|entity| entity.within);
        let parent = above.map(|(link, to)| {
            let count = family.counts.get(usize::from(to.0)).copied().unwrap_or(0);
            let parent = match count.checked_sub(1) {
                Some(last) => last,
                None => self.add(family, to),
            };
            (link, parent)
        });
        for (at, link) in self.rules.links.iter().enumerate() {
            if link.from == entity
                && let Some(rows) = family.links.get_mut(at)
            {
                let own = parent.filter(|(id, _)| usize::from(id.0) == at);
                rows.push(own.map_or(NOWHERE, |(_, row)| row));
            }
        }
        for (fact, rows) in self.rules.facts.iter().zip(&mut family.facts) {
            if fact.entity == entity {
                rows.push(None);
            }
        }
        match family.counts.get_mut(usize::from(entity.0)) {
            Some(count) => {
                *count = count.saturating_add(1);
                count.saturating_sub(1)
            }
            None => 0,
        }
    }

    /// A link to a row of another entity, by its number.
    fn link(&mut self, family: &mut Family, entity: EntityId, row: u32, name: &Name) -> Read<Lead> {
        let mut links = self.rules.links.iter().zip(&mut family.links);
        let found =
            links.find(|(link, _)| link.from == entity && link.optional && link.name == name.text);
        let Some((link, rows)) = found else {
            let message = format!("no fact of it is called {:?}", name.text);
            return Err(Problem::error(name.span, message));
        };
        let number = self.parser.plain_number()?.to_whole();
        // No row has number 0: it is found missing as one beyond the last is.
        let to = number.and_then(|number| u32::try_from(number).ok()?.checked_sub(1));
        let to = to.unwrap_or(NOWHERE);
        if let Some(place) = rows.get_mut(row as usize) {
            *place = to;
        }
        Ok(Lead {
            entity: link.to,
            to,
            span: name.span,
        })
    }

    /// A fact's value in its parts.
    fn fact(&mut self, fact: &Fact, name: &Name) -> Read<i64> {
        let wrong = |message: String| Problem::error(name.span, message);
        let name = &name.text;
        let value = match &fact.kind {
            Type::YesNo => i64::from(self.yes_or_no()?),
            Type::Choice(_, options) => {
                let option = self.parser.name()?.text;
                let at = options.iter().position(|known| *known == option);
                at.and_then(|at| i64::try_from(at).ok())
                    .ok_or_else(|| wrong(format!("{name} is one of {}", options.join(", "))))?
            }
            Type::Date => self.parser.date()?,
            Type::Number(_) => {
                let number = self.parser.plain_number()?;
                let parts = number.times(Ratio::whole(fact.below));
                parts
                    .and_then(Ratio::to_whole)
                    .ok_or_else(|| wrong(format!("{name} has fewer decimals")))?
            }
        };
        if !(fact.least..=fact.most).contains(&value) {
            return Err(wrong(format!("{name} may not be this")));
        }
        Ok(value)
    }

    fn yes_or_no(&mut self) -> Read<bool> {
        if self.parser.take_word("yes") {
            return Ok(true);
        }
        if self.parser.take_word("no") {
            return Ok(false);
        }
        Err(self.parser.wrong("yes or no"))
    }

    fn expect(&mut self) -> Read<Expect> {
        let span = self.parser.span();
        let sum = self.parser.take_word("sum");
        let entity = self.parser.name()?;
        let mut row = 1;
        if self.parser.take_sign("[") {
            row = self.parser.plain_number()?.to_whole().unwrap_or_default();
            self.parser.sign("]")?;
        }
        self.parser.sign(".")?;
        let name = self.parser.name()?;
        let (rule, kind) = self.rule(&entity, &name)?;
        let row = u32::try_from(row).ok().and_then(|row| row.checked_sub(1));
        Ok(Expect {
            rule,
            row: (!sum).then_some(row.unwrap_or(NOWHERE)),
            result: self.expected(kind)?,
            span,
        })
    }

    fn rule(&self, entity: &Name, name: &Name) -> Read<(RuleId, &'a Type)> {
        let (entity, span) = (&entity.text, entity.span);
        let mut rules = (0_u32..).zip(&self.rules.rules);
        let found = rules
            .find(|(_, rule)| rule.head.entity.text == *entity && rule.head.name.text == name.text);
        if let Some((at, rule)) = found {
            return Ok((RuleId(at), &rule.kind));
        }
        let known = self.rules.rules.iter();
        let near = meant(&name.text, known.map(|rule| rule.head.name.text.as_str()));
        let hint = near.map_or_else(String::new, |near| format!("is {near:?} meant?"));
        let message = format!("no rule is called {entity}.{}", name.text);
        Err(Problem::error(span, message).hint(hint))
    }

    fn expected(&mut self, kind: &Type) -> Read<Expected> {
        if self.parser.take_word("not") {
            return if self.parser.take_word("known") {
                Ok(Expected::NotKnown)
            } else if self.parser.take_word("met") {
                Ok(Expected::Unmet(self.parser.name()?.text))
            } else if self.parser.take_word("in") && self.parser.take_word("force") {
                Ok(Expected::NotInForce)
            } else {
                let what = "known, in force, or met and the condition's name";
                Err(self.parser.wrong(what))
            };
        }
        self.parser.sign("=")?;
        match kind {
            Type::YesNo => Ok(Expected::YesNo(self.yes_or_no()?)),
            Type::Date => Ok(Expected::Date(self.parser.date()?)),
            Type::Number(_) | Type::Choice(..) => {
                let number = self.parser.plain_number()?;
                let to = self.parser.take_word("to");
                let to = to.then(|| self.parser.plain_number()).transpose()?;
                Ok(Expected::Number(number, to))
            }
        }
    }
}

/// A row that a link names.
struct Lead {
    entity: EntityId,
    to: u32,
    span: Span,
}

impl Lead {
    fn arrives(&self, family: &Family) -> bool {
        let count = family.counts.get(usize::from(self.entity.0));
        count.is_some_and(|count| self.to < *count)
    }
}
