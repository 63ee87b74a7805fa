//! Money in whole øre. Rounding is never silent: there is no division here.

/// An amount of Danish kroner in øre; negative when owed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Money {
    oere: i64,
}

impl Money {
    /// From øre.
    pub const fn from_oere(oere: i64) -> Self {
        Self { oere }
    }

    /// From whole kroner; `None` when that is more øre than can be counted.
    pub fn from_kroner(kroner: i64) -> Option<Self> {
        kroner.checked_mul(100).map(Self::from_oere)
    }

    /// Whole øre.
    pub const fn oere(self) -> i64 {
        self.oere
    }

    /// The sum; `None` on overflow.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.oere.checked_add(other.oere).map(Self::from_oere)
    }

    /// The difference; `None` on overflow.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.oere.checked_sub(other.oere).map(Self::from_oere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_refuse_to_overflow() {
        let most = Money::from_oere(i64::MAX);
        assert_eq!(most.plus(Money::from_oere(1)), None);
        assert_eq!(Money::from_kroner(i64::MAX), None);
        assert_eq!(
            Money::from_kroner(2).and_then(|two| two.minus(Money::from_oere(50))),
            Some(Money::from_oere(150))
        );
    }
}
