//! Someone to talk to, now: the front door, the conversation, the queue and the desk.
//!
//! Start with [`routes`]: each act has its file. A conversation's own rules are in
//! `conversation.rs`, all SQL is in `store.rs`, and `stream.rs` is what keeps both sides live.
//!
//! # What a stream sends
//!
//! `GET /conversation/stream` and `GET /desk/conversations/{id}/stream` are server-sent events:
//!
//! | event | id | data |
//! |---|---|---|
//! | (none) | the message's number | the message as HTML, the same fragment as on the page |
//! | `receipts` | | `{"delivered":7,"seen":5}`: how far one's own messages have come |
//! | `state` | | HTML of the place in the queue, or of who is here |
//! | `typing` | | the other side is writing |
//! | `reload` | | the conversation moved on: the page looks different now |
//! | `gone` | | where to go: the conversation is no longer there, or no longer the reader's |
//! | `moved` | | this node stops: connect again |
//!
//! `Last-Event-ID`, or `?after=` for the first connection, says after which message to go on, so
//! a lost connection, a lost node and a slow reader are one case. One's own messages come too,
//! but lazily: the answer to the post has shown them already.
//!
//! # Invariants
//!
//! - Nothing is asked before help: the first message opens the conversation.
//! - Every message is stored once, whatever is sent twice: `once` is unique in its conversation.
//! - Words lie sealed under the conversation's own key; deleting destroys that key.
//! - Whoever is not told of a conversation by the policies finds none.
//! - Every look of staff at a conversation is in the audit log, before it is shown.

mod code;
mod code_pages;
mod come_back;
mod conversation;
mod desk;
mod desk_talk;
mod earlier;
mod ending;
mod front;
mod glass;
mod guide;
mod handed;
mod keeping;
mod lists;
mod message;
mod moves;
mod offers;
mod pace;
mod queue;
mod reach;
mod say;
mod seat;
mod settings;
mod store;
mod stream;
mod take;
mod talk;
mod team;
mod topics;
mod tries;
mod views;
mod wait;

/// The words of the helpline.
pub mod words {
    #![allow(missing_docs, reason = "generated: one method per message")]
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

use access::{Act, House, StaffLink};
use web::assets::AssetFile;
use web::{Area, MenuItem, Routes};

pub use conversation::{Conversation, Counsellor, EndedBy, Receipts, State};
pub use keeping::{begin, handlers};
pub use message::{Author, Entry, Kind};
pub use settings::{DangerLine, Day, Opening, Settings};
pub use store::ALL as STATEMENTS;
pub use wait::{Estimate, Signs};

use words::Words;

/// The tables of the helpline.
pub const MIGRATIONS: db::Migrations = db::migrations!("helpline": "V1__conversations");

/// The static files of the helpline.
pub const ASSETS: &[AssetFile] = &[
    AssetFile::new("chat.js", include_bytes!("../assets/chat.js")),
    AssetFile::new("desk.js", include_bytes!("../assets/desk.js")),
    AssetFile::new("no-script.css", include_bytes!("../assets/no-script.css")),
];

/// The helpline's link in the public menu.
pub const MENU: &[MenuItem] = &[MenuItem {
    area: Area::Public,
    path: "/",
    label: |lang| Words::of(lang).front_title(),
}];

/// Its links in the menu of staff.
pub const STAFF_LINKS: &[StaffLink] = &[
    StaffLink {
        path: "/desk",
        label: |lang| Words::of(lang).desk_menu(),
        act: Act::OpenDesk,
    },
    StaffLink {
        path: "/desk/team",
        label: |lang| Words::of(lang).desk_lead_menu(),
        act: Act::SeeCapacity,
    },
];

/// Everything one can ask of the helpline.
pub fn routes() -> Routes<House> {
    Routes::new()
        // The family.
        .get("/", front::page)
        .post("/", front::open)
        .get("/conversation", talk::page)
        .get("/conversation/log", talk::log)
        .get("/conversation/earlier", earlier::family)
        .get("/conversation/stream", stream::family)
        .post("/conversation/messages", say::family)
        .post("/conversation/rights", handed::hand)
        .post("/conversation/seen", pace::family_seen)
        .post("/conversation/typing", pace::family_typing)
        .get("/conversation/code", code_pages::about)
        .post("/conversation/code", code_pages::show)
        .get("/conversation/code/typed", code_pages::ask)
        .post("/conversation/code/typed", code_pages::typed)
        .get("/conversation/end", ending::page)
        .post("/conversation/end", ending::family_end)
        .post("/conversation/delete", ending::delete)
        .get("/goodbye", ending::goodbye)
        .get("/come-back", come_back::page)
        .post("/come-back", come_back::enter)
        // The desk.
        .get("/desk", desk::page)
        .get("/desk/lists", desk::lists)
        .get("/desk/stream", stream::desk)
        .post("/desk/seat", seat::sit)
        .get("/desk/team", team::page)
        .get("/desk/conversations/{id}", desk_talk::page)
        .get("/desk/conversations/{id}/log", desk_talk::log)
        .get("/desk/conversations/{id}/earlier", earlier::staff)
        .get("/desk/conversations/{id}/stream", stream::staff)
        .post("/desk/conversations/{id}/take", take::take)
        .post("/desk/conversations/{id}/back", take::hand_back)
        .post("/desk/conversations/{id}/end", take::end)
        .post("/desk/conversations/{id}/messages", say::staff)
        .get("/desk/conversations/{id}/guide", guide::start)
        .post("/desk/conversations/{id}/guide", guide::step)
        .post("/desk/conversations/{id}/guide/letter", guide::letter)
        .post("/desk/conversations/{id}/rights", guide::share)
        .get("/desk/conversations/{id}/rights/{seq}", guide::open)
        .get("/desk/conversations/{id}/offers", offers::framed)
        .post("/desk/conversations/{id}/offers", offers::share)
        .post("/desk/conversations/{id}/seen", pace::staff_seen)
        .post("/desk/conversations/{id}/typing", pace::staff_typing)
        .get("/desk/conversations/{id}/glass", glass::page)
        .post("/desk/conversations/{id}/glass", glass::open)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_message_is_said() {
        languages::testing::unused("languages", &["src", "pages"]);
    }
}
