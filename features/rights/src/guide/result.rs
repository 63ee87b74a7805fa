//! The page that a family came for.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use rules::syntax::{Law, Purpose, Verified};
use rules::unknowns::Missing;
use web::components::{Html, Link, Notice};
use web::{AppError, Once};

use super::card::{self, Card};
use super::next::Step;
use super::outcome::Outcome;
use super::place::{About, Place, Ways};
use super::state::{CHILDREN, State};
use super::{Desk, amounts, ask};
use crate::facts::{Told, fact};
use crate::late;
use crate::words::Words;

#[derive(Template)]
#[template(path = "rights_result.html")]
struct ResultPage {
    w: Words,
    ways: Ways,
    /// Back to what the guide stands beside, for a counsellor.
    back: Option<Link>,
    /// What came of what was just done.
    said: Html,
    situation: &'static str,
    /// The rates are those of days that have passed.
    rates_end: Option<Notice>,
    certain: Vec<Card>,
    possible: Vec<Card>,
    /// One's rights in the case, after what one gets; where it is all about them, they are first.
    rights: Vec<Card>,
    not: Vec<Card>,
    unknown: Vec<(String, String)>,
    /// Each with what to know of it.
    deadlines: Vec<(String, String, Option<String>)>,
    later: Vec<(String, String)>,
    told: Vec<Answered>,
    laws: Vec<(String, String)>,
    on: String,
    version: &'static str,
    state: String,
    once: Once,
    /// Whether a counsellor reads it: she sees every reason.
    staff: bool,
    /// Whether whoever reads it may go on from it.
    acts: bool,
    /// Whether a question is left that would decide something.
    more: bool,
    /// Whether there is enough told to try what happens if something changes.
    what_if: bool,
    talk: Link,
}

impl askama::filters::HtmlSafe for ResultPage {}

/// What was told, and the way to change it.
struct Answered {
    title: String,
    values: Vec<String>,
    path: String,
}

pub(super) fn page(
    desk: &Desk,
    place: &Place<'_>,
    state: &State,
    told: &Told,
    said: Option<(StatusCode, Html)>,
) -> Result<Response, AppError> {
    let (reader, staff) = (place.reader, place.beside.is_some());
    let (status, said) = said.unwrap_or_default();
    let situation = desk.situation(state).ok_or(AppError::NotFound)?;
    let outcome = desk.outcome(state, told);
    let outcome = outcome.ok_or(AppError::BadRequest("this is no family"))?;
    let [certain, possible, not] = card::cards(desk, told, &outcome, staff);
    let (rights, certain) = certain
        .into_iter()
        .partition(|card| card.right && !situation.only);
    let lang = desk.lang;
    let title = |head: &rules::syntax::Head| {
        head.text(Purpose::Means, lang.code())
            .unwrap_or_default()
            .to_owned()
    };
    let unknown = outcome.unknown.iter();
    let deadlines = outcome.deadlines.iter();
    let acts = place.acts();
    let ways = place.ways();
    let page = ResultPage {
        what_if: ways.what_if.is_some() && super::what_if::can(desk, told),
        ways,
        back: place.beside.and_then(|beside| beside.back()),
        said,
        w: desk.w,
        situation: situation.title(lang),
        rates_end: rates_end(desk, &outcome),
        certain,
        possible,
        rights,
        not,
        unknown: unknown
            .map(|(rule, what)| (title(&rule.head), (*what).to_owned()))
            .collect(),
        deadlines: deadlines
            .map(|one| {
                let head = &one.rule.head;
                let note = head.text(Purpose::Note, lang.code()).map(str::to_owned);
                (amounts::weekday(lang, one.day), title(head), note)
            })
            .collect(),
        later: outcome
            .later
            .iter()
            .map(|rule| {
                let claim = rule.head.text(Purpose::Claim, lang.code());
                (title(&rule.head), claim.unwrap_or_default().to_owned())
            })
            .collect(),
        told: answered(desk, state, told),
        laws: laws(desk, &outcome),
        on: amounts::date(lang, desk.today),
        version: desk.book.version(),
        state: state.written(),
        once: reader.once(),
        staff,
        acts,
        more: staff
            && acts
            && desk
                .next(state, told)
                .is_some_and(|next| next != Step::Results),
        talk: Link::new(desk.w.guide_talk(), reader.url("/")),
    };
    let about = About::new(desk.w.guide_result()).wide();
    place.page(status, about, Html::of(&page))
}

/// Said where what is shown rests on rates of days that have passed.
fn rates_end(desk: &Desk, outcome: &Outcome<'_>) -> Option<Notice> {
    let shown = outcome.certain.iter().chain(&outcome.possible);
    let laws = shown.filter_map(|finding| desk.rules.laws.get(finding.rule.law?));
    let last = late::first_ended(laws, desk.today)?;
    let text = desk.w.guide_rates_end(amounts::date(desk.lang, last));
    Some(Notice::warn(desk.lang, text))
}

/// What was asked and told, in its order.
fn answered(desk: &Desk, state: &State, told: &Told) -> Vec<Answered> {
    let (lang, w) = (desk.lang, desk.w);
    let mut all = Vec::new();
    for path in &state.asked {
        if path == CHILDREN {
            let born = state.children().unwrap_or_default().into_iter();
            let born = born
                .filter_map(crate::facts::date)
                .map(|day| amounts::date(lang, day));
            all.push(Answered {
                title: w.guide_children().to_owned(),
                values: born.collect(),
                path: path.clone(),
            });
            continue;
        }
        let Some((id, fact)) = fact(desk.rules, path) else {
            continue;
        };
        let values = (0..told.rows(fact.entity)).filter_map(|row| {
            let value = told.value(Missing { fact: id, row })?;
            let value = match ask::municipality(told, desk.rules) {
                Some(name) if *path == ask::MUNICIPALITY => name.to_owned(),
                _ => amounts::told(lang, fact, value),
            };
            let whose = desk.whose(told, fact.entity, row);
            Some(match whose.is_empty() {
                true => value,
                false => format!("{whose}: {value}"),
            })
        });
        all.push(Answered {
            // As it was asked: what the law calls it is in the reasons.
            title: (fact.head.text(Purpose::Ask, lang.code()))
                .or_else(|| fact.head.text(Purpose::Means, lang.code()))
                .unwrap_or_default()
                .to_owned(),
            values: values.collect(),
            path: path.clone(),
        });
    }
    all
}

/// Which acts the page rests on, and whether anybody has held them against their text.
fn laws(desk: &Desk, outcome: &Outcome<'_>) -> Vec<(String, String)> {
    let shown = outcome
        .certain
        .iter()
        .chain(&outcome.possible)
        .chain(&outcome.not);
    let mut places: Vec<usize> = shown.filter_map(|finding| finding.rule.law).collect();
    places.sort_unstable();
    places.dedup();
    let laws = places
        .iter()
        .filter_map(|place| desk.rules.laws.get(*place));
    laws.map(|law| (act(desk, law), verified(desk, law)))
        .collect()
}

fn act(desk: &Desk, law: &Law) -> String {
    let name = law
        .head
        .text(Purpose::Means, desk.lang.code())
        .unwrap_or_default();
    match &law.act {
        Some(act) => format!("{name}: {}", act.text),
        None => name.to_owned(),
    }
}

fn verified(desk: &Desk, law: &Law) -> String {
    let w = desk.w;
    let why = law.head.text(Purpose::Unverified, desk.lang.code());
    match &law.head.verified {
        Some(Verified::By(who, when)) => w.guide_verified(who, amounts::date(desk.lang, *when)),
        _ => w.guide_unverified(why.unwrap_or_default()),
    }
}
