//! Find help near me, on both engines, over the demo's real offers.

use base::Entropy;
use db::Db;
use db::testing::on_both;
use directory::{
    Found, How, MIGRATIONS, Near, Search, Source, Widened, find, import, near, offer_card,
};

async fn demo(db: &Db) {
    import(db, &Source::demo(), How::default(), &Entropy::system())
        .await
        .expect("the demo is good");
}

async fn search(db: &Db, place: &str, need: &str) -> Found {
    let near = match near(place, None) {
        Near::Here(here) => Some(here.point),
        Near::Anywhere => None,
        other => panic!("{place} is {other:?}"),
    };
    find(
        db,
        &Search {
            need: need.into(),
            near,
            ..Search::default()
        },
    )
    .await
    .expect("a search")
}

#[tokio::test]
async fn the_nearest_come_first_and_say_how_far() {
    on_both(&[MIGRATIONS], |db| async move {
        demo(&db).await;
        for place in ["8000", "Odense", "5900", "Bornholm", "Skagen"] {
            let found = search(&db, place, "").await;
            let metres: Vec<f64> = found.local.iter().filter_map(|card| card.metres).collect();
            assert!(metres.len() >= 15, "{place}: {}", metres.len());
            assert!(metres.is_sorted(), "{place}: {metres:?}");
            assert!(
                !found.nationwide.is_empty(),
                "{place} has nationwide offers too"
            );
        }
        let aarhus = search(&db, "8000", "").await;
        assert!(
            aarhus
                .local
                .iter()
                .take(5)
                .all(|card| card.municipality == "Aarhus")
        );
    })
    .await;
}

/// The rings must find exactly what a look at every offer finds.
#[tokio::test]
async fn rings_find_what_a_look_at_everything_finds() {
    on_both(&[MIGRATIONS], |db| async move {
        import(
            &db,
            &directory::generate(3_000, 7),
            How::default(),
            &Entropy::system(),
        )
        .await
        .expect("generated offers are good");
        for place in ["8000", "1050", "3700", "9990", "Viborg"] {
            let Near::Here(here) = near(place, None) else {
                panic!("{place}")
            };
            let narrow = find(
                &db,
                &Search {
                    need: "familie".into(),
                    near: Some(here.point),
                    limit: 5,
                    ..Search::default()
                },
            )
            .await
            .expect("a search");
            let wide = find(
                &db,
                &Search {
                    need: "familie".into(),
                    near: Some(here.point),
                    limit: 100,
                    ..Search::default()
                },
            )
            .await
            .expect("a search");
            let ids = |found: &Found| {
                found
                    .local
                    .iter()
                    .take(5)
                    .map(|card| card.id.clone())
                    .collect::<Vec<_>>()
            };
            assert_eq!(ids(&narrow).len(), 5);
            assert_eq!(ids(&narrow), ids(&wide), "{place}");
        }
    })
    .await;
}

#[tokio::test]
async fn needs_are_understood_in_four_languages() {
    on_both(&[MIGRATIONS], |db| async move {
        demo(&db).await;
        for need in ["gæld", "jeg har gæld", "debt", "ديون", "борги"] {
            let found = search(&db, "5000", need).await;
            let names: Vec<_> = found
                .cards()
                .map(|card| format!("{} {}", card.name, card.summary))
                .collect();
            assert!(
                names
                    .iter()
                    .any(|name| name.to_lowercase().contains("gæld")),
                "{need}: {names:#?}"
            );
            assert_ne!(found.widened, Widened::NoWords, "{need}");
        }
        for need in ["pregnant", "حامل", "вагітна", "gravid"] {
            assert!(
                search(&db, "5000", need).await.cards().count() > 5,
                "{need}"
            );
        }
        for need in ["krisecenter", "vold", "domestic violence", "عنف"] {
            let found = search(&db, "8000", need).await;
            assert!(
                found
                    .cards()
                    .any(|card| card.kinds.contains(&"krisecenter".to_string())),
                "{need}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_search_that_finds_nothing_widens_and_says_so() {
    on_both(&[MIGRATIONS], |db| async move {
        demo(&db).await;
        let found = search(&db, "8000", "xyzzyqwerty").await;
        assert_eq!(found.widened, Widened::NoWords);
        assert!(!found.is_empty());
        let found = search(&db, "8000", "gældd rådgivnig").await;
        assert!(
            !found.is_empty() && found.widened != Widened::NoWords,
            "slips are forgiven"
        );
        let found = search(&db, "8000", "gæld xyzzyqwerty").await;
        assert_eq!(found.widened, Widened::AnyWord);
    })
    .await;
}

#[tokio::test]
async fn fathers_find_offers_for_fathers_and_for_parents() {
    on_both(&[MIGRATIONS], |db| async move {
        demo(&db).await;
        let here = match near("8000", None) {
            Near::Here(here) => here.point,
            other => panic!("{other:?}"),
        };
        let found = find(
            &db,
            &Search {
                audience: Some("far"),
                near: Some(here),
                ..Search::default()
            },
        )
        .await
        .expect("a search");
        assert_eq!(found.widened, Widened::No);
        assert!(found.cards().count() > 10);
    })
    .await;
}

#[tokio::test]
async fn hostile_needs_are_only_words() {
    on_both(&[MIGRATIONS], |db| async move {
        demo(&db).await;
        let long = "bolig ".repeat(200_000);
        for need in [
            long.as_str(),
            "%",
            "_",
            "' or 1=1 --",
            "\0",
            "\u{202e}dlob",
            "<script>alert(1)</script>",
            "🙂🙂",
            "need:jura",
            "*",
            "\"",
            "\\",
        ] {
            let found = search(&db, "8000", need).await;
            assert!(!found.is_empty(), "{:.20}", need);
        }
    })
    .await;
}

#[tokio::test]
async fn one_offer_has_one_card() {
    on_both(&[MIGRATIONS], |db| async move {
        demo(&db).await;
        let found = search(&db, "2300", "").await;
        let mut ids: Vec<_> = found.cards().map(|card| card.id.clone()).collect();
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all);
        let card = offer_card(&db, "mh-holdepunkt", "")
            .await
            .expect("a read")
            .expect("an offer");
        assert!(card.nationwide && !card.verified && card.source_date == "2021-03");
        assert_eq!(card.place_id, "");
        assert_eq!(offer_card(&db, "no-such", "").await.expect("a read"), None);
        // An offer with houses in several towns is shared at the one that was found.
        for near in ["2300", "8000"] {
            let found = search(&db, near, "mandecentrets rådgivning").await;
            let mut cards = found.local.iter();
            let here = cards
                .find(|card| card.id == "mandecentret-raad")
                .expect("the offer near here");
            let told = offer_card(&db, &here.id, &here.place_id).await;
            let told = told.expect("a read").expect("an offer");
            assert_eq!(told.place, here.place);
            assert!(here.metres.expect("measured") < 20_000.0, "{}", told.place);
        }
    })
    .await;
}
