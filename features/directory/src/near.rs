//! "Near": what a person wrote about where they are, read as a place on the map. A postcode
//! that several municipalities share is asked about, never guessed.

use base::geo::Point;
use base::text::{clean_line, fold};

use crate::geography::{Municipality, Postcode, bare_name, district_less, geography, middle};
use crate::geography::{municipality, municipality_named, postcode_point};

/// Longer than any Danish place name with its postcode.
const LONGEST: usize = 80;

/// What the words about a place came to.
#[derive(Debug, PartialEq)]
pub enum Near {
    /// Nothing was written: the whole country.
    Anywhere,
    /// One place.
    Here(Here),
    /// Several fit; the person chooses.
    Which(Vec<Choice>),
    /// No place fits.
    Unknown,
}

/// A place to measure distances from.
#[derive(Debug, Clone, PartialEq)]
pub struct Here {
    /// What to call it: `8000 Aarhus C`, `Viborg`.
    pub label: String,
    /// The municipality whose services the person may use, when that is certain.
    pub municipality: Option<&'static Municipality>,
    /// Where it is.
    pub point: Point,
}

/// One answer to "which of these?".
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What to show: the town, and the municipality when that is the question.
    pub label: String,
    /// What to search with when it is chosen.
    pub near: String,
    /// The municipality chosen with it.
    pub municipality: Option<&'static str>,
}

/// Reads `near` (a postcode, a town or a municipality), helped by a municipality's code when
/// the person has already answered which.
pub fn near(written: &str, chosen: Option<&str>) -> Near {
    let chosen = chosen.and_then(municipality);
    let short: String = written.chars().take(LONGEST).collect();
    let text = clean_line(&short);
    if text.is_empty() {
        return chosen.map_or(Near::Anywhere, whole);
    }
    match postcode_in(&fold(&text)) {
        Some(code) => by_postcode(code, chosen),
        None => by_name(&text, chosen),
    }
}

/// Four digits that stand alone.
fn postcode_in(folded: &str) -> Option<u16> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| word.strip_prefix("dk").unwrap_or(word))
        .find(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .and_then(|digits| digits.parse().ok())
}

fn by_postcode(code: u16, chosen: Option<&'static Municipality>) -> Near {
    let country = geography();
    let codes = country.municipalities_of(code);
    let Some(town) = country.town_of(code) else {
        return Near::Unknown;
    };
    let near = format!("{code:04}");
    let Some(point) = postcode_point(&near) else {
        return Near::Unknown;
    };
    let label = format!("{near} {town}");
    let answer = |municipality| {
        Near::Here(Here {
            label: label.clone(),
            municipality,
            point,
        })
    };
    match (codes.as_slice(), chosen) {
        ([], _) => Near::Unknown,
        ([only], _) => answer(municipality(only)),
        (several, Some(m)) if several.contains(&m.code.as_str()) => answer(Some(m)),
        (several, _) => Near::Which(shared_by(several, &label, &near)),
    }
}

fn shared_by(codes: &[&str], label: &str, near: &str) -> Vec<Choice> {
    let known = codes.iter().filter_map(|code| municipality(code));
    known
        .map(|m| Choice {
            label: format!("{label} · {}", m.name),
            near: near.to_string(),
            municipality: Some(m.code.as_str()),
        })
        .collect()
}

fn by_name(text: &str, chosen: Option<&'static Municipality>) -> Near {
    let name = bare_name(text);
    let towns = |fits: &dyn Fn(&str) -> bool| -> Vec<&'static Postcode> {
        geography()
            .postcodes
            .iter()
            .filter(|p| fits(&p.folded))
            .collect()
    };
    let exact = towns(&|town| town == name);
    if !exact.is_empty() && municipality_named(&name).is_none() {
        return one_town(&exact, chosen);
    }
    let central = towns(&|town| district_less(town) == name);
    if let Some(m) = municipality_named(&name) {
        // The town itself where it has its municipality's name: most people mean its middle.
        let own: Vec<_> = central
            .into_iter()
            .filter(|p| p.municipality == m.code)
            .collect();
        let point = middle(own.into_iter()).unwrap_or(m.point);
        return Near::Here(Here {
            label: m.name.clone(),
            municipality: Some(m),
            point,
        });
    }
    if !central.is_empty() {
        return which_town(&central, chosen);
    }
    let begun = if name.chars().count() >= 3 {
        towns(&|town| town.starts_with(&name))
    } else {
        Vec::new()
    };
    if !begun.is_empty() {
        return which_town(&begun, chosen);
    }
    match misspelt(&name) {
        found if found.is_empty() => Near::Unknown,
        found => Near::Which(found),
    }
}

