//! The component page, whole: frame and components together.

use super::markup::{attribute, tags};
use super::*;
use crate::testing::{Answer, Browser};

async fn open(lang: Lang) -> (Browser, Answer) {
    let mut browser = Browser::on(routes::<()>().into_router(()));
    let page = browser.get(&format!("/{lang}/components")).await;
    assert_eq!(page.status, 200);
    (browser, page)
}

#[tokio::test]
async fn it_opens_in_every_language_and_reads_in_its_direction() {
    for lang in Lang::all() {
        let (_, page) = open(lang).await;
        let html = tags(&page.text)
            .find(|tag| tag.starts_with("html"))
            .expect("html");
        assert_eq!(attribute(html, "lang"), Some(lang.code()));
        assert_eq!(attribute(html, "dir"), Some(lang.dir()));
        for other in Lang::all() {
            assert!(
                page.text.contains(&format!("href=\"/{other}/components\"")),
                "{lang}"
            );
            assert!(page.text.contains(other.name()), "{lang}");
        }
    }
}

#[tokio::test]
async fn it_has_one_heading_one_main_and_no_inline_style_or_script() {
    let (_, page) = open(Lang::DEFAULT).await;
    let count = |name: &str| {
        let is = |tag: &&str| tag.split_whitespace().next() == Some(name);
        tags(&page.text).filter(is).count()
    };
    assert_eq!((count("h1"), count("main"), count("style")), (1, 1, 0));
    assert!(count("script") > 0);
    for tag in tags(&page.text) {
        for address in ["href", "src", "action"].map(|name| attribute(tag, name)) {
            let leads_away = address.unwrap_or_default().contains("//");
            assert!(!leads_away, "<{tag}>");
        }
        assert!(
            !tag.contains(" style=") && !tag.contains(" onclick"),
            "<{tag}>"
        );
        assert!(
            !tag.starts_with("script") || attribute(tag, "src").is_some(),
            "<{tag}>"
        );
    }
}

#[tokio::test]
async fn what_it_loads_is_there_and_ours() {
    let (mut browser, page) = open(Lang::DEFAULT).await;
    let mut loaded = 0;
    for tag in tags(&page.text) {
        let asked = match tag.split_whitespace().next() {
            Some("link") => attribute(tag, "href"),
            Some("script" | "img") => attribute(tag, "src"),
            _ => None,
        };
        let Some(address) = asked else { continue };
        loaded += 1;
        assert!(address.starts_with("/assets/"), "<{tag}>");
        assert_eq!(browser.get(address).await.status, 200, "{address}");
    }
    assert!(loaded >= 3, "style, script and icon");
}
