//! A letter that asks for something. It is written in Danish, for whoever decides; name and number
//! are written by hand and never pass through here.

use access::{Actor, House};
use askama::Template;
use axum::extract::State as Here;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base::local_date;
use languages::Lang;
use letters::{Block, Client, Document, Line};
use rules::rule_set::Rule;
use rules::syntax::{Purpose, Use};
use rules::trace::{Ground, Reason, Trace, in_parts};
use rules::unknowns::Verdict;
use web::components::{Html, Notice};
use web::{AppError, Form, Reader};

use super::outcome::Finding;
use super::place::{About, Place, Ways};
use super::state::State;
use super::step::Fields;
use super::{Desk, Visit, amounts, ask};
use crate::facts::Told;
use crate::settings::count_letter;
use crate::words::Words;

/// Facts that a letter tells of; an authority asks for the rest.
const FACTS: usize = 12;

#[derive(Template)]
#[template(path = "rights_letter.html")]
struct LetterPage {
    w: Words,
    ways: Ways,
    notice: Notice,
    letter: letters::Letter,
    state: String,
    rule: String,
    pdf: bool,
    trouble: Option<Notice>,
}

impl askama::filters::HtmlSafe for LetterPage {}

/// `POST /rights/letter`: as a page that prints well, or as PDF.
pub(crate) async fn page(
    Here(house): Here<House>,
    actor: Actor,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, AppError> {
    answer(&Place::own(&house, &actor, &reader), fields).await
}

pub(super) async fn answer(place: &Place<'_>, fields: Fields) -> Result<Response, AppError> {
    let house = place.house;
    let Some(visit) = Visit::of(place, fields)? else {
        return Ok(place.anew());
    };
    let Visit {
        desk,
        sent,
        state,
        told,
    } = &visit;
    let Some(document) = written(house, desk, state, told, sent.get("rule")) else {
        return Ok(place.anew());
    };
    let client = house.get::<Client>();
    let client = client.filter(|client| client.installed());
    let mut trouble = None;
    if let (Some(client), "pdf") = (&client, sent.get("act")) {
        count_letter(house, place.reader)?;
        match client.pdf(&document).await {
            Ok(pdf) => {
                let headers = [
                    (CONTENT_TYPE, "application/pdf"),
                    (CONTENT_DISPOSITION, "attachment; filename=\"brev.pdf\""),
                ];
                return Ok((headers, pdf).into_response());
            }
            Err(error) => {
                tracing::warn!(%error, "a letter did not become PDF");
                trouble = Some(Notice::warn(desk.lang, desk.w.guide_letter_no_pdf()));
            }
        }
    }
    let w = desk.w;
    let page = LetterPage {
        w,
        ways: place.ways(),
        notice: Notice::info(desk.lang, w.guide_letter_about()),
        letter: letters::html(&document, 2),
        state: state.written(),
        rule: sent.get("rule").to_owned(),
        pdf: client.is_some(),
        trouble,
    };
    let about = About::new(w.guide_letter()).letter();
    place.page(StatusCode::OK, about, Html::of(&page))
}

/// The letter about a rule; `None` where the law gives nothing to ask for.
fn written(house: &House, desk: &Desk, state: &State, told: &Told, path: &str) -> Option<Document> {
    // Whoever decides reads Danish, whatever the family reads.
    let (lang, w) = (Lang::DEFAULT, Words::of(Lang::DEFAULT));
    let outcome = desk.outcome(state, told)?;
    let mut findings = outcome.certain.iter().chain(&outcome.possible);
    let finding = findings.find(|finding| finding.rule.head.path() == path)?;
    let rule = finding.rule;
    let title = rule.head.text(Purpose::Means, lang.code())?;
    let mut letter = Document::letter(lang, w.letter_title(title));
    letter.from = [
        w.letter_name(),
        w.letter_number(),
        w.letter_address(),
        w.letter_phone(),
    ]
    .map(Line::fill)
    .into();
    letter.to = vec![match ask::municipality(told, desk.rules) {
        Some(name) if rule.used == Use::Checklist => Line::text(w.letter_municipality(name)),
        _ => Line::fill(w.letter_to()),
    }];
    letter.date = Some(local_date(house.clock.now()));
    if desk.situation(state)?.complaint.as_deref() == Some(path) {
        letter.title = w.letter_complaint_title().to_owned();
        letter.blocks = complaint(desk, told, lang);
        letter.blocks.push(Block::signature());
        return Some(letter);
    }
    letter.blocks = vec![Block::paragraph(w.letter_asks(title, cites(desk, rule)))];
    let (met, open) = conditions(finding, lang);
    if !met.is_empty() {
        letter.blocks.push(Block::paragraph(w.letter_because()));
        letter.blocks.push(Block::points(met));
    }
    if !open.is_empty() {
        letter.blocks.push(Block::paragraph(w.letter_open()));
        letter
            .blocks
            .push(Block::Fields(open.into_iter().map(Line::fill).collect()));
    }
    let facts = facts(desk, told, finding, lang);
    if !facts.is_empty() {
        letter.blocks.push(Block::paragraph(w.letter_facts()));
        letter.blocks.push(Block::points(facts));
    }
    // What a benefit takes is for the application on the web: MitID goes into no envelope.
    let bring = rule.head.text(Purpose::Bring, lang.code());
    if let Some(bring) = bring.filter(|_| rule.used == Use::Checklist) {
        letter.blocks.push(Block::paragraph(w.letter_with(bring)));
    }
    letter.blocks.push(Block::paragraph(w.letter_answer()));
    letter.blocks.push(Block::signature());
    letter.foot = Some(w.letter_foot(amounts::date(lang, desk.today), desk.book.version()));
    Some(letter)
}

/// A complaint: it need say no more than that it is one.
fn complaint(desk: &Desk, told: &Told, lang: Lang) -> Vec<Block> {
    let w = Words::of(lang);
    let came = told.find(desk.rules, "/homes/0/afgoerelse_modtaget");
    let came = came.and_then(|came| told.value(came));
    let complains = match came {
        Some(day) => Block::paragraph(w.letter_complaint_of(amounts::date(lang, day))),
        None => Block::paragraph(w.letter_complaint()),
    };
    vec![
        complains,
        Block::Fields(vec![Line::fill(w.letter_complaint_about())]),
        Block::paragraph(w.letter_complaint_on()),
        Block::Fields(vec![Line::fill(w.letter_complaint_because())]),
    ]
}

fn cites(desk: &Desk, rule: &Rule) -> String {
    let law = rule.law.and_then(|law| desk.rules.laws.get(law));
    let act = law
        .and_then(|law| law.act.as_ref())
        .map(|act| act.text.as_str());
    let cites = rule.head.cites.iter().map(|cited| cited.text.as_str());
    cites.chain(act).collect::<Vec<_>>().join(", ")
}

/// Conditions that hold, and those that the family may write about.
fn conditions(finding: &Finding<'_>, lang: Lang) -> (Vec<String>, Vec<String>) {
    let requires = finding.version.map_or(&[][..], |version| &version.requires);
    let verdicts = finding
        .rows
        .first()
        .map_or(&[][..], |row| &row.answer.conditions);
    let (mut met, mut open) = (Vec::new(), Vec::new());
    for (requirement, verdict) in requires.iter().zip(verdicts) {
        let text = requirement
            .head
            .text(Purpose::Means, lang.code())
            .unwrap_or_default();
        match verdict {
            Verdict::Met => met.push(text.to_owned()),
            Verdict::Open => open.push(text.to_owned()),
            Verdict::Unmet => {}
        }
    }
    (met, open)
}

/// What the family told of all that the result rests on.
fn facts(desk: &Desk, told: &Told, finding: &Finding<'_>, lang: Lang) -> Vec<String> {
    let family = told.family();
    let mut trace = Trace::of(desk.rules, &family, desk.day.ready.moment);
    let mut facts = Vec::new();
    for row in &finding.rows {
        if let Ok(reason) = trace.reason(finding.id, row.answer.row) {
            gather(desk, &reason, lang, &mut facts);
        }
    }
    facts.truncate(FACTS);
    facts
}

fn gather(desk: &Desk, reason: &Reason, lang: Lang, facts: &mut Vec<String>) {
    let conditions = reason
        .conditions
        .iter()
        .flat_map(|condition| &condition.grounds);
    for ground in conditions.chain(&reason.grounds) {
        match ground {
            Ground::Fact {
                fact,
                value,
                assumed: false,
                ..
            } => {
                let Some(fact) = desk.rules.fact(*fact) else {
                    continue;
                };
                let title = fact
                    .head
                    .text(Purpose::Means, lang.code())
                    .unwrap_or_default();
                let value =
                    in_parts(*value, fact.below).map(|parts| amounts::told(lang, fact, parts));
                let line = format!("{title}: {}", value.unwrap_or_default());
                if facts.len() < FACTS && !facts.contains(&line) {
                    facts.push(line);
                }
            }
            Ground::Rule(reason) if facts.len() < FACTS => gather(desk, reason, lang, facts),
            _ => {}
        }
    }
}
