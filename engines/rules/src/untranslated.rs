//! Texts that a language lacks. Rules run without them; an answer then says it in English or Danish.

use std::collections::BTreeSet;

use crate::problem::Problem;
use crate::rule_set::RuleSet;
use crate::syntax::{Head, Purpose};

/// Whose texts they are, and which of them there must be.
struct Said<'a> {
    what: String,
    head: &'a Head,
    wanted: &'static [Purpose],
}

const MEANS: &[Purpose] = &[Purpose::Means];

/// A problem for every text that is not there: in Danish what each thing means, and how and why a
/// fact is asked; in English, and in every language that any text is in, all that is in Danish.
pub fn untranslated(rules: &RuleSet) -> Vec<Problem> {
    let said = said(rules);
    let mut languages: BTreeSet<&str> = said
        .iter()
        .flat_map(|one| &one.head.texts)
        .map(|text| text.language.as_str())
        .chain(["en"])
        .collect();
    languages.remove("da");
    let mut missing = Vec::new();
    for one in &said {
        missing.extend(one.danish());
        for language in &languages {
            missing.extend(one.in_language(language, rules));
        }
    }
    // A condition of all versions stands in each of them.
    missing.sort_by(|a, b| {
        let key = |problem: &Problem| (problem.span.file, problem.span.from);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    missing.dedup();
    missing
}

impl Said<'_> {
    fn has(&self, purpose: Purpose, language: &str) -> bool {
        let text = self.head.text_in(purpose, language);
        text.is_some_and(|text| !text.is_empty())
    }

    fn message(&self, purpose: Purpose, language: &str) -> String {
        let purpose = match purpose {
            Purpose::Means => "text".to_owned(),
            purpose => format!("{:?}", purpose.word()),
        };
        format!("{} has no {purpose} in {language:?}", self.what)
    }

    fn danish(&self) -> impl Iterator<Item = Problem> {
        let missing = self
            .wanted
            .iter()
            .filter(|wanted| !self.has(**wanted, "da"));
        missing.map(|wanted| Problem::error(self.head.name.span, self.message(*wanted, "da")))
    }

    /// At the Danish text, which is what there is to translate.
    fn in_language(&self, language: &str, rules: &RuleSet) -> impl Iterator<Item = Problem> {
        let danish = self.head.texts.iter().filter(|text| text.language == "da");
        let missing = danish.filter(move |text| !self.has(text.purpose, language));
        missing.map(move |text| {
            let file = rules.sources.get(text.span.file as usize);
            let name = file.map_or("", |file| file.name.trim_end_matches(".rules"));
            let hint = match language {
                "en" => "write en \"…\" after it".to_owned(),
                _ => format!("write it in languages/{language}/{name}.texts"),
            };
            Problem::error(text.span, self.message(text.purpose, language)).hint(hint)
        })
    }
}

fn said(rules: &RuleSet) -> Vec<Said<'_>> {
    let mut all = Vec::new();
    let mut say = |word: &str, head, wanted| {
        let what = format!("{word} {}", Head::path(head));
        all.push(Said { what, head, wanted });
    };
    for law in &rules.laws {
        say("law", &law.head, MEANS);
    }
    for entity in &rules.entities {
        say("entity", &entity.head, MEANS);
    }
    for parameter in &rules.parameters {
        say("parameter", &parameter.head, MEANS);
    }
    for table in &rules.tables {
        say("table", &table.head, MEANS);
    }
    for fact in &rules.facts {
        let asked = &[Purpose::Means, Purpose::Ask, Purpose::Why];
        say("fact", &fact.head, asked);
        for option in &fact.options {
            let word = format!("fact {}: option", fact.head.path());
            say(&word, option, MEANS);
        }
    }
    for rule in &rules.rules {
        say(rule.used.word(), &rule.head, MEANS);
        for condition in rule.versions.iter().flat_map(|version| &version.requires) {
            let word = format!("{} {}: condition", rule.used.word(), rule.head.path());
            say(&word, &condition.head, MEANS);
        }
    }
    all
}
