//! Coming back with a code.

mod common;

use std::time::Duration;

use common::{Place, SETS, code_on, new_code};
use db::Query as _;
use db::testing::on_both;
use web::testing::Answer;

async fn come_back(place: &Place, code: &str) -> Answer {
    place
        .browser()
        .post("/da/come-back", &[("code", code)])
        .await
}

#[tokio::test]
async fn a_code_counts_once_it_was_typed_back_however_it_is_typed() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("jeg kommer igen").await;
        let code = code_on(&family.post("/da/conversation/code", &[]).await.text);
        assert_eq!(
            come_back(&place, &code).await.status,
            422,
            "not before it was typed back"
        );
        let wrong = family
            .post(
                "/da/conversation/code/typed",
                &[("code", "forkert kode her nu")],
            )
            .await;
        assert!(
            wrong.status == 422 && wrong.text.contains("Det er ikke den samme kode."),
            "{}",
            wrong.text
        );
        assert!(!wrong.text.contains(&code), "it is shown only once");
        let typed = family
            .post(
                "/da/conversation/code/typed",
                &[("code", &code.to_uppercase())],
            )
            .await;
        assert!(typed.text.contains("Koden virker nu."), "{}", typed.text);
        place.clock.advance(Duration::from_secs(3600));
        for typed in [
            code.clone(),
            code.to_uppercase(),
            code.replace(' ', ""),
            code.replace(' ', " - "),
        ] {
            let mut later = place.browser();
            let answer = later.post("/da/come-back", &[("code", &typed)]).await;
            assert_eq!(
                answer.location(),
                "/da/conversation",
                "{typed}: {}",
                answer.text
            );
            assert!(
                later
                    .get("/da/conversation")
                    .await
                    .text
                    .contains("jeg kommer igen")
            );
        }
    })
    .await;
}

#[tokio::test]
async fn another_script_gets_twelve_digits_and_may_type_its_own() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("مرحبا").await;
        let code = new_code(&mut family, "ar").await;
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(digits.len(), 12, "{code}");
        let own: String = digits
            .chars()
            .filter_map(|c| char::from_u32(c.to_digit(10)? + 0x660))
            .collect();
        assert_eq!(come_back(&place, &own).await.location(), "/da/conversation");
    })
    .await;
}

#[tokio::test]
async fn a_new_code_takes_the_place_of_the_old() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        let old = new_code(&mut family, "da").await;
        let shown = code_on(&family.post("/da/conversation/code", &[]).await.text);
        assert_eq!(
            come_back(&place, &old).await.status,
            303,
            "the old one counts until the new is typed back"
        );
        family
            .post("/da/conversation/code/typed", &[("code", &shown)])
            .await;
        assert_eq!(come_back(&place, &old).await.status, 422);
        assert_eq!(come_back(&place, &shown).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_code_and_one_too_old_are_answered_alike() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        let code = new_code(&mut family, "da").await;
        assert_eq!(come_back(&place, &code).await.status, 303);
        place.clock.advance(Duration::from_secs(31 * 86_400));
        let wrong = "aldrig var der sådan";
        let (old, never) = (
            come_back(&place, &code).await,
            come_back(&place, wrong).await,
        );
        assert_eq!((old.status, never.status), (422, 422));
        let names = |answer: &Answer, of: &str| {
            let text = answer.text.replace(of, "");
            let token = answer.field("form_token").to_owned();
            text.replace(&token, "")
        };
        assert_eq!(names(&old, &code), names(&never, wrong));
        assert!(old.text.contains("for gammel") && old.text.contains("slåfejl"));
    })
    .await;
}

#[tokio::test]
async fn a_thousand_wrong_codes_are_slow_and_tell_nothing() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        let code = new_code(&mut family, "da").await;
        let (mut tried, mut refused) = (0, 0);
        let mut guesser = place.browser();
        for number in 0..1_000 {
            let guess = format!("gæt nummer {number} her");
            let answer = guesser.post("/da/come-back", &[("code", &guess)]).await;
            match answer.status {
                422 => {
                    assert!(answer.text.contains("Koden passer ikke til nogen samtale"));
                    tried += 1;
                }
                429 => {
                    assert!(
                        answer.text.contains("Vent") && !answer.header("retry-after").is_empty()
                    );
                    refused += 1;
                }
                other => panic!("{other}: {}", answer.text),
            }
        }
        assert!(
            tried <= 5 && refused >= 995,
            "{tried} tried, {refused} refused"
        );
        let right = guesser.post("/da/come-back", &[("code", &code)]).await;
        assert_eq!(
            right.status, 429,
            "a right code looks no different while one waits"
        );
        place.clock.advance(Duration::from_secs(3600));
        assert_eq!(
            guesser
                .post("/da/come-back", &[("code", &code)])
                .await
                .status,
            303,
            "and counts again later"
        );
    })
    .await;
}

