//! Division by a number that is the same in every row: a product and a shift.

use super::kernels::{In, Out, map1, single};
use crate::program::Round;

/// How to divide by one fixed number: `((value + bias) * factor >> shift) + base`.
///
/// Granlund and Montgomery, "Division by invariant integers using multiplication": with
/// `2^l >= by`, n bits and `factor = ceil(2^(n + l) / by)`, the product's upper part is the
/// quotient of every number below `2^n`. The bias makes numbers of the known range such.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Divisor {
    pub bias: i64,
    pub base: i64,
    pub factor: u64,
    pub shift: u32,
    /// Whether 31 bits suffice, so that product and shift stay within 64.
    pub narrow: bool,
}

impl Divisor {
    /// For values from `least` to `most`; `None` when they span too much.
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "sums, quotients and the product are of 64-bit numbers in 128 bits; shifts are below 63 + 62"
    )]
    pub fn of(by: i64, round: Round, (least, most): (i64, i64)) -> Option<Self> {
        let wide = i128::from(by);
        if by < 1 {
            return None;
        }
        // Rounding up is rounding down after adding: the nearest half when `by` is even,
        // and when it is odd there is no half.
        let added = match round {
            Round::Down => 0,
            Round::Up => wide - 1,
            Round::HalfUp => wide / 2,
        };
        let base = (i128::from(least) + added).div_euclid(wide);
        let bias = added - base * wide;
        let largest = i128::from(most) + bias;
        let length = 64 - (by as u64 - 1).leading_zeros();
        let narrow = largest < 1 << 31 && by < 1 << 31;
        let bits = if narrow { 31 } else { 63 };
        if largest >= 1 << bits || length > 62 {
            return None;
        }
        let shift = bits + length;
        let factor = (1_u128 << shift).div_ceil(by as u128);
        Some(Self {
            bias: i64::try_from(bias).ok()?,
            base: i64::try_from(base).ok()?,
            factor: u64::try_from(factor).ok()?,
            shift,
            narrow,
        })
    }

    /// The quotient; for values of the known range.
    #[inline]
    pub fn divide(&self, value: i64) -> i64 {
        let positive = value.wrapping_add(self.bias) as u64;
        // Two numbers of 64 bits; the shift is below 126.
        let product = u128::from(positive).wrapping_mul(u128::from(self.factor));
        let quotient = product.wrapping_shr(self.shift);
        (quotient as i64).wrapping_add(self.base)
    }
}

/// Divides whole lanes.
#[inline(always)]
pub(super) fn lanes(divisor: &Divisor, out: Out<'_>, value: In<'_>) {
    let Divisor {
        bias,
        base,
        factor,
        shift,
        ..
    } = *divisor;
    if divisor.narrow {
        // Both factors have 32 bits: one product of vectors. The shift is below 63.
        let factor = u64::from(factor as u32);
        let divide =
            move |positive: u32| u64::from(positive).wrapping_mul(factor).wrapping_shr(shift);
        match (out, value) {
            (Out::N(out), In::N(lanes)) => map1(out, lanes, |lane| {
                let positive = (lane as u32).wrapping_add(bias as u32);
                (divide(positive) as u32).wrapping_add(base as u32) as i32
            }),
            (out, value) => single(out, value, |value| {
                let positive = value.wrapping_add(bias) as u32;
                (divide(positive) as i64).wrapping_add(base)
            }),
        }
    } else {
        single(out, value, |value| divisor.divide(value));
    }
}
