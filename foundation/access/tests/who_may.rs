//! Each page of access × each role: who may, who may not, and how it looks from outside.

use access::testing::{SETS, browser, house, house_at, house_with, member, sign_in};
use access::{
    Act, Actor, ConversationId, House, Role, Roles, Settings, Stage, Thing, routes, sessions, staff,
};
use db::testing::on_both;
use db::{Query, Tx, jobs, params};
use web::testing::Browser;

const OUT: u16 = 303; // to the sign-in page
const IN: u16 = 200;
const NONE: u16 = 404;

/// Stranger, family, counsellor, team lead, policy officer, administrator, data protection officer.
const READING: &[(&str, [u16; 7])] = &[
    ("/da/sign-in", [IN, IN, OUT, OUT, OUT, OUT, OUT]),
    ("/da/sign-in/code", [OUT, OUT, OUT, OUT, OUT, OUT, OUT]),
    ("/da/account", [OUT, OUT, IN, IN, IN, IN, IN]),
    ("/da/staff", [OUT, OUT, NONE, NONE, NONE, IN, NONE]),
    ("/da/dead-letters", [OUT, OUT, NONE, NONE, NONE, IN, NONE]),
    ("/da/languages", [OUT, OUT, NONE, NONE, NONE, IN, IN]),
    ("/da/audit", [OUT, OUT, NONE, NONE, NONE, NONE, IN]),
    ("/da/demo", [NONE, NONE, NONE, NONE, NONE, NONE, NONE]),
];

async fn everybody(house: &House) -> Vec<Browser> {
    let mut all = vec![browser(house, routes())];
    let mut family = browser(house, routes());
    access::testing::let_in_family(
        house,
        &mut family,
        ConversationId::new(&house.clock, &house.entropy),
    )
    .await;
    all.push(family);
    for role in Role::ALL {
        let mut one = browser(house, routes());
        let who = member(house, role.code(), role).await;
        sign_in(house, &mut one, who).await;
        all.push(one);
    }
    all
}

#[tokio::test]
async fn every_page_of_access_opens_for_its_roles_only() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        let mut all = everybody(&house).await;
        for (path, expected) in READING {
            for (index, somebody) in all.iter_mut().enumerate() {
                let answer = somebody.get(path).await;
                assert_eq!(answer.status, expected[index], "{path}, no. {index}");
                if answer.status == OUT && index < 2 {
                    assert!(answer.location().starts_with("/da/sign-in"), "{path}");
                }
            }
        }
        let covered: Vec<_> = READING
            .iter()
            .map(|(path, _)| path.trim_start_matches("/da"))
            .collect();
        for route in routes()
            .list()
            .iter()
            .filter(|route| route.method == "GET" && !route.path.contains('{'))
        {
            assert!(
                covered.contains(&route.path.as_str()),
                "{} is missing from the table",
                route.path
            );
        }
    })
    .await;
}

#[tokio::test]
async fn acts_of_others_do_nothing() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        let mut all = everybody(&house).await;
        let victim = member(&house, "Offer", Role::Counsellor).await;
        let job = dead_job(&house).await;
        let paths = [
            (
                format!("/da/staff/{victim}/deactivation"),
                Role::Administrator,
            ),
            (
                format!("/da/staff/{victim}/reactivation"),
                Role::Administrator,
            ),
            ("/da/staff/invitations".to_owned(), Role::Administrator),
            (
                format!("/da/dead-letters/{}/revival", job.simple()),
                Role::Administrator,
            ),
        ];
        let form = [
            ("email", "ny@favn.test"),
            ("name", "Ny"),
            ("roles", "administrator"),
        ];
        for (path, owner) in &paths {
            for (index, somebody) in all.iter_mut().enumerate() {
                let role = index.checked_sub(2).map(|index| Role::ALL[index]);
                if role == Some(*owner) {
                    continue;
                }
                let status = somebody.post(path, &form).await.status;
                assert_eq!(
                    status,
                    if role.is_some() { 404 } else { 401 },
                    "{path}, {role:?}"
                );
            }
        }
        assert!(
            staff::one(&house.db, victim)
                .await
                .expect("read")
                .expect("staff")
                .deactivated_at
                .is_none()
        );
        assert!(
            access::invite::waiting(&house)
                .await
                .expect("read")
                .is_empty()
        );
        assert_eq!(jobs::dead_letters(&house.db).await.expect("read").len(), 1);

        // And the administrator's own succeed.
        let place = Role::ALL
            .iter()
            .position(|role| *role == Role::Administrator);
        let administrator = &mut all[2 + place.expect("a role")];
        assert_eq!(administrator.post(&paths[3].0, &[]).await.status, 303);
        assert!(
            jobs::dead_letters(&house.db)
                .await
                .expect("read")
                .is_empty()
        );
        let answer = administrator.post(&paths[2].0, &form).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert!(answer.text.contains("https://favn.test/da/invitation/"));
        assert_eq!(waiting(&house).await, 1, "the revived job");
    })
    .await;
}

