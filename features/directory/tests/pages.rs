//! The pages and the open data through the router, on both engines.

use access::testing::{SETS, browser, house, member, sign_in};
use access::{House, Role};
use base::Entropy;
use db::Migrations;
use db::testing::on_both;
use directory::{How, MIGRATIONS, Source, import, routes};
use languages::Lang;
use web::testing::Browser;

fn sets() -> Vec<Migrations> {
    SETS.iter().copied().chain([MIGRATIONS]).collect()
}

async fn open(db: &db::Db, source: &Source) -> (House, Browser) {
    import(db, source, How::default(), &Entropy::system())
        .await
        .expect("a good source");
    let house = house(db);
    let browser = browser(&house, routes());
    (house, browser)
}

#[tokio::test]
async fn a_person_finds_an_offer_near_her_and_reads_it() {
    on_both(&sets(), |db| async move {
        let (_, mut browser) = open(&db, &Source::demo()).await;
        for lang in Lang::all().map(Lang::code) {
            let empty = browser.get(&format!("/{lang}/find")).await;
            assert_eq!(empty.status, 200);
            assert!(empty.text.contains("name=\"near\"") && !empty.text.contains("data-offer"));
            assert!(
                empty.text.contains("role=\"search\" autocomplete=\"off\">"),
                "no browser suggests later what she sought"
            );
            let found = browser
                .get(&format!(
                    "/{lang}/find?near=8000&need=g%C3%A6ld&for=foraeldre"
                ))
                .await;
            assert_eq!(found.status, 200);
            let (_, rest) = found.text.split_once("data-offer=\"").expect("an offer");
            let (id, _) = rest.split_once('"').expect("its id");
            let (_, link) = rest.split_once("href=\"").expect("a link to its page");
            let (link, _) = link.split_once('"').expect("its address");
            assert!(
                link.starts_with(&format!("/{lang}/offers/{id}?from=")),
                "{link}"
            );
            let page = browser.get(link).await;
            assert_eq!(page.status, 200);
            let back = format!(
                "href=\"/{lang}/find?near=8000&#38;need=g%C3%A6ld&#38;for=foraeldre#offer-{id}\""
            );
            assert!(
                page.text.contains(&back),
                "{lang}: the way back leads to what she asked"
            );
            assert!(
                page.text.contains("<h1 lang=\"da\" dir=\"auto\">"),
                "{lang}: Danish is marked as Danish"
            );
        }
        let page = browser.get("/da/offers/redbarnet-gaeld").await;
        assert_eq!(page.status, 404, "an offer that is not there");
        let page = browser.get("/da/offers/mh-akutlinje").await;
        for part in [
            "href=\"tel:33458680\"",
            "Ikke bekræftet",
            "2020",
            "rel=\"noreferrer noopener\"",
            "mere end to år gammel",
        ] {
            assert!(page.text.contains(part), "{part} is missing");
        }
    })
    .await;
}

#[tokio::test]
async fn an_offers_page_leads_back_to_where_it_was_come_to_from() {
    on_both(&sets(), |db| async move {
        let (_, mut browser) = open(&db, &Source::demo()).await;
        let mut back = async |from: &str| {
            let page = browser.get(&format!("/da/offers/mh-akutlinje{from}")).await;
            assert_eq!(page.status, 200, "{from}");
            let (_, rest) = page.text.split_once("\"link back\"").expect("a way back");
            let (_, rest) = rest.split_once("href=\"").expect("its address");
            rest.split_once('"').expect("its end").0.to_owned()
        };
        assert_eq!(back("").await, "/da/find");
        assert_eq!(back("?from=conversation").await, "/da/conversation");
        assert_eq!(
            back("?from=near%3D8000%26more%3D40").await,
            "/da/find?near=8000&#38;more=40#offer-mh-akutlinje"
        );
        for strange in [
            "%2F%2Fevil.example",
            "javascript%3Aalert(1)",
            "%00%0A",
            "%C3%A6",
        ] {
            assert_eq!(back(&format!("?from={strange}")).await, "/da/find");
        }
        let strange = back("?from=near%3D%22%3E%3Cscript%3E").await;
        assert!(!strange.contains('<'), "{strange}");
    })
    .await;
}

