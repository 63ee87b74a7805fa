//! "Find help near me": one form, no script, no name.

use access::{Act, Actor, House, Thing};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use base::geo::Point;
use serde::Deserialize;
use web::components::{
    Choice as Option_, EmptyState, Illustration, Link, Notice, Select, TextField,
};
use web::{AppError, Query, Reader, Shell};

use crate::card::holiday;
use crate::card_view::CardView;
use crate::geography::postcode_point;
use crate::near::{Near, near};
use crate::search::{Found, Search, Widened, find};
use crate::settings::count_search;
use crate::vocabulary::{AUDIENCE, NEED};
use crate::words::Words;

/// What the address asks for. Empty is fine everywhere.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    near: String,
    municipality: String,
    need: String,
    topic: String,
    r#for: String,
    /// Sent by the form, so that one left empty asks for everything.
    all: String,
    /// How many local offers to show, once somebody has asked for more.
    more: String,
}

/// How many local offers a page shows, and how many more each time somebody asks for more.
const STEP: usize = 20;
/// Nobody reads on for ever; who is here after so many is better served by another question.
const MOST: usize = 200;
/// Metres. Farther away nothing is "near", and help for the whole country stands before it.
const NEAR_ENOUGH: f64 = 60_000.0;

#[derive(Template)]
#[template(path = "find.html")]
struct FindPage {
    shell: Shell,
    w: Words,
    near: TextField,
    need: TextField,
    audience: Select,
    topic: String,
    topics: Vec<Topic>,
    which: Option<Which>,
    results: Option<Results>,
    talk: Link,
}

/// A topic as a link that keeps everything else that was asked.
struct Topic {
    url: String,
    label: String,
    chosen: bool,
}

/// "Which of these do you mean?"
struct Which {
    text: String,
    choices: Vec<Link>,
}

struct Results {
    local_heading: String,
    local: Vec<CardView>,
    /// To the same answer with more of it, where there is more.
    more: Option<Link>,
    nationwide: Vec<CardView>,
    /// Too far to stand before what helps wherever one lives.
    elsewhere: Vec<CardView>,
    notices: Vec<Notice>,
    empty: Option<EmptyState>,
}

/// `GET /find`: the form, and what was found when something was asked.
pub(crate) async fn page(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::FindHelp, &Thing::House)?;
    count_search(&house, &reader)?;
    let lang = reader.lang();
    let w = Words::of(lang);
    let place = near(
        &asked.near,
        Some(asked.municipality.as_str()).filter(|m| !m.is_empty()),
    );
    let topic = NEED.code(&asked.topic);
    let audience = AUDIENCE.code(&asked.r#for);
    let unknown = place == Near::Unknown;

    let mut which = None;
    // Where to measure from, and what to call it.
    let mut here: Option<(Point, String)> = None;
    match &place {
        Near::Which(choices) => {
            // A postcode lies where it lies, whichever municipality: what is near is shown at once,
            // and the question stands above it.
            here = choices
                .first()
                .and_then(|choice| Some((postcode_point(&choice.near)?, choice.near.clone())));
            let links = choices.iter().map(|choice| {
                let url = asked.with(&[
                    ("near", &choice.near),
                    ("municipality", choice.municipality.unwrap_or_default()),
                ]);
                Link::new(choice.label.clone(), format!("{}#found", reader.url(&url)))
            });
            which = Some(Which {
                text: w.find_which_text(shortened(&asked.near)),
                choices: links.collect(),
            });
        }
        Near::Here(found) => here = Some((found.point, found.label.clone())),
        Near::Anywhere | Near::Unknown => {}
    }
    let mut results = None;
    if asked.is_something() && (which.is_none() || here.is_some()) {
        let (point, label) = here.unzip();
        let search = Search {
            need: asked.need.clone(),
            topic,
            audience,
            near: point,
            // One more than is shown says whether there are more.
            limit: asked.shown() + 1,
        };
        let mut found = find(&house.db, &search).await?;
        let more = found.local.len() > asked.shown();
        found.local.truncate(asked.shown());
        let heading = label.map_or_else(
            || w.find_everywhere_heading().to_string(),
            |label| w.find_near_heading(label),
        );
        let mut answer = shown(&house, &reader, &found, heading, &place);
        answer.more = more.then(|| asked.more(&reader, &found));
        answer.remember(&asked);
        results = Some(answer);
    }
    let choices = AUDIENCE
        .terms
        .iter()
        .map(|(code, _)| Option_::new(*code, w.audience(*code)));
    reader.page(&FindPage {
        shell: reader.shell(w.find_title()).at(asked.with(&[])),
        near: TextField::new(lang, "near", w.find_near())
            .hint(w.find_near_hint())
            .value(shortened(&asked.near))
            .error(unknown.then(|| w.find_unknown())),
        need: TextField::new(lang, "need", w.find_need())
            .hint(w.find_need_hint())
            .value(shortened(&asked.need)),
        audience: Select::new(lang, "for", w.find_for())
            .empty(w.find_for_anyone())
            .choices(choices)
            .chosen(audience.unwrap_or_default()),
        topic: topic.unwrap_or_default().to_string(),
        topics: topics(&reader, &asked, topic),
        which,
        results,
        talk: Link::new(w.find_talk_link(), reader.url("/")).secondary(),
        w,
    })
}

