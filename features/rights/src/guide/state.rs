//! What a family has told so far. It travels in the page's form, from page to page: no address
//! holds it, no cookie, no file, and the server forgets it with every answer.

use std::collections::BTreeSet;

use rules::rule_set::Fact;
use rules::unknowns::Missing;
use rules::{RuleSet, Type};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::situation::{Situation, Situations};
use crate::facts::{Told, Wrong, tell};

/// More than a family can tell in this guide.
const MOST: usize = 32 * 1024;
/// More children than this are no household.
pub(super) const MOST_CHILDREN: usize = 12;
/// The page about the children: the one question that is no fact.
pub(super) const CHILDREN: &str = "children";

/// All of it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    /// Which situation it began with.
    pub(super) situation: String,
    /// The family, as the open interface takes it.
    pub(super) family: Value,
    /// What was asked, in order: paths of facts, and [`CHILDREN`].
    #[serde(default)]
    pub(super) asked: Vec<String>,
    /// JSON pointers of facts that were passed over.
    #[serde(default)]
    pub(super) passed: Vec<String>,
}

impl State {
    pub(super) fn new(situation: &Situation) -> Self {
        let mut home = situation.told.clone();
        home.insert("adults".into(), json!([{}]));
        Self {
            situation: situation.name.clone(),
            family: json!({ "homes": [home] }),
            asked: Vec::new(),
            passed: Vec::new(),
        }
    }

    /// From a form; none where it is nobody's.
    pub(super) fn read(text: &str) -> Option<Self> {
        let state: Self = (text.len() <= MOST).then(|| serde_json::from_str(text).ok())??;
        let known = Situations::ours().ok()?.named(&state.situation).is_some();
        // A page shows each answer: one that stands a thousand times would be a page of megabytes.
        let once = each_once(&state.asked) && each_once(&state.passed);
        (known && once && state.is_a_household()).then_some(state)
    }

    /// For a form.
    pub(super) fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// One home with as many as the guide asks about: a page works each of them out many times.
    fn is_a_household(&self) -> bool {
        let homes = self.family.pointer("/homes").and_then(Value::as_array);
        homes.is_some_and(|homes| homes.len() == 1)
            && self.home().is_some()
            && self.list("adults").len() <= 2
            && self.list("children").len() <= MOST_CHILDREN
    }

    fn home(&self) -> Option<&Map<String, Value>> {
        self.family.pointer("/homes/0")?.as_object()
    }

    fn home_mut(&mut self) -> Option<&mut Map<String, Value>> {
        self.family.pointer_mut("/homes/0")?.as_object_mut()
    }

    fn list(&self, many: &str) -> &[Value] {
        let list = self.home().and_then(|home| home.get(many)?.as_array());
        list.map_or(&[], Vec::as_slice)
    }

    /// Birthdays of the children, once somebody has told or passed over them.
    pub(super) fn children(&self) -> Option<Vec<&str>> {
        let children = self.home()?.get("children")?.as_array()?;
        let born = children.iter().map(|child| child.get("born")?.as_str());
        Some(born.map(Option::unwrap_or_default).collect())
    }

    /// The children of the home by their birthdays. What was told of those who were there
    /// before, in this order, stays.
    pub(super) fn set_children(&mut self, born: &[String]) {
        let mut children: Vec<Value> = self.list("children").to_vec();
        children.resize(born.len(), json!({}));
        for (child, born) in children.iter_mut().zip(born) {
            if let Some(child) = child.as_object_mut() {
                child.insert("born".into(), json!(born));
            }
        }
        if let Some(home) = self.home_mut() {
            home.insert("children".into(), Value::Array(children));
        }
        self.note(CHILDREN);
    }

