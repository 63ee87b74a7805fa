//! The walk itself.

use super::{Condition, Ground, NOWHERE, Reason, Trace, Value, Without};
use crate::day;
use crate::lower::Standing;
use crate::program::{FactId, LinkId};
use crate::ratio::Ratio;
use crate::rule_set::{Is, RuleId, Typed, Version};
use crate::syntax::{Between, Gather, RowValue, Use};
use crate::unit::Type;

type Found = Result<Value, Without>;

/// Where the walk is: whose row, in which version, and what it rests on so far.
struct Place<'v> {
    row: u32,
    version: Option<&'v Version>,
    grounds: Vec<Ground>,
    /// Named parts that were worked out; what they rest on is among the grounds.
    lets: Vec<Option<Value>>,
}

impl Place<'_> {
    fn ground(&mut self, ground: Ground) {
        if !self.grounds.contains(&ground) {
            self.grounds.push(ground);
        }
    }
}

fn number(value: Value) -> Result<Ratio, Without> {
    match value {
        Value::Number(number) => Ok(number),
        Value::YesNo(yes) => Ok(Ratio::whole(i64::from(yes))),
        Value::Date(day) => Ok(Ratio::whole(day)),
        Value::Choice(at) => Ok(Ratio::whole(i64::from(at))),
    }
}

fn yes(value: Value) -> bool {
    value == Value::YesNo(true)
}

fn day_of(value: Value) -> i64 {
    match value {
        Value::Date(day) => day,
        Value::Number(number) => number.to_whole().unwrap_or_default(),
        Value::YesNo(_) | Value::Choice(_) => 0,
    }
}

fn exact(number: Option<Ratio>) -> Found {
    number.map(Value::Number).ok_or(Without::TooLarge)
}

impl<'a> Trace<'a> {
    pub(super) fn version(&mut self, id: RuleId, row: u32) -> Result<Reason, Without> {
        let rules = self.rules;
        let not_in_force = |path: String| Without::Law(Standing::NotInForce(path));
        let Some(rule) = rules.rule(id) else {
            return Err(not_in_force(String::new()));
        };
        let version = rule
            .version(self.moment.on)
            .ok_or_else(|| not_in_force(rule.head.path()))?;
        let mut conditions = Vec::new();
        for (at, requirement) in version.requires.iter().enumerate() {
            let mut place = Place {
                row,
                version: Some(version),
                grounds: Vec::new(),
                lets: vec![None; version.lets.len()],
            };
            let met = yes(self.value(&mut place, &requirement.must)?);
            conditions.push(Condition {
                at,
                met,
                grounds: place.grounds,
            });
        }
        let met = conditions.iter().all(|condition| condition.met);
        let mut place = Place {
            row,
            version: Some(version),
            grounds: Vec::new(),
            lets: vec![None; version.lets.len()],
        };
        let value = match &version.gives {
            _ if rule.used == Use::Checklist => Value::YesNo(met),
            Some(gives) if met => self.value(&mut place, gives)?,
            _ => match rule.kind {
                Type::YesNo => Value::YesNo(false),
                Type::Date => Value::Date(0),
                Type::Number(_) | Type::Choice(..) => Value::Number(Ratio::ZERO),
            },
        };
        Ok(Reason {
            rule: id,
            row,
            value,
            from: version.from,
            conditions,
            grounds: place.grounds,
        })
    }

