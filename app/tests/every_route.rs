//! Who may: every route for everybody who could ask, held against the table below. A route that
//! is missing from the table fails the test, and so does a line without its route.
//!
//! Each line ends with those who may. Everybody else must be told that there is nothing, or be
//! asked to sign in; that is tried first, and then that it changed nothing: the first who may
//! finds everything as it was.

use std::collections::BTreeSet;

use access::testing::{browser, house_at, let_in_family, member, sign_in};
use access::{ConversationId, House, Role, StaffId};
use axum::body::Body;
use axum::http::Method;
use db::testing::{Mould, TestDb};
use db::{Query, params};
use web::Site;
use web::testing::{Answer, Browser};

/// `X` somebody from the street, `F` the family of the conversation, `G` another family,
/// `C` the counsellor who took it, `O` another counsellor, `L` a team lead,
/// `P` a policy officer, `A` an administrator, `D` the data protection officer.
const EVERYBODY: &str = "XFGCOLPAD";

/// What a family has told the guide.
const TOLD: &str = r#"{"situation":"alone","family":{"homes":[{"couple":false,"adults":[{}],"children":[{"born":"2024-05-03"}]}]}}"#;

/// `{id}` is a conversation that C has taken, `{waiting}` one that nobody has.
const TABLE: &str = "
    GET  /health                                XFGCOLPAD
    GET  /leave                                 XFGCOLPAD
    POST /leave                                 XFGCOLPAD
    GET  /hiding                                XFGCOLPAD
    GET  /neutral                               XFGCOLPAD
    POST /neutral                               XFGCOLPAD

    GET  /sign-in                               XFGCOLPAD
    POST /sign-in                               XFGCOLPAD
    GET  /sign-in/code                          -
    POST /sign-in/code                          -
    POST /sign-in/passkey/challenge             XFGCOLPAD
    POST /sign-in/passkey                       XFGCOLPAD
    POST /sign-out                              XFGCOLPAD
    GET  /invitation/{token}                    XFGCOLPAD
    POST /invitation/{token}                    XFGCOLPAD
    GET  /demo                                  XFGCOLPAD
    POST /demo                                  XFGCOLPAD
    GET  /account                               COLPAD
    POST /account/sessions/{session}/end        COLPAD
    POST /account/recovery-codes                COLPAD
    POST /account/passkeys/challenge            COLPAD
    POST /account/passkeys                      COLPAD
    POST /account/passkeys/{passkey}/removal    COLPAD
    GET  /staff                                 A
    POST /staff/invitations                     A
    POST /staff/{staff}/deactivation            A
    POST /staff/{staff}/reactivation            A
    GET  /languages                             AD
    GET  /dead-letters                          A
    POST /dead-letters/{job}/revival            A
    GET  /audit                                 D

    GET  /find                                  XFGCOLPAD
    GET  /offers/{offer}                        XFGCOLPAD
    GET  /api/hsds/organizations                XFGCOLPAD
    GET  /api/hsds/services                     XFGCOLPAD
    GET  /api/hsds/services/{offer}             XFGCOLPAD
    GET  /api/hsds/service_at_locations         XFGCOLPAD

    POST /api/rights/v1/assess                  XFGCOLPAD
    GET  /api/rights/v1/catalogue               XFGCOLPAD
    GET  /api/rights/v1/laws                    XFGCOLPAD
    GET  /api/rights/v1/parameters              XFGCOLPAD
    GET  /api/rights/v1/openapi.json            XFGCOLPAD

    GET  /rights                                XFGCOLPAD
    POST /rights                                XFGCOLPAD
    POST /rights/calendar                       XFGCOLPAD
    POST /rights/letter                         XFGCOLPAD
    POST /rights/what-if                        XFGCOLPAD

    GET  /simulation                            P
    POST /simulation                            P

    GET  /                                      XFGCOLPAD
    POST /                                      XFGCOLPAD
    GET  /conversation                          FG
    GET  /conversation/log                      FG
    GET  /conversation/earlier                  FG
    GET  /conversation/stream                   FG
    POST /conversation/messages                 FG
    POST /conversation/rights                   FG
    POST /conversation/seen                     FG
    POST /conversation/typing                   FG
    GET  /conversation/code                     FG
    POST /conversation/code                     FG
    GET  /conversation/code/typed               FG
    POST /conversation/code/typed               FG
    GET  /conversation/end                      FG
    POST /conversation/end                      FG
    POST /conversation/delete                   XFGCOLPAD
    GET  /goodbye                               XFGCOLPAD
    GET  /come-back                             XFGCOLPAD
    POST /come-back                             XFGCOLPAD

    GET  /desk                                  CO
    GET  /desk/lists                            CO
    GET  /desk/stream                           CO
    POST /desk/seat                             CO
    GET  /desk/team                             L
    GET  /desk/conversations/{id}               C
    GET  /desk/conversations/{id}/log           C
    GET  /desk/conversations/{id}/earlier       C
    GET  /desk/conversations/{id}/stream        C
    POST /desk/conversations/{waiting}/take     CO
    POST /desk/conversations/{id}/back          C
    POST /desk/conversations/{id}/end           C
    POST /desk/conversations/{id}/messages      C
    GET  /desk/conversations/{id}/guide         C
    POST /desk/conversations/{id}/guide         C
    POST /desk/conversations/{id}/guide/letter  C
    POST /desk/conversations/{id}/rights        C
    GET  /desk/conversations/{id}/rights/{seq}  C
    GET  /desk/conversations/{id}/offers        C
    POST /desk/conversations/{id}/offers        C
    POST /desk/conversations/{id}/seen          C
    POST /desk/conversations/{id}/typing        C
    GET  /desk/conversations/{id}/glass         L
    POST /desk/conversations/{id}/glass         L

    GET  /components                            XFGCOLPAD
