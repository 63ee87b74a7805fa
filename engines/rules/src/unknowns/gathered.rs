//! What is known of what many rows come to when it isn't known of each whether it counts.

use crate::program::Fold;

use super::bound::Bound;

/// Where the tally of kept rows may lie.
#[derive(Clone, Copy)]
pub(crate) struct Gathered {
    least: i64,
    most: i64,
    /// A row is kept for certain; one may be.
    certain: bool,
    possible: bool,
}

impl Gathered {
    pub const NOTHING: Self = Self {
        least: 0,
        most: 0,
        certain: false,
        possible: false,
    };

    /// One more row, which is kept, not kept or either.
    pub fn add(&mut self, how: Fold, value: Bound, keep: Bound) {
        if keep.most == 0 {
            return;
        }
        let certain = keep.least > 0;
        let (first, first_certain) = (!self.possible, !self.certain);
        match how {
            Fold::Sum => {
                let value = if certain {
                    value
                } else {
                    value.hull(Bound::point(0))
                };
                self.least = self.least.saturating_add(value.least);
                self.most = self.most.saturating_add(value.most);
            }
            // The smallest is at most that of any row kept for certain; while there is none, it
            // may be that of any single row.
            Fold::Least => {
                self.least = if first {
                    value.least
                } else {
                    self.least.min(value.least)
                };
                if first || (certain && first_certain) {
                    self.most = value.most;
                } else if certain {
                    self.most = self.most.min(value.most);
                } else if first_certain {
                    self.most = self.most.max(value.most);
                }
            }
            Fold::Most => {
                self.most = if first {
                    value.most
                } else {
                    self.most.max(value.most)
                };
                if first || (certain && first_certain) {
                    self.least = value.least;
                } else if certain {
                    self.least = self.least.max(value.least);
                } else if first_certain {
                    self.least = self.least.min(value.least);
                }
            }
        }
        self.certain |= certain;
        self.possible = true;
    }

    pub fn total(self, how: Fold, empty: i64) -> Bound {
        let all = Bound::range(self.least, self.most);
        match (how, self.certain, self.possible) {
            (Fold::Sum, _, _) | (_, true, _) => all,
            (_, false, true) => all.hull(Bound::point(empty)),
            (_, false, false) => Bound::point(empty),
        }
    }
}

/// The place of a row among others, each said with whether it stands before this one when keys
/// are equal, its key and whether it is kept.
pub(super) fn rank(
    key: Bound,
    keep: Bound,
    others: impl Iterator<Item = (bool, Bound, Bound)>,
) -> Bound {
    if keep.most == 0 {
        return Bound::point(0);
    }
    let (mut first, mut last) = (1_i64, 1_i64);
    for (earlier, other, kept) in others {
        let tie = i64::from(earlier);
        let surely = other.most < key.least.saturating_add(tie);
        let perhaps = other.least < key.most.saturating_add(tie);
        first = first.saturating_add(i64::from(surely && kept.least > 0));
        last = last.saturating_add(i64::from(perhaps && kept.most > 0));
    }
    if keep.least > 0 {
        Bound::range(first, last)
    } else {
        Bound::range(0, last)
    }
}
