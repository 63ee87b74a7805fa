//! Coming in: invitation, password, one-time code, recovery code, and out again.

use std::time::Duration;

use access::testing::{SETS, browser, house, one_time_code};
use access::{House, Role, Trouble, invite, routes, staff};
use db::testing::on_both;
use db::{Query, Tx, params};
use web::testing::{Answer, Browser};

const PASSWORD: &str = "fire ord uden mening";

async fn invited(house: &House, email: &str) -> String {
    let made = house.db.transaction(|tx: Tx| async move {
        invite::create(house, &tx, email, "Mette Hansen", Role::Counsellor.into()).await
    });
    format!(
        "/da/invitation/{}",
        made.await.expect("an invitation").value()
    )
}

/// The secret as the page shows it for typing.
fn secret(page: &Answer) -> String {
    let start =
        page.text.find("translate=\"no\">").expect("the secret") + "translate=\"no\">".len();
    let rest = &page.text[start..];
    rest[..rest.find('<').expect("its end")].to_owned()
}

/// Accepts an invitation; returns the browser, the secret and the recovery codes.
async fn accepted(house: &House, email: &str) -> (Browser, String, Vec<String>) {
    let link = invited(house, email).await;
    let mut somebody = browser(house, routes());
    let page = somebody.get(&link).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let secret = secret(&page);
    let code = one_time_code(&secret, house.clock.now());
    let done = somebody
        .post(
            &link,
            &[("name", "Mette"), ("password", PASSWORD), ("code", &code)],
        )
        .await;
    assert_eq!(done.status, 200, "{}", done.text);
    let codes = done
        .text
        .split("<code>")
        .skip(1)
        .map(|part| part.split('<').next().expect("a code").to_owned());
    (somebody, secret, codes.collect())
}

async fn attempt(house: &House, email: &str, password: &str) -> (Browser, Answer) {
    let mut somebody = browser(house, routes());
    let answer = somebody
        .post("/da/sign-in", &[("email", email), ("password", password)])
        .await;
    (somebody, answer)
}

