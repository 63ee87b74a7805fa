//! What if? More work, another adult, another child, another home: what a month has left, as a
//! picture over the pay, with the places marked where more work leaves less.

use access::{Actor, House};
use askama::Template;
use axum::extract::State as Here;
use axum::http::StatusCode;
use axum::response::Response;
use rules::Ratio;
use rules::program::Round;
use rules::unknowns::Missing;
use serde_json::{Value, json};
use web::components::{Button, Checkboxes, Choice, ErrorSummary, Html, TextField};
use web::{AppError, Form, Reader};

use super::picture::{INCOME, MOST_PAY, Meter, PAY, Picture};
use super::place::{About, Place, Ways};
use super::state::State;
use super::step::{Fields, Sent};
use super::{Desk, Visit, amounts, ask};
use crate::facts::{Told, fact, tell};
use crate::words::Words;

const RENT: &str = "home.husleje";
const TOWN: &str = ask::MUNICIPALITY;
const PLACE: &str = "child.plads";
/// What may be tried with a value: the field, and the fact it stands for.
const TRIED: [(&str, &str); 4] = [
    ("what_pay", PAY),
    ("what_rent", RENT),
    ("what_town", TOWN),
    ("what_other_pay", PAY),
];
/// A slider's steps, and how far it goes unless more was told: kroner a month.
const SLIDES: i64 = 250;
const MOST_RENT: i64 = 20_000;

/// An amount to type or to slide to.
#[derive(Template)]
#[template(path = "rights_slider.html")]
struct Slider {
    field: TextField,
    name: &'static str,
    label: &'static str,
    at: i64,
    most: i64,
    step: i64,
}
impl askama::filters::HtmlSafe for Slider {}

#[derive(Template)]
#[template(path = "rights_what_if.html")]
struct WhatIfPage {
    w: Words,
    ways: Ways,
    action: String,
    summary: ErrorSummary,
    state: String,
    now: String,
    then: Option<String>,
    difference: Option<String>,
    fields: Vec<Html>,
    show: Button,
    picture: Picture,
}

impl askama::filters::HtmlSafe for WhatIfPage {}

/// Whether enough is told.
pub(super) fn can(desk: &Desk, told: &Told) -> bool {
    known(desk, told, PAY).is_some()
        && Meter::of(desk).is_some_and(|meter| meter.left(told).is_some())
}

/// `POST /rights/what-if`.
pub(crate) async fn page(
    Here(house): Here<House>,
    actor: Actor,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, AppError> {
    let place = Place::own(&house, &actor, &reader);
    let visit = Visit::of(&place, fields)?;
    let meter = visit.as_ref().and_then(|visit| Meter::of(&visit.desk));
    let (Some(visit), Some(meter)) = (&visit, &meter) else {
        return Ok(place.anew());
    };
    let Visit {
        desk,
        sent,
        state,
        told,
    } = visit;
    let Some(now) = meter.left(told) else {
        return Ok(place.anew());
    };
    let wrong = wrong(desk, sent);
    let other = match wrong.is_empty() && sent.get("act") == "show" {
        true => changed(desk, state, sent),
        false => None,
    };
    let then = other.as_ref().and_then(|told| meter.left(told));
    let (lang, w) = (desk.lang, desk.w);
    let month = |left: Ratio| w.guide_a_month(amounts::kroner(lang, left));
    let mut summary = ErrorSummary::new(lang);
    for (field, message) in &wrong {
        summary = summary.add(*field, message.clone());
    }
    let status = match wrong.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = WhatIfPage {
        w,
        ways: place.ways(),
        action: reader.url("/rights/what-if"),
        summary,
        state: state.written(),
        now: month(now),
        then: then.map(month),
        difference: then.and_then(|then| difference(desk, now, then)),
        fields: form(desk, told, sent, &wrong),
        show: Button::new(w.guide_what_if_show()).named("act", "show"),
        picture: Picture::of(meter, told, other.as_ref()),
    };
    let about = About::new(w.guide_what_if()).wide();
    place.page(status, about, Html::of(&page))
}

/// In words.
fn difference(desk: &Desk, now: Ratio, then: Ratio) -> Option<String> {
    let w = desk.w;
    let said = |by: Ratio| amounts::kroner(desk.lang, by);
    let more = then.minus(now)?;
    Some(match more.parts().0 {
        0 => w.guide_what_if_same().to_owned(),
        1.. => w.guide_what_if_more(said(more)),
        _ => w.guide_what_if_less(said(now.minus(then)?)),
    })
}

/// What cannot be read, by its field.
fn wrong(desk: &Desk, sent: &Sent) -> Vec<(&'static str, String)> {
    let fields = TRIED.into_iter().filter_map(|(field, path)| {
        let text = sent.get(field);
        let (_, fact) = fact(desk.rules, path)?;
        let read = ask::read(desk, fact, text);
        (!text.trim().is_empty()).then_some((field, read.err()?))
    });
    fields.collect()
}

/// A value that was given; what is wrong with it has been told.
fn typed(desk: &Desk, sent: &Sent, field: &str) -> Option<Value> {
    let (_, path) = TRIED.into_iter().find(|(name, _)| *name == field)?;
    let (_, fact) = fact(desk.rules, path)?;
    ask::read(desk, fact, sent.get(field)).ok()
}

/// What was told of a fact of the first row.
fn known(desk: &Desk, told: &Told, path: &str) -> Option<Ratio> {
    let (id, fact) = fact(desk.rules, path)?;
    amounts::ratio(told.value(Missing { fact: id, row: 0 })?, fact.below)
}

fn form(desk: &Desk, told: &Told, sent: &Sent, wrong: &[(&str, String)]) -> Vec<Html> {
    let w = desk.w;
    let error = |name: &str| {
        let error = wrong.iter().find(|(field, _)| *field == name);
        error.map(|(_, message)| message.clone())
    };
    let amount = |name: &'static str, label: &'static str, told: Option<Ratio>, most: i64| {
        let given = Some(sent.get(name)).filter(|given| !given.is_empty());
        let before = told.map(|told| amounts::plain(desk.lang, told));
        let field = TextField::number(desk.lang, name, label)
            .hint(w.guide_in_kroner())
            .max(12)
            .autocomplete("off")
            .value(given.map(str::to_owned).or(before).unwrap_or_default())
            .error(error(name));
        let at = typed(desk, sent, name).and_then(|given| whole(&given));
        let told = told.and_then(|told| i64::try_from(told.rounded(Round::HalfUp)?).ok());
        let at = at.or(told).unwrap_or_default();
        Html::of(&Slider {
            field,
            name,
            label,
            at,
            most: most.max(at),
            step: SLIDES,
        })
    };
    let tick = |name: &'static str, legend: &'static str, value: &'static str, label| {
        let ticked = Some(value).filter(|value| sent.get(name) == *value);
        let boxes = Checkboxes::new(desk.lang, name, legend).choice(Choice::new(value, label));
        Html::of(&boxes.chosen(ticked))
    };
    let (pay, rent) = (known(desk, told, PAY), known(desk, told, RENT));
    let mut fields = vec![
        amount("what_pay", w.guide_what_if_pay(), pay, MOST_PAY),
        amount("what_rent", w.guide_what_if_rent(), rent, MOST_RENT),
    ];
    if pays_for_care(desk, told) {
        let town = known(desk, told, TOWN).map(|code| code.to_string());
        let given = Some(sent.get("what_town")).filter(|given| !given.is_empty());
        let select = ask::choose_municipality(desk, "what_town", w.guide_what_if_town());
        let select = select
            .hint(w.guide_what_if_town_why())
            .chosen(given.map(str::to_owned).or(town).unwrap_or_default())
            .error(error("what_town"));
        fields.push(Html::of(&select));
    }
    fields.push(tick(
        "what_child",
        w.guide_what_if_else(),
        "child",
        w.guide_what_if_child(),
    ));
    if known(desk, told, "home.couple").is_none_or(|couple| couple == Ratio::ZERO) {
        fields.push(tick(
            "what_couple",
            w.guide_what_if_home(),
            "couple",
            w.guide_what_if_couple(),
        ));
        let label = w.guide_what_if_other_pay();
        fields.push(amount("what_other_pay", label, None, MOST_PAY));
    }
    fields
}

