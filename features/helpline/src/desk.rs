//! The desk: who waits, whom I talk with, and whether I am ready.

use std::collections::hash_map::DefaultHasher;
use std::convert::Infallible;
use std::hash::{Hash, Hasher};
use std::time::Duration;

use access::{Act, Actor, ConversationId, House, Staff, Thing};
use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use db::{Query as _, Tx, params};
use futures_util::stream;
use languages::Lang;
use live::{Nudge, Watch};
use serde::Deserialize;
use tokio::time::{Instant, sleep_until};
use web::components::{EmptyState, ErrorSummary, Notice, TextField};
use web::{AppError, Form, Reader, Shell};

use crate::queue;
use crate::settings::{CAPACITY_MOST, Settings};
use crate::store::{self, Mine, Waiting};
use crate::stream::{RETRY, data, event_stream};
use crate::topics;
use crate::words::Words;

/// How often the lists are looked at when nobody nudges: waiting times grow by themselves.
const TICK: Duration = Duration::from_secs(20);
/// Nudges in quick succession are one look.
const CALM: Duration = Duration::from_millis(250);

/// The queue and one's own conversations: on the page, in the stream and in the poll alike.
#[derive(Template)]
#[template(path = "desk_lists.html")]
pub(crate) struct Lists {
    w: Words,
    token: String,
    full: bool,
    queue: Vec<QueueRow>,
    mine: Vec<MineRow>,
    empty: EmptyState,
}

struct QueueRow {
    id: String,
    url: String,
    waited: String,
    language: String,
    again: bool,
}

struct MineRow {
    url: String,
    language: String,
    since: String,
    new: String,
    fresh: bool,
    current: bool,
}

impl askama::filters::HtmlSafe for Lists {}

/// What lists are made for.
#[derive(Clone)]
pub(crate) struct For {
    pub(crate) house: House,
    pub(crate) staff: Staff,
    pub(crate) lang: Lang,
    /// The token of this reader's forms.
    pub(crate) token: String,
    /// The conversation that is open beside the lists.
    pub(crate) current: Option<ConversationId>,
}

impl For {
    pub(crate) fn new(
        house: &House,
        staff: &Staff,
        reader: &Reader,
        current: Option<ConversationId>,
    ) -> Self {
        let token = reader.form_token();
        Self {
            house: house.clone(),
            staff: staff.clone(),
            lang: reader.lang(),
            token,
            current,
        }
    }

    pub(crate) async fn lists(&self) -> Result<Lists, AppError> {
        let (house, lang) = (&self.house, self.lang);
        let w = Words::of(lang);
        let now = house.clock.now();
        let url = |id: ConversationId| format!("/{}/desk/conversations/{id}", lang.code());
        let waiting: Vec<Waiting> = house.db.rows(&store::QUEUE, params![]).await?;
        let mine: Vec<Mine> = house
            .db
            .rows(&store::MINE, params![self.staff.id.uuid()])
            .await?;
        let capacity = seat(house, &self.staff).await?.capacity;
        Ok(Lists {
            w,
            token: self.token.clone(),
            full: i64::try_from(mine.len()).unwrap_or(i64::MAX) >= capacity,
            queue: waiting
                .into_iter()
                .map(|row| QueueRow {
                    id: row.id.to_string(),
                    url: url(row.id),
                    waited: w.desk_queue_row(queue::waited(lang, now.since(row.since))),
                    language: w.desk_language(row.lang.name()),
                    again: row.again,
                })
                .collect(),
            mine: mine
                .into_iter()
                .map(|row| MineRow {
                    url: url(row.id),
                    language: row.lang.name().to_owned(),
                    since: lang.clock_time(row.taken_at),
                    new: if row.unseen > 0 {
                        w.desk_new(row.unseen)
                    } else {
                        w.desk_none_new().to_owned()
                    },
                    fresh: row.unseen > 0,
                    current: self.current == Some(row.id),
                })
                .collect(),
            empty: EmptyState::new(w.desk_queue_empty()).text(w.desk_queue_empty_text()),
        })
    }
}

/// How somebody sits at the desk.
pub(crate) struct Seat {
    pub(crate) ready: bool,
    pub(crate) capacity: i64,
}

pub(crate) async fn seat(house: &House, staff: &Staff) -> Result<Seat, AppError> {
    let found: Option<(bool, i64)> = house
        .db
        .first(&store::SEAT, params![staff.id.uuid()])
        .await?;
    // Nobody is ready before she says so.
    let (ready, capacity) =
        found.unwrap_or_else(|| (false, i64::from(Settings::of(house).capacity)));
    Ok(Seat { ready, capacity })
}

/// Somebody who asks is somebody who is there.
pub(crate) async fn still_there(house: &House, staff: &Staff) -> Result<(), AppError> {
    house
        .db
        .execute(
            &store::STILL_THERE,
            params![staff.id.uuid(), house.clock.now()],
        )
        .await?;
    Ok(())
}

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    shell: Shell,
    w: Words,
    summary: ErrorSummary,
    notice: Option<Notice>,
    ready: bool,
    capacity: TextField,
    lists: Lists,
}

/// The desk.
///
/// # Errors
/// [`AppError`].
pub async fn page(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
) -> Result<Response, AppError> {
    house.may(&actor, Act::OpenDesk, &Thing::House)?;
    shown(&house, &actor, &reader, Told::default()).await
}

/// What the desk says besides.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) status: StatusCode,
    pub(crate) notice: Option<String>,
    pub(crate) capacity: Option<(String, String)>,
}

