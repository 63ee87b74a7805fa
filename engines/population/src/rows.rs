//! The population as the columns that rules run over, fact by fact, by the names in the law.

use rules::program::{Fact, Program};
use rules::rows::{Column, NOWHERE, Rows};
use rules::{RuleSet, Type, day};

use crate::axis::Tenure;
use crate::family::{Adult, Child, Deling, Home, Maintenance, Parents, Place};
use crate::people::Population;

impl Population {
    /// The rows for a program of these rules. What the population does not say is what the law
    /// assumes; where the law assumes nothing, the smallest value that the fact may have (a day:
    /// the day asked about).
    pub fn rows(&self, rules: &RuleSet, shape: &Program) -> Rows {
        let mut rows = Rows::of(shape);
        let many = |name: &str| match name {
            "adult" => self.adults.len(),
            "child" => self.children.len(),
            _ => self.homes.len(),
        };
        rows.counts = shape.entities.iter().map(|name| many(name)).collect();
        let homes = || (0_u32..).zip(&self.homes);
        for (link, place) in shape.links.iter().zip(&mut rows.links) {
            let from = shape.entities.get(usize::from(link.from.0));
            let from = from.map_or("", String::as_str);
            *place = match from {
                _ if link.optional => vec![NOWHERE; many(from)],
                "adult" => homes()
                    .flat_map(|(at, home)| std::iter::repeat_n(at, usize::from(home.adults)))
                    .collect(),
                "child" => homes()
                    .flat_map(|(at, home)| std::iter::repeat_n(at, usize::from(home.children)))
                    .collect(),
                _ => homes().map(|(at, _)| at).collect(),
            };
        }
        for (fact, place) in shape.facts.iter().zip(&mut rows.facts) {
            let own = rules.facts.iter().find(|own| own.head.path() == fact.name);
            let is_day = own.is_some_and(|own| own.kind == Type::Date);
            let column = own.and_then(|own| self.column(own, fact));
            *place = column.unwrap_or_else(|| match fact.assumed {
                Some(_) => Column::Missing,
                None if is_day => Column::Same(self.on.clamp(fact.least, fact.most)),
                None => Column::Same(fact.least),
            });
        }
        rows
    }