fn shown(
    house: &House,
    reader: &Reader,
    found: &Found,
    local_heading: String,
    place: &Near,
) -> Results {
    let lang = reader.lang();
    let w = Words::of(lang);
    let now = house.clock.now();
    let mut notices = Vec::new();
    if holiday(now) {
        notices.push(Notice::warn(lang, w.find_holiday()));
    }
    match found.widened {
        _ if found.is_empty() => {}
        Widened::No => {}
        Widened::AnyWord => notices.push(Notice::info(lang, w.find_widened_words())),
        Widened::NoWords => notices.push(Notice::info(lang, w.find_widened_no_words())),
        Widened::Everything => notices.push(Notice::info(lang, w.find_widened_everything())),
    }
    match place {
        Near::Unknown => notices.push(Notice::warn(lang, w.find_unknown())),
        Near::Here(_) | Near::Which(_) => {}
        _ if found.is_empty() => {}
        _ => notices.push(Notice::info(lang, w.find_tell_where())),
    }
    let empty = found
        .is_empty()
        .then(|| EmptyState::new(w.find_nothing()).picture(Illustration::Near));
    // Where nobody said where, nothing is measured and nothing is far.
    let measured = found.local.iter().any(|card| card.metres.is_some());
    let (near, far): (Vec<_>, Vec<_>) = found
        .local
        .iter()
        .cloned()
        .partition(|card| !measured || card.metres.is_some_and(|metres| metres <= NEAR_ENOUGH));
    Results {
        local_heading,
        local: CardView::many(lang, &near, now, 3),
        more: None,
        nationwide: CardView::many(lang, &found.nationwide, now, 3),
        elsewhere: CardView::many(lang, &far, now, 3),
        notices,
        empty,
    }
}

fn topics(reader: &Reader, asked: &Asked, chosen: Option<&'static str>) -> Vec<Topic> {
    let w = Words::of(reader.lang());
    let all = Topic {
        url: reader.url(&asked.with(&[("topic", "")])),
        label: w.find_all_topics().to_string(),
        chosen: false,
    };
    let one = |code: &'static str| Topic {
        url: reader.url(&asked.with(&[("topic", code)])),
        label: w.need(code),
        chosen: chosen == Some(code),
    };
    let topics = NEED.terms.iter().map(|(code, _)| one(code));
    topics.chain(chosen.map(|_| all)).collect()
}

/// What a field shows again: a page does not repeat a megabyte.
fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
}

impl Results {
    /// Each offer's page leads back to this very answer.
    fn remember(&mut self, asked: &Asked) {
        let search = asked.query(&[]);
        let cards = self.local.iter_mut().chain(&mut self.nationwide);
        for card in cards.chain(&mut self.elsewhere) {
            card.found_by(&encoded(&search));
        }
    }
}

impl Asked {
    /// What an offer's page was told of the search it was found by; nothing of what does not fit.
    pub(crate) fn of(search: &str) -> Self {
        let uri = format!("/?{search}").parse::<Uri>().ok();
        uri.and_then(|uri| axum::extract::Query::try_from_uri(&uri).ok())
            .map(|axum::extract::Query(asked)| asked)
            .unwrap_or_default()
    }

    /// The address of this search, at the offer that was looked at.
    pub(crate) fn at(&self, offer: &str) -> String {
        match self.is_something() {
            true => format!("{}#offer-{offer}", self.with(&[])),
            false => self.with(&[]),
        }
    }

    fn shown(&self) -> usize {
        self.more.parse().unwrap_or(STEP).clamp(STEP, MOST)
    }

    /// More of the same, at the last offer that was read.
    fn more(&self, reader: &Reader, found: &Found) -> Link {
        let more = (self.shown() + STEP).to_string();
        let last = found.local.last().map_or("", |card| card.id.as_str());
        let url = format!("{}#offer-{last}", self.with(&[("more", &more)]));
        Link::new(Words::of(reader.lang()).find_more(), reader.url(&url)).secondary()
    }

    fn is_something(&self) -> bool {
        [
            &self.near,
            &self.municipality,
            &self.need,
            &self.topic,
            &self.r#for,
            &self.all,
        ]
        .iter()
        .any(|field| !field.trim().is_empty())
    }

    /// The address of this search with some fields changed.
    fn with(&self, changes: &[(&str, &str)]) -> String {
        let query = self.query(changes);
        // A topic or a place chosen with nothing else asked must still count as asking.
        match query.is_empty() {
            true => "/find".into(),
            false => format!("/find?{query}"),
        }
    }

    fn query(&self, changes: &[(&str, &str)]) -> String {
        // Another question begins at its own beginning.
        let more = if changes.is_empty() { &self.more } else { "" };
        let fields = [
            ("near", self.near.as_str()),
            ("municipality", &self.municipality),
            ("need", &self.need),
            ("topic", &self.topic),
            ("for", &self.r#for),
            ("all", &self.all),
            ("more", more),
        ];
        let mut query = Vec::new();
        for (name, value) in fields {
            let changed = changes
                .iter()
                .find(|(changed, _)| *changed == name)
                .map(|(_, value)| *value);
            let value = changed.unwrap_or(value);
            if !value.is_empty() {
                query.push(format!("{name}={}", encoded(&shortened(value))));
            }
        }
        query.join("&")
    }
}

/// Percent-encoded for a query.
fn encoded(text: &str) -> String {
    const PLAIN: &data_encoding::Encoding = &data_encoding::HEXUPPER;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&PLAIN.encode(&[byte]));
        }
    }
    out
}
