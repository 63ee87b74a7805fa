//! The card as people see it, in a list, on the desk and in a conversation.

use askama::Template;
use askama::filters::HtmlSafe;
use base::{Date, Moment};
use languages::Lang;
use web::components::{Badge, Link, Tone};

use crate::card::OfferCard;
use crate::hours::OpenNow;
use crate::hours_words::{Hours, clock, hours_words};
use crate::words::Words;

/// An offer on a card, ready to stand in a page: `{{ card }}`.
#[derive(Template)]
#[template(path = "offer-card.html", whitespace = "minimize")]
pub struct CardView {
    w: Words,
    level: u8,
    pub(crate) id: String,
    url: String,
    name: String,
    organization: String,
    summary: String,
    badges: Vec<Badge>,
    place: Option<String>,
    hours: Option<Hours>,
    price: Option<String>,
    call: Option<Link>,
    source: String,
    /// Its link leaves the frame that the card may stand in.
    whole_window: bool,
}

// Printed by askama, which escapes what it is given.
impl HtmlSafe for CardView {}

impl CardView {
    /// The card in a reader's language, with a heading of this level (2 to 6). It links to the
    /// offer's page in that language.
    pub fn new(lang: Lang, card: &OfferCard, now: Moment, level: u8) -> Self {
        Self::with(lang, card, now, level, &mut Said::default())
    }

    /// The cards of a list. What several say alike (the hours, the age of the source) is put
    /// into words once: that is most of what a page of twenty costs.
    pub fn many(lang: Lang, cards: &[OfferCard], now: Moment, level: u8) -> Vec<Self> {
        let mut said = Said::default();
        cards
            .iter()
            .map(|card| Self::with(lang, card, now, level, &mut said))
            .collect()
    }

    /// Its page leads back to this search, which is encoded already.
    pub(crate) fn found_by(&mut self, search: &str) {
        if !search.is_empty() {
            self.url = format!("{}?from={search}", self.url);
        }
    }

    /// Its page leads back to the conversation that it was shared in.
    #[must_use]
    pub fn shared(mut self) -> Self {
        self.whole_window = true;
        self.found_by(CONVERSATION);
        self
    }

    fn with(lang: Lang, card: &OfferCard, now: Moment, level: u8, said: &mut Said) -> Self {
        let w = Words::of(lang);
        let mut badges = Vec::new();
        if let Some((text, tone)) = said.open(lang, card.open_now(now), now) {
            badges.push(Badge::new(text).tone(tone));
        }
        if let Some(metres) = card.metres {
            badges.push(Badge::new(match metres < CLOSE {
                true => w.card_close().to_owned(),
                false => w.card_away(lang.distance(metres)),
            }));
        } else if card.nationwide {
            badges.push(Badge::new(w.card_nationwide()));
        }
        if card.anonymous {
            badges.push(Badge::new(w.card_anonymous()));
        }
        if !card.verified {
            badges.push(Badge::new(w.card_unverified()).tone(Tone::Wait));
        }
        let phone = Some(&card.phone).filter(|p| !p.is_empty());
        Self {
            level,
            id: card.id.clone(),
            url: format!("/{}/offers/{}", lang.code(), card.id),
            name: card.name.clone(),
            organization: card.organization.clone(),
            summary: card.summary.clone(),
            badges,
            place: place(w, card),
            hours: hours_words(lang, &card.rules, &card.hours),
            price: Some(card.cost.clone()).filter(|c| !c.is_empty() && c != FREE),
            call: phone.map(|number| Link::call(number.clone(), number).about(card.name.clone())),
            source: said.source(lang, &card.source_date),
            whole_window: false,
            w,
        }
    }
}

/// What has been put into words already, on one page.
#[derive(Default)]
struct Said {
    open: Vec<(OpenNow, Option<(String, Tone)>)>,
    source: Vec<(String, String)>,
}

impl Said {
    fn open(&mut self, lang: Lang, open: OpenNow, now: Moment) -> Option<(String, Tone)> {
        if let Some((_, words)) = self.open.iter().find(|(known, _)| *known == open) {
            return words.clone();
        }
        let words = open_words(lang, open, now);
        self.open.push((open, words.clone()));
        words
    }

    fn source(&mut self, lang: Lang, date: &str) -> String {
        if let Some((_, words)) = self.source.iter().find(|(known, _)| known == date) {
            return words.clone();
        }
        let words = source_words(lang, date);
        self.source.push((date.to_string(), words.clone()));
        words
    }
}

/// Where an offer's page was come to from, when not from a search.
pub(crate) const CONVERSATION: &str = "conversation";

/// Metres. Nobody tells us more than a postcode or a town, and of many places nobody has told us
/// more either: below this a number would be made up.
const CLOSE: f64 = 1_000.0;

/// What sources write for nothing to pay.
pub(crate) const FREE: &str = "gratis";

fn place(w: Words, card: &OfferCard) -> Option<String> {
    match (card.confidential, card.municipality.as_str()) {
        (true, "") => return Some(w.card_secret_somewhere().to_string()),
        (true, municipality) => return Some(w.card_secret(municipality)),
        _ => {}
    }
    let parts = [card.place.as_str(), card.town.as_str()];
    let written = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    match (written.is_empty(), card.municipality.is_empty()) {
        (false, _) => Some(written),
        (true, false) => Some(w.card_municipality(&card.municipality)),
        _ => None,
    }
}

/// Whether it is open, in words; nothing when nobody knows.
pub(crate) fn open_words(lang: Lang, open: OpenNow, now: Moment) -> Option<(String, Tone)> {
    let w = Words::of(lang);
    let time = |minutes: u16| clock(lang, minutes);
    let today = base::local_date(now);
    Some(match open {
        OpenNow::Open { until: None } => (w.open_always().to_string(), Tone::Good),
        OpenNow::Open { until: Some(until) } => (w.open_until(time(until)), Tone::Good),
        OpenNow::Closed {
            opens: Some((day, at)),
        } if day == today => (w.closed_opens_today(time(at)), Tone::Plain),
        OpenNow::Closed {
            opens: Some((day, at)),
        } => (
            w.closed_opens(lang.weekday(day.weekday()), time(at)),
            Tone::Plain,
        ),
        OpenNow::Closed { opens: None } => (w.closed().to_string(), Tone::Plain),
        OpenNow::Unknown => return None,
    })
}

/// When the source was written, as far as it says.
pub(crate) fn source_words(lang: Lang, date: &str) -> String {
    let w = Words::of(lang);
    match date_words(lang, date) {
        Some(date) => w.card_source(date),
        None => w.card_source_undated().to_string(),
    }
}

/// `2021`, `marts 2021` or `3. marts 2021`.
pub(crate) fn date_words(lang: Lang, date: &str) -> Option<String> {
    let whole = |text: &str| text.parse::<Date>().ok();
    match date.len() {
        4 => whole(&format!("{date}-01-01")).map(|_| date.to_string()),
        7 => whole(&format!("{date}-01")).map(|day| {
            format!(
                "{} {}",
                languages::words::Words::of(lang).month(day.month()),
                day.year()
            )
        }),
        _ => whole(date).map(|day| lang.date(day)),
    }
}
