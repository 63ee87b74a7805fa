//! `kill`: kill −9 at random moments under load, on both engines.

use std::time::Duration;

use serde_json::json;

use crate::{
    favn::{Favn, House},
    fire::{Account, Errand},
    process::Outcome,
    stats::Times,
    tell::{Asked, Claim, Finding, number, say},
};

/// Conversations under way when the blow falls.
const CONVERSATIONS: usize = 12;

pub async fn measure(asked: usize) -> Outcome<Finding> {
    let favn = Favn::build()?;
    let mut total = Account::default();
    let (mut kills, mut notes) = (0, Vec::new());
    for engine in ["SQLite", "PostgreSQL"] {
        let house = if engine == "SQLite" {
            House::fresh(&favn).await?
        } else {
            House::on_postgres(&favn).await?
        };
        let (account, mut restarts) = under_fire(&favn, &house, asked, engine).await?;
        kills += asked;
        notes.push(format!(
            "{engine}: {asked} kills, {} messages acknowledged, {} lost, {} doubled; answering again after {} ms (median), {} ms at most",
            account.promised,
            account.lost,
            account.doubled,
            number(restarts.at(0.5)),
            number(restarts.at(1.0)),
        ));
        total.join(account);
    }
    notes.extend(total.words.iter().take(20).cloned());
    notes.push(
        "What this does not show: kill −9 leaves the kernel alive, so what was written but not yet on the disk \
         survives too. Loss of power is what synchronous=FULL and PostgreSQL's fsync are for."
            .into(),
    );
    Ok(Finding {
        name: "kill",
        how: format!(
            "{asked} times on SQLite and {asked} times on PostgreSQL: {CONVERSATIONS} fresh conversations, both sides \
             talking over HTTP and listening on their streams; at a random moment `favn` gets kill −9 and is started \
             again. The clients do what a browser does: open the stream again with Last-Event-ID, and post again, with \
             the same `once`, what got no answer. Then every acknowledged message must have come over the other side's \
             stream exactly once, and stand in both sides' pages exactly once."
        ),
        json: json!({ "kills": kills, "lost": total.lost, "doubled": total.doubled }),
        claims: vec![
            Claim {
                what: "kills",
                measured: kills as f64,
                unit: "",
                asked: Asked::AtLeast(200.0),
            },
            Claim {
                what: "acknowledged messages lost",
                measured: total.lost as f64,
                unit: "",
                asked: Asked::AtMost(0.0),
            },
            Claim {
                what: "messages doubled",
                measured: total.doubled as f64,
                unit: "",
                asked: Asked::AtMost(0.0),
            },
        ],
        notes,
    })
}

async fn under_fire(
    favn: &Favn,
    house: &House,
    kills: usize,
    engine: &str,
) -> Outcome<(Account, Times)> {
    let (mut total, mut restarts) = (Account::default(), Times::default());
    let mut server = house.serve(favn)?;
    for kill in 1..=kills {
        let seats = house.conversations(server.address, CONVERSATIONS).await?;
        let mut errands = Vec::new();
        for (at, pair) in seats.into_iter().enumerate() {
            errands.push(Errand::begin(
                at as u32,
                pair,
                &[server.address],
                [0, 0],
                Duration::from_millis(2),
            ));
        }
        // Anywhere between the first post and the middle of a steady stream of them.
        tokio::time::sleep(Duration::from_micros(
            20_000 + u64::from(random()) % 400_000,
        ))
        .await;
        let address = server.address;
        server.kill()?;
        let begun = std::time::Instant::now();
        server = house.serve_at(favn, address)?;
        restarts.add(u64::try_from(begun.elapsed().as_micros())?);
        tokio::time::sleep(Duration::from_millis(50)).await;
        for errand in &mut errands {
            errand.stop_speaking().await?;
        }
        for errand in &mut errands {
            total.join(errand.account(true).await?);
        }
        if kill % 25 == 0 {
            say(format!(
                "{engine}: {kill} kills, {} acknowledged, {} lost, {} doubled",
                total.promised, total.lost, total.doubled
            ));
        }
    }
    Ok((total, restarts))
}

fn random() -> u32 {
    uuid::Uuid::new_v4().as_fields().0
}