    fn value(&mut self, place: &mut Place<'a>, part: &'a Typed) -> Found {
        match &*part.is {
            Is::Number(number) => Ok(Value::Number(*number)),
            Is::YesNo(yes) => Ok(Value::YesNo(*yes)),
            Is::Date(day) => Ok(Value::Date(*day)),
            Is::Today => Ok(Value::Date(self.moment.on)),
            Is::Parameter(id) => {
                let parameter = self.rules.parameter(*id);
                let row = parameter.and_then(|p| p.row(self.moment.on, self.moment.known));
                let name = parameter.map_or_else(String::new, |p| p.head.name.text.clone());
                match row.map(|row| (row, row.value)) {
                    Some((row, RowValue::Is(value))) => {
                        place.ground(Ground::Parameter {
                            parameter: *id,
                            row: row.clone(),
                        });
                        Ok(Value::Number(value))
                    }
                    Some((_, RowValue::None)) => Err(Without::Law(Standing::NotInForce(name))),
                    _ => Err(Without::Law(Standing::NotKnown(name))),
                }
            }
            Is::Fact(id) => self.fact(place, *id),
            Is::Rule(id) => {
                let reason = self.reason(*id, place.row)?;
                let value = reason.value;
                place.ground(Ground::Rule(reason));
                Ok(value)
            }
            Is::Let(at) => self.named(place, *at),
            Is::Up(links, value) => {
                let row = self.up(place.row, links);
                if row == NOWHERE {
                    return Ok(match part.kind {
                        Type::YesNo => Value::YesNo(false),
                        Type::Date => Value::Date(0),
                        Type::Choice(..) => Value::Choice(0),
                        Type::Number(_) => Value::Number(Ratio::ZERO),
                    });
                }
                self.there(place, row, value)
            }
            Is::Option(value, option) => {
                let value = self.value(place, value)?;
                Ok(Value::YesNo(value == Value::Choice(*option)))
            }
            Is::Not(inner) => {
                let inner = self.value(place, inner)?;
                Ok(Value::YesNo(!yes(inner)))
            }
            Is::Scaled(inner, factor) => {
                let inner = number(self.value(place, inner)?)?;
                exact(inner.times(*factor))
            }
            Is::Between(sign, a, b) => self.between(place, *sign, a, b),
            Is::If(when, then, other) => {
                let when = yes(self.value(place, when)?);
                self.value(place, if when { then } else { other })
            }
            Is::Round {
                round,
                value,
                to,
                cites,
            } => {
                let from = number(self.value(place, value)?)?;
                let whole = from.divided_by(*to).and_then(|parts| parts.rounded(*round));
                let rounded = whole
                    .and_then(|whole| Ratio::new(whole, 1)?.times(*to))
                    .ok_or(Without::TooLarge)?;
                if rounded != from {
                    place.ground(Ground::Rounded {
                        from,
                        to: rounded,
                        cites: cites.clone(),
                    });
                }
                Ok(Value::Number(rounded))
            }
            Is::Min(parts) => self.extreme(place, parts, Ratio::min),
            Is::Max(parts) => self.extreme(place, parts, Ratio::max),
            Is::Age(birth, on) => {
                let birth = day_of(self.value(place, birth)?);
                let on = day_of(self.value(place, on)?);
                Ok(Value::Number(Ratio::whole(day::age(birth, on))))
            }
            Is::Months(date, months) => {
                let date = day_of(self.value(place, date)?);
                let months = day_of(self.value(place, months)?);
                Ok(Value::Date(day::months_after(date, months)))
            }
            Is::Workdays(date, count) => {
                let date = day_of(self.value(place, date)?);
                let count = day_of(self.value(place, count)?);
                Ok(Value::Date(day::workdays_after(date, count)))
            }
            Is::Start(date, months) => {
                let date = day_of(self.value(place, date)?);
                Ok(Value::Date(day::start(date, *months)))
            }
            Is::Later(date, days) => {
                let date = day_of(self.value(place, date)?);
                let days = day_of(self.value(place, days)?);
                Ok(Value::Date(date.saturating_add(days)))
            }
            Is::Apart(a, b) => {
                let a = day_of(self.value(place, a)?);
                let b = day_of(self.value(place, b)?);
                Ok(Value::Number(Ratio::whole(a.saturating_sub(b))))
            }
            Is::Gather { .. } => self.gather(place, part),
            Is::Otherwise(a, b) => match self.gap(place.version, a) {
                Some(standing) => {
                    place.ground(Ground::Without(standing));
                    self.value(place, b)
                }
                None => self.value(place, a),
            },
            Is::Lookup(id, value) => {
                let at = number(self.value(place, value)?)?;
                let table = self.rules.table(*id);
                let name = table.map_or_else(String::new, |table| table.head.name.text.clone());
                let version = table
                    .and_then(|table| table.version(self.moment.on))
                    .ok_or_else(|| Without::Law(Standing::NotInForce(name.clone())))?;
                if version.unknown {
                    return Err(Without::Law(Standing::NotKnown(name)));
                }
                let step = version.steps.iter().rev().find(|(from, _)| *from <= at);
                let value = step.map_or(version.first, |(_, value)| *value);
                place.ground(Ground::Table { table: *id, value });
                Ok(Value::Number(value))
            }
            Is::Has(link) => {
                let to = self.up(place.row, &[*link]);
                Ok(Value::YesNo(to != NOWHERE))
            }
        }
    }

