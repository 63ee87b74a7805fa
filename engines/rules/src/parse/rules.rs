//! Rules, their conditions and versions.

use super::{Parser, Read};
use crate::syntax::{Head, Requirement, Rule, Use, Version};

impl Parser {
    pub(super) fn rule(&mut self, mut head: Head, used: Use) -> Read<Rule> {
        self.owned(&mut head)?;
        let kind = self.written()?;
        let mut rule = Rule {
            head: Head::default(),
            used,
            kind,
            requires: Vec::new(),
            by: None,
            versions: Vec::new(),
        };
        loop {
            self.about(&mut head)?;
            let span = self.span();
            if self.take_word("requires") {
                rule.requires.push(self.requirement()?);
            } else if self.take_word("by") {
                rule.by = Some(self.name()?);
            } else if self.take_word("from") {
                rule.versions.push(self.version(used)?);
            } else if self.take_word("until") {
                let from = self.date()?;
                rule.versions.push(Version {
                    from,
                    requires: Vec::new(),
                    lets: Vec::new(),
                    gives: None,
                    span,
                });
            } else {
                return Ok(Rule { head, ..rule });
            }
        }
    }

    fn requirement(&mut self) -> Read<Requirement> {
        let mut head = Head {
            name: self.name()?,
            ..Head::default()
        };
        self.sign(":")?;
        let must = self.expression()?;
        self.about(&mut head)?;
        Ok(Requirement { head, must })
    }

    fn version(&mut self, used: Use) -> Read<Version> {
        let span = self.last_span();
        let from = self.date()?;
        let mut version = Version {
            from,
            requires: Vec::new(),
            lets: Vec::new(),
            gives: None,
            span,
        };
        loop {
            if self.take_word("requires") {
                version.requires.push(self.requirement()?);
            } else if self.take_word("let") {
                let name = self.name()?;
                self.sign("=")?;
                let value = self.expression()?;
                version.lets.push((name, value));
            } else {
                break;
            }
        }
        // A checklist gives whether all its conditions hold.
        if used != Use::Checklist {
            self.word("gives")?;
            version.gives = Some(self.expression()?);
        }
        version.span = span.until(self.last_span());
        Ok(version)
    }
}