/// All postcodes here bear one town's name.
fn one_town(postcodes: &[&'static Postcode], chosen: Option<&'static Municipality>) -> Near {
    let Some(first) = postcodes.first() else {
        return Near::Unknown;
    };
    let mut codes: Vec<&str> = Vec::new();
    for postcode in postcodes {
        for code in geography().municipalities_of(postcode.code) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    let Some(point) =
        middle(postcodes.iter().copied()).or_else(|| postcode_point(&format!("{:04}", first.code)))
    else {
        return Near::Unknown;
    };
    let label = first.town.clone();
    match (codes.as_slice(), chosen) {
        ([only], _) => Near::Here(Here {
            label,
            municipality: municipality(only),
            point,
        }),
        (several, Some(m)) if several.contains(&m.code.as_str()) => Near::Here(Here {
            label,
            municipality: Some(m),
            point,
        }),
        (several, _) => Near::Which(shared_by(several, &label, &label)),
    }
}

/// Several towns fit: one when they are the same, else a question of at most twelve answers.
fn which_town(postcodes: &[&'static Postcode], chosen: Option<&'static Municipality>) -> Near {
    let mut names: Vec<&str> = postcodes.iter().map(|p| p.town.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    match names.as_slice() {
        [_] => one_town(postcodes, chosen),
        names if names.len() <= 12 => {
            Near::Which(names.iter().map(|name| town_choice(name)).collect())
        }
        _ => Near::Unknown,
    }
}

fn town_choice(name: &str) -> Choice {
    Choice {
        label: name.to_string(),
        near: name.to_string(),
        municipality: None,
    }
}

/// Names one slip away, as a question.
fn misspelt(name: &str) -> Vec<Choice> {
    if name.chars().count() < 4 {
        return Vec::new();
    }
    let country = geography();
    let named = country
        .municipalities
        .iter()
        .filter(|m| one_slip(&fold(&m.name), name))
        .map(|m| m.name.as_str());
    let towns = country
        .postcodes
        .iter()
        .filter(|p| one_slip(&p.folded, name))
        .map(|p| p.town.as_str());
    let mut found: Vec<&str> = named.chain(towns).collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(6);
    found.into_iter().map(town_choice).collect()
}

/// Whether one letter more, less, other or swapped makes `a` into `b`. Thousands of words are
/// asked for one that is not known, so nothing is copied.
pub(crate) fn one_slip(a: &str, b: &str) -> bool {
    let same: usize = a
        .chars()
        .zip(b.chars())
        .take_while(|(x, y)| x == y)
        .map(|(x, _)| x.len_utf8())
        .sum();
    let (rest_a, rest_b) = (
        a.get(same..).unwrap_or_default(),
        b.get(same..).unwrap_or_default(),
    );
    let (x, after_a) = first_letter(rest_a);
    let (y, after_b) = first_letter(rest_b);
    let swapped = || {
        let ((x2, xs), (y2, ys)) = (first_letter(after_a), first_letter(after_b));
        x2.is_some() && x == y2 && x2 == y && xs == ys
    };
    match (x, y) {
        (None, None) => false,
        (Some(_), Some(_)) => {
            after_a == after_b || after_a == rest_b || rest_a == after_b || swapped()
        }
        (Some(_), None) => after_a.is_empty(),
        (None, Some(_)) => after_b.is_empty(),
    }
}

fn first_letter(text: &str) -> (Option<char>, &str) {
    let mut letters = text.chars();
    (letters.next(), letters.as_str())
}

fn whole(m: &'static Municipality) -> Near {
    Near::Here(Here {
        label: m.name.clone(),
        municipality: Some(m),
        point: m.point,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(written: &str) -> String {
        match near(written, None) {
            Near::Here(here) => here.label,
            other => format!("{other:?}"),
        }
    }

    fn choices(written: &str) -> Vec<String> {
        match near(written, None) {
            Near::Which(choices) => choices.into_iter().map(|c| c.label).collect(),
            other => panic!("{written} came to {other:?}"),
        }
    }

    #[test]
    fn a_postcode_in_one_municipality_is_a_place() {
        assert_eq!(label("8000"), "8000 Aarhus C");
        assert_eq!(label(" DK-8000 Aarhus "), "8000 Aarhus C");
        assert_eq!(label("٨٠٠٠"), "8000 Aarhus C");
        assert_eq!(label("1050"), "1050 København K");
        assert_eq!(near("9999", None), Near::Unknown);
    }

    #[test]
    fn a_shared_postcode_asks_which_municipality() {
        let shared = choices("2000");
        assert_eq!(
            shared,
            [
                "2000 Frederiksberg · Frederiksberg",
                "2000 Frederiksberg · København"
            ]
        );
        assert_eq!(choices("1820").len(), 2, "ranges are shared too");
        let Near::Here(here) = near("2000", Some("0147")) else {
            panic!("the answer was not taken")
        };
        assert_eq!(
            here.municipality.map(|m| m.name.as_str()),
            Some("Frederiksberg")
        );
        assert!(
            matches!(near("2000", Some("0751")), Near::Which(_)),
            "an answer that does not fit is asked again"
        );
    }

    #[test]
    fn towns_and_municipalities_are_places() {
        for name in ["Aarhus", "århus", "Aarhus Kommune"] {
            assert_eq!(label(name), "Aarhus", "{name}");
        }
        assert_eq!(label("copenhagen"), "København");
        assert_eq!(
            choices("Nykøbing"),
            ["Nykøbing F", "Nykøbing M", "Nykøbing Sj"]
        );
        assert!(
            choices("Silkebrog").contains(&"Silkeborg".to_string()),
            "a slip is asked about"
        );
    }

    #[test]
    fn hostile_places_are_unknown() {
        for text in [
            "%",
            "' or 1=1 --",
            "<script>",
            "\u{202e}",
            &"x".repeat(1_000_000),
            "🙂",
        ] {
            assert!(
                matches!(near(text, None), Near::Unknown | Near::Anywhere),
                "{:.20}",
                text
            );
        }
        assert_eq!(near("", None), Near::Anywhere);
        assert!(matches!(near("", Some("0751")), Near::Here(_)));
    }
}
