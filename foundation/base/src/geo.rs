//! Points on the map and the way between them.

/// A point in WGS 84: degrees north and east.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// Degrees north, −90 to 90.
    pub lat: f64,
    /// Degrees east, −180 to 180.
    pub lon: f64,
}

/// The mean radius of the earth in metres (IUGG).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

impl Point {
    /// Metres along the great circle to `other` (haversine; within 0.5 % of the ellipsoid).
    pub fn metres_to(self, other: Self) -> f64 {
        let (lat1, lat2) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = ((lat2 - lat1) / 2.0).sin();
        let half_lon = ((other.lon - self.lon).to_radians() / 2.0).sin();
        let h = half_lat.mul_add(half_lat, lat1.cos() * lat2.cos() * half_lon * half_lon);
        2.0 * EARTH_RADIUS_M * h.clamp(0.0, 1.0).sqrt().asin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copenhagen_to_aarhus_is_157_km() {
        let copenhagen = Point {
            lat: 55.6761,
            lon: 12.5683,
        };
        let aarhus = Point {
            lat: 56.1629,
            lon: 10.2039,
        };
        let km = copenhagen.metres_to(aarhus) / 1000.0;
        assert!((156.0..158.0).contains(&km), "{km}");
        assert!(aarhus.metres_to(aarhus) < 0.001);
    }
}
