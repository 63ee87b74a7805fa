//! Denmark's municipalities and postcodes, compiled in: no request asks anybody else where
//! a place is. Origins and terms stand in `content/geography/README.md`.

use std::collections::HashMap;
use std::sync::LazyLock;

use base::geo::Point;
use base::text::fold;

/// One of 98 municipalities, or Christiansø.
#[derive(Debug, PartialEq)]
pub struct Municipality {
    /// Four digits, such as `0751`.
    pub code: String,
    /// The Danish name without "Kommune".
    pub name: String,
    /// The English name, often the same.
    pub name_en: String,
    /// The region's Danish name, as of 2026.
    pub region: String,
    /// A point well inside, for labels and for distances to places that stay hidden.
    pub point: Point,
}

/// One postcode and where it is.
#[derive(Debug)]
pub(crate) struct Postcode {
    pub code: u16,
    pub town: String,
    /// The town's name, folded once: names are compared with every one of these.
    pub folded: String,
    pub municipality: String,
    /// Nothing where the source's point was found to lie far off.
    pub point: Option<Point>,
}

/// A municipality's share of a postcode, or of a range of them.
#[derive(Debug)]
pub(crate) struct Share {
    pub first: u16,
    pub last: u16,
    pub town: String,
    pub municipality: String,
}

pub(crate) struct Geography {
    pub municipalities: Vec<Municipality>,
    pub postcodes: Vec<Postcode>,
    pub shares: Vec<Share>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    by_postcode: HashMap<u16, usize>,
    /// By folded name, the whole and the one without its district.
    by_town: HashMap<String, Vec<usize>>,
}

static GEOGRAPHY: LazyLock<Geography> = LazyLock::new(Geography::read);

/// The whole country.
pub(crate) fn geography() -> &'static Geography {
    &GEOGRAPHY
}

/// The municipality with these four digits.
pub fn municipality(code: &str) -> Option<&'static Municipality> {
    let country = geography();
    country
        .by_code
        .get(code)
        .and_then(|at| country.municipalities.get(*at))
}

/// The municipality of this name in Danish or English, with or without "Kommune".
pub fn municipality_named(name: &str) -> Option<&'static Municipality> {
    let country = geography();
    let name = bare_name(name);
    let at = country
        .by_name
        .get(&name)
        .or_else(|| country.by_name.get(name.strip_suffix('s')?))?;
    country.municipalities.get(*at)
}

/// Every municipality by Danish name.
pub fn municipalities() -> impl Iterator<Item = &'static Municipality> {
    geography().municipalities.iter()
}

/// Where a postcode lies; nothing for one that does not exist.
pub fn postcode_point(code: &str) -> Option<Point> {
    let code: u16 = code.parse().ok()?;
    let country = geography();
    let postcode = country
        .by_postcode
        .get(&code)
        .and_then(|at| country.postcodes.get(*at));
    match postcode.and_then(|p| p.point) {
        Some(point) => Some(point),
        None => municipality(country.municipalities_of(code).first()?).map(|m| m.point),
    }
}

/// Whether mail goes to this postcode.
pub fn postcode_exists(code: &str) -> bool {
    let digits = code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit());
    digits
        && code
            .parse()
            .is_ok_and(|code| !geography().municipalities_of(code).is_empty())
}

/// The middle of a town's postcodes.
pub fn town_point(town: &str) -> Option<Point> {
    let country = geography();
    let numbers = country.by_town.get(&fold(town))?;
    middle(numbers.iter().filter_map(|at| country.postcodes.get(*at)))
}

/// The mean of the postcodes' points.
pub(crate) fn middle<'a>(postcodes: impl Iterator<Item = &'a Postcode>) -> Option<Point> {
    let points: Vec<Point> = postcodes.filter_map(|p| p.point).collect();
    if points.is_empty() {
        return None;
    }
    let count = points.len() as f64;
    let lat = points.iter().map(|p| p.lat).sum::<f64>() / count;
    let lon = points.iter().map(|p| p.lon).sum::<f64>() / count;
    Some(Point { lat, lon })
}

/// `Aarhus C` → `aarhus`: towns are cut into districts by letters that nobody says.
/// Takes and gives folded text.
pub(crate) fn district_less(town: &str) -> &str {
    match town.rsplit_once(' ') {
        Some((
            name,
            "c" | "k" | "v" | "n" | "s" | "oe" | "nv" | "sv" | "noe" | "soe" | "sj" | "f" | "m",
        )) => name,
        _ => town,
    }
}

/// Folded, without "kommune" and the like.
pub(crate) fn bare_name(name: &str) -> String {
    let folded = fold(name.trim());
    let bare = folded
        .strip_suffix(" kommune")
        .or_else(|| folded.strip_suffix(" municipality"))
        .unwrap_or(&folded);
    bare.trim().to_string()
}