    /// One adult, or two in a couple.
    fn fit_adults(&mut self) {
        let two = self.home().and_then(|home| home.get("couple")) == Some(&json!(true));
        let mut adults = self.list("adults").to_vec();
        adults.resize(if two { 2 } else { 1 }, json!({}));
        // The other adult of a couple is the children's parent only when somebody says so.
        if let Some(home) = self.home_mut() {
            home.insert("adults".into(), Value::Array(adults));
        }
    }

    fn note(&mut self, what: &str) {
        if !self.asked.iter().any(|asked| asked == what) {
            self.asked.push(what.to_owned());
        }
    }

    /// Answers a fact of some rows; `None` passes it over.
    pub(super) fn answer(&mut self, path: &str, answers: &[(String, Option<Value>)]) {
        for (pointer, value) in answers {
            self.passed.retain(|passed| passed != pointer);
            let Some((owner, name)) = pointer.rsplit_once('/') else {
                continue;
            };
            let owner = self.family.pointer_mut(owner);
            let Some(owner) = owner.and_then(Value::as_object_mut) else {
                continue;
            };
            match value {
                Some(value) => {
                    owner.insert(name.to_owned(), value.clone());
                }
                None => {
                    owner.remove(name);
                    self.passed.push(pointer.clone());
                }
            }
        }
        self.note(path);
        self.fit_adults();
        self.tidy();
    }

    /// Takes the last answer back and says what it was about.
    pub(super) fn back(&mut self) -> Option<String> {
        self.asked.pop()
    }

    /// Nothing stays passed over that is no longer there.
    fn tidy(&mut self) {
        let family = &self.family;
        self.passed.retain(|pointer| {
            let owner = pointer.rsplit_once('/').map(|(owner, _)| owner);
            owner.is_some_and(|owner| family.pointer(owner).is_some())
        });
    }

    /// The family as the rules want it: what was told, what follows from it, and what is taken
    /// as assumed because nobody is asked.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn told(
        &self,
        rules: &RuleSet,
        situations: &Situations,
    ) -> Result<Told, Vec<Wrong>> {
        let asks = situations.named(&self.situation);
        let asks = |path: &str| asks.is_some_and(|one| one.asks.iter().any(|ask| ask == path));
        let mut told = self.told_alone(rules, situations)?;
        for (missing, fact) in told.untold(rules) {
            if fact.assumed.is_some() && !asks(&fact.head.path()) {
                told.partly.passed.insert(missing);
            }
        }
        Ok(told)
    }

    /// The same with nothing assumed but what was passed over.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn told_alone(
        &self,
        rules: &RuleSet,
        situations: &Situations,
    ) -> Result<Told, Vec<Wrong>> {
        let mut told = tell(rules, &self.with_what_follows(situations))?;
        for pointer in &self.passed {
            if let Some(missing) = told.find(rules, pointer) {
                told.partly.passed.insert(missing);
            }
        }
        Ok(told)
    }

    /// What was told and what was told alone, as a result sees them: what was passed over is not
    /// known, whatever is usual. A question that nobody answered rules nothing out.
    pub(super) fn without_skipped(
        &self,
        rules: &RuleSet,
        situations: &Situations,
        (mut told, mut alone): (Told, Told),
    ) -> (Told, Told) {
        let asks = situations.named(&self.situation);
        let asks = |path: &str| asks.is_some_and(|one| one.asks.iter().any(|ask| ask == path));
        for pointer in &self.passed {
            let Some(missing) = told.find(rules, pointer) else {
                continue;
            };
            alone.partly.passed.remove(&missing);
            // What is not asked here is as usual, whoever looked at the question all the same.
            if (rules.fact(missing.fact)).is_some_and(|fact| asks(&fact.head.path())) {
                told.partly.passed.remove(&missing);
            }
        }
        (told, alone)
    }

    pub(super) fn with_what_follows(&self, situations: &Situations) -> Value {
        let mut family = self.family.clone();
        let adults = family.pointer_mut("/homes/0/adults");
        for adult in adults.and_then(Value::as_array_mut).into_iter().flatten() {
            let Some(adult) = adult.as_object_mut() else {
                continue;
            };
            for follows in &situations.follows {
                let name = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
                let parts = follows
                    .from
                    .iter()
                    .filter_map(|from| adult.get(&name(from)));
                let sum = parts.filter_map(whole).fold(0, i64::saturating_add);
                let fact = name(&follows.fact);
                // Nothing earned says nothing of what else there is to live on.
                if sum > 0 && !adult.contains_key(&fact) {
                    adult.insert(fact, json!(follows.reckon(sum)));
                }
            }
        }
        family
    }
}

