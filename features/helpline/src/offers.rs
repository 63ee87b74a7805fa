//! The directory at hand: found beside the conversation, shared in it.

use access::{Act, Actor, House, Thing};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use directory::{CardView, Near, OfferCard, Search};
use languages::Lang;
use serde::Deserialize;
use web::components::{Html, Link, TextField};
use web::{AppError, Form, Once, Query, Reader};

use crate::message::Kind;
use crate::say::{self, Saying, Unsaid};
use crate::words::Words;
use crate::{desk_talk, reach, views};

/// How many offers a search at hand shows.
const SHOWN: usize = 10;

/// What a counsellor looks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Wish {
    need: String,
    near: String,
    /// On a small window: the directory, not the conversation.
    find: String,
    /// In the frame: this was just shared.
    shared: String,
}

impl Wish {
    /// Whether the directory is what is looked at now.
    pub(crate) fn is_looking(&self) -> bool {
        !self.find.is_empty()
    }
}

/// The search and what it found.
#[derive(Template)]
#[template(path = "at_hand.html")]
pub(crate) struct AtHand {
    w: Words,
    back: Link,
    base: String,
    /// Without script the search has a frame of its own, beside which somebody may be writing:
    /// neither searching nor sharing loads her page anew.
    frame: bool,
    shared: bool,
    token: Html,
    asked: bool,
    need: TextField,
    near: TextField,
    found: Vec<Found>,
}

impl askama::filters::HtmlSafe for AtHand {}

struct Found {
    card: CardView,
    id: String,
    place: String,
    once: Once,
}

pub(crate) async fn at_hand(
    house: &House,
    reader: &Reader,
    base: &str,
    wish: &Wish,
) -> Result<AtHand, AppError> {
    let lang = reader.lang();
    let w = Words::of(lang);
    let asked = !(wish.need.trim().is_empty() && wish.near.trim().is_empty());
    let cards = if asked {
        find(house, wish).await?
    } else {
        Vec::new()
    };
    let now = house.clock.now();
    // While somebody looks, the search is what the page is about: its heading is the first one.
    let level = if wish.is_looking() { 2 } else { 3 };
    Ok(AtHand {
        w,
        back: Link::back(w.code_back(), base),
        base: base.to_owned(),
        frame: false,
        shared: !wish.shared.is_empty(),
        token: Html::of(&reader.shell("").form_token()),
        asked,
        need: TextField::new(lang, "need", w.offers_what())
            .value(wish.need.clone())
            .max(200),
        near: TextField::new(lang, "near", w.offers_where())
            .value(wish.near.clone())
            .max(80)
            .autocomplete("off"),
        found: cards
            .iter()
            .map(|offer| Found {
                card: CardView::new(lang, offer, now, level),
                id: offer.id.clone(),
                place: offer.place_id.clone(),
                once: reader.once(),
            })
            .collect(),
    })
}

#[derive(Template)]
#[template(path = "at_hand_frame.html")]
struct AtHandFrame {
    lang: Lang,
    title: String,
    w: Words,
    style: String,
    at_hand: AtHand,
}

/// The search in the frame of a page without script.
///
/// # Errors
/// [`AppError`].
pub async fn framed(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::UseDirectoryAtHand, &Thing::House)?;
    let conversation =
        reach::staff(&house, &actor, reach::id(&id)?, Act::WriteConversation).await?;
    let base = reader.url(&format!("/desk/conversations/{}", conversation.id));
    let at_hand = at_hand(&house, &reader, &base, &wish).await?;
    let style = reader.site().assets.address("site.css");
    reader.page_in_own_frame(&AtHandFrame {
        lang: reader.lang(),
        title: views::frame_title(&reader, Words::of(reader.lang()).offers_title()),
        w: Words::of(reader.lang()),
        style: style.unwrap_or_default().to_owned(),
        at_hand: AtHand {
            frame: true,
            ..at_hand
        },
    })
}

async fn find(house: &House, wish: &Wish) -> Result<Vec<OfferCard>, AppError> {
    let near = match directory::near(&wish.near, None) {
        Near::Here(here) => Some(here.point),
        // Of an ambiguous postcode any of its municipalities is near enough to talk about.
        _ => directory::geography::postcode_point(wish.near.trim()),
    };
    let search = Search {
        need: wish.need.clone(),
        near,
        limit: SHOWN,
        ..Search::default()
    };
    Ok(directory::find(&house.db, &search)
        .await?
        .cards()
        .take(SHOWN)
        .cloned()
        .collect())
}

/// Which offer is shared.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ShareForm {
    offer: String,
    /// At which of its places: the counsellor chose the one near the family.
    place: String,
    once: String,
    /// From the frame, which stays where it is.
    frame: String,
}

/// Shares an offer in the conversation, where each side sees it in its own language.
///
/// # Errors
/// [`AppError`].
pub async fn share(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
    Form(form): Form<ShareForm>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::UseDirectoryAtHand, &Thing::House)?;
    let id = reach::id(&id)?;
    // Only what the directory shows everybody can be shared.
    let card = directory::offer_card(&house.db, &form.offer, &form.place).await?;
    let card = card.ok_or(AppError::NotFound)?;
    let body = format!("{}\n{}", card.id, card.place_id);
    let once = Once::parse(&form.once).unwrap_or_else(|| reader.once());
    let saying = Saying {
        kind: Kind::Offer,
        body: &body,
        once: once.uuid(),
    };
    match say::say(&house, &actor, id, &saying).await {
        Ok(_) if !form.frame.is_empty() => Ok(reader
            .redirect(&format!("/desk/conversations/{id}/offers?shared=1"))
            .into_response()),
        Ok(_) | Err(Unsaid::Gone) => Ok(reader
            .redirect(&format!("/desk/conversations/{id}"))
            .into_response()),
        Err(Unsaid::Failed(error)) => Err(error),
        Err(unsaid) => {
            desk_talk::with_draft(&house, &actor, &reader, id, String::new(), &unsaid).await
        }
    }
}

/// The card that a message of this kind says: an offer and, on a line of its own, the place.
pub(crate) async fn shared_card(house: &House, body: &str) -> Result<Option<OfferCard>, AppError> {
    let (offer, place) = body.split_once('\n').unwrap_or((body, ""));
    Ok(directory::offer_card(&house.db, offer, place).await?)
}