";

struct Line {
    method: Method,
    path: String,
    may: &'static str,
}

fn table() -> Vec<Line> {
    let lines = TABLE.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let parts: Vec<&'static str> = line.split_whitespace().collect();
            let [method, path, may] = parts[..] else {
                panic!("not a line: {line}")
            };
            let may = if may == "-" { "" } else { may };
            assert!(may.chars().all(|who| EVERYBODY.contains(who)), "{line}");
            Line {
                method: method.parse().unwrap(),
                path: path.to_owned(),
                may,
            }
        })
        .collect()
}

/// The path as the router knows it.
fn pattern(path: &str) -> String {
    path.replace("{waiting}", "{id}").replace("{offer}", "{id}")
}

#[test]
fn the_table_has_every_route_once() {
    let routes: Vec<String> = app::rooms::routes(true)
        .list()
        .iter()
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let lines: Vec<String> = table()
        .iter()
        .map(|line| format!("{} {}", line.method, pattern(&line.path)))
        .collect();
    let (served, written): (BTreeSet<_>, BTreeSet<_>) =
        (routes.iter().collect(), lines.iter().collect());
    assert_eq!(written.len(), lines.len(), "a line stands twice");
    let missing: Vec<_> = served.difference(&written).collect();
    let gone: Vec<_> = written.difference(&served).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "routes without a line: {missing:#?}\nlines without a route: {gone:#?}"
    );
}

#[test]
fn outside_the_demo_its_routes_are_not_there() {
    let routes = app::rooms::routes(false);
    assert!(
        !routes
            .list()
            .iter()
            .any(|route| route.path == "/components")
    );
}

/// A house with somebody of each kind in it.
struct Case {
    house: House,
    taken: ConversationId,
    waiting: ConversationId,
    staff: [(char, StaffId); 6],
    spare: StaffId,
    job: base::uuid::Uuid,
    token: String,
    /// Dropped last: it takes the file away.
    _db: TestDb,
}

/// Where the houses stand.
enum Ground {
    Sqlite,
    Postgres(Mould),
}

impl Ground {
    async fn postgres() -> Self {
        Self::Postgres(Mould::new(&tables()).await)
    }

