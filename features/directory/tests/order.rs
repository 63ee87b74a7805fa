//! In what order offers are found, how many, and in which build of the index, on both engines.

use std::fmt::Write as _;

use base::Entropy;
use base::geo::Point;
use db::testing::on_both;
use db::{Db, Query};
use directory::geography::postcode_point;
use directory::{Found, How, MIGRATIONS, Search, Source, find, import, ready};

db::statements! {
    OLDER_FORM = "update offer_index set form = 0";
    FORGET = "delete from offer_index";
}

async fn put(db: &Db, source: &Source) {
    import(db, source, How::default(), &Entropy::system())
        .await
        .expect("offers are good");
}

async fn near(db: &Db, here: Point, need: &str, limit: usize) -> Found {
    let search = Search {
        need: need.into(),
        near: Some(here),
        limit,
        ..Search::default()
    };
    find(db, &search).await.expect("a search")
}

fn ids(found: &Found) -> Vec<&str> {
    found.local.iter().map(|card| card.id.as_str()).collect()
}

const COLUMNS: &str = "id,organization_id,name,description,domains,kind,audience,eligibility,languages,cost,anonymous,channel,phone,email,url,opening_hours,source_url,source_date,coverage\n";
const PLACES: &str =
    "id,service_id,name,street,postcode,city,municipality,latitude,longitude,confidential\n";

/// Offers as id, name and description, each at so many degrees north of Aarhus.
fn offers(all: &[(String, &str, &str, f64)]) -> Source {
    let (mut services, mut places) = (COLUMNS.to_string(), PLACES.to_string());
    for (id, name, description, north) in all {
        let _ = writeln!(
            services,
            "{id},o1,{name},{description},sociale,aktivitet,foraeldre,,da,gratis,y,fysisk,,,,,https://h.dk,2026-05,lokal"
        );
        let latitude = AARHUS.lat + north;
        let _ = writeln!(
            places,
            "l-{id},{id},Huset,Vej 1,8000,Aarhus C,Aarhus,{latitude:.5},{:.5},n",
            AARHUS.lon
        );
    }
    Source::default()
        .with(
            "organizations.csv",
            "id,name,name_en,url,description,source_url\no1,Huset,,https://h.dk,,\n",
        )
        .with("services.csv", services)
        .with("locations.csv", places)
}

const AARHUS: Point = Point {
    lat: 56.15,
    lon: 10.2,
};
/// Degrees of latitude in a kilometre.
const KM: f64 = 1.0 / 111.2;

#[tokio::test]
async fn about_as_near_an_offer_for_it_stands_before_one_that_mentions_it() {
    on_both(&[MIGRATIONS], |db| async move {
        let source = offers(&[
            (
                "mentions".into(),
                "Gruppe for efterladte",
                "Vi taler også om amning.",
                6.0 * KM,
            ),
            ("for".into(), "Amning", "Kom og spørg.", 8.0 * KM),
            ("far".into(), "Amning langt væk", "Kom og spørg.", 30.0 * KM),
            (
                "door".into(),
                "Cafeen",
                "Her er amning velkommen.",
                0.5 * KM,
            ),
        ]);
        put(&db, &source).await;
        let found = near(&db, AARHUS, "amning", 0).await;
        assert_eq!(
            ids(&found),
            ["door", "for", "mentions", "far"],
            "neither much nearer nor much farther ones change places"
        );
        // Nobody wrote anything: the nearest is the nearest.
        let found = near(&db, AARHUS, "", 0).await;
        assert_eq!(ids(&found), ["door", "mentions", "for", "far"]);
    })
    .await;
}

