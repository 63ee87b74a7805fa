//! The page that a family came for.

use access::Actor;
use askama::Template;
use axum::response::Response;
use rules::rule_set::RuleId;
use rules::syntax::{Law, Purpose, Use, Verified};
use rules::trace::{Family, Trace};
use rules::unknowns::{Known, Missing, Verdict};
use rules::{Ratio, Type};
use web::components::Link;
use web::{AppError, Once, Reader, Shell};

use super::outcome::{Finding, Outcome};
use super::state::{CHILDREN, State};
use super::why::{Teller, Why};
use super::{Desk, amounts};
use crate::facts::Told;
use crate::words::Words;

#[derive(Template)]
#[template(path = "rights_result.html")]
struct ResultPage {
    shell: Shell,
    w: Words,
    /// Back to the conversation, for a counsellor.
    back: Option<Link>,
    situation: &'static str,
    certain: Vec<Card>,
    possible: Vec<Card>,
    not: Vec<Card>,
    unknown: Vec<(String, String)>,
    deadlines: Vec<(String, String)>,
    later: Vec<(String, String)>,
    told: Vec<Answered>,
    laws: Vec<(String, String)>,
    on: String,
    version: &'static str,
    state: String,
    once: Once,
    /// Where this page's forms go.
    action: String,
    /// Whether a conversation is open that it can be handed to.
    hand: Option<String>,
    /// Whether a counsellor reads it.
    staff: bool,
    /// Whether there is enough told to try what happens if something changes.
    what_if: bool,
    talk: Link,
}

/// Something that the law gives, may give or does not give.
struct Card {
    title: String,
    /// The rule, for its letter; empty where there is nothing to claim.
    letter: String,
    /// The municipality decides.
    judgement: bool,
    /// Nothing is open and nobody judges.
    sure: bool,
    lines: Vec<Line>,
    conditions: Vec<Condition>,
    /// Questions that would make it certain.
    open: Vec<(String, String)>,
    note: Option<String>,
    facts: Vec<(&'static str, String)>,
    source: String,
    why: Vec<Why>,
}

struct Line {
    whose: String,
    amount: String,
    more: Option<String>,
}

struct Condition {
    met: Option<bool>,
    text: String,
    cites: String,
}

/// What was told, and the way to change it.
struct Answered {
    title: String,
    values: Vec<String>,
    path: String,
}

/// How deep a counsellor sees, and how deep a family.
const DEEPEST: [u32; 2] = [1, 8];

pub(super) fn page(
    desk: &Desk,
    reader: &Reader,
    actor: &Actor,
    state: &State,
    told: &Told,
    staff: Option<(Shell, Link)>,
) -> Result<Response, AppError> {
    let (frame, back) = staff.unzip();
    let staff = frame.is_some();
    let situation = desk.situation(state).ok_or(AppError::NotFound)?;
    let outcome = desk.outcome(state, told);
    let outcome = outcome.ok_or(AppError::BadRequest("this is no family"))?;
    let family = told.family();
    let mut writer = Writer {
        desk,
        told,
        outcome: &outcome,
        trace: Trace::of(desk.rules, &family, desk.day.ready.moment),
        teller: Teller {
            rules: desk.rules,
            lang: desk.lang,
            deepest: DEEPEST[usize::from(staff)],
        },
    };
    let certain = outcome.certain.iter().map(|one| writer.card(one)).collect();
    let possible = outcome
        .possible
        .iter()
        .map(|one| writer.card(one))
        .collect();
    let not = outcome.not.iter().map(|one| writer.card(one)).collect();
    let lang = desk.lang;
    let title = |head: &rules::syntax::Head| {
        head.text(Purpose::Means, lang.code())
            .unwrap_or_default()
            .to_owned()
    };
    let unknown = outcome.unknown.iter();
    let deadlines = outcome.deadlines.iter();
    let shell = frame.unwrap_or_else(|| reader.shell(desk.w.guide_result()).at("/rights"));
    reader.page(&ResultPage {
        shell,
        back,
        w: desk.w,
        situation: situation.title(lang),
        certain,
        possible,
        not,
        unknown: unknown
            .map(|(rule, what)| (title(&rule.head), (*what).to_owned()))
            .collect(),
        deadlines: deadlines
            .map(|one| (amounts::weekday(lang, one.day), title(&one.rule.head)))
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
        action: reader.url("/rights"),
        hand: (!staff && actor.family().is_ok()).then(|| reader.url("/conversation/rights")),
        staff,
        what_if: !staff && super::what_if::can(desk, told),
        talk: Link::new(desk.w.guide_talk(), reader.url("/")),
    })
}

struct Writer<'a> {
    desk: &'a Desk,
    told: &'a Told,
    outcome: &'a Outcome<'a>,
    trace: Trace<'a>,
    teller: Teller<'a>,
}

