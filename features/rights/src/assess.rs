//! Facts in, results out.

use languages::Lang;
use rules::rule_set::{Rule, RuleId};
use rules::syntax::Use;
use rules::trace::{Trace, Without};
use rules::unknowns::{Answer, Assessment, Known, Missing, Verdict};
use rules::{Moment, RuleSet, Standing, Type};
use serde_json::Value;

use crate::asked::Asked;
use crate::book::{Book, Day};
use crate::facts::{Told, Wrong, tell};
use crate::json::{self, Members};
use crate::reasons::Reasons;
use crate::said::{Said, SaidRule};
use crate::{late, question, show};

/// Works out what a family is entitled to.
///
/// # Errors
/// Everything that is wrong with the request, each with its place and its mend.
pub fn assess(book: &Book, asked: &Asked, today: i64) -> Result<Value, Vec<Wrong>> {
    let answer = answer(book, asked, today)?;
    Ok(serde_json::from_slice(&answer).unwrap_or_default())
}

/// The same, written.
///
/// # Errors
/// As [`assess`].
pub fn answer(book: &Book, asked: &Asked, today: i64) -> Result<Vec<u8>, Vec<Wrong>> {
    let mut wrong = Vec::new();
    if asked
        .version
        .as_deref()
        .is_some_and(|version| version != book.version())
    {
        Wrong::add(&mut wrong, || Wrong {
            at: "/version".into(),
            message: "these are not the rules here".into(),
            hint: format!(
                "here are {}; leave it out to be answered by them",
                book.version()
            ),
        });
    }
    let code = asked.language.as_deref();
    let lang = code
        .map_or(Some(Lang::DEFAULT), Lang::from_code)
        .unwrap_or_else(|| {
            let codes: Vec<&str> = Lang::all().map(Lang::code).collect();
            Wrong::add(&mut wrong, || Wrong {
                at: "/language".into(),
                message: "this language is not spoken here".into(),
                hint: format!("one of: {}", codes.join(", ")),
            });
            Lang::DEFAULT
        });
    let moment = asked.moment(today).unwrap_or_else(|more| {
        wrong.extend(more);
        Moment {
            on: today,
            known: today,
        }
    });
    let told = told(book.rules(), asked, &mut wrong);
    let Some(told) = told.filter(|_| wrong.is_empty()) else {
        return Err(wrong);
    };
    let one = |at: &str, message: String, hint: &str| {
        let (at, hint) = (at.to_owned(), hint.to_owned());
        vec![Wrong { at, message, hint }]
    };
    let ready = book
        .day(moment)
        .map_err(|message| one("/on", message, "ask about another day"))?;
    let answering = Answering {
        book,
        said: book.said(lang),
        day: &ready,
        told: &told,
        asked,
        lang,
    };
    book.with_scratch(|scratch| {
        let worked_out = ready.unknowns.assess(&told.partly, scratch);
        worked_out.map(|assessment| answering.whole(assessment))
    })
    .map_err(|misfit| one("/family", misfit.to_string(), "tell it another way"))
}

/// The family as it was told; whatever is wrong with it is added.
fn told(rules: &RuleSet, asked: &Asked, wrong: &mut Vec<Wrong>) -> Option<Told> {
    let mut told = match tell(rules, &asked.family) {
        Ok(told) => told,
        Err(more) => {
            wrong.extend(more.into_iter().map(|one| Wrong {
                at: format!("/family{}", one.at),
                ..one
            }));
            return None;
        }
    };
    for (at, pointer) in asked.passed.iter().enumerate() {
        match told.find(rules, pointer) {
            Some(missing) => {
                told.partly.passed.insert(missing);
            }
            None => Wrong::add(wrong, || Wrong {
                at: format!("/passed/{at}"),
                message: "no fact stands there".into(),
                hint: "name it as the question did".into(),
            }),
        }
    }
    if asked.assume {
        told.assume(rules);
    }
    Some(told)
}

struct Answering<'a> {
    book: &'a Book,
    said: &'a Said,
    day: &'a Day,
    told: &'a Told,
    asked: &'a Asked,
    lang: Lang,
}

