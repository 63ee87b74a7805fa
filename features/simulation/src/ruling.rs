//! The law of a day, with reforms laid over it.

use rules::program::{Output, Program};
use rules::rule_set::Rule;
use rules::syntax::{Purpose, Use, Verified};
use rules::{Moment, Period, Ready, RuleSet, Source, Type, lower};

use crate::{Name, SimulationError, Unverified};

/// Rules, ready for a day.
pub(crate) struct Ruling {
    rules: RuleSet,
    ready: Ready,
    files: Vec<Source>,
}

/// A benefit that has an answer that day.
pub(crate) struct Benefit {
    pub rule: String,
    pub name: Name,
    /// Where it stands in the program of [`Ruling::program`].
    pub output: Output,
    /// What an amount is multiplied by to be for a year.
    pub times: i64,
}

/// The act on maintenance is between parents; only what the state pays in advance costs it.
const BETWEEN_PARENTS: &str = "boernebidrag";
const IN_ADVANCE: &str = "child.bidragsforskud";
/// A right to some months of more, not an amount that comes every month.
const FOR_SOME_MONTHS: &str = "adult.foedselsstoette";

impl Ruling {
    /// The law of these files with reforms, and the median income that the law leaves to whoever
    /// simulates.
    pub fn of(
        law: Vec<Source>,
        reforms: &[Source],
        median: i64,
        moment: Moment,
    ) -> Result<Self, SimulationError> {
        let told = Source {
            name: "medianindkomst.rules".into(),
            text: median_told(median),
        };
        let all = law
            .iter()
            .cloned()
            .chain([told])
            .chain(reforms.iter().cloned());
        let rules = rules::load(all.collect()).map_err(SimulationError::Rules)?;
        let ready = lower(&rules, moment).map_err(|problems| {
            let told: Vec<String> = problems
                .iter()
                .map(|problem| problem.told(&rules.sources))
                .collect();
            SimulationError::Rules(told.join("\n"))
        })?;
        let files = law.into_iter().chain(reforms.iter().cloned()).collect();
        Ok(Self {
            rules,
            ready,
            files,
        })
    }

    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    fn in_force(&self) -> impl Iterator<Item = (&Rule, &Output)> {
        let rules = self.rules.rules.iter().zip(&self.ready.outputs);
        rules.filter_map(|(rule, at)| Some((rule, self.ready.program.outputs.get((*at)?)?)))
    }

    /// A result by its name.
    pub fn output(&self, name: &'static str) -> Result<Output, SimulationError> {
        let mut all = self.in_force();
        all.find(|(rule, _)| rule.head.path() == name)
            .map(|(_, output)| output.clone())
            .ok_or(SimulationError::NoResult(name))
    }

    /// The benefits that the state pays, in kroner a year. One-off payments are left out.
    pub fn benefits(&self) -> Vec<Benefit> {
        let paid = self.in_force().filter_map(|(rule, output)| {
            let law = rule.law.and_then(|law| self.rules.laws.get(law));
            let act = law.map_or("", |law| law.head.name.text.as_str());
            let path = rule.head.path();
            let is_private = act == BETWEEN_PARENTS && path != IN_ADVANCE;
            if rule.used != Use::Benefit || is_private || path == FOR_SOME_MONTHS {
                return None;
            }
            let times = match rule.kind {
                Type::Number(unit) if unit.is_money() => match unit.per()? {
                    Period::Month => 12,
                    Period::Quarter => 4,
                    Period::Year => 1,
                    Period::Hour | Period::Day | Period::Week => return None,
                },
                _ => return None,
            };
            Some(Benefit {
                rule: path,
                name: Name::of(&rule.head),
                output: output.clone(),
                times,
            })
        });
        paid.collect()
    }

    /// The program with these results and no others.
    pub fn program(&self, outputs: Vec<Output>) -> Program {
        let mut program = self.ready.program.clone();
        program.outputs = outputs;
        program
    }

    /// Which rules these are, as the API names them.
    pub fn version(&self) -> Result<String, SimulationError> {
        let book = rights::Book::of(self.files.clone()).map_err(SimulationError::Rules)?;
        Ok(book.version().to_owned())
    }

    /// The acts that nobody has verified, and why.
    pub fn unverified(&self) -> Vec<Unverified> {
        let laws = self
            .rules
            .laws
            .iter()
            .filter(|law| law.head.name.text != MEDIAN);
        let laws = laws.filter_map(|law| {
            let why = match &law.head.verified {
                Some(Verified::By(..)) => return None,
                Some(Verified::No) | None => Name::of_purpose(&law.head, Purpose::Unverified),
            };
            Some(Unverified {
                name: Name::of(&law.head),
                act: law
                    .act
                    .as_ref()
                    .map_or_else(String::new, |act| act.text.clone()),
                why,
            })
        });
        laws.collect()
    }
}

/// The reform that tells the median.
const MEDIAN: &str = "simuleret_median";

fn median_told(median: i64) -> String {
    format!(
        "reform {MEDIAN} act \"content/population/numbers.csv\"\n\
         parameter medianindkomst: kr per year cites \"Danmarks Statistik\"\n\
         2024-01-01: {median} source \"content/population/numbers.csv\" confidence low\n"
    )
}

impl Name {
    pub(crate) fn of(head: &rules::syntax::Head) -> Self {
        let name = Self::of_purpose(head, Purpose::Means);
        if name.0.is_empty() {
            return Self::from_iter([("da".to_owned(), head.name.text.clone())]);
        }
        name
    }

    fn of_purpose(head: &rules::syntax::Head, purpose: Purpose) -> Self {
        let texts = head.texts.iter().filter(|text| text.purpose == purpose);
        texts
            .map(|text| (text.language.clone(), text.text.clone()))
            .collect()
    }
}
