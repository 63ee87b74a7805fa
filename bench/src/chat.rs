//! `chat`: messages stored durably and delivered to the other side's stream.

use std::{path::Path, process::Command};

use serde_json::json;

use crate::{
    favn::{Favn, House},
    http::Jar,
    load,
    peer::Peer,
    process::{Outcome, Server, free_address},
    seat::{self, Mark, Seat},
    stats::median,
    tell::{Asked, Claim, Finding, number, say},
};

/// What one run at full speed showed.
#[derive(Clone, Copy)]
struct Run {
    per_s: f64,
    /// Microseconds of processor time that the server used for one message.
    server_us: f64,
}

/// How long things run.
struct Plan {
    conversations: usize,
    rounds: usize,
    warm: f64,
    seconds: f64,
}

/// The runs of one contestant.
#[derive(Default)]
struct Runs(Vec<Run>);

impl Runs {
    fn per_s(&self) -> f64 {
        median(&self.0.iter().map(|run| run.per_s).collect::<Vec<_>>())
    }

    fn server_us(&self) -> f64 {
        median(&self.0.iter().map(|run| run.server_us).collect::<Vec<_>>())
    }

    fn spread(&self) -> String {
        let all: Vec<_> = self.0.iter().map(|run| number(run.per_s)).collect();
        all.join(" · ")
    }
}

pub async fn measure(conversations: usize, quick: bool) -> Outcome<Finding> {
    let plan = match quick {
        true => Plan {
            conversations,
            rounds: 1,
            warm: 1.0,
            seconds: 3.0,
        },
        false => Plan {
            conversations,
            rounds: 3,
            warm: 3.0,
            seconds: 10.0,
        },
    };
    let favn = Favn::build()?;
    let peer = Peer::install()?;
    let house = House::fresh(&favn).await?;
    let event_bytes = event_bytes(&favn, &house).await?;
    let text_bytes = Mark::now(100, 100).text().len();
    let scratch = house.scratch.path();
    let (mut ours, mut limit, mut usual) = (Runs::default(), Runs::default(), Vec::new());
    for round in 1..=plan.rounds {
        let favns = saturate_favn(&favn, &house, &plan).await?;
        let limits = saturate_limit(scratch, &plan, event_bytes).await?;
        let (peers, _) = peer.saturate(scratch, &plan.conversations(), text_bytes, false)?;
        say(format!(
            "round {round}: favn {} /s, limit {} /s, peer {} /s",
            number(favns.per_s),
            number(limits.per_s),
            number(peers)
        ));
        ours.0.push(favns);
        limit.0.push(limits);
        usual.push(peers);
    }
    let (grouped, client) = peer.saturate(scratch, &plan.conversations(), text_bytes, true)?;
    let (favn_per_s, limit_per_s, peer_per_s) = (ours.per_s(), limit.per_s(), median(&usual));
    let [p50_ms, p95_ms, p99_ms] = delays(&favn, &house, &plan, favn_per_s / 2.0).await?;
    Ok(Finding {
        name: "chat",
        how: how(&plan, &peer, event_bytes),
        json: json!({
            "favn_per_s": favn_per_s.round(), "limit_per_s": limit_per_s.round(), "peer_per_s": peer_per_s.round(),
            "p50_ms": p50_ms, "p95_ms": p95_ms, "p99_ms": p99_ms,
        }),
        claims: vec![
            Claim {
                what: "Favn against the limit",
                measured: favn_per_s / limit_per_s * 100.0,
                unit: "%",
                asked: Asked::AtLeast(50.0),
            },
            Claim {
                what: "Favn against the peer",
                measured: favn_per_s / peer_per_s,
                unit: "times",
                asked: Asked::AtLeast(3.0),
            },
        ],
        notes: vec![
            format!(
                "Favn {} messages/s ({}), {} µs of its processor time each",
                number(favn_per_s),
                ours.spread(),
                number(ours.server_us())
            ),
            format!(
                "limit {} messages/s ({}), {} µs each",
                number(limit_per_s),
                limit.spread(),
                number(limit.server_us())
            ),
            format!(
                "peer {} messages/s, one transaction a message as its documents show it",
                number(peer_per_s)
            ),
            format!(
                "peer with the messages of one turn of its event loop in one transaction: {} messages/s (one run; its \
                 client used {} of a core). It reads no forms, knows no sessions and rights, and seals nothing.",
                number(grouped),
                number(client)
            ),
            format!(
                "delivery at half load ({} messages/s), from when a message was due until the other side's stream \
                 brought it: p50 {} ms, p95 {} ms, p99 {} ms (medians of {} runs)",
                number(favn_per_s / 2.0),
                number(p50_ms),
                number(p95_ms),
                number(p99_ms),
                plan.rounds.min(3)
            ),
        ],
    })
}

