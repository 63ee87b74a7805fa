//! What is written about the interface, held against it.

use std::collections::BTreeSet;

use super::schema::misfits;
use super::*;

const GUIDE: &str = include_str!("../../../../docs/rights-api.md");

async fn document(asking: &mut Asking) -> Value {
    let answer = asking.browser.get("/api/rights/v1/openapi.json").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    parse(&answer.text)
}

fn schema(document: &Value, path: &str, method: &str, status: &str) -> Value {
    let content = &document["paths"][path][method]["responses"][status]["content"];
    let schema = content["application/json"]["schema"].clone();
    assert!(schema.is_object(), "{method} {path} {status} has no schema");
    schema
}

fn problem(document: &Value) -> Value {
    document["components"]["responses"]["Problem"]["content"]["application/problem+json"]["schema"]
        .clone()
}

#[tokio::test]
async fn the_document_has_every_route_and_no_other() {
    let document = document(&mut Asking::new().await).await;
    assert_eq!(document["openapi"], "3.1.0");
    let mut written = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let methods = methods.as_object().unwrap().keys();
        written.extend(methods.map(|method| format!("{} {path}", method.to_uppercase())));
    }
    let served: BTreeSet<String> = routes()
        .list()
        .iter()
        .filter(|route| route.path.starts_with("/api/"))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(written, served);
}

#[tokio::test]
async fn every_answer_fits_the_document() {
    let mut asking = Asking::new().await;
    let document = document(&mut asking).await;
    for path in ["catalogue", "laws", "parameters", "openapi.json"] {
        let path = format!("/api/rights/v1/{path}");
        let answer = asking.browser.get(&path).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let schema = schema(&document, &path, "get", "200");
        assert_eq!(
            misfits(&document, &schema, &parse(&answer.text)),
            [""; 0],
            "{path}"
        );
    }
    let request =
        document["paths"][ASSESS]["post"]["requestBody"]["content"]["application/json"].clone();
    let mut asked = request["example"].clone();
    for (name, value) in [
        ("all", true),
        ("reasons", true),
        ("question", true),
        ("assume", false),
        ("assume", true),
    ] {
        asked[name] = json!(value);
        assert_eq!(misfits(&document, &request["schema"], &asked), [""; 0]);
        for on in ["2026-03-01", "2024-07-01", "2019-01-01", "2030-01-01"] {
            asked["on"] = json!(on);
            let answer = asking.assess(&asked).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
            let schema = schema(&document, ASSESS, "post", "200");
            assert_eq!(
                misfits(&document, &schema, &parse(&answer.text)),
                [""; 0],
                "{on}"
            );
        }
    }
    for (body, status) in [
        ("?", 400),
        ("{}", 422),
        (r#"{"version":"x","family":{}}"#, 409),
    ] {
        let told = asking.refused(body, status).await;
        assert_eq!(misfits(&document, &problem(&document), &told), [""; 0]);
    }
}

#[tokio::test]
async fn what_the_document_forbids_is_refused() {
    let mut asking = Asking::new().await;
    let document = document(&mut asking).await;
    let schema = &document["components"]["schemas"]["Asked"];
    for wrong in [
        json!({}),
        json!({ "family": {}, "oh": 1 }),
        json!({ "family": {}, "language": "xx" }),
        json!({ "family": {}, "reasons": 1 }),
        json!({ "family": { "homes": [{ "couple": "x" }] } }),
        json!({ "family": { "homes": [{ "husleje": -1 }] } }),
        json!({ "family": { "homes": [{ "husleje": 100_000.5 }] } }),
        json!({ "family": { "homes": [{ "children": [{ "deling": "x" }] }] } }),
        json!({ "family": { "homes": vec![json!({}); 31] } }),
        json!({ "family": { "cats": [] } }),
    ] {
        assert_ne!(misfits(&document, schema, &wrong), [""; 0], "{wrong}");
        asking.wrong(wrong).await;
    }
    let right = json!({ "family": { "homes": [{ "couple": null, "husleje": 100_000 }] } });
    assert_eq!(misfits(&document, schema, &right), [""; 0]);
    assert_eq!(asking.assess(&right).await.status, 200);
}

#[tokio::test]
async fn the_catalogue_names_what_the_answer_names() {
    let mut asking = Asking::new().await;
    let catalogue = parse(&asking.browser.get("/api/rights/v1/catalogue").await.text);
    let mut asked = asked();
    asked["all"] = json!(true);
    let answer = parse(&asking.assess(&asked).await.text);
    let names = |list: &Value, name: &str| -> BTreeSet<String> {
        let names = list
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one[name].as_str());
        names.map(|name| name.unwrap().to_owned()).collect()
    };
    assert_eq!(
        names(&catalogue["results"], "name"),
        names(&answer["results"], "rule")
    );
    assert_eq!(catalogue["version"], answer["version"]);
    for fact in catalogue["facts"].as_array().unwrap() {
        for text in ["text", "ask", "why"] {
            for language in ["da", "en"] {
                assert!(
                    fact[text][language].is_string(),
                    "{text} {language} of {fact}"
                );
            }
        }
    }
    let couple = catalogue["facts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|fact| fact["name"] == "home.couple");
    assert_eq!(couple.unwrap()["type"], "yesno");
    let parameters = parse(&asking.browser.get("/api/rights/v1/parameters").await.text);
    let row = &parameters["parameters"][0]["rows"][0];
    assert!(
        row["source"].is_string() && row["from"].is_string(),
        "{row}"
    );
    assert!(!parameters["tables"].as_array().unwrap().is_empty());
}

/// The blocks of JSON in the guide: a request, a part of its answer, a request, …
#[tokio::test]
async fn the_example_in_the_guide_answers_what_the_guide_says() {
    let mut asking = Asking::new().await;
    let blocks: Vec<Value> = GUIDE
        .split("```json\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .map(parse)
        .collect();
    let (pairs, rest) = blocks.as_chunks::<2>();
    assert!(
        pairs.len() >= 4 && rest.is_empty(),
        "{} blocks",
        blocks.len()
    );
    for [asked, part] in pairs {
        let answer = parse(&asking.assess(asked).await.text);
        assert!(
            has(&answer, part),
            "the guide says\n{part:#}\nand the answer is\n{answer:#}"
        );
    }
    for path in routes().list() {
        assert!(
            GUIDE.contains(&path.path) || !path.path.starts_with("/api/"),
            "{path:?}"
        );
    }
}

/// Whether all that is written in `part` stands in `whole`: of objects these members, of lists
/// these among others.
fn has(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => part
            .iter()
            .all(|(name, part)| whole.get(name).is_some_and(|whole| has(whole, part))),
        (Value::Array(whole), Value::Array(part)) => part
            .iter()
            .all(|part| whole.iter().any(|whole| has(whole, part))),
        (whole, part) => whole == part,
    }
}