    /// A database of its own for each person who may would take minutes on PostgreSQL, which is
    /// durable in earnest here too. There everybody who may not is tried at every route, and at
    /// what changes something the first who may; on SQLite all of them.
    fn is_slow_to_build_on(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    async fn database(&self) -> TestDb {
        match self {
            Self::Sqlite => db::testing::sqlite(&tables()).await,
            Self::Postgres(mould) => mould.copy().await,
        }
    }
}

fn tables() -> Vec<db::Migrations> {
    [&[db::keys::MIGRATIONS][..], app::doors::MIGRATIONS].concat()
}

async fn case(line: &Line, ground: &Ground) -> Case {
    let db = ground.database().await;
    let mut settings = (*web::testing::site().settings).clone();
    settings.demo = true;
    let site = Site::new(settings, base::Clock::system(), base::Entropy::system()).unwrap();
    let house = house_at(
        &db.db,
        site.with_assets(&[access::ASSETS, helpline::ASSETS, rights::ASSETS]),
    );
    if line.path.contains("offer") {
        directory::import(
            &db.db,
            &directory::Source::demo(),
            directory::How::default(),
            &house.entropy,
        )
        .await
        .unwrap();
    }
    let mut staff = Vec::new();
    for (letter, role) in [
        ('C', Role::Counsellor),
        ('O', Role::Counsellor),
        ('L', Role::TeamLead),
        ('P', Role::PolicyOfficer),
        ('A', Role::Administrator),
        ('D', Role::DataProtectionOfficer),
    ] {
        staff.push((letter, member(&house, &letter.to_string(), role).await));
    }
    let spare = member(&house, "spare", Role::Administrator).await;
    let (taken, waiting) = (open(&house).await, open(&house).await);
    let mut counsellor = browser(&house, app::rooms::routes(true));
    sign_in(&house, &mut counsellor, staff[0].1).await;
    let took = counsellor
        .post(&format!("/da/desk/conversations/{taken}/take"), &[])
        .await;
    assert_eq!(took.status, 303, "{}", took.text);
    if line.path.contains("{seq}") {
        let mut family = browser(&house, app::rooms::routes(true));
        let_in_family(&house, &mut family, taken).await;
        let hand = family.post("/da/conversation/rights", &[("state", TOLD)]);
        assert_eq!(hand.await.location(), "/da/conversation");
    }
    let job = house.entropy.uuid(house.clock.now());
    const DEAD: db::Sql = db::Sql {
        name: "DEAD",
        text: "insert into jobs (id, kind, key, payload, run_at, queued_at, attempts, dead_at) values ($1, 'x', 'x', '', $2, $2, 12, $2)",
    };
    house
        .db
        .execute(&DEAD, params![job, house.clock.now()])
        .await
        .unwrap();
    let inviting = &house;
    let token = house
        .db
        .transaction(|tx| async move {
            access::invite::create(
                inviting,
                &tx,
                "new@favn.test",
                "New",
                Role::Counsellor.into(),
            )
            .await
        })
        .await
        .unwrap()
        .value();
    let staff = staff.try_into().unwrap();
    Case {
        house,
        taken,
        waiting,
        staff,
        spare,
        job,
        token,
        _db: db,
    }
}

/// A family writes; the newest conversation is theirs.
async fn open(house: &House) -> ConversationId {
    let mut family = browser(house, app::rooms::routes(true));
    let page = family.get("/da/").await;
    let once = page.field("once").to_owned();
    let opened = family
        .post("/da/", &[("text", "jeg har det svært"), ("once", &once)])
        .await;
    assert_eq!(opened.status, 303, "{}", opened.text);
    const NEWEST: db::Sql = db::Sql {
        name: "NEWEST",
        text: "select id from conversations order by id desc limit 1",
    };
    let (id,): (base::uuid::Uuid,) = house.db.one(&NEWEST, params![]).await.unwrap();
    ConversationId::from_uuid(id)
}

impl Case {
    async fn browser(&self, who: char) -> Browser {
        let mut browser = browser(&self.house, app::rooms::routes(true));
        match who {
            'X' => {}
            'F' => drop(let_in_family(&self.house, &mut browser, self.taken).await),
            'G' => drop(let_in_family(&self.house, &mut browser, self.waiting).await),
            who => {
                let (_, id) = self
                    .staff
                    .iter()
                    .find(|(letter, _)| *letter == who)
                    .unwrap();
                sign_in(&self.house, &mut browser, *id).await;
            }
        }
        browser
    }

    async fn path(&self, line: &Line, browser: &mut Browser) -> String {
        // One's own session, where there is one.
        let session = if line.path.contains("{session}") {
            let account = browser.get("/da/account").await.text;
            let found = account
                .split("/account/sessions/")
                .nth(1)
                .and_then(|rest| rest.split('/').next());
            found
                .unwrap_or("session_00000000000000000000000000000000")
                .to_owned()
        } else {
            String::new()
        };
        let path = line
            .path
            .replace("{id}", &self.taken.to_string())
            .replace("{waiting}", &self.waiting.to_string())
            .replace("{offer}", "mh-holdepunkt")
            // After its first message and the note that somebody is here.
            .replace("{seq}", "3")
            .replace("{staff}", &self.spare.to_string())
            .replace("{session}", &session)
            .replace("{passkey}", "passkey_00000000000000000000000000000000")
            .replace("{job}", &self.job.to_string())
            .replace("{token}", &self.token);
        if path == "/health" || path.starts_with("/api/") {
            path
        } else {
            format!("/da{path}")
        }
    }

