//! Exact numbers: a whole number over a whole number. Nothing here rounds or overflows silently.

use std::cmp::Ordering;
use std::fmt;

use crate::program::Round;

/// An exact number in lowest terms.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Ratio {
    above: i128,
    /// Above 0.
    below: i128,
}

impl Ratio {
    /// 0.
    pub const ZERO: Self = Self::whole_wide(0);
    /// 1.
    pub const ONE: Self = Self::whole_wide(1);

    const fn whole_wide(number: i128) -> Self {
        Self {
            above: number,
            below: 1,
        }
    }

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self::whole_wide(i128::from(number))
    }

    /// `above / below`; `None` over 0 or beyond 128 bits.
    pub fn new(above: i128, below: i128) -> Option<Self> {
        if below == 0 || above == i128::MIN || below == i128::MIN {
            return None;
        }
        let common = common(above.unsigned_abs(), below.unsigned_abs());
        let common = i128::try_from(common).ok()?.max(1);
        let sign = if below < 0 { -1 } else { 1 };
        Some(Self {
            above: above.checked_div(common)?.checked_mul(sign)?,
            below: below.checked_div(common)?.checked_mul(sign)?,
        })
    }

    /// From digits with at most one point.
    pub(crate) fn parse(digits: &str) -> Option<Self> {
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let above: i128 = format!("{whole}{decimals}").parse().ok()?;
        let below = 10_i128.checked_pow(u32::try_from(decimals.len()).ok()?)?;
        Self::new(above, below)
    }

    /// What stands above and below the line; below is above 0.
    pub fn parts(self) -> (i128, i128) {
        (self.above, self.below)
    }

    /// The whole number that it is, if it is one and fits.
    pub fn to_whole(self) -> Option<i64> {
        (self.below == 1)
            .then(|| i64::try_from(self.above).ok())
            .flatten()
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.above.checked_mul(other.below)?;
        let right = other.above.checked_mul(self.below)?;
        Self::new(
            left.checked_add(right)?,
            self.below.checked_mul(other.below)?,
        )
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated()?)
    }

    /// With the other sign.
    pub fn negated(self) -> Option<Self> {
        Some(Self {
            above: self.above.checked_neg()?,
            below: self.below,
        })
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        // Shortened crosswise first, so that products stay small.
        let a = Self::new(self.above, other.below)?;
        let b = Self::new(other.above, self.below)?;
        Self::new(a.above.checked_mul(b.above)?, a.below.checked_mul(b.below)?)
    }

    /// The quotient; `None` over 0.
    pub fn divided_by(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.below, other.above)?)
    }

    /// Divided by a whole number.
    pub(crate) fn over(self, number: i64) -> Option<Self> {
        self.divided_by(Self::whole(number))
    }

    /// Made whole.
    pub fn rounded(self, round: Round) -> Option<i128> {
        let down = self.above.div_euclid(self.below);
        let rest = self.above.rem_euclid(self.below);
        let up = match round {
            Round::Down => false,
            Round::Up => rest > 0,
            // rest * 2 >= below, without overflow.
            Round::HalfUp => rest > 0 && rest >= self.below.checked_sub(rest)?,
        };
        down.checked_add(i128::from(up))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        // Whole parts first; what is left is compared by turning both over.
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let (x, y) = (a.above.div_euclid(a.below), b.above.div_euclid(b.below));
            let (p, q) = (a.above.rem_euclid(a.below), b.above.rem_euclid(b.below));
            let found = if x == y {
                match (p, q) {
                    (0, 0) => Ordering::Equal,
                    (0, _) => Ordering::Less,
                    (_, 0) => Ordering::Greater,
                    _ => {
                        a = Self {
                            above: a.below,
                            below: p,
                        };
                        b = Self {
                            above: b.below,
                            below: q,
                        };
                        turned = !turned;
                        continue;
                    }
                }
            } else {
                x.cmp(&y)
            };
            return if turned { found.reverse() } else { found };
        }
    }
}

impl fmt::Display for Ratio {
    /// As a decimal number where it is one, else as a fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut below = self.below;
        let mut digits = 0_u32;
        for factor in [10, 2, 5] {
            while let (Some(less), Some(0)) = (below.checked_div(factor), below.checked_rem(factor))
            {
                below = less;
                digits = digits.saturating_add(1);
            }
        }
        let scaled = 10_i128
            .checked_pow(digits)
            .filter(|_| below == 1)
            .and_then(|power| power.checked_div(self.below)?.checked_mul(self.above));
        match scaled {
            _ if self.below == 1 => write!(f, "{}", self.above),
            Some(scaled) => {
                let sign = if scaled < 0 { "-" } else { "" };
                let width = (digits as usize).saturating_add(1);
                let text = format!("{:0width$}", scaled.unsigned_abs());
                let (whole, decimals) = text.split_at(text.len().saturating_sub(digits as usize));
                write!(f, "{sign}{whole}.{decimals}")
            }
            None => write!(f, "{}/{}", self.above, self.below),
        }
    }
}

/// The greatest common divisor.
pub(crate) fn common(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_and_in_order() {
        let third = Ratio::new(1, 3).unwrap();
        assert_eq!(third.times(Ratio::whole(3)), Some(Ratio::ONE));
        assert!(third < Ratio::new(34, 100).unwrap());
        assert!(Ratio::new(-1, 3).unwrap() > Ratio::new(-34, 100).unwrap());
        assert_eq!(Ratio::new(1, 8).unwrap().to_string(), "0.125");
        assert_eq!(Ratio::new(-1, 20).unwrap().to_string(), "-0.05");
        assert_eq!(third.to_string(), "1/3");
    }

    #[test]
    fn the_half_goes_up() {
        let rounded = |a, b| Ratio::new(a, b).unwrap().rounded(Round::HalfUp);
        assert_eq!(rounded(5, 2), Some(3));
        assert_eq!(rounded(-5, 2), Some(-2));
        assert_eq!(rounded(249, 100), Some(2));
        assert_eq!(Ratio::new(-1, 2).unwrap().rounded(Round::Down), Some(-1));
        assert_eq!(Ratio::new(1, 3).unwrap().rounded(Round::Up), Some(1));
    }
}
