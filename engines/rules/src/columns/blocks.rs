//! Stretches of families: cuts through every entity at once, so that no link leads from one
//! stretch to another.

use std::ops::Range;

use crate::program::Program;
use crate::rows::{NOWHERE, Rows};

/// The rows that belong to each row of a link's end.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Index {
    /// Where each row's own begin; one more at the end.
    pub starts: Vec<u32>,
    /// The rows, by what they belong to. `None`: they already stand so.
    pub order: Option<Vec<u32>>,
}

impl Index {
    pub fn of(link: &[u32], count: usize) -> Self {
        let is_sorted = link.is_sorted();
        let mut starts = vec![0_u32; count.saturating_add(1)];
        for to in link {
            if let Some(own) = (*to as usize)
                .checked_add(1)
                .and_then(|at| starts.get_mut(at))
            {
                *own = own.saturating_add(1);
            }
        }
        let mut sum = 0_u32;
        for own in &mut starts {
            sum = sum.saturating_add(*own);
            *own = sum;
        }
        let order = (!is_sorted).then(|| {
            let mut next = starts.clone();
            let mut order = vec![NOWHERE; sum as usize];
            for (row, to) in (0_u32..).zip(link) {
                let Some(at) = next.get_mut(*to as usize) else {
                    continue;
                };
                if let Some(place) = order.get_mut(*at as usize) {
                    *place = row;
                }
                *at = at.saturating_add(1);
            }
            order
        });
        Self { starts, order }
    }

    /// Whether more than so many rows belong to one.
    pub fn exceeds(&self, most: usize) -> bool {
        let ends = self.starts.iter().skip(1);
        let mut own = self.starts.iter().zip(ends);
        own.any(|(from, to)| to.saturating_sub(*from) as usize > most)
    }

    /// Where the rows that belong to rows of a range stand.
    pub fn own(&self, rows: Range<usize>) -> Range<usize> {
        let at = |row: usize| self.starts.get(row).map_or(0, |start| *start as usize);
        at(rows.start)..at(rows.end)
    }
}

/// For each entity, where each stretch begins; one more at the end.
pub(super) type Cuts = Vec<Vec<usize>>;

/// A link, as cuts see it.
struct Tie<'a> {
    from: usize,
    to: usize,
    link: &'a [u32],
    along: Along<'a>,
    /// Whether what the rows at its end compute is read, so that no cut may part them.
    holds: bool,
}

enum Along<'a> {
    /// Rows stand in the order of those they belong to: a cut through one end says where the other is.
    Sorted(&'a Index),
    /// They do not, and yet a family's rows may stand together.
    Mixed(Reach),
}

/// How far links lead, before and from each row on.
struct Reach {
    /// One more than the last row that any row before leads to.
    before: Vec<u32>,
    /// The first row that any row from here on leads to.
    after: Vec<u32>,
}

impl Reach {
    fn of(link: &[u32]) -> Self {
        let next = |to: u32| {
            if to == NOWHERE {
                0
            } else {
                to.saturating_add(1)
            }
        };
        let before = std::iter::once(0).chain(link.iter().scan(0, |most: &mut u32, to| {
            *most = (*most).max(next(*to));
            Some(*most)
        }));
        let mut after = vec![NOWHERE];
        after.extend(link.iter().rev().scan(NOWHERE, |least: &mut u32, to| {
            *least = (*least).min(*to);
            Some(*least)
        }));
        after.reverse();
        let before = before.collect();
        Self { before, after }
    }
}

impl Tie<'_> {
    /// Whether cuts through both ends part no row from the one it belongs to.
    fn fits(&self, from: usize, to: usize) -> bool {
        match &self.along {
            Along::Sorted(index) => index.own(0..to).end == from,
            Along::Mixed(reach) => {
                let before = reach
                    .before
                    .get(from)
                    .is_some_and(|next| *next as usize <= to);
                before
                    && reach
                        .after
                        .get(from)
                        .is_some_and(|first| *first as usize >= to)
            }
        }
    }
}

