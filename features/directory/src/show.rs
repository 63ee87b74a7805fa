//! The page of one offer: everything that is known, where it comes from and how old it is.

use access::{Act, Actor, House, Thing};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use base::Date;
use jiff::ToSpan;
use languages::Lang;
use serde::Deserialize;
use web::components::{Badge, Link, Notice, Tone};
use web::{AppError, Query, Reader, Shell};

use crate::card::holiday;
use crate::card_view::{CONVERSATION, FREE, date_words, open_words, source_words};
use crate::confidential::{need_to_know, told};
use crate::find::Asked;
use crate::hours::{OpenNow, Rule, open_at};
use crate::hours_words::{Hours, hours_words};
use crate::offer::{Offer, offers};
use crate::place::{NeedToKnow, Place};
use crate::store;
use crate::values::is_id;
use crate::words::Words;

#[derive(Template)]
#[template(path = "show.html")]
struct ShowPage {
    shell: Shell,
    w: Words,
    back: Link,
    offer: Offer,
    /// The reader reads another language than the source's.
    foreign: bool,
    badges: Vec<Badge>,
    notices: Vec<Notice>,
    call: Option<Link>,
    email: Option<Link>,
    web: Option<Link>,
    open: Option<Badge>,
    hours: Option<Hours>,
    audience: String,
    ways: String,
    about: String,
    kind: String,
    languages: String,
    free: bool,
    /// What nobody has told us, in one line.
    unknown: Option<String>,
    places: Vec<PlaceView>,
    source: String,
    source_link: Option<Link>,
}

struct PlaceView {
    name: String,
    municipality: Option<String>,
    /// Street, postcode and town, where everybody may know them.
    address: Option<String>,
    secret: bool,
    /// For staff who need it.
    staff_address: Option<String>,
    hours: Option<Hours>,
    open: Option<Badge>,
    call: Option<Link>,
    email: Option<Link>,
}

/// Where the reader comes from.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Came {
    /// The search that found the offer, or [`CONVERSATION`].
    from: String,
}

/// `GET /offers/{id}`.
pub(crate) async fn page(
    State(house): State<House>,
    actor: Actor,
    reader: Reader,
    Path(id): Path<String>,
    Query(came): Query<Came>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::FindHelp, &Thing::House)?;
    if !is_id(&id) {
        return Err(AppError::NotFound);
    }
    let bundle = store::around_service(&house.db, &id).await?;
    let offer = offers(&bundle)
        .into_iter()
        .next()
        .ok_or(AppError::NotFound)?;
    let proof = need_to_know(&house, &actor);
    if let Some(proof) = &proof
        && offer
            .places
            .iter()
            .any(|place| staff_address(place, Some(proof)).is_some())
    {
        told(&house, &actor, &id).await?;
    }
    let back = back(&reader, &came.from, &id);
    reader.page(&view(&house, &reader, offer, proof.as_ref(), back))
}

fn back(reader: &Reader, from: &str, id: &str) -> Link {
    let w = Words::of(reader.lang());
    match from {
        CONVERSATION => Link::back(w.show_back_talk(), reader.url("/conversation")),
        search => Link::back(w.show_back(), reader.url(&Asked::of(search).at(id))),
    }
}

