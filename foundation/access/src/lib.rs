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
pub mod audit;
mod code;
pub mod glass;
mod house;
pub mod invite;
mod may;
mod passkeys;
mod password;
mod policies;
pub mod sessions;
pub mod staff;
pub mod store;
pub mod testing;
mod throttle;
mod token;
mod who;

pub use access::Access;
pub use house::{Builder, House, Rooms, Settings, StaffLink};
pub use may::{Act, Refused, Stage, Thing};
pub use policies::{Policies, PoliciesError};
pub use sessions::AsFamily;
pub use token::Token;
pub use who::{Actor, ConversationId, Role, Roles, SessionId, Staff, StaffId, UnknownRole};

use db::{DbError, SealError, Transient};
use web::AppError;

/// The tables of access.
pub const MIGRATIONS: db::Migrations = db::migrations!("access": "V1__access");

/// The static files of access.
pub const ASSETS: &[web::assets::AssetFile] = &[];

/// The words of access.
pub mod words {
    #![allow(missing_docs, reason = "generated: one method per message")]
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// The links of access in the menu of staff.
pub(crate) const LINKS: &[StaffLink] = &[];

/// What can go wrong when somebody is let in.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A secret that does not open.
    #[error(transparent)]
    Seal(#[from] SealError),
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
        }
    }
}
