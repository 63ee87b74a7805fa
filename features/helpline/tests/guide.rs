//! The guide at the counsellor's hand: from what the family handed over, over a question of her
//! own, to a card that both sides see. It is hers alone, and nothing is kept that she did not share.

mod common;

use access::{Act, Role};
use common::{Place, SETS, Staff};
use db::testing::on_both;
use web::testing::{Answer, Browser};

const TOLD: &str = r#"{"situation":"alone","family":{"homes":[{"couple":false,"lejer":true,"adults":[{"loen":"28000"}],"children":[{"born":"2024-05-03","deling":"alene"}]}]},"asked":["home.couple","children","adult.loen"],"passed":["/homes/0/husleje"]}"#;
const CHILD_BENEFIT: &str = "adult.boerneydelse";

/// A family that has handed its result over, its counsellor, and where they talk.
async fn handed(place: &Place) -> (Browser, Staff, String) {
    let mut family = place.family("jeg er alene").await;
    let mut mette = place.counsellor("Mette").await;
    let talk = mette.take().await;
    let handed = family
        .post("/da/conversation/rights", &[("state", TOLD)])
        .await;
    assert_eq!(handed.location(), "/da/conversation");
    (family, mette, talk)
}

/// What the page's form holds.
fn state(page: &Answer) -> String {
    page.field("state").replace("&#34;", "\"")
}

/// The value of the button that shares this rule.
fn share_of(page: &Answer, rule: &str) -> String {
    let values = page.text.split("name=\"share\" value=\"").skip(1);
    let mut values = values.filter_map(|rest| rest.split('"').next());
    let found = values.find(|value| value.ends_with(&format!(" {rule}")));
    found
        .unwrap_or_else(|| panic!("nothing shares {rule}: {}", page.text))
        .to_owned()
}

#[tokio::test]
async fn she_goes_on_where_the_family_stopped_and_shares_what_comes_of_it() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let (mut family, mut mette, talk) = handed(&place).await;
        let browser = &mut mette.browser;
        let page = browser.get(&talk).await.text;
        let (whole, guide) = (format!("{talk}/rights/3"), format!("{talk}/guide"));
        for way in [&whole, &guide] {
            let link = format!("href=\"{way}\" target=\"_blank\" data-hook=\"guide\"");
            assert!(page.contains(&link), "{way}: {page}");
        }

        let opened = browser.get(&format!("{whole}?frame=1")).await;
        assert_eq!(opened.status, 200, "{}", opened.text);
        let policy = opened.header("content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'self'") && policy.contains("script-src 'self'"),
            "{policy}"
        );
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        assert_eq!(
            json(&state(&opened)),
            json(TOLD),
            "what the family told is there"
        );
        assert_eq!(opened.field("frame"), "1");
        assert!(opened.text.contains("class=\"why\"") && opened.text.contains("§"));
        assert!(
            !opened.text.contains("/da/rights"),
            "no way into a family's own guide"
        );

        let told = state(&opened);
        let again = [
            ("state", &*told),
            ("act", "change:home.husleje"),
            ("frame", "1"),
        ];
        let asked = browser.post(&guide, &again).await;
        assert_eq!(asked.field("about"), "home.husleje", "{}", asked.text);
        let answer = [
            ("state", &*told),
            ("about", "home.husleje"),
            ("rows", "0"),
            ("v0", "7.500"),
            ("act", "on"),
            ("frame", "1"),
        ];
        let answered = browser.post(&guide, &answer).await;
        let told = state(&answered);
        assert!(told.contains("\"husleje\":\"7500\""), "{told}");
        let result = [("state", &*told), ("act", "result"), ("frame", "1")];
        let result = browser.post(&guide, &result).await;

        let mut theirs = place
            .listen(&family, "/da/conversation/stream?after=3", None)
            .await;
        let own_stream = format!("{talk}/stream?after=3");
        let mut hers = place.listen(browser, &own_stream, None).await;
        let share = share_of(&result, CHILD_BENEFIT);
        let fields = [("state", &*told), ("share", &*share), ("frame", "1")];
        for _ in 0..2 {
            let shared = browser.post(&format!("{talk}/rights"), &fields).await;
            assert_eq!(shared.status, 200, "{}", shared.text);
            assert!(shared.text.contains("Resultatet er delt i samtalen."));
            assert_eq!((&*state(&shared), shared.field("frame")), (&*told, "1"));
        }
        for ear in [&mut theirs, &mut hers] {
            let card = ear.message().await.data;
            for said in ["Børne- og ungeydelse", "Det har I ret til", "kr.", "§"] {
                assert!(card.contains(said), "{said}: {card}");
            }
            assert!(
                !card.contains("7.500"),
                "the card says what is theirs, not what they told"
            );
        }
        let read = family.get("/da/conversation").await.text;
        assert_eq!(
            read.matches("Det siger loven").count(),
            2,
            "twice sent is once: {read}"
        );
        assert!(
            !read.contains("data-hook=\"guide\""),
            "the guide is the counsellor's"
        );
        let arabic = family.get("/ar/conversation").await.text;
        assert!(arabic.contains("هذا من حقكم") && !arabic.contains("Det har I ret til"));
    })
    .await;
}

