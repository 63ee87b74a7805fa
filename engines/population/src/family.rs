//! One family: what the joint table cannot say, drawn.

mod adults;
mod children;

use crate::axis::{Axis, Form, Group, Tenure, Work};
use crate::lot::Lot;
use crate::recipe::{Curve, Municipality, Recipe};

pub use children::{Child, Deling, Maintenance, Parents, Place};

/// A home, and who lives there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Home {
    /// Who the adults are to the children.
    pub form: Form,
    /// Where, roughly.
    pub group: Group,
    /// Owned or rented.
    pub tenure: Tenure,
    /// What the adults live on.
    pub work: Work,
    /// The municipality's number.
    pub kommune: i32,
    /// Municipal tax, in thousandths of a percent.
    pub tax: i32,
    /// Kroner a month; 0 for owners.
    pub rent: i32,
    /// Square metres.
    pub area: i32,
    /// Whether the couple is married.
    pub married: bool,
    /// How many adults.
    pub adults: u8,
    /// How many children under 18.
    pub children: u8,
}

/// An adult.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Adult {
    /// The day of birth, in days since 1970.
    pub born: i32,
    /// Whether the children are theirs.
    pub parent: bool,
    /// Pay in kroner a month, before tax.
    pub pay: i32,
    /// Other taxed income in kroner a month.
    pub other: i32,
    /// On a study grant.
    pub student: bool,
    /// On social assistance, from this day.
    pub assistance: Option<i32>,
    /// Has worked enough for the higher rate of assistance.
    pub worked: bool,
    /// Has lived in Denmark long enough for it.
    pub stayed: bool,
    /// Deductions in kroner a year.
    pub deductions: i32,
}

/// A recipe with its names looked up.
pub(crate) struct Draw<'a> {
    pub recipe: &'a Recipe,
    pub on: i64,
    pay: [Curve; 2],
    weak: Curve,
    transfer: Curve,
    mothers_age: Curve,
    spacing: Curve,
    chances: Chances,
    places: Vec<Vec<&'a Municipality>>,
}

macro_rules! chances {
    ($($name:ident),+ $(,)?) => {
        /// The single numbers that families are drawn with.
        #[derive(Clone, Copy)]
        struct Chances { $($name: i64),+ }

        impl Chances {
            fn of(recipe: &Recipe) -> Self {
                Self { $($name: recipe.number(stringify!($name))),+ }
            }

            #[cfg(test)]
            const NAMES: &[&str] = &[$(stringify!($name)),+];
        }
    };
}

chances! {
    same_rank, owner_tilt, social_tilt, one_parent_alive, paternity_open, donor, parent_abroad,
    shared_home, sole_custody, maintenance_agreed, maintenance_unpaid, twins, married,
    place_age_0, place_age_1, place_age_2, place_age_3_5, place_age_6_9, family_day_care,
    work_requirement_unmet, stay_requirement_unmet, deductions, unemployment_benefit, student_pay,
    area_social, area_private, area_owned, area_child, mother_without_pay, mother_with_partner,
}

/// Families that were drawn together.
#[derive(Default)]
pub(crate) struct Stretch {
    pub homes: Vec<Home>,
    pub adults: Vec<Adult>,
    pub children: Vec<Child>,
}

impl<'a> Draw<'a> {
    pub fn of(recipe: &'a Recipe, on: i64) -> Self {
        let of_group = |group: &Group| {
            let places = recipe.municipalities.iter();
            places.filter(|place| place.group == *group).collect()
        };
        Self {
            recipe,
            on,
            pay: [recipe.curve("pay_women"), recipe.curve("pay_men")],
            weak: recipe.curve("pay_weak"),
            transfer: recipe.curve("transfer"),
            mothers_age: recipe.curve("mothers_age"),
            spacing: recipe.curve("spacing"),
            chances: Chances::of(recipe),
            places: Group::ALL.iter().map(of_group).collect(),
        }
    }

    /// Draws the family of one cell of the joint table.
    pub fn family(&self, cell: usize, lot: &mut Lot, into: &mut Stretch) {
        let form = Form::at(Axis::Form.of(cell)).unwrap_or(Form::Par);
        let group = Group::at(Axis::Group.of(cell)).unwrap_or(Group::Koebenhavn);
        let tenure = Tenure::at(Axis::Tenure.of(cell)).unwrap_or(Tenure::Ejer);
        let work = Work::at(Axis::Work.of(cell)).unwrap_or(Work::Job);
        let many = Axis::Children.of(cell).saturating_add(1);
        let places = self
            .places
            .get(group as usize)
            .map_or(&[][..], Vec::as_slice);
        let place = lot.one_of(places.iter().map(|place| place.families));
        let place = places.get(place);
        let mut home = Home {
            form,
            group,
            tenure,
            work,
            kommune: place.map_or(0, |place| small(place.code)),
            tax: place.map_or(0, |place| small(place.tax)),
            rent: 0,
            area: 0,
            married: form.is_couple() && lot.happens(self.chances.married),
            adults: if form.is_couple() { 2 } else { 1 },
            children: u8::try_from(many).unwrap_or(1),
        };
        self.dwelling(&mut home, lot);
        let children = into.children.len();
        self.children(&home, Axis::Youngest.of(cell), place.copied(), lot, into);
        let born = into.children.get(children..).unwrap_or_default();
        let youngest = born.first().map_or(self.on, |child| i64::from(child.born));
        let oldest = born.last().map_or(self.on, |child| i64::from(child.born));
        self.adults(&mut home, (youngest, oldest), lot, into);
        into.homes.push(home);
    }

    /// How large the home is, give or take a fifth, and what it costs.
    fn dwelling(&self, home: &mut Home, lot: &mut Lot) {
        let usual = match home.tenure {
            Tenure::Ejer => self.chances.area_owned,
            Tenure::Almen => self.chances.area_social,
            Tenure::Privat => self.chances.area_private,
        };
        let more = self.chances.area_child * (i64::from(home.children) - 2);
        let area = (usual + more) * lot.between(800, 1_200) / 1_000;
        let rent = self.recipe.rent(home.group, home.tenure) * lot.between(800, 1_200) / 1_000;
        home.area = small(area.clamp(35, 400));
        home.rent = small(area * rent / 12);
    }
}

fn small(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Chances;
    use crate::recipe::Recipe;

    #[test]
    fn every_number_that_is_drawn_with_is_in_the_file() {
        let recipe = Recipe::built_in().unwrap();
        for name in Chances::NAMES {
            assert!(recipe.number(name) > 0, "numbers.csv has no {name}");
        }
    }
}