fn view(
    house: &House,
    reader: &Reader,
    offer: Offer,
    proof: Option<&NeedToKnow>,
    back: Link,
) -> ShowPage {
    let lang = reader.lang();
    let w = Words::of(lang);
    let now = house.clock.now();
    let open = |rules: &[Rule]| badge(lang, open_at(rules, base::local_time(now)), now);
    let comma = if lang.code() == "ar" { "، " } else { ", " };
    let names = |codes: &[&'static str], name: &dyn Fn(&'static str) -> String| {
        codes
            .iter()
            .map(|code| name(code))
            .collect::<Vec<_>>()
            .join(comma)
    };
    let hours = hours_words(lang, &offer.rules, &offer.hours);
    let missing = [
        ("hours", hours.is_none()),
        ("price", offer.cost.is_empty()),
        ("anonymous", !offer.anonymous),
    ];
    let missing: Vec<String> = missing
        .into_iter()
        .filter(|(_, missing)| *missing)
        .map(|(what, _)| w.show_unknown_what(what))
        .collect();
    ShowPage {
        shell: reader.shell(offer.name.clone()),
        back,
        foreign: lang.code() != "da",
        badges: badges(w, &offer),
        notices: notices(lang, &offer, base::local_date(now), holiday(now)),
        call: call(&offer.phone, &offer.name),
        email: mail(w, &offer.email, &offer.name),
        web: Some(&offer.url)
            .filter(|url| !url.is_empty())
            .map(|url| Link::new(w.show_web(), url.clone()).external()),
        open: open(&offer.rules),
        hours,
        audience: names(&offer.audience, &|code| w.audience(code)),
        ways: names(&offer.channels, &|code| w.channel(code)),
        about: names(&offer.needs, &|code| w.need(code)),
        kind: names(&offer.kinds, &|code| w.kind(code)),
        languages: offer
            .languages
            .iter()
            .map(|code| w.language_name(code.as_str()))
            .collect::<Vec<_>>()
            .join(comma),
        free: offer.cost == FREE,
        unknown: (!missing.is_empty()).then(|| w.show_unknown(missing.join(comma))),
        places: offer
            .places
            .iter()
            .map(|place| PlaceView {
                name: place.name.clone(),
                municipality: place
                    .municipality
                    .map(|m| w.card_municipality(m.name.as_str())),
                address: place
                    .address()
                    .map(|address| address.line())
                    .filter(|line| !line.is_empty()),
                secret: place.is_confidential(),
                staff_address: staff_address(place, proof),
                hours: hours_words(lang, &place.rules, &place.hours),
                open: open(&place.rules),
                call: call(&place.phone, &place.name),
                email: mail(w, &place.email, &place.name),
            })
            .collect(),
        source: source_words(lang, &offer.source_date),
        source_link: Some(&offer.source_url)
            .filter(|url| !url.is_empty())
            .map(|url| Link::new(w.show_source_link(), url.clone()).external()),
        offer,
        w,
    }
}

fn staff_address(place: &Place, proof: Option<&NeedToKnow>) -> Option<String> {
    let proof = proof.filter(|_| place.is_confidential())?;
    place
        .address_for(proof)
        .map(|address| address.line())
        .filter(|line| !line.is_empty())
}

fn call(number: &str, about: &str) -> Option<Link> {
    (!number.is_empty()).then(|| Link::call(number.to_string(), number).about(about.to_string()))
}

fn mail(w: Words, address: &str, about: &str) -> Option<Link> {
    (!address.is_empty())
        .then(|| Link::new(w.show_email(), format!("mailto:{address}")).about(about.to_string()))
}

fn badge(lang: Lang, open: OpenNow, now: base::Moment) -> Option<Badge> {
    open_words(lang, open, now).map(|(text, tone)| Badge::new(text).tone(tone))
}

fn badges(w: Words, offer: &Offer) -> Vec<Badge> {
    let mut badges = Vec::new();
    if offer.nationwide {
        badges.push(Badge::new(w.card_nationwide()));
    }
    if offer.anonymous {
        badges.push(Badge::new(w.card_anonymous()));
    }
    if offer.cost == FREE {
        badges.push(Badge::new(w.card_free()));
    }
    badges.push(match offer.verified.is_empty() {
        true => Badge::new(w.card_unverified()).tone(Tone::Wait),
        false => Badge::new(w.card_verified()).tone(Tone::Good),
    });
    badges
}

fn notices(lang: Lang, offer: &Offer, today: Date, holiday: bool) -> Vec<Notice> {
    let w = Words::of(lang);
    let mut notices = Vec::new();
    if !offer.active {
        notices.push(Notice::warn(lang, w.show_closed_down()));
    }
    match date_words(lang, &offer.verified) {
        Some(date) => notices.push(Notice::success(lang, w.show_verified(date))),
        None if is_old(&offer.source_date, today) => {
            notices.push(Notice::warn(
                lang,
                format!("{} {}", w.show_unverified(), w.show_old()),
            ));
        }
        None => notices.push(Notice::warn(lang, w.show_unverified())),
    }
    if holiday {
        notices.push(Notice::warn(lang, w.find_holiday()));
    }
    notices
}

/// Whether the source was written more than two years ago; at the end of the year or month it
/// names.
fn is_old(source_date: &str, today: Date) -> bool {
    let last = match source_date.len() {
        4 => format!("{source_date}-12-31").parse::<Date>().ok(),
        7 => format!("{source_date}-01")
            .parse::<Date>()
            .ok()
            .map(|day| day.last_of_month()),
        _ => source_date.parse::<Date>().ok(),
    };
    let limit = today.checked_sub(2.years()).unwrap_or(today);
    last.is_some_and(|last| last < limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_old_after_two_whole_years() {
        let today: Date = "2026-11-22".parse().expect("a date");
        for (written, old) in [
            ("2024", false),
            ("2023", true),
            ("2024-11", false),
            ("2024-10", true),
            ("2024-11-22", false),
            ("", false),
        ] {
            assert_eq!(is_old(written, today), old, "{written}");
        }
    }
}