impl Geography {
    fn read() -> Self {
        let municipalities: Vec<Municipality> = rows(include_str!(
            "../../../content/geography/municipalities.csv"
        ))
        .filter_map(|row| {
            Some(Municipality {
                code: row.get(0)?.to_string(),
                name: row.get(1)?.to_string(),
                name_en: row.get(2)?.to_string(),
                region: row.get(4)?.to_string(),
                point: Point {
                    lat: row.get(6)?.parse().ok()?,
                    lon: row.get(7)?.parse().ok()?,
                },
            })
        })
        .collect();
        let postcodes: Vec<Postcode> = rows(include_str!(
            "../../../content/geography/postcodes_geonames.csv"
        ))
        .filter_map(|row| {
            let point = Point {
                lat: row.get(4)?.parse().ok()?,
                lon: row.get(5)?.parse().ok()?,
            };
            Some(Postcode {
                code: row.get(0)?.parse().ok()?,
                town: row.get(1)?.to_string(),
                folded: fold(row.get(1)?),
                municipality: row.get(2)?.to_string(),
                point: (row.get(6)? != "CHECK").then_some(point),
            })
        })
        .collect();
        let shares = rows(include_str!(
            "../../../content/geography/postcode_municipality_overlap_2014.csv"
        ))
        .filter_map(|row| {
            let codes = row.get(0)?;
            let (first, last) = codes.split_once('-').unwrap_or((codes, codes));
            Some(Share {
                first: first.parse().ok()?,
                last: last.parse().ok()?,
                town: row.get(1)?.to_string(),
                municipality: row.get(2)?.to_string(),
            })
        })
        .collect();
        let by_code = municipalities
            .iter()
            .enumerate()
            .map(|(at, m)| (m.code.clone(), at))
            .collect();
        let mut by_name: HashMap<String, usize> = municipalities
            .iter()
            .enumerate()
            .map(|(at, m)| (fold(&m.name_en), at))
            .collect();
        by_name.extend(
            municipalities
                .iter()
                .enumerate()
                .map(|(at, m)| (fold(&m.name), at)),
        );
        let by_postcode = postcodes
            .iter()
            .enumerate()
            .map(|(at, p)| (p.code, at))
            .collect();
        let mut by_town: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, postcode) in postcodes.iter().enumerate() {
            let (whole, bare) = (postcode.folded.as_str(), district_less(&postcode.folded));
            by_town.entry(whole.to_string()).or_default().push(at);
            if bare != whole {
                by_town.entry(bare.to_string()).or_default().push(at);
            }
        }
        Self {
            municipalities,
            postcodes,
            shares,
            by_code,
            by_name,
            by_postcode,
            by_town,
        }
    }

    /// The codes of the municipalities that share a postcode, the largest share first.
    pub fn municipalities_of(&self, postcode: u16) -> Vec<&str> {
        let shared: Vec<&str> = self
            .shares
            .iter()
            .filter(|share| (share.first..=share.last).contains(&postcode))
            .map(|share| share.municipality.as_str())
            .collect();
        if !shared.is_empty() {
            return shared;
        }
        let alone = self
            .by_postcode
            .get(&postcode)
            .and_then(|at| self.postcodes.get(*at));
        alone.map(|p| p.municipality.as_str()).into_iter().collect()
    }

    /// The name of a postcode's town.
    pub fn town_of(&self, postcode: u16) -> Option<&str> {
        let shared = self
            .shares
            .iter()
            .find(|share| (share.first..=share.last).contains(&postcode));
        let alone = || {
            self.by_postcode
                .get(&postcode)
                .and_then(|at| self.postcodes.get(*at))
        };
        shared
            .map(|share| share.town.as_str())
            .or_else(|| alone().map(|p| p.town.as_str()))
    }
}

fn rows(text: &str) -> impl Iterator<Item = csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes())
        .into_records()
        .filter_map(Result::ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_files_is_read() {
        let lines = |text: &str| text.lines().count() - 1;
        let country = geography();
        assert_eq!(country.municipalities.len(), 99);
        assert_eq!(
            country.postcodes.len(),
            lines(include_str!(
                "../../../content/geography/postcodes_geonames.csv"
            ))
        );
        assert_eq!(
            country.shares.len(),
            lines(include_str!(
                "../../../content/geography/postcode_municipality_overlap_2014.csv"
            ))
        );
        let known = |code: &str| municipality(code).is_some();
        assert!(country.shares.iter().all(|s| known(&s.municipality)));
        assert!(country.postcodes.iter().all(|p| known(&p.municipality)));
    }

    #[test]
    fn municipalities_answer_to_their_names() {
        let code = |name: &str| municipality_named(name).map(|m| m.code.as_str());
        for name in [
            "København",
            "Københavns Kommune",
            "koebenhavn",
            "Copenhagen",
            "KØBENHAVN kommune",
        ] {
            assert_eq!(code(name), Some("0101"), "{name}");
        }
        assert_eq!(code("Århus"), Some("0751"));
        assert_eq!(code("Atlantis"), None);
    }

    #[test]
    fn a_point_known_to_be_wrong_is_not_used() {
        let point = postcode_point("0999").map(|p| p.lat < 56.0);
        assert_eq!(point, Some(true), "København C must not lie at Skagen");
        assert!(
            postcode_exists("8000")
                && !postcode_exists("9999")
                && !postcode_exists("80")
                && !postcode_exists("8000 ")
        );
    }
}
