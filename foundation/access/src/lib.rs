//! Who is asking, and what they may do: signing in, roles, policies, the audit log.
//!
//! - [`House`] is the state of every router.
//! - [`Actor`] and [`AsFamily`] say who is asking; [`House::may`] says whether they may, by the
//!   Cedar policies in `content/policies`.
//! - [`audit`] keeps who did what, in a chain that shows any change.
//!
//! Invariants:
//! - No address and no browser's name of anybody is stored here.
//! - What opens a session (cookies, invitations, recovery codes) is stored only as a hash.
//! - A session that was ended is ended on every node: at once where it was ended, within three
//!   seconds elsewhere even if the nudge is lost.

mod access;
mod account;
pub mod audit;
mod audit_page;
mod code;
mod code_step;
mod demo;
mod farewell;
pub mod glass;
mod house;
mod invitation;
pub mod invite;
mod may;
mod passkeys;
mod password;
mod people;
mod policies;
pub mod sessions;
mod sign_in;
pub mod staff;
pub mod store;
pub mod testing;
mod throttle;
mod token;
mod upkeep;
mod who;

pub use access::Access;
pub use house::{Builder, House, Rooms, Settings, StaffLink};
pub use may::{Act, Refused, Stage, Thing};
pub use policies::{Policies, PoliciesError};
pub use sessions::AsFamily;
pub use token::Token;
pub use who::{Actor, ConversationId, Role, Roles, SessionId, Staff, StaffId, UnknownRole};

use db::{DbError, SealError, Transient};
use web::assets::AssetFile;
use web::{AppError, Routes};
use words::Words;

/// The tables of access.
pub const MIGRATIONS: db::Migrations = db::migrations!("access": "V1__access");

/// The static files of access.
pub const ASSETS: &[AssetFile] = &[AssetFile::new(
    "access.js",
    include_bytes!("../assets/access.js"),
)];

/// The words of access.
pub mod words {
    #![allow(missing_docs, reason = "generated: one method per message")]
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// The links of access in the menu of staff.
pub(crate) const LINKS: &[StaffLink] = &[
    StaffLink {
        path: "/staff",
        label: |lang| Words::of(lang).staff_title(),
        act: Act::AdministerStaff,
    },
    StaffLink {
        path: "/dead-letters",
        label: |lang| Words::of(lang).dead_title(),
        act: Act::ReadDeadLetters,
    },
    StaffLink {
        path: "/audit",
        label: |lang| Words::of(lang).audit_title(),
        act: Act::ReadAudit,
    },
    StaffLink {
        path: "/languages",
        label: |lang| Words::of(lang).languages_title(),
        act: Act::SeeLanguages,
    },
    StaffLink {
        path: "/account",
        label: |lang| Words::of(lang).account_title(),
        act: Act::KeepOwnAccount,
    },
];

/// Everything about coming in, one's own account, and keeping the house.
pub fn routes() -> Routes<House> {
    Routes::new()
        .get("/sign-in", sign_in::page)
        .post("/sign-in", sign_in::check)
        .get("/sign-in/code", code_step::page)
        .post("/sign-in/code", code_step::check)
        .post("/sign-in/passkey/challenge", passkeys::sign_in_challenge)
        .post("/sign-in/passkey", passkeys::sign_in)
        .post("/sign-out", sign_in::out)
        .get("/invitation/{token}", invitation::page)
        .post("/invitation/{token}", invitation::accept)
        .get("/demo", demo::page)
        .post("/demo", demo::enter)
        .get("/account", account::page)
        .post("/account/sessions/{session}/end", account::end_session)
        .post("/account/recovery-codes", account::renew_recovery_codes)
        .post(
            "/account/passkeys/challenge",
            passkeys::registration_challenge,
        )
        .post("/account/passkeys", passkeys::register)
        .post("/account/passkeys/{passkey}/removal", passkeys::remove)
        .get("/staff", people::page)
        .post("/staff/invitations", people::invite)
        .post("/staff/{staff}/deactivation", people::deactivate)
        .post("/staff/{staff}/reactivation", people::reactivate)
        .get("/languages", upkeep::languages)
        .get("/dead-letters", upkeep::dead_letters)
        .post("/dead-letters/{job}/revival", upkeep::revive)
        .get("/audit", audit_page::page)
}

/// What a role is called, and what it does.
pub(crate) fn role_in_words(w: Words, role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Counsellor => (w.role_counsellor(), w.role_counsellor_text()),
        Role::TeamLead => (w.role_team_lead(), w.role_team_lead_text()),
        Role::PolicyOfficer => (w.role_policy_officer(), w.role_policy_officer_text()),
        Role::Administrator => (w.role_administrator(), w.role_administrator_text()),
        Role::DataProtectionOfficer => (
            w.role_data_protection_officer(),
            w.role_data_protection_officer_text(),
        ),
    }
}

/// What somebody does here.
pub(crate) fn roles_in_words(w: Words, roles: Roles) -> String {
    roles
        .iter()
        .map(|role| role_in_words(w, role).0)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// What can go wrong when somebody is let in.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A secret that does not open.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// Somebody with this address is among the staff already.
    #[error(
        "there is a member of staff with this e-mail address already; invite another, or reactivate that one"
    )]
    Taken,
    /// Nobody would be left who could let anybody in.
    #[error("this is the last administrator; give the role to somebody else first")]
    Last,
}

impl Transient for Trouble {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Db(error) if error.is_transient())
    }
}

impl From<Trouble> for AppError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Db(error) => error.into(),
            Trouble::Seal(error) => Self::internal(error),
            Trouble::Taken | Trouble::Last => Self::Conflict,
        }
    }
}