async fn waiting(house: &House) -> i64 {
    let (waiting,) = house.db.one(&jobs::WAITING, params![]).await.expect("jobs");
    waiting
}

#[tokio::test]
async fn a_letter_is_queued_only_where_a_mail_server_takes_it() {
    let form = [
        ("email", "ny@favn.test"),
        ("name", "Ny"),
        ("roles", "counsellor"),
    ];
    for (letters, says, queued) in [(false, "Giv selv linket videre", 0), (true, "er på vej", 1)] {
        on_both(SETS, |db| async move {
            let settings = Settings {
                letters,
                ..Settings::default()
            };
            let house = house_with(&db, web::testing::site(), &settings);
            let mut browser = browser(&house, routes());
            let administrator = member(&house, "Anne", Role::Administrator).await;
            sign_in(&house, &mut browser, administrator).await;
            let answer = browser.post("/da/staff/invitations", &form).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
            assert!(answer.text.contains(says), "{}", answer.text);
            assert!(answer.text.contains("https://favn.test/da/invitation/"));
            assert_eq!(waiting(&house).await, queued);
        })
        .await;
    }
}

async fn dead_job(house: &House) -> uuid::Uuid {
    let job = &jobs::Job {
        kind: "test",
        key: "1".to_owned(),
        payload: "{}".to_owned(),
        run_at: house.clock.now(),
    };
    let queued = house.db.transaction(|tx: Tx| async move {
        jobs::queue(&tx, job, &house.clock, &house.entropy).await
    });
    queued.await.expect("queued");
    house
        .db
        .execute(&KILL, params![house.clock.now()])
        .await
        .expect("given up");
    jobs::dead_letters(&house.db).await.expect("read")[0].id
}

db::statements! {
    /// For these tests.
    pub CHOOSE_PASSWORD = "update staff set password = 'chosen' where id = $1";
    /// For these tests.
    pub KILL = "update jobs set dead_at = $1, last_error = 'for the test'";
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_its_stream_ends() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        let boss = member(&house, "Chef", Role::Administrator).await;
        let other = member(
            &house,
            "Anden",
            [Role::Administrator, Role::Counsellor]
                .into_iter()
                .collect::<Roles>(),
        )
        .await;
        let (mut bosses, mut others) = (browser(&house, routes()), browser(&house, routes()));
        sign_in(&house, &mut bosses, boss).await;
        let actor = sign_in(&house, &mut others, other).await;
        assert_eq!(others.get("/da/account").await.status, 200);
        assert!(house.stands(&actor).await.expect("asked"));
        let mut stream = house.live.watch(other.uuid());

        assert_eq!(
            bosses
                .post(&format!("/da/staff/{other}/deactivation"), &[])
                .await
                .status,
            303
        );
        assert_eq!(others.get("/da/account").await.status, 303);
        let patience = std::time::Duration::from_secs(10);
        let nudge = tokio::time::timeout(patience, stream.next()).await;
        assert_eq!(nudge, Ok(live::Nudge::Changed), "the stream is told");
        assert!(
            !house.stands(&actor).await.expect("asked"),
            "and finds that it no longer stands"
        );

        // The last administrator stays.
        let answer = bosses
            .post(&format!("/da/staff/{boss}/deactivation"), &[])
            .await;
        assert_eq!(answer.status, 422);
        assert_eq!(bosses.get("/da/staff").await.status, 200);
        assert_eq!(
            bosses
                .post(&format!("/da/staff/{other}/reactivation"), &[])
                .await
                .status,
            303
        );
        assert!(
            staff::one(&house.db, other)
                .await
                .expect("read")
                .expect("staff")
                .deactivated_at
                .is_none()
        );
    })
    .await;
}

