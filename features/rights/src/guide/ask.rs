//! A page with one question. Of several adults or children it asks at once.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use rules::Type;
use rules::program::FactId;
use rules::rule_set::Fact;
use rules::syntax::Purpose;
use rules::unknowns::Missing;
use web::AppError;
use web::components::{Choice, DateField, ErrorSummary, Html, Radios, Select, Text, TextField};

use super::place::{About, Place, Ways};
use super::state::{MOST_CHILDREN, State, read_answer};
use super::step::Fields;
use super::{Desk, amounts};
use crate::facts::Told;
use crate::words::Words;

#[derive(Template)]
#[template(path = "rights_ask.html")]
struct AskPage {
    w: Words,
    ways: Ways,
    /// A family's own guide, rather than a counsellor's.
    own: bool,
    situation: &'static str,
    number: usize,
    summary: ErrorSummary,
    title: String,
    why: Option<String>,
    note: Option<String>,
    state: String,
    about: String,
    /// Whom the question is about, by their places.
    rows: String,
    fields: Vec<Html>,
    /// One more child, before going on.
    more: bool,
    /// Whether there is anything to go back to.
    first: bool,
}

/// The fact that is chosen from a list and not written.
pub(super) const MUNICIPALITY: &str = "home.kommune";
impl askama::filters::HtmlSafe for AskPage {}

/// What was wrong with the answer to each row.
pub(super) type Wrong = Vec<(u32, String)>;

/// The page about a fact of some rows.
pub(super) fn fact(
    desk: &Desk,
    place: &Place<'_>,
    state: &State,
    told: &Told,
    (id, rows): (FactId, &[u32]),
    (typed, wrong): (&Fields, &Wrong),
) -> Result<Response, AppError> {
    let fact = desk.rules.fact(id).ok_or(AppError::NotFound)?;
    let lang = desk.lang;
    let title = fact.head.text(Purpose::Ask, lang.code());
    let title = title
        .or_else(|| fact.head.text(Purpose::Means, lang.code()))
        .unwrap_or_default();
    let mut summary = ErrorSummary::new(lang);
    for (row, message) in wrong {
        summary = summary.add(format!("v{row}"), message.clone());
    }
    let fields = rows.iter().map(|row| {
        let error = wrong
            .iter()
            .find(|(at, _)| at == row)
            .map(|(_, message)| message.clone());
        let whose = desk.whose(told, fact.entity, *row);
        let label = match whose.is_empty() {
            true => desk.w.guide_your_answer().to_owned(),
            false => whose,
        };
        let missing = Missing {
            fact: id,
            row: *row,
        };
        let known = told.value(missing).filter(|_| typed.is_empty());
        field(desk, fact, *row, label, typed, known, error)
    });
    let page = AskPage {
        w: desk.w,
        ways: place.ways(),
        own: place.beside.is_none(),
        situation: desk.situation(state).map_or("", |one| one.title(lang)),
        number: state.asked.len().saturating_add(1),
        summary,
        title: title.to_owned(),
        why: fact.head.text(Purpose::Why, lang.code()).map(str::to_owned),
        // A municipality is chosen by its name: what its number is helps nobody.
        note: Some(fact)
            .filter(|fact| fact.head.path() != MUNICIPALITY)
            .and_then(|fact| fact.head.text(Purpose::Note, lang.code()))
            .map(str::to_owned),
        state: state.written(),
        about: fact.head.path(),
        rows: rows
            .iter()
            .map(u32::to_string)
            .collect::<Vec<_>>()
            .join(","),
        fields: fields.collect(),
        more: false,
        first: state.asked.is_empty(),
    };
    shown(place, &page, wrong.is_empty())
}

