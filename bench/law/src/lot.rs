//! Numbers that look drawn by lot and are the same in every run (splitmix64).

pub struct Lot(pub u64);

impl Lot {
    pub fn draw(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below.max(1)
    }

    /// Both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.draw((most - least + 1) as u64) as i64
    }

    /// Whether it happens, in so many of a hundred.
    pub fn percent(&mut self, hundredths: u64) -> bool {
        self.draw(100) < hundredths
    }
}
