//! Whether the law has an answer that day, whoever asks. `otherwise` steps in for everybody or for
//! nobody: it must not matter that one family happens to need less than another.

use super::Trace;
use crate::lower::Standing;
use crate::rule_set::{Is, RuleId, Typed, Version};
use crate::syntax::RowValue;

impl<'a> Trace<'a> {
    /// Why an expression has no value that day; `None`: it has one.
    pub(super) fn gap(
        &mut self,
        version: Option<&'a Version>,
        part: &'a Typed,
    ) -> Option<Standing> {
        match &*part.is {
            Is::Parameter(id) => {
                let parameter = self.rules.parameter(*id);
                let row = parameter.and_then(|p| p.row(self.moment.on, self.moment.known));
                let name = || parameter.map_or_else(String::new, |p| p.head.name.text.clone());
                match row.map(|row| row.value) {
                    Some(RowValue::Is(_)) => None,
                    Some(RowValue::None) => Some(Standing::NotInForce(name())),
                    Some(RowValue::Unknown) | None => Some(Standing::NotKnown(name())),
                }
            }
            Is::Rule(id) => self.rule_gap(*id),
            Is::Let(at) => self.let_gap(version?, *at),
            Is::Otherwise(a, b) => {
                self.gap(version, a)?;
                self.gap(version, b)
            }
            Is::Lookup(id, value) => {
                if let Some(gap) = self.gap(version, value) {
                    return Some(gap);
                }
                let table = self.rules.table(*id);
                let name = || table.map_or_else(String::new, |table| table.head.name.text.clone());
                match table.and_then(|table| table.version(self.moment.on)) {
                    None => Some(Standing::NotInForce(name())),
                    Some(found) if found.unknown => Some(Standing::NotKnown(name())),
                    Some(_) => None,
                }
            }
            _ => part
                .parts()
                .into_iter()
                .find_map(|part| self.gap(version, part)),
        }
    }

    fn let_gap(&mut self, version: &'a Version, at: usize) -> Option<Standing> {
        let (_, part) = version.lets.get(at)?;
        let key = std::ptr::from_ref(part);
        if let Some(known) = self.let_gaps.get(&key) {
            return known.clone();
        }
        let gap = self.gap(Some(version), part);
        self.let_gaps.insert(key, gap.clone());
        gap
    }

    pub(super) fn rule_gap(&mut self, id: RuleId) -> Option<Standing> {
        if let Some(known) = self.gaps.get(&id) {
            return known.clone();
        }
        let rules = self.rules;
        let rule = rules.rule(id)?;
        let none = Some(Standing::NotInForce(rule.head.path()));
        // Stands while it is worked out, should rules that nobody checked go in circles.
        self.gaps.insert(id, none.clone());
        let gap = match rule.version(self.moment.on) {
            None => none,
            Some(version) => {
                let requires = version.requires.iter().map(|requirement| &requirement.must);
                let mut parts = requires.chain(&version.gives);
                parts.find_map(|part| self.gap(Some(version), part))
            }
        };
        self.gaps.insert(id, gap.clone());
        gap
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::{Moment, Standing, lower};
    use crate::program::FactId;
    use crate::ratio::Ratio;
    use crate::rule_set::RuleId;
    use crate::trace::{Family, Trace, Value, Without};
    use crate::{Source, exact, load};

    const LAW: &str = r#"
law prov
  da "Prøve" en "Trial"
  act "LBK nr 1"
  covers 2026-01-01 to 2026-12-31
  unverified da "prøve" en "trial"
entity home many homes
  da "hjem" en "home"
fact home.stor: yesno
  da "Stor" en "Large"
  ask da "Stor?" en "Large?"
  why da "Satsen" en "The rate"
parameter sats: kr
  da "Sats" en "Rate" cites "§ 1"
  2026-01-01: unknown
rule home.hjaelp: kr
  da "Hjælp" en "Help" cites "§ 1"
  from 2026-01-01 gives if stor then sats else 5 kr
rule home.ialt: kr
  da "I alt" en "In all" cites "§ 1"
  from 2026-01-01 gives hjaelp otherwise 7 kr
"#;

    /// The small home's help needs no number that is not known; still nobody's help is known.
    #[test]
    fn otherwise_holds_for_everybody_or_nobody() {
        let name = "prov.rules".to_owned();
        let text = LAW.to_owned();
        let rules = load(vec![Source { name, text }]).unwrap_or_else(|wrong| panic!("{wrong}"));
        let moment = Moment {
            on: crate::day::number(2026, 3, 1),
            known: i64::MAX,
        };
        let ready = lower(&rules, moment).unwrap();
        let output = &ready.program.outputs[ready.outputs[1].unwrap()];
        for large in [0, 1] {
            let mut family = Family::of(&rules, &[1]);
            family.tell(FactId(0), 0, large);
            let reason = Trace::of(&rules, &family, moment).reason(RuleId(1), 0);
            assert_eq!(reason.unwrap().value, Value::Number(Ratio::whole(7)));
            let told = exact::Family {
                counts: vec![1],
                links: Vec::new(),
                facts: vec![vec![large]],
            };
            let values = exact::run(&ready.program, &told).unwrap();
            assert_eq!(values.of(output.step), &[7 * output.denominator]);
            let open = Trace::of(&rules, &family, moment).reason(RuleId(0), 0);
            assert_eq!(open, Err(Without::Law(Standing::NotKnown("sats".into()))));
        }
    }
}
