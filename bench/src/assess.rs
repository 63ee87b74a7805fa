//! `assess`: what a family is entitled to, over HTTP.

use std::{fs, path::PathBuf, process::Command};

use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    favn::{Favn, House, built},
    process::{Outcome, Server, free_address, run},
    stats::median,
    steady::{Ask, Asker, PEOPLE, measured, pace, saturate},
    tell::{Asked, Claim, Finding, number, say},
};

/// Families that take turns.
const FAMILIES: u64 = 64;
/// What was promised, and so the pace at which times are taken.
const PER_S: f64 = 5_000.0;

/// What one server did.
#[derive(Default)]
struct Done {
    per_s: Vec<f64>,
    micros: Vec<f64>,
}

impl Done {
    fn add(&mut self, (per_s, micros): (f64, f64)) {
        self.per_s.push(per_s);
        self.micros.push(micros);
    }

    fn told(&self) -> String {
        let all: Vec<String> = self.per_s.iter().map(|run| number(*run)).collect();
        let (per_s, micros) = (median(&self.per_s), median(&self.micros));
        format!(
            "{} /s ({}), {} µs of the server's processor time each",
            number(per_s),
            all.join(" · "),
            number(micros)
        )
    }
}

pub async fn measure(quick: bool) -> Outcome<Finding> {
    let (rounds, seconds) = if quick { (1, 2.0) } else { (3, 8.0) };
    let favn = Favn::build()?;
    let house = House::fresh(&favn).await?;
    let openfisca = OpenFisca::set_up()?;
    let plain = families(&json!({}));
    let why = families(&json!({ "reasons": true }));
    let next = families(&json!({ "assume": false, "question": true }));
    let calculations = calculations();

    let server = house.serve(&favn)?;
    let (bytes, results) = looked_at(&server, &plain).await?;
    let (why_bytes, _) = looked_at(&server, &why).await?;
    let (next_bytes, _) = looked_at(&server, &next).await?;
    server.kill()?;

    let (mut ours, mut reasons, mut questions) =
        (Done::default(), Done::default(), Done::default());
    let (mut limit, mut peer) = (Done::default(), Vec::new());
    for round in 1..=rounds {
        let server = house.serve(&favn)?;
        ours.add(measured(&server, &plain, seconds).await?);
        reasons.add(measured(&server, &why, seconds / 2.0).await?);
        questions.add(measured(&server, &next, seconds / 2.0).await?);
        server.kill()?;
        let server = bare(&house, bytes)?;
        limit.add(measured(&server, &to("/", &plain), seconds).await?);
        server.kill()?;
        let server = openfisca.serve(&house)?;
        checked(&server, &calculations).await?;
        peer.push(saturate(server.address, &calculations, seconds).await?);
        drop(server);
        let last = |done: &Done| number(done.per_s.last().copied().unwrap_or_default());
        say(format!(
            "round {round}: favn {} /s, bare axum {} /s, OpenFisca {} /s",
            last(&ours),
            last(&limit),
            number(peer[round - 1])
        ));
    }
    let (mut p50, mut p99) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let server = house.serve(&favn)?;
        saturate(server.address, &plain, 1.0).await?;
        let mut times = pace(server.address, &plain, PER_S, seconds).await?;
        p50.push(times.at(0.5));
        p99.push(times.at(0.99));
    }
    let (favn_per_s, limit_per_s) = (median(&ours.per_s), median(&limit.per_s));
    let (peer_per_s, p50_ms, p99_ms) = (median(&peer), median(&p50), median(&p99));
    let (reasons_per_s, question_per_s) = (median(&reasons.per_s), median(&questions.per_s));
    Ok(Finding {
        name: "assess",
        how: format!(
            "{FAMILIES} made-up families of an adult and two children, 25 facts told of each, posted as JSON to \
             `/api/rights/v1/assess` from {PEOPLE} connections that are kept; {rounds} rounds of {seconds} s at full speed \
             that take turns, medians. Each answer is whole: {results} results with texts, conditions and sources, \
             {bytes} bytes. Times are taken at the {} families a second that were promised, from when one was due. The \
             limit: bare axum that takes the same post and sends as many bytes. The peer: OpenFisca's own web interface \
             ({}), started by `openfisca serve` as its documents show, asked for the 13 formulas of its example country for \
             a household of an adult and two children; it answers with their numbers alone. Server and clients share \
             this machine.",
            number(PER_S),
            openfisca.versions
        ),
        json: json!({
            "favn_per_s": favn_per_s.round(), "p50_ms": p50_ms, "p99_ms": p99_ms,
            "limit_per_s": limit_per_s.round(), "limit_ratio": favn_per_s / limit_per_s,
            "peer_per_s": peer_per_s.round(), "peer_ratio": favn_per_s / peer_per_s,
            "reasons_per_s": reasons_per_s.round(), "question_per_s": question_per_s.round(),
        }),
        claims: vec![
            Claim {
                what: "families worked out",
                measured: favn_per_s,
                unit: "/s",
                asked: Asked::AtLeast(PER_S),
            },
            Claim {
                what: "p99 of an answer at 5,000 a second",
                measured: p99_ms,
                unit: "ms",
                asked: Asked::AtMost(20.0),
            },
        ],
        notes: vec![
            format!("Favn {}", ours.told()),
            format!("with reasons, {why_bytes} bytes: {}", reasons.told()),
            format!(
                "with nothing assumed and the next question, {next_bytes} bytes: {}",
                questions.told()
            ),
            format!(
                "bare axum {}: Favn reaches {} % of it",
                limit.told(),
                number(favn_per_s / limit_per_s * 100.0)
            ),
            format!(
                "OpenFisca {} /s: Favn does {} times as many, for a law many times the size",
                number(peer_per_s),
                number(favn_per_s / peer_per_s)
            ),
            format!(
                "at {} a second p50 {} ms, p99 {} ms; {}",
                number(PER_S),
                number(p50_ms),
                number(p99_ms),
                load()?
            ),
        ],
    })
}

