//! Texts in one more language find the things that they are texts of.

use crate::problem::{Problem, meant};
use crate::syntax::{Head, Item, Purpose, Text, Texts, Translated};

/// Every file of texts goes to the act it is of, as if its texts stood there.
pub(super) fn hand_out(files: &mut [Vec<Item>], problems: &mut Vec<Problem>) {
    let mut all: Vec<Texts> = Vec::new();
    for items in files.iter_mut() {
        if let Some(Item::Texts(texts)) = items.pop_if(|item| matches!(item, Item::Texts(_))) {
            all.push(texts);
        }
    }
    for texts in all {
        let name = &texts.of.text;
        let Some(act) = files.iter_mut().find(|items| act(items) == Some(name)) else {
            let message = format!("no act is called {name:?}");
            let acts = files.iter().filter_map(|items| act(items));
            let hint = near(name, acts.map(String::as_str))
                .unwrap_or_else(|| "write the name that stands after law".into());
            problems.push(Problem::error(texts.of.span, message).hint(hint));
            continue;
        };
        let mut places: Vec<Place> = act.iter_mut().filter_map(Place::of).collect();
        for item in texts.items {
            give(&mut places, item, name, problems);
        }
    }
}

fn act(items: &[Item]) -> Option<&String> {
    items.iter().find_map(|item| match item {
        Item::Law(law) | Item::Reform(law) => Some(&law.head.name.text),
        _ => None,
    })
}

fn near<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    meant(name, known).map(|name| format!("is {name:?} meant?"))
}

/// An item of the act, open to more texts.
struct Place<'a> {
    /// The word it begins with.
    word: &'static str,
    head: &'a mut Head,
    /// A choice's options or a rule's conditions, as often as they stand there.
    parts: Vec<&'a mut Head>,
}

impl<'a> Place<'a> {
    fn of(item: &'a mut Item) -> Option<Self> {
        let (word, head, parts) = match item {
            Item::Law(law) => ("law", &mut law.head, Vec::new()),
            Item::Reform(law) => ("reform", &mut law.head, Vec::new()),
            Item::Entity(entity) => ("entity", &mut entity.head, Vec::new()),
            Item::Fact(fact) => ("fact", &mut fact.head, fact.options.iter_mut().collect()),
            Item::Parameter(parameter) => ("parameter", &mut parameter.head, Vec::new()),
            Item::Table(table) => ("table", &mut table.head, Vec::new()),
            Item::Rule(rule) => {
                let of_versions = rule.versions.iter_mut().flat_map(|v| &mut v.requires);
                let conditions = rule.requires.iter_mut().chain(of_versions);
                let conditions = conditions.map(|condition| &mut condition.head);
                (rule.used.word(), &mut rule.head, conditions.collect())
            }
            Item::Texts(_) => return None,
        };
        Some(Self { word, head, parts })
    }

    /// Whether it has that name. A file has one act, whose name its texts don't repeat.
    fn is_called(&self, head: &Head) -> bool {
        let named = |name: &Head| (&name.entity.text, &name.name.text) == self.name();
        head.name.text.is_empty() || named(head)
    }

    fn name(&self) -> (&String, &String) {
        (&self.head.entity.text, &self.head.name.text)
    }

    /// As a message names it.
    fn what(&self) -> String {
        format!("{} {}", self.word, self.head.path())
    }
}

fn give(places: &mut [Place], item: Translated, act: &str, problems: &mut Vec<Problem>) {
    let here = |place: &Place| place.word == item.word.text && place.is_called(&item.head);
    let Some(at) = places.iter().position(here) else {
        problems.push(unknown(places, &item, act));
        return;
    };
    let Some(place) = places.get_mut(at) else {
        return;
    };
    let what = place.what();
    for text in item.head.texts {
        put(place.head, text, &what, problems);
    }
    for (at, part) in item.parts.iter().enumerate() {
        let same = |before: &&Head| before.name.text == part.name.text;
        let before = item.parts.iter().take(at).filter(same).count();
        give_part(place, part, before, problems);
    }
}

fn unknown(places: &[Place], item: &Translated, act: &str) -> Problem {
    let (word, path) = (&item.word.text, item.head.path());
    let span = item.word.span.until(item.head.name.span);
    let paths = places.iter().filter(|place| place.word == word);
    let paths: Vec<String> = paths.map(|place| place.head.path()).collect();
    let other = places.iter().find(|place| place.is_called(&item.head));
    let hint = match other {
        Some(other) => format!("it is a {}", other.word),
        None => near(&path, paths.iter().map(String::as_str)).unwrap_or_default(),
    };
    Problem::error(span, format!("{act} has no {word} {path}")).hint(hint)
}

/// One option or condition. Where one name says different things in different versions, the texts
/// are in that order: `before` of them have been given.
fn give_part(place: &mut Place, part: &Head, before: usize, problems: &mut Vec<Problem>) {
    let name = &part.name.text;
    let kind = if place.word == "fact" {
        "option"
    } else {
        "condition"
    };
    let what = format!("{}: {kind} {name}", place.what());
    let danish = |head: &Head| head.text_in(Purpose::Means, "da").map(str::to_owned);
    let mut said: Vec<Option<String>> = Vec::new();
    for head in place.parts.iter().filter(|head| head.name.text == *name) {
        if !said.contains(&danish(head)) {
            said.push(danish(head));
        }
    }
    let Some(this) = said.get(before) else {
        let problem = if said.is_empty() {
            let names = place.parts.iter().map(|head| head.name.text.as_str());
            let hint = near(name, names).unwrap_or_default();
            let message = format!("{} has no {kind} {name}", place.what());
            Problem::error(part.name.span, message).hint(hint)
        } else {
            let message = format!("{what} has all its texts already");
            Problem::error(part.name.span, message).hint("keep one of them")
        };
        problems.push(problem);
        return;
    };
    for head in &mut place.parts {
        if head.name.text == *name && danish(head) == *this {
            for text in &part.texts {
                put(head, text.clone(), &what, problems);
            }
        }
    }
}

fn put(head: &mut Head, text: Text, what: &str, problems: &mut Vec<Problem>) {
    if head.text_in(text.purpose, "da").is_none() {
        let message = match text.purpose {
            Purpose::Means => format!("{what} has no text of its own in Danish"),
            purpose => format!("{what} has no {:?} in Danish", purpose.word()),
        };
        let hint = "only what the rule file says in Danish has texts in other languages";
        problems.push(Problem::error(text.span, message).hint(hint));
    } else if let Some(doubled) = text.doubled(head) {
        problems.push(doubled);
    } else if text.text.is_empty() {
        let message = "this text is empty";
        problems.push(Problem::error(text.span, message).hint("write it, or leave it out"));
    } else {
        head.texts.push(text);
    }
}
