//! Facts in, results out.

use rules::program::EntityId;
use rules::rule_set::{Rule, RuleId};
use rules::syntax::{Head, Purpose, Use, Verified};
use rules::trace::{Family, Ground, Reason, Trace, Without};
use rules::unknowns::{Answer, Asking, Assessment, Known, Missing, Scratch, Verdict};
use rules::{Moment, RuleSet, Standing, Type};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::book::{Book, Day};
use crate::facts::{Told, Wrong, date, tell};
use crate::show;

/// A request. Everything but the family may be left out.
#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    /// The day that is asked about; today when left out.
    pub on: Option<String>,
    /// The day whose knowledge counts; today when left out.
    pub known: Option<String>,
    /// The language of the texts: `da` when left out.
    pub language: Option<String>,
    /// The family.
    pub family: Value,
    /// JSON pointers of facts that were passed over: not asked again, and taken as assumed.
    pub passed: Vec<String>,
    /// Whether facts that are not told are what the rules assume of them, where they do. Without
    /// it they are unknown, and asked for.
    pub assume: bool,
    /// Whether to say why.
    pub reasons: bool,
    /// Whether to name the next best question.
    pub question: bool,
    /// Whether to give every rule and not only benefits, checklists and deadlines.
    pub all: bool,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            on: None,
            known: None,
            language: None,
            family: Value::Null,
            passed: Vec::new(),
            assume: true,
            reasons: false,
            question: false,
            all: false,
        }
    }
}

impl Asked {
    /// The day that is asked about and the day whose knowledge counts.
    ///
    /// # Errors
    /// What is no day.
    pub fn moment(&self, today: i64) -> Result<Moment, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut day = |name: &str, text: &Option<String>| match text {
            None => today,
            Some(text) => date(text).unwrap_or_else(|| {
                wrong.push(Wrong {
                    at: format!("/{name}"),
                    message: format!("{text:?} is no day"),
                    hint: "write it as 2026-01-31".into(),
                });
                today
            }),
        };
        let moment = Moment {
            on: day("on", &self.on),
            known: day("known", &self.known),
        };
        if wrong.is_empty() {
            Ok(moment)
        } else {
            Err(wrong)
        }
    }
}

