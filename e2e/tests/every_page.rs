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

e2e::in_each_language!(every_page);
