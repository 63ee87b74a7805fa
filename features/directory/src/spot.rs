//! Spots: points as whole numbers in an order that keeps neighbours together (a Z curve), so
//! that "near here" is a handful of ranges of one index that both engines share.

use base::geo::Point;

/// The box around Denmark; what lies outside is moved to its edge.
const SOUTH: f64 = 54.4;
const NORTH: f64 = 57.9;
const WEST: f64 = 7.9;
const EAST: f64 = 15.4;
/// Bits a side: a spot is about 6 m high and 7 m wide.
const BITS: u32 = 16;
const SIDE: f64 = 65_536.0;

/// The spot of offers for the whole country. It lies before every place.
pub(crate) const NATIONWIDE: i64 = -1;

/// The spot of local offers whose place nobody told.
pub(crate) const UNPLACED: i64 = -2;

/// The finest ring is this level's: squares of 2⁷ spots, about 900 m wide and 760 m high.
pub(crate) const FINEST: u32 = 7;

/// The spot of a point.
pub(crate) fn spot(point: Point) -> i64 {
    let (x, y) = grid(point);
    (spread(x) | spread(y) << 1) as i64
}

/// The middle of a spot.
pub(crate) fn point(spot: i64) -> Point {
    let spot = spot.max(0) as u64;
    let at = |bits: u32, low: f64, high: f64| low + (f64::from(bits) + 0.5) / SIDE * (high - low);
    Point {
        lat: at(gather(spot >> 1), SOUTH, NORTH),
        lon: at(gather(spot), WEST, EAST),
    }
}

/// The nine squares of this level around a point, as ranges `from..to` of spots, and the
/// distance in metres within which nothing is missed.
pub(crate) fn ring(centre: Point, level: u32) -> ([(i64, i64); 9], f64) {
    let (x, y) = grid(centre);
    let (column, row) = (i64::from(x >> level), i64::from(y >> level));
    let last = (1_i64 << (BITS - level)) - 1;
    let mut ranges = [(0, 0); 9];
    let squares = (-1..=1).flat_map(|down| (-1..=1).map(move |right| (column + right, row + down)));
    for (range, (column, row)) in ranges.iter_mut().zip(squares) {
        if (0..=last).contains(&column) && (0..=last).contains(&row) {
            let first = ((spread(column as u32) | spread(row as u32) << 1) << (2 * level)) as i64;
            *range = (first, first + (1_i64 << (2 * level)));
        }
    }
    (ranges, safe_metres(centre, column, row, level))
}

/// How large nine squares of a level are, in square metres at 56° north.
pub(crate) fn ring_area(level: u32) -> f64 {
    let height = (NORTH - SOUTH) * 111_300.0 / SIDE;
    let width = (EAST - WEST) * 62_200.0 / SIDE;
    9.0 * height * width * 4_f64.powi(level as i32)
}

/// How far it is from the point to the nearest edge of its nine squares, where the box around
/// Denmark is no edge.
fn safe_metres(centre: Point, column: i64, row: i64, level: u32) -> f64 {
    let degrees =
        |line: i64, low: f64, high: f64| low + (line << level) as f64 / SIDE * (high - low);
    let last = (1_i64 << (BITS - level)) - 1;
    let mut nearest = f64::INFINITY;
    let mut edge = |lat: f64, lon: f64| nearest = nearest.min(centre.metres_to(Point { lat, lon }));
    if column > 1 {
        edge(centre.lat, degrees(column - 1, WEST, EAST));
    }
    if column + 1 < last {
        edge(centre.lat, degrees(column + 2, WEST, EAST));
    }
    if row > 1 {
        edge(degrees(row - 1, SOUTH, NORTH), centre.lon);
    }
    if row + 1 < last {
        edge(degrees(row + 2, SOUTH, NORTH), centre.lon);
    }
    nearest
}

/// The last level, whose squares hold everything.
pub(crate) const WHOLE: u32 = BITS;

fn grid(point: Point) -> (u32, u32) {
    let along = |value: f64, low: f64, high: f64| {
        (((value - low) / (high - low)).clamp(0.0, 1.0) * SIDE).min(SIDE - 1.0) as u32
    };
    (along(point.lon, WEST, EAST), along(point.lat, SOUTH, NORTH))
}

/// Puts a zero between every two of sixteen bits: halves move apart, then their halves.
fn spread(bits: u32) -> u64 {
    let bits = u64::from(bits & 0xffff);
    let bits = (bits | bits << 8) & 0x00ff_00ff;
    let bits = (bits | bits << 4) & 0x0f0f_0f0f;
    let bits = (bits | bits << 2) & 0x3333_3333;
    (bits | bits << 1) & 0x5555_5555
}

/// Every second bit.
fn gather(bits: u64) -> u32 {
    let bits = bits & 0x5555_5555;
    let bits = (bits | bits >> 1) & 0x3333_3333;
    let bits = (bits | bits >> 2) & 0x0f0f_0f0f;
    let bits = (bits | bits >> 4) & 0x00ff_00ff;
    ((bits | bits >> 8) & 0xffff) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    prop_compose! {
        fn anywhere()(lat in 54.5..57.8_f64, lon in 8.0..15.2_f64) -> Point { Point { lat, lon } }
    }

    proptest! {
        #[test]
        fn a_spot_lies_within_six_metres(here in anywhere()) {
            prop_assert!(here.metres_to(point(spot(here))) < 6.0);
        }

        #[test]
        fn nothing_within_the_safe_distance_is_missed(here in anywhere(), there in anywhere(), level in FINEST..=WHOLE) {
            let (ranges, safe) = ring(here, level);
            let found = ranges.iter().any(|(from, to)| (*from..*to).contains(&spot(there)));
            prop_assert!(found || here.metres_to(there) > safe - 10.0);
        }
    }

    #[test]
    fn the_last_level_holds_the_country() {
        let (ranges, safe) = ring(
            Point {
                lat: 55.7,
                lon: 12.6,
            },
            WHOLE,
        );
        assert!(ranges.contains(&(0, 1 << 32)));
        assert_eq!(safe, f64::INFINITY);
    }
}
