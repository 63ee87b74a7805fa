//! Messages from before those that the conversation's page shows, some hundreds at a time. Nothing
//! is live here: what is new comes on the conversation's own page.

use access::{Act, Actor, AsFamily, House};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use languages::Lang;
use serde::Deserialize;
use web::components::Link;
use web::{AppError, Query, Reader, Shell};

use crate::conversation::Conversation;
use crate::message::Entry;
use crate::reach;
use crate::views::{self, Side, View};
use crate::words::Words;

/// Before which message; and whether this is for the frame of a page without script, beside which
/// somebody may be writing.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Before {
    before: Option<i64>,
    frame: String,
}

/// The messages, and the ways on.
#[derive(Template)]
#[template(path = "earlier_list.html")]
struct List {
    w: Words,
    messages: String,
    earlier: Option<Link>,
    back: Link,
}

impl askama::filters::HtmlSafe for List {}

#[derive(Template)]
#[template(path = "earlier.html")]
struct EarlierPage {
    shell: Shell,
    w: Words,
    list: List,
}

#[derive(Template)]
#[template(path = "earlier_frame.html")]
struct EarlierFrame {
    lang: Lang,
    title: String,
    style: String,
    list: List,
}

/// The family's.
///
/// # Errors
/// [`AppError`].
pub async fn family(
    State(house): State<House>,
    AsFamily(actor): AsFamily,
    reader: Reader,
    Query(before): Query<Before>,
) -> Result<Response, AppError> {
    let conversation = reach::family(&house, &actor, Act::ReadConversation).await?;
    let base = "/conversation";
    let list = list(&house, &reader, &conversation, &Side::Family, base, &before);
    let shell = || reader.shell(Words::of(reader.lang()).earlier_title());
    shown(&reader, &before, list.await?, shell)
}

/// The counsellor's.
///
/// # Errors
/// [`AppError`].
pub async fn staff(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
    Query(before): Query<Before>,
) -> Result<Response, AppError> {
    let conversation = reach::staff(&house, &actor, reach::id(&id)?, Act::ReadConversation).await?;
    reach::looked(&house, &actor, &conversation).await?;
    let side = Side::Staff(actor.staff()?.clone());
    let base = format!("/desk/conversations/{}", conversation.id);
    let list = list(&house, &reader, &conversation, &side, &base, &before);
    let shell = || house.staff_shell(&reader, &actor, Words::of(reader.lang()).earlier_title());
    shown(&reader, &before, list.await?, shell)
}

fn shown(
    reader: &Reader,
    before: &Before,
    list: List,
    shell: impl Fn() -> Shell,
) -> Result<Response, AppError> {
    let (lang, w) = (reader.lang(), Words::of(reader.lang()));
    if before.frame.is_empty() {
        return reader.page(&EarlierPage {
            shell: shell(),
            w,
            list,
        });
    }
    let style = reader.site().assets.address("site.css");
    reader.page_in_own_frame(&EarlierFrame {
        lang,
        title: views::frame_title(reader, w.earlier_title()),
        style: style.unwrap_or_default().to_owned(),
        list,
    })
}

async fn list(
    house: &House,
    reader: &Reader,
    conversation: &Conversation,
    side: &Side,
    base: &str,
    before: &Before,
) -> Result<List, AppError> {
    let (lang, w) = (reader.lang(), Words::of(reader.lang()));
    let upto = before.before.unwrap_or(i64::MAX);
    let entries = views::entries_before(house, conversation.id, upto).await?;
    let view = View {
        lang,
        side,
        receipts: conversation.receipts,
        now: house.clock.now(),
        conversation: Some(conversation.id),
    };
    let (log, frame) = match before.frame.is_empty() {
        true => ("", ""),
        false => ("/log", "&frame=1"),
    };
    let url = |first| reader.url(&format!("{base}/earlier?before={first}{frame}"));
    Ok(List {
        w,
        messages: view.messages(house, &entries).await?,
        earlier: first(&entries).map(|first| Link::new(w.talk_earlier(), url(first))),
        back: Link::back(w.earlier_back(), reader.url(&format!("{base}{log}"))),
    })
}

/// The first message that is shown, when there are others before it.
pub(crate) fn first(entries: &[Entry]) -> Option<i64> {
    let first = entries.first().map(|entry| entry.seq);
    first.filter(|seq| *seq > 1)
}
