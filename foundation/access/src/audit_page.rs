//! The audit log, for the data protection officer.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use db::Tx;
use serde::Deserialize;
use web::components::{Link, Notice};
use web::{AppError, Query, Reader, Shell};

use crate::audit::{self, Verdict};
use crate::house::House;
use crate::may::{Act, Thing};
use crate::words::Words;
use crate::{Actor, Trouble, staff};

/// Lines on a page.
const LINES: i64 = 100;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Place {
    before: String,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct Page {
    shell: Shell,
    w: Words,
    verdict: Option<Notice>,
    lines: Vec<LinePart>,
    older: Option<Link>,
}

struct LinePart {
    when: String,
    who: String,
    what: String,
    thing: String,
    why: Option<String>,
}

pub(crate) async fn page(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
    Query(place): Query<Place>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::ReadAudit, &Thing::House)?;
    let (house, lang, w) = (&house, reader.lang(), Words::of(reader.lang()));
    let before: Option<i64> = place.before.parse().ok();
    // The whole log is looked through when it is opened, not at each page of it.
    let verdict = match before {
        None => Some(match audit::verify(&house.db, house.access.seal()).await? {
            Verdict::Verified { lines, .. } => Notice::success(lang, w.audit_whole(lines)),
            Verdict::Broken { seq } => Notice::urgent(lang, w.audit_broken(seq)),
        }),
        Some(_) => None,
    };
    let lines = audit::newest(&house.db, before, LINES).await?;
    let older = lines.last().filter(|last| last.seq > 1).map(|last| {
        Link::new(
            w.audit_older(),
            reader.url(&format!("/audit?before={}", last.seq)),
        )
    });
    if before.is_none() {
        let who = &actor.to_string();
        house
            .db
            .transaction(|tx: Tx| async move {
                house
                    .record(&tx, audit::Entry::of(who, Act::ReadAudit.code(), "house"))
                    .await?;
                Ok::<_, Trouble>(())
            })
            .await?;
    }
    let names: HashMap<String, String> = staff::all(&house.db)
        .await?
        .into_iter()
        .map(|member| (member.id.to_string(), member.name))
        .collect();
    let named = |id: String| match id.as_str() {
        "family" => w.audit_family().to_owned(),
        "stranger" => w.audit_stranger().to_owned(),
        "favn" => w.audit_program().to_owned(),
        _ => names.get(&id).cloned().unwrap_or(id),
    };
    let lines = lines.into_iter().map(|line| LinePart {
        when: lang.date_time(line.at),
        what: act_in_words(w, &line.act).map_or(line.act, str::to_owned),
        // What somebody did to her own account, and what has no one thing, needs no second naming.
        thing: if line.thing == line.actor || line.thing == "house" {
            String::new()
        } else {
            named(line.thing)
        },
        who: named(line.actor),
        why: line.reason.map(|reason| w.audit_why(reason)),
    });
    let view = Page {
        shell: house.staff_shell(&reader, &actor, w.audit_title()),
        w,
        verdict,
        lines: lines.collect(),
        older,
    };
    reader.page(&view)
}

/// What an act is called. A feature's own word that is not among these is shown as it is kept.
fn act_in_words(w: Words, act: &str) -> Option<&'static str> {
    Some(match act {
        "read_conversation" => w.act_read_conversation(),
        "take_conversation" => w.act_take_conversation(),
        "end_conversation" => w.act_end_conversation(),
        "delete_conversation" => w.act_delete_conversation(),
        "break_glass" => w.act_break_glass(),
        "sign_in" => w.act_sign_in(),
        "sign_out" => w.act_sign_out(),
        "invite" => w.act_invite(),
        "accept_invitation" => w.act_accept_invitation(),
        "deactivate" => w.act_deactivate(),
        "reactivate" => w.act_reactivate(),
        "add_passkey" => w.act_add_passkey(),
        "remove_passkey" => w.act_remove_passkey(),
        "renew_recovery_codes" => w.act_renew_recovery_codes(),
        "read_audit" => w.act_read_audit(),
        "revive_job" => w.act_revive_job(),
        _ => return None,
    })
}
