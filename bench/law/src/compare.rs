//! Equal results, before anything is timed.

use std::{fs, path::Path};

use rules::columns::Results;
use serde_json::Value;

use crate::{Outcome, country::Country, limit, openfisca::OpenFisca, people::People};

/// OpenFisca keeps amounts as 32-bit floats, which have seven digits: beside a household's 100,000 euros
/// the last one is worth about a cent. More than a cent apart is another result.
pub const CENT: f64 = 0.01;

/// What was found equal.
#[derive(Default)]
pub struct Equal {
    pub values: usize,
    /// The furthest apart that OpenFisca and Favn were, in kroner.
    pub furthest: f64,
}

/// Every result of everybody in a month.
pub fn everybody(
    openfisca: &mut OpenFisca,
    folder: &Path,
    month: &str,
    country: &Country,
    ours: &Results,
) -> Outcome<Equal> {
    let told = openfisca.ask(&format!("write {month}"))?;
    let names = told
        .get("outputs")
        .and_then(Value::as_array)
        .ok_or("OpenFisca wrote no results")?;
    let mut equal = Equal::default();
    for name in names.iter().filter_map(Value::as_str) {
        let bytes = fs::read(folder.join(format!("{month}-{name}")))?;
        let theirs = bytes
            .as_chunks()
            .0
            .iter()
            .map(|bytes| f64::from_le_bytes(*bytes));
        let found = country
            .ready
            .program
            .outputs
            .iter()
            .position(|output| output.name.ends_with(&format!(".{name}")));
        for (row, value) in theirs.enumerate() {
            // Not in force with us is 0 with OpenFisca.
            let mine = match found {
                Some(at) => match ours.outputs[at].value(row) {
                    Some(mine) => mine as f64 / country.parts(at) as f64,
                    None => return Err(format!("{name} has no row {row}").into()),
                },
                None => 0.0,
            };
            equal
                .add(mine, value)
                .ok_or_else(|| format!("{name} in {month}, row {row}: {mine} and {value}"))?;
        }
    }
    Ok(equal)
}

/// Some households one at a time.
pub fn households(
    openfisca: &mut OpenFisca,
    month: &str,
    country: &Country,
    people: &People,
) -> Outcome<Equal> {
    let told = openfisca.ask(&format!("families {month}"))?;
    let theirs = told.as_array().ok_or("OpenFisca told of no households")?;
    let mut equal = Equal::default();
    for (situation, theirs) in people.families().iter().zip(theirs) {
        let ours = country.household(situation, month)?;
        for (at, output) in country.ready.program.outputs.iter().enumerate() {
            let name = output.name.split('.').next_back().unwrap_or_default();
            let theirs = theirs
                .get(name)
                .and_then(Value::as_array)
                .ok_or_else(|| format!("no {name}"))?;
            for (mine, value) in ours[at].iter().zip(theirs) {
                let (mine, value) = (*mine as f64 / country.parts(at) as f64, value.as_f64());
                equal
                    .add(mine, value.unwrap_or(f64::NAN))
                    .ok_or_else(|| format!("{name} of {situation}"))?;
            }
        }
    }
    Ok(equal)
}

/// Favn and the limit, to the last part.
pub fn by_hand(country: &Country, ours: &Results, limit: &limit::Results) -> Outcome<()> {
    for (output, column) in country.ready.program.outputs.iter().zip(&ours.outputs) {
        let (below, by_hand) =
            limit::by_name(limit, &output.name).ok_or_else(|| format!("no {}", output.name))?;
        let rows = by_hand.iter().enumerate();
        let mut apart = rows.filter(|(row, by_hand)| {
            column
                .value(*row)
                .is_none_or(|mine| mine * below != *by_hand * output.denominator)
        });
        if let Some((row, by_hand)) = apart.next() {
            let mine = column.value(row);
            return Err(format!(
                "{} in row {row}: {mine:?} and by hand {by_hand}/{below}",
                output.name
            )
            .into());
        }
    }
    Ok(())
}

impl Equal {
    fn add(&mut self, mine: f64, theirs: f64) -> Option<()> {
        let apart = (mine - theirs).abs();
        self.values += 1;
        self.furthest = self.furthest.max(apart);
        (apart <= CENT).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        country::Country,
        limit,
        people::{MONTH, MONTH_DAY, People},
    };

    #[test]
    fn columns_rules_by_hand_and_one_household_at_a_time_agree() {
        let people = People::made_up(5_000);
        let country = Country::on(MONTH_DAY).unwrap();
        let columns = country.everybody(&people, 2).unwrap();
        let offset = limit::age_offset(country.ready.moment.on);
        super::by_hand(&country, &columns, &limit::run(&people, offset)).unwrap();

        let mut before = vec![0; country.ready.program.entities.len()];
        for situation in people.families() {
            let household = country.household(&situation, MONTH).unwrap();
            let outputs = country.ready.program.outputs.iter().zip(&columns.outputs);
            let mut counts = before.clone();
            for ((output, column), values) in outputs.zip(&household) {
                let entity = usize::from(output.entity.0);
                for (value, row) in values.iter().zip(before[entity]..) {
                    assert_eq!(
                        column.value(row),
                        Some(*value),
                        "{} of {situation}",
                        output.name
                    );
                }
                counts[entity] = before[entity] + values.len();
            }
            before = counts;
        }
        assert!(before.iter().all(|rows| *rows >= 50), "{before:?}");
    }
}