/// Whether a child goes to day care: its price is another in another municipality.
fn pays_for_care(desk: &Desk, told: &Told) -> bool {
    let Some((id, _)) = fact(desk.rules, PLACE) else {
        return false;
    };
    let places = told.partly.facts.get(id.0 as usize);
    places.is_some_and(|places| places.iter().flatten().any(|place| *place > 0))
}

/// The family as it would be; `None` where it would be none.
fn changed(desk: &Desk, state: &State, sent: &Sent) -> Option<Told> {
    let mut family = state.with_what_follows(desk.situations);
    let home = family.pointer_mut("/homes/0")?.as_object_mut()?;
    if let Some(rent) = typed(desk, sent, "what_rent") {
        home.insert("husleje".into(), rent);
    }
    if let Some(town) = typed(desk, sent, "what_town") {
        home.insert("kommune".into(), town);
    }
    if sent.get("what_child") == "child" {
        let children = home
            .entry("children")
            .or_insert_with(|| json!([]))
            .as_array_mut()?;
        let like = children.first().and_then(|child| child.get("deling"));
        // A year old: by then all that a child brings is there.
        let born = crate::show::day(desk.today.saturating_sub(366));
        // What is not told is null, and so unknown.
        children.push(json!({ "born": born, "deling": like }));
    }
    if sent.get("what_couple") == "couple" {
        home.insert("couple".into(), json!(true));
        let adults = home.get_mut("adults")?.as_array_mut()?;
        let other = typed(desk, sent, "what_other_pay").unwrap_or_else(|| json!("0"));
        let born = adults.first().and_then(|adult| adult.get("foedt"));
        // Somebody who moves in is not the children's parent.
        adults.push(json!({
            "foraelder": false, "foedt": born, "indkomst": by_year(desk, &other), "loen": other,
        }));
    }
    if let Some(pay) = typed(desk, sent, "what_pay") {
        let adult = family.pointer_mut("/homes/0/adults/0")?.as_object_mut()?;
        adult.insert("indkomst".into(), by_year(desk, &pay));
        adult.insert("loen".into(), pay);
    }
    tell(desk.rules, &family).ok()
}

/// The year's income behind a month's pay as it was told.
fn by_year(desk: &Desk, month: &Value) -> Value {
    let month = whole(month).unwrap_or_default();
    json!(desk.situations.reckon(INCOME, month))
}

/// The whole units of a number as it is told.
fn whole(value: &Value) -> Option<i64> {
    value.as_str()?.split('.').next()?.parse().ok()
}