fn load() -> Outcome<String> {
    let load = fs::read_to_string("/proc/loadavg")?;
    let means: Vec<&str> = load.split_whitespace().take(3).collect();
    Ok(format!(
        "programs that ran or wanted to at the end, in one, five and fifteen minutes: {}",
        means.join(", ")
    ))
}

/// What the families ask: no two alike.
fn families(more: &Value) -> Vec<Ask> {
    let asked = (0..FAMILIES).map(|at| {
        let day = at % 28 + 1;
        let child = |year: u64, place: &str, price: u64| {
            json!({
                "born": format!("{year}-0{}-{day:02}", at % 9 + 1), "deling": "alene", "bopael": "her",
                "forsoergere": "to", "plads": place, "pladspris": price + at,
            })
        };
        let mut asked = json!({
            "on": "2026-03-01", "known": "2026-04-01",
            "family": { "homes": [{
                "couple": false, "lejer": true, "husleje": 6_000 + 97 * at, "areal": 55 + at % 50,
                "varme_med": at % 2 == 0, "formue": 900 * at, "kommune": 751,
                "adults": [{
                    "foedt": format!("19{}-05-{day:02}", 80 + at % 20), "arbejde": "loenmodtager",
                    "loen": 18_000 + 313 * at, "indkomst": 210_000 + 3_400 * at,
                    "indkomstgrundlag": 210_000 + 3_400 * at, "foraelder": true,
                }],
                "children": [child(2016 + at % 8, "boernehave", 2_000), child(2024, "vuggestue", 3_500)],
            }] },
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            asked[name] = value.clone();
        }
        Ask {
            path: "/api/rights/v1/assess".into(),
            json: Some(Bytes::from(asked.to_string())),
        }
    });
    asked.collect()
}

/// The same posts to another place.
fn to(path: &str, asks: &[Ask]) -> Vec<Ask> {
    let path = || path.to_owned();
    asks.iter()
        .map(|ask| Ask {
            path: path(),
            json: ask.json.clone(),
        })
        .collect()
}

/// Each family once, also as proof that the answers are whole: their mean size, and how many results the first has.
async fn looked_at(server: &Server, asks: &[Ask]) -> Outcome<(usize, usize)> {
    let mut asker = Asker::new(server.address, 0);
    let (mut bytes, mut first) = (0, None);
    for ask in asks {
        let answer = asker.ask(ask).await?;
        bytes += answer.body.len();
        let told: Value = serde_json::from_slice(&answer.body)?;
        let results = told["results"].as_array().map_or(&[][..], Vec::as_slice);
        let child_benefit = results
            .iter()
            .find(|result| result["rule"] == "adult.boerneydelse")
            .ok_or("an answer has no child benefit")?;
        let kroner = &child_benefit["value"]
            .as_f64()
            .or(child_benefit["most"].as_f64());
        if results.len() < 40 || kroner.is_none_or(|kroner| kroner < 10_000.0) {
            return Err(format!("an answer is not whole: {child_benefit}").into());
        }
        first.get_or_insert(results.len());
    }
    Ok((bytes / asks.len(), first.unwrap_or_default()))
}

fn bare(house: &House, bytes: usize) -> Outcome<Server> {
    let address = free_address()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["bare-assess-server", "--listen", &address.to_string()]);
    command.args(["--bytes", &bytes.to_string()]);
    Server::start(&command, address, &house.scratch.path().join("bare.log"))
}

