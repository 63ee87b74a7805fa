//! Worked examples as data: a family, a day, and what the law gives it.
//!
//! ```text
//! example "Et barn på et år hos en enlig mor"
//!   on 2026-03-01
//!   source "borger.dk"
//!   home: couple no
//!   adult: indkomstgrundlag 300_000
//!   child: born 2025-01-01, deling alene
//!   expect adult.boerneydelse = 21_480
//!   expect child[2].alder = 3
//!   expect adult.mellemskat not known
//! ```
//!
//! Adults and children belong to the home above them; a second home begins another one.

use crate::lex::{Placed, Token, lex};
use crate::lower::{Moment, Ready, Standing};
use crate::problem::{Problem, Source, Span};
use crate::program::{EntityId, Round};
use crate::ratio::Ratio;
use crate::rule_set::{RuleId, RuleSet};
use crate::trace::{Family, NOWHERE, Trace, Value};
use crate::unit::Type;

/// A worked example.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example {
    /// What it is about, in a sentence.
    pub name: String,
    /// The day, and what was known when.
    pub moment: Moment,
    /// Where the expected result comes from; empty when it is worked out from the rule's text.
    pub source: String,
    /// The family.
    pub family: Family,
    /// What is expected.
    pub expects: Vec<Expect>,
    /// Where it stands.
    pub span: Span,
}

/// One expected result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expect {
    /// Of which rule.
    pub rule: RuleId,
    /// Of which row; `None`: the sum over all.
    pub row: Option<u32>,
    /// What.
    pub result: Expected,
    /// Where it stands.
    pub span: Span,
}

/// What may be expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expected {
    /// A number, perhaps only after rounding to a multiple.
    Number(Ratio, Option<Ratio>),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(i64),
    /// The rule is not in force.
    NotInForce,
    /// A number of the law that it needs is not known.
    NotKnown,
    /// The condition of this name is not met.
    Unmet(String),
}

/// Reads examples about a rule set.
pub fn read(rules: &RuleSet, file: u32, source: &Source) -> (Vec<Example>, Vec<Problem>) {
    let (tokens, problems) = lex(file, &source.text);
    let mut reader = Reader {
        rules,
        tokens,
        at: 0,
        problems,
    };
    let mut examples = Vec::new();
    while *reader.peek() != Token::End {
        let before = reader.at;
        match reader.example() {
            Ok(example) => examples.push(example),
            Err(problem) => {
                reader.problems.push(problem);
                reader.at = reader.at.max(before.saturating_add(1));
                while *reader.peek() != Token::End && !reader.is("example") {
                    reader.at = reader.at.saturating_add(1);
                }
            }
        }
    }
    (examples, reader.problems)
}

type Read<T> = Result<T, Problem>;