#[tokio::test]
async fn one_click_signs_in_in_the_demo_and_nowhere_else() {
    on_both(SETS, |db| async move {
        let mut settings =
            web::Settings::new("https://favn.test", "Favn", web::FormSecret::new([7; 32]));
        settings.demo = true;
        let tame = web::testing::site();
        let site = web::Site::new(settings, tame.clock.clone(), tame.entropy.clone())
            .expect("good settings");
        let demo = house_at(&db, site);
        let real = house(&db);
        for role in Role::ALL {
            let who = member(&demo, role.code(), role).await.to_string();
            let mut visitor = browser(&demo, routes());
            let page = visitor.get("/da/demo").await;
            assert_eq!(page.status, 200);
            assert!(page.text.contains(&who) && page.text.contains("demo-banner"));
            assert_eq!(
                visitor.post("/da/demo", &[("staff", &who)]).await.status,
                303
            );
            assert!(visitor.get("/da/account").await.text.contains(role.code()));

            let mut outside = browser(&real, routes());
            assert_eq!(outside.get("/da/demo").await.status, 404);
            assert_eq!(
                outside.post("/da/demo", &[("staff", &who)]).await.status,
                404
            );
            assert_eq!(outside.get("/da/account").await.status, 303);

            // Somebody with a password of her own is nobody's to click, not even in the demo.
            demo.db
                .execute(
                    &CHOOSE_PASSWORD,
                    params![who.parse::<access::StaffId>().expect("an id").uuid()],
                )
                .await
                .expect("chosen");
            assert!(!visitor.get("/da/demo").await.text.contains(&who));
            assert_eq!(
                visitor.post("/da/demo", &[("staff", &who)]).await.status,
                404
            );
        }
    })
    .await;
}

