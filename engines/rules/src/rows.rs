//! Many families at once: for every entity its rows, as columns.
//!
//! [`Rows`] follows a [`Program`]: one count per entity, one column per link and per fact, in the
//! program's order. [`Rows::check`] says whether they fit before anything runs.

use crate::program::{EntityId, FactId, Program};

/// The place that a link which leads nowhere has.
pub const NOWHERE: u32 = u32::MAX;

/// The values of one fact or result, one per row, as narrow as they are.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Column {
    /// Nobody says; what the fact assumes counts in every row.
    #[default]
    Missing,
    /// The same in every row.
    Same(i64),
    /// Values from 0 to 255; yes and no are 1 and 0.
    Small(Vec<u8>),
    /// Values of 32 bits.
    Whole(Vec<i32>),
    /// Values of 64 bits.
    Long(Vec<i64>),
}

impl Column {
    /// As narrow as the values allow.
    pub fn of(values: &[i64]) -> Self {
        let small: Result<Vec<u8>, _> = values.iter().map(|value| u8::try_from(*value)).collect();
        if let Ok(small) = small {
            return Self::Small(small);
        }
        let whole: Result<Vec<i32>, _> = values.iter().map(|value| i32::try_from(*value)).collect();
        whole.map_or_else(|_| Self::Long(values.to_vec()), Self::Whole)
    }

    /// Yes and no.
    pub fn yes_no(values: impl IntoIterator<Item = bool>) -> Self {
        Self::Small(values.into_iter().map(u8::from).collect())
    }

    /// The value in a row; `None` beyond the end and where nobody says.
    pub fn value(&self, row: usize) -> Option<i64> {
        match self {
            Self::Missing => None,
            Self::Same(value) => Some(*value),
            Self::Small(values) => values.get(row).map(|value| i64::from(*value)),
            Self::Whole(values) => values.get(row).map(|value| i64::from(*value)),
            Self::Long(values) => values.get(row).copied(),
        }
    }

    /// The values of the first `count` rows; fewer when the column is shorter.
    pub fn values(&self, count: usize) -> impl Iterator<Item = i64> + '_ {
        (0..count).map_while(|row| self.value(row))
    }

    /// The sum of the first `count` rows.
    pub fn sum(&self, count: usize) -> i128 {
        match self {
            Self::Missing => 0,
            Self::Same(value) => i128::from(*value).saturating_mul(count as i128),
            Self::Small(values) => values.iter().take(count).map(|v| i128::from(*v)).sum(),
            Self::Whole(values) => values.iter().take(count).map(|v| i128::from(*v)).sum(),
            Self::Long(values) => values.iter().take(count).map(|v| i128::from(*v)).sum(),
        }
    }

    /// How many rows it has; `None` when it has the same for any number of rows.
    fn rows(&self) -> Option<usize> {
        match self {
            Self::Missing | Self::Same(_) => None,
            Self::Small(values) => Some(values.len()),
            Self::Whole(values) => Some(values.len()),
            Self::Long(values) => Some(values.len()),
        }
    }

    /// The first row whose value lies outside, and the value.
    fn outside(&self, least: i64, most: i64) -> Option<(usize, i64)> {
        fn first<T: Copy + Ord + Into<i64>>(
            values: &[T],
            least: i64,
            most: i64,
        ) -> Option<(usize, i64)> {
            // The smallest and largest in one pass without branches; rows are looked for after.
            let start = *values.first()?;
            let ends = |(low, high): (T, T), value: &T| (low.min(*value), high.max(*value));
            let (low, high) = values.iter().fold((start, start), ends);
            if low.into() >= least && high.into() <= most {
                return None;
            }
            let values = values.iter().map(|value| (*value).into());
            let mut outside = values.enumerate();
            outside.find(|(_, value)| *value < least || *value > most)
        }
        match self {
            Self::Missing => None,
            Self::Same(value) => first(&[*value], least, most),
            Self::Small(values) => first(values, least, most),
            Self::Whole(values) => first(values, least, most),
            Self::Long(values) => first(values, least, most),
        }
    }
}

/// Families as columns, in the order of a program's entities, links and facts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rows {
    /// How many rows each entity has.
    pub counts: Vec<usize>,
    /// For each link, the row that each row belongs to; [`NOWHERE`] where it leads nowhere.
    /// When rows stand in the order of those they belong to, runs go family by family.
    pub links: Vec<Vec<u32>>,
    /// For each fact, its values.
    pub facts: Vec<Column>,
}