struct Reader<'a> {
    rules: &'a RuleSet,
    tokens: Vec<Placed>,
    at: usize,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn peek(&self) -> &Token {
        self.tokens
            .get(self.at)
            .map_or(&Token::End, |placed| &placed.token)
    }

    fn span(&self) -> Span {
        let last = self.tokens.last();
        let here = self.tokens.get(self.at).or(last);
        here.map(|placed| placed.span).unwrap_or_default()
    }

    fn is(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Word(w) if w == word)
    }

    fn starts_line(&self) -> bool {
        self.tokens.get(self.at).is_none_or(|placed| placed.first)
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at = self.at.saturating_add(1);
        token
    }

    fn take(&mut self, word: &str) -> bool {
        let is = self.is(word);
        self.at = self.at.saturating_add(usize::from(is));
        is
    }

    fn sign(&mut self, sign: &str) -> bool {
        let is = matches!(self.peek(), Token::Sign(s) if *s == sign);
        self.at = self.at.saturating_add(usize::from(is));
        is
    }

    fn wrong<T>(&self, message: impl Into<String>) -> Read<T> {
        Err(Problem::error(self.span(), message))
    }

    fn word(&mut self) -> Read<String> {
        match self.peek() {
            Token::Word(word) => {
                let word = word.clone();
                self.at = self.at.saturating_add(1);
                Ok(word)
            }
            _ => self.wrong("a name is missing here"),
        }
    }

    fn text(&mut self) -> Read<String> {
        match self.next() {
            Token::Text(text) => Ok(text),
            _ => self.wrong("a text in quotation marks is missing here"),
        }
    }

    fn day(&mut self) -> Read<i64> {
        match self.next() {
            Token::Date(day) => Ok(day),
            _ => self.wrong("a day such as 2026-01-31 is missing here"),
        }
    }

    fn number(&mut self) -> Read<Ratio> {
        let negative = self.sign("-");
        match self.next() {
            Token::Number(number, _) if negative => {
                number.negated().map_or_else(|| self.wrong("too long"), Ok)
            }
            Token::Number(number, _) => Ok(number),
            _ => self.wrong("a number is missing here"),
        }
    }

    fn example(&mut self) -> Read<Example> {
        let span = self.span();
        if !self.take("example") {
            return self.wrong("an example begins with: example \"what it is about\"");
        }
        let mut example = Example {
            name: self.text()?,
            moment: Moment { on: 0, known: 0 },
            source: String::new(),
            family: Family {
                counts: vec![0; self.rules.entities.len()],
                links: vec![Vec::new(); self.rules.links.len()],
                facts: vec![Vec::new(); self.rules.facts.len()],
            },
            expects: Vec::new(),
            span,
        };
        let mut known = None;
        while !matches!(self.peek(), Token::End) && !self.is("example") {
            if self.take("on") {
                example.moment.on = self.day()?;
            } else if self.take("known") {
                known = Some(self.day()?);
            } else if self.take("source") {
                example.source = self.text()?;
            } else if self.take("expect") {
                let expect = self.expect()?;
                example.expects.push(expect);
            } else {
                self.row(&mut example.family)?;
            }
        }
        example.moment.known = known.unwrap_or(i64::MAX);
        if example.expects.is_empty() || example.moment.on == 0 {
            return Err(Problem::error(
                span,
                "an example says on which day, and what to expect",
            ));
        }
        Ok(example)
    }

    fn entity(&self, name: &str) -> Option<EntityId> {
        let at = self
            .rules
            .entities
            .iter()
            .position(|entity| entity.head.name.text == name)?;
        u16::try_from(at).ok().map(EntityId)
    }

    /// A row and its facts. It belongs to the last row of the entity above; one of those is made
    /// when there is none.
    fn row(&mut self, family: &mut Family) -> Read<()> {
        let span = self.span();
        let name = self.word()?;
        let Some(entity) = self.entity(&name) else {
            return Err(
                Problem::error(span, format!("no entity is called {name:?}")).hint(
                    "an example has: on, known, source, expect, and entities with their facts",
                ),
            );
        };
        let row = self.add(family, entity);
        if !self.sign(":") {
            return self.wrong("a colon is missing here");
        }
        // Facts may go on over lines, after a comma.
        let mut goes_on = !self.starts_line();
        while goes_on && matches!(self.peek(), Token::Word(_)) {
            self.fact(family, entity, row)?;
            goes_on = self.sign(",");
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

    fn fact(&mut self, family: &mut Family, entity: EntityId, row: u32) -> Read<()> {
        let span = self.span();
        let name = self.word()?;
        let found = (0_u32..)
            .zip(&self.rules.facts)
            .find(|(_, fact)| fact.entity == entity && fact.head.name.text == name);
        let Some((at, fact)) = found else {
            // A link to a row of another entity, by its number.
            let link = self
                .rules
                .links
                .iter()
                .position(|link| link.from == entity && link.optional && link.name == name);
            let place = link
                .and_then(|link| family.links.get_mut(link))
                .and_then(|rows| rows.get_mut(row as usize));
            let Some(place) = place else {
                return Err(Problem::error(
                    span,
                    format!("no fact of it is called {name:?}"),
                ));
            };
            let number = self
                .number()?
                .to_whole()
                .and_then(|n| u32::try_from(n).ok());
            *place = number.and_then(|n| n.checked_sub(1)).unwrap_or(NOWHERE);
            return Ok(());
        };
        let (kind, below, least, most) = (fact.kind.clone(), fact.below, fact.least, fact.most);
        let value = match (&kind, self.peek()) {
            (Type::YesNo, Token::Word(word)) if word == "yes" || word == "no" => {
                let yes = word == "yes";
                self.at = self.at.saturating_add(1);
                i64::from(yes)
            }
            (Type::Choice(_, options), Token::Word(word)) => {
                let at = options.iter().position(|option| option == word);
                self.at = self.at.saturating_add(1);
                match at.and_then(|at| i64::try_from(at).ok()) {
                    Some(at) => at,
                    None => return self.wrong(format!("{name} is one of {}", options.join(", "))),
                }
            }
            (Type::Date, _) => self.day()?,
            (Type::Number(_), _) => {
                let number = self.number()?;
                match number.times(Ratio::whole(below)).and_then(Ratio::to_whole) {
                    Some(parts) => parts,
                    None => return self.wrong(format!("{name} has fewer decimals")),
                }
            }
            _ => return self.wrong(format!("{name} is yes or no")),
        };
        if !(least..=most).contains(&value) {
            return Err(Problem::error(span, format!("{name} may not be this")));
        }
        family.tell(crate::program::FactId(at), row, value);
        Ok(())
    }

    fn expect(&mut self) -> Read<Expect> {
        let span = self.span();
        let sum = self.take("sum");
        let entity = self.word()?;
        let mut row = 1;
        if self.sign("[") {
            row = self.number()?.to_whole().unwrap_or_default();
            if !self.sign("]") {
                return self.wrong("\"]\" is missing here");
            }
        }
        if !self.sign(".") {
            return self.wrong("a point and the rule's name are missing here");
        }
        let name = self.word()?;
        let found = (0_u32..)
            .zip(&self.rules.rules)
            .find(|(_, rule)| rule.head.entity.text == entity && rule.head.name.text == name);
        let Some((at, rule)) = found else {
            let known = self
                .rules
                .rules
                .iter()
                .map(|rule| rule.head.name.text.as_str());
            let near = crate::problem::meant(&name, known);
            let hint = near.map_or_else(String::new, |near| format!("is {near:?} meant?"));
            return Err(
                Problem::error(span, format!("no rule is called {entity}.{name}")).hint(hint),
            );
        };
        let kind = rule.kind.clone();
        let result = if self.take("not") {
            if self.take("known") {
                Expected::NotKnown
            } else if self.take("met") {
                Expected::Unmet(self.word()?)
            } else if self.take("in") && self.take("force") {
                Expected::NotInForce
            } else {
                return self.wrong("not known, not in force, or not met and the condition's name");
            }
        } else if !self.sign("=") {
            return self.wrong("\"=\" is missing here");
        } else if kind == Type::YesNo {
            let yes = self.take("yes");
            if !yes && !self.take("no") {
                return self.wrong("yes or no is missing here");
            }
            Expected::YesNo(yes)
        } else if kind == Type::Date {
            Expected::Date(self.day()?)
        } else {
            let number = self.number()?;
            let to = if self.take("to") {
                Some(self.number()?)
            } else {
                None
            };
            Expected::Number(number, to)
        };
        let row = u32::try_from(row).ok().and_then(|row| row.checked_sub(1));
        Ok(Expect {
            rule: RuleId(at),
            row: if sum {
                None
            } else {
                Some(row.unwrap_or(NOWHERE))
            },
            result,
            span,
        })
    }
}

/// Holds an example against the rules, walking them with reasons. What differs is told.
pub fn hold(rules: &RuleSet, ready: &Ready, example: &Example) -> Vec<Problem> {
    let mut trace = Trace::of(rules, &example.family, example.moment);
    let mut wrong = Vec::new();
    for expect in &example.expects {
        let Some(rule) = rules.rule(expect.rule) else {
            continue;
        };
        let standing = ready.standings.get(expect.rule.0 as usize);
        let told = match (standing, &expect.result) {
            (Some(Standing::NotInForce(_)), Expected::NotInForce)
            | (Some(Standing::NotKnown(_)), Expected::NotKnown) => continue,
            (Some(Standing::NotInForce(what)), _) => format!("it is not in force ({what})"),
            (Some(Standing::NotKnown(what)), _) => format!("{what} is not known"),
            _ => match found(&mut trace, rules, example, expect) {
                Ok(None) => continue,
                Ok(Some(told)) => told,
                Err(without) => format!("there is no value: {without:?}"),
            },
        };
        let path = rule.head.path();
        wrong.push(Problem::error(
            expect.span,
            format!("{}: {path}: {told}", example.name),
        ));
    }
    wrong
}

/// `None` when it is as expected, else what it is.
fn found(
    trace: &mut Trace<'_>,
    rules: &RuleSet,
    example: &Example,
    expect: &Expect,
) -> Result<Option<String>, crate::trace::Without> {
    let entity = rules.rule(expect.rule).map(|rule| rule.entity);
    let count = entity.and_then(|entity| example.family.counts.get(usize::from(entity.0)));
    let count = count.copied().unwrap_or_default();
    let rows = match expect.row {
        Some(row) if row < count => row..row.saturating_add(1),
        Some(_) => return Ok(Some("the family has no such row".into())),
        None => 0..count,
    };
    let mut sum = Ratio::ZERO;
    let mut last = None;
    for row in rows {
        let reason = trace.reason(expect.rule, row)?;
        if let Value::Number(number) = reason.value {
            sum = sum.plus(number).ok_or(crate::trace::Without::TooLarge)?;
        }
        last = Some(reason);
    }
    let Some(reason) = last else {
        return Ok(Some("the family has no such row".into()));
    };
    let unmet: Vec<String> = reason
        .conditions
        .iter()
        .filter(|condition| !condition.met)
        .filter_map(|condition| {
            let version = rules.rule(reason.rule)?.version(example.moment.on)?;
            Some(version.requires.get(condition.at)?.head.name.text.clone())
        })
        .collect();
    let why = if unmet.is_empty() {
        String::new()
    } else {
        format!(" (not met: {})", unmet.join(", "))
    };
    Ok(match (&expect.result, reason.value) {
        (Expected::Unmet(name), _) if unmet.contains(name) => None,
        (Expected::Unmet(_), _) => Some(format!("that condition is met{why}")),
        (Expected::Number(wanted, to), Value::Number(_)) => {
            let rounded = to.and_then(|to| {
                let whole = sum.divided_by(to)?.rounded(Round::HalfUp)?;
                Ratio::new(whole, 1)?.times(to)
            });
            let is = rounded.unwrap_or(sum);
            (is != *wanted).then(|| format!("{sum}, not {wanted}{why}"))
        }
        (Expected::YesNo(wanted), Value::YesNo(is)) => {
            (is != *wanted).then(|| format!("{}{why}", if is { "yes" } else { "no" }))
        }
        (Expected::Date(wanted), Value::Date(is)) => (is != *wanted).then(|| {
            let (year, month, day) = crate::day::civil(is);
            format!("{year:04}-{month:02}-{day:02}{why}")
        }),
        (_, value) => Some(format!("{value:?}{why}")),
    })
}
