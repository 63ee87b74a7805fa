//! Values of other rows: up a link, together along it, and places within it.

use std::ops::Range;

use super::blocks::Index;
use super::code::{Ranking, Source};
use super::execute::{Given, Window};
use super::kernels::{In, Out, map1, single};
use crate::program::Fold;
use crate::rows::Column;

/// A column as other rows see it: its values and the row that they begin with.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    values: Values<'a>,
    base: usize,
}

#[derive(Clone, Copy)]
enum Values<'a> {
    Same(i64),
    Small(&'a [u8]),
    Whole(&'a [i32]),
    Long(&'a [i64]),
}

impl<'a> Seen<'a> {
    pub fn of(source: Source, given: Given<'a>, window: Window<'a>) -> Self {
        let (column, base, assumed) = match source {
            Source::Constant(value) => {
                return Self {
                    values: Values::Same(value),
                    base: 0,
                };
            }
            Source::Fact(fact) => {
                let known = given.plan.shape.facts.get(fact.0 as usize);
                let assumed = known.and_then(|fact| fact.assumed).unwrap_or(0);
                (given.rows.facts.get(fact.0 as usize), 0, assumed)
            }
            Source::Local(local) => {
                let kept = given.plan.schedule.locals.get(local as usize);
                let base = kept.and_then(|kept| window.base.get(kept.entity));
                (
                    window.locals.get(local as usize),
                    base.copied().unwrap_or(0),
                    0,
                )
            }
        };
        let values = match column {
            None | Some(Column::Missing) => Values::Same(assumed),
            Some(Column::Same(value)) => Values::Same(*value),
            Some(Column::Small(values)) => Values::Small(values),
            Some(Column::Whole(values)) => Values::Whole(values),
            Some(Column::Long(values)) => Values::Long(values),
        };
        Self { values, base }
    }

    #[inline(always)]
    fn at(&self, row: usize) -> i64 {
        let row = row.wrapping_sub(self.base);
        match self.values {
            Values::Same(value) => value,
            Values::Small(values) => values.get(row).copied().map_or(0, i64::from),
            Values::Whole(values) => values.get(row).copied().map_or(0, i64::from),
            Values::Long(values) => values.get(row).copied().unwrap_or(0),
        }
    }

    /// The values of rows.
    pub fn copy(&self, rows: Range<usize>, out: Out<'_>) {
        let rows = rows.start.wrapping_sub(self.base)..rows.end.wrapping_sub(self.base);
        match (self.values, out) {
            (Values::Same(value), out) => single(out, In::K(value), |value| value),
            (Values::Small(values), Out::N(out)) => {
                map1(out, values.get(rows).unwrap_or(&[]), i32::from);
            }
            (Values::Small(values), Out::W(out)) => {
                map1(out, values.get(rows).unwrap_or(&[]), i64::from);
            }
            (Values::Whole(values), Out::N(out)) => {
                map1(out, values.get(rows).unwrap_or(&[]), |value| value);
            }
            (Values::Whole(values), out) => {
                single(out, In::N(values.get(rows).unwrap_or(&[])), |value| value);
            }
            (Values::Long(values), out) => {
                single(out, In::W(values.get(rows).unwrap_or(&[])), |value| value);
            }
        }
    }

    /// The values of the rows that links lead to.
    pub fn up(&self, links: &[u32], missing: i64, out: Out<'_>) {
        #[inline(always)]
        fn rows<T: Copy, O: Copy>(
            values: &[T],
            base: usize,
            links: &[u32],
            missing: O,
            out: &mut [O],
            lane: impl Fn(T) -> O,
        ) {
            // Nowhere lies beyond every end.
            map1(out, links, |to| {
                let value = values.get((to as usize).wrapping_sub(base)).copied();
                value.map_or(missing, &lane)
            });
        }
        let base = self.base;
        match (self.values, out) {
            (Values::Same(value), Out::N(out)) => {
                map1(out, links, |to| {
                    (if to == u32::MAX { missing } else { value }) as i32
                });
            }
            (Values::Same(value), Out::W(out)) => {
                map1(
                    out,
                    links,
                    |to| if to == u32::MAX { missing } else { value },
                );
            }
            (Values::Small(v), Out::N(o)) => rows(v, base, links, missing as i32, o, i32::from),
            (Values::Whole(v), Out::N(o)) => rows(v, base, links, missing as i32, o, |v| v),
            (Values::Long(v), Out::N(o)) => rows(v, base, links, missing as i32, o, |v| v as i32),
            (Values::Small(v), Out::W(o)) => rows(v, base, links, missing, o, i64::from),
            (Values::Whole(v), Out::W(o)) => rows(v, base, links, missing, o, i64::from),
            (Values::Long(v), Out::W(o)) => rows(v, base, links, missing, o, |v| v),
        }
    }
}

/// What the rows that belong to a row come to.
pub(super) struct Folding<'a> {
    pub how: Fold,
    pub value: Seen<'a>,
    pub keep: Option<Seen<'a>>,
    pub link: &'a [u32],
    pub index: Option<&'a Index>,
    pub empty: i64,
}

impl Folding<'_> {
    /// For rows, which are as many as `out`.
    pub fn run(&self, rows: Range<usize>, out: &mut [i64]) {
        let Some(index) = self.index else {
            out.fill(if self.how == Fold::Sum { 0 } else { self.empty });
            return;
        };
        let own = index.own(rows.clone());
        // No value is the first or last of 64 bits: ranges lie inside.
        match self.how {
            Fold::Sum => self.join(index, own, rows.start, out, 0, i64::wrapping_add),
            Fold::Least => self.join(index, own, rows.start, out, i64::MAX, i64::min),
            Fold::Most => self.join(index, own, rows.start, out, i64::MIN, i64::max),
        }
        let none = match self.how {
            Fold::Sum => return,
            Fold::Least => i64::MAX,
            Fold::Most => i64::MIN,
        };
        for value in out {
            *value = if *value == none { self.empty } else { *value };
        }
    }

    #[inline(always)]
    fn join(
        &self,
        index: &Index,
        own: Range<usize>,
        first: usize,
        out: &mut [i64],
        none: i64,
        join: impl Fn(i64, i64) -> i64,
    ) {
        if self.keep.is_some() || index.order.is_some() {
            return self.scattered(index, own, first, out, none, join);
        }
        /// Joined where links lead, without a branch per family.
        #[inline(always)]
        fn rows<T: Copy>(
            values: &[T],
            links: &[u32],
            first: usize,
            out: &mut [i64],
            join: impl Fn(i64, T) -> i64,
        ) {
            for (to, value) in links.iter().zip(values) {
                if let Some(place) = out.get_mut((*to as usize).wrapping_sub(first)) {
                    *place = join(*place, *value);
                }
            }
        }
        out.fill(none);
        let links = self.link.get(own.clone()).unwrap_or(&[]);
        let base = self.value.base;
        let seen = own.start.wrapping_sub(base)..own.end.wrapping_sub(base);
        match self.value.values {
            Values::Same(value) => rows(links, links, first, out, |place, _| join(place, value)),
            Values::Small(values) => {
                let values = values.get(seen).unwrap_or(&[]);
                rows(values, links, first, out, |place, value| {
                    join(place, value.into())
                });
            }
            Values::Whole(values) => {
                let values = values.get(seen).unwrap_or(&[]);
                rows(values, links, first, out, |place, value| {
                    join(place, value.into())
                });
            }
            Values::Long(values) => {
                rows(values.get(seen).unwrap_or(&[]), links, first, out, join);
            }
        }
    }

    #[inline(always)]
    fn scattered(
        &self,
        index: &Index,
        own: Range<usize>,
        first: usize,
        out: &mut [i64],
        none: i64,
        join: impl Fn(i64, i64) -> i64,
    ) {
        out.fill(none);
        let mut one = |row: usize| {
            let kept = self.keep.is_none_or(|keep| keep.at(row) != 0);
            let value = if kept { self.value.at(row) } else { none };
            let to = self
                .link
                .get(row)
                .map(|to| (*to as usize).wrapping_sub(first));
            if let Some(place) = to.and_then(|to| out.get_mut(to)) {
                *place = join(*place, value);
            }
        };
        match &index.order {
            None => own.for_each(one),
            Some(order) => {
                let rows = order.get(own).unwrap_or(&[]);
                rows.iter().for_each(|row| one(*row as usize));
            }
        }
    }
}

