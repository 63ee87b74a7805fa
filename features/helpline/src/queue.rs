//! The queue and the desk as they are now: for the front door, for those who wait, for the team.

use std::time::Duration;

use access::House;
use base::Moment;
use db::{DbError, Query, params};
use languages::Lang;

use crate::conversation::Conversation;
use crate::settings::there_since;
use crate::store::{self, Present};
use crate::wait::{Estimate, Signs};
use crate::words::Words;

/// How far back waits count.
const LATELY: Duration = Duration::from_secs(3600);

/// Everything an estimate is made of.
pub(crate) async fn signs(house: &House) -> Result<Signs, DbError> {
    let now = house.clock.now();
    let present: Vec<Present> = house
        .db
        .rows(&store::PRESENT, params![there_since(now)])
        .await?;
    let ready = present.iter().filter(|one| one.ready);
    let free = ready
        .clone()
        .map(|one| one.capacity.saturating_sub(one.hands).max(0))
        .sum::<i64>();
    let (waiting,): (i64,) = house.db.one(&store::WAITING, params![]).await?;
    let waits: Vec<(Moment, Moment)> = house
        .db
        .rows(&store::RECENT_WAITS, params![now.minus(LATELY)])
        .await?;
    Ok(Signs {
        ready: ready.count(),
        free: usize::try_from(free).unwrap_or(0),
        waiting: usize::try_from(waiting).unwrap_or(0),
        waits: waits
            .into_iter()
            .map(|(since, taken)| taken.since(since))
            .collect(),
    })
}

/// The place of a waiting conversation; 1 is next.
pub(crate) async fn place(house: &House, conversation: &Conversation) -> Result<usize, DbError> {
    let params = params![conversation.queue_at, conversation.id.uuid()];
    let (ahead,): (i64,) = house.db.one(&store::AHEAD, params).await?;
    Ok(usize::try_from(ahead).unwrap_or(0).saturating_add(1))
}

/// An estimate in words; `None` when nobody is there, which is said in other words.
pub(crate) fn in_words(w: Words, estimate: Estimate) -> Option<String> {
    Some(match estimate {
        Estimate::Nobody => return None,
        Estimate::Moment => w.wait_moment().to_owned(),
        Estimate::Minutes(minutes) => w.wait_minutes(minutes),
        Estimate::Hour => w.wait_hour().to_owned(),
        Estimate::Unknown => w.wait_unknown().to_owned(),
    })
}

/// How long somebody has waited: whole minutes, then whole hours.
pub(crate) fn waited(lang: Lang, waited: Duration) -> String {
    let w = Words::of(lang);
    let minutes = waited.as_secs() / 60;
    match minutes {
        0..=119 => w.desk_minutes(minutes),
        _ => w.desk_hours(minutes / 60),
    }
}
