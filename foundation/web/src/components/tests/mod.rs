//! What holds for every component, in every language.

mod look;
mod markup;
mod page;

use std::collections::BTreeSet;
use std::fs;

use languages::Lang;

use super::*;

fn in_all_languages() -> impl Iterator<Item = (Lang, Example)> {
    Lang::all().flat_map(|lang| examples(lang).into_iter().map(move |one| (lang, one)))
}

#[test]
fn every_component_has_an_example() {
    // `field` is the part that fields share.
    let folders: BTreeSet<String> = fs::read_dir("components")
        .expect("tests run in the crate's folder")
        .map(|entry| {
            entry
                .expect("a folder")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name != "field")
        .collect();
    let shown: BTreeSet<String> = examples(Lang::DEFAULT)
        .iter()
        .map(|example| example.component.to_owned())
        .collect();
    assert!(folders.contains("button"));
    let missing: Vec<_> = folders.difference(&shown).collect();
    assert!(missing.is_empty(), "no example for {missing:?}");
}

#[test]
fn examples_of_one_component_stand_together() {
    let all = examples(Lang::DEFAULT);
    let mut names: Vec<_> = all.iter().map(|example| example.component).collect();
    names.dedup();
    let different: BTreeSet<_> = names.iter().collect();
    assert_eq!(names.len(), different.len(), "{names:?}");
}

#[test]
fn an_example_speaks_the_language_of_its_page() {
    // Danish and English share words; a page in another script shares nothing but numbers,
    // drawings and addresses.
    let danish = examples(Lang::DEFAULT);
    let other_script = |lang: &Lang| lang.script() != Lang::DEFAULT.script();
    let shared = |one: &Example| one.component == "illustrations" || one.name == "call";
    assert!(Lang::all().filter(other_script).count() >= 2);
    for lang in Lang::all().filter(other_script) {
        for (here, there) in danish.iter().zip(examples(lang)) {
            let same = here.html.as_str() == there.html.as_str();
            assert!(
                !same || shared(here),
                "{lang}: {} {}",
                here.component,
                here.name
            );
        }
    }
}

#[test]
fn what_people_write_cannot_become_markup() {
    const EVIL: &str = "<b>\"'&</b><script>alert(1)</script>";
    let lang = Lang::DEFAULT;
    let all = [
        Html::of(
            &TextField::new(lang, EVIL, EVIL)
                .hint(EVIL)
                .value(EVIL)
                .error(Some(EVIL)),
        ),
        Html::of(
            &TextArea::new(lang, EVIL, EVIL)
                .hint(EVIL)
                .value(EVIL)
                .error(Some(EVIL)),
        ),
        Html::of(&DateField::new(lang, EVIL, EVIL).value(EVIL, EVIL, EVIL)),
        Html::of(&Radios::new(lang, EVIL, EVIL).choice(Choice::new(EVIL, EVIL).hint(EVIL))),
        Html::of(&Checkboxes::new(lang, EVIL, EVIL).choice(Choice::new(EVIL, EVIL).hint(EVIL))),
        Html::of(
            &Select::new(lang, EVIL, EVIL)
                .choice(Choice::new(EVIL, EVIL))
                .empty(EVIL),
        ),
        Html::of(&ErrorSummary::new(lang).add(EVIL, EVIL).general(EVIL)),
        Html::of(
            &Button::new(EVIL)
                .named(EVIL, EVIL)
                .to(EVIL)
                .hook(EVIL)
                .about(EVIL),
        ),
        Html::of(&Link::new(EVIL, EVIL).opens(EVIL).about(EVIL)),
        Html::of(&Link::call(EVIL, EVIL)),
        Html::of(&Notice::urgent(lang, EVIL).title(EVIL)),
        Html::of(
            &Card::new(EVIL)
                .url(EVIL)
                .text(EVIL)
                .badge(Badge::new(EVIL))
                .fact(EVIL, EVIL)
                .source(EVIL)
                .hook(EVIL),
        ),
        Html::of(&EmptyState::new(EVIL).text(EVIL)),
        Html::of(&SummaryList::new().row(EVIL, EVIL)),
        Html::of(&Timeline::new().event(EVIL, EVIL).text(EVIL)),
        Html::of(&Tabs::new(EVIL).current(EVIL, EVIL).count(EVIL)),
        Html::of(&Pagination::new(lang, 2, 3, |_| EVIL.to_owned())),
        Html::of(&Steps::new(lang, 1, 2).name(EVIL)),
        Html::of(&QueuePlace::new(lang, 2).wait(EVIL)),
        Html::of(&Dialog::new(lang, EVIL, EVIL).text(EVIL)),
        Html::of(&Message::other(lang, EVIL, EVIL, EVIL).id(EVIL)),
        Html::of(
            &Composer::new(lang, EVIL, EVIL)
                .value(EVIL)
                .error(Some(EVIL)),
        ),
        Html::of(&LanguageChooser::new(lang, EVIL)),
        Html::of(&QuickExit::new(lang, EVIL, EVIL)),
    ];
    for html in all {
        let text = html.as_str();
        assert!(text.contains("&#60;script&#62;"), "says it: {text}");
        assert!(!text.contains("<script") && !text.contains("<b>"), "{text}");
        assert!(!text.contains("\"'&"), "{text}");
    }
}

#[test]
fn a_password_is_never_sent_back() {
    let field = TextField::password(Lang::DEFAULT, "password", "x").value("hemmeligt");
    assert!(!field.to_string().contains("hemmeligt"));
}

#[test]
fn a_text_keeps_its_first_line_break() {
    let field = TextArea::new(Lang::DEFAULT, "story", "x")
        .value("\nhej")
        .to_string();
    assert!(field.contains(">\n\nhej</textarea>"), "{field}");
}

#[test]
fn there_is_nothing_to_say_without_errors_or_with_one_page() {
    assert_eq!(ErrorSummary::new(Lang::DEFAULT).to_string().trim(), "");
    let one = Pagination::new(Lang::DEFAULT, 1, 1, |_| String::new());
    assert_eq!(one.to_string().trim(), "");
}

#[test]
fn examples_print_as_they_did() {
    for code in ["da", "ar"] {
        let lang = Lang::from_code(code).expect("a language of the house");
        let mut all = String::new();
        for example in examples(lang) {
            all.push_str(&format!("## {}: {}\n", example.component, example.name));
            all.push_str(example.html.as_str().trim());
            all.push_str("\n\n");
        }
        insta::assert_snapshot!(format!("examples_{code}"), all);
    }
}
