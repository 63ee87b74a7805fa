//! The limit: the rules of January 2017 written by hand in Rust, household by household on one core,
//! as somebody would who knows these rules, this month and these arrays, and nothing else.

use rules::day;

use crate::people::People;

/// Every result, in the parts that it comes to without rounding.
#[derive(Default)]
pub struct Results {
    pub age: Vec<i32>,
    pub basic_income: Vec<i32>,
    pub pension: Vec<i32>,
    /// Twentieths of a cent.
    pub income_tax: Vec<i32>,
    /// Fiftieths of a cent.
    pub social_security_contribution: Vec<i32>,
    pub household_income: Vec<i32>,
    pub parenting_allowance: Vec<i32>,
    pub meal_price: Vec<i32>,
    pub swimming_pool_access: Vec<i32>,
    pub housing_tax: Vec<i32>,
    /// 300ths of a cent.
    pub disposable_income: Vec<i64>,
    pub total_benefits: Vec<i32>,
    /// 300ths of a cent.
    pub total_taxes: Vec<i64>,
}

/// What makes `(offset - 4 * birth) / 1461` the age on a day, for everybody born since March 1900.
pub fn age_offset(on: i64) -> i32 {
    let first = day::number(1900, 3, 1);
    let fits =
        |offset: &i64| (first..=on).all(|birth| (offset - 4 * birth) / 1461 == day::age(birth, on));
    let found = (4 * on..4 * on + 1461).find(fits);
    found.unwrap_or_default() as i32
}

pub fn run(people: &People, age_offset: i32) -> Results {
    let (persons, homes) = (people.household.len(), people.rent.len());
    let mut all = Results {
        age: vec![0; persons],
        basic_income: vec![0; persons],
        pension: vec![0; persons],
        income_tax: vec![0; persons],
        social_security_contribution: vec![0; persons],
        household_income: vec![0; homes],
        parenting_allowance: vec![0; homes],
        meal_price: vec![0; homes],
        swimming_pool_access: vec![0; homes],
        housing_tax: vec![0; homes],
        disposable_income: vec![0; homes],
        total_benefits: vec![0; homes],
        total_taxes: vec![0; homes],
    };
    let mut at = 0;
    for home in 0..homes {
        let (mut income, mut returns, mut pensions, mut basic) = (0_i32, 0_i32, 0_i32, 0_i32);
        let (mut taxes, mut contributions) = (0_i64, 0_i64);
        let (mut adults, mut youngest) = (0, i32::MAX);
        while at < persons && people.household[at] as usize == home {
            let (salary, capital) = (people.salary[at], people.capital_returns[at]);
            let age = (age_offset - 4 * people.birth[at]).div_euclid(1461);
            let basic_income = if age >= 18 { 60_000 } else { 0 };
            let pension = if age >= 62 { 100 } else { 0 };
            let income_tax = 3 * (salary + capital + pension);
            let contribution = salary.min(600_000)
                + 3 * (salary.min(1_240_000) - 600_000).max(0)
                + 6 * (salary - 1_240_000).max(0);
            all.age[at] = age;
            all.basic_income[at] = basic_income;
            all.pension[at] = pension;
            all.income_tax[at] = income_tax;
            all.social_security_contribution[at] = contribution;
            income += salary;
            returns += capital;
            pensions += pension;
            basic += basic_income;
            taxes += i64::from(income_tax);
            contributions += i64::from(contribution);
            adults += i32::from(people.role[at] == 0);
            youngest = youngest.min(age);
            at += 1;
        }
        let parenting = income <= 50_000 && (youngest < 6 || adults == 1 && youngest < 8);
        let parenting = if parenting { 60_000 } else { 0 };
        let housing_tax = if people.housing_occupancy_status[home] <= 1 {
            // A tenth of a square metre costs a euro.
            (people.accommodation_size[home] * 100).max(20_000)
        } else {
            0
        };
        all.household_income[home] = income;
        all.parenting_allowance[home] = parenting;
        all.meal_price[home] = match income {
            ..25_000 => 0,
            25_000..50_000 => 100,
            50_000..100_000 => 200,
            100_000..200_000 => 400,
            _ => 800,
        };
        all.swimming_pool_access[home] = match income {
            ..=24_900 => 0,
            24_901..=49_900 => 100,
            49_901..=99_900 => 200,
            _ => 400,
        };
        all.housing_tax[home] = housing_tax;
        let paid = 15 * taxes + 6 * contributions + 25 * i64::from(housing_tax);
        let got = i64::from(income) + i64::from(returns) + i64::from(pensions + basic + parenting);
        all.disposable_income[home] = 300 * got - paid;
        all.total_benefits[home] = basic;
        all.total_taxes[home] = paid;
    }
    all
}

/// A result by its name: what its values are divided by to be in euros (or years), and the values.
pub fn by_name(all: &Results, name: &str) -> Option<(i64, Vec<i64>)> {
    let narrow = |values: &[i32]| values.iter().map(|value| i64::from(*value)).collect();
    Some(match name {
        "person.age" => (1, narrow(&all.age)),
        "person.basic_income" => (100, narrow(&all.basic_income)),
        "person.pension" => (100, narrow(&all.pension)),
        "person.income_tax" => (2_000, narrow(&all.income_tax)),
        "person.social_security_contribution" => (5_000, narrow(&all.social_security_contribution)),
        "household.household_income" => (100, narrow(&all.household_income)),
        "household.parenting_allowance" => (100, narrow(&all.parenting_allowance)),
        "household.meal_price" => (100, narrow(&all.meal_price)),
        "household.swimming_pool_access" => (100, narrow(&all.swimming_pool_access)),
        "household.housing_tax" => (100, narrow(&all.housing_tax)),
        "household.disposable_income" => (30_000, all.disposable_income.clone()),
        "household.total_benefits" => (100, narrow(&all.total_benefits)),
        "household.total_taxes" => (30_000, all.total_taxes.clone()),
        _ => return None,
    })
}
