//! The page through the router: who may, what is shown, one at a time.

use access::testing::{SETS, browser, house_at, member, sign_in};
use access::{House, Role};
use db::testing::on_both;
use simulation::routes;
use web::assets::AssetFile;
use web::testing::Browser;

const STYLE: &[AssetFile] = &[AssetFile::new("letter.css", letters::STYLE.as_bytes())];

fn house(db: &db::Db) -> House {
    house_at(db, web::testing::site().with_assets(&[STYLE]))
}

async fn signed_in(house: &House, name: &str, role: Role) -> Browser {
    let who = member(house, name, role).await;
    let mut browser = browser(house, routes());
    sign_in(house, &mut browser, who).await;
    browser
}

#[tokio::test]
async fn a_policy_officer_tries_a_reform_and_nobody_else_does() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        for role in [
            Role::Counsellor,
            Role::TeamLead,
            Role::Administrator,
            Role::DataProtectionOfficer,
        ] {
            let mut outsider = signed_in(&house, role.code(), role).await;
            assert_eq!(outsider.get("/da/simulation").await.status, 404, "{role:?}");
            let tried = outsider.post("/da/simulation", &[("which", "law")]).await;
            assert_eq!(tried.status, 404, "{role:?}");
        }
        let mut signe = signed_in(&house, "signe", Role::PolicyOfficer).await;
        let page = signe.get("/da/simulation").await;
        assert_eq!(page.status, 200);
        assert!(
            page.text.contains("Mere i børnetilskud til enlige"),
            "{}",
            page.text
        );
        let nothing = signe
            .post("/da/simulation", &[("which", "own"), ("own", " ")])
            .await;
        assert_eq!(nothing.status, 422);
        let wrong = "reform x act \"x\"\nparameter ordinaert: kr\n<script>";
        let wrong = signe
            .post("/da/simulation", &[("which", "own"), ("own", wrong)])
            .await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("own.rules:2"), "{}", wrong.text);
        assert!(!wrong.text.contains("<script>"), "what was written is text");
    })
    .await;
}

/// The result, on one engine: the law has no database.
#[tokio::test]
async fn the_answer_says_that_it_is_made_up_and_its_tables_are_files() {
    let db = db::testing::sqlite(SETS).await;
    let house = house(&db.db);
    let mut signe = signed_in(&house, "signe", Role::PolicyOfficer).await;
    let mut other = signed_in(&house, "other", Role::PolicyOfficer).await;
    let wanted = [("which", "enlige_foraeldre.rules")];
    // Both ask at the same time: one is told to wait.
    let (one, two) = tokio::join!(
        signe.post("/da/simulation", &wanted),
        other.post("/da/simulation", &wanted)
    );
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 429]);
    let (shown, waits) = if one.status == 200 {
        (one, two)
    } else {
        (two, one)
    };
    assert!(
        shown
            .text
            .contains("Syntetisk: Ingen familie her er virkelig")
    );
    assert!(shown.text.contains("<caption") && shown.text.contains("letter-bar"));
    assert!(!waits.text.contains("letter-bar"));
    let table = [wanted[0], ("file", "by_municipality.csv")];
    let file = signe.post("/da/simulation", &table).await;
    assert_eq!(file.status, 200);
    assert!(file.text.starts_with("# SYNTHETIC"), "{}", file.text);
    assert!(file.text.contains("\n101,København,"));
    let brief = [wanted[0], ("file", "brief.html")];
    let brief = signe.post("/da/simulation", &brief).await;
    assert_eq!(brief.status, 200);
    let said = "Syntetisk: Ingen familie her er virkelig";
    assert!(brief.text.starts_with("<!doctype html>") && brief.text.contains(said));
    // Nothing here makes PDF, so none is offered.
    assert!(shown.text.contains("brief.html") && !shown.text.contains("brief.pdf"));
    let table = [wanted[0], ("file", "../secret.csv")];
    assert_eq!(signe.post("/da/simulation", &table).await.status, 404);
}
