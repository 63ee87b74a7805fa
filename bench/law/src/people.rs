//! Made-up people of OpenFisca's example country, the same for OpenFisca, for Favn and for the limit.

use std::{fs, path::Path};

use rules::day;
use serde_json::{Map, Value, json};

use crate::{Outcome, lot::Lot};

/// The month that is measured: the one of the country's own examples.
pub const MONTH: &str = "2017-01";
pub const MONTH_DAY: (i64, i64, i64) = (2017, 1, 1);
/// A month under the older law, which is only compared.
pub const EARLIER: &str = "2016-11";
pub const EARLIER_DAY: (i64, i64, i64) = (2016, 11, 1);
/// How many of the households are also asked about one at a time.
pub const FAMILIES: usize = 50;

pub const ROLES: [&str; 2] = ["adult", "child"];
pub const STATUSES: [&str; 4] = ["owner", "tenant", "free_lodger", "homeless"];

/// A row a person, in the order of the households; then a row a household.
#[derive(Default)]
pub struct People {
    pub household: Vec<u32>,
    pub role: Vec<u8>,
    /// Days since 1970.
    pub birth: Vec<i32>,
    /// Whole euros a month, in cents. Whole, because OpenFisca adds them as 32-bit floats and holds the
    /// sum against thresholds: with cents it would now and then stand on the other side of one.
    pub salary: Vec<i32>,
    /// Cents a month.
    pub capital_returns: Vec<i32>,
    /// Tenths of a square metre.
    pub accommodation_size: Vec<i32>,
    /// Cents a month.
    pub rent: Vec<i32>,
    pub housing_occupancy_status: Vec<u8>,
}

impl People {
    /// So many persons.
    pub fn made_up(persons: usize) -> Self {
        let mut lot = Lot(2017);
        let mut people = Self::default();
        let new_year = day::number(2017, 1, 1);
        while people.household.len() < persons {
            let home = people.rent.len() as u32;
            let adults = 1 + lot.draw(2);
            let children = [0, 0, 1, 2, 2, 3, 4][lot.draw(7) as usize];
            for at in 0..adults + children {
                if people.household.len() == persons {
                    break;
                }
                let is_adult = at < adults;
                let age_days = if is_adult {
                    lot.between(18 * 365, 96 * 365)
                } else {
                    lot.between(-60, 18 * 365)
                };
                let salary = match lot.draw(5) {
                    _ if !is_adult => 0,
                    0 => 0,
                    1 => lot.between(0, 1_200),
                    _ => lot.between(0, 20_000),
                };
                people.household.push(home);
                people.role.push(u8::from(!is_adult));
                people.birth.push((new_year - age_days) as i32);
                people.salary.push((salary * 100) as i32);
                let returns = if lot.percent(30) {
                    lot.draw(100_000)
                } else {
                    0
                };
                people.capital_returns.push(returns as i32);
            }
            people
                .accommodation_size
                .push(lot.between(100, 2_500) as i32);
            people.rent.push(lot.between(0, 200_000) as i32);
            people.housing_occupancy_status.push(lot.draw(4) as u8);
        }
        people
    }

    /// Writes the arrays, and some households as OpenFisca's users write them, for the other process.
    pub fn write(&self, folder: &Path) -> Outcome<()> {
        let put = |name: &str, bytes: Vec<u8>| fs::write(folder.join(name), bytes);
        let whole = |values: &[i32]| {
            values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect()
        };
        let euros = |values: &[i32], parts: f64| {
            let floats = values
                .iter()
                .map(|value| (f64::from(*value) / parts) as f32);
            floats.flat_map(f32::to_le_bytes).collect::<Vec<u8>>()
        };
        put(
            "household",
            self.household
                .iter()
                .flat_map(|home| home.to_le_bytes())
                .collect(),
        )?;
        put("role", self.role.clone())?;
        put("birth", whole(&self.birth))?;
        put("salary", euros(&self.salary, 100.0))?;
        put("capital_returns", euros(&self.capital_returns, 100.0))?;
        put("accommodation_size", euros(&self.accommodation_size, 10.0))?;
        put("rent", euros(&self.rent, 100.0))?;
        put(
            "housing_occupancy_status",
            self.housing_occupancy_status.clone(),
        )?;
        put("families.json", serde_json::to_vec(&self.families())?)?;
        Ok(())
    }

    /// The first households, each as a situation that `build_from_entities` takes.
    pub fn families(&self) -> Vec<Value> {
        (0..FAMILIES.min(self.rent.len()))
            .map(|home| self.family(home))
            .collect()
    }

    fn family(&self, home: usize) -> Value {
        let mut persons = Map::new();
        let (mut adults, mut children) = (Vec::new(), Vec::new());
        let first = self.household.partition_point(|of| (*of as usize) < home);
        let members = (first..).take_while(|at| self.household.get(*at) == Some(&(home as u32)));
        for at in members {
            // In this order by name as well, which is how a JSON object is kept.
            let name = format!("person {at:03}");
            let (year, month, day) = day::civil(i64::from(self.birth[at]));
            persons.insert(
                name.clone(),
                json!({
                    "birth": { "ETERNITY": format!("{year:04}-{month:02}-{day:02}") },
                    "salary": { MONTH: f64::from(self.salary[at]) / 100.0 },
                    "capital_returns": { MONTH: f64::from(self.capital_returns[at]) / 100.0 },
                }),
            );
            if self.role[at] == 0 {
                &mut adults
            } else {
                &mut children
            }
            .push(name);
        }
        json!({
            "persons": persons,
            "households": { "home": {
                "adults": adults,
                "children": children,
                "rent": { MONTH: f64::from(self.rent[home]) / 100.0 },
                "accommodation_size": { MONTH: f64::from(self.accommodation_size[home]) / 10.0 },
                "housing_occupancy_status":
                    { MONTH: STATUSES[usize::from(self.housing_occupancy_status[home])] },
            } },
        })
    }
}
