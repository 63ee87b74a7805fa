//! What if? More work, another adult, another child, another home: what a month has left, as a
//! picture over the pay, with the places marked where more work leaves less.

use std::fmt::Write as _;

use access::{Actor, House};
use askama::Template;
use axum::extract::State as Here;
use axum::response::{IntoResponse, Response};
use languages::Lang;
use rules::program::{FactId, Round};
use rules::unknowns::{Known, Missing, Scratch};
use rules::{Ratio, RuleSet};
use serde_json::{Value, json};
use web::components::{Button, Checkboxes, Choice, Html, TextField};
use web::{AppError, Form, Reader, Shell};

use super::state::{State, read_answer};
use super::step::{Fields, Sent};
use super::{Desk, amounts};
use crate::facts::{Told, tell};
use crate::words::Words;

const LEFT: &str = "home.disponibel_indkomst";
const PAY: &str = "adult.loen";
const INCOME: &str = "adult.indkomst";
/// Kroner a month between the points of the picture, and how many there are.
const STEP: i64 = 500;
const POINTS: i64 = 121;
/// Less than this (kroner a month) is no cliff but a kink.
const CLIFF: i64 = 100;
/// The picture's size, in its own units.
const WIDTH: i64 = 600;
const HEIGHT: i64 = 260;

#[derive(Template)]
#[template(path = "rights_what_if.html")]
struct WhatIfPage {
    shell: Shell,
    w: Words,
    state: String,
    now: String,
    then: Option<String>,
    difference: Option<String>,
    fields: Vec<Html>,
    show: Button,
    picture: Picture,
}

/// What is left, over the pay.
struct Picture {
    now: String,
    then: Option<String>,
    here: Option<(i64, i64)>,
    /// Where more pay leaves less: where on the picture, and in words.
    cliffs: Vec<(i64, i64)>,
    told: Vec<String>,
    rows: Vec<(String, String, String)>,
    most: String,
    most_pay: String,
}

/// Whether enough is told.
pub(super) fn can(desk: &Desk, told: &Told) -> bool {
    let pay = fact(desk.rules, PAY).and_then(|fact| told.value(Missing { fact, row: 0 }));
    pay.is_some() && left(desk, told).is_some()
}

