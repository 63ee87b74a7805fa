//! Units: kroner, square metres, hours, days and weeks, each per a period or not.

use std::fmt;

use crate::ratio::Ratio;

/// A period that amounts are paid or earned in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "each is the period it is named after")]
pub enum Period {
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Period {
    /// All, with their words.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Hour, "hour"),
        (Self::Day, "day"),
        (Self::Week, "week"),
        (Self::Month, "month"),
        (Self::Quarter, "quarter"),
        (Self::Year, "year"),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(period, _)| *period == self)
            .map_or("", |(_, word)| word)
    }

    /// What an amount per this period is multiplied by to be per another: exact for months,
    /// quarters and years, and for days and weeks; `None` between those and for hours, where
    /// the law must say how.
    pub fn factor_to(self, other: Self) -> Option<Ratio> {
        let months = |period: Self| match period {
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Year => Some(12),
            Self::Hour | Self::Day | Self::Week => None,
        };
        let days = |period: Self| match period {
            Self::Day => Some(1),
            Self::Week => Some(7),
            Self::Hour | Self::Month | Self::Quarter | Self::Year => None,
        };
        let parts = months(self)
            .zip(months(other))
            .or(days(self).zip(days(other)));
        match parts {
            Some((from, to)) => Ratio::new(to, from),
            None => (self == other).then_some(Ratio::ONE),
        }
    }
}

/// The words of what is counted; a unit has a power of each.
pub const BASES: [&str; 5] = ["kr", "m2", "hours", "days", "weeks"];

/// A unit. The default one is that of a plain number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Unit {
    powers: [i8; 5],
    per: Option<Period>,
}

impl Unit {
    /// Kroner.
    pub const KR: Self = Self {
        powers: [1, 0, 0, 0, 0],
        per: None,
    };
    /// Days.
    pub const DAYS: Self = Self {
        powers: [0, 0, 0, 1, 0],
        per: None,
    };
    /// Weeks.
    pub const WEEKS: Self = Self {
        powers: [0, 0, 0, 0, 1],
        per: None,
    };
    /// A plain number.
    pub const NUMBER: Self = Self {
        powers: [0; 5],
        per: None,
    };

    /// From words such as `kr per m2 per year`; the error is the word that is no unit.
    pub fn read<'a>(words: impl Iterator<Item = &'a str>) -> Result<Self, &'a str> {
        let mut unit = Self::default();
        let mut sign = 1;
        for word in words {
            match word {
                "per" => sign = -1,
                "number" => {}
                _ => {
                    let base = BASES.iter().position(|base| *base == word);
                    let period = Period::ALL.iter().find(|(_, name)| *name == word);
                    let power = base.and_then(|at| unit.powers.get_mut(at));
                    match (power, period) {
                        (Some(power), _) => *power = power.saturating_add(sign),
                        (None, Some((period, _))) if sign < 0 && unit.per.is_none() => {
                            unit.per = Some(*period);
                        }
                        _ => return Err(word),
                    }
                }
            }
        }
        Ok(unit)
    }

    /// Whether it counts kroner and nothing else, per a period or not.
    pub fn is_money(self) -> bool {
        self.powers == Self::KR.powers
    }

    /// Per which period.
    pub fn per(self) -> Option<Period> {
        self.per
    }

    /// Per another period.
    #[must_use]
    pub fn with_period(self, per: Option<Period>) -> Self {
        Self { per, ..self }
    }

    /// The unit of a product; `None` when both are per a period. Hours times an amount per hour
    /// count out.
    pub fn times(self, other: Self) -> Option<Self> {
        let mut powers = self.powers;
        for (power, more) in powers.iter_mut().zip(other.powers) {
            *power = power.checked_add(more)?;
        }
        let hours = |unit: Self| unit.powers.get(2).copied().unwrap_or_default();
        let per = match (self.per, other.per) {
            (Some(Period::Hour), per) if hours(other) == 1 => per,
            (per, Some(Period::Hour)) if hours(self) == 1 => per,
            (Some(_), Some(_)) => return None,
            (a, b) => a.or(b),
        };
        let counted_out = (self.per == Some(Period::Hour) && hours(other) == 1)
            || (other.per == Some(Period::Hour) && hours(self) == 1);
        if let Some(power) = powers.get_mut(2).filter(|_| counted_out) {
            *power = power.checked_sub(1)?;
        }
        Some(Self { powers, per })
    }

    /// The unit of a quotient; `None` when what it is divided by is per another period.
    pub fn over(self, other: Self) -> Option<Self> {
        let mut powers = self.powers;
        for (power, less) in powers.iter_mut().zip(other.powers) {
            *power = power.checked_sub(less)?;
        }
        let per = match (self.per, other.per) {
            (a, None) => a,
            (a, b) if a == b => None,
            _ => return None,
        };
        Some(Self { powers, per })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let above: Vec<&str> = self
            .powers
            .iter()
            .zip(BASES)
            .flat_map(|(power, base)| {
                std::iter::repeat_n(base, usize::try_from(*power).unwrap_or(0))
            })
            .collect();
        let below = self.powers.iter().zip(BASES).flat_map(|(power, base)| {
            std::iter::repeat_n(
                base,
                usize::try_from(i16::from(*power).saturating_neg()).unwrap_or(0),
            )
        });
        let below = below.chain(self.per.map(Period::word));
        f.write_str(if above.is_empty() { "number" } else { "" })?;
        f.write_str(&above.join(" "))?;
        below
            .into_iter()
            .try_for_each(|word| write!(f, " per {word}"))
    }
}

/// The type of a value.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Type {
    /// A number with a unit.
    Number(Unit),
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
    /// One of the options of a fact, named by its path.
    Choice(String, Vec<String>),
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(unit) => unit.fmt(f),
            Self::YesNo => f.write_str("yes or no"),
            Self::Date => f.write_str("date"),
            Self::Choice(_, options) => write!(f, "choice ({})", options.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_multiply_and_print() {
        let unit = |text: &str| Unit::read(text.split(' ')).unwrap();
        let hourly = unit("kr per hour");
        assert_eq!(
            hourly.times(unit("hours per week")),
            Some(unit("kr per week"))
        );
        assert_eq!(
            unit("kr per m2 per year").times(unit("m2")),
            Some(unit("kr per year"))
        );
        assert_eq!(unit("kr per year").times(unit("kr per year")), None);
        assert_eq!(unit("kr per m2 per year").to_string(), "kr per m2 per year");
        assert_eq!(unit("number").to_string(), "number");
        assert_eq!(Unit::read(["kroner"].into_iter()), Err("kroner"));
    }

    #[test]
    fn periods_convert_where_it_is_exact() {
        assert_eq!(Period::Year.factor_to(Period::Month), Ratio::new(1, 12));
        assert_eq!(Period::Week.factor_to(Period::Month), None);
        assert_eq!(Period::Day.factor_to(Period::Week), Some(Ratio::whole(7)));
    }
}
