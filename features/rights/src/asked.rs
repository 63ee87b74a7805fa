//! What is asked: a family, a day, and how much to say.

use rules::Moment;
use rules::day::{FIRST, LAST};
use serde_json::Value;

use crate::facts::{Wrong, date};
use crate::{json, show};

/// More facts than a family has cannot be passed over.
const MOST_PASSED: usize = 1_000;

/// A request. Everything but the family may be left out.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The rules that must answer; whichever there are when left out.
    pub version: Option<String>,
    /// The day that is asked about; today when left out.
    pub on: Option<String>,
    /// The day whose knowledge counts; today when left out.
    pub known: Option<String>,
    /// The language of the texts: `da` when left out.
    pub language: Option<String>,
    /// The family.
    pub family: Value,
    /// JSON pointers of facts that were passed over: not asked again, and taken as assumed.
    pub passed: Vec<String>,
    /// Whether facts that are not told are what the rules assume of them, where they do. Without
    /// it they are unknown, and asked for.
    pub assume: bool,
    /// Whether to say why.
    pub reasons: bool,
    /// Whether to name the next best question.
    pub question: bool,
    /// Whether to give every rule and not only benefits, checklists and deadlines.
    pub all: bool,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            version: None,
            on: None,
            known: None,
            language: None,
            family: Value::Null,
            passed: Vec::new(),
            assume: true,
            reasons: false,
            question: false,
            all: false,
        }
    }
}

impl Asked {
    /// From JSON.
    ///
    /// # Errors
    /// Everything that is wrong with it, save the family, which the rules know.
    pub fn of(asked: Value) -> Result<Self, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let Value::Object(members) = asked else {
            Wrong::add(&mut wrong, || Wrong {
                at: String::new(),
                message: "the request is an object".into(),
                hint: "write {\"family\": {…}}".into(),
            });
            return Err(wrong);
        };
        let mut asked = Self::default();
        for (name, value) in members {
            asked.take(&name, value, &mut wrong);
        }
        if wrong.is_empty() {
            Ok(asked)
        } else {
            Err(wrong)
        }
    }

    /// Whether more is asked than the results alone.
    pub(crate) fn is_long(&self) -> bool {
        self.reasons || self.question || self.all
    }

    fn take(&mut self, name: &str, value: Value, wrong: &mut Vec<Wrong>) {
        let fits = match (name, value) {
            ("family", family) => {
                self.family = family;
                true
            }
            ("version", value) => text(&mut self.version, value),
            ("on", value) => text(&mut self.on, value),
            ("known", value) => text(&mut self.known, value),
            ("language", value) => text(&mut self.language, value),
            ("assume", value) => yes(&mut self.assume, &value),
            ("reasons", value) => yes(&mut self.reasons, &value),
            ("question", value) => yes(&mut self.question, &value),
            ("all", value) => yes(&mut self.all, &value),
            ("passed", Value::Array(list)) if list.len() <= MOST_PASSED => {
                let texts = list.into_iter().map(|one| match one {
                    Value::String(text) => Some(text),
                    _ => None,
                });
                texts
                    .collect::<Option<_>>()
                    .map(|passed| self.passed = passed)
                    .is_some()
            }
            _ => false,
        };
        if !fits {
            Wrong::add(wrong, || Wrong {
                at: format!("/{}", json::escaped(name)),
                message: if may_be(name).is_some() {
                    format!("{name} may not be this")
                } else {
                    "nothing is called this here".into()
                },
                hint: may_be(name).unwrap_or(NAMES).into(),
            });
        }
    }

    /// The day that is asked about and the day whose knowledge counts.
    ///
    /// # Errors
    /// What is no day.
    pub fn moment(&self, today: i64) -> Result<Moment, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut day = |name: &str, text: &Option<String>| match text {
            None => today,
            Some(text) => date(text).unwrap_or_else(|| {
                Wrong::add(&mut wrong, || Wrong {
                    at: format!("/{name}"),
                    message: format!(
                        "{} is no day",
                        crate::facts::shown(&Value::from(text.as_str()))
                    ),
                    hint: "write it as 2026-01-31".into(),
                });
                today
            }),
        };
        let moment = Moment {
            on: day("on", &self.on),
            known: day("known", &self.known),
        };
        if !(FIRST..=LAST).contains(&moment.on) {
            Wrong::add(&mut wrong, || Wrong {
                at: "/on".into(),
                message: "the calendar here does not have this day".into(),
                hint: format!("from {} to {}", show::day(FIRST), show::day(LAST)),
            });
        }
        if wrong.is_empty() {
            Ok(moment)
        } else {
            Err(wrong)
        }
    }
}

const NAMES: &str =
    "there are: family, on, known, language, version, passed, assume, reasons, question, all";

/// What a member of a request may be.
fn may_be(name: &str) -> Option<&'static str> {
    Some(match name {
        "family" => "an object",
        "version" => "the version of the rules, as an answer names it",
        "on" | "known" => "a day such as \"2026-01-31\"",
        "language" => "a code such as \"da\"",
        "assume" | "reasons" | "question" | "all" => "true or false",
        "passed" => "a list of at most 1000 JSON pointers such as \"/homes/0/couple\"",
        _ => return None,
    })
}

/// A text, or `null` for none.
fn text(place: &mut Option<String>, value: Value) -> bool {
    match value {
        Value::String(text) => *place = Some(text),
        Value::Null => *place = None,
        _ => return false,
    }
    true
}

fn yes(place: &mut bool, value: &Value) -> bool {
    value.as_bool().map(|yes| *place = yes).is_some()
}

/// The names of what a request may say, for the papers.
#[cfg(test)]
pub(crate) fn names() -> Vec<&'static str> {
    let (_, names) = NAMES.split_once(": ").unwrap_or_default();
    names.split(", ").collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn everything_that_is_wrong_is_named() {
        let asked = json!({ "family": 1, "on": 5, "language": true, "assume": "yes", "passed": ["/a", 1],
            "passt": [], "reasons": null });
        let wrong = Asked::of(asked).unwrap_err();
        let mut places: Vec<&str> = wrong.iter().map(|one| one.at.as_str()).collect();
        places.sort_unstable();
        assert_eq!(
            places,
            [
                "/assume",
                "/language",
                "/on",
                "/passed",
                "/passt",
                "/reasons"
            ]
        );
        assert!(wrong.iter().all(|one| !one.hint.is_empty()));
        assert!(Asked::of(json!([])).is_err());
    }

    #[test]
    fn the_names_told_are_the_names_taken() {
        for name in names() {
            assert!(may_be(name).is_some(), "{name}");
        }
    }
}