/// `POST /rights/what-if`.
pub(crate) async fn page(
    Here(house): Here<House>,
    actor: Actor,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, AppError> {
    let desk = Desk::open(&house, &actor, &reader)?;
    let sent = Sent(fields);
    let state = State::read(sent.get("state"));
    let told = state.as_ref().and_then(|state| desk.told(state));
    let (Some(state), Some(told)) = (state, told) else {
        return Ok(reader.redirect("/rights").into_response());
    };
    let Some(now) = left(&desk, &told) else {
        return Ok(reader.redirect("/rights").into_response());
    };
    let other = changed(&desk, &state, &sent);
    let then = other.as_ref().and_then(|told| left(&desk, told));
    let (lang, w) = (desk.lang, desk.w);
    let month = |left: Ratio| w.guide_a_month(amounts::kroner(lang, left));
    let difference = then.and_then(|then| then.minus(now)).map(|by| {
        let said = amounts::kroner(
            lang,
            if by.parts().0 < 0 {
                Ratio::whole(0).minus(by).unwrap_or(by)
            } else {
                by
            },
        );
        match by.parts().0 {
            0 => w.guide_what_if_same().to_owned(),
            less if less < 0 => w.guide_what_if_less(said),
            _ => w.guide_what_if_more(said),
        }
    });
    reader.page(&WhatIfPage {
        shell: reader.shell(w.guide_what_if()).at("/rights"),
        w,
        state: state.written(),
        now: month(now),
        then: then.map(month),
        difference,
        fields: form(&desk, &told, &sent),
        show: Button::new(w.guide_what_if_show()).named("act", "show"),
        picture: picture(&desk, &told, other.as_ref()),
    })
}

fn form(desk: &Desk, told: &Told, sent: &Sent) -> Vec<Html> {
    let (lang, w) = (desk.lang, desk.w);
    let known = |path: &str| {
        let id = fact(desk.rules, path)?;
        let fact = desk.rules.fact(id)?;
        let value = told.value(Missing { fact: id, row: 0 })?;
        let number = Ratio::new(i128::from(value), i128::from(fact.below))?;
        Some(amounts::plain(lang, number))
    };
    let number = |name: &'static str, label: &'static str, path: &str| {
        let typed = Some(sent.get(name)).filter(|typed| !typed.is_empty());
        let value = typed.map(str::to_owned).or_else(|| known(path));
        let field = TextField::new(lang, name, label)
            .hint(w.guide_in_kroner())
            .max(12)
            .autocomplete("off");
        Html::of(&field.value(value.unwrap_or_default()))
    };
    let ticked = ["couple", "child"]
        .into_iter()
        .filter(|name| sent.get(&format!("what_{name}")) == *name);
    let mut more = Checkboxes::new(lang, "what_child", w.guide_what_if_else())
        .choice(Choice::new("child", w.guide_what_if_child()));
    let alone = told.count(desk.rules, "adult") == 1;
    let mut fields = vec![
        number("what_pay", w.guide_what_if_pay(), PAY),
        number("what_rent", w.guide_what_if_rent(), "home.husleje"),
    ];
    more = more.chosen(ticked.clone().filter(|name| *name == "child"));
    fields.push(Html::of(&more));
    if alone {
        let together = Checkboxes::new(lang, "what_couple", w.guide_what_if_home())
            .choice(Choice::new("couple", w.guide_what_if_couple()))
            .chosen(ticked.filter(|name| *name == "couple"));
        fields.push(Html::of(&together));
        fields.push(number("what_other_pay", w.guide_what_if_other_pay(), ""));
    }
    fields
}

/// The family as it would be; `None` before anything was changed, and where it cannot be read.
fn changed(desk: &Desk, state: &State, sent: &Sent) -> Option<Told> {
    if sent.get("act") != "show" {
        return None;
    }
    let mut family = state.with_what_follows(desk.situations);
    let pay = |name: &str| typed(desk.rules, PAY, sent.get(name));
    let home = family.pointer_mut("/homes/0")?.as_object_mut()?;
    if let Some(rent) = typed(desk.rules, "home.husleje", sent.get("what_rent")) {
        home.insert("husleje".into(), rent);
    }
    if sent.get("what_child") == "child" {
        let children = home
            .entry("children")
            .or_insert_with(|| json!([]))
            .as_array_mut()?;
        let like = children
            .first()
            .and_then(|child| child.get("deling"))
            .cloned();
        // A year old: by then all that a child brings is there.
        let mut child = json!({ "born": crate::show::day(desk.today.saturating_sub(366)) });
        if let (Some(child), Some(like)) = (child.as_object_mut(), like) {
            child.insert("deling".into(), like);
        }
        children.push(child);
    }
    if sent.get("what_couple") == "couple" {
        home.insert("couple".into(), json!(true));
        let adults = home.get_mut("adults")?.as_array_mut()?;
        let other = pay("what_other_pay").unwrap_or_else(|| json!("0"));
        let born = adults.first().and_then(|adult| adult.get("foedt")).cloned();
        // Somebody who moves in is not the children's parent.
        let mut adult =
            json!({ "foraelder": false, "loen": other, "indkomst": by_year(desk, &other) });
        if let (Some(adult), Some(born)) = (adult.as_object_mut(), born) {
            adult.insert("foedt".into(), born);
        }
        adults.push(adult);
    }
    if let Some(pay) = pay("what_pay") {
        let adult = family.pointer_mut("/homes/0/adults/0")?.as_object_mut()?;
        let year = by_year(desk, &pay);
        adult.insert("loen".into(), pay);
        adult.insert("indkomst".into(), year);
    }
    let mut told = tell(desk.rules, &family).ok()?;
    told.assume(desk.rules);
    Some(told)
}

fn typed(rules: &RuleSet, path: &str, text: &str) -> Option<Value> {
    let fact = rules.fact(fact(rules, path)?)?;
    let value = read_answer(&fact.kind, text)?;
    crate::facts::fits(fact, &value).then_some(value)
}

/// The year's income behind a month's pay as it was told.
fn by_year(desk: &Desk, month: &Value) -> Value {
    let whole = month
        .as_str()
        .and_then(|text| text.split('.').next()?.parse::<i64>().ok());
    json!(income(desk, whole.unwrap_or_default()))
}

fn income(desk: &Desk, pay: i64) -> i64 {
    let mut follows = desk.situations.follows.iter();
    let follows = follows.find(|follows| follows.fact == INCOME);
    follows.map_or(0, |follows| follows.reckon(pay))
}

fn fact(rules: &RuleSet, path: &str) -> Option<FactId> {
    let mut facts = (0_u32..).zip(&rules.facts);
    facts
        .find(|(_, fact)| fact.head.path() == path)
        .map(|(id, _)| FactId(id))
}

/// What a month has left, in kroner; `None` where something that decides it is missing.
fn left(desk: &Desk, told: &Told) -> Option<Ratio> {
    let mut told = told.clone();
    told.assume(desk.rules);
    let mut scratch = Scratch::default();
    left_of(desk, &told, &mut scratch)
}

fn left_of(desk: &Desk, told: &Told, scratch: &mut Scratch) -> Option<Ratio> {
    let at = desk
        .rules
        .rules
        .iter()
        .position(|rule| rule.head.path() == LEFT)?;
    let output = desk.day.ready.outputs.get(at).copied().flatten()?;
    let below = desk.day.ready.program.outputs.get(output)?.denominator;
    let assessment = desk.day.unknowns.assess(&told.partly, scratch).ok()?;
    match assessment.answer(output, 0)?.value {
        Known::Certain(parts) => Ratio::new(i128::from(parts), i128::from(below)),
        Known::Possible { .. } => None,
    }
}

/// What is left at every step of the first adult's pay, in whole kroner.
fn curve(desk: &Desk, told: &Told) -> Vec<i64> {
    let mut told = told.clone();
    told.assume(desk.rules);
    let mut scratch = Scratch::default();
    let mut points = Vec::new();
    for point in 0..POINTS {
        let pay = point.saturating_mul(STEP);
        told.set(desk.rules, PAY, pay);
        told.set(desk.rules, INCOME, income(desk, pay));
        let left = left_of(desk, &told, &mut scratch);
        let whole = left.and_then(|left| left.rounded(Round::HalfUp));
        points.push(
            whole
                .and_then(|whole| i64::try_from(whole).ok())
                .unwrap_or_default(),
        );
    }
    points
}

fn picture(desk: &Desk, told: &Told, other: Option<&Told>) -> Picture {
    let (lang, w) = (desk.lang, desk.w);
    let now = curve(desk, told);
    let then = other.map(|other| curve(desk, other));
    let shown = then.as_ref().unwrap_or(&now);
    let highest = now
        .iter()
        .chain(then.iter().flatten())
        .copied()
        .max()
        .unwrap_or(1)
        .max(1);
    let most = highest.saturating_add(4_999) / 5_000 * 5_000;
    let at = |point: i64, left: i64| (x(point), y(left, most));
    let mut cliffs = Vec::new();
    let mut said = Vec::new();
    for (point, pair) in (1..).zip(shown.windows(2)) {
        let [before, after] = pair else { continue };
        if before.saturating_sub(*after) >= CLIFF {
            cliffs.push(at(point, *after));
            let pay = money(lang, point.saturating_mul(STEP));
            said.push(w.guide_cliff(pay, money(lang, before.saturating_sub(*after))));
        }
    }
    let pay = other
        .unwrap_or(told)
        .get(desk.rules, PAY)
        .unwrap_or_default();
    let point = pay / STEP;
    let here = usize::try_from(point)
        .ok()
        .and_then(|at| shown.get(at))
        .map(|left| at(point, *left));
    let every = usize::try_from(5_000 / STEP).unwrap_or(1);
    let rows = (0_i64..).zip(&now).step_by(every).map(|(point, left)| {
        let then = then
            .as_ref()
            .and_then(|then| then.get(usize::try_from(point).ok()?));
        (
            money(lang, point.saturating_mul(STEP)),
            money(lang, *left),
            then.map_or_else(String::new, |left| money(lang, *left)),
        )
    });
    Picture {
        rows: rows.collect(),
        now: line(&now, most),
        then: then.as_deref().map(|then| line(then, most)),
        here,
        cliffs,
        told: said,
        most: money(lang, most),
        most_pay: money(lang, (POINTS - 1) * STEP),
    }
}

fn money(lang: Lang, kroner: i64) -> String {
    amounts::kroner(lang, Ratio::whole(kroner))
}

fn x(point: i64) -> i64 {
    point.saturating_mul(WIDTH) / (POINTS - 1)
}

fn y(left: i64, most: i64) -> i64 {
    HEIGHT.saturating_sub(left.max(0).saturating_mul(HEIGHT) / most.max(1))
}

/// The points of an SVG polyline.
fn line(points: &[i64], most: i64) -> String {
    let mut line = String::new();
    for (point, left) in (0..).zip(points) {
        // Writing to a String doesn't fail.
        let _ = write!(line, "{},{} ", x(point), y(*left, most));
    }
    line
}

impl Told {
    /// How many there are of an entity by its name.
    fn count(&self, rules: &RuleSet, name: &str) -> usize {
        let entity = rules
            .entities
            .iter()
            .position(|entity| entity.head.name.text == name);
        entity
            .and_then(|at| self.partly.counts.get(at))
            .copied()
            .unwrap_or_default()
    }

    /// Tells a fact of the first row, in whole units.
    fn set(&mut self, rules: &RuleSet, path: &str, whole: i64) {
        let Some((id, fact)) = fact(rules, path).and_then(|id| Some((id, rules.fact(id)?))) else {
            return;
        };
        let rows = self.partly.facts.get_mut(id.0 as usize);
        if let Some(cell) = rows.and_then(|rows| rows.first_mut()) {
            *cell = Some(whole.saturating_mul(fact.below));
        }
    }

    /// A fact of the first row, in whole units.
    fn get(&self, rules: &RuleSet, path: &str) -> Option<i64> {
        let id = fact(rules, path)?;
        let value = self.value(Missing { fact: id, row: 0 })?;
        value.checked_div(rules.fact(id)?.below)
    }
}
