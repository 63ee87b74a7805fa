//! Import and export on both engines: what is refused and why, what a second import changes,
//! and that what goes out comes back the same.

use base::Entropy;
use db::Db;
use db::testing::{on_both, prepares_everywhere};
use directory::{
    How, ImportError, MIGRATIONS, Readers, Report, Search, Source, export, find, import,
};

const ORGANIZATIONS: &str =
    "id,name,name_en,url,description,source_url\no1,Forening,,https://f.dk,,https://f.dk/om\n";
const SERVICES: &str = "id,organization_id,name,description,domains,kind,audience,eligibility,languages,cost,anonymous,channel,phone,email,url,opening_hours,source_url,source_date,coverage,freshness,source_type\n\
s1,o1,Gældsrådgivning,Hjælp til gæld.,oekonomi,raadgivning,foraeldre,,da|ar,gratis,y,telefon,33 33 33 33,,,Man-fre 9-15,https://f.dk/g,2024-05,lokal,2022+,own_site\n";
const LOCATIONS: &str = "id,service_id,name,street,postcode,city,municipality,municipality_inferred,postcode_guess,phone,email,opening_hours,source_url,source_date\n\
l1,s1,Huset,Stengade 65,3000,Helsingør,Helsingør,n,,,,,https://f.dk,2024-05\n";

fn small() -> Source {
    Source::default()
        .with("organizations.csv", ORGANIZATIONS)
        .with("services.csv", SERVICES)
        .with("locations.csv", LOCATIONS)
}

async fn put(db: &Db, source: &Source, how: How) -> Result<Report, ImportError> {
    import(db, source, how, &Entropy::system()).await
}

#[tokio::test]
async fn every_statement_prepares_on_both_engines() {
    prepares_everywhere(&directory::statements(), &[MIGRATIONS]).await;
}

#[tokio::test]
async fn the_demo_imports_whole_and_a_second_time_changes_nothing() {
    on_both(&[MIGRATIONS], |db| async move {
        let first = put(&db, &Source::demo(), How::default())
            .await
            .expect("the demo is good");
        assert_eq!((first.offers, first.bad.len()), (324, 0));
        let second = put(&db, &Source::demo(), How::default())
            .await
            .expect("again");
        assert_eq!((second.added, second.changed, second.gone.len()), (0, 0, 0));
        assert_eq!(second.same, first.added);
    })
    .await;
}

#[tokio::test]
async fn what_goes_out_comes_back_the_same() {
    on_both(&[MIGRATIONS], |db| async move {
        put(&db, &Source::demo(), How::default())
            .await
            .expect("the demo is good");
        for readers in [Readers::Everyone, Readers::Ourselves] {
            let out = export(&db, readers).await.expect("an export");
            assert!(out.files().count() == 20);
            let back = put(&db, &out, How::default())
                .await
                .expect("our own export is good");
            assert_eq!(
                (back.added, back.changed, back.gone.len()),
                (0, 0, 0),
                "{readers:?}"
            );
        }
        let whole = export(&db, Readers::Ourselves).await.expect("an export");
        let other = db::testing::sqlite(&[MIGRATIONS]).await;
        put(&other.db, &whole, How::default())
            .await
            .expect("into an empty directory");
        let again = export(&other.db, Readers::Ourselves)
            .await
            .expect("an export");
        assert!(whole.files().eq(again.files()), "files differ");
    })
    .await;
}

/// The reports of a source that is refused.
async fn refused(source: Source) -> Vec<String> {
    let test = db::testing::sqlite(&[MIGRATIONS]).await;
    match put(&test.db, &source, How::default()).await {
        Err(ImportError::Bad(bad)) => {
            let nothing = find(&test.db, &Search::default()).await.expect("a search");
            assert!(nothing.is_empty(), "all or nothing");
            bad.iter().map(ToString::to_string).collect()
        }
        other => panic!("was not refused: {other:?}"),
    }
}

fn service(change: &str, to: &str) -> Source {
    assert!(SERVICES.contains(change));
    small().with("services.csv", SERVICES.replace(change, to))
}

