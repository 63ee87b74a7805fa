//! Parameters and tables: numbers that hold from a day on.

use super::{Collector, id};
use crate::problem::Problem;
use crate::rule_set::{DatedTableId, Parameter, ParameterId, Table};
use crate::syntax::{self, RowValue};

impl Collector<'_> {
    pub(super) fn parameter(
        &mut self,
        parameter: syntax::Parameter,
        law: Option<usize>,
        reform: bool,
    ) {
        let name = parameter.head.name.clone();
        for row in &parameter.rows {
            let sourced = row.source.is_some() || !matches!(row.value, RowValue::Is(_));
            if !sourced {
                self.problems.push(
                    Problem::error(row.span, "this value has no source")
                        .hint("write source \"…\" after it"),
                );
            }
        }
        let unit = self.unit(&parameter.unit);
        let mut rows = parameter.rows;
        rows.sort_by_key(|row| (row.from, row.known));
        if let Some(at) = self.names.parameters.get(&name.text).copied() {
            if !reform {
                return self.twice(&name);
            }
            let Some(base) = self.rules.parameters.get_mut(at.0 as usize) else {
                return;
            };
            let first = rows.first().map_or(i64::MAX, |row| row.from);
            base.rows.retain(|row| row.from < first);
            base.rows.extend(rows);
            if base.unit != unit {
                let message = format!("{:?} is in {}", name.text, base.unit);
                self.error(name.span, message, "a reform keeps the unit");
            }
            return;
        }
        if rows.is_empty() {
            self.error(
                name.span,
                "this parameter has no values",
                "write 2026-01-01: 100 source \"…\"",
            );
        }
        let at = ParameterId(id(self.rules.parameters.len()));
        self.names.parameters.insert(name.text, at);
        self.rules.parameters.push(Parameter {
            head: parameter.head,
            unit,
            rows,
            law,
        });
    }

    pub(super) fn table(&mut self, table: syntax::Table, law: Option<usize>, reform: bool) {
        let name = table.head.name.clone();
        for version in &table.versions {
            if version.source.is_none() && !version.unknown {
                self.error(
                    version.span,
                    "this table has no source",
                    "write source \"…\" after the day",
                );
            }
            let rising = version
                .steps
                .windows(2)
                .all(|pair| matches!(pair, [a, b] if a.0 < b.0));
            if !rising {
                self.error(
                    version.span,
                    "the thresholds don't rise",
                    "write them from the smallest",
                );
            }
        }
        let (of, to) = (self.unit(&table.of), self.unit(&table.to));
        let mut versions = table.versions;
        versions.sort_by_key(|version| version.from);
        if let Some(at) = self.names.tables.get(&name.text).copied() {
            if !reform {
                return self.twice(&name);
            }
            if let Some(base) = self.rules.tables.get_mut(at.0 as usize) {
                let first = versions.first().map_or(i64::MAX, |version| version.from);
                base.versions.retain(|version| version.from < first);
                base.versions.extend(versions);
            }
            return;
        }
        let at = DatedTableId(id(self.rules.tables.len()));
        self.names.tables.insert(name.text, at);
        self.rules.tables.push(Table {
            head: table.head,
            of,
            to,
            versions,
            law,
        });
    }
}