    /// A named part, worked out once: each may use the one before twice, and so on down.
    fn named(&mut self, place: &mut Place<'a>, at: usize) -> Found {
        if let Some(Some(known)) = place.lets.get(at) {
            return Ok(*known);
        }
        let part = place.version.and_then(|version| version.lets.get(at));
        let Some((_, part)) = part else {
            return Err(Without::Law(Standing::NotInForce(String::new())));
        };
        let value = self.value(place, part)?;
        if let Some(known) = place.lets.get_mut(at) {
            *known = Some(value);
        }
        Ok(value)
    }

    /// An expression of another row; what it rests on counts here too.
    fn there(&mut self, place: &mut Place<'a>, row: u32, part: &'a Typed) -> Found {
        let mut there = Place {
            row,
            version: None,
            grounds: std::mem::take(&mut place.grounds),
            lets: Vec::new(),
        };
        let found = self.value(&mut there, part);
        place.grounds = there.grounds;
        found
    }

    fn fact(&mut self, place: &mut Place<'_>, id: FactId) -> Found {
        let told = self.family.told(id, place.row);
        let fact = self.rules.fact(id);
        let (Some(value), Some(fact)) = (told.or(fact.and_then(|fact| fact.assumed)), fact) else {
            return Err(Without::Fact(id, place.row));
        };
        let value = match fact.kind {
            Type::YesNo => Value::YesNo(value != 0),
            Type::Date => Value::Date(value),
            Type::Choice(..) => Value::Choice(u16::try_from(value).unwrap_or_default()),
            Type::Number(_) => {
                let parts = Ratio::whole(value).divided_by(Ratio::whole(fact.below));
                Value::Number(parts.ok_or(Without::TooLarge)?)
            }
        };
        place.ground(Ground::Fact {
            fact: id,
            row: place.row,
            value,
            assumed: told.is_none(),
        });
        Ok(value)
    }

    fn up(&self, row: u32, links: &[LinkId]) -> u32 {
        links.iter().fold(row, |row, link| {
            self.family
                .links
                .get(usize::from(link.0))
                .and_then(|rows| rows.get(row as usize))
                .copied()
                .unwrap_or(NOWHERE)
        })
    }

    fn between(
        &mut self,
        place: &mut Place<'a>,
        sign: Between,
        a: &'a Typed,
        b: &'a Typed,
    ) -> Found {
        let a = self.value(place, a)?;
        // What is decided already rests on nothing more; the law's gaps still count.
        match sign {
            Between::And if !yes(a) => return Ok(Value::YesNo(false)),
            Between::Or if yes(a) => return Ok(Value::YesNo(true)),
            Between::And | Between::Or => return self.value(place, b),
            _ => {}
        }
        let b = self.value(place, b)?;
        let (a, b) = (number(a)?, number(b)?);
        match sign {
            Between::Plus => exact(a.plus(b)),
            Between::Minus => exact(a.minus(b)),
            Between::Times => exact(a.times(b)),
            Between::Over => exact(a.divided_by(b)),
            Between::Less => Ok(Value::YesNo(a < b)),
            Between::AtMost => Ok(Value::YesNo(a <= b)),
            Between::More => Ok(Value::YesNo(a > b)),
            Between::AtLeast => Ok(Value::YesNo(a >= b)),
            Between::Same => Ok(Value::YesNo(a == b)),
            Between::Differs => Ok(Value::YesNo(a != b)),
            Between::And | Between::Or => Ok(Value::YesNo(false)),
        }
    }

