//! The desk's lists, live.

use std::time::Duration;

use access::{Act, Actor, House, Thing};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use live::{Nudge, Watch};
use tokio::time::{Instant, sleep_until};
use web::{AppError, Reader};

use super::events::{Listener, MOVED, STILL_HERE, answer, leave_for, when_new};
use crate::lists::For;
use crate::seat::still_there;
use crate::topics;

/// How often the lists are looked at when nobody nudges: waiting times grow by themselves.
const TICK: Duration = Duration::from_secs(20);
/// Nudges in quick succession are one look.
const CALM: Duration = Duration::from_millis(250);

/// The lists of one counsellor.
///
/// # Errors
/// [`AppError`].
pub async fn stream(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
) -> Result<Response, AppError> {
    house.may(&actor, Act::OpenDesk, &Thing::House)?;
    let staff = actor.staff()?.clone();
    Ok(answer(Watching {
        queue: house.live.watch(topics::DESK),
        own: house.live.watch(topics::desk_of(staff.id)),
        session: house.live.watch(staff.id.uuid()),
        lists: For::new(&house, &staff, &reader, None),
        actor,
        told: 0,
        over: false,
    }))
}

struct Watching {
    queue: Watch,
    own: Watch,
    session: Watch,
    lists: For,
    actor: Actor,
    /// A fingerprint of the lists as last told.
    told: u64,
    over: bool,
}

enum Woken {
    /// The lists may have changed.
    Changed,
    /// So may the session by which somebody listens, or it is time to look.
    Session,
    /// This node stops.
    Closing,
}

impl Listener for Watching {
    type Woken = Woken;
    const FIRST: Woken = Woken::Changed;

    fn is_over(&self) -> bool {
        self.over
    }

    async fn woken(&mut self) -> Woken {
        let tick = Instant::now() + TICK;
        let (nudge, woken) = tokio::select! {
            nudge = self.queue.next() => (nudge, Woken::Changed),
            nudge = self.own.next() => (nudge, Woken::Changed),
            nudge = self.session.next() => (nudge, Woken::Session),
            () = sleep_until(tick) => return Woken::Session,
        };
        if nudge == Nudge::Closing {
            return Woken::Closing;
        }
        tokio::time::sleep(CALM).await;
        woken
    }

    async fn look(&mut self, woken: Woken) -> Result<String, AppError> {
        match woken {
            Woken::Changed => {}
            Woken::Session if self.lists.house.stands(&self.actor).await? => {
                still_there(&self.lists.house, &self.lists.staff).await?;
            }
            Woken::Session => {
                self.over = true;
                return Ok(leave_for(&format!("/{}/desk", self.lists.lang.code())));
            }
            Woken::Closing => {
                self.over = true;
                return Ok(MOVED.to_owned());
            }
        }
        let html = self.lists.lists().await?.render()?;
        let news = when_new("lists", &html, &mut self.told);
        Ok(match news.is_empty() {
            true => STILL_HERE.to_owned(),
            false => news,
        })
    }
}
