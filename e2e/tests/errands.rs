//! Whole errands of people, in a real browser, by keyboard.

use e2e::House;

/// One whole conversation, the counsellor in the same language and width.
fn conversation(lang: &str, width: &str, script: bool) {
    let house = House::new();
    let favn = house.demo();
    let said = house
        .errand("conversation", &favn)
        .with("FAVN_LANG", lang)
        .with("FAVN_WIDTH", width)
        .with("FAVN_SCRIPT", script.to_string())
        .run();
    assert!(said.contains("shared: "), "{said}");
}

#[test]
fn a_conversation_in_danish_on_a_phone() {
    conversation("da", "phone", true);
}

#[test]
fn a_conversation_in_danish_on_a_phone_without_script() {
    conversation("da", "phone", false);
}

#[test]
fn a_conversation_in_danish_on_a_wide_screen() {
    conversation("da", "desk", true);
}

#[test]
fn a_conversation_in_danish_on_a_wide_screen_without_script() {
    conversation("da", "desk", false);
}

#[test]
fn a_conversation_in_arabic_on_a_phone() {
    conversation("ar", "phone", true);
}

#[test]
fn a_conversation_in_arabic_on_a_phone_without_script() {
    conversation("ar", "phone", false);
}

#[test]
fn a_conversation_in_arabic_on_a_wide_screen() {
    conversation("ar", "desk", true);
}

#[test]
fn a_conversation_in_arabic_on_a_wide_screen_without_script() {
    conversation("ar", "desk", false);
}

#[test]
fn the_quick_exit_leaves_nothing_in_the_tab() {
    for script in [true, false] {
        let house = House::new();
        let favn = house.demo();
        let said = house
            .errand("quick-exit", &favn)
            .with("FAVN_SCRIPT", script.to_string())
            .run();
        assert!(said.contains("left by button"), "{said}");
        assert_eq!(said.contains("left by Escape"), script, "{said}");
    }
}

#[test]
fn somebody_comes_back_with_a_code_and_deletes_everything() {
    for (lang, script) in [("da", true), ("ar", false)] {
        let house = House::new();
        let favn = house.demo();
        let errand = house.errand("come-back", &favn).with("FAVN_LANG", lang);
        let said = errand.with("FAVN_SCRIPT", script.to_string()).run();
        assert!(
            said.contains("came back") && said.contains("forgotten"),
            "{said}"
        );
    }
}

#[test]
fn a_search_is_there_again_after_an_offer_was_read() {
    for (lang, script) in [("da", true), ("ar", false)] {
        let house = House::new();
        let favn = house.demo();
        let errand = house.errand("find-help", &favn).with("FAVN_LANG", lang);
        let said = errand.with("FAVN_SCRIPT", script.to_string()).run();
        assert!(
            said.contains("saw more") && said.contains("came back to"),
            "{said}"
        );
    }
}

/// What the law gives, found and handed to the conversation.
fn rights(lang: &str, script: bool) {
    let house = House::new();
    let favn = house.demo();
    let errand = house.errand("rights", &favn).with("FAVN_LANG", lang);
    let said = errand.with("FAVN_SCRIPT", script.to_string()).run();
    assert!(said.contains("handed over: "), "{said}");
}

#[test]
fn a_family_finds_what_the_law_gives_in_danish() {
    rights("da", true);
}

#[test]
fn a_family_finds_what_the_law_gives_in_danish_without_script() {
    rights("da", false);
}

#[test]
fn a_family_finds_what_the_law_gives_in_arabic() {
    rights("ar", true);
}

#[test]
fn a_family_finds_what_the_law_gives_in_arabic_without_script() {
    rights("ar", false);
}

#[test]
fn a_family_finds_what_the_law_gives_in_english() {
    rights("en", true);
}

#[test]
fn a_family_finds_what_the_law_gives_in_ukrainian() {
    rights("uk", true);
}

/// The guide beside the conversation: from what a family handed over to a card that it sees.
fn rights_beside(lang: &str, width: &str, script: bool) {
    let house = House::new();
    let favn = house.demo();
    let said = house
        .errand("rights-beside", &favn)
        .with("FAVN_LANG", lang)
        .with("FAVN_WIDTH", width)
        .with("FAVN_SCRIPT", script.to_string())
        .run();
    assert!(said.contains("shared: "), "{said}");
}

#[test]
fn a_counsellor_goes_on_in_her_own_guide_in_danish() {
    rights_beside("da", "desk", true);
}

#[test]
fn a_counsellor_goes_on_in_her_own_guide_in_danish_without_script() {
    rights_beside("da", "desk", false);
}

#[test]
fn a_counsellor_goes_on_in_her_own_guide_in_danish_on_a_phone() {
    rights_beside("da", "phone", true);
}

#[test]
fn a_counsellor_goes_on_in_her_own_guide_in_arabic() {
    rights_beside("ar", "desk", true);
}

#[test]
fn a_counsellor_goes_on_in_her_own_guide_in_arabic_on_a_phone() {
    rights_beside("ar", "phone", true);
}

#[test]
fn who_reads_another_language_is_told_and_danish_is_marked() {
    for (lang, script) in [("ar", true), ("uk", false)] {
        let house = House::new();
        let favn = house.demo();
        let errand = house.errand("another-language", &favn);
        let errand = errand.with("FAVN_LANG", lang);
        let said = errand.with("FAVN_SCRIPT", script.to_string()).run();
        assert!(said.contains("told of an interpreter"), "{said}");
    }
}

#[test]
fn an_invited_colleague_comes_in_with_codes_and_with_a_passkey() {
    let house = House::new();
    let favn = house.demo();
    let link = house.invite("anne@favneby.example", "Anne Holm", "counsellor");
    let said = house
        .errand("coming-in", &favn)
        .with("FAVN_INVITATION", link)
        .run();
    assert!(said.contains("came in with a recovery code"), "{said}");
    assert!(said.contains("came in with a passkey"), "{said}");
}

#[test]
fn the_first_page_is_light_and_asks_nobody_else() {
    let house = House::new();
    let favn = house.demo();
    let said = house.errand("first-page", &favn).run();
    assert!(said.contains("none to others"), "{said}");
}
