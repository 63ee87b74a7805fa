//! A place, and what may be told of where it is.
//!
//! Invariant: a street, a postcode, a town or a point of a confidential place leaves this file
//! only through [`Place::address_for`], which asks for a [`NeedToKnow`]. Pages, cards, feeds,
//! the search index and exports hold a `Place` and so cannot leak it.

use base::Personal;
use base::geo::Point;

use crate::bundle::{Bundle, Record};
use crate::geography::{Municipality, municipality, postcode_point, town_point};
use crate::hours::Rule;
use crate::tables::table;

/// Where an offer can be met.
#[derive(Debug, Clone)]
pub struct Place {
    /// HSDS location id.
    pub id: String,
    /// What the place is called.
    pub name: String,
    /// The municipality it lies in, when known.
    pub municipality: Option<&'static Municipality>,
    /// Its own telephone number.
    pub phone: String,
    /// Its own e-mail address.
    pub email: String,
    /// When it is open, as rules and as text.
    pub rules: Vec<Rule>,
    /// The text of its opening hours.
    pub hours: String,
    confidential: bool,
    address: Option<Address>,
    point: Option<Point>,
}

/// A street address. Its `Debug` shows nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Address {
    street: Personal<String>,
    postcode: Personal<String>,
    town: Personal<String>,
}

impl Address {
    /// Street and number; may be empty.
    pub fn street(&self) -> &str {
        self.street.expose()
    }

    /// Four digits; may be empty.
    pub fn postcode(&self) -> &str {
        self.postcode.expose()
    }

    /// The town; may be empty.
    pub fn town(&self) -> &str {
        self.town.expose()
    }

    /// `Stengade 65, 3000 Helsingør`.
    pub fn line(&self) -> String {
        let town = [self.postcode(), self.town()]
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        [self.street(), &town]
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// Proof that somebody was found to need a confidential address. Made in `confidential.rs` alone,
/// after [`access`] has said that they may.
#[derive(Debug)]
pub struct NeedToKnow(pub(crate) ());

impl Place {
    /// The places of a bundle, by the rows of its `locations`.
    pub(crate) fn read(
        bundle: &Bundle,
        location: &Record,
        rules: Vec<Rule>,
        hours: String,
    ) -> Self {
        let at = table("locations").unwrap_or_default();
        let id = location.id();
        let belongs = |name: &str| {
            let at = table(name).unwrap_or_default();
            bundle
                .of(name)
                .iter()
                .find(move |r| r.get(at, "location_id") == id)
                .map(|r| (at, r))
        };
        let address = belongs("addresses").map(|(at, r)| Address {
            street: r.get(at, "address_1").to_string().into(),
            postcode: r.get(at, "postal_code").to_string().into(),
            town: r.get(at, "city").to_string().into(),
        });
        let point = match (
            location.get(at, "latitude").parse(),
            location.get(at, "longitude").parse(),
        ) {
            (Ok(lat), Ok(lon)) => Some(Point { lat, lon }),
            _ => None,
        };
        Self {
            id: id.to_string(),
            name: location.get(at, "name").to_string(),
            municipality: municipality(location.get(at, "municipality_code")),
            phone: belongs("phones")
                .map_or(String::new(), |(at, r)| r.get(at, "number").to_string()),
            email: belongs("contacts")
                .map_or(String::new(), |(at, r)| r.get(at, "email").to_string()),
            rules,
            hours,
            confidential: location.get(at, "confidential") == "true",
            address,
            point,
        }
    }

    /// Whether its address is for few.
    pub fn is_confidential(&self) -> bool {
        self.confidential
    }

    /// The address, where everybody may know it.
    pub fn address(&self) -> Option<&Address> {
        self.address.as_ref().filter(|_| !self.confidential)
    }

    /// The address, for somebody who needs it.
    pub fn address_for(&self, _: &NeedToKnow) -> Option<&Address> {
        self.address.as_ref()
    }

    /// Where distances are measured to: the point, the postcode or the town; of a confidential
    /// place only its municipality.
    pub fn about(&self) -> Option<Point> {
        let area = || self.municipality.map(|m| m.point);
        if self.confidential {
            return area();
        }
        let address = self.address.as_ref();
        self.point
            .or_else(|| address.and_then(|a| postcode_point(a.postcode())))
            .or_else(|| address.and_then(|a| town_point(a.town())))
            .or_else(area)
    }
}
