//! Parts of columns that are being written.

use std::ops::Range;

use super::kernels::{In, Out, map1, single};
use crate::rows::Column;

/// A part of a column that is being written.
pub(super) enum Part<'a> {
    Small(&'a mut [u8]),
    Whole(&'a mut [i32]),
    Long(&'a mut [i64]),
}

impl<'a> Part<'a> {
    pub fn of(column: &'a mut Column) -> Self {
        match column {
            Column::Small(values) => Part::Small(values),
            Column::Whole(values) => Part::Whole(values),
            Column::Long(values) => Part::Long(values),
            Column::Missing | Column::Same(_) => Part::Small(&mut []),
        }
    }

    /// The same part, for a while.
    pub fn again(&mut self) -> Part<'_> {
        match self {
            Part::Small(values) => Part::Small(values),
            Part::Whole(values) => Part::Whole(values),
            Part::Long(values) => Part::Long(values),
        }
    }

    /// Its first rows and the rest.
    pub fn split(self, at: usize) -> (Part<'a>, Part<'a>) {
        match self {
            Part::Small(values) => {
                let (a, b) = values.split_at_mut(at.min(values.len()));
                (Part::Small(a), Part::Small(b))
            }
            Part::Whole(values) => {
                let (a, b) = values.split_at_mut(at.min(values.len()));
                (Part::Whole(a), Part::Whole(b))
            }
            Part::Long(values) => {
                let (a, b) = values.split_at_mut(at.min(values.len()));
                (Part::Long(a), Part::Long(b))
            }
        }
    }

    pub fn write(&mut self, rows: Range<usize>, value: In<'_>) {
        match self {
            Part::Small(values) => {
                let Some(out) = values.get_mut(rows) else {
                    return;
                };
                match value {
                    In::N(lanes) => map1(out, lanes, |lane| lane as u8),
                    In::W(lanes) => map1(out, lanes, |lane| lane as u8),
                    In::K(value) => out.fill(value as u8),
                }
            }
            Part::Whole(values) => {
                let Some(out) = values.get_mut(rows) else {
                    return;
                };
                single(Out::N(out), value, |value| value);
            }
            Part::Long(values) => {
                let Some(out) = values.get_mut(rows) else {
                    return;
                };
                single(Out::W(out), value, |value| value);
            }
        }
    }
}

/// Where a pipeline leaves a column: the part, and the row that it begins with.
pub(super) struct Sink<'a> {
    pub base: usize,
    pub part: Part<'a>,
}