/// Why rows do not fit a program.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RowsError {
    /// Entities, links or facts are too few or too many.
    #[error("there are {found} columns of {what}, and the rules have {wanted}; give one for each")]
    Columns {
        /// `entities`, `links` or `facts`.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there must be.
        wanted: usize,
    },
    /// An entity has more rows than a link can name.
    #[error(
        "{entity} has {found} rows; at most 4,294,967,295 fit, so split them into several runs"
    )]
    TooMany {
        /// The entity.
        entity: String,
        /// How many rows.
        found: usize,
    },
    /// A column is not as long as its entity.
    #[error("{name} has {found} values, and there are {wanted} rows; give one value for each row")]
    Length {
        /// The fact or link.
        name: String,
        /// How many values.
        found: usize,
        /// How many rows.
        wanted: usize,
    },
    /// A value is not allowed.
    #[error("{name} is {value} in row {row}; it must be from {least} to {most}")]
    Outside {
        /// The fact.
        name: String,
        /// The first such row, from 0.
        row: usize,
        /// Its value.
        value: i64,
        /// The smallest allowed.
        least: i64,
        /// The largest allowed.
        most: i64,
    },
    /// A link leads beyond the end.
    #[error(
        "{name} leads from row {row} to row {to}, and there are only {count}; rows count from 0"
    )]
    Beyond {
        /// The link.
        name: String,
        /// The first such row, from 0.
        row: usize,
        /// Where it leads.
        to: u32,
        /// How many rows there are.
        count: usize,
    },
    /// A link leads nowhere and must lead somewhere.
    #[error("{name} leads nowhere from row {row}; every row must belong to one")]
    Nowhere {
        /// The link.
        name: String,
        /// The first such row, from 0.
        row: usize,
    },
    /// More rows belong to one than sums over them are proven for.
    #[error("by {name} more than 1,000 rows belong to one; no family is that large")]
    Crowded {
        /// The link.
        name: String,
    },
    /// A fact is missing and nothing is assumed.
    #[error("{name} is missing, and the rules assume nothing for it; give a value for each row")]
    Missing {
        /// The fact.
        name: String,
    },
}

impl Rows {
    /// Rows without any: every fact missing.
    pub fn of(program: &Program) -> Self {
        Self {
            counts: vec![0; program.entities.len()],
            links: vec![Vec::new(); program.links.len()],
            facts: vec![Column::Missing; program.facts.len()],
        }
    }

    /// How many rows an entity has.
    pub fn count(&self, entity: EntityId) -> usize {
        self.counts.get(usize::from(entity.0)).copied().unwrap_or(0)
    }

    /// Gives a fact its values. `false`: the program has no such fact.
    pub fn set(&mut self, fact: FactId, column: Column) -> bool {
        let place = self.facts.get_mut(fact.0 as usize);
        place.map(|place| *place = column).is_some()
    }

    /// Whether they fit the program: every run relies on it. How many rows belong to one is seen
    /// only when it runs.
    pub fn check(&self, program: &Program) -> Result<(), RowsError> {
        let columns = |what, found, wanted| {
            let fits = found == wanted;
            let error = RowsError::Columns {
                what,
                found,
                wanted,
            };
            fits.then_some(()).ok_or(error)
        };
        columns("entities", self.counts.len(), program.entities.len())?;
        columns("links", self.links.len(), program.links.len())?;
        columns("facts", self.facts.len(), program.facts.len())?;
        for (entity, found) in program.entities.iter().zip(&self.counts) {
            if *found >= NOWHERE as usize {
                let entity = entity.clone();
                return Err(RowsError::TooMany {
                    entity,
                    found: *found,
                });
            }
        }
        for (link, rows) in program.links.iter().zip(&self.links) {
            let name = || link.name.clone();
            length(&link.name, Some(rows.len()), self.count(link.from))?;
            let count = self.count(link.to);
            // `TooMany` has said that counts stay below.
            let end = u32::try_from(count).unwrap_or(NOWHERE);
            let wrong = |to: &u32| (*to >= end) & !(link.optional & (*to == NOWHERE));
            if !rows.iter().fold(false, |any, to| any | wrong(to)) {
                continue;
            }
            if let Some((row, to)) = rows.iter().enumerate().find(|(_, to)| wrong(to)) {
                return Err(if *to == NOWHERE {
                    RowsError::Nowhere { name: name(), row }
                } else {
                    RowsError::Beyond {
                        name: name(),
                        row,
                        to: *to,
                        count,
                    }
                });
            }
        }
        for (fact, column) in program.facts.iter().zip(&self.facts) {
            let name = || fact.name.clone();
            length(&fact.name, column.rows(), self.count(fact.entity))?;
            if *column == Column::Missing && fact.assumed.is_none() {
                return Err(RowsError::Missing { name: name() });
            }
            if let Some((row, value)) = column.outside(fact.least, fact.most) {
                let (least, most) = (fact.least, fact.most);
                return Err(RowsError::Outside {
                    name: name(),
                    row,
                    value,
                    least,
                    most,
                });
            }
        }
        Ok(())
    }
}

fn length(name: &str, found: Option<usize>, wanted: usize) -> Result<(), RowsError> {
    match found {
        Some(found) if found != wanted => Err(RowsError::Length {
            name: name.to_owned(),
            found,
            wanted,
        }),
        _ => Ok(()),
    }
}