pub(crate) async fn shown(
    house: &House,
    actor: &Actor,
    reader: &Reader,
    told: Told,
) -> Result<Response, AppError> {
    let staff = actor.staff()?;
    still_there(house, staff).await?;
    let lang = reader.lang();
    let w = Words::of(lang);
    let seat = seat(house, staff).await?;
    let (typed, error) = told.capacity.unzip();
    let mut summary = ErrorSummary::new(lang);
    if let Some(error) = &error {
        summary = summary.add("capacity", error.clone());
    }
    let capacity = TextField::postcode(lang, "capacity", w.desk_capacity())
        .autocomplete("off")
        .max(2)
        .value(typed.unwrap_or_else(|| seat.capacity.to_string()))
        .error(error);
    let view = DeskPage {
        shell: house.staff_shell(reader, actor, w.desk_title()).at("/desk"),
        w,
        summary,
        notice: told.notice.map(|notice| Notice::warn(lang, notice)),
        ready: seat.ready,
        capacity,
        lists: For::new(house, staff, reader, None).lists().await?,
    };
    reader.page_as(told.status, &view)
}

/// The lists alone.
///
/// # Errors
/// [`AppError`].
pub async fn lists(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
) -> Result<Response, AppError> {
    house.may(&actor, Act::OpenDesk, &Thing::House)?;
    let staff = actor.staff()?;
    still_there(&house, staff).await?;
    let html = For::new(&house, staff, &reader, None)
        .lists()
        .await?
        .render()?;
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    Ok(([(CONTENT_TYPE, kind)], html).into_response())
}

/// How somebody wants to sit.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct SeatForm {
    /// `yes`, `no`, or nothing: as before.
    ready: String,
    capacity: String,
}

/// Ready, or a pause; and how many at a time.
///
/// # Errors
/// [`AppError`].
pub async fn sit(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Form(form): Form<SeatForm>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::OpenDesk, &Thing::House)?;
    let staff = actor.staff()?;
    let before = seat(&house, staff).await?;
    let typed = base::text::fold(form.capacity.trim());
    let capacity = match typed.as_str() {
        "" => Some(before.capacity),
        typed => typed
            .parse()
            .ok()
            .filter(|number| (1..=CAPACITY_MOST).contains(number)),
    };
    let Some(capacity) = capacity else {
        let error = Words::of(reader.lang()).desk_capacity_wrong(CAPACITY_MOST);
        let told = Told {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            capacity: Some((form.capacity, error)),
            ..Told::default()
        };
        return shown(&house, &actor, &reader, told).await;
    };
    let ready = match form.ready.as_str() {
        "yes" => true,
        "no" => false,
        _ => before.ready,
    };
    let (name, now, house_ref) = (&*staff.name, house.clock.now(), &house);
    house
        .db
        .transaction(|tx: Tx| async move {
            tx.execute(
                &store::SIT,
                params![staff.id.uuid(), name, ready, capacity, now],
            )
            .await?;
            house_ref.live.changed(&tx, topics::DESK).await?;
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(reader.redirect("/desk").into_response())
}

/// The lists, live.
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
    let watching = Watching {
        queue: house.live.watch(topics::DESK),
        own: house.live.watch(topics::desk_of(staff.id)),
        session: house.live.watch(staff.id.uuid()),
        lists: For::new(&house, &staff, &reader, None),
        actor,
        told: 0,
        begun: false,
        over: false,
    };
    let events = stream::unfold(Box::new(watching), |mut watching| async move {
        let sent = watching.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(sent)), watching))
    });
    Ok(event_stream(Body::from_stream(events)))
}

struct Watching {
    queue: Watch,
    own: Watch,
    session: Watch,
    lists: For,
    actor: Actor,
    /// A fingerprint of the lists as last told.
    told: u64,
    begun: bool,
    over: bool,
}

impl Watching {
    async fn next(&mut self) -> Option<String> {
        if self.over {
            return None;
        }
        let (closing, session) = if self.begun {
            self.woken().await
        } else {
            (false, false)
        };
        let begun = std::mem::replace(&mut self.begun, true);
        if closing {
            self.over = true;
            return Some("event: moved\ndata: 1\n\n".to_owned());
        }
        match Box::pin(self.look(session)).await {
            Ok(out) if begun => Some(out),
            Ok(out) => Some(format!("{RETRY}{out}")),
            Err(error) => {
                tracing::warn!(%error, "a desk's stream broke off");
                None
            }
        }
    }

    /// Whether this node stops, and whether sessions ended.
    async fn woken(&mut self) -> (bool, bool) {
        let tick = Instant::now() + TICK;
        let (closing, session) = tokio::select! {
            nudge = self.queue.next() => (nudge == Nudge::Closing, false),
            nudge = self.own.next() => (nudge == Nudge::Closing, false),
            nudge = self.session.next() => (nudge == Nudge::Closing, true),
            () = sleep_until(tick) => return (false, true),
        };
        if !closing {
            tokio::time::sleep(CALM).await;
        }
        (closing, session)
    }

    async fn look(&mut self, session: bool) -> Result<String, AppError> {
        if session {
            if !self.lists.house.stands(&self.actor).await? {
                self.over = true;
                return Ok(format!(
                    "event: gone\ndata: /{}/desk\n\n",
                    self.lists.lang.code()
                ));
            }
            still_there(&self.lists.house, &self.lists.staff).await?;
        }
        let html = self.lists.lists().await?.render()?;
        let mut hasher = DefaultHasher::new();
        html.hash(&mut hasher);
        let told = hasher.finish();
        let mut out = String::new();
        if told == self.told {
            out.push_str(": still here\n\n");
        } else {
            self.told = told;
            out.push_str("event: lists\n");
            data(&html, &mut out);
        }
        Ok(out)
    }
}