/// OpenFisca, in the Python environment that `law` measures too.
#[derive(Deserialize)]
struct OpenFisca {
    python: PathBuf,
    versions: String,
}

impl OpenFisca {
    fn set_up() -> Outcome<Self> {
        let told = run(Command::new(built("bench-law", "bench-law")?).arg("python"))?;
        Ok(serde_json::from_str(
            told.lines().last().unwrap_or_default(),
        )?)
    }

    fn serve(&self, house: &House) -> Outcome<Server> {
        let address = free_address()?;
        let mut command = Command::new(self.python.with_file_name("openfisca"));
        command.args(["serve", "--country-package", "openfisca_country_template"]);
        command.args(["--bind", &address.to_string()]);
        let log = house.scratch.path().join("openfisca.log");
        Ok(Server::start(&command, address, &log)?.gently())
    }
}

/// What OpenFisca is asked: a household of an adult and two children, every formula of January 2017.
fn calculations() -> Vec<Ask> {
    let month = |value: Value| json!({ "2017-01": value });
    let open = || month(Value::Null);
    let asked = (0..FAMILIES).map(|at| {
        let day = at % 28 + 1;
        let person = |year: u64, salary: u64| {
            json!({
                "birth": { "ETERNITY": format!("{year}-03-{day:02}") }, "salary": month(json!(salary)),
                "age": open(), "basic_income": open(), "pension": open(), "income_tax": open(),
                "social_security_contribution": open(),
            })
        };
        let home = json!({
            "adults": ["Ada"], "children": ["Bo", "Cy"], "rent": month(json!(600 + at)),
            "accommodation_size": month(json!(55 + at)), "housing_occupancy_status": month(json!("tenant")),
            "household_income": open(), "housing_allowance": open(), "parenting_allowance": open(),
            "meal_price": open(), "swimming_pool_access": open(), "housing_tax": { "2017": null },
            "disposable_income": open(), "total_benefits": open(), "total_taxes": open(),
        });
        let persons = json!({ "Ada": person(1980 + at % 15, 1_800 + 31 * at), "Bo": person(2010, 0), "Cy": person(2014, 0) });
        Ask {
            path: "/calculate".into(),
            json: Some(Bytes::from(json!({ "persons": persons, "households": { "home": home } }).to_string())),
        }
    });
    asked.collect()
}

/// That OpenFisca answers with numbers.
async fn checked(server: &Server, asks: &[Ask]) -> Outcome<()> {
    let mut asker = Asker::new(server.address, 0);
    for ask in asks {
        let told: Value = serde_json::from_slice(&asker.ask(ask).await?.body)?;
        let left = &told["households"]["home"]["disposable_income"]["2017-01"];
        if left.as_f64().is_none_or(|left| left <= 0.0) {
            return Err(format!("OpenFisca answered {told}").into());
        }
    }
    Ok(())
}