#[tokio::test]
async fn somebody_invited_comes_in_and_comes_back() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        let (mut first, secret, codes) = accepted(&house, "Mette@Favn.test").await;
        assert_eq!(codes.len(), 8);
        assert_eq!(
            first.get("/da/account").await.status,
            200,
            "accepting signs in"
        );
        assert_eq!(
            first.get("/da/audit").await.status,
            404,
            "a counsellor has no audit log"
        );

        // From another browser: password, then code.
        house.clock.advance(Duration::from_secs(60));
        let (mut other, answer) = attempt(&house, "mette@favn.test", PASSWORD).await;
        assert_eq!(
            (answer.status, answer.location()),
            (303, "/da/sign-in/code")
        );
        assert_eq!(other.get("/da/account").await.status, 303, "half is not in");
        let code = one_time_code(&secret, house.clock.now());
        let answer = other.post("/da/sign-in/code", &[("code", &code)]).await;
        assert_eq!(
            (answer.status, answer.location()),
            (303, "/da/account"),
            "{}",
            answer.text
        );
        assert!(answer.headers.get_all("set-cookie").iter().any(|line| {
            let line = line.to_str().expect("text");
            line.starts_with("__Host-favn_staff=")
                && line.contains("HttpOnly")
                && line.contains("Secure")
                && line.contains("SameSite")
        }));
        assert!(other.get("/da/account").await.text.contains("Mette"));

        // Out: this browser is, the first is not.
        assert_eq!(other.post("/da/sign-out", &[]).await.status, 303);
        assert_eq!(other.get("/da/account").await.status, 303);
        assert_eq!(first.get("/da/account").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_code_opens_once_and_so_does_a_recovery_code() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        let (_, secret, codes) = accepted(&house, "mette@favn.test").await;
        let used = one_time_code(&secret, house.clock.now());
        let (mut somebody, _) = attempt(&house, "mette@favn.test", PASSWORD).await;
        let again = somebody.post("/da/sign-in/code", &[("code", &used)]).await;
        assert_eq!(
            again.status, 422,
            "the code of the invitation was used there"
        );
        let recovery = codes.first().expect("a recovery code").to_uppercase();
        assert_eq!(
            somebody
                .post("/da/sign-in/code", &[("code", &recovery)])
                .await
                .status,
            303
        );
        assert_eq!(somebody.get("/da/account").await.status, 200);

        let (mut thief, _) = attempt(&house, "mette@favn.test", PASSWORD).await;
        assert_eq!(
            thief
                .post("/da/sign-in/code", &[("code", &recovery)])
                .await
                .status,
            422
        );
        assert_eq!(thief.get("/da/account").await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_counts_once_and_for_a_week() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        let link = invited(&house, "mette@favn.test").await;
        let newer = invited(&house, "mette@favn.test").await;
        let mut somebody = browser(&house, routes());
        assert_eq!(
            somebody.get(&link).await.status,
            404,
            "the newer one took its place"
        );
        let page = somebody.get(&newer).await;
        let code = one_time_code(&secret(&page), house.clock.now());
        let form = [
            ("name", "Mette"),
            ("password", PASSWORD),
            ("code", code.as_str()),
        ];
        for (field, wrong) in [
            ("name", " "),
            ("password", "kort"),
            ("password", "aaaaaaaaaaaaaaa"),
            ("code", "000000"),
        ] {
            let form = form.map(|(name, value)| (name, if name == field { wrong } else { value }));
            let answer = somebody.post(&newer, &form).await;
            assert_eq!(answer.status, 422, "{field}");
            assert!(
                answer.text.contains(&format!("field-{field}-error")),
                "{field}"
            );
        }
        assert_eq!(somebody.post(&newer, &form).await.status, 200);
        assert_eq!(
            browser(&house, routes()).post(&newer, &form).await.status,
            404,
            "accepted is accepted"
        );

        let late = invited(&house, "sen@favn.test").await;
        house.clock.advance(invite::COUNTS);
        assert_eq!(somebody.get(&late).await.status, 404);
        let taken = house.db.transaction(|tx: Tx| {
            let house = &house;
            async move {
                invite::create(house, &tx, "METTE@favn.test", "x", Role::Counsellor.into()).await
            }
        });
        assert!(matches!(taken.await, Err(Trouble::Taken)));
        for odd in [
            "/da/invitation/x",
            "/da/invitation/%00",
            "/da/invitation/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ] {
            assert_eq!(somebody.get(odd).await.status, 404, "{odd}");
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_learns_which_addresses_there_are() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        accepted(&house, "mette@favn.test").await;
        accepted(&house, "gone@favn.test").await;
        let gone: (uuid::Uuid,) = house
            .db
            .one(&ID_OF, params!["gone@favn.test"])
            .await
            .expect("staff");
        // She leaves; there is no other administrator, so past the rule that guards the last.
        house
            .db
            .execute(&CLOSE, params![gone.0, house.clock.now()])
            .await
            .expect("closed");
        let plain = |answer: &Answer| {
            // The page with what is drawn anew each time taken out.
            let token = answer.field("form_token").to_owned();
            (answer.status, answer.text.replace(&token, ""))
        };
        let (_, wrong) = attempt(&house, "mette@favn.test", "noget helt andet").await;
        assert_eq!(wrong.status, 422);
        let expected = plain(&wrong);
        for (email, password) in [
            ("nobody@favn.test", "noget helt andet"),
            ("gone@favn.test", PASSWORD),
        ] {
            let (_, answer) = attempt(&house, email, password).await;
            let (status, text) = plain(&answer);
            assert_eq!(
                (status, text.replace(email, "mette@favn.test")),
                expected,
                "{email}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn wrong_answers_have_to_wait_longer_and_longer_known_or_not() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        accepted(&house, "mette@favn.test").await;
        for email in ["mette@favn.test", "nobody@favn.test"] {
            for _ in 0..3 {
                assert_eq!(
                    attempt(&house, email, "forkert kodeord").await.1.status,
                    422
                );
            }
            let (_, answer) = attempt(&house, email, PASSWORD).await;
            assert_eq!(answer.status, 429, "even the right one waits: {email}");
            assert!(!answer.header("retry-after").is_empty());
        }
        house.clock.advance(Duration::from_secs(3));
        assert_eq!(
            attempt(&house, "mette@favn.test", PASSWORD).await.1.status,
            303
        );
    })
    .await;
}

#[tokio::test]
async fn a_thousand_wrong_codes_do_not_open() {
    let lite = db::testing::sqlite(SETS).await;
    let house = house(&lite.db);
    let (_, secret, _) = accepted(&house, "mette@favn.test").await;
    house.clock.advance(Duration::from_secs(3600));
    let (mut thief, answer) = attempt(&house, "mette@favn.test", PASSWORD).await;
    assert_eq!(answer.status, 303);
    let (mut wrong, mut waiting) = (0, 0);
    for number in 0..1000 {
        let guess = format!("{number:06}");
        if guess == one_time_code(&secret, house.clock.now()) {
            continue;
        }
        match thief
            .post("/da/sign-in/code", &[("code", &guess)])
            .await
            .status
        {
            422 => wrong += 1,
            429 => waiting += 1,
            other => panic!("{other}"),
        }
    }
    assert!(
        wrong <= 5 && waiting >= 990,
        "{wrong} were tried, {waiting} had to wait"
    );
    assert_eq!(thief.get("/da/account").await.status, 303);
}

#[tokio::test]
async fn a_session_ends_after_half_a_day_of_doing_nothing_and_slides_otherwise() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        let (mut somebody, ..) = accepted(&house, "mette@favn.test").await;
        for _ in 0..5 {
            house.clock.advance(Duration::from_secs(11 * 3600));
            assert_eq!(somebody.get("/da/account").await.status, 200);
        }
        house.clock.advance(Duration::from_secs(13 * 3600));
        assert_eq!(somebody.get("/da/account").await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn one_sees_ones_own_sessions_and_ends_them() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        let (mut here, ..) = accepted(&house, "mette@favn.test").await;
        let me = staff::all(&house.db).await.expect("staff")[0].id;
        let mut there = browser(&house, routes());
        access::testing::sign_in(&house, &mut there, me).await;
        assert_eq!(there.get("/da/account").await.status, 200);
        let page = here.get("/da/account").await;
        let start = page
            .text
            .find("/da/account/sessions/")
            .expect("another session");
        let path = page.text[start..]
            .split('"')
            .next()
            .expect("its address")
            .to_owned();

        // Somebody else cannot end it.
        let stranger = access::testing::member(&house, "Ali", Role::Counsellor).await;
        let mut other = browser(&house, routes());
        access::testing::sign_in(&house, &mut other, stranger).await;
        other.post(&path, &[]).await;
        assert_eq!(there.get("/da/account").await.status, 200);

        assert_eq!(here.post(&path, &[]).await.status, 303);
        assert_eq!(
            there.get("/da/account").await.status,
            303,
            "at once, although it was remembered"
        );
        assert_eq!(here.get("/da/account").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn new_recovery_codes_replace_the_old() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        let (mut here, _, old) = accepted(&house, "mette@favn.test").await;
        let page = here.post("/da/account/recovery-codes", &[]).await;
        let new = page
            .text
            .split("<code>")
            .nth(1)
            .expect("a code")
            .split('<')
            .next()
            .expect("its end")
            .to_owned();
        let (mut somebody, _) = attempt(&house, "mette@favn.test", PASSWORD).await;
        assert_eq!(
            somebody
                .post(
                    "/da/sign-in/code",
                    &[("code", old.first().expect("a code"))]
                )
                .await
                .status,
            422
        );
        assert_eq!(
            somebody
                .post("/da/sign-in/code", &[("code", &new)])
                .await
                .status,
            303
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_that_opens_is_in_the_database_as_it_is() {
    let lite = db::testing::sqlite(SETS).await;
    let house = house(&lite.db);
    let (somebody, secret, codes) = accepted(&house, "mette@favn.test").await;
    let db::DatabaseUrl::Sqlite(path) = &lite.url else {
        panic!("SQLite")
    };
    house
        .db
        .on_sqlite(|connection| connection.execute_batch("pragma wal_checkpoint(truncate)"))
        .await
        .expect("checkpoint");
    let bytes = std::fs::read(path).expect("the file");
    let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    assert!(holds(b"mette@favn.test"), "the file was looked through");
    let cookie = somebody
        .cookies()
        .get("__Host-favn_staff")
        .expect("the session's cookie")
        .clone();
    let plain_secret = data_encoding::BASE32_NOPAD
        .decode(secret.replace(' ', "").as_bytes())
        .expect("base 32");
    let raw_cookie = data_encoding::BASE64URL_NOPAD
        .decode(cookie.as_bytes())
        .expect("base 64");
    for (what, needle) in [
        ("the cookie", cookie.as_bytes()),
        ("the cookie's bytes", &raw_cookie),
        ("the secret", &plain_secret),
        ("the password", PASSWORD.as_bytes()),
        ("a recovery code", codes[0].as_bytes()),
        ("the address", b"192.0.2.1"),
    ] {
        assert!(!holds(needle), "{what} is in the database");
    }
}

db::statements! {
    /// For these tests.
    pub ID_OF = "select id from staff where email = $1";
    /// For these tests.
    pub CLOSE = "update staff set deactivated_at = $2 where id = $1";
}
