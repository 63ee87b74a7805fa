//! The adults: when they were born, and what they live on.

use rules::day;

use super::{Adult, Draw, Home, Stretch, small};
use crate::axis::{Form, Tenure, Work};
use crate::lot::Lot;

/// Somebody who lives on nothing that was said yet.
const NOBODY: Adult = Adult {
    born: 0,
    parent: true,
    pay: 0,
    other: 0,
    student: false,
    assistance: None,
    worked: true,
    stayed: true,
    deductions: 0,
};

impl Draw<'_> {
    /// The adults: the parent of all the children first.
    pub(super) fn adults(
        &self,
        home: &mut Home,
        (youngest, oldest): (i64, i64),
        lot: &mut Lot,
        into: &mut Stretch,
    ) {
        let chances = &self.chances;
        let mother_first = match home.form {
            Form::Par | Form::EnligMor => true,
            Form::Sammenbragt => lot.happens(chances.mother_with_partner),
            Form::EnligFar => false,
        };
        let age = self.mothers_age.at(lot.rank());
        let by_youngest = day::months_after(youngest, -age);
        // Nobody was a parent before sixteen.
        let by_oldest = day::months_after(oldest, -192 - lot.between(0, 60));
        let first = by_youngest.min(by_oldest);
        let older = lot.between(-24, 84);
        let second = day::months_after(first, -older).min(day::months_after(oldest, -192));
        let couple = home.form.is_couple();
        let mut both = [NOBODY, NOBODY];
        let [one, other] = &mut both;
        let (born_one, born_other) = if mother_first {
            (first, second)
        } else {
            (second, first)
        };
        one.born = small(born_one);
        other.born = small(born_other);
        other.parent = home.form == Form::Par;
        let rank = self.rank(home.tenure, lot);
        let same = lot.happens(chances.same_rank);
        let partner = self.rank(home.tenure, lot);
        let level = self.recipe.level(home.group);
        let pay = |woman: bool, rank: u64| {
            let [women, men] = &self.pay;
            let curve = if woman { women } else { men };
            small(curve.at(rank) * level / 1_000)
        };
        one.pay = pay(mother_first, rank);
        other.pay = pay(!mother_first, if same { rank } else { partner });
        // Which of a couple is out of work.
        let is_mother = lot.happens(chances.mother_without_pay);
        let away = if couple && is_mother != mother_first {
            other
        } else {
            one
        };
        match home.work {
            Work::Job => {}
            Work::EtJob => away.pay = 0,
            Work::Ledig => {
                away.pay = 0;
                away.other = small(chances.unemployment_benefit);
            }
            Work::Ydelse => {
                away.pay = 0;
                away.other = small(self.transfer.at(lot.rank()));
            }
            Work::Su => {
                away.pay = small(chances.student_pay);
                away.student = true;
            }
            Work::Kontanthjaelp => {
                self.assisted(away, lot);
                // A spouse with a job would provide.
                home.married = false;
            }
            Work::BeggeKontanthjaelp => {
                for adult in &mut both {
                    self.assisted(adult, lot);
                }
            }
            Work::Svag => {
                for adult in &mut both {
                    adult.pay = small(self.weak.at(lot.rank()));
                }
            }
        }
        for adult in both.iter_mut().take(usize::from(home.adults)) {
            if adult.pay > 0 && !adult.student {
                adult.deductions = small(chances.deductions);
            }
            into.adults.push(*adult);
        }
    }

    /// Somebody's place in the order of pay: owners stand higher, tenants in social housing lower.
    fn rank(&self, tenure: Tenure, lot: &mut Lot) -> u64 {
        let (one, other) = (lot.rank(), lot.rank());
        let drawn = lot.between(0, 999);
        match tenure {
            Tenure::Ejer if drawn < self.chances.owner_tilt => one.max(other),
            Tenure::Almen if drawn < self.chances.social_tilt => one.min(other),
            _ => one,
        }
    }

    fn assisted(&self, adult: &mut Adult, lot: &mut Lot) {
        adult.pay = 0;
        adult.assistance = Some(small(lot.between(self.on - 5 * 365, self.on - 31)));
        adult.stayed = !lot.happens(self.chances.stay_requirement_unmet);
        adult.worked = adult.stayed && !lot.happens(self.chances.work_requirement_unmet);
    }
}
