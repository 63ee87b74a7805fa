//! What a result says of each rule.

use rules::Type;
use rules::rule_set::RuleId;
use rules::syntax::{Purpose, Use};
use rules::trace::{Family, Trace};
use rules::unknowns::{Known, Missing, Verdict};

use super::outcome::{Finding, Outcome};
use super::why::{Teller, Why};
use super::{Desk, amounts};
use crate::facts::Told;

/// Something that the law gives, may give or does not give.
pub(super) struct Card {
    pub(super) title: String,
    /// The rule.
    pub(super) path: String,
    /// There is something to claim, and so a letter to write.
    pub(super) letter: bool,
    /// The municipality decides.
    pub(super) judgement: bool,
    /// A right in one's own case, and no money.
    pub(super) right: bool,
    /// Nothing is open and nobody judges.
    pub(super) sure: bool,
    pub(super) lines: Vec<Line>,
    pub(super) conditions: Vec<Condition>,
    /// Questions that would make it certain.
    pub(super) open: Vec<(String, String)>,
    pub(super) note: Option<String>,
    /// The day to claim by.
    pub(super) by: Option<String>,
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) source: String,
    pub(super) why: Vec<Why>,
}

impl Card {
    /// Every condition holds, and yet it comes to nothing.
    pub(super) fn nought(&self) -> bool {
        self.conditions
            .iter()
            .all(|condition| condition.met != Some(false))
    }
}

pub(super) struct Line {
    pub(super) whose: String,
    pub(super) amount: String,
    pub(super) more: Option<String>,
}

pub(super) struct Condition {
    pub(super) met: Option<bool>,
    pub(super) text: String,
    pub(super) cites: String,
}

/// How deep a family sees into the reasons, and how deep a counsellor.
const DEEPEST: [u32; 2] = [1, 8];

/// What is certain, what is possible and what is not theirs.
pub(super) fn cards(
    desk: &Desk,
    told: &Told,
    outcome: &Outcome<'_>,
    staff: bool,
) -> [Vec<Card>; 3] {
    let family = told.family();
    let mut writer = Writer::of(desk, told, &family, outcome, staff);
    let lists = [
        (&outcome.certain, true),
        (&outcome.possible, false),
        (&outcome.not, false),
    ];
    lists.map(|(list, sure)| list.iter().map(|one| writer.card(one, sure)).collect())
}

/// What is certain and what is possible of one rule, by its path: it may be certain for one child
/// and open for another.
pub(super) fn of_rule(desk: &Desk, told: &Told, outcome: &Outcome<'_>, path: &str) -> Vec<Card> {
    let family = told.family();
    let mut writer = Writer::of(desk, told, &family, outcome, false);
    let lists = [(&outcome.certain, true), (&outcome.possible, false)];
    let all = lists
        .into_iter()
        .flat_map(|(list, sure)| list.iter().map(move |finding| (finding, sure)));
    all.filter(|(finding, _)| finding.rule.head.path() == path)
        .map(|(finding, sure)| writer.card(finding, sure))
        .collect()
}

struct Writer<'a> {
    desk: &'a Desk,
    told: &'a Told,
    outcome: &'a Outcome<'a>,
    trace: Trace<'a>,
    teller: Teller<'a>,
}

impl<'a> Writer<'a> {
    fn of(
        desk: &'a Desk,
        told: &'a Told,
        family: &'a Family,
        outcome: &'a Outcome<'a>,
        staff: bool,
    ) -> Self {
        Self {
            desk,
            told,
            outcome,
            trace: Trace::of(desk.rules, family, desk.day.ready.moment),
            teller: Teller {
                rules: desk.rules,
                lang: desk.lang,
                deepest: DEEPEST[usize::from(staff)],
                folds: staff,
            },
        }
    }

    fn card(&mut self, finding: &Finding<'_>, sure: bool) -> Card {
        let lang = self.desk.lang;
        let head = &finding.rule.head;
        let text = |purpose| head.text(purpose, lang.code()).map(str::to_owned);
        let judgement = finding.judged;
        let w = self.desk.w;
        let mut facts = Vec::new();
        let by = finding.rule.by.and_then(|by| self.deadline(by));
        for (label, said) in [
            (w.guide_paid(), text(Purpose::Paid)),
            (w.guide_claim(), text(Purpose::Claim)),
            (w.guide_by(), by.clone()),
            (w.guide_bring(), text(Purpose::Bring)),
        ] {
            facts.extend(said.map(|said| (label, said)));
        }
        let checklist = finding.rule.used == Use::Checklist;
        let why = match (checklist, finding.rows.first()) {
            (false, Some(row)) => match self.trace.reason(finding.id, row.answer.row) {
                Ok(reason) => self.teller.grounds(&reason, 0),
                Err(_) => Vec::new(),
            },
            _ => Vec::new(),
        };
        Card {
            title: text(Purpose::Means).unwrap_or_default(),
            path: head.path(),
            // Benefits are applied for on the web: a letter for one would only cost time.
            letter: checklist && text(Purpose::Claim).is_some(),
            judgement,
            right: checklist && !judgement,
            sure,
            lines: self.lines(finding),
            conditions: self.conditions(finding),
            open: self.open(finding),
            note: text(Purpose::Note),
            by,
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
        let number = |parts: i64| amounts::ratio(parts, finding.below);
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
                let lang = self.desk.lang.code();
                let text = fact.head.text(Purpose::Ask, lang);
                let text = text.or_else(|| fact.head.text(Purpose::Means, lang));
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