#[tokio::test]
async fn need_to_know_holds_for_every_role_and_stage() {
    let lite = db::testing::sqlite(SETS).await;
    let house = house(&lite.db);
    let own = ConversationId::new(&house.clock, &house.entropy);
    let other = ConversationId::new(&house.clock, &house.entropy);
    let mut all: Vec<(&str, Actor)> = vec![
        ("stranger", Actor::Stranger),
        ("family", Actor::Family(own)),
        ("other family", Actor::Family(other)),
    ];
    let mut hers = None;
    for role in Role::ALL {
        let who = member(&house, role.code(), role).await;
        let mut somewhere = browser(&house, routes());
        let actor = sign_in(&house, &mut somewhere, who).await;
        if role == Role::Counsellor {
            hers = Some(who);
            let colleague = member(&house, "colleague", role).await;
            all.push((
                "colleague",
                sign_in(&house, &mut browser(&house, routes()), colleague).await,
            ));
        }
        all.push((role.code(), actor));
    }
    let lead = all.iter().find_map(|(name, actor)| match actor {
        Actor::Staff(staff) if *name == "team_lead" => Some(staff.id),
        _ => None,
    });
    let conversation = |stage, glass_broken_by: Vec<access::StaffId>| Thing::Conversation {
        id: own,
        stage,
        taken_by: hers.filter(|_| stage != Stage::Waiting),
        glass_broken_by,
    };
    let may = |act, thing: &Thing| -> Vec<&str> {
        all.iter()
            .filter(|(_, actor)| house.may(actor, act, thing).is_ok())
            .map(|(name, _)| *name)
            .collect()
    };
    let (waiting, taken, ended) = (
        conversation(Stage::Waiting, vec![]),
        conversation(Stage::Taken, vec![]),
        conversation(Stage::Ended, vec![]),
    );
    assert_eq!(may(Act::ReadConversation, &waiting), ["family"]);
    assert_eq!(may(Act::ReadConversation, &taken), ["family", "counsellor"]);
    assert_eq!(may(Act::ReadConversation, &ended), ["family", "counsellor"]);
    assert_eq!(
        may(Act::WriteConversation, &taken),
        ["family", "counsellor"]
    );
    assert!(may(Act::WriteConversation, &ended).is_empty());
    assert_eq!(
        may(Act::TakeConversation, &waiting),
        ["colleague", "counsellor"]
    );
    assert!(may(Act::TakeConversation, &taken).is_empty());
    assert_eq!(
        may(Act::SeeQueueEntry, &waiting),
        ["colleague", "counsellor", "team_lead"]
    );
    assert_eq!(may(Act::SeeQueueEntry, &taken), ["counsellor", "team_lead"]);
    assert_eq!(may(Act::EndConversation, &taken), ["family", "counsellor"]);
    assert_eq!(may(Act::DeleteConversation, &taken), ["family"]);
    assert_eq!(may(Act::BreakGlass, &taken), ["team_lead"]);
    let broken = conversation(Stage::Taken, lead.into_iter().collect());
    assert_eq!(
        may(Act::ReadConversation, &broken),
        ["family", "counsellor", "team_lead"]
    );
    assert_eq!(
        may(Act::WriteConversation, &broken),
        ["family", "counsellor"]
    );
    assert_eq!(
        may(Act::OpenDesk, &Thing::House),
        ["colleague", "counsellor"]
    );
    assert_eq!(
        may(Act::SeeQueue, &Thing::House),
        ["colleague", "counsellor", "team_lead"]
    );
    assert_eq!(may(Act::SeeCapacity, &Thing::House), ["team_lead"]);
    assert_eq!(
        may(Act::SeeConfidentialPlaces, &Thing::House),
        ["colleague", "counsellor"]
    );
    assert_eq!(may(Act::StartConversation, &Thing::House).len(), all.len());
    assert_eq!(may(Act::SimulateReforms, &Thing::House), ["policy_officer"]);

    // Whoever works on policy does nothing to any conversation, and in the house what anybody
    // may, her own account, and this.
    let things = [&waiting, &taken, &ended, &broken, &Thing::House];
    let officer = |act: &&Act| {
        things
            .iter()
            .any(|thing| may(**act, thing).contains(&"policy_officer"))
    };
    let hers: Vec<_> = Act::ALL
        .iter()
        .filter(officer)
        .map(|act| act.code())
        .collect();
    assert_eq!(
        hers,
        [
            "start_conversation",
            "find_help",
            "know_rights",
            "keep_own_account",
            "simulate_reforms"
        ]
    );

    // Twice the same: from memory as from the policies.
    for act in Act::ALL {
        for thing in [&waiting, &taken, &ended, &broken, &Thing::House] {
            for (name, actor) in &all {
                let asked = house.access.decide(actor, *act, thing);
                assert_eq!(
                    house.may(actor, *act, thing).is_ok(),
                    asked,
                    "{name} {act:?}"
                );
                assert_eq!(
                    house.may(actor, *act, thing).is_ok(),
                    asked,
                    "{name} {act:?} from memory"
                );
            }
        }
    }
}

