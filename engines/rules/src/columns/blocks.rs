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
        let mut starts = vec![0_u32; count + 1];
        for to in link {
            if let Some(own) = (*to as usize)
                .checked_add(1)
                .and_then(|at| starts.get_mut(at))
            {
                *own += 1;
            }
        }
        let mut sum = 0_u32;
        for own in &mut starts {
            sum += *own;
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
                *at += 1;
            }
            order
        });
        Self { starts, order }
    }

    /// Where the rows that belong to rows of a range stand.
    pub fn own(&self, rows: Range<usize>) -> Range<usize> {
        let at = |row: usize| self.starts.get(row).map_or(0, |start| *start as usize);
        at(rows.start)..at(rows.end)
    }
}

/// For each entity, where each stretch begins; one more at the end.
pub(super) type Cuts = Vec<Vec<usize>>;

/// Cuts into stretches of about `size` rows. `None` when links tie too many rows together;
/// `used` are the links that stretches must not cut.
pub(super) fn cuts(
    shape: &Program,
    rows: &Rows,
    indexes: &[Option<Index>],
    used: &[bool],
    size: usize,
) -> Option<Cuts> {
    let is_sorted = |index: &Option<Index>| index.as_ref().is_some_and(|i| i.order.is_none());
    if used
        .iter()
        .zip(indexes)
        .any(|(used, index)| *used && !is_sorted(index))
    {
        return None;
    }
    let entities = rows.counts.len();
    let largest = rows.counts.iter().copied().max().unwrap_or(0);
    let blocks = largest.div_ceil(size.max(1)).max(1);
    let mut cuts: Cuts = vec![vec![0]; entities];
    for block in 1..blocks {
        let Some(cut) = cut(shape, rows, indexes, used, block, blocks) else {
            continue;
        };
        let rises = cuts
            .iter()
            .zip(&cut)
            .all(|(all, cut)| all.last() <= Some(cut));
        if rises {
            for (all, cut) in cuts.iter_mut().zip(cut) {
                all.push(cut);
            }
        }
    }
    let mut widest = 0;
    for (all, count) in cuts.iter_mut().zip(&rows.counts) {
        all.push(*count);
        let width = all
            .iter()
            .zip(all.iter().skip(1))
            .map(|(from, to)| to - from)
            .max();
        widest = widest.max(width.unwrap_or(0));
    }
    // One long stretch among short ones would run alone; whole columns are better then.
    (widest <= size.saturating_mul(8) || blocks == 1).then_some(cuts)
}

/// One cut through all entities, about `block / blocks` of the way; `None` when a family lies across it.
fn cut(
    shape: &Program,
    rows: &Rows,
    indexes: &[Option<Index>],
    used: &[bool],
    block: usize,
    blocks: usize,
) -> Option<Vec<usize>> {
    let mut cut: Vec<Option<usize>> = vec![None; rows.counts.len()];
    let links = || {
        let links = shape
            .links
            .iter()
            .zip(&rows.links)
            .zip(indexes.iter().zip(used));
        links.filter_map(|((link, to), (index, used))| {
            let ends = (usize::from(link.from.0), usize::from(link.to.0));
            used.then_some(())?;
            Some((ends, to, index.as_ref()?))
        })
    };
    // Entities that no link leaves are where families are counted.
    let roots =
        (0..cut.len()).filter(|at| !links().any(|((from, to), _, _)| from == *at && to != *at));
    let rest = 0..cut.len();
    for start in roots.chain(rest).collect::<Vec<_>>() {
        match cut.get_mut(start) {
            Some(place @ None) => {
                let count = rows.counts.get(start).copied().unwrap_or(0);
                *place = Some((count as u64 * block as u64 / blocks as u64) as usize);
            }
            _ => continue,
        }
        let mut changed = true;
        while changed {
            changed = false;
            for ((from, to), link, index) in links() {
                let at = |entity: usize| cut.get(entity).copied().flatten();
                let (entity, found) = match (at(from), at(to)) {
                    (None, Some(to)) => (from, index.own(0..to).end),
                    (Some(from), None) => {
                        let count = rows.counts.get(to).copied().unwrap_or(0);
                        let next = link.get(from).map_or(count, |to| *to as usize);
                        (to, next.min(count))
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
    let fits = links().all(|((from, to), _, index)| {
        let at = |entity: usize| cut.get(entity).copied().flatten().unwrap_or(0);
        index.own(0..at(to)).end == at(from)
    });
    fits.then_some(())?;
    cut.into_iter().collect()
}
