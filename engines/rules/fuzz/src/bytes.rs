//! Choices out of bytes. When they run out, everything is 0.

/// Bytes that choices are taken from, first to last.
pub struct Bytes<'a>(pub &'a [u8]);

impl Bytes<'_> {
    /// Whether none are left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next one.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    /// The next so many as a number.
    pub fn number(&mut self, bytes: usize) -> u64 {
        (0..bytes).fold(0, |number, _| number << 8 | u64::from(self.byte()))
    }

    /// A place below `end`; 0 when there is none.
    pub fn place(&mut self, end: usize) -> usize {
        let bytes = if end > 256 { 2 } else { 1 };
        self.number(bytes) as usize % end.max(1)
    }
}

/// Bytes that look drawn by lot and are the same for the same input (splitmix64).
pub fn drawn(from: &[u8], count: usize) -> Vec<u8> {
    let mut state = from.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    });
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    (0..count.div_ceil(8))
        .flat_map(|_| next().to_le_bytes())
        .collect()
}