/// Places among the rows that belong to the same row, for the rows of a window. `to` are the rows
/// that the link leads to; `out` begins with the window's first row.
pub(super) fn rank(
    ranking: &Ranking,
    given: Given<'_>,
    window: Window<'_>,
    to: Range<usize>,
    base: usize,
    out: &mut [i32],
) {
    out.fill(0);
    let index = given.indexes.get(usize::from(ranking.link.0));
    let Some(index) = index.and_then(Option::as_ref) else {
        return;
    };
    let key = Seen::of(ranking.key, given, window);
    let keep = ranking.keep.map(|keep| Seen::of(keep, given, window));
    let kept = |row: usize| keep.is_none_or(|keep| keep.at(row) != 0);
    let mut family: Vec<(i64, usize)> = Vec::new();
    for to in to {
        family.clear();
        let own = index.own(to..to.saturating_add(1));
        let mut member = |row: usize| {
            if kept(row) {
                family.push((key.at(row), row));
            }
        };
        match &index.order {
            None => own.for_each(member),
            Some(order) => {
                let rows = order.get(own).unwrap_or(&[]);
                rows.iter().for_each(|row| member(*row as usize));
            }
        }
        // Rows of equal keys keep their order: the row is part of what is compared.
        family.sort_unstable();
        for (place, (_, row)) in (1_i64..).zip(&family) {
            if let Some(out) = out.get_mut(row.wrapping_sub(base)) {
                *out = place as i32;
            }
        }
    }
}
