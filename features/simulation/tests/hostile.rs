//! Reforms that nobody should write, and everybody may.

use access::testing::{SETS, browser, house_at, member, sign_in};
use access::{House, Role};
use simulation::routes;
use web::assets::AssetFile;
use web::testing::Browser;

const STYLE: &[AssetFile] = &[AssetFile::new("letter.css", letters::STYLE.as_bytes())];

/// Somebody who may simulate, whatever her role is called.
async fn somebody(house: &House) -> Browser {
    for role in Role::ALL {
        let who = member(house, role.code(), role).await;
        let mut browser = browser(house, routes());
        sign_in(house, &mut browser, who).await;
        if browser.get("/da/simulation").await.status == 200 {
            return browser;
        }
    }
    panic!("nobody may simulate");
}

#[tokio::test]
async fn what_is_wrong_with_a_reform_is_told_shortly() {
    let db = db::testing::sqlite(SETS).await;
    let house = house_at(&db.db, web::testing::site().with_assets(&[STYLE]));
    let mut somebody = somebody(&house).await;
    let mistakes = format!("reform x act \"x\"\n{}", ";".repeat(19_000));
    let ends = "reform x act \"x\"\nrule home.disponibel_indkomst: kr per month\n  \
        da \"a\" en \"b\" cites \"x\"\n  until 2026-01-01\n";
    for (reform, told) in [
        (mistakes.as_str(), "means nothing here"),
        (ends, "the law has no home.disponibel_indkomst"),
    ] {
        let wanted = [("which", "own"), ("own", reform)];
        let page = somebody.post("/da/simulation", &wanted).await;
        assert_eq!(page.status, 422, "{told}");
        assert!(page.text.contains(told), "{told}");
        // What was written comes back in the form; what is wrong with it adds little.
        let more = page.text.len() - reform.len();
        assert!(more < 60_000, "{told}: {more} bytes");
    }
}