impl Answering<'_> {
    fn rules(&self) -> &RuleSet {
        self.book.rules()
    }

    fn whole(&self, mut assessment: Assessment<'_>) -> Vec<u8> {
        let family = self.asked.reasons.then(|| self.told.family());
        let mut trace = family
            .as_ref()
            .map(|family| Trace::of(self.rules(), family, self.day.ready.moment));
        let mut reasons = Reasons::new(self.rules(), self.said, self.told);
        let results = self.results(&assessment);
        // A family's answer is some 40 kB.
        let mut out = Vec::with_capacity(64 * 1024);
        json::object(&mut out, |whole| {
            whole.put("version", self.book.version());
            whole.put("on", show::day(self.day.ready.moment.on));
            whole.put("known", show::day(self.day.ready.moment.known));
            whole.put("language", self.lang.code());
            whole.part("results", |out| {
                json::list(out, results, |out, one| {
                    json::object(out, |result| {
                        result.written(&one.said.result);
                        let Some(answer) = &one.answer else {
                            return self.without(one.id, result);
                        };
                        self.result(&one, answer, &mut assessment, result);
                        if let Some(trace) = &mut trace {
                            self.why(trace, &mut reasons, one.id, answer.row, result);
                        }
                    });
                });
            });
            if self.asked.reasons {
                whole.part("reasons", |out| reasons.write(out));
            }
            if self.asked.question {
                let code = self.lang.code();
                let next = question::next(self.rules(), self.day, self.told, code, &mut assessment);
                whole.put("question", next);
            }
        });
        out
    }

    /// Every result that is asked for, in the order of the rules.
    fn results(&self, assessment: &Assessment<'_>) -> Vec<One<'_>> {
        let mut results = Vec::new();
        let rules = (0_u32..).zip(&self.rules().rules).zip(&self.said.rules);
        for ((at, rule), said) in rules {
            if rule.used == Use::Rule && !self.asked.all {
                continue;
            }
            let one = |answer| One {
                id: RuleId(at),
                rule,
                said,
                answer,
            };
            match self.day.ready.outputs.get(at as usize).copied().flatten() {
                None => results.push(one(None)),
                Some(output) => {
                    let rows = 0..self.told.rows(rule.entity);
                    let answers = rows.filter_map(|row| assessment.answer(output, row));
                    results.extend(answers.map(|answer| one(Some(answer))));
                }
            }
        }
        results
    }

    /// A rule that has no answer that day.
    fn without(&self, id: RuleId, to: &mut Members<'_>) {
        let (standing, what) = match self.day.ready.standings.get(id.0 as usize) {
            Some(Standing::NotKnown(what)) => ("not_known", what.as_str()),
            Some(Standing::NotInForce(what)) => ("not_in_force", what.as_str()),
            _ => ("not_in_force", ""),
        };
        to.put("standing", standing);
        to.put("missing", what);
    }

    fn result(
        &self,
        one: &One<'_>,
        answer: &Answer,
        assessment: &mut Assessment<'_>,
        to: &mut Members<'_>,
    ) {
        let rule = one.rule;
        let output = self.day.ready.program.outputs.get(answer.output);
        let below = output.map_or(1, |output| output.denominator);
        to.put("of", self.told.row(rule.entity, answer.row));
        let law = rule.law.and_then(|law| self.rules().laws.get(law));
        if let Some(last) = late::ended(law, self.day.ready.moment.on) {
            to.put("rates_until", show::day(last));
        }
        let shown = |parts| show::value(&rule.kind, parts, below);
        let unmet = answer.conditions.contains(&Verdict::Unmet);
        match answer.value {
            _ if unmet => to.put("standing", "not_met"),
            Known::Certain(parts) => {
                to.put("standing", "certain");
                to.put("value", shown(parts));
                if let (Some(exact), Type::Number(_)) = (show::exact(parts, below), &rule.kind) {
                    to.put("exact", exact);
                }
            }
            Known::Possible { least, most } => {
                to.put("standing", "possible");
                to.put("least", shown(least));
                to.put("most", shown(most));
                let depends = assessment.depends(answer.output, answer.row);
                let depends = depends.into_iter();
                let places = depends.map(|missing| self.told.place(self.rules(), missing));
                to.put("depends", places.collect::<Vec<_>>());
            }
        }
        to.part("conditions", |out| {
            let said = self.conditions(one);
            let conditions = said.iter().zip(&answer.conditions);
            json::list(out, conditions, |out, (said, verdict)| {
                json::object(out, |condition| {
                    condition.written(said);
                    let met = match verdict {
                        Verdict::Met => Some(true),
                        Verdict::Unmet => Some(false),
                        Verdict::Open => None,
                    };
                    condition.put("met", met);
                });
            });
        });
    }

    /// The texts of the conditions of the version that holds.
    fn conditions<'a>(&self, one: &One<'a>) -> &'a [Box<[u8]>] {
        let version = one.rule.version(self.day.ready.moment.on);
        let versions = &one.rule.versions;
        let at = versions
            .iter()
            .position(|each| version.is_some_and(|version| std::ptr::eq(version, each)));
        let said = at.and_then(|at| one.said.conditions.get(at));
        said.map_or(&[], Vec::as_slice)
    }

    /// Where the reasons of a result stand, or which fact they wait for.
    fn why(
        &self,
        trace: &mut Trace<'_>,
        reasons: &mut Reasons<'_>,
        rule: RuleId,
        row: u32,
        to: &mut Members<'_>,
    ) {
        match trace.reason(rule, row) {
            Ok(reason) => to.put("reason", reasons.key(&reason)),
            Err(Without::Fact(fact, row)) => {
                to.put(
                    "waits_for",
                    self.told.place(self.rules(), Missing { fact, row }),
                );
            }
            Err(Without::Law(_) | Without::TooLarge) => {}
        }
    }
}

/// A rule, and what it gives one row; without an answer it gives nothing to anybody that day.
struct One<'a> {
    id: RuleId,
    rule: &'a Rule,
    said: &'a SaidRule,
    answer: Option<Answer>,
}
