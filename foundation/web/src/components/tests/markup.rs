//! Markup that every reader can use: with a keyboard, a screen reader, without script.

use std::collections::BTreeSet;

use super::*;

/// The start tags of `html`, without their angle brackets.
pub(super) fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .filter(|part| part.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|part| part.split('>').next())
}

pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    after.split('"').next()
}

#[test]
fn the_readers_of_markup_read_markup() {
    let html = r#"<p class="a b">x</p><input id="i">"#;
    assert_eq!(
        tags(html).collect::<Vec<_>>(),
        [r#"p class="a b""#, r#"input id="i""#]
    );
    assert_eq!(attribute(r#"p class="a b""#, "class"), Some("a b"));
    assert_eq!(attribute("p", "class"), None);
}

#[test]
fn no_style_and_no_script_stands_in_the_markup() {
    for (lang, example) in in_all_languages() {
        for tag in tags(example.html.as_str()) {
            let inline = tag.starts_with("script")
                || tag.starts_with("style")
                || tag.contains(" style=")
                || tag.contains(" on")
                || tag.contains("javascript:");
            assert!(!inline, "{lang} {}: <{tag}>", example.component);
        }
    }
}

#[test]
fn every_control_has_a_label() {
    let mut controls = 0;
    for (lang, example) in in_all_languages() {
        let html = example.html.as_str();
        let labelled: BTreeSet<_> = tags(html)
            .filter(|tag| tag.starts_with("label"))
            .filter_map(|tag| attribute(tag, "for"))
            .collect();
        let is_control = |tag: &&str| {
            ["input", "textarea", "select"]
                .iter()
                .any(|kind| tag.starts_with(kind))
                && attribute(tag, "type") != Some("hidden")
        };
        for control in tags(html).filter(is_control) {
            controls += 1;
            let id = attribute(control, "id").unwrap_or_default();
            assert!(
                labelled.contains(id),
                "{lang} {}: <{control}>",
                example.component
            );
        }
    }
    assert!(controls > 50);
}

#[test]
fn what_is_referred_to_is_there_and_no_id_comes_twice() {
    for lang in Lang::all() {
        let page: String = examples(lang).iter().map(|one| one.html.as_str()).collect();
        let all: Vec<_> = tags(&page).filter_map(|tag| attribute(tag, "id")).collect();
        let ids: BTreeSet<_> = all.iter().copied().collect();
        assert_eq!(all.len(), ids.len(), "an id comes twice in {all:?}");
        for tag in tags(&page) {
            for name in ["for", "aria-describedby", "aria-labelledby", "data-dialog"] {
                for id in attribute(tag, name).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains(id), "{lang}: {name} of <{tag}>");
                }
            }
            if let Some(field) = attribute(tag, "href").and_then(|url| url.strip_prefix("#field-"))
            {
                assert!(ids.contains(&*format!("field-{field}")), "{lang}: <{tag}>");
            }
        }
    }
}

#[test]
fn a_wrong_field_says_so_to_everyone() {
    let html = TextField::postcode(Lang::DEFAULT, "postcode", "Postnummer")
        .hint("Fire tal")
        .error(Some("Skriv fire tal."))
        .to_string();
    let input = tags(&html)
        .find(|tag| tag.starts_with("input"))
        .expect("an input");
    assert_eq!(attribute(input, "aria-invalid"), Some("true"));
    assert_eq!(
        attribute(input, "aria-describedby"),
        Some("field-postcode-hint field-postcode-error")
    );
    assert_eq!(attribute(input, "inputmode"), Some("numeric"));
    assert_eq!(attribute(input, "autocomplete"), Some("postal-code"));
    assert!(html.contains("Fejl:"));
}

#[test]
fn drawings_are_silent() {
    for (name, picture) in Illustration::ALL {
        let svg = picture.to_string();
        assert!(svg.contains("aria-hidden=\"true\""), "{name}");
        assert!(
            !svg.contains("fill=\"#"),
            "{name}: colours come from the tokens"
        );
    }
}

#[test]
fn no_browser_keeps_what_was_written() {
    let mut areas = 0;
    for (lang, example) in in_all_languages() {
        for area in tags(example.html.as_str()).filter(|tag| tag.starts_with("textarea")) {
            areas += 1;
            assert_eq!(
                attribute(area, "autocomplete"),
                Some("off"),
                "{lang} {}: the back button would bring it back after a quick exit",
                example.component
            );
        }
    }
    assert!(areas > 0);
}
