//! The conversation as the family sees it.

use access::{Act, AsFamily, House};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::Moment;
use db::{Query, params};
use languages::Lang;
use web::components::{Composer, Link};
use web::{AppError, Reader, Shell};

use crate::conversation::Conversation;
use crate::message::Entry;
use crate::pace::{self, Receiver};
use crate::say::Unsaid;
use crate::settings::MESSAGE_MOST;
use crate::views::{self, Side, View};
use crate::words::Words;
use crate::{earlier, reach, store};

/// The messages and where they come in: what both sides' pages have in common.
#[derive(Template)]
#[template(path = "chat.html")]
pub(crate) struct Chat {
    pub(crate) w: Words,
    pub(crate) marks: web::words::Words,
    /// Finished HTML, from the same templates as the stream.
    pub(crate) standing: String,
    pub(crate) messages: String,
    /// Which languages are spoken here, for who reads another one.
    pub(crate) languages: Option<String>,
    /// Where everything about this conversation lies: `/da/conversation`.
    pub(crate) base: String,
    pub(crate) last: i64,
    /// The first message shown, when there are others before it.
    pub(crate) earlier: Option<i64>,
    pub(crate) typing: String,
    pub(crate) live: bool,
}

impl askama::filters::HtmlSafe for Chat {}

impl Chat {
    pub(crate) fn new(
        lang: Lang,
        base: String,
        standing: String,
        messages: String,
        last: i64,
    ) -> Self {
        let w = Words::of(lang);
        let marks = web::words::Words::of(lang);
        Self {
            w,
            marks,
            standing,
            messages,
            languages: None,
            base,
            last,
            earlier: None,
            typing: String::new(),
            live: true,
        }
    }

    /// The way to what was said before.
    pub(crate) fn earlier(mut self, entries: &[Entry]) -> Self {
        self.earlier = earlier::first(entries);
        self
    }

    /// What is said while the other side writes.
    pub(crate) fn typing(mut self, says: impl Into<String>) -> Self {
        self.typing = says.into();
        self
    }

    fn languages(mut self, says: Option<String>) -> Self {
        self.languages = says;
        self
    }

    /// Without what changes: the frame of a page without script.
    fn still(mut self) -> Self {
        self.live = false;
        self
    }
}

#[derive(Template)]
#[template(path = "conversation.html")]
struct ConversationPage {
    shell: Shell,
    w: Words,
    chat: Chat,
    composer: Option<Composer>,
    /// Instead of the composer, when it is over.
    anew: Link,
    code: Link,
    find: Link,
    end: Link,
    ended: bool,
}

/// The messages alone, for the frame of a page without script. It refreshes itself, so that the
/// page around it, where somebody may be writing, does not have to.
#[derive(Template)]
#[template(path = "log.html")]
pub(crate) struct LogPage {
    pub(crate) lang: Lang,
    pub(crate) title: String,
    pub(crate) w: Words,
    pub(crate) style: String,
    pub(crate) chat: Chat,
    pub(crate) here: String,
}

/// The whole page.
///
/// # Errors
/// [`AppError`].
pub async fn page(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
) -> Result<Response, AppError> {
    // Nobody's conversation: the front door is the way in.
    if actor.family().is_err() {
        return Ok(reader.redirect("/").into_response());
    }
    match reach::family(&house, &actor, Act::ReadConversation).await {
        Ok(conversation) => shown(&house, &reader, &conversation, String::new(), None).await,
        Err(AppError::NotFound) => Ok(reader.redirect("/goodbye").into_response()),
        Err(error) => Err(error),
    }
}

/// The page again, with what could not be sent and why.
pub(crate) async fn with_draft(
    house: &House,
    reader: &Reader,
    conversation: &Conversation,
    draft: String,
    unsaid: &Unsaid,
) -> Result<Response, AppError> {
    shown(house, reader, conversation, draft, Some(unsaid)).await
}

