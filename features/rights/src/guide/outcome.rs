//! What a family's answers come to: what is certain, what is possible, and what is not for them.

use rules::rule_set::{Rule, RuleId, Version};
use rules::syntax::Use;
use rules::unknowns::{Answer, Known, Missing, Scratch, Verdict};
use rules::{RuleSet, Standing};

use super::situation::Situation;
use crate::book::Day;
use crate::facts::Told;

/// All of it. Every list begins with what the situation is about.
#[derive(Default)]
pub(super) struct Outcome<'a> {
    pub(super) certain: Vec<Finding<'a>>,
    pub(super) possible: Vec<Finding<'a>>,
    pub(super) not: Vec<Finding<'a>>,
    /// The law's own numbers are missing: nobody can say.
    pub(super) unknown: Vec<(&'a Rule, &'a str)>,
    pub(super) deadlines: Vec<Deadline<'a>>,
    /// What comes later: when the child is born.
    pub(super) later: Vec<&'a Rule>,
}

/// A rule, and those of the family it says the same of.
pub(super) struct Finding<'a> {
    pub(super) id: RuleId,
    pub(super) rule: &'a Rule,
    pub(super) version: Option<&'a Version>,
    /// Somebody judges whether it is given.
    pub(super) judged: bool,
    /// The denominator of its values.
    pub(super) below: i64,
    pub(super) rows: Vec<Row>,
}

/// One of the family.
pub(super) struct Row {
    pub(super) answer: Answer,
    /// Facts it still depends on.
    pub(super) depends: Vec<Missing>,
}

/// A day by which something must be done.
pub(super) struct Deadline<'a> {
    id: RuleId,
    pub(super) rule: &'a Rule,
    pub(super) day: i64,
}

impl Deadline<'_> {
    /// Whether it is the one that a rule names.
    pub(super) fn is(&self, by: RuleId) -> bool {
        self.id == by
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Group {
    Certain,
    Possible,
    Not,
}

impl<'a> Outcome<'a> {
    /// Works it out; `None` when the family does not fit the rules.
    pub(super) fn of(
        rules: &'a RuleSet,
        day: &'a Day,
        (told, alone): (&Told, &Told),
        situation: &Situation,
    ) -> Option<Self> {
        let mut scratch = [Scratch::default(), Scratch::default()];
        let [assumed, open] = &mut scratch;
        let mut assumed = day.unknowns.assess(&told.partly, assumed).ok()?;
        // What somebody judges is not ruled out by what nobody asked.
        let mut open = day.unknowns.assess(&alone.partly, open).ok()?;
        let mut outcome = Self::default();
        let place = |rule: &Rule| {
            let path = rule.head.path();
            situation.about.iter().position(|about| *about == path)
        };
        let is_about = |rule: &Rule| place(rule).is_some();
        for (at, rule) in (0_u32..).zip(&rules.rules) {
            let wanted = match rule.used {
                Use::Rule => false,
                Use::Benefit | Use::Deadline => is_about(rule) || !situation.only,
                Use::Checklist => is_about(rule),
            };
            if !wanted {
                continue;
            }
            let Some(output) = day.ready.outputs.get(at as usize).copied().flatten() else {
                if let (Some(Standing::NotKnown(what)), Use::Benefit) =
                    (day.ready.standings.get(at as usize), rule.used)
                {
                    outcome.unknown.push((rule, what));
                }
                continue;
            };
            let below = day.ready.program.outputs.get(output);
            let below = below.map_or(1, |output| output.denominator);
            let judged =
                rule.used == Use::Checklist && !situation.rights.contains(&rule.head.path());
            let assessment = if judged { &mut open } else { &mut assumed };
            let mut groups: [Vec<Row>; 3] = Default::default();
            for row in 0..told.rows(rule.entity) {
                let Some(answer) = assessment.answer(output, row) else {
                    continue;
                };
                if rule.used == Use::Deadline {
                    if let Known::Certain(day) = answer.value {
                        outcome.deadlines.push(Deadline {
                            id: RuleId(at),
                            rule,
                            day,
                        });
                    }
                    continue;
                }
                let depends = assessment.depends(output, row);
                let group = group(judged, &answer);
                if let Some(rows) = groups.get_mut(group as usize) {
                    rows.push(Row { answer, depends });
                }
            }
            let lists = [
                &mut outcome.certain,
                &mut outcome.possible,
                &mut outcome.not,
            ];
            for (list, rows) in lists.into_iter().zip(groups) {
                if !rows.is_empty() {
                    list.push(Finding {
                        id: RuleId(at),
                        rule,
                        version: rule.version(day.ready.moment.on),
                        judged,
                        below,
                        rows,
                    });
                }
            }
        }
        outcome.arrange(&place, day.ready.moment.on, &rules.rules, &situation.later);
        Some(outcome)
    }

    fn arrange(
        &mut self,
        place: &impl Fn(&Rule) -> Option<usize>,
        today: i64,
        rules: &'a [Rule],
        later: &[String],
    ) {
        for list in [&mut self.certain, &mut self.possible, &mut self.not] {
            list.sort_by_key(|finding| place(finding.rule).unwrap_or(usize::MAX));
        }
        // What a family cannot get for one child it may get for another: said once, where it is.
        let shown: Vec<RuleId> = self
            .certain
            .iter()
            .chain(&self.possible)
            .map(|one| one.id)
            .collect();
        self.not.retain(|finding| !shown.contains(&finding.id));
        let not_later = |rule: &Rule| !later.contains(&rule.head.path());
        self.not.retain(|finding| not_later(finding.rule));
        let found = |rule: &Rule| {
            let mut findings = self.certain.iter().chain(&self.possible);
            findings.any(|finding| std::ptr::eq(finding.rule, rule))
        };
        self.later = rules
            .iter()
            .filter(|rule| !not_later(rule) && !found(rule))
            .collect();
        // A day that is over helps nobody, and one for what is not theirs confuses.
        let found = self.certain.iter().chain(&self.possible);
        let claims: Vec<RuleId> = found.filter_map(|finding| finding.rule.by).collect();
        self.deadlines.retain(|deadline| {
            deadline.day >= today
                && (place(deadline.rule).is_some() || claims.contains(&deadline.id))
        });
        self.deadlines.sort_by_key(|deadline| deadline.day);
        self.deadlines
            .dedup_by(|one, other| one.day == other.day && std::ptr::eq(one.rule, other.rule));
    }
}

fn group(judged: bool, answer: &Answer) -> Group {
    let unmet = answer.conditions.contains(&Verdict::Unmet);
    match answer.value {
        _ if unmet => Group::Not,
        Known::Certain(0) => Group::Not,
        // The law leaves it to the municipality: never certain, however well it looks.
        _ if judged => Group::Possible,
        Known::Certain(_) => Group::Certain,
        Known::Possible { .. } => Group::Possible,
    }
}
