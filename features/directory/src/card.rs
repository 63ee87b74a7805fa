//! An offer on a card: what one needs to choose it. Cards are stored with the search index, so
//! that a page of twenty is one read; they hold only what everybody may see.

use std::ops::Deref;
use std::sync::Arc;

use base::Moment;
use serde::{Deserialize, Serialize};

use crate::hours::{OpenNow, Rule, is_holiday, open_at};
use crate::offer::Offer;
use crate::place::Place;

/// An offer at one place, or nationwide, as one person sees it. Copies share what everybody sees.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferCard {
    /// Metres from where the person is; nothing when either place is not known.
    pub metres: Option<f64>,
    facts: Arc<OfferFacts>,
}

impl Deref for OfferCard {
    type Target = OfferFacts;

    fn deref(&self) -> &OfferFacts {
        &self.facts
    }
}

/// What a card says to everybody.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct OfferFacts {
    /// HSDS service id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who offers it.
    pub organization: String,
    /// The beginning of what it is, in Danish.
    pub summary: String,
    /// Codes of what it is about.
    pub needs: Vec<String>,
    /// Codes of what kind it is.
    pub kinds: Vec<String>,
    /// Codes of the ways one is met.
    pub channels: Vec<String>,
    /// ISO 639 codes of its languages.
    pub languages: Vec<String>,
    /// What it costs, in the source's words.
    pub cost: String,
    /// Whether one may be anonymous.
    pub anonymous: bool,
    /// Telephone number, or empty.
    pub phone: String,
    /// When it is open, as rules.
    pub rules: Vec<Rule>,
    /// When it is open, as text.
    pub hours: String,
    /// Whether it is for the whole country.
    pub nationwide: bool,
    /// HSDS location id of the place; empty when there is none.
    #[serde(default)]
    pub place_id: String,
    /// What the place is called; empty when there is none.
    pub place: String,
    /// The town; empty when it is confidential or not known.
    pub town: String,
    /// The municipality's name.
    pub municipality: String,
    /// Whether the place's address is for few.
    pub confidential: bool,
    /// Whether somebody has confirmed it with the organisation.
    pub verified: bool,
    /// When its source was written.
    pub source_date: String,
}

/// How much of a description stands on a card, in characters.
const SUMMARY: usize = 160;

impl OfferCard {
    /// The card of an offer at a place.
    pub(crate) fn of(offer: &Offer, place: Option<&Place>) -> Self {
        let owned = |codes: &[&'static str]| codes.iter().map(|code| (*code).to_string()).collect();
        let here = |place: Option<&str>, offer: &str| match place {
            Some(text) if !text.is_empty() => text.to_string(),
            _ => offer.to_string(),
        };
        let (rules, hours) = match place {
            Some(place) if !place.hours.is_empty() => (&place.rules, &place.hours),
            _ => (&offer.rules, &offer.hours),
        };
        let facts = OfferFacts {
            id: offer.id.clone(),
            name: offer.name.clone(),
            organization: offer.organization.clone(),
            summary: beginning(&offer.description),
            needs: owned(&offer.needs),
            kinds: owned(&offer.kinds),
            channels: owned(&offer.channels),
            languages: offer.languages.clone(),
            cost: offer.cost.clone(),
            anonymous: offer.anonymous,
            phone: here(place.map(|p| p.phone.as_str()), &offer.phone),
            rules: rules.clone(),
            hours: hours.clone(),
            nationwide: offer.nationwide,
            place_id: place.map_or(String::new(), |p| p.id.clone()),
            place: place.map_or(String::new(), |p| p.name.clone()),
            town: place
                .and_then(Place::address)
                .map_or(String::new(), |a| a.town().to_string()),
            municipality: place
                .and_then(|p| p.municipality)
                .map_or(String::new(), |m| m.name.clone()),
            confidential: place.is_some_and(Place::is_confidential),
            verified: !offer.verified.is_empty(),
            source_date: offer.source_date.clone(),
        };
        Self::from(facts)
    }

    /// The card as it is stored.
    pub(crate) fn written(&self) -> String {
        serde_json::to_string(&*self.facts).unwrap_or_default()
    }

    /// A card as it was stored; nothing when it is in no form we know.
    pub(crate) fn read(written: &str) -> Option<Self> {
        serde_json::from_str(written).ok().map(OfferFacts::into)
    }

    /// Whether somebody is there at this moment, on Danish clocks.
    pub fn open_now(&self, now: Moment) -> OpenNow {
        open_at(&self.rules, base::local_time(now))
    }
}

impl From<OfferFacts> for OfferCard {
    fn from(facts: OfferFacts) -> Self {
        Self {
            metres: None,
            facts: Arc::new(facts),
        }
    }
}

/// Whether hours may differ on this day because it is a public holiday in Denmark.
pub fn holiday(now: Moment) -> bool {
    is_holiday(base::local_date(now))
}

/// The first sentences that fit, or as many words with an ellipsis.
fn beginning(text: &str) -> String {
    if text.chars().count() <= SUMMARY {
        return text.to_string();
    }
    let short: String = text.chars().take(SUMMARY).collect();
    match (short.rfind(". "), short.rfind(' ')) {
        (Some(end), _) if end > SUMMARY / 3 => short.get(..=end).unwrap_or(&short).to_string(),
        (_, Some(end)) => format!(
            "{}…",
            short
                .get(..end)
                .unwrap_or(&short)
                .trim_end_matches([',', ';', ':', '–', ' '])
        ),
        _ => format!("{short}…"),
    }
}
