//! Passkeys as far as they go without an authenticator. A browser's virtual one goes the whole way
//! in the errands.

use access::testing::{SETS, browser, house, house_at, member, sign_in};
use access::{Role, routes};
use db::testing::on_both;

#[tokio::test]
async fn a_passkey_is_asked_for_and_a_wrong_answer_opens_nothing() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        let mut somebody = browser(&house, routes()).as_script();
        let question = somebody.post("/da/sign-in/passkey/challenge", &[]).await;
        assert_eq!(question.status, 200, "{}", question.text);
        let question: serde_json::Value = serde_json::from_str(&question.text).expect("JSON");
        assert_eq!(question["publicKey"]["rpId"], "favn.test");
        assert_eq!(question["publicKey"]["userVerification"], "required");
        assert!(question.get("mediation").is_none());
        assert!(somebody.cookies().contains_key("__Host-favn_passkey"));
        for wrong in [
            "",
            "{}",
            r#"{"id":"x","rawId":"eA","type":"public-key","response":{}}"#,
        ] {
            let answer = somebody
                .post("/da/sign-in/passkey", &[("credential", wrong)])
                .await;
            assert_eq!((answer.status, answer.location()), (303, "/da/sign-in"));
            assert!(!somebody.cookies().contains_key("__Host-favn_staff"));
            assert!(
                !somebody.cookies().contains_key("__Host-favn_passkey"),
                "a question is answered once"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_new_passkey_must_be_one_that_is_found_by_itself() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        let mut stranger = browser(&house, routes()).as_script();
        assert_eq!(
            stranger
                .post("/da/account/passkeys/challenge", &[])
                .await
                .status,
            401
        );
        let who = member(&house, "Mette", Role::Counsellor).await;
        let mut somebody = browser(&house, routes()).as_script();
        sign_in(&house, &mut somebody, who).await;
        let question = somebody.post("/da/account/passkeys/challenge", &[]).await;
        let question: serde_json::Value = serde_json::from_str(&question.text).expect("JSON");
        assert_eq!(
            question["publicKey"]["authenticatorSelection"]["residentKey"],
            "required"
        );
        assert_eq!(question["publicKey"]["user"]["displayName"], "Mette");
        let answer = somebody
            .post(
                "/da/account/passkeys",
                &[("credential", "{}"), ("name", "Min telefon")],
            )
            .await;
        assert_eq!(answer.status, 422);
    })
    .await;
}

#[tokio::test]
async fn where_browsers_know_no_passkeys_none_are_offered() {
    let lite = db::testing::sqlite(SETS).await;
    let tame = web::testing::site();
    let settings = web::Settings::new(
        "http://127.0.0.1:8080",
        "Favn",
        web::FormSecret::new([7; 32]),
    );
    let site =
        web::Site::new(settings, tame.clock.clone(), tame.entropy.clone()).expect("good settings");
    let house = house_at(&lite.db, site);
    let mut somebody = browser(&house, routes());
    assert!(
        !somebody
            .get("/da/sign-in")
            .await
            .text
            .contains("data-passkey=\"get\"")
    );
    assert_eq!(
        somebody
            .post("/da/sign-in/passkey/challenge", &[])
            .await
            .status,
        404
    );
}