/// Cuts into stretches of about `size` rows. `None` when links tie too many rows together;
/// `held` are the links that no cut may part.
pub(super) fn cuts(
    shape: &Program,
    rows: &Rows,
    indexes: &[Option<Index>],
    held: &[bool],
    size: usize,
) -> Option<Cuts> {
    let links = shape
        .links
        .iter()
        .zip(&rows.links)
        .zip(indexes.iter().zip(held));
    let ties = links.filter_map(|((link, rows), (index, held))| {
        let along = match index.as_ref().filter(|index| index.order.is_none()) {
            Some(index) => Along::Sorted(index),
            None if *held => Along::Mixed(Reach::of(rows)),
            None => return None,
        };
        let (from, to) = (usize::from(link.from.0), usize::from(link.to.0));
        Some(Tie {
            from,
            to,
            link: rows,
            along,
            holds: *held,
        })
    });
    let ties: Vec<Tie<'_>> = ties.collect();
    let largest = rows.counts.iter().copied().max().unwrap_or(0);
    let blocks = largest.div_ceil(size.max(1)).max(1);
    let mut cuts: Cuts = vec![vec![0]; rows.counts.len()];
    for block in 1..blocks {
        let share = |count: usize| {
            let share = (count as u128).saturating_mul(block as u128);
            share.checked_div(blocks as u128).unwrap_or(0) as usize
        };
        let Some(cut) = cut(&rows.counts, &ties, share) else {
            continue;
        };
        let mut both = cuts.iter().zip(&cut);
        if both.all(|(all, cut)| all.last() <= Some(cut)) {
            for (all, cut) in cuts.iter_mut().zip(cut) {
                all.push(cut);
            }
        }
    }
    let mut widest = 0;
    for (all, count) in cuts.iter_mut().zip(&rows.counts) {
        all.push(*count);
        let both = all.iter().zip(all.iter().skip(1));
        let width = both.map(|(from, to)| to.saturating_sub(*from)).max();
        widest = widest.max(width.unwrap_or(0));
    }
    // One long stretch among short ones would run alone; whole columns are better then.
    (widest <= size.saturating_mul(8) || blocks == 1).then_some(cuts)
}

/// One cut through all entities, about where `share` says; `None` when a family lies across it.
fn cut(counts: &[usize], ties: &[Tie<'_>], share: impl Fn(usize) -> usize) -> Option<Vec<usize>> {
    let mut cut: Vec<Option<usize>> = vec![None; counts.len()];
    let sorted = || {
        ties.iter().filter_map(|tie| match &tie.along {
            Along::Sorted(index) => Some((tie, *index)),
            Along::Mixed(_) => None,
        })
    };
    // Entities that no link leaves are where families are counted.
    let is_root = |at: &usize| !sorted().any(|(tie, _)| tie.from == *at && tie.to != *at);
    let roots = (0..counts.len()).filter(is_root);
    for start in roots.chain(0..counts.len()) {
        match (cut.get_mut(start), counts.get(start)) {
            (Some(place @ None), Some(count)) => *place = Some(share(*count)),
            _ => continue,
        }
        let mut changed = true;
        while changed {
            changed = false;
            for (tie, index) in sorted() {
                let at = |entity: usize| cut.get(entity).copied().flatten();
                let (entity, found) = match (at(tie.from), at(tie.to)) {
                    (None, Some(to)) => (tie.from, index.own(0..to).end),
                    (Some(from), None) => {
                        let count = counts.get(tie.to).copied().unwrap_or(0);
                        let next = tie.link.get(from).map_or(count, |to| *to as usize);
                        (tie.to, next.min(count))
                    }
                    _ => continue,
                };
                if let Some(place) = cut.get_mut(entity) {
                    *place = Some(found);
                    changed = true;
                }
            }
        }
    }
    let cut: Vec<usize> = cut.into_iter().collect::<Option<_>>()?;
    let at = |entity: usize| cut.get(entity).copied().unwrap_or(0);
    let mut held = ties.iter().filter(|tie| tie.holds);
    held.all(|tie| tie.fits(at(tie.from), at(tie.to)))
        .then_some(cut)
}
