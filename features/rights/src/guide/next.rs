//! What to ask next: who is at home, then whatever decides most.

use std::collections::BTreeSet;

use rules::RuleSet;
use rules::program::FactId;
use rules::syntax::Use;
use rules::unknowns::{Asking, Assessment, Known, Missing, Scratch};

use super::situation::{Situation, Situations};
use super::state::{CHILDREN, State};
use crate::book::Day;
use crate::facts::Told;

/// The page that comes next.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// Who the children are.
    Children,
    /// A fact of some rows, all on one page.
    Fact(FactId, Vec<u32>),
    /// Nothing is left that would decide anything.
    Results,
}

/// Who asks: the law of a day and where this family began.
pub(super) struct Asker<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) day: &'a Day,
    pub(super) situations: &'a Situations,
    pub(super) situation: &'a Situation,
}

impl Asker<'_> {
    /// The next step of this family.
    pub(super) fn next(&self, state: &State, told: &Told) -> Step {
        // Who lives there decides nothing of how a case is to go.
        let home = !self.situation.only;
        if home && let Some(step) = self.untold("home.couple", told) {
            return step;
        }
        if home && state.children().is_none() && !state.asked.iter().any(|asked| asked == CHILDREN)
        {
            return Step::Children;
        }
        let mut always = self.situation.always.iter();
        if let Some(step) = always.find_map(|path| self.untold(path, told)) {
            return step;
        }
        let mut scratch = Scratch::default();
        match self.day.unknowns.assess(&told.partly, &mut scratch) {
            Ok(mut assessment) => self.best(told, &mut assessment),
            Err(_) => Step::Results,
        }
    }

    /// The rows of a fact that nobody has told.
    fn untold(&self, path: &str, told: &Told) -> Option<Step> {
        let untold = told.untold(self.rules).into_iter();
        let mut rows = untold.filter(|(_, fact)| fact.head.path() == path);
        let (first, _) = rows.next()?;
        let rest = rows.map(|(missing, _)| missing.row);
        Some(Step::Fact(
            first.fact,
            std::iter::once(first.row).chain(rest).collect(),
        ))
    }

    fn best(&self, told: &Told, assessment: &mut Assessment<'_>) -> Step {
        let headline = self.headline();
        let asking = Asking {
            headline: headline.clone(),
            ..Asking::default()
        };
        let Some(question) = assessment.question(&asking) else {
            return Step::Results;
        };
        let fact = question.about.fact;
        let mut rows = self.matters(&headline, told, assessment);
        rows.insert(question.about);
        let rows = rows.iter().filter(|missing| missing.fact == fact);
        let rows = rows.map(|missing| missing.row).collect();
        self.instead(fact, rows, told)
    }

    /// People know their pay by the month: where a fact follows from another, that one is asked.
    fn instead(&self, fact: FactId, rows: Vec<u32>, told: &Told) -> Step {
        let path = self.rules.fact(fact).map(|fact| fact.head.path());
        let mut firsts = self.situations.first.iter();
        let before = firsts
            .find(|first| Some(&first.fact) == path.as_ref())
            .and_then(|first| self.untold(&first.after, told));
        if let Some(step) = before {
            return step;
        }
        let mut follows = self.situations.follows.iter();
        let first = follows
            .find(|follows| Some(&follows.fact) == path.as_ref())
            .and_then(|follows| self.untold(follows.from.first()?, told));
        match first {
            Some(Step::Fact(from, untold)) if untold.iter().any(|row| rows.contains(row)) => {
                Step::Fact(from, untold)
            }
            _ => Step::Fact(fact, rows),
        }
    }

    /// The facts that open results still depend on.
    fn matters(
        &self,
        headline: &[(usize, u32)],
        told: &Told,
        assessment: &mut Assessment<'_>,
    ) -> BTreeSet<Missing> {
        let mut all = BTreeSet::new();
        for (output, _) in headline {
            let Some(out) = self.day.ready.program.outputs.get(*output) else {
                continue;
            };
            for row in 0..told.rows(out.entity) {
                let answer = assessment.answer(*output, row);
                if matches!(
                    answer.map(|answer| answer.value),
                    Some(Known::Possible { .. })
                ) {
                    all.extend(assessment.depends(*output, row));
                }
            }
        }
        all.retain(|missing| !told.partly.passed.contains(missing));
        all
    }

    /// Results that questions are for, and how much each counts.
    fn headline(&self) -> Vec<(usize, u32)> {
        let rules = self.rules.rules.iter().zip(&self.day.ready.outputs);
        let wanted = rules.filter_map(|(rule, output)| {
            let about = self.situation.about.contains(&rule.head.path());
            let counts = match rule.used {
                _ if about => 2,
                Use::Benefit if !self.situation.only => 1,
                _ => return None,
            };
            Some(((*output)?, counts))
        });
        wanted.collect()
    }
}