#[tokio::test]
async fn glass_stays_broken_for_some_hours_and_the_reason_is_kept() {
    on_both(SETS, |db| async move {
        let house = &house(&db);
        let lead = member(house, "Leder", Role::TeamLead).await;
        let Actor::Staff(lead) = &sign_in(house, &mut browser(house, routes()), lead).await else {
            panic!("staff")
        };
        let conversation = ConversationId::new(&house.clock, &house.entropy);
        house
            .db
            .transaction(|tx: Tx| async move {
                access::glass::open(house, &tx, lead, conversation, "Fare for et barn").await
            })
            .await
            .expect("broken");
        assert_eq!(
            access::glass::open_for(house, &house.db, conversation)
                .await
                .expect("read"),
            [lead.id]
        );
        let line = &access::testing::audit_of(&house.db, &conversation.to_string()).await[0];
        assert_eq!(
            (line.act.as_str(), line.reason.as_deref()),
            ("break_glass", Some("Fare for et barn"))
        );
        house.clock.advance(access::glass::OPEN);
        assert!(
            access::glass::open_for(house, &house.db, conversation)
                .await
                .expect("read")
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn a_family_is_known_by_its_cookie_until_it_is_let_go() {
    on_both(SETS, |db| async move {
        let house = house(&db);
        let conversation = ConversationId::new(&house.clock, &house.entropy);
        let mut family = browser(&house, seen());
        assert_eq!(family.get("/da/seen").await.text, "stranger");
        access::testing::let_in_family(&house, &mut family, conversation).await;
        assert_eq!(family.get("/da/seen").await.text, conversation.to_string());
        let counsellor = member(&house, "Mette", Role::Counsellor).await;
        sign_in(&house, &mut family, counsellor).await;
        assert_eq!(
            family.get("/da/seen").await.text,
            conversation.to_string(),
            "as a family, she is one"
        );
        let house = &house;
        house
            .db
            .transaction(|tx: Tx| async move {
                sessions::close_all(house, &tx, conversation.uuid()).await
            })
            .await
            .expect("closed");
        assert_eq!(family.get("/da/seen").await.text, "stranger");
        assert!(
            !house
                .stands(&Actor::Family(conversation))
                .await
                .expect("asked")
        );
    })
    .await;
}

fn seen() -> web::Routes<House> {
    web::Routes::new().get(
        "/seen",
        |access::AsFamily(actor): access::AsFamily| async move {
            actor.family().map_or_else(
                |_| "stranger".to_owned(),
                |conversation| conversation.to_string(),
            )
        },
    )
}

#[tokio::test]
async fn another_node_forgets_a_session_that_ended_here() {
    let shared = db::testing::postgres(SETS).await;
    let (here, there) = (&house(&shared.db), house(&shared.db));
    let who = member(here, "Mette", Role::Counsellor).await;
    let mut somebody = browser(&there, routes());
    sign_in(&there, &mut somebody, who).await;
    assert_eq!(
        somebody.get("/da/account").await.status,
        200,
        "the other node remembers it, and its clock stands still"
    );
    here.db
        .transaction(|tx: Tx| async move { sessions::close_all(here, &tx, who.uuid()).await })
        .await
        .expect("closed");
    let out = async { while somebody.get("/da/account").await.status != 303 {} };
    tokio::time::timeout(std::time::Duration::from_secs(20), out)
        .await
        .expect("the nudge arrives");
}

#[tokio::test]
async fn every_page_of_access_reads_in_every_language() {
    let mut settings =
        web::Settings::new("https://favn.test", "Favn", web::FormSecret::new([7; 32]));
    settings.demo = true;
    let tame = web::testing::site();
    let site =
        web::Site::new(settings, tame.clock.clone(), tame.entropy.clone()).expect("good settings");
    let lite = db::testing::sqlite(SETS).await;
    let house = house_at(&lite.db, site);
    let who = member(&house, "Mette", Role::ALL.into_iter().collect::<Roles>()).await;
    let mut visitor = browser(&house, routes());
    sign_in(&house, &mut visitor, who).await;
    dead_job(&house).await;
    for lang in languages::Lang::all() {
        let stranger = &mut browser(&house, routes());
        for path in [
            "/sign-in",
            "/demo",
            "/invitation/x",
            "/account",
            "/staff",
            "/dead-letters",
            "/languages",
            "/audit",
        ] {
            let visitor = if path == "/sign-in" {
                &mut *stranger
            } else {
                &mut visitor
            };
            let page = visitor.get(&format!("/{}{path}", lang.code())).await;
            assert_eq!(
                page.status,
                if path == "/invitation/x" { 404 } else { 200 },
                "{lang} {path}"
            );
            assert!(
                page.text.contains(&format!(
                    "<html lang=\"{}\" dir=\"{}\">",
                    lang.code(),
                    lang.dir()
                )),
                "{lang} {path}"
            );
            assert_eq!(
                page.text.matches("<h1").count(),
                1,
                "{lang} {path}: one heading"
            );
            assert_eq!(page.text.matches(" id=\"main\"").count(), 1);
            assert!(
                !page.text.contains("style=\"") && !page.text.contains("onclick"),
                "{lang} {path}: nothing inline"
            );
        }
    }
}