#[tokio::test]
async fn two_hundred_are_found_when_asked_for_and_the_next_one_tells_of_more() {
    on_both(&[MIGRATIONS], |db| async move {
        let many: Vec<_> = (0..230)
            .map(|n| {
                (
                    format!("s{n:03}"),
                    "Legestue",
                    "Kom og leg.",
                    f64::from(n) * KM / 5.0,
                )
            })
            .collect();
        put(&db, &offers(&many)).await;
        for (asked, shown) in [(0, 20), (5, 5), (60, 60), (201, 201), (1_000_000, 201)] {
            let found = near(&db, AARHUS, "legestue", asked).await;
            let nearest: Vec<&str> = many.iter().take(shown).map(|o| o.0.as_str()).collect();
            assert_eq!(ids(&found), nearest, "{asked}");
        }
    })
    .await;
}

/// A shelter whose secret house lies here, beside an open house in the same municipality.
fn shelter(secret: Point, postcode: &str) -> Source {
    let services = format!(
        "{COLUMNS}s1,o1,Krisecenteret,Et trygt sted.,sociale,krisecenter,voldsudsat,,,gratis,y,telefon,,,,,https://h.dk,2026-05,lokal\n\
         s2,o1,Cafeen,Kaffe og snak om vold.,sociale,aktivitet,foraeldre,,,gratis,y,fysisk,,,,,https://h.dk,2026-05,lokal\n"
    );
    let places = format!(
        "{PLACES}l1,s1,Krisecenteret,Skjulevej 77,{postcode},Byen,Svendborg,{:.5},{:.5},y\n\
         l2,s2,Cafeen,Torvet 1,5700,Svendborg,Svendborg,,,n\n",
        secret.lat, secret.lon
    );
    offers(&[])
        .with("services.csv", services)
        .with("locations.csv", places)
}

/// Whoever asks from everywhere with every word must not learn on which side of town it lies.
#[tokio::test]
async fn what_is_found_is_the_same_wherever_a_confidential_place_lies() {
    on_both(&[MIGRATIONS], |db| async move {
        let mut told = Vec::new();
        for (lat, lon, postcode) in [(55.0852, 10.7, "5881"), (55.03, 10.45, "5762")] {
            put(&db, &shelter(Point { lat, lon }, postcode)).await;
            let mut all = Vec::new();
            for from in ["5700", "5881", "5762", "5000", "8000"] {
                let here = postcode_point(from).expect("a postcode");
                for need in ["", "vold", "krisecenter", "byen", "skjulevej", postcode] {
                    for limit in [1, 2, 100] {
                        all.push(near(&db, here, need, limit).await);
                    }
                }
            }
            assert!(
                all.iter().flat_map(Found::cards).any(|c| c.id == "s1"),
                "the shelter is found"
            );
            told.push(all);
        }
        assert_eq!(told[0], told[1]);
    })
    .await;
}

#[tokio::test]
async fn a_new_build_is_seen_at_the_next_search() {
    on_both(&[MIGRATIONS], |db| async move {
        let one = |name| offers(&[("s1".into(), name, "Kom og spørg.", KM)]);
        for name in ["Amning", "Legestue", "Amning"] {
            put(&db, &one(name)).await;
            let found = near(&db, AARHUS, name, 0).await;
            assert_eq!(found.local[0].name, name);
            assert_eq!(found.widened, directory::Widened::No);
        }
    })
    .await;
}

#[tokio::test]
async fn an_index_of_an_older_form_is_built_anew_at_the_start() {
    on_both(&[MIGRATIONS], |db| async move {
        ready(&db, &Entropy::system())
            .await
            .expect("an empty directory needs none");
        put(
            &db,
            &offers(&[("s1".into(), "Amning", "Kom og spørg.", KM)]),
        )
        .await;
        for older in [OLDER_FORM, FORGET] {
            db.execute(&older, &[]).await.expect("an older form");
            let found = near(&db, AARHUS, "amning", 0).await;
            assert!(found.is_empty(), "it is not read");
            ready(&db, &Entropy::system()).await.expect("a start");
            assert_eq!(ids(&near(&db, AARHUS, "amning", 0).await), ["s1"]);
        }
    })
    .await;
}