    fn column(&self, own: &rules::rule_set::Fact, fact: &Fact) -> Option<Column> {
        let below = own.below;
        let option = |name: &str| match &own.kind {
            Type::Choice(_, options) => {
                let at = options.iter().position(|option| option == name);
                at.and_then(|at| i64::try_from(at).ok()).unwrap_or(0)
            }
            _ => 0,
        };
        let clamp = |value: i64| value.clamp(fact.least, fact.most);
        let of_homes = |value: &dyn Fn(&Home) -> i64| {
            let values: Vec<i64> = self.homes.iter().map(|home| clamp(value(home))).collect();
            Some(Column::of(&values))
        };
        let of_adults = |value: &dyn Fn(&Adult) -> i64| {
            let values: Vec<i64> = self
                .adults
                .iter()
                .map(|adult| clamp(value(adult)))
                .collect();
            Some(Column::of(&values))
        };
        let of_children = |value: &dyn Fn(&Child) -> i64| {
            let values: Vec<i64> = self
                .children
                .iter()
                .map(|child| clamp(value(child)))
                .collect();
            Some(Column::of(&values))
        };
        match fact.name.as_str() {
            "home.couple" => of_homes(&|home| i64::from(home.form.is_couple())),
            "home.gift" => of_homes(&|home| i64::from(home.married)),
            "home.kommune" => of_homes(&|home| i64::from(home.kommune) * below),
            // Thousandths of a percent, in the fact's own decimals.
            "home.kommuneskat" => of_homes(&|home| i64::from(home.tax) * below / 1_000),
            "home.lejer" => of_homes(&|home| i64::from(home.tenure != Tenure::Ejer)),
            "home.husleje" => of_homes(&|home| i64::from(home.rent) * below),
            "home.areal" => of_homes(&|home| i64::from(home.area) * below),
            "home.begge_under_30" => Some(self.both_young()),
            "adult.foraelder" => of_adults(&|adult| i64::from(adult.parent)),
            "adult.foedt" => of_adults(&|adult| i64::from(adult.born)),
            "adult.loen" => of_adults(&|adult| i64::from(adult.pay) * below),
            "adult.anden_indkomst" => of_adults(&|adult| i64::from(adult.other) * below),
            "adult.fradrag" => of_adults(&|adult| i64::from(adult.deductions) * below),
            "adult.faar_su" | "adult.under_uddannelse" => {
                of_adults(&|adult| i64::from(adult.student))
            }
            "adult.faar_su_tillaeg" => Some(self.single_students()),
            "adult.arbejde" => {
                let (job, idle, none) = (option("loenmodtager"), option("ledig"), option("intet"));
                of_adults(&|adult| match (adult.pay, adult.other) {
                    (1.., _) => job,
                    (_, 1..) => idle,
                    _ => none,
                })
            }
            "adult.brug_for_kontanthjaelp" => {
                of_adults(&|adult| i64::from(adult.assistance.is_some()))
            }
            "adult.kontanthjaelp_siden" => {
                of_adults(&|adult| adult.assistance.map_or(self.on, i64::from))
            }
            "adult.opholdskrav" => of_adults(&|adult| i64::from(adult.stayed)),
            "adult.beskaeftigelseskrav" => of_adults(&|adult| i64::from(adult.worked)),
            "child.born" => of_children(&|child| i64::from(child.born)),
            "child.kuld_nr" => of_children(&|child| i64::from(child.of_birth) * below),
            "child.deling" => {
                let (both, alone) = (option("begge"), option("alene"));
                let (half, whole) = (option("halv"), option("hele"));
                of_children(&|child| match child.deling {
                    Deling::Begge => both,
                    Deling::Alene => alone,
                    Deling::Halv => half,
                    Deling::Hele => whole,
                })
            }
            "child.bopael" => {
                let (here, equally) = (option("her"), option("delt_her"));
                of_children(&|child| if child.shared { equally } else { here })
            }
            "child.forsoergere" => {
                let (two, none) = (option("to"), option("uden_far"));
                let (one, donor, abroad) = (option("en_lever"), option("donor"), option("udland"));
                of_children(&|child| match child.parents {
                    Parents::To => two,
                    Parents::UdenFar => none,
                    Parents::EnLever => one,
                    Parents::Donor => donor,
                    Parents::Udland => abroad,
                })
            }
            "child.bidrag_status" => {
                let (none, agreed) = (option("betaler_nok"), option("aftalt"));
                let unpaid = option("ubetalt");
                of_children(&|child| match child.maintenance {
                    Maintenance::Ingen => none,
                    Maintenance::Aftalt => agreed,
                    Maintenance::Ubetalt => unpaid,
                })
            }
            "child.plads" => {
                let (none, home) = (option("ingen"), option("dagpleje"));
                let (nursery, garden) = (option("vuggestue"), option("boernehave"));
                let after_school = option("sfo");
                of_children(&|child| match child.place {
                    Place::Ingen => none,
                    Place::Dagpleje => home,
                    Place::Vuggestue => nursery,
                    Place::Boernehave => garden,
                    Place::Sfo => after_school,
                })
            }
            _ => None,
        }
    }

    /// For each home its adults.
    fn by_home(&self) -> impl Iterator<Item = (&Home, &[Adult])> {
        let mut rest = self.adults.as_slice();
        self.homes.iter().map(move |home| {
            let (own, others) = rest.split_at(usize::from(home.adults).min(rest.len()));
            rest = others;
            (home, own)
        })
    }

    fn both_young(&self) -> Column {
        let young = |adult: &Adult| day::age(i64::from(adult.born), self.on) < 30;
        Column::yes_no(
            self.by_home()
                .map(|(home, adults)| home.form.is_couple() && adults.iter().all(young)),
        )
    }

    /// Students who can get the supplement for single parents, and so not the child allowance for
    /// parents in education.
    fn single_students(&self) -> Column {
        Column::yes_no(self.by_home().flat_map(|(home, adults)| {
            let single = !home.form.is_couple();
            adults.iter().map(move |adult| single && adult.student)
        }))
    }
}