fn each_once(texts: &[String]) -> bool {
    let mut seen = BTreeSet::new();
    texts.iter().all(|text| seen.insert(text))
}

/// The whole part of a number as it is told.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.split('.').next()?.parse().ok(),
        _ => None,
    }
}

impl Told {
    /// Facts that nobody has told and nobody passed over.
    pub(super) fn untold<'a>(&self, rules: &'a RuleSet) -> Vec<(Missing, &'a Fact)> {
        let facts = (0_u32..).zip(&rules.facts).zip(&self.partly.facts);
        let each = facts.flat_map(|((id, fact), rows)| {
            let rows = (0_u32..).zip(rows).filter(|(_, value)| value.is_none());
            rows.map(move |(row, _)| {
                let fact_id = rules::program::FactId(id);
                (Missing { fact: fact_id, row }, fact)
            })
        });
        each.filter(|(missing, _)| !self.partly.passed.contains(missing))
            .collect()
    }
}

/// What a person typed for a fact, as JSON; none where it cannot be read. Whether it fits is the
/// rules' to say.
pub(super) fn read_answer(kind: &Type, typed: &str) -> Option<Value> {
    let typed = typed.trim();
    match kind {
        Type::YesNo => match typed {
            "yes" => Some(json!(true)),
            "no" => Some(json!(false)),
            _ => None,
        },
        Type::Choice(_, options) => options
            .iter()
            .any(|option| option == typed)
            .then(|| json!(typed)),
        Type::Date => crate::facts::date(typed).map(|_| json!(typed)),
        Type::Number(unit) => number(typed, unit.is_money()).map(Value::String),
    }
}

/// Words before and after a number that do not change it.
const BESIDE: [&str; 15] = [
    "ca",
    "cirka",
    "omkring",
    "about",
    "kr",
    "kroner",
    "dkk",
    "kvm",
    "uger",
    "weeks",
    "%",
    "кр",
    "крон",
    "كرون",
    "كرونة",
];
/// Words for thousands, of money alone: `t` is also an hour.
const THOUSANDS: [&str; 8] = [
    "t",
    "k",
    "tusind",
    "tusinde",
    "thousand",
    "тис",
    "тисяч",
    "الف",
];