fn shown(place: &Place<'_>, page: &AskPage, right: bool) -> Result<Response, AppError> {
    let status = match right {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    // The tab, the history and the list behind the back button say how far it has come, and never
    // what was asked: what is asked tells what was answered before.
    let number = page.w.guide_question(page.number);
    let about = About::new(format!("{} · {number}", page.w.guide_title()));
    place.page(status, about, Html::of(page))
}

fn field(
    desk: &Desk,
    fact: &Fact,
    row: u32,
    label: String,
    typed: &Fields,
    known: Option<i64>,
    error: Option<String>,
) -> Html {
    let (lang, w) = (desk.lang, desk.w);
    let name = format!("v{row}");
    let typed_text = typed.get(&name).cloned().unwrap_or_default();
    match &fact.kind {
        Type::YesNo => {
            let chosen = known.map(|yes| if yes == 0 { "no" } else { "yes" });
            let radios = Radios::new(lang, name, label)
                .choice(Choice::new("yes", w.guide_yes()))
                .choice(Choice::new("no", w.guide_no()))
                .chosen(chosen.map_or(typed_text, str::to_owned))
                .inline()
                .error(error);
            Html::of(&radios)
        }
        Type::Choice(_, options) => {
            let chosen = known
                .and_then(|at| options.get(usize::try_from(at).ok()?))
                .cloned();
            let choices = options.iter().map(|option| {
                let head = fact.options.iter().find(|head| head.name.text == *option);
                let text = head.and_then(|head| head.text(Purpose::Means, lang.code()));
                Choice::new(option.clone(), text.unwrap_or(option).to_owned())
            });
            let radios = Radios::new(lang, name, label)
                .choices(choices)
                .chosen(chosen.unwrap_or(typed_text))
                .error(error);
            Html::of(&radios)
        }
        Type::Date => Html::of(&day(desk, &name, label, typed, known).error(error)),
        Type::Number(_) if fact.head.path() == MUNICIPALITY => {
            let chosen = known.map(|code| code.to_string());
            let select = choose_municipality(desk, name, label);
            Html::of(&select.chosen(chosen.unwrap_or(typed_text)).error(error))
        }
        Type::Number(unit) => {
            let number = known.and_then(|known| amounts::ratio(known, fact.below));
            let value = number.map_or(typed_text, |number| amounts::plain(lang, number));
            let hint = unit.is_money().then(|| w.guide_in_kroner());
            let mut field = TextField::number(lang, name, label)
                .value(value)
                .max(20)
                .autocomplete("off")
                .error(error);
            if let Some(hint) = hint {
                field = field.hint(hint);
            }
            Html::of(&field)
        }
    }
}

fn day(desk: &Desk, name: &str, label: String, typed: &Fields, known: Option<i64>) -> DateField {
    let part = |part: &str| {
        typed
            .get(&format!("{name}_{part}"))
            .cloned()
            .unwrap_or_default()
    };
    let field = DateField::new(desk.lang, name.to_owned(), label);
    match known.map(rules::day::civil) {
        Some((year, month, day)) => {
            field.value(day.to_string(), month.to_string(), year.to_string())
        }
        None => field.value(part("day"), part("month"), part("year")),
    }
}

/// A municipality, chosen by its name.
pub(super) fn choose_municipality(
    desk: &Desk,
    name: impl Into<Text>,
    label: impl Into<Text>,
) -> Select {
    let all = municipalities().map(|(code, name)| Choice::new(code, name));
    let select = Select::new(desk.lang, name, label);
    select.empty(desk.w.guide_choose()).choices(all)
}

/// Municipalities by their names.
fn municipalities() -> impl Iterator<Item = (&'static str, &'static str)> {
    const FILE: &str = include_str!("../../../../content/geography/municipalities.csv");
    // Codes and names come first in every row and hold no commas.
    FILE.lines().skip(1).filter_map(|line| {
        let (code, rest) = line.split_once(',')?;
        Some((code.trim_start_matches('0'), rest.split(',').next()?))
    })
}

/// The municipality that a family told.
pub(super) fn municipality(told: &Told, rules: &rules::RuleSet) -> Option<&'static str> {
    let at = told.find(rules, "/homes/0/kommune")?;
    let code = told.value(at)?.to_string();
    let mut all = municipalities();
    all.find(|(known, _)| *known == code).map(|(_, name)| name)
}

/// The answers of a page, or what is wrong with them.
pub(super) fn answers(
    desk: &Desk,
    fact: &Fact,
    rows: &[u32],
    typed: &Fields,
) -> Result<Vec<(u32, serde_json::Value)>, Wrong> {
    let w = desk.w;
    let mut wrong = Wrong::new();
    let mut right = Vec::new();
    for row in rows {
        let text = match fact.kind {
            Type::Date => typed_day(desk, typed, &format!("v{row}")),
            _ => typed.get(&format!("v{row}")).cloned().unwrap_or_default(),
        };
        if text.trim().is_empty() {
            wrong.push((*row, w.guide_answer_or_skip().to_owned()));
            continue;
        }
        match read(desk, fact, &text) {
            Ok(answer) => right.push((*row, answer)),
            Err(message) => wrong.push((*row, message)),
        }
    }
    if wrong.is_empty() {
        Ok(right)
    } else {
        Err(wrong)
    }
}

