//! What a table has for a number.

use super::fractions::too_large;
use super::{Lowering, Made, Stop, Value};
use crate::problem::Span;
use crate::program::{EntityId, Op, Round, Table, TableId};
use crate::ratio::{Ratio, common};
use crate::rule_set::DatedTableId;
use crate::syntax::TableVersion;

impl Lowering<'_> {
    pub(super) fn lookup(
        &mut self,
        entity: EntityId,
        id: DatedTableId,
        value: Value,
        span: Span,
    ) -> Made<Value> {
        let dated = self.rules.table(id).ok_or(Stop::NotKnown(String::new()))?;
        let version = dated
            .version(self.moment.on)
            .ok_or_else(|| Stop::NotInForce(dated.head.name.text.clone()))?;
        if version.unknown {
            return Err(Stop::NotKnown(dated.head.name.text.clone()));
        }
        let (step, below) = match value {
            Value::Fixed(number) => {
                let found = version.steps.iter().rev().find(|(at, _)| *at <= number);
                return Ok(Value::Fixed(
                    found.map_or(version.first, |(_, value)| *value),
                ));
            }
            Value::Number { step, below } => (step, below),
            Value::Plain(step) => (step, 1),
        };
        let made = self.tables.get(&(id.0, below)).copied();
        let (table, scale) = match made {
            Some(made) => made,
            None => {
                let (made, scale) =
                    table(version, below).ok_or_else(|| Stop::Wrong(too_large(span)))?;
                let at = TableId(u32::try_from(self.program.tables.len()).unwrap_or(u32::MAX));
                self.program.tables.push(made);
                self.tables.insert((id.0, below), (at, scale));
                (at, scale)
            }
        };
        let step = self.step(entity, Op::Lookup { value: step, table }, span)?;
        let below = scale
            .to_whole()
            .ok_or_else(|| Stop::Wrong(too_large(span)))?;
        Ok(Value::Number { step, below })
    }
}

/// A table as the program needs it, and what its values are multiplied by to be whole.
fn table(version: &TableVersion, of_below: i64) -> Option<(Table, Ratio)> {
    // Values over a common denominator.
    let mut below: i128 = 1;
    for value in version
        .steps
        .iter()
        .map(|(_, value)| value)
        .chain([&version.first])
    {
        let (_, part) = value.parts();
        let common = common(below.unsigned_abs(), part.unsigned_abs());
        below = below.checked_mul(part.checked_div(i128::try_from(common).ok()?)?)?;
    }
    let scale = Ratio::new(below, 1)?;
    let whole = |value: Ratio| value.times(scale)?.to_whole();
    let threshold = |at: Ratio| {
        // The smallest value in parts that reaches it.
        let parts = at.times(Ratio::whole(of_below))?.rounded(Round::Up)?;
        i64::try_from(parts).ok()
    };
    let rows: Option<Vec<(i64, i64)>> = version
        .steps
        .iter()
        .map(|(at, value)| Some((threshold(*at)?, whole(*value)?)))
        .collect();
    let first = whole(version.first)?;
    Some((Table { first, rows: rows? }, scale))
}