#[tokio::test]
async fn while_a_thousand_places_guess_a_family_still_comes_back() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("lad mig komme ind").await;
        let code = new_code(&mut family, "da").await;
        for number in 0..1_000_u16 {
            let [high, low] = number.to_be_bytes();
            let mut guesser = place.browser().at([10, high, low, 1]);
            let guess = format!("gæt nummer {number} her");
            let answer = guesser.post("/da/come-back", &[("code", &guess)]).await;
            assert_eq!(answer.status, 422, "{number}: {}", answer.text);
        }
        // Who has been wrong already has few tries while somebody is guessing.
        let mut guesser = place.browser().at([10, 0, 1, 1]);
        let mut tried = 0;
        let refused = loop {
            let answer = guesser.post("/da/come-back", &[("code", "igen")]).await;
            if answer.status == 429 {
                break answer;
            }
            tried += 1;
        };
        assert!(tried <= 3, "{tried}");
        let wait: u64 = refused.header("retry-after").parse().expect("seconds");
        assert!(wait > 300, "{wait}");
        // The family mistypes, and comes in.
        let mut family = place.browser().at([192, 0, 2, 99]);
        let slip = family
            .post("/da/come-back", &[("code", "lad mig ind nu")])
            .await;
        assert_eq!(slip.status, 422);
        let back = family.post("/da/come-back", &[("code", &code)]).await;
        assert_eq!((back.status, back.location()), (303, "/da/conversation"));
    })
    .await;
}

#[tokio::test]
async fn right_codes_are_not_held_against_a_shared_address() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("vi bor mange her").await;
        let code = new_code(&mut family, "da").await;
        for _ in 0..30 {
            assert_eq!(come_back(&place, &code).await.status, 303);
        }
    })
    .await;
}

#[tokio::test]
async fn a_deleted_conversation_takes_its_code_along() {
    on_both(SETS, |db| async move {
        let place = Place::new(&db);
        let mut family = place.family("hej").await;
        let code = new_code(&mut family, "da").await;
        family.post("/da/conversation/delete", &[]).await;
        assert_eq!(come_back(&place, &code).await.status, 422);
    })
    .await;
}

#[tokio::test]
async fn a_new_code_puts_out_whoever_came_in_by_the_old_one() {
    on_both(SETS, |db| async move {
        // On PostgreSQL he listens on another node; nodes over one file do not exist.
        let place = Place::new(&db);
        let beside = (db.engine() == db::Engine::Postgres).then(|| Place::new(&db));
        let other = beside.as_ref().unwrap_or(&place);
        let mut family = place.family("jeg er bange").await;
        let old = new_code(&mut family, "da").await;
        let mut he = other.browser();
        he.post("/da/come-back", &[("code", &old)]).await;
        assert!(
            he.get("/da/conversation")
                .await
                .text
                .contains("jeg er bange")
        );
        let mut ear = other.listen(&he, "/da/conversation/stream", None).await;
        ear.message().await;
        let new = new_code(&mut family, "da").await;
        common::say(&mut family, "/da/conversation", "han har set koden").await;
        let rest = ear.rest().await;
        assert!(
            rest.iter().all(|event| !event.data.contains("han har set")),
            "{rest:?}"
        );
        let last = rest.last().expect("he is told to go");
        assert_eq!(
            (last.name.as_str(), last.data.as_str()),
            ("gone", "/da/conversation")
        );
        // The other node believes a session for some seconds at most.
        other.clock.advance(Duration::from_secs(4));
        assert_eq!(he.get("/da/conversation").await.location(), "/da/");
        let page = family.get("/da/conversation").await;
        assert!(page.text.contains("han har set koden"), "{}", page.text);
        assert_eq!(come_back(&place, &new).await.status, 303);
    })
    .await;
}