#[tokio::test]
async fn bad_rows_are_named_by_file_line_field_and_reason() {
    let cases = [
        (
            service("oekonomi", "penge"),
            "services.csv, line 2, domains: \"penge\" is not one of sociale",
        ),
        (
            service("raadgivning,", "snak,"),
            "services.csv, line 2, kind: \"snak\" is not one of",
        ),
        (
            service("foraeldre", "alle"),
            "services.csv, line 2, audience: \"alle\"",
        ),
        (
            service("da|ar", "da|dk"),
            "services.csv, line 2, languages: \"dk\" is not a language's ISO 639 code",
        ),
        (
            service("33 33 33 33", "ring"),
            "services.csv, line 2, phone: \"ring\"",
        ),
        (
            service("https://f.dk/g", "javascript:x"),
            "services.csv, line 2, source_url: \"javascript:x\"",
        ),
        (
            service("2024-05", "i maj"),
            "services.csv, line 2, source_date: \"i maj\"",
        ),
        (
            service("s1,o1", "s1,o2"),
            "services.csv, line 2, organization_id: \"o2\" is no id in organizations",
        ),
        (
            service("Gældsrådgivning", ""),
            "services.csv, line 2, name: must not be empty",
        ),
        (
            service("lokal", "hist"),
            "services.csv, line 2, coverage: \"hist\"",
        ),
        (
            service("\n", "\r\n").with(
                "services.csv",
                SERVICES.replace('\n', "\r\n").replace("foraeldre", "alle"),
            ),
            "services.csv, line 2, audience",
        ),
        (
            service("s1,", "../s1,"),
            "services.csv, line 2, id: \"../s1\" is not an id",
        ),
        (
            service(",gratis", ""),
            "services.csv, line 2: has 20 fields where the header has 21",
        ),
        (
            small().with("locations.csv", LOCATIONS.replace("3000", "9999")),
            "locations.csv, line 2, postcode: \"9999\"",
        ),
        (
            small().with(
                "locations.csv",
                LOCATIONS.replace("Helsingør,n", "Gotham,n"),
            ),
            "locations.csv, line 2, municipality: \"Gotham\"",
        ),
        (
            small().with("locations.csv", LOCATIONS.replace("l1,s1", "l1,s9")),
            "locations.csv, line 2, service_id: \"s9\"",
        ),
        (
            small().with(
                "organizations.csv",
                format!("{ORGANIZATIONS}o1,En anden,,,,\n"),
            ),
            "organizations.csv, line 3, id: \"o1\" stands already in line 2 of organizations.csv",
        ),
        (
            small().with(
                "organizations.csv",
                [ORGANIZATIONS.as_bytes(), b"o3,bad \xff\xfe,,,,\n"].concat(),
            ),
            "organizations.csv, line 3, name: is not UTF-8",
        ),
    ];
    for (source, expected) in cases {
        let reports = refused(source).await;
        assert!(
            reports.iter().any(|report| report.starts_with(expected)),
            "expected {expected}\nfound {reports:#?}"
        );
    }
}

#[tokio::test]
async fn skipping_leaves_out_the_bad_row_and_what_stands_on_it() {
    on_both(&[MIGRATIONS], |db| async move {
        let two = format!(
            "{SERVICES}{}",
            SERVICES
                .lines()
                .nth(1)
                .unwrap_or_default()
                .replace("s1,", "s2,")
                .replace("oekonomi", "penge")
        );
        let places = format!("{LOCATIONS}l2,s2,Sal,,,,,n,,,,,,\n");
        let source = small()
            .with("services.csv", two)
            .with("locations.csv", places);
        let report = put(
            &db,
            &source,
            How {
                skip_bad: true,
                prune: false,
            },
        )
        .await
        .expect("the good rows");
        assert_eq!(report.offers, 1);
        let bad: Vec<_> = report
            .bad
            .iter()
            .map(|b| (b.file.as_str(), b.line, b.field.as_str()))
            .collect();
        assert_eq!(
            bad,
            [
                ("locations.csv", 3, "service_id"),
                ("services.csv", 3, "domains")
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_gone_is_told_and_goes_only_when_asked() {
    on_both(&[MIGRATIONS], |db| async move {
        let more = format!("{ORGANIZATIONS}o2,Anden,,,,\n");
        put(
            &db,
            &small().with("organizations.csv", more),
            How::default(),
        )
        .await
        .expect("two organisations");
        let kept = put(&db, &small(), How::default()).await.expect("one less");
        assert_eq!(kept.gone, [("organizations", "o2".to_string())]);
        let pruned = put(
            &db,
            &small(),
            How {
                skip_bad: false,
                prune: true,
            },
        )
        .await
        .expect("pruned");
        assert_eq!((pruned.gone.len(), pruned.pruned), (1, true));
        assert!(
            put(&db, &small(), How::default())
                .await
                .expect("again")
                .gone
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn a_changed_offer_loses_what_it_no_longer_is() {
    on_both(&[MIGRATIONS], |db| async move {
        put(&db, &small(), How::default()).await.expect("first");
        put(&db, &service("oekonomi", "jura"), How::default())
            .await
            .expect("changed");
        let found = find(
            &db,
            &Search {
                topic: Some("oekonomi"),
                ..Search::default()
            },
        )
        .await
        .expect("a search");
        assert_eq!(
            found.widened,
            directory::Widened::Everything,
            "the old topic is gone"
        );
        let found = find(
            &db,
            &Search {
                topic: Some("jura"),
                ..Search::default()
            },
        )
        .await
        .expect("a search");
        assert_eq!(found.cards().count(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_example_of_hsds_itself_is_understood() {
    // The columns and shapes of Open Referral's own tabular example; the values are ours.
    let source = Source::default()
        .with("organizations.csv", "id,name,description,email,website\nd9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610,Example,Text,email@example.com,http://example.com\n")
        .with("services.csv", "id,organization_id,program_id,name,status\nac148810-d857-441c-9679-408f346de14b,d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610,,Counselling,active\n")
        .with("schedules.csv", "id,service_id,freq,interval,byday,opens_at,closes_at\nx1,ac148810-d857-441c-9679-408f346de14b,WEEKLY,1,\"TH,FR\",10:00:00,18:00:00\n");
    let test = db::testing::sqlite(&[MIGRATIONS]).await;
    let report = put(&test.db, &source, How::default())
        .await
        .expect("HSDS is taken");
    assert_eq!(report.offers, 1);
    let unknown = source
        .clone()
        .with("phones.csv", "id,number,colour\np1,33333333,red\n");
    assert!(
        matches!(put(&test.db, &unknown, How::default()).await, Err(ImportError::Bad(bad)) if bad[0].field == "colour")
    );
}