#[tokio::test]
async fn a_long_answer_is_shown_in_parts_that_keep_the_place() {
    on_both(&sets(), |db| async move {
        let (_, mut browser) = open(&db, &Source::demo()).await;
        let offers = |text: &str| -> Vec<String> {
            let ids = text.split("<li id=\"offer-").skip(1);
            ids.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
                .collect()
        };
        let first = browser.get("/da/find?all=1").await;
        let before = offers(&first.text);
        let (_, link) = first.text.split_once("more=40").expect("there is more");
        let (place, _) = link.split_once('"').expect("its end");
        assert_eq!(place, format!("#offer-{}", before[19]));
        let more = browser.get("/da/find?all=1&more=40").await;
        let after = offers(&more.text);
        assert!(after.len() > before.len(), "{} offers", after.len());
        assert_eq!(
            before[..20],
            after[..20],
            "what was read stands where it stood"
        );
        for odd in ["-1", "x", "0", "99999999999999999999"] {
            let page = browser.get(&format!("/da/find?all=1&more={odd}")).await;
            assert_eq!(page.status, 200, "{odd}");
        }
        let few = browser
            .get("/da/find?near=8000&need=g%C3%A6ld&for=foraeldre")
            .await;
        assert!(
            !few.text.contains("more="),
            "nothing more is promised than there is"
        );
    })
    .await;
}

#[tokio::test]
async fn an_ambiguous_postcode_is_asked_about_and_the_answer_is_taken() {
    on_both(&sets(), |db| async move {
        let (_, mut browser) = open(&db, &Source::demo()).await;
        let asked = browser.get("/da/find?near=2000&need=bolig").await;
        let question = asked.text.find("Hvilket sted mener du?");
        assert!(
            question.is_some() && question < asked.text.find("data-offer"),
            "the question stands above what is near"
        );
        let town = browser.get("/da/find?near=Nyk%C3%B8bing").await;
        assert!(
            town.text.contains("Hvilket sted mener du?") && !town.text.contains("data-offer"),
            "three towns are no one place"
        );
        let link = "/da/find?near=2000&#38;municipality=0147&#38;need=bolig";
        assert!(
            asked.text.contains(link),
            "the answer keeps the need: {}",
            asked.text
        );
        let answer = browser.get(&link.replace("&#38;", "&")).await;
        assert!(
            answer.text.contains("data-offer") && !answer.text.contains("Hvilket sted mener du?")
        );
        let unknown = browser.get("/da/find?near=9999").await;
        assert_eq!(unknown.status, 200);
        assert!(
            unknown.text.contains("Vi kender ikke det sted")
                && unknown.text.contains("aria-invalid")
        );
    })
    .await;
}

#[tokio::test]
async fn hostile_questions_get_a_page() {
    on_both(&sets(), |db| async move {
        let (_, mut browser) = open(&db, &Source::demo()).await;
        let cases = [
            "/da/find?need=%3Cscript%3Ealert(1)%3C/script%3E&near=%3Cb%3E",
            "/da/find?need=%00%E2%80%AEdlob",
            "/da/find?need=%25%27%22%5C_",
            "/da/find?near=8000&topic=nosuch&for=nosuch&municipality=nosuch",
            "/da/find?unknown=1",
            "/da/find?need=%F0%9F%99%82&near=%F0%9F%99%82",
        ];
        for case in cases {
            let answer = browser.get(case).await;
            assert_eq!(answer.status, 200, "{case}");
            assert!(
                !answer.text.contains("<script>alert") && !answer.text.contains("<b>"),
                "{case}"
            );
        }
        // No address is longer than 64 KB; `find` itself is given a megabyte in tests/search.rs.
        let long = browser
            .get(&format!("/da/find?near=8000&need={}", "x".repeat(60_000)))
            .await;
        assert!(matches!(long.status, 200 | 413 | 414), "{}", long.status);
        assert!(
            !long.text.contains(&"x".repeat(500)),
            "a page does not repeat all that was written"
        );
        assert_eq!(browser.get("/da/find?need=%FF%FE").await.status, 400);
        for id in ["..%2F..%2Fetc", "%00", "a%20b", "x'--", "%F0%9F%99%82"] {
            let answer = browser.get(&format!("/da/offers/{id}")).await;
            assert!(
                matches!(answer.status, 404 | 400),
                "{id}: {}",
                answer.status
            );
        }
    })
    .await;
}

const SECRET: [&str; 5] = ["Skjulevej", "5881", "Skårup", "55.0852", "10.7000"];

fn shelter() -> Source {
    let organizations = "id,name,name_en,url,description,source_url\no1,Huset,,https://h.dk,,\n";
    let services = "id,organization_id,name,description,domains,kind,audience,eligibility,languages,cost,anonymous,channel,phone,email,url,opening_hours,source_url,source_date,coverage\n\
        s1,o1,Krisecenteret,Et trygt sted.,sociale,krisecenter,voldsudsat,,,gratis,y,telefon,70 20 30 40,,,Døgnåben,https://h.dk,2026-05,lokal\n\
        s2,o1,Den åbne café,Kaffe og snak.,faellesskab,aktivitet,foraeldre,,,gratis,,fysisk,,,,,https://h.dk,2026-05,lokal\n";
    let locations = "id,service_id,name,street,postcode,city,municipality,latitude,longitude,confidential\n\
        l1,s1,Krisecenteret,Skjulevej 77,5881,Skårup Fyn,Svendborg,55.0852,10.7000,y\n\
        l2,s2,Caféen,Torvet 1,5700,Svendborg,Svendborg,,,n\n";
    Source::default()
        .with("organizations.csv", organizations)
        .with("services.csv", services)
        .with("locations.csv", locations)
}

