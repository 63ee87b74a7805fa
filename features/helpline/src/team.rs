//! What the team lead sees: how many wait and how long, who is there, how many hands are free.
//! No conversation's words.

use access::{Act, Actor, House, Thing};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use db::{Query, params};
use web::components::SummaryList;
use web::{AppError, Reader, Shell};

use crate::queue;
use crate::settings::there_since;
use crate::store::{self, Present, Waiting};
use crate::words::Words;

#[derive(Template)]
#[template(path = "team.html")]
struct TeamPage {
    shell: Shell,
    w: Words,
    figures: SummaryList,
    present: Vec<Row>,
    waiting: Vec<Line>,
}

struct Row {
    name: String,
    ready: bool,
    hands: String,
}

struct Line {
    waited: String,
    language: String,
    url: String,
}

/// The overview.
///
/// # Errors
/// [`AppError`].
pub async fn page(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
) -> Result<Response, AppError> {
    house.may(&actor, Act::SeeCapacity, &Thing::House)?;
    let lang = reader.lang();
    let w = Words::of(lang);
    let now = house.clock.now();
    let signs = queue::signs(&house).await?;
    let present: Vec<Present> = house
        .db
        .rows(&store::PRESENT, params![there_since(now)])
        .await?;
    let waiting: Vec<Waiting> = house.db.rows(&store::QUEUE, params![]).await?;
    let (taken,): (i64,) = house.db.one(&store::TAKEN, params![]).await?;
    let number = |number: usize| lang.number(i64::try_from(number).unwrap_or(i64::MAX));
    let longest = waiting
        .iter()
        .map(|row| now.since(row.since))
        .max()
        .unwrap_or_default();
    let median = match signs.waits.is_empty() {
        true => w.team_nobody_taken().to_owned(),
        false => queue::waited(lang, signs.median()),
    };
    let figures = SummaryList::new()
        .row(w.team_waiting(), number(signs.waiting))
        .row(w.team_longest(), queue::waited(lang, longest))
        .row(w.team_wait_median(), median)
        .row(w.team_open(), lang.number(taken))
        .row(w.team_ready(), number(signs.ready))
        .row(w.team_free(), number(signs.free));
    reader.page(&TeamPage {
        shell: house.staff_shell(&reader, &actor, w.team_title()),
        w,
        figures,
        present: present
            .into_iter()
            .map(|one| Row {
                hands: w.team_counsellor_row(one.hands, one.capacity),
                name: one.name,
                ready: one.ready,
            })
            .collect(),
        waiting: waiting
            .into_iter()
            .map(|row| Line {
                waited: w.desk_queue_row(queue::waited(lang, now.since(row.since))),
                language: w.desk_language(w.desk_language_name(row.lang.code())),
                url: reader.url(&format!("/desk/conversations/{}/glass", row.id)),
            })
            .collect(),
    })
}
