//! Texts of an act in one more language: found where they belong, mistakes named with their place.

use rules::syntax::Purpose;
use rules::{RuleSet, Source, check, load, untranslated};

const LAW: &str = r#"
law prov
  da "Prøve" en "Trial"
  act "LBK nr 1"
  unverified da "ikke set efter" en "not looked at"
entity home many homes
  da "hjem" en "home"
fact home.slags: choice (lejet, ejet)
  da "Slags" en "Kind"
  ask da "Hvilken?" en "Which?"
  why da "Satsen" en "The rate"
  option lejet da "Lejet" en "Rented"
  option ejet da "Ejet" en "Owned"
parameter sats: kr
  da "Sats" en "Rate" cites "§ 1"
  2025-01-01: 5 source "s"
benefit home.hjaelp: kr
  da "Hjælp" en "Help" cites "§ 1"
  claim da "Søg" en "Apply"
  from 2025-01-01
    requires lejer: slags is lejet
      da "I lejer" en "You rent" cites "§ 1"
    gives sats
  from 2026-01-01
    requires lejer: slags is lejet
      da "I lejer jeres hjem" en "You rent your home" cites "§ 1"
    gives sats + sats
"#;

const ARABIC: &str = r#"
texts ar of prov
law "تجربة"
  unverified "لم يراجع"
entity home "بيت"
fact home.slags "النوع"
  ask "أيهما؟" why "المبلغ"
  option lejet "مستأجر"
  option ejet "مملوك"
parameter sats "مبلغ"
benefit home.hjaelp "مساعدة"
  claim "تقدم"
  requires lejer "تستأجرون"
  requires lejer "تستأجرون بيتكم"
"#;

fn sources(texts: &str) -> Vec<Source> {
    let file = |name: &str, text: &str| Source {
        name: name.into(),
        text: text.trim_start().into(),
    };
    // The order of files is of no matter.
    vec![
        file("languages/ar/prov.texts", texts),
        file("prov.rules", LAW),
    ]
}