/// Every page, list and file that leaves the house without asking who reads it.
async fn everything_public(house: &House, browser: &mut Browser) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let mut paths: Vec<String> = [
        "services",
        "services/s1",
        "organizations",
        "service_at_locations",
    ]
    .map(|p| format!("/api/hsds/{p}"))
    .into();
    for lang in Lang::all().map(Lang::code) {
        paths.push(format!("/{lang}/offers/s1"));
        for question in [
            "near=5881",
            "near=Svendborg",
            "near=5700&need=krisecenter",
            "need=skjulevej",
            "need=5881",
            "topic=sociale",
            "for=voldsudsat",
        ] {
            paths.push(format!("/{lang}/find?{question}"));
        }
    }
    for path in paths {
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        // The page repeats the question; the secret must not come from anywhere else.
        let text = answer
            .text
            .replace("value=\"5881\"", "")
            .replace("5881 Skårup Fyn", "")
            .replace("near=5881", "")
            .replace("need=5881", "")
            .replace("near%3D5881", "")
            .replace("need%3D5881", "");
        said.push((path, text));
    }
    let export = directory::export(&house.db, directory::Readers::Everyone)
        .await
        .expect("an export");
    said.extend(export.files().map(|(name, bytes)| {
        (
            name.to_string(),
            String::from_utf8_lossy(bytes).into_owned(),
        )
    }));
    let card = directory::offer_card(&house.db, "s1", "")
        .await
        .expect("a read")
        .expect("a card");
    said.push(("card".into(), format!("{card:?}")));
    said
}