impl Writer<'_> {
    fn card(&mut self, finding: &Finding<'_>) -> Card {
        let lang = self.desk.lang;
        let head = &finding.rule.head;
        let text = |purpose| head.text(purpose, lang.code()).map(str::to_owned);
        let judgement = finding.rule.used == Use::Checklist;
        let w = self.desk.w;
        let mut facts = Vec::new();
        let by = finding.rule.by.and_then(|by| self.deadline(by));
        for (label, said) in [
            (w.guide_paid(), text(Purpose::Paid)),
            (w.guide_claim(), text(Purpose::Claim)),
            (w.guide_by(), by),
            (w.guide_bring(), text(Purpose::Bring)),
        ] {
            facts.extend(said.map(|said| (label, said)));
        }
        let why = match (judgement, finding.rows.first()) {
            (false, Some(row)) => match self.trace.reason(finding.id, row.answer.row) {
                Ok(reason) => self.teller.grounds(&reason, 0),
                Err(_) => Vec::new(),
            },
            _ => Vec::new(),
        };
        Card {
            title: text(Purpose::Means).unwrap_or_default(),
            letter: match (text(Purpose::Claim), finding.rule.used) {
                (Some(_), _) => head.path(),
                _ => String::new(),
            },
            judgement,
            sure: finding
                .rows
                .iter()
                .all(|row| matches!(row.answer.value, Known::Certain(_)))
                && !judgement,
            lines: if judgement {
                Vec::new()
            } else {
                self.lines(finding)
            },
            conditions: self.conditions(finding),
            open: self.open(finding),
            note: text(Purpose::Note),
            facts,
            source: self.source(finding),
            why,
        }
    }

    fn deadline(&self, by: RuleId) -> Option<String> {
        let mut deadlines = self.outcome.deadlines.iter();
        let found = deadlines.find(|deadline| deadline.is(by))?;
        Some(amounts::weekday(self.desk.lang, found.day))
    }

    fn lines(&self, finding: &Finding<'_>) -> Vec<Line> {
        let (lang, w) = (self.desk.lang, self.desk.w);
        let Type::Number(unit) = finding.rule.kind else {
            return Vec::new();
        };
        let number = |parts: i64| Ratio::new(i128::from(parts), i128::from(finding.below));
        let amount = |parts: i64| number(parts).map(|number| amounts::amount(lang, unit, number));
        let lines = finding.rows.iter().filter_map(|row| {
            let (said, more) = match row.answer.value {
                Known::Certain(parts) => {
                    let more =
                        number(parts).and_then(|number| amounts::own_period(lang, unit, number));
                    (amount(parts)?, more)
                }
                Known::Possible { least, most } if least <= 0 => {
                    (w.guide_up_to(amount(most)?), None)
                }
                Known::Possible { least, most } => {
                    (w.guide_from_to(amount(least)?, amount(most)?), None)
                }
            };
            Some(Line {
                whose: self
                    .desk
                    .whose(self.told, finding.rule.entity, row.answer.row),
                amount: said,
                more,
            })
        });
        lines.collect()
    }

    /// Conditions as they stand for the first of the family that this is about.
    fn conditions(&self, finding: &Finding<'_>) -> Vec<Condition> {
        let requires = finding.version.map_or(&[][..], |version| &version.requires);
        let verdicts = finding
            .rows
            .first()
            .map_or(&[][..], |row| &row.answer.conditions);
        let each = requires
            .iter()
            .zip(verdicts)
            .map(|(requirement, verdict)| Condition {
                met: match verdict {
                    Verdict::Met => Some(true),
                    Verdict::Unmet => Some(false),
                    Verdict::Open => None,
                },
                text: requirement
                    .head
                    .text(Purpose::Means, self.desk.lang.code())
                    .unwrap_or_default()
                    .to_owned(),
                cites: requirement
                    .head
                    .cites
                    .first()
                    .map(|cited| cited.text.clone())
                    .unwrap_or_default(),
            });
        each.collect()
    }

    /// What it still depends on, as questions to go back to.
    fn open(&self, finding: &Finding<'_>) -> Vec<(String, String)> {
        let mut open: Vec<(String, String)> = Vec::new();
        for Missing { fact, .. } in finding.rows.iter().flat_map(|row| &row.depends) {
            let Some(fact) = self.desk.rules.fact(*fact) else {
                continue;
            };
            let path = fact.head.path();
            if open.iter().all(|(other, _)| *other != path) {
                let text = fact.head.text(Purpose::Means, self.desk.lang.code());
                open.push((path, text.unwrap_or_default().to_owned()));
            }
        }
        open
    }

    fn source(&self, finding: &Finding<'_>) -> String {
        let law = finding
            .rule
            .law
            .and_then(|law| self.desk.rules.laws.get(law));
        let act = law
            .and_then(|law| law.act.as_ref())
            .map(|act| act.text.as_str());
        let cites = finding
            .rule
            .head
            .cites
            .iter()
            .map(|cited| cited.text.as_str());
        let all: Vec<&str> = cites.chain(act).collect();
        all.join(" · ")
    }
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
        let mut facts = (0_u32..).zip(&desk.rules.facts);
        let Some((id, fact)) = facts.find(|(_, fact)| fact.head.path() == *path) else {
            continue;
        };
        let values = (0..told.rows(fact.entity)).filter_map(|row| {
            let value = told.value(Missing {
                fact: rules::program::FactId(id),
                row,
            })?;
            let value = amounts::told(lang, fact, value);
            let whose = desk.whose(told, fact.entity, row);
            Some(match whose.is_empty() {
                true => value,
                false => format!("{whose}: {value}"),
            })
        });
        all.push(Answered {
            title: fact
                .head
                .text(Purpose::Means, lang.code())
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

impl Told {
    /// The family as reasons want it: what is assumed stays untold there.
    pub(crate) fn family(&self) -> Family {
        let counts = self.partly.counts.iter();
        Family {
            counts: counts
                .map(|count| u32::try_from(*count).unwrap_or(u32::MAX))
                .collect(),
            links: self.partly.links.clone(),
            facts: self.partly.facts.clone(),
        }
    }
}
