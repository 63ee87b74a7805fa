//! axe-core on every page that any role can reach, light and dark, in every language.

use e2e::House;

fn every_page(lang: &str) {
    let house = House::new();
    let favn = house.demo();
    let said = house
        .errand("every-page", &favn)
        .with("FAVN_LANG", lang)
        .run();
    assert!(said.contains("without a finding"), "{said}");
}

#[test]
fn every_page_is_accessible_in_danish() {
    every_page("da");
}

#[test]
fn every_page_is_accessible_in_english() {
    every_page("en");
}

#[test]
fn every_page_is_accessible_in_arabic() {
    every_page("ar");
}

#[test]
fn every_page_is_accessible_in_ukrainian() {
    every_page("uk");
}