#[tokio::test]
async fn one_household_may_search_often_but_not_without_end() {
    on_both(&sets(), |db| async move {
        let (_, mut browser) = open(&db, &shelter()).await;
        let mut script = browser.clone().as_script();
        for _ in 0..300 {
            assert_eq!(browser.get("/da/find").await.status, 200);
            let page = "/api/hsds/organizations";
            assert_eq!(script.get(page).await.status, 200);
        }
        let page = browser.get("/uk/find?need=hjem").await;
        assert!(page.status == 429 && page.text.contains("<html lang=\"uk\""));
        let problem = script.get("/api/hsds/services").await;
        assert_eq!(problem.status, 429);
        assert_eq!(problem.header("content-type"), "application/problem+json");
        assert!(
            !page.header("retry-after").is_empty() && !problem.header("retry-after").is_empty()
        );
        let mut neighbour = browser.clone().at([192, 0, 2, 2]);
        assert_eq!(neighbour.get("/da/find").await.status, 200);
        // An offer that was found can be read all the same.
        assert_eq!(browser.get("/da/offers/s1").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_confidential_place_is_told_to_those_who_need_it_and_to_nobody_else() {
    on_both(&sets(), |db| async move {
        let (house, mut stranger) = open(&db, &shelter()).await;
        let outside = everything_public(&house, &mut stranger).await;
        let mut lead = browser(&house, routes());
        let id = member(&house, "Lone", Role::TeamLead).await;
        sign_in(&house, &mut lead, id).await;
        let leads = everything_public(&house, &mut lead).await;
        for (place, text) in outside.iter().chain(&leads) {
            for secret in SECRET {
                assert!(!text.contains(secret), "{place} tells {secret}:\n{text}");
            }
        }
        assert!(
            outside
                .iter()
                .any(|(_, text)| text.contains("Hemmelig adresse i Svendborg Kommune")),
            "the offer itself is shown"
        );
        assert!(
            outside.iter().any(|(_, text)| text.contains("Torvet 1")),
            "open addresses are shown"
        );

        let mut counsellor = browser(&house, routes());
        let id = member(&house, "Mette", Role::Counsellor).await;
        sign_in(&house, &mut counsellor, id).await;
        let page = counsellor.get("/da/offers/s1").await;
        assert!(
            page.text.contains("Skjulevej 77, 5881 Skårup Fyn"),
            "a counsellor must be able to send somebody there"
        );
        let log = access::testing::audit_of(&db, "offer_s1").await;
        let looks: Vec<_> = log
            .iter()
            .map(|line| (line.act.as_str(), line.actor.as_str()))
            .collect();
        let (act, who) = ("see_confidential_places", &*id.to_string());
        assert_eq!(
            looks,
            [(act, who)],
            "hers is the only look, and is written down"
        );
        counsellor.get("/da/offers/s2").await;
        let open = access::testing::audit_of(&db, "offer_s2").await;
        assert!(open.is_empty(), "what everybody may know is nobody's look");
    })
    .await;
}

#[tokio::test]
async fn distances_to_a_confidential_place_are_those_to_its_municipality() {
    on_both(&sets(), |db| async move {
        open(&db, &shelter()).await;
        let here = base::geo::Point {
            lat: 55.0852,
            lon: 10.7,
        };
        let search = directory::Search {
            need: "krisecenter".into(),
            near: Some(here),
            ..Default::default()
        };
        let found = directory::find(&db, &search).await.expect("a search");
        let card = found
            .local
            .iter()
            .find(|card| card.id == "s1")
            .expect("the shelter");
        let area = directory::geography::municipality("0479")
            .expect("Svendborg")
            .point;
        let metres = card.metres.expect("a distance");
        assert!(
            (metres - here.metres_to(area)).abs() < 10.0 && metres > 1_000.0,
            "{metres}"
        );
    })
    .await;
}

#[tokio::test]
async fn neither_errors_nor_silence_uncover_a_place() {
    on_both(&sets(), |db| async move {
        open(&db, &shelter()).await;
        // A text that names the street is refused, without repeating it.
        let told = shelter()
            .files()
            .map(|(name, bytes)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(bytes)
                        .replace("Et trygt sted.", "Vi bor på Skjulevej 77."),
                )
            })
            .fold(Source::default(), |source, (name, text)| {
                source.with(&name, text)
            });
        let refused = import(&db, &told, How::default(), &Entropy::system())
            .await
            .expect_err("a leak");
        let directory::ImportError::Bad(bad) = refused else {
            panic!("{refused}")
        };
        let reports: Vec<String> = bad.iter().map(ToString::to_string).collect();
        assert!(
            reports
                .iter()
                .any(|report| report.contains("names the street")),
            "{reports:?}"
        );
        assert!(
            reports.iter().all(|report| !report.contains("Skjulevej")),
            "{reports:?}"
        );
        // A crisis centre whose file says nothing is confidential.
        let silent = shelter()
            .files()
            .map(|(name, bytes)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(bytes).into_owned(),
                )
            })
            .fold(Source::default(), |source, (name, text)| {
                let text = if name == "locations.csv" {
                    text.replace(",confidential\n", "\n")
                        .replace(",y\n", "\n")
                        .replace(",n\n", "\n")
                } else {
                    text
                };
                source.with(&name, text)
            });
        import(&db, &silent, How::default(), &Entropy::system())
            .await
            .expect("a good source");
        let card = directory::offer_card(&db, "s1", "")
            .await
            .expect("a read")
            .expect("a card");
        assert!(card.confidential);
        // A public export taken in again keeps the address that it left out.
        let out = directory::export(&db, directory::Readers::Everyone)
            .await
            .expect("an export");
        import(&db, &out, How::default(), &Entropy::system())
            .await
            .expect("our own export");
        let whole = directory::export(&db, directory::Readers::Ourselves)
            .await
            .expect("an export");
        assert!(
            whole
                .files()
                .any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Skjulevej 77"))
        );
    })
    .await;
}

#[tokio::test]
async fn open_data_has_the_shape_of_hsds() {
    on_both(&sets(), |db| async move {
        let (_, mut browser) = open(&db, &Source::demo()).await;
        let list = browser.get("/api/hsds/services?per_page=5&page=2").await;
        for part in [
            "\"total_items\":324",
            "\"page_number\":2",
            "\"size\":5",
            "\"contents\":[{",
            "\"organization\":{",
            "\"service_at_locations\":[",
        ] {
            assert!(list.text.contains(part), "{part}: {}", list.text);
        }
        let one = browser
            .get("/api/hsds/services/mh-aaben-raadgivning-syd")
            .await;
        for part in [
            "\"byday\":\"TU,WE\"",
            "\"opens_at\":\"08:30\"",
            "\"taxonomy_term_id\":\"need:jura\"",
            "\"location\":{",
        ] {
            assert!(one.text.contains(part), "{part}: {}", one.text);
        }
        assert_eq!(browser.get("/api/hsds/services/no-such").await.status, 404);
        assert!(
            browser
                .get("/api/hsds/organizations")
                .await
                .text
                .contains("\"total_items\":160")
        );
        assert!(
            browser
                .get("/api/hsds/service_at_locations?page=99999")
                .await
                .text
                .contains("\"empty\":true")
        );
    })
    .await;
}