fn how(plan: &Plan, peer: &Peer, event_bytes: usize) -> String {
    format!(
        "{} conversations, both sides connected from another process over HTTP/1.1; in each a message is posted, \
         stored durably (SQLite, WAL, synchronous=FULL), answered, and brought to the other side by its stream, and then \
         the other side writes. Favn, the limit and the peer take turns, {} rounds of {} s each after {} s of warming up; \
         medians. The limit is bare axum and raw rusqlite with grouped commits: no sessions, rights, sealing or \
         templates, the same form read, the same row stored, an event of the same {event_bytes} bytes sent. The peer is {} \
         ({}), with its own client. Server and clients share this machine's {} processors.",
        plan.conversations,
        plan.rounds,
        plan.seconds,
        plan.warm,
        "Node with socket.io and better-sqlite3",
        peer.versions,
        std::thread::available_parallelism().map_or(0, usize::from),
    )
}

impl Plan {
    fn conversations(&self) -> (usize, f64, f64) {
        (self.conversations, self.warm, self.seconds)
    }
}

/// How large Favn's event for one message is: the mean of both directions.
async fn event_bytes(favn: &Favn, house: &House) -> Outcome<usize> {
    let server = house.serve(favn)?;
    let pair = house.conversations(server.address, 1).await?.remove(0);
    let one = seat::event_bytes(server.address, &pair[0], &pair[1]).await?;
    let other = seat::event_bytes(server.address, &pair[1], &pair[0]).await?;
    Ok((one + other) / 2)
}

async fn saturate_favn(favn: &Favn, house: &House, plan: &Plan) -> Outcome<Run> {
    let server = house.serve(favn)?;
    let seats = house
        .conversations(server.address, plan.conversations)
        .await?;
    let talks = load::open_all(server.address, &seats).await?;
    saturate(&server, talks, plan).await
}

async fn saturate_limit(scratch: &Path, plan: &Plan, event_bytes: usize) -> Outcome<Run> {
    let address = free_address()?;
    for left in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(scratch.join(format!("limit.sqlite{left}")));
    }
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg("limit-server")
        .arg("--database")
        .arg(scratch.join("limit.sqlite"));
    command.args([
        "--listen",
        &address.to_string(),
        "--event-bytes",
        &event_bytes.to_string(),
    ]);
    let server = Server::start(&command, address, &scratch.join("limit.log"))?;
    let talks = load::open_all(address, &limit_seats(plan.conversations)).await?;
    saturate(&server, talks, plan).await
}

async fn saturate(server: &Server, talks: Vec<load::Talk>, plan: &Plan) -> Outcome<Run> {
    let used = server.processor_s()?;
    let (per_s, talks) = load::saturate(talks, plan.warm, plan.seconds).await?;
    // The warm seconds are part of the processor time, and about as busy as the others.
    let server_us = (server.processor_s()? - used) * 1e6 / (per_s * (plan.warm + plan.seconds));
    talks.into_iter().for_each(load::Talk::close);
    Ok(Run { per_s, server_us })
}

/// Favn's delivery times in ms at a steady rate: p50, p95 and p99, the median run of each.
async fn delays(favn: &Favn, house: &House, plan: &Plan, per_s: f64) -> Outcome<[f64; 3]> {
    let mut runs: [Vec<f64>; 3] = Default::default();
    for _ in 0..plan.rounds.min(3) {
        let server = house.serve(favn)?;
        let seats = house
            .conversations(server.address, plan.conversations)
            .await?;
        let talks = load::open_all(server.address, &seats).await?;
        let (mut times, talks) = load::pace(talks, per_s, plan.warm, plan.seconds).await?;
        talks.into_iter().for_each(load::Talk::close);
        for (run, share) in runs.iter_mut().zip([0.5, 0.95, 0.99]) {
            run.push(times.at(share));
        }
    }
    Ok(runs.map(|run| median(&run)))
}

fn limit_seats(conversations: usize) -> Vec<[Seat; 2]> {
    let seat = |conversation: usize, side: usize| Seat {
        jar: Jar::default(),
        page: format!("/{conversation}/{side}"),
        post: format!("/{conversation}/{side}"),
        stream: format!("/{conversation}/{side}/stream"),
        form: "text=".into(),
        last_event: None,
        retry_ms: 3000,
    };
    (0..conversations)
        .map(|conversation| [seat(conversation, 0), seat(conversation, 1)])
        .collect()
}
