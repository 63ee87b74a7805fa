//! For tests, here and in the features: a house, people in it, and lists held against policies.

use std::collections::BTreeSet;
use std::future::Future;

use base::{Clock, Entropy, Moment};
use data_encoding::BASE32_NOPAD;
use db::{Db, Keys, Migrations, Query, Tx, params};
use live::Live;
use uuid::Uuid;
use web::testing::Browser;
use web::{Outer, Routes, Site};

use crate::code::CodeSecret;
use crate::house::{Builder, House, Settings};
use crate::may::{Act, Thing};
use crate::sessions::{self, FAMILY_COOKIE, STAFF_COOKIE};
use crate::who::{Actor, ConversationId, Roles, Staff, StaffId};
use crate::{Trouble, audit, staff, store};

/// The tables a house stands on.
pub const SETS: &[Migrations] = &[
    db::keys::MIGRATIONS,
    db::jobs::MIGRATIONS,
    crate::MIGRATIONS,
];

/// A house at `https://favn.test`, its clock standing still. `db` needs the tables of [`SETS`].
///
/// # Panics
/// When the policies of Favn are wrong: no test could go on.
pub fn house(db: &Db) -> House {
    house_at(db, web::testing::site())
}

/// A house on a site of one's own, such as one with `demo`.
///
/// # Panics
/// As [`house`].
pub fn house_at(db: &Db, site: Site) -> House {
    house_with(db, site, &Settings::default())
}

/// A house with settings of one's own.
///
/// # Panics
/// As [`house`].
pub fn house_with(db: &Db, site: Site, settings: &Settings) -> House {
    begun(db, site, settings).open()
}

/// A house with something of a feature's own in it: its settings, its hub.
///
/// # Panics
/// As [`house`].
pub fn house_holding(db: &Db, thing: impl Send + Sync + 'static) -> House {
    let begun = begun(db, web::testing::site(), &Settings::default());
    begun.with(thing).open()
}

#[expect(clippy::expect_used, reason = "only tests call this")]
fn begun(db: &Db, site: Site, settings: &Settings) -> Builder {
    let site = site.with_assets(&[crate::ASSETS]);
    let clock: &Clock = &site.clock;
    let keys: Keys = db::testing::keys_in(db, clock);
    // By chance: two houses over one database are two nodes, and must not take each other's words
    // for their own.
    let live = Live::start(db, clock, &Entropy::system());
    House::build(db.clone(), keys, live, site, settings).expect("the policies of Favn")
}

/// A browser before `routes`.
pub fn browser(house: &House, routes: Routes<House>) -> Browser {
    Browser::new(Outer::new(
        routes.into_router(house.clone()),
        house.site.clone(),
    ))
}

/// Somebody who works here, without a password.
///
/// # Panics
/// When the database refuses.
#[expect(clippy::expect_used, reason = "only tests call this")]
pub async fn member(house: &House, name: &str, roles: impl Into<Roles>) -> StaffId {
    let (email, roles) = (
        format!(
            "{}@favn.test",
            house.entropy.uuid(house.clock.now()).simple()
        ),
        roles.into(),
    );
    let (email, house) = (&email, &house);
    let added = house.db.transaction(|tx: Tx| async move {
        staff::add_made_up(house, &tx, email, name, roles).await
    });
    added.await.expect("a member of staff")
}

/// Signs `who` in at `browser`; the actor is what a handler will see.
///
/// # Panics
/// When the database refuses.
#[expect(clippy::expect_used, reason = "only tests call this")]
pub async fn sign_in(house: &House, browser: &mut Browser, who: StaffId) -> Actor {
    let opened = house.db.transaction(|tx: Tx| async move {
        sessions::open_staff(house, &tx, who)
            .await
            .map_err(Trouble::from)
    });
    let token = opened.await.expect("a session");
    browser.set_cookie(&wire_name(house, STAFF_COOKIE), &token.value());
    let (id, name, roles): (Uuid, String, String) = house
        .db
        .one(&store::STAFF_OF_SESSION, params![token.hash()])
        .await
        .expect("the session");
    Actor::Staff(Staff {
        id: who,
        name: name.into(),
        roles: roles.parse().expect("known roles"),
        session: crate::SessionId::from_uuid(id),
    })
}

/// Lets the family of `conversation` in at `browser`.
///
/// # Panics
/// When the database refuses.
#[expect(clippy::expect_used, reason = "only tests call this")]
pub async fn let_in_family(
    house: &House,
    browser: &mut Browser,
    conversation: ConversationId,
) -> Actor {
    let opened = house.db.transaction(|tx: Tx| async move {
        sessions::insert_family(house, &tx, conversation)
            .await
            .map_err(Trouble::from)
    });
    let token = opened.await.expect("a session");
    browser.set_cookie(&wire_name(house, FAMILY_COOKIE), &token.value());
    Actor::Family(conversation)
}

fn wire_name(house: &House, name: &str) -> String {
    if house.site.secure() {
        format!("__Host-{name}")
    } else {
        name.to_owned()
    }
}

/// What the audit log says of one thing, newest first.
///
/// # Panics
/// When the database refuses.
#[expect(clippy::expect_used, reason = "only tests call this")]
pub async fn audit_of(db: &Db, thing: &str) -> Vec<audit::Line> {
    let mut lines = audit::newest(db, None, i64::MAX).await.expect("the log");
    lines.retain(|line| line.thing == thing);
    lines
}

/// What a telephone shows at `now` that was given the secret `typed` on the invitation's page.
///
/// # Panics
/// When `typed` is no such secret.
#[expect(clippy::expect_used, reason = "only tests call this")]
pub fn one_time_code(typed: &str, now: Moment) -> String {
    let letters: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = BASE32_NOPAD
        .decode(letters.as_bytes())
        .expect("a secret in base 32");
    CodeSecret::of(bytes).expect("a secret of 160 bits").at(now)
}

/// Holds a list that SQL filters equal to the policies: of `things`, everybody among `actors` is
/// listed exactly those to which they may do `act`.
///
/// # Panics
/// When a list shows more than the policies permit, or less; and when the case proves nothing,
/// because somebody may everything and nobody is refused anything.
pub async fn lists_what_policies_permit<F: Future<Output = Vec<Uuid>>>(
    house: &House,
    act: Act,
    actors: &[Actor],
    things: &[(Uuid, Thing)],
    list: impl Fn(Actor) -> F,
) {
    let (mut permitted_any, mut refused_any) = (false, false);
    for actor in actors {
        let permitted: BTreeSet<Uuid> = things
            .iter()
            .filter(|(_, thing)| house.access.decide(actor, act, thing))
            .map(|(id, _)| *id)
            .collect();
        let listed: BTreeSet<Uuid> = list(actor.clone()).await.into_iter().collect();
        permitted_any |= !permitted.is_empty();
        refused_any |= permitted.len() < things.len();
        assert_eq!(
            listed,
            permitted,
            "{actor:?}, {}: the list (left) and the policies (right) differ",
            act.code()
        );
    }
    assert!(
        permitted_any && refused_any,
        "the case must have somebody who may and somebody who may not"
    );
}