    fn extreme(
        &mut self,
        place: &mut Place<'a>,
        parts: &'a [Typed],
        pick: fn(Ratio, Ratio) -> Ratio,
    ) -> Found {
        let mut found: Option<Ratio> = None;
        for part in parts {
            let value = number(self.value(place, part)?)?;
            found = Some(found.map_or(value, |before| pick(before, value)));
        }
        exact(found)
    }

    fn gather(&mut self, place: &mut Place<'a>, part: &'a Typed) -> Found {
        let Is::Gather {
            how,
            up,
            link,
            value,
            keep,
            empty,
        } = &*part.is
        else {
            return Err(Without::TooLarge);
        };
        let holder = self.up(place.row, up);
        let members = self.members.get(&(link.0, holder)).cloned();
        let members = members.filter(|_| holder != NOWHERE).unwrap_or_default();
        let mut kept = Vec::new();
        for row in members {
            let keeps = match keep {
                Some(keep) => yes(self.there(place, row, keep)?),
                None => true,
            };
            if !keeps {
                continue;
            }
            let value = match value {
                Some(value) => self.there(place, row, value)?,
                None => Value::Number(Ratio::ONE),
            };
            kept.push((row, value));
        }
        let date = matches!(part.kind, Type::Date);
        match how {
            Gather::Sum | Gather::Count => {
                let mut sum = Ratio::ZERO;
                for (_, value) in kept {
                    sum = sum.plus(number(value)?).ok_or(Without::TooLarge)?;
                }
                Ok(Value::Number(sum))
            }
            Gather::Any if value.is_none() => Ok(Value::YesNo(!kept.is_empty())),
            Gather::Any => Ok(Value::YesNo(kept.iter().any(|(_, value)| yes(*value)))),
            Gather::All => Ok(Value::YesNo(kept.iter().all(|(_, value)| yes(*value)))),
            Gather::Least | Gather::Most => {
                let mut numbers = Vec::new();
                for (_, value) in kept {
                    numbers.push(number(value)?);
                }
                let found = if *how == Gather::Least {
                    numbers.into_iter().min()
                } else {
                    numbers.into_iter().max()
                };
                match (found, empty) {
                    (Some(found), _) if date => {
                        Ok(Value::Date(found.to_whole().unwrap_or_default()))
                    }
                    (Some(found), _) => Ok(Value::Number(found)),
                    (None, Some(empty)) => self.value(place, empty),
                    (None, None) => Ok(Value::Number(Ratio::ZERO)),
                }
            }
            Gather::Rank => {
                let mut keyed = Vec::new();
                for (row, value) in kept {
                    keyed.push((number(value)?, row));
                }
                keyed.sort();
                let at = keyed.iter().position(|(_, row)| *row == place.row);
                let rank = at
                    .and_then(|at| i64::try_from(at).ok())
                    .map_or(0, |at| at.saturating_add(1));
                Ok(Value::Number(Ratio::whole(rank)))
            }
        }
    }
}

/// What a value is in the parts of a program's output.
pub fn in_parts(value: Value, below: i64) -> Option<i64> {
    match value {
        Value::Number(number) => number.times(Ratio::whole(below))?.to_whole(),
        Value::YesNo(yes) => Some(i64::from(yes)),
        Value::Date(day) => Some(day),
        Value::Choice(at) => Some(i64::from(at)),
    }
}
