//! The children: when they were born, and who is there for them.

use rules::day;

use super::{Draw, Home, Stretch, small};
use crate::axis::Form;
use crate::lot::Lot;
use crate::recipe::Municipality;

/// Who receives the child's benefit, as the act on child benefit asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deling {
    /// The parents live here, both.
    Begge,
    /// One has custody alone.
    Alene,
    /// They moved apart on or after 19 October 2021 and each gets a half.
    Halv,
    /// They moved apart before, and this home gets all of it.
    Hele,
}

/// Who has to provide for the child.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Parents {
    /// Two parents.
    To,
    /// Paternity has not been established.
    UdenFar,
    /// One is alive.
    EnLever,
    /// A donor child of one parent.
    Donor,
    /// The other lives where maintenance cannot be claimed.
    Udland,
}

/// Maintenance for the child.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Maintenance {
    /// None is due, or none is agreed.
    Ingen,
    /// Paid as agreed.
    Aftalt,
    /// Paid in advance by the state.
    Ubetalt,
}

/// Where the child is in the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// No place.
    Ingen,
    /// Family day care.
    Dagpleje,
    /// Nursery.
    Vuggestue,
    /// Kindergarten.
    Boernehave,
    /// After-school care.
    Sfo,
}

/// A child under 18.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Child {
    /// The day of birth, in days since 1970.
    pub born: i32,
    /// 2 for the second of twins, otherwise 1.
    pub of_birth: u8,
    /// Who receives the benefit.
    pub deling: Deling,
    /// Whether it lives equally in two homes.
    pub shared: bool,
    /// Who must provide for it.
    pub parents: Parents,
    /// Maintenance.
    pub maintenance: Maintenance,
    /// Where it is in the day.
    pub place: Place,
}

/// From 19 October 2021 on, parents who move apart each get a half.
const HALVES: (i64, i64, i64) = (2021, 10, 19);
/// No birth follows another within so many days.
const APART: i64 = 300;

impl Draw<'_> {
    /// The children, from the youngest.
    pub(super) fn children(
        &self,
        home: &Home,
        band: usize,
        place: Option<&Municipality>,
        lot: &mut Lot,
        into: &mut Stretch,
    ) {
        let (from, to) = [(0, 3), (3, 7), (7, 15), (15, 18)]
            .get(band)
            .copied()
            .unwrap_or((0, 18));
        let years_ago = |years: i64| day::months_after(self.on, -12 * years);
        let many = i64::from(home.children);
        // Who is born after this day is under 18; older siblings must fit in between.
        let first = years_ago(18) + 1;
        let earliest = (years_ago(to) + 1).max(first + (many - 1) * APART);
        let mut born = lot.between(earliest, years_ago(from).max(earliest));
        let mut of_birth = 1;
        let mut left = many - 1;
        self.child(home, (born, of_birth), place, lot, into);
        while left > 0 {
            let is_twin = of_birth == 1 && lot.happens(self.chances.twins);
            if is_twin {
                of_birth = 2;
            } else {
                let room = (born - first - (left - 1) * APART).max(APART);
                let drawn = self.spacing.at(lot.rank()) * 30 + lot.between(0, 29);
                let gap = if drawn > room {
                    lot.between(APART, room)
                } else {
                    drawn
                };
                born -= gap;
                of_birth = 1;
            }
            left -= 1;
            self.child(home, (born, of_birth), place, lot, into);
        }
    }

    fn child(
        &self,
        home: &Home,
        (born, of_birth): (i64, u8),
        place: Option<&Municipality>,
        lot: &mut Lot,
        into: &mut Stretch,
    ) {
        let mut child = Child {
            born: small(born),
            of_birth,
            deling: Deling::Begge,
            shared: false,
            parents: Parents::To,
            maintenance: Maintenance::Ingen,
            place: self.place(day::age(born, self.on), place, lot),
        };
        if home.form != Form::Par {
            self.apart(&mut child, lot);
        }
        into.children.push(child);
    }

    /// A child whose parents do not live together.
    fn apart(&self, child: &mut Child, lot: &mut Lot) {
        let chances = &self.chances;
        let missing = [
            (chances.one_parent_alive, Parents::EnLever),
            (chances.paternity_open, Parents::UdenFar),
            (chances.donor, Parents::Donor),
            (chances.parent_abroad, Parents::Udland),
        ];
        let mut drawn = lot.between(0, 999);
        for (share, parents) in missing {
            if (0..share).contains(&drawn) {
                child.parents = parents;
            }
            drawn -= share;
        }
        let (year, month, date) = HALVES;
        let parted = lot.between(i64::from(child.born), self.on);
        child.deling = if child.parents != Parents::To || lot.happens(chances.sole_custody) {
            Deling::Alene
        } else if parted >= day::number(year, month, date) {
            Deling::Halv
        } else {
            Deling::Hele
        };
        child.shared = child.deling != Deling::Alene && lot.happens(chances.shared_home);
        let due = matches!(child.parents, Parents::To) && !child.shared;
        let drawn = lot.between(0, 999);
        child.maintenance = if due && drawn < chances.maintenance_agreed {
            Maintenance::Aftalt
        } else if due && drawn < chances.maintenance_agreed + chances.maintenance_unpaid {
            Maintenance::Ubetalt
        } else {
            Maintenance::Ingen
        };
    }

    fn place(&self, age: i64, at: Option<&Municipality>, lot: &mut Lot) -> Place {
        let chances = &self.chances;
        let (share, kind) = match age {
            0 => (chances.place_age_0, Place::Vuggestue),
            1 => (chances.place_age_1, Place::Vuggestue),
            2 => (chances.place_age_2, Place::Vuggestue),
            3..=5 => (chances.place_age_3_5, Place::Boernehave),
            6..=9 => (chances.place_age_6_9, Place::Sfo),
            _ => return Place::Ingen,
        };
        if !lot.happens(share) {
            return Place::Ingen;
        }
        let drawn = lot.happens(chances.family_day_care);
        let in_a_home = match at.map_or((true, true), |place| place.small_children) {
            (true, true) => drawn,
            (in_a_home, _) => in_a_home,
        };
        if kind == Place::Vuggestue && in_a_home {
            Place::Dagpleje
        } else {
            kind
        }
    }
}
