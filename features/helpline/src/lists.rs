//! The desk's lists: who waits, and whom I talk with.

use access::{ConversationId, House, Staff};
use askama::Template;
use db::{Query as _, params};
use languages::Lang;
use web::components::EmptyState;
use web::{AppError, Reader};

use crate::queue;
use crate::seat::seat;
use crate::store::{self, Mine, Waiting};
use crate::words::Words;

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
                    language: w.desk_language(w.desk_language_name(row.lang.code())),
                    again: row.again,
                })
                .collect(),
            mine: mine
                .into_iter()
                .map(|row| MineRow {
                    url: url(row.id),
                    language: w.desk_language_name(row.lang.code()).to_string(),
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