fn whole(texts: &str) -> RuleSet {
    load(sources(texts)).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// All that `favn law check` says of the act with these texts.
fn told(texts: &str) -> String {
    let (rules, problems) = check(sources(texts));
    let missing = untranslated(&rules);
    let all = problems.iter().chain(&missing);
    all.map(|problem| problem.told(&rules.sources)).collect()
}

#[test]
fn texts_are_found_by_purpose_and_language() {
    let rules = whole(ARABIC);
    let law = &rules.laws[0].head;
    assert_eq!(law.text(Purpose::Means, "ar"), Some("تجربة"));
    assert_eq!(law.text(Purpose::Unverified, "ar"), Some("لم يراجع"));
    let fact = &rules.facts[0];
    assert_eq!(fact.head.text(Purpose::Why, "ar"), Some("المبلغ"));
    assert_eq!(fact.options[1].text(Purpose::Means, "ar"), Some("مملوك"));
    let rule = &rules.rules[0];
    assert_eq!(rule.head.text(Purpose::Claim, "ar"), Some("تقدم"));
    let condition = |version: usize| &rule.versions[version].requires[0].head;
    assert_eq!(condition(0).text(Purpose::Means, "ar"), Some("تستأجرون"));
    assert_eq!(
        condition(1).text(Purpose::Means, "ar"),
        Some("تستأجرون بيتكم")
    );
    assert_eq!(told(ARABIC), "");
}

#[test]
fn what_a_language_lacks_is_said_in_english_then_in_danish() {
    let without = ARABIC.replace("  claim \"تقدم\"\n", "");
    let rules = whole(&without);
    let help = &rules.rules[0].head;
    assert_eq!(help.text(Purpose::Claim, "ar"), Some("Apply"));
    assert_eq!(help.text(Purpose::Claim, "uk"), Some("Apply"));
    assert_eq!(help.text_in(Purpose::Claim, "ar"), None);
    insta::assert_snapshot!(told(&without), @r#"
    prov.rules:18:9: error: benefit home.hjaelp has no "claim" in "ar"
      |   claim da "Søg" en "Apply"
      |         ^^^^^^^^
      = write it in languages/ar/prov.texts
    "#);

    let english = LAW.replace(" en \"Apply\"", "");
    let rules = load(vec![Source {
        name: "prov.rules".into(),
        text: english,
    }])
    .unwrap();
    assert_eq!(rules.rules[0].head.text(Purpose::Claim, "ar"), Some("Søg"));
    assert_eq!(untranslated(&rules).len(), 1);
}

#[test]
fn a_condition_that_says_two_things_has_two_texts() {
    let told = told(&ARABIC.replace("  requires lejer \"تستأجرون بيتكم\"\n", ""));
    assert!(
        told.contains(r#"benefit home.hjaelp: condition lejer has no text in "ar""#)
            && told.contains("I lejer jeres hjem"),
        "{told}"
    );
}

#[test]
fn unknown_names_are_told_with_what_may_be_meant() {
    let wrong = ARABIC
        .replace("entity home", "entity hom")
        .replace("parameter sats", "rule home.hjaelp")
        .replace("option ejet", "option eget")
        .replace("  claim", "  paid");
    insta::assert_snapshot!(told(&wrong));
}

#[test]
fn doubled_texts_are_told() {
    let wrong = ARABIC.replace("  claim", "  claim \"مرة\" claim")
        + "  requires lejer \"ثالث\"\nentity home \"دار\"\n";
    insta::assert_snapshot!(told(&wrong));
}

#[test]
fn texts_of_no_act_and_of_no_language_are_told() {
    insta::assert_snapshot!(
        [
            told(&ARABIC.replace("of prov", "of prove")),
            told(&ARABIC.replace("texts ar", "texts arabic")),
            told(&ARABIC.replace("  claim", "  claim ar")),
            told(&ARABIC.replace("parameter sats", "parameter")),
        ]
        .join("---\n")
    );
}

#[test]
fn the_language_of_a_text_in_a_rule_file_is_asked_for() {
    let law = LAW.replace("unverified da", "unverified");
    let (rules, problems) = check(vec![Source {
        name: "prov.rules".into(),
        text: law,
    }]);
    let told: String = problems.iter().map(|p| p.told(&rules.sources)).collect();
    assert!(told.contains(r#"write unverified da "…" en "…""#), "{told}");
}

#[test]
fn a_reform_may_end_a_condition_that_has_texts() {
    let reform = "reform uden_leje\n  da \"Uden leje\" en \"Without rent\" act \"forslag\"\n\
        benefit home.hjaelp: kr\n  from 2025-01-01 gives sats\n";
    let mut sources = sources(ARABIC);
    sources.push(Source {
        name: "reform.rules".into(),
        text: reform.into(),
    });
    let rules = load(sources).unwrap_or_else(|wrong| panic!("{wrong}"));
    let help = &rules.rules[0];
    assert!(
        help.versions
            .iter()
            .all(|version| version.requires.is_empty())
    );
    assert_eq!(help.head.text(Purpose::Means, "ar"), Some("مساعدة"));
}

#[test]
fn texts_have_a_look() {
    let untidy = "texts  ar of prov\nlaw \"تجربة\"\nunverified \"لم يراجع\"\n\n\n# n\n\
        fact home.slags\n\"النوع\"\n      ask \"أيهما؟\"   why \"المبلغ\"\noption lejet\n\"مستأجر\"\n\
        benefit home.hjaelp \"مساعدة\"\n   requires lejer \"تستأجرون\"\n";
    insta::assert_snapshot!(rules::format::format(untidy), @r#"
    texts ar of prov
    law "تجربة"
      unverified "لم يراجع"

    # n
    fact home.slags
      "النوع"
      ask "أيهما؟" why "المبلغ"
      option lejet
        "مستأجر"
    benefit home.hjaelp "مساعدة"
      requires lejer "تستأجرون"
    "#);
    let once = rules::format::format(untidy);
    assert_eq!(rules::format::format(&once), once);
}