/// A number as people write them: `12.500`, `12 500`, `12.500,50`, `ca. 12500 kr.`, `28t`, `١٢٥٠٠`.
fn number(typed: &str, money: bool) -> Option<String> {
    let folded = base::text::fold(typed);
    let plain = folded.trim();
    let plain = plain.strip_suffix("m2").unwrap_or(plain);
    let plain = plain.strip_suffix("м2").unwrap_or(plain);
    let digit = |c: char| c.is_ascii_digit();
    let (before, rest) = plain.split_at_checked(plain.find(digit)?)?;
    let (plain, after) = rest.split_at_checked(rest.rfind(digit)?.saturating_add(1))?;
    let marks = |c: char| c.is_whitespace() || matches!(c, '.' | ',');
    let mut thousands = false;
    for word in before.split(marks).chain(after.split(marks)) {
        match word {
            "" => {}
            // As in `5.000,-`.
            "-" if after.ends_with(",-") => {}
            word if BESIDE.contains(&word) => {}
            word if money && !thousands && THOUSANDS.contains(&word) => thousands = true,
            _ => return None,
        }
    }
    // The last comma, or the last point with one or two digits after it, parts whole from part.
    let cut = plain.rfind([',', '.', '\u{66b}']);
    let (whole, part) = match cut.and_then(|at| plain.split_at_checked(at)) {
        Some((whole, rest)) => {
            let mut rest = rest.chars();
            let mark = rest.next();
            let part = rest.as_str();
            let parts = mark != Some('.') || part.len() < 3;
            if parts { (whole, part) } else { (plain, "") }
        }
        None => (plain, ""),
    };
    let spaced = |c: char| c.is_whitespace() || matches!(c, '.' | '\'' | '\u{66c}' | ',');
    let whole: String = whole.chars().filter(|c| !spaced(*c)).collect();
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > 6 || !digits(&whole) || !digits(part) {
        return None;
    }
    let part = part.trim_end_matches('0');
    if thousands {
        return (part.len() <= 3).then(|| format!("{whole}{part:0<3}"));
    }
    Some(match part.is_empty() {
        true => whole,
        false => format!("{whole}.{part}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (typed, read) in [
            ("12500", "12500"),
            ("12.500", "12500"),
            ("12 500 kr.", "12500"),
            ("12.500,50", "12500.5"),
            ("12,5", "12.5"),
            ("8.5", "8.5"),
            ("1.234.567", "1234567"),
            ("١٢٥٠٠", "12500"),
            ("0", "0"),
            ("5.000,-", "5000"),
            ("ca. 28.000 kr", "28000"),
            ("28t", "28000"),
            ("28,5 t. kr.", "28500"),
            ("28 tusind", "28000"),
            ("28 тис. крон", "28000"),
            ("٢٨ ألف", "28000"),
            ("62 m2", "62"),
            ("62,5 m²", "62.5"),
        ] {
            assert_eq!(number(typed, true).as_deref(), Some(read), "{typed}");
        }
        for typed in [
            "",
            "abc",
            "-5",
            "5 -",
            "1e9",
            "12..5x",
            ",",
            "9999999999999",
            "28 om året",
            "2 t t",
        ] {
            assert_eq!(number(typed, true), None, "{typed}");
        }
        assert_eq!(number("37t", false), None, "hours are no thousands");
    }

    #[test]
    fn a_strangers_state_is_nobodys() {
        let situations = Situations::ours().unwrap();
        let state = State::new(&situations.all()[0]);
        assert_eq!(State::read(&state.written()), Some(state));
        for text in [
            "",
            "{}",
            "[]",
            "null",
            "{\"situation\":\"alone\",\"family\":[]}",
            "{\"situation\":\"alone\",\"family\":{\"homes\":[{},{}]}}",
            "{\"situation\":\"alone\",\"family\":{\"homes\":[{\"adults\":[{},{},{}]}]}}",
            "{\"situation\":\"alone\",\"family\":{\"homes\":[{}]},\"asked\":[\"children\",\"children\"]}",
            "{\"situation\":\"alone\",\"family\":{\"homes\":[{}]},\"passed\":[\"/a\",\"/b\",\"/a\"]}",
        ] {
            assert_eq!(State::read(text), None);
        }
        assert_eq!(State::read(&"x".repeat(MOST + 1)), None);
    }

    #[test]
    fn pay_beyond_all_numbers_is_refused_and_does_not_turn_around() {
        let situations = Situations::ours().unwrap();
        let rules = crate::book::Book::ours().unwrap().rules();
        let text = format!(
            r#"{{"situation":"alone","family":{{"homes":[{{"adults":[{{"loen":{0},"anden_indkomst":"{0}"}}]}}]}}}}"#,
            i64::MAX
        );
        let wrong = State::read(&text).unwrap().told(rules, situations);
        let places: Vec<String> = wrong.unwrap_err().into_iter().map(|one| one.at).collect();
        assert!(
            places.contains(&"/homes/0/adults/0/loen".to_owned()),
            "{places:?}"
        );
    }
}