/// Works out what a family is entitled to.
///
/// # Errors
/// Everything that is wrong with the request, each with its place and its mend.
pub fn assess(book: &Book, asked: &Asked, today: i64) -> Result<Value, Vec<Wrong>> {
    let rules = book.rules();
    let mut wrong = Vec::new();
    let moment = asked.moment(today).unwrap_or_else(|more| {
        wrong.extend(more);
        Moment {
            on: today,
            known: today,
        }
    });
    let mut told = match tell(rules, &asked.family) {
        Ok(told) => told,
        Err(more) => {
            wrong.extend(more.into_iter().map(|one| Wrong {
                at: format!("/family{}", one.at),
                ..one
            }));
            return Err(wrong);
        }
    };
    for (at, pointer) in asked.passed.iter().enumerate() {
        match told.find(rules, pointer) {
            Some(missing) => {
                told.partly.passed.insert(missing);
            }
            None => wrong.push(Wrong {
                at: format!("/passed/{at}"),
                message: format!("no fact stands at {pointer:?}"),
                hint: "name it as the question did".into(),
            }),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    if asked.assume {
        told.assume(rules);
    }
    let ready = book.day(moment).map_err(|message| {
        vec![Wrong {
            at: "/on".into(),
            message,
            hint: "ask about another day".into(),
        }]
    })?;
    let mut scratch = Scratch::default();
    let assessment = ready
        .unknowns
        .assess(&told.partly, &mut scratch)
        .map_err(|misfit| {
            vec![Wrong {
                at: "/family".into(),
                message: misfit.to_string(),
                hint: String::new(),
            }]
        })?;
    let answering = Answering {
        book,
        day: &ready,
        told: &told,
        asked,
        language: asked.language.as_deref().unwrap_or("da"),
    };
    Ok(answering.whole(assessment))
}

struct Answering<'a> {
    book: &'a Book,
    day: &'a Day,
    told: &'a Told,
    asked: &'a Asked,
    language: &'a str,
}

impl Answering<'_> {
    fn rules(&self) -> &RuleSet {
        self.book.rules()
    }

    fn whole(&self, mut assessment: Assessment<'_>) -> Value {
        let family = Family {
            counts: self
                .told
                .partly
                .counts
                .iter()
                .map(|count| u32::try_from(*count).unwrap_or(u32::MAX))
                .collect(),
            links: self.told.partly.links.clone(),
            facts: self.told.partly.facts.clone(),
        };
        let mut trace = Trace::of(self.rules(), &family, self.day.ready.moment);
        let mut results = Vec::new();
        for (at, rule) in (0_u32..).zip(&self.rules().rules) {
            if rule.used == Use::Rule && !self.asked.all {
                continue;
            }
            let output = self.day.ready.outputs.get(at as usize).copied().flatten();
            match output {
                None => results.push(self.without(RuleId(at), rule)),
                Some(output) => {
                    for row in 0..self.rows(rule.entity) {
                        let Some(answer) = assessment.answer(output, row) else {
                            continue;
                        };
                        let depends = assessment.depends(output, row);
                        let result = self.result(rule, &answer, &depends);
                        results.push(self.with_reasons(result, &mut trace, RuleId(at), row));
                    }
                }
            }
        }
        let moment = self.day.ready.moment;
        let mut whole = json!({
            "version": self.book.version(),
            "on": show::day(moment.on),
            "known": show::day(moment.known),
            "results": results,
        });
        if self.asked.question
            && let Some(object) = whole.as_object_mut()
        {
            object.insert("question".into(), self.question(&mut assessment));
        }
        whole
    }

    fn rows(&self, entity: EntityId) -> u32 {
        let count = self.told.partly.counts.get(usize::from(entity.0));
        count
            .and_then(|count| u32::try_from(*count).ok())
            .unwrap_or_default()
    }

    fn text(&self, head: &Head, purpose: Purpose) -> Value {
        json!(head.text(purpose, self.language))
    }

    /// What holds of a rule whatever the family.
    fn about(&self, rule: &Rule) -> Map<String, Value> {
        let law = rule.law.and_then(|law| self.rules().laws.get(law));
        let heads = [Some(&rule.head), law.map(|law| &law.head)];
        let mut heads = heads.into_iter().flatten();
        let verified = heads.find_map(|head| Some((head, head.verified.as_ref()?)));
        let mut about = Map::new();
        about.insert("rule".into(), json!(rule.head.path()));
        about.insert("use".into(), json!(used(rule.used)));
        about.insert("title".into(), self.text(&rule.head, Purpose::Means));
        about.insert("unit".into(), json!(rule.kind.to_string()));
        about.insert(
            "act".into(),
            json!(law.and_then(|law| law.act.as_ref()).map(|act| &act.text)),
        );
        let cites: Vec<&str> = rule
            .head
            .cites
            .iter()
            .map(|cited| cited.text.as_str())
            .collect();
        about.insert("cites".into(), json!(cites));
        about.insert(
            "verified".into(),
            match verified {
                Some((_, Verified::By(who, when))) => {
                    json!({ "by": who, "on": show::day(*when) })
                }
                Some((head, Verified::No)) => {
                    json!({ "by": null, "why": self.text(head, Purpose::Unverified) })
                }
                None => json!({ "by": null }),
            },
        );
        for purpose in [Purpose::Note, Purpose::Claim, Purpose::Paid, Purpose::Bring] {
            if let Some(text) = rule.head.text(purpose, self.language) {
                about.insert(purpose.word().into(), json!(text));
            }
        }
        if let Some(by) = rule.by.and_then(|by| self.rules().rule(by)) {
            about.insert("by".into(), json!(by.head.path()));
        }
        about
    }

    /// A rule that has no answer that day.
    fn without(&self, id: RuleId, rule: &Rule) -> Value {
        let mut result = self.about(rule);
        let (standing, what) = match self.day.ready.standings.get(id.0 as usize) {
            Some(Standing::NotKnown(what)) => ("not_known", what.as_str()),
            Some(Standing::NotInForce(what)) => ("not_in_force", what.as_str()),
            _ => ("not_in_force", ""),
        };
        result.insert("standing".into(), json!(standing));
        result.insert("missing".into(), json!(what));
        Value::Object(result)
    }

    fn result(&self, rule: &Rule, answer: &Answer, depends: &[Missing]) -> Value {
        let mut result = self.about(rule);
        let output = self.day.ready.program.outputs.get(answer.output);
        let below = output.map_or(1, |output| output.denominator);
        let places = self.told.places.get(usize::from(rule.entity.0));
        let place = places.and_then(|places| places.get(answer.row as usize));
        result.insert("of".into(), json!(place));
        let unmet = answer.conditions.contains(&Verdict::Unmet);
        let shown = |parts| show::value(&rule.kind, parts, below);
        let standing = match answer.value {
            _ if unmet => "not_met",
            Known::Certain(parts) => {
                result.insert("value".into(), shown(parts));
                if let (Some(exact), Type::Number(_)) = (show::exact(parts, below), &rule.kind) {
                    result.insert("exact".into(), json!(exact));
                }
                "certain"
            }
            Known::Possible { least, most } => {
                result.insert("least".into(), shown(least));
                result.insert("most".into(), shown(most));
                "possible"
            }
        };
        result.insert("standing".into(), json!(standing));
        let version = rule.version(self.day.ready.moment.on);
        let requirements = version
            .map(|version| version.requires.as_slice())
            .unwrap_or_default();
        let conditions: Vec<Value> = requirements
            .iter()
            .zip(&answer.conditions)
            .map(|(requirement, verdict)| {
                let met = match verdict {
                    Verdict::Met => json!(true),
                    Verdict::Unmet => json!(false),
                    Verdict::Open => Value::Null,
                };
                let cites = requirement.head.cites.first().map(|cited| &cited.text);
                json!({
                    "name": requirement.head.name.text,
                    "text": self.text(&requirement.head, Purpose::Means),
                    "cites": cites,
                    "met": met,
                })
            })
            .collect();
        result.insert("conditions".into(), json!(conditions));
        if standing == "possible" {
            let depends: Vec<String> = depends
                .iter()
                .map(|missing| self.told.place(self.rules(), *missing))
                .collect();
            result.insert("depends".into(), json!(depends));
        }
        Value::Object(result)
    }

    fn with_reasons(
        &self,
        mut result: Value,
        trace: &mut Trace<'_>,
        rule: RuleId,
        row: u32,
    ) -> Value {
        if !self.asked.reasons {
            return result;
        }
        let reasons = match trace.reason(rule, row) {
            Ok(reason) => self.reason(&reason, 0),
            Err(Without::Fact(fact, row)) => {
                json!({ "waits_for": self.told.place(self.rules(), Missing { fact, row }) })
            }
            Err(Without::Law(_) | Without::TooLarge) => Value::Null,
        };
        if let Some(object) = result.as_object_mut() {
            object.insert("reasons".into(), reasons);
        }
        result
    }

    /// A reason and those under it. Deep ones end: a page shows three, an auditor asks with `all`.
    fn reason(&self, reason: &Reason, depth: u32) -> Value {
        let rules = self.rules();
        let Some(rule) = rules.rule(reason.rule) else {
            return Value::Null;
        };
        let traced = |value| traced(&rule.kind, value);
        let conditions: Vec<Value> = reason
            .conditions
            .iter()
            .map(|condition| json!({ "met": condition.met, "grounds": self.grounds(&condition.grounds, depth) }))
            .collect();
        json!({
            "rule": rule.head.path(),
            "title": self.text(&rule.head, Purpose::Means),
            "value": traced(reason.value),
            "unit": rule.kind.to_string(),
            "from": show::day(reason.from),
            "cites": rule.head.cites.iter().map(|cited| cited.text.as_str()).collect::<Vec<_>>(),
            "conditions": conditions,
            "grounds": self.grounds(&reason.grounds, depth),
        })
    }

    fn grounds(&self, grounds: &[Ground], depth: u32) -> Vec<Value> {
        const DEEPEST: u32 = 12;
        let rules = self.rules();
        grounds
            .iter()
            .map(|ground| match ground {
                Ground::Fact { fact, row, value, assumed } => {
                    let known = rules.fact(*fact);
                    json!({
                        "fact": self.told.place(rules, Missing { fact: *fact, row: *row }),
                        "title": known.map(|fact| self.text(&fact.head, Purpose::Means)),
                        "value": known.map(|fact| traced(&fact.kind, *value)),
                        "assumed": assumed,
                    })
                }
                Ground::Parameter { parameter, row } => {
                    let known = rules.parameter(*parameter);
                    let value = match row.value {
                        rules::syntax::RowValue::Is(value) => show::ratio_exact(value),
                        _ => Value::Null,
                    };
                    json!({
                        "parameter": known.map(|parameter| parameter.head.name.text.as_str()),
                        "title": known.map(|parameter| self.text(&parameter.head, Purpose::Means)),
                        "value": value,
                        "unit": known.map(|parameter| parameter.unit.to_string()),
                        "from": show::day(row.from),
                        "source": row.source.as_ref().map(|source| &source.text),
                        "confidence": row.confidence.map(|confidence| format!("{confidence:?}").to_lowercase()),
                        "cites": known.and_then(|parameter| parameter.head.cites.first()).map(|cited| &cited.text),
                    })
                }
                Ground::Table { table, value } => {
                    let known = rules.table(*table);
                    json!({
                        "table": known.map(|table| table.head.name.text.as_str()),
                        "title": known.map(|table| self.text(&table.head, Purpose::Means)),
                        "value": show::ratio_exact(*value),
                    })
                }
                Ground::Rounded { from, to, cites } => json!({
                    "rounded": show::ratio_exact(*to),
                    "before": show::ratio(*from),
                    "cites": cites.as_ref().map(|cited| &cited.text),
                }),
                Ground::Rule(reason) if depth < DEEPEST => self.reason(reason, depth.saturating_add(1)),
                Ground::Rule(reason) => json!({ "rule": rules.rule(reason.rule).map(|rule| rule.head.path()) }),
                Ground::Without(standing) => json!({ "left_out": match standing {
                    Standing::NotKnown(what) | Standing::NotInForce(what) => what.as_str(),
                    Standing::InForce => "",
                } }),
            })
            .collect()
    }

    /// The next best question about benefits and checklists.
    fn question(&self, assessment: &mut Assessment<'_>) -> Value {
        let rules = self.rules();
        let headline = rules
            .rules
            .iter()
            .zip(&self.day.ready.outputs)
            .filter(|(rule, _)| matches!(rule.used, Use::Benefit | Use::Checklist))
            .filter_map(|(_, output)| Some(((*output)?, 1)))
            .collect();
        let asking = Asking {
            headline,
            ..Asking::default()
        };
        let Some(question) = assessment.question(&asking) else {
            return Value::Null;
        };
        let Some(fact) = rules.fact(question.about.fact) else {
            return Value::Null;
        };
        let options: Vec<Value> = match &fact.kind {
            Type::Choice(_, names) => names
                .iter()
                .map(|name| {
                    let head = fact.options.iter().find(|option| option.name.text == *name);
                    let text = head.and_then(|head| head.text(Purpose::Means, self.language));
                    json!({ "option": name, "text": text })
                })
                .collect(),
            _ => Vec::new(),
        };
        json!({
            "fact": self.told.place(rules, question.about),
            "name": fact.head.path(),
            "ask": self.text(&fact.head, Purpose::Ask),
            "why": self.text(&fact.head, Purpose::Why),
            "type": fact.kind.to_string(),
            "may_be": crate::facts::may_be(fact),
            "options": options,
        })
    }
}

fn traced(kind: &Type, value: rules::trace::Value) -> Value {
    use rules::trace::Value as Traced;
    match (kind, value) {
        (_, Traced::Number(number)) => show::ratio(number),
        (_, Traced::YesNo(yes)) => json!(yes),
        (_, Traced::Date(day)) => json!(show::day(day)),
        (Type::Choice(_, options), Traced::Choice(at)) => json!(options.get(usize::from(at))),
        (_, Traced::Choice(at)) => json!(at),
    }
}

/// The word for a rule's use.
pub(crate) fn used(used: Use) -> &'static str {
    match used {
        Use::Rule => "rule",
        Use::Benefit => "benefit",
        Use::Checklist => "checklist",
        Use::Deadline => "deadline",
    }
}