#[tokio::test]
async fn what_she_answers_is_kept_nowhere_until_she_shares_it() {
    let test = db::testing::sqlite(SETS).await;
    let place = Place::new(&test.db);
    place.family("jeg er alene").await;
    let mut mette = place.counsellor("Mette").await;
    let talk = mette.take().await;
    let thing = talk.rsplit('/').next().expect("an id").to_owned();
    let guide = format!("{talk}/guide");
    assert_eq!(mette.browser.get(&guide).await.status, 200);
    let log = access::testing::audit_of(&test.db, &thing).await;
    let reads = log
        .iter()
        .filter(|line| line.act == Act::ReadConversation.code());
    assert_eq!(reads.count(), 1, "opening it is a look");

    let told = TOLD.replace("28000", "27654");
    let result = [("state", &*told), ("act", "result")];
    let page = mette.browser.post(&guide, &result).await;
    assert!(
        page.text.contains("Det siger loven om familien"),
        "{}",
        page.text
    );
    let letter = [("state", &*told), ("rule", "home.boligsikring")];
    let letter = mette
        .browser
        .post(&format!("{guide}/letter"), &letter)
        .await;
    assert!(
        letter.text.contains("Ansøgning: Boligsikring"),
        "{}",
        letter.text
    );
    let files = || {
        let db::DatabaseUrl::Sqlite(path) = &test.url else {
            panic!("this test stands on SQLite")
        };
        let folder = path.parent().expect("a folder");
        let files = std::fs::read_dir(folder).expect("it can be read");
        files
            .map(|file| std::fs::read(file.expect("a file").path()).expect("its bytes"))
            .collect::<Vec<_>>()
            .concat()
    };
    let holds = |what: &[u8]| files().windows(what.len()).any(|part| part == what);
    assert!(holds(b"counsellor_name"), "the files are the database");
    assert!(!holds(b"27654"));
    for value in mette.browser.cookies().values() {
        assert!(!value.contains("27654"), "{value}");
    }
    let messages = |page: &str| common::messages(page).len();
    let before = messages(&mette.browser.get(&talk).await.text);
    let share = [("state", &*told), ("share", page.field("share"))];
    let shared = mette.browser.post(&format!("{talk}/rights"), &share).await;
    assert_eq!(shared.status, 200, "{}", shared.text);
    let after = messages(&mette.browser.get(&talk).await.text);
    assert_eq!(after, before + 1);
    assert!(!holds(b"27654"), "and then it lies sealed");
}

#[tokio::test]
async fn the_guide_beside_a_conversation_is_its_counsellors_alone() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let (mut family, mut mette, talk) = handed(&place).await;
        let whole = format!("{talk}/rights/3");
        let shown = [format!("{talk}/guide"), whole.clone()];
        let posted = ["guide", "guide/letter", "rights"].map(|what| format!("{talk}/{what}"));
        let fields = [("state", TOLD), ("rule", "home.boligsikring")];
        assert_eq!(mette.browser.get(&whole).await.status, 200, "it is there");

        let mut ali = place.counsellor("Ali").await;
        let mut karen = place.staff("Karen", Role::TeamLead).await;
        let mut nobody = place.browser();
        for browser in [
            &mut ali.browser,
            &mut karen.browser,
            &mut family,
            &mut nobody,
        ] {
            for path in &shown {
                let refused = browser.get(path).await;
                assert!(is_refused(&refused), "{path}: {}", refused.status);
            }
            for path in &posted {
                let refused = browser.post(path, &fields).await;
                assert!(is_refused(&refused), "{path}: {}", refused.status);
            }
        }
        // Through broken glass one looks and does nothing.
        let reason = [("reason", "Familien har ringet og er i fare")];
        karen.browser.post(&format!("{talk}/glass"), &reason).await;
        only_looks(&mut karen.browser, &whole, &posted).await;
        // And so does she herself when it is over.
        let ended = mette.browser.post(&format!("{talk}/end"), &[]).await;
        assert_eq!(ended.status, 303);
        only_looks(&mut mette.browser, &whole, &posted).await;
    })
    .await;
}

fn is_refused(answer: &Answer) -> bool {
    matches!(answer.status, 401 | 404)
        || (answer.status == 303 && answer.location().contains("sign-in"))
}

async fn only_looks(browser: &mut Browser, whole: &str, posted: &[String]) {
    let page = browser.get(whole).await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(page.text.contains("Børne- og ungeydelse") && page.text.contains("class=\"why\""));
    for button in ["name=\"share\"", "change:", "guide/letter"] {
        assert!(!page.text.contains(button), "{button}: {}", page.text);
    }
    for path in posted {
        let refused = browser.post(path, &[("state", TOLD)]).await;
        assert_eq!(refused.status, 404, "{path}");
    }
}

#[tokio::test]
async fn what_is_no_result_begins_anew_and_is_not_shared() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("jeg er alene").await;
        let mut mette = place.counsellor("Mette").await;
        let talk = mette.take().await;
        let browser = &mut mette.browser;
        let two_homes = TOLD.replace("[{\"couple\"", "[{},{\"couple\"");
        for state in ["", "{}", "<script>", &two_homes] {
            let sent = [("state", state)];
            for path in ["guide", "guide/letter", "rights"] {
                let answer = browser.post(&format!("{talk}/{path}"), &sent).await;
                let start = format!("{talk}/guide");
                assert_eq!(answer.location(), start, "{path} {state}");
            }
            let framed = [("state", state), ("frame", "1")];
            let sent = browser.post(&format!("{talk}/guide"), &framed).await;
            assert_eq!(sent.location(), format!("{talk}/guide?frame=1"));
        }
        // What is not theirs cannot be shared as theirs.
        for rule in [
            "home.nothing",
            "child.konfirmationsbidrag",
            "<b>",
            "home.disponibel_indkomst",
        ] {
            let share = format!("0190a1b2c3d47e5f80618293a4b5c6d7 {rule}");
            let fields = [("state", TOLD), ("share", &*share)];
            let sent = browser.post(&format!("{talk}/rights"), &fields).await;
            assert_eq!(sent.location(), format!("{talk}/guide"), "{rule}");
        }
        let theirs = family.get("/da/conversation").await.text;
        assert!(!theirs.contains("Det siger loven"), "{theirs}");
    })
    .await;
}
