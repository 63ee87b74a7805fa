//! Parameters and tables: numbers that hold from a day on.

use super::{Parser, Read};
use crate::lex::Token;
use crate::problem::Problem;
use crate::ratio::Ratio;
use crate::syntax::{Cited, Confidence, Head, Parameter, Row, RowValue, Table, TableVersion};

impl Parser {
    fn confidence(&mut self) -> Read<Confidence> {
        let span = self.span();
        let word = self.name()?;
        match word.text.as_str() {
            "high" => Ok(Confidence::High),
            "medium" => Ok(Confidence::Medium),
            "low" => Ok(Confidence::Low),
            _ => Err(Problem::error(span, "confidence is high, medium or low")),
        }
    }

    pub(super) fn parameter(&mut self, mut head: Head) -> Read<Parameter> {
        head.name = self.name()?;
        self.sign(":")?;
        let unit = self.unit()?;
        self.about(&mut head)?;
        let mut rows = Vec::new();
        while let Token::Date(_) = self.peek() {
            rows.push(self.row()?);
            self.about(&mut head)?;
        }
        Ok(Parameter { head, unit, rows })
    }

    fn row(&mut self) -> Read<Row> {
        let begin = self.span();
        let from = self.date()?;
        self.sign(":")?;
        let value = if self.take_word("unknown") {
            RowValue::Unknown
        } else if self.take_word("none") {
            RowValue::None
        } else {
            RowValue::Is(self.plain_number()?)
        };
        let mut row = Row {
            from,
            value,
            known: None,
            source: None,
            confidence: None,
            span: begin.until(self.last_span()),
        };
        loop {
            let span = self.span();
            if self.take_word("known") {
                row.known = Some(self.date()?);
            } else if self.take_word("source") {
                let text = self.text()?;
                row.source = Some(Cited { text, span });
            } else if self.take_word("confidence") {
                row.confidence = Some(self.confidence()?);
            } else {
                return Ok(row);
            }
        }
    }

    pub(super) fn table(&mut self, mut head: Head) -> Read<Table> {
        head.name = self.name()?;
        self.sign(":")?;
        let of = self.unit()?;
        self.word("to")?;
        let to = self.unit()?;
        let mut versions = Vec::new();
        loop {
            self.about(&mut head)?;
            let span = self.span();
            if !self.take_word("from") {
                return Ok(Table {
                    head,
                    of,
                    to,
                    versions,
                });
            }
            let from = self.date()?;
            let mut version = TableVersion {
                from,
                unknown: self.take_word("unknown"),
                first: Ratio::ZERO,
                steps: Vec::new(),
                source: None,
                confidence: None,
                span,
            };
            loop {
                let span = self.span();
                if self.take_word("source") {
                    let text = self.text()?;
                    version.source = Some(Cited { text, span });
                } else if self.take_word("confidence") {
                    version.confidence = Some(self.confidence()?);
                } else {
                    break;
                }
            }
            if version.unknown {
                versions.push(version);
                continue;
            }
            self.word("below")?;
            self.sign(":")?;
            version.first = self.plain_number()?;
            while matches!(self.peek(), Token::Number(..)) {
                let threshold = self.plain_number()?;
                self.sign(":")?;
                version.steps.push((threshold, self.plain_number()?));
            }
            versions.push(version);
        }
    }
}