    async fn ask(&self, line: &Line, who: char) -> (Answer, String) {
        let mut browser = self.browser(who).await;
        let path = self.path(line, &mut browser).await;
        let answer = if line.method == Method::GET {
            browser.send(Method::GET, &path, &[], Body::empty()).await
        } else {
            let staff = self.staff[0].1.to_string();
            let fields = [
                ("text", "hej"),
                (
                    "once",
                    &base::Entropy::system()
                        .uuid(base::Clock::system().now())
                        .simple()
                        .to_string(),
                ),
                ("staff", &staff),
                ("offer", "mh-holdepunkt"),
                ("reason", "Et barn kan være i fare."),
                ("seq", "1"),
                ("state", TOLD),
            ];
            browser.post(&path, &fields).await
        };
        (answer, path)
    }
}

/// Whether the door opened: a page, a form to be mended, a step onwards. Not: nothing here,
/// sign in first, back to the front door, a stream that says at once that it is over.
fn is_in(line: &Line, answer: &Answer) -> bool {
    match answer.status {
        200..=299 => !answer.text.contains("event: gone"),
        400 | 415 | 422 | 429 => true,
        303 => {
            let to = answer.location().trim_start_matches("/da");
            match line.path.as_str() {
                "/sign-in/code" => false, // its page opens between password and code, to nobody here
                path if path.starts_with("/sign-") || path == "/conversation/delete" => true,
                path if path.ends_with("/glass") => !to.starts_with("/sign-in"),
                _ => {
                    !(to == "/"
                        || to == "/goodbye"
                        || to == "/come-back"
                        || to.starts_with("/sign-in")
                        || to.ends_with("/glass"))
                }
            }
        }
        401 | 403 | 404 | 409 => false,
        status => panic!("an answer nobody expected: {status} {}", answer.text),
    }
}

/// Routes whose door is open but that need more than a signed-in person to be gone through.
fn opens_to_nothing(line: &Line) -> bool {
    // No passkey is there to be removed: 404 for its owner as for others.
    line.path.contains("{passkey}")
}

/// Deleting answers everybody alike, so that nobody learns whether there was something to delete.
/// Who may is seen by what is left.
async fn only_its_family_deletes(ground: &Ground) {
    let table = table();
    let line = table
        .iter()
        .find(|line| line.path == "/conversation/delete")
        .unwrap();
    const THERE: db::Sql = db::Sql {
        name: "THERE",
        text: "select count(*) from conversations where id = $1",
    };
    let case = case(line, ground).await;
    for (who, left) in [
        ('X', 1),
        ('G', 1),
        ('C', 1),
        ('O', 1),
        ('L', 1),
        ('P', 1),
        ('A', 1),
        ('D', 1),
        ('F', 0),
    ] {
        case.ask(line, who).await;
        let (there,): (i64,) = case
            .house
            .db
            .one(&THERE, params![case.taken.uuid()])
            .await
            .unwrap();
        assert_eq!(there, left, "after {who}");
    }
}

#[tokio::test]
async fn only_its_family_deletes_a_conversation() {
    only_its_family_deletes(&Ground::Sqlite).await;
    only_its_family_deletes(&Ground::postgres().await).await;
}

/// Every fourth line from `first` on: four tests share the table, since each line builds houses.
async fn opens_to_those_who_may(first: usize, ground: &Ground) {
    let mut wrong = Vec::new();
    for line in table().into_iter().skip(first).step_by(4) {
        let mut fresh = case(&line, ground).await;
        if line.path.ends_with("/stream") {
            fresh.house.live.close(); // an open stream would never end
        }
        for who in EVERYBODY.chars().filter(|who| !line.may.contains(*who)) {
            let (answer, path) = fresh.ask(&line, who).await;
            if is_in(&line, &answer) {
                wrong.push(format!(
                    "{who} may not, but {} {path} answered {} {}",
                    line.method,
                    answer.status,
                    answer.location()
                ));
            }
        }
        for (number, who) in line.may.chars().enumerate() {
            if opens_to_nothing(&line) {
                break;
            }
            if number > 0 && line.method == Method::POST {
                if ground.is_slow_to_build_on() {
                    break;
                }
                fresh = case(&line, ground).await;
            }
            let (answer, path) = fresh.ask(&line, who).await;
            if !is_in(&line, &answer) {
                wrong.push(format!(
                    "{who} may, but {} {path} answered {} {}",
                    line.method,
                    answer.status,
                    answer.location()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

macro_rules! every_fourth_line {
    ($($sqlite:ident $postgres:ident $first:literal;)+) => {$(
        #[tokio::test]
        async fn $sqlite() {
            opens_to_those_who_may($first, &Ground::Sqlite).await;
        }

        #[tokio::test]
        async fn $postgres() {
            opens_to_those_who_may($first, &Ground::postgres().await).await;
        }
    )+};
}

every_fourth_line! {
    every_route_opens_to_those_who_may_and_to_nobody_else_1 and_on_postgres_1 0;
    every_route_opens_to_those_who_may_and_to_nobody_else_2 and_on_postgres_2 1;
    every_route_opens_to_those_who_may_and_to_nobody_else_3 and_on_postgres_3 2;
    every_route_opens_to_those_who_may_and_to_nobody_else_4 and_on_postgres_4 3;
}
