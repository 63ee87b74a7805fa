//! `find`: help near me, among a hundred thousand offers.

use std::{fs, process::Command};

use serde_json::json;

use crate::{
    bare_words,
    favn::{Favn, House, workspace},
    http::{Connection, Jar, encode},
    offers::{self, Postcode},
    process::{Outcome, Server, free_address, run},
    seat::micros,
    stats::median,
    steady::{Ask, PEOPLE, measured, pace, saturate},
    tell::{Asked, Claim, Finding, number, say},
};

const OFFERS: usize = 100_000;

/// What somebody looks for.
pub struct Search {
    pub postcode: &'static str,
    /// The answer to "which municipality?", where a postcode has several.
    pub municipality: &'static str,
    pub need: &'static str,
    /// For each word how it, and what Favn takes to mean the same, begins in the index (content/directory/words.csv);
    /// and where the postcode is. For the bare query, which asks the same without having to read what was written.
    pub stems: &'static [&'static [&'static str]],
    pub lat: f64,
    pub lon: f64,
}

const fn search(
    postcode: &'static str,
    municipality: &'static str,
    lat: f64,
    lon: f64,
    need: &'static str,
    stems: &'static [&'static [&'static str]],
) -> Search {
    Search {
        postcode,
        municipality,
        need,
        stems,
        lat,
        lon,
    }
}

/// Towns large and small, words common and rare, one and two of them.
pub const SEARCHES: [Search; 16] = [
    search("8000", "0751", 56.1535, 10.2034, "gæld", &[&["gael"]]),
    search(
        "8000",
        "0751",
        56.1535,
        10.2034,
        "skilsmisse samvær",
        &[&["skilsmis", "samv", "skilt", "familieret"]],
    ),
    search(
        "5000",
        "0461",
        55.4028,
        10.3920,
        "ensomhed",
        &[&["ensom", "netvaerk", "faellesskab", "need:faellesskab"]],
    ),
    search(
        "9000",
        "0851",
        57.0394,
        9.9135,
        "fødselsdepression",
        &[&["foedselsdepr", "efterfoedsel", "depression"]],
    ),
    search(
        "6700",
        "0561",
        55.4732,
        8.4592,
        "tvillinger",
        &[&["tvilling"]],
    ),
    search(
        "7100",
        "0630",
        55.7042,
        9.5245,
        "gruppe for fædre",
        &[&["grup"], &["faed", "audience:far", "far"]],
    ),
    search(
        "4000",
        "0265",
        55.6513,
        12.0958,
        "angst",
        &[&["angst", "need:psykologi", "psykolog", "terapi", "samtal"]],
    ),
    search(
        "8800",
        "0791",
        56.4451,
        9.3909,
        "kursus om bolig",
        &[&["kursus"], &["bolig", "husly", "lejlighed", "hjemloes"]],
    ),
    search(
        "3700",
        "0400",
        55.1065,
        14.7247,
        "sorg",
        &[&["sorg", "mistet", "doed"]],
    ),
    search(
        "9990",
        "0813",
        57.7208,
        10.5621,
        "amning",
        &[&["amning", "amm"]],
    ),
    search(
        "4800",
        "0376",
        54.7723,
        11.8840,
        "økonomi",
        &[&["oekonomi", "need:oekonomi", "peng", "gael"]],
    ),
    search(
        "7400",
        "0657",
        56.1331,
        8.9736,
        "frivillig ven",
        &[
            &["frivil"],
            &[
                "ven",
                "ensom",
                "netvaerk",
                "faellesskab",
                "need:faellesskab",
            ],
        ],
    ),
    search(
        "6400",
        "0540",
        54.9213,
        9.7764,
        "vold",
        &[&["vold", "krisecent", "audience:voldsudsat"]],
    ),
    search("8900", "0730", 56.4640, 10.0341, "søvn", &[&["soevn"]]),
    search(
        "4700",
        "0370",
        55.2237,
        11.7629,
        "kontaktperson",
        &[&["kontaktperson"]],
    ),
    search(
        "7500",
        "0661",
        56.3630,
        8.6301,
        "legestue",
        &[&["legestu", "moedregrup", "barselsgrup", "foraeldregrup"]],
    ),
];

pub async fn measure(quick: bool) -> Outcome<Finding> {
    let (rounds, seconds) = if quick { (1, 3.0) } else { (3, 8.0) };
    let favn = Favn::build()?;
    let house = House::fresh(&favn).await?;
    say(format!("Importing {OFFERS} made-up offers …"));
    let folder = house.scratch.path().join("offers");
    fs::create_dir(&folder)?;
    offers::write(&folder, OFFERS, &postcodes()?)?;
    let import = house.run(&favn, &["import", &folder.display().to_string()])?;
    say(import.lines().last().unwrap_or_default());
    bare_words::lay_out(&house.scratch.path().join("favn.sqlite"))?;
    let favns: Vec<Ask> = SEARCHES
        .iter()
        .map(|one| {
            Ask::page(format!(
                "/da/find?near={}&municipality={}&need={}",
                one.postcode,
                one.municipality,
                encode(one.need)
            ))
        })
        .collect();
    let bares: Vec<Ask> = (0..SEARCHES.len())
        .map(|at| Ask::page(format!("/find/{at}")))
        .collect();

    let first_page = pages(&favn, &house, &favns).await?;
    let bytes = first_page.bytes;
    let (mut ours, mut limit) = (Vec::new(), Vec::new());
    for round in 1..=rounds {
        let server = house.serve(&favn)?;
        ours.push(measured(&server, &favns, seconds).await?);
        server.kill()?;
        let server = bare(&house, bytes)?;
        limit.push(measured(&server, &bares, seconds).await?);
        say(format!(
            "round {round}: favn {} /s, bare query {} /s",
            number(ours[round - 1].0),
            number(limit[round - 1].0)
        ));
    }
    let first = |runs: &[(f64, f64)]| median(&runs.iter().map(|run| run.0).collect::<Vec<_>>());
    let second = |runs: &[(f64, f64)]| median(&runs.iter().map(|run| run.1).collect::<Vec<_>>());
    let (favn_per_s, limit_per_s) = (first(&ours), first(&limit));
    let mut p99 = Vec::new();
    let (mut p50, mut p95) = (Vec::new(), Vec::new());
    for _ in 0..rounds.min(3) {
        let server = house.serve(&favn)?;
        saturate(server.address, &favns, 1.0).await?;
        let mut times = pace(server.address, &favns, favn_per_s / 2.0, seconds).await?;
        p50.push(times.at(0.5));
        p95.push(times.at(0.95));
        p99.push(times.at(0.99));
    }
    let p99_ms = median(&p99);
    Ok(Finding {
        name: "find",
        how: format!(
            "{OFFERS} made-up offers spread over Denmark's postcodes beside the demo's real ones, imported by `favn \
             import`; {} searches by postcode and words over HTTP from {PEOPLE} connections, {rounds} rounds of {seconds} s \
             at full speed, the median. The limit: bare axum and raw rusqlite on the same file, with a row for each \
             word at each place; the words and the distance that suffices known beforehand, one query for the places and one \
             for their cards, and as many bytes sent as Favn's page has ({bytes}). p99 at half of Favn's full speed, from when a search was due.",
            SEARCHES.len()
        ),
        json: json!({ "p99_ms": p99_ms, "favn_per_s": favn_per_s.round(), "limit_per_s": limit_per_s.round() }),
        claims: vec![
            Claim {
                what: "p99 of a search",
                measured: p99_ms,
                unit: "ms",
                asked: Asked::AtMost(20.0),
            },
            Claim {
                what: "Favn against the bare query",
                measured: favn_per_s / limit_per_s * 100.0,
                unit: "%",
                asked: Asked::AtLeast(50.0),
            },
        ],
        notes: vec![
            format!(
                "Favn {} pages/s ({} µs of its processor time each), bare query {} /s ({} µs each); at half load p50 {} ms, \
             p95 {} ms, p99 {} ms",
                number(favn_per_s),
                number(second(&ours)),
                number(limit_per_s),
                number(second(&limit)),
                number(median(&p50)),
                number(median(&p95)),
                number(p99_ms)
            ),
            format!(
                "the first search after a start, which reads the index into memory: {} ms; resident memory {} MB before it, \
             {} MB after each of the {} searches once",
                number(first_page.first_ms),
                number(first_page.idle_mb),
                number(first_page.used_mb),
                SEARCHES.len()
            ),
        ],
    })
}

/// The postcodes of towns, from the content that the directory itself reads.
fn postcodes() -> Outcome<Vec<Postcode>> {
    let text = fs::read_to_string(workspace().join("content/geography/postcodes_geonames.csv"))?;
    let mut postcodes: Vec<Postcode> = Vec::new();
    for line in text.lines().skip(1) {
        let fields: Vec<_> = line.split(',').collect();
        let &[code, town, _, municipality, _, _, place, ..] = fields.as_slice() else {
            continue;
        };
        // Inner Copenhagen has a postcode for each street; a town counts once.
        if place == "inside" && postcodes.last().is_none_or(|last| last.town != town) {
            postcodes.push(Postcode {
                code: code.into(),
                town: town.into(),
                municipality: municipality.into(),
            });
        }
    }
    if postcodes.len() < 300 {
        return Err(format!("only {} postcodes could be read", postcodes.len()).into());
    }
    Ok(postcodes)
}

/// What the first pages after a start show.
struct FirstPages {
    /// How large they are in the mean.
    bytes: usize,
    first_ms: f64,
    idle_mb: f64,
    used_mb: f64,
}

/// Each search once, after a start; also proof that each finds something.
async fn pages(favn: &Favn, house: &House, asks: &[Ask]) -> Outcome<FirstPages> {
    let server = house.serve(favn)?;
    let mut connection = Connection::open(server.address).await?;
    let idle_mb = server.resident_mb()?;
    let (mut bytes, mut first_ms) = (0, None);
    for Ask { path, .. } in asks {
        let begun = micros();
        let answer = connection.get(path, &Jar::default()).await?;
        first_ms.get_or_insert((micros() - begun) as f64 / 1e3);
        let offers = answer.text().matches("/da/offers/").count();
        if !answer.status.is_success() || offers < 5 {
            return Err(
                format!("GET {path} answered {} with {offers} offers", answer.status).into(),
            );
        }
        bytes += answer.body.len();
    }
    Ok(FirstPages {
        bytes: bytes / asks.len(),
        first_ms: first_ms.unwrap_or_default(),
        idle_mb,
        used_mb: server.resident_mb()?,
    })
}

fn bare(house: &House, bytes: usize) -> Outcome<Server> {
    let address = free_address()?;
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg("bare-find-server")
        .arg("--database")
        .arg(house.scratch.path().join("favn.sqlite"));
    command.args([
        "--listen",
        &address.to_string(),
        "--bytes",
        &bytes.to_string(),
    ]);
    Server::start(&command, address, &house.scratch.path().join("bare.log"))
}

impl House {
    /// Runs a command of `favn` to its end.
    fn run(&self, favn: &Favn, words: &[&str]) -> Outcome<String> {
        let mut command = favn.command();
        command
            .args(words)
            .arg("--settings")
            .arg(self.scratch.path().join("favn.toml"));
        command.args(["--database", &self.database]);
        run(&mut command)
    }
}
