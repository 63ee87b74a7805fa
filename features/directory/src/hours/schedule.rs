//! Rules as HSDS schedules (RFC 5545 recurrence in columns) and back.

use super::{DAY, DAYS, Rule, Way, Weeks, days_of};

/// The columns of an HSDS schedule that a rule fills.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Schedule {
    pub freq: String,
    pub interval: String,
    pub byday: String,
    pub byweekno: String,
    pub opens_at: String,
    pub closes_at: String,
    pub attending_type: String,
}

/// A rule in HSDS's columns. The end of the day is written 24:00, as ISO 8601 allows.
pub(crate) fn to_schedule(rule: &Rule) -> Schedule {
    let nth = rule.nth.map_or(String::new(), |nth| nth.to_string());
    let days: Vec<String> = days_of(rule.days)
        .filter_map(|day| DAYS.get(usize::try_from(day.to_monday_zero_offset()).ok()?))
        .map(|day| format!("{nth}{day}"))
        .collect();
    let weeks: Vec<String> = match rule.weeks {
        Weeks::All => Vec::new(),
        Weeks::Even => (2..=52)
            .step_by(2)
            .map(|week: u8| week.to_string())
            .collect(),
        Weeks::Odd => (1..=53)
            .step_by(2)
            .map(|week: u8| week.to_string())
            .collect(),
    };
    Schedule {
        freq: if rule.nth.is_some() {
            "MONTHLY"
        } else {
            "WEEKLY"
        }
        .into(),
        interval: "1".into(),
        byday: days.join(","),
        byweekno: weeks.join(","),
        opens_at: clock(rule.opens),
        closes_at: clock(if rule.closes > DAY {
            rule.closes - DAY
        } else {
            rule.closes
        }),
        attending_type: rule.way.map_or(String::new(), |way| way.name().into()),
    }
}

/// The rule in a schedule, when it says nothing that a rule cannot.
pub(crate) fn from_schedule(schedule: &Schedule) -> Option<Rule> {
    if !matches!(schedule.interval.as_str(), "" | "1") {
        return None;
    }
    let weeks = match schedule.byweekno.split(',').next().unwrap_or_default() {
        "" => Weeks::All,
        "2" => Weeks::Even,
        "1" => Weeks::Odd,
        _ => return None,
    };
    let (mut days, mut nth) = (0, None);
    for day in schedule.byday.split(',') {
        let day = day.trim();
        let name = day.get(day.len().checked_sub(2)?..)?;
        days |= 1 << DAYS.iter().position(|known| *known == name)?;
        nth = match day.get(..day.len() - 2)? {
            "" => None,
            digits => Some(
                digits
                    .parse()
                    .ok()
                    .filter(|nth| matches!(nth, -1 | 1..=4))?,
            ),
        };
    }
    let (opens, closes) = (minutes(&schedule.opens_at)?, minutes(&schedule.closes_at)?);
    let closes = if closes > opens { closes } else { closes + DAY };
    let rule = Rule {
        days,
        opens,
        closes,
        weeks,
        nth,
        way: Way::named(&schedule.attending_type),
    };
    let told = to_schedule(&rule);
    let whole = told.byweekno == schedule.byweekno
        && told.byday == schedule.byday
        && told.freq == schedule.freq;
    (whole && opens < DAY).then_some(rule)
}

impl Way {
    /// As written in `attending_type`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Telephone => "telephone",
            Self::Chat => "chat",
            Self::Text => "sms",
            Self::Person => "in person",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Telephone, Self::Chat, Self::Text, Self::Person]
            .into_iter()
            .find(|way| way.name() == name)
    }
}

/// Minutes after midnight as `08:30`.
pub(crate) fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn minutes(clock: &str) -> Option<u16> {
    let mut parts = clock.splitn(3, ':');
    let (hour, minute): (u16, u16) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (hour < 24 && minute < 60 || hour == 24 && minute == 0).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn a_rule_survives_its_columns() {
        for text in [
            "Tir og ons 08.30-14.30",
            "Døgnåben",
            "Torsdage i lige uger 16.30-19",
            "Torsdag i ulige uger 9-10",
            "4. mandag i måneden 17.30-19.30",
            "Sidste fredag i måneden 9-10",
            "Fredag 20-02",
            "Telefon alle dage 18-24",
        ] {
            for rule in parse(text).unwrap_or_else(|| panic!("{text} was not read")) {
                assert_eq!(from_schedule(&to_schedule(&rule)), Some(rule), "{text}");
            }
        }
    }

    #[test]
    fn columns_that_say_more_are_left_as_text() {
        let rule = parse("Mandag 9-10").and_then(|rules| rules.first().cloned());
        let plain = rule.map(|rule| to_schedule(&rule)).unwrap_or_default();
        assert!(from_schedule(&plain).is_some());
        for other in [
            Schedule {
                interval: "2".into(),
                ..plain.clone()
            },
            Schedule {
                byweekno: "41,42".into(),
                ..plain.clone()
            },
            Schedule {
                byday: "XX".into(),
                ..plain.clone()
            },
            Schedule {
                byday: String::new(),
                ..plain.clone()
            },
            Schedule {
                opens_at: "25:00".into(),
                ..plain.clone()
            },
            Schedule {
                closes_at: String::new(),
                ..plain.clone()
            },
        ] {
            assert_eq!(from_schedule(&other), None, "{other:?}");
        }
    }
}
