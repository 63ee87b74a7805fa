//! `start`: how soon `favn serve` answers on an existing file, and what it takes up when idle.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::{
    favn::{Favn, House},
    http::{Connection, Jar},
    process::{Outcome, Server},
    stats::median,
    tell::{Asked, Claim, Finding, number},
};

pub async fn measure(quick: bool) -> Outcome<Finding> {
    let runs = if quick { 3 } else { 10 };
    let favn = Favn::build()?;
    let house = House::fresh(&favn).await?;
    let (mut starts, mut pages, mut idle) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        let begun = Instant::now();
        let server = house.serve(&favn)?;
        starts.push(begun.elapsed().as_secs_f64());
        answers(&server).await?;
        pages.push(begun.elapsed().as_secs_f64());
        tokio::time::sleep(Duration::from_secs(5)).await;
        idle.push(server.resident_mb()?);
    }
    let slowest = pages.iter().copied().fold(0.0, f64::max);
    let largest = idle.iter().copied().fold(0.0, f64::max);
    let (start_s, idle_mb) = (median(&pages), median(&idle));
    Ok(Finding {
        name: "start",
        how: format!(
            "`favn serve` on a SQLite file that exists (made and migrated beforehand, with the demo's staff and \
             offers), from starting the program to the front door read to its end; {runs} starts, the median. \
             Resident memory five seconds later, after that one page."
        ),
        json: json!({ "start_s": start_s, "idle_mb": idle_mb }),
        claims: vec![
            Claim {
                what: "start",
                measured: start_s,
                unit: "s",
                asked: Asked::AtMost(0.3),
            },
            Claim {
                what: "idle memory",
                measured: idle_mb,
                unit: "MB",
                asked: Asked::AtMost(64.0),
            },
        ],
        notes: vec![format!(
            "accepts connections after {} s (median); slowest first page {} s; largest {} MB",
            number(median(&starts)),
            number(slowest),
            number(largest)
        )],
    })
}

async fn answers(server: &Server) -> Outcome<()> {
    let answer = Connection::open(server.address)
        .await?
        .get("/da/", &Jar::default())
        .await?;
    if !answer.status.is_success() {
        return Err(format!("the front door answered {}", answer.status).into());
    }
    Ok(())
}