async fn shown(
    house: &House,
    reader: &Reader,
    conversation: &Conversation,
    draft: String,
    unsaid: Option<&Unsaid>,
) -> Result<Response, AppError> {
    let lang = reader.lang();
    let w = Words::of(lang);
    let shell = reader.shell(w.talk_title()).at("/conversation");
    let ended = conversation.has_ended();
    // When it is over, words that could not be sent any more can begin a new one.
    let url = reader.url(if ended { "/" } else { "/conversation/messages" });
    let composer = (!ended || unsaid.is_some()).then(|| {
        Composer::new(lang, url, w.talk_write())
            .hidden(&shell.form_token())
            .hidden(&reader.once())
            .max(MESSAGE_MOST)
            .value(draft)
            .error(unsaid.map(|unsaid| unsaid.says(lang)))
    });
    let code = match code_until(house, conversation).await? {
        Some(_) => w.talk_code_have(),
        None => w.talk_code_link(),
    };
    let view = ConversationPage {
        chat: chat(house, reader, conversation).await?,
        composer,
        anew: Link::new(w.talk_start_again(), reader.url("/")).button(),
        code: Link::new(code, reader.url("/conversation/code")),
        find: Link::new(w.front_find(), reader.url("/find")),
        end: Link::new(w.talk_end_link(), reader.url("/conversation/end")),
        ended,
        shell,
        w,
    };
    reader.page_as(unsaid.map_or(StatusCode::OK, Unsaid::status), &view)
}

/// The messages as the family sees them. Whoever is shown them has seen them.
async fn chat(
    house: &House,
    reader: &Reader,
    conversation: &Conversation,
) -> Result<Chat, AppError> {
    let lang = reader.lang();
    let w = Words::of(lang);
    let entries = views::entries(house, conversation.id).await?;
    let last = newest(&entries);
    pace::received(house, Receiver::Family, conversation.id, last, last).await?;
    let view = View {
        lang,
        side: &Side::Family,
        receipts: conversation.receipts,
        now: house.clock.now(),
        conversation: Some(conversation.id),
    };
    let messages = view.messages(house, &entries).await?;
    let standing = views::standing(house, lang, conversation).await?;
    let typing = conversation
        .counsellor()
        .map(|it| w.talk_typing(&*it.name))
        .unwrap_or_default();
    Ok(
        Chat::new(lang, reader.url("/conversation"), standing, messages, last)
            .languages(views::about_languages(house, lang))
            .earlier(&entries)
            .typing(typing),
    )
}

pub(crate) fn newest(entries: &[Entry]) -> i64 {
    entries.last().map_or(0, |entry| entry.seq)
}

/// Until when the family's code counts; `None` when it has none.
pub(crate) async fn code_until(
    house: &House,
    conversation: &Conversation,
) -> Result<Option<Moment>, AppError> {
    let params = params![conversation.id.uuid(), house.clock.now()];
    let until: Option<(Moment,)> = house.db.first(&store::CODE_UNTIL, params).await?;
    Ok(until.map(|(until,)| until))
}

/// The frame.
///
/// # Errors
/// [`AppError`].
pub async fn log(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
) -> Result<Response, AppError> {
    let conversation = reach::family(&house, &actor, Act::ReadConversation).await?;
    let chat = chat(&house, &reader, &conversation).await?;
    frame(&reader, chat, "/conversation/log")
}

pub(crate) fn frame(reader: &Reader, chat: Chat, path: &str) -> Result<Response, AppError> {
    let lang = reader.lang();
    let style = reader
        .site()
        .assets
        .address("site.css")
        .unwrap_or_default()
        .to_owned();
    let view = LogPage {
        lang,
        title: views::frame_title(reader, Words::of(lang).talk_log()),
        w: Words::of(lang),
        style,
        chat: chat.still(),
        here: reader.url(path),
    };
    reader.page_in_own_frame(&view)
}