/// What was typed for a fact, or what is wrong with it and how to mend it.
pub(super) fn read(desk: &Desk, fact: &Fact, text: &str) -> Result<serde_json::Value, String> {
    let w = desk.w;
    match read_answer(&fact.kind, text) {
        Some(answer) if crate::facts::fits(fact, &answer) => Ok(answer),
        Some(_) => Err(between(desk, fact)),
        None => Err(match fact.kind {
            Type::Date => w.guide_not_a_day().to_owned(),
            Type::Number(_) => w.guide_not_a_number().to_owned(),
            _ => w.guide_answer_or_skip().to_owned(),
        }),
    }
}

fn between(desk: &Desk, fact: &Fact) -> String {
    let shown = |parts: i64| {
        let number = amounts::ratio(parts, fact.below);
        number.map_or_else(String::new, |number| amounts::plain(desk.lang, number))
    };
    match fact.kind {
        Type::Number(_) => desk.w.guide_between(shown(fact.least), shown(fact.most)),
        _ => desk.w.guide_not_a_day().to_owned(),
    }
}

/// Three fields as one day; empty where nothing was typed. A year of two digits is the last that
/// ended so.
fn typed_day(desk: &Desk, typed: &Fields, name: &str) -> String {
    let part = |part: &str| {
        let typed = typed.get(&format!("{name}_{part}"));
        base::text::fold(typed.map_or("", |text| text.trim()))
    };
    let (day, month, mut year) = (part("day"), part("month"), part("year"));
    if let (2, Ok(short)) = (year.len(), year.parse::<i64>()) {
        let (this, _, _) = rules::day::civil(desk.today);
        let century = if short > this % 100 { 1 } else { 0 };
        year = (this / 100 - century).to_string() + &year;
    }
    match day.is_empty() && month.is_empty() && year.is_empty() {
        true => String::new(),
        false => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
    }
}

/// The page about who the children are.
pub(super) fn children(
    desk: &Desk,
    place: &Place<'_>,
    state: &State,
    (typed, wrong): (&Fields, &Wrong),
    more: bool,
) -> Result<Response, AppError> {
    let w = desk.w;
    let known = state.children().unwrap_or_default();
    let shown_before = (0_u32..).take_while(|at| typed.contains_key(&format!("v{at}_day")));
    let count = shown_before.count().max(known.len()).max(2) + usize::from(more);
    let mut summary = ErrorSummary::new(desk.lang);
    for (row, message) in wrong {
        summary = summary.add(format!("v{row}"), message.clone());
    }
    let fields = (0_u32..).take(count.min(MOST_CHILDREN)).map(|at| {
        let before = known
            .get(at as usize)
            .and_then(|born| crate::facts::date(born));
        let before = before.filter(|_| typed.is_empty());
        let number = i64::from(at).saturating_add(1);
        let field = day(
            desk,
            &format!("v{at}"),
            w.guide_child_number(number),
            typed,
            before,
        );
        let error = wrong
            .iter()
            .find(|(row, _)| *row == at)
            .map(|(_, message)| message.clone());
        Html::of(&field.error(error))
    });
    let page = AskPage {
        w,
        ways: place.ways(),
        own: place.beside.is_none(),
        situation: desk.situation(state).map_or("", |one| one.title(desk.lang)),
        number: state.asked.len().saturating_add(1),
        summary,
        title: w.guide_children().to_owned(),
        why: Some(w.guide_children_why().to_owned()),
        note: None,
        state: state.written(),
        about: super::state::CHILDREN.to_owned(),
        rows: String::new(),
        fields: fields.collect(),
        more: count < MOST_CHILDREN,
        first: state.asked.is_empty(),
    };
    shown(place, &page, wrong.is_empty())
}

/// The birthdays on the page about children, or what is wrong with them.
pub(super) fn birthdays(desk: &Desk, typed: &Fields) -> Result<Vec<String>, Wrong> {
    let mut wrong = Wrong::new();
    let mut born = Vec::new();
    for at in (0_u32..).take(MOST_CHILDREN) {
        let day = typed_day(desk, typed, &format!("v{at}"));
        if day.is_empty() {
            continue;
        }
        match crate::facts::date(&day) {
            Some(number) if number > desk.today => {
                wrong.push((at, desk.w.guide_not_born_yet().to_owned()));
            }
            Some(number) if desk.today.saturating_sub(number) < 40 * 366 => born.push(day),
            _ => wrong.push((at, desk.w.guide_not_a_day().to_owned())),
        }
    }
    if born.is_empty() && wrong.is_empty() {
        wrong.push((0, desk.w.guide_one_child_or_skip().to_owned()));
    }
    if wrong.is_empty() {
        Ok(born)
    } else {
        Err(wrong)
    }
}
