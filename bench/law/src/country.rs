//! OpenFisca's example country in Favn: one household from a situation, and all of them from arrays.

use rules::{
    Moment, Ready, Source,
    columns::{Plan, Results},
    day, exact, load, lower,
    program::FactId,
    rows::{Column, Rows, RowsError},
};
use serde_json::Value;

use crate::{
    Outcome,
    people::{People, ROLES, STATUSES},
};

const RULES: &str = include_str!("../openfisca_country_template.rules");

/// The country on a day.
pub struct Country {
    pub ready: Ready,
    places: Places,
}

/// Where facts stand in the program.
struct Places {
    birth: FactId,
    role: FactId,
    salary: FactId,
    capital_returns: FactId,
    accommodation_size: FactId,
    rent: FactId,
    housing_occupancy_status: FactId,
}

impl Country {
    pub fn on((year, month, of_month): (i64, i64, i64)) -> Outcome<Self> {
        let name = "openfisca_country_template.rules".to_owned();
        let text = RULES.to_owned();
        let rules = load(vec![Source { name, text }])?;
        let on = day::number(year, month, of_month);
        let ready = lower(
            &rules,
            Moment {
                on,
                known: i64::MAX,
            },
        )
        .map_err(|problems| format!("the country could not be made ready: {problems:?}"))?;
        let place = |name: &str| {
            let at = ready
                .program
                .facts
                .iter()
                .position(|fact| fact.name == name);
            at.map(|at| FactId(at as u32))
                .ok_or_else(|| format!("there is no fact {name}"))
        };
        let places = Places {
            birth: place("person.birth")?,
            role: place("person.role")?,
            salary: place("person.salary")?,
            capital_returns: place("person.capital_returns")?,
            accommodation_size: place("household.accommodation_size")?,
            rent: place("household.rent")?,
            housing_occupancy_status: place("household.housing_occupancy_status")?,
        };
        Ok(Self { ready, places })
    }

    /// What a result's values are divided by to be in kroner (or in their unit).
    pub fn parts(&self, output: usize) -> i64 {
        let output = self.ready.program.outputs.get(output);
        output.map_or(1, |output| output.denominator)
    }

    /// Everybody, from their arrays to every result.
    pub fn everybody(&self, people: &People, threads: usize) -> Result<Results, RowsError> {
        let plan = Plan::of(&self.ready.program);
        plan.run(&self.rows(people), threads)
    }

    pub fn rows(&self, people: &People) -> Rows {
        let mut rows = Rows::of(&self.ready.program);
        rows.counts = vec![people.rent.len(), people.household.len()];
        rows.links = vec![people.household.clone()];
        for (fact, values) in [
            (self.places.birth, &people.birth),
            (self.places.salary, &people.salary),
            (self.places.capital_returns, &people.capital_returns),
            (self.places.accommodation_size, &people.accommodation_size),
            (self.places.rent, &people.rent),
        ] {
            rows.set(fact, Column::Whole(values.clone()));
        }
        let status = &people.housing_occupancy_status;
        rows.set(self.places.role, Column::Small(people.role.clone()));
        rows.set(
            self.places.housing_occupancy_status,
            Column::Small(status.clone()),
        );
        rows
    }

    /// One household, from a situation as OpenFisca takes it to every result in every row.
    pub fn household(&self, situation: &Value, month: &str) -> Outcome<Vec<Vec<i64>>> {
        let program = &self.ready.program;
        let values = exact::run(program, &self.family(situation, month)?)?;
        Ok(program
            .outputs
            .iter()
            .map(|output| values.of(output.step).to_vec())
            .collect())
    }

    fn family(&self, situation: &Value, month: &str) -> Outcome<exact::Family> {
        let wrong = |what: &str| format!("the situation has no {what}");
        let persons = situation.get("persons").and_then(Value::as_object);
        let persons = persons.ok_or_else(|| wrong("persons"))?;
        let home = situation
            .pointer("/households/home")
            .ok_or_else(|| wrong("household"))?;
        let children = home
            .get("children")
            .and_then(Value::as_array)
            .ok_or_else(|| wrong("children"))?;
        let program = &self.ready.program;
        let mut family = exact::Family {
            counts: vec![1, persons.len()],
            links: vec![vec![0; persons.len()]],
            facts: vec![Vec::new(); program.facts.len()],
        };
        let mut put = |fact: FactId, value: i64| {
            if let Some(rows) = family.facts.get_mut(fact.0 as usize) {
                rows.push(value);
            }
        };
        // What isn't told is 0, as it is with OpenFisca.
        let amount = |of: &Value, name: &str, parts: f64| {
            let value = of
                .get(name)
                .and_then(|periods| periods.get(month))
                .and_then(Value::as_f64);
            (value.unwrap_or_default() * parts).round() as i64
        };
        for (name, person) in persons {
            let birth = person.pointer("/birth/ETERNITY").and_then(Value::as_str);
            put(
                self.places.birth,
                birth.and_then(date).ok_or_else(|| wrong("birth"))?,
            );
            let is_child = children.iter().any(|child| child.as_str() == Some(name));
            let role = ROLES.iter().position(|role| (*role == "child") == is_child);
            put(self.places.role, role.unwrap_or_default() as i64);
            put(self.places.salary, amount(person, "salary", 100.0));
            put(
                self.places.capital_returns,
                amount(person, "capital_returns", 100.0),
            );
        }
        put(
            self.places.accommodation_size,
            amount(home, "accommodation_size", 10.0),
        );
        put(self.places.rent, amount(home, "rent", 100.0));
        let status = home
            .get("housing_occupancy_status")
            .and_then(|periods| periods.get(month));
        let status = STATUSES
            .iter()
            .position(|name| status.and_then(Value::as_str) == Some(name));
        put(
            self.places.housing_occupancy_status,
            status.ok_or_else(|| wrong("occupancy"))? as i64,
        );
        Ok(family)
    }
}

fn date(text: &str) -> Option<i64> {
    let mut parts = text.split('-').map(str::parse);
    let mut next = || parts.next()?.ok();
    Some(day::number(next()?, next()?, next()?))
}
