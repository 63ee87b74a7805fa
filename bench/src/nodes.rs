//! `nodes`: two nodes over one PostgreSQL, and one of them dies.

use std::time::Duration;

use serde_json::json;

use crate::{
    favn::{Favn, House},
    fire::{Account, Errand},
    process::Outcome,
    seat::micros,
    stats::{Times, median},
    tell::{Asked, Claim, Finding, number},
};

const CONVERSATIONS: usize = 50;

pub async fn measure(quick: bool) -> Outcome<Finding> {
    let rounds = if quick { 1 } else { 3 };
    let favn = Favn::build()?;
    let house = House::on_postgres(&favn).await?;
    let (mut total, mut worst, mut all) = (Account::default(), Vec::new(), Times::default());
    for _ in 0..rounds {
        let (staying, leaving) = (house.serve(&favn)?, house.serve(&favn)?);
        let addresses = vec![staying.address, leaving.address];
        let seats = house.conversations(staying.address, CONVERSATIONS).await?;
        let mut errands = Vec::new();
        for (at, pair) in seats.into_iter().enumerate() {
            // The two sides sit on different nodes; in every other conversation the other way round.
            errands.push(Errand::begin(
                at as u32,
                pair,
                &addresses,
                [at, at + 1],
                Duration::from_millis(20),
            ));
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        let killed = micros();
        leaving.kill()?;
        tokio::time::sleep(Duration::from_secs(4)).await;
        for errand in &mut errands {
            errand.stop_speaking().await?;
        }
        let mut slowest = 0;
        for (at, errand) in errands.iter_mut().enumerate() {
            total.join(errand.account(true).await?);
            // The side that sat on the node that is gone.
            let side = if at % 2 == 1 { 0 } else { 1 };
            let heard = errand.heard[side].lock();
            let opened = heard
                .opened
                .iter()
                .copied()
                .find(|&at| at > killed)
                .ok_or("a stream was never opened again")?;
            let brought = heard
                .at
                .iter()
                .copied()
                .find(|&at| at >= opened)
                .ok_or("a stream brought nothing again")?;
            all.add(brought - killed);
            slowest = slowest.max(brought - killed);
        }
        worst.push(slowest as f64 / 1e6);
    }
    let resume_s = worst.iter().copied().fold(0.0, f64::max);
    Ok(Finding {
        name: "nodes",
        how: format!(
            "Two nodes of `favn` over one PostgreSQL, {CONVERSATIONS} conversations with the two sides on different \
             nodes, both talking. One node gets kill −9. Its streams are opened again on the other node as a browser \
             does it: after the pause that the server asked for, with Last-Event-ID. Measured from the kill until the \
             stream has brought its next message; the slowest stream of {rounds} rounds counts."
        ),
        json: json!({ "resume_s": resume_s, "lost": total.lost, "doubled": total.doubled }),
        claims: vec![
            Claim { what: "slowest stream resumed", measured: resume_s, unit: "s", asked: Asked::AtMost(2.0) },
            Claim { what: "acknowledged messages lost", measured: total.lost as f64, unit: "", asked: Asked::AtMost(0.0) },
            Claim { what: "messages doubled", measured: total.doubled as f64, unit: "", asked: Asked::AtMost(0.0) },
        ],
        notes: std::iter::once(format!(
            "{} messages acknowledged; slowest of each round {} s (median), half of the streams within {} s",
            total.promised,
            number(median(&worst)),
            number(all.at(0.5) / 1000.0)
        ))
        .chain(total.words.iter().take(20).cloned())
        .collect(),
    })
}
