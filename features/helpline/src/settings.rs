//! What an organisation decides about its helpline.

use std::sync::Arc;
use std::time::Duration;

use access::House;
use base::Moment;
use jiff::civil::{Time, Weekday};
use languages::Lang;
use serde::Deserialize;
use web::limits::Limit;

/// The settings under `[helpline]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// When somebody is usually there. Only told, never enforced: who is there decides.
    pub opening: Vec<Opening>,
    /// Numbers to call in danger, besides 112.
    pub danger: Vec<DangerLine>,
    /// ISO 639 codes of the languages that counsellors answer in. Whoever reads another one is
    /// told, and that there are interpreters.
    pub languages: Vec<String>,
    /// Days that an ended conversation is kept.
    pub keep_days: u32,
    /// Days that a code to come back with counts.
    pub code_days: u32,
    /// Hours without a word after which a conversation ends by itself.
    pub silence_hours: u32,
    /// How many conversations a counsellor has at a time, until she says otherwise.
    pub capacity: u32,
    /// Conversations opened within an hour from one household of addresses; 0: no limit. High,
    /// because a whole shelter or a mobile operator may stand behind one address.
    pub openings_per_hour: u32,
    /// Messages within a minute from one side of one conversation; 0: no limit.
    pub messages_per_minute: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            opening: Vec::new(),
            danger: Vec::new(),
            languages: vec!["da".to_owned()],
            keep_days: 30,
            code_days: 30,
            silence_hours: 72,
            capacity: 3,
            openings_per_hour: 120,
            messages_per_minute: 120,
        }
    }
}

/// One day's hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Which day.
    pub day: Day,
    /// From when, such as `09:00`.
    pub from: Time,
    /// Until when.
    pub to: Time,
}

/// A day of the week, as settings write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "they say themselves")]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Day {
    pub(crate) const fn weekday(self) -> Weekday {
        match self {
            Self::Monday => Weekday::Monday,
            Self::Tuesday => Weekday::Tuesday,
            Self::Wednesday => Weekday::Wednesday,
            Self::Thursday => Weekday::Thursday,
            Self::Friday => Weekday::Friday,
            Self::Saturday => Weekday::Saturday,
            Self::Sunday => Weekday::Sunday,
        }
    }
}

/// Somebody to call in danger.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DangerLine {
    /// What the line is called.
    pub name: String,
    /// Its number.
    pub number: String,
}

/// The most conversations a counsellor can say she wants.
pub(crate) const CAPACITY_MOST: i64 = 50;
/// The most characters of a message.
pub(crate) const MESSAGE_MOST: usize = 4_000;
/// How long after its last sign of life a desk counts as left.
const THERE: Duration = Duration::from_secs(180);

impl Settings {
    /// Those of this house; the defaults where the app gave none.
    pub(crate) fn of(house: &House) -> Arc<Self> {
        house.get().unwrap_or_default()
    }

    /// Whether counsellors answer in this language.
    pub(crate) fn answers_in(&self, lang: Lang) -> bool {
        self.languages.iter().any(|code| code == lang.code())
    }

    /// What a counsellor's words are in, where it is certain and not what the reader reads.
    pub(crate) fn foreign_to(&self, lang: Lang) -> Option<&str> {
        match self.languages.as_slice() {
            [only] if only != lang.code() => Some(only),
            _ => None,
        }
    }

    pub(crate) const fn keep(&self) -> Duration {
        days(self.keep_days)
    }

    pub(crate) const fn code_life(&self) -> Duration {
        days(self.code_days)
    }

    pub(crate) fn silence(&self) -> Duration {
        Duration::from_secs(u64::from(self.silence_hours).saturating_mul(3600))
    }

    pub(crate) fn openings(&self) -> Option<Limit> {
        (self.openings_per_hour > 0).then(|| {
            Limit::new(
                "conversations opened",
                self.openings_per_hour,
                Duration::from_secs(3600),
            )
        })
    }

    pub(crate) fn messages(&self) -> Option<Limit> {
        (self.messages_per_minute > 0).then(|| {
            Limit::new(
                "messages",
                self.messages_per_minute,
                Duration::from_secs(60),
            )
        })
    }
}

const fn days(days: u32) -> Duration {
    Duration::from_secs(days as u64 * 86_400)
}

/// Signs of life before this do not count.
pub(crate) fn there_since(now: Moment) -> Moment {
    now.minus(THERE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_and_wrong_ones_are_named() {
        let text = r#"
            keep_days = 7
            [[opening]]
            day = "monday"
            from = "09:00"
            to = "15:30"
            [[danger]]
            name = "Lev Uden Vold"
            number = "1888"
        "#;
        let settings: Settings = toml::from_str(text).expect("they fit");
        assert_eq!((settings.keep_days, settings.code_days), (7, 30));
        assert!(
            settings.answers_in(Lang::DEFAULT),
            "Danish, unless they say otherwise"
        );
        assert_eq!(settings.opening[0].day.weekday(), Weekday::Monday);
        assert_eq!(settings.opening[0].to, jiff::civil::time(15, 30, 0, 0));
        let error = toml::from_str::<Settings>("kepp_days = 7")
            .expect_err("a slip")
            .to_string();
        assert!(error.contains("kepp_days"), "{error}");
    }
}
