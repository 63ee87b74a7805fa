//! A document as part of a page.

use languages::Lang;
use letters::{Document, html};

fn document(name: &str) -> Document {
    let path = format!("tests/documents/{name}.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).expect("a document")
}

#[test]
fn letters_and_briefs_in_every_direction() {
    for name in Lang::all().map(Lang::code) {
        insta::assert_snapshot!(name, html(&document(name), 2).as_str());
    }
}

#[test]
fn nothing_that_was_written_becomes_markup() {
    let page = html(&document("hostile"), 1).to_string();
    assert!(page.contains("#read(&#34;/etc/passwd&#34;)"), "{page}");
    for markup in [
        "<script",
        "<img",
        "<h1>b",
        "<svg onload",
        "javascript:",
        "\"onmouseover",
    ] {
        assert!(!page.contains(markup), "{markup} in {page}");
    }
    let unwanted = ['\u{202e}', '\u{202c}', '\r', '\t', '\0', '\u{1b}'];
    assert!(!page.contains(unwanted), "{page:?}");
    insta::assert_snapshot!(page);
}

#[test]
fn headings_follow_the_page_around_and_never_fall_off() {
    let levels = |level| {
        let page = html(&document("da"), level).to_string();
        (1..=6u8)
            .filter(|n| page.contains(&format!("<h{n}")))
            .collect::<Vec<u8>>()
    };
    assert_eq!(levels(1), [1, 2]);
    assert_eq!(levels(3), [3, 4]);
    assert_eq!(levels(0), [1, 2]);
    assert_eq!(levels(200), [5, 6]);
}

#[test]
fn no_style_or_script_stands_in_the_page() {
    for name in ["da", "ar", "en"] {
        let page = html(&document(name), 2).to_string();
        assert!(page.contains("<rect") && !page.contains(" style=") && !page.contains("<style"));
    }
}

#[test]
fn a_document_is_written_as_it_is_read() {
    for name in ["da", "ar", "uk", "en", "hostile"] {
        let document = document(name);
        let written = serde_json::to_string(&document).expect("JSON");
        assert!(serde_json::from_str::<Document>(&written).expect("a document") == document);
    }
    let unknown = r#"{"lang":"da","kind":"letter","title":"a","blocks":[{"script":"b"}]}"#;
    assert!(serde_json::from_str::<Document>(unknown).is_err());
}
