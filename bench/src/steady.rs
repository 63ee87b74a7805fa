//! The same few requests over and over, from people who have a connection each: as fast as
//! answers come, or at a steady pace.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use http_body_util::Full;
use hyper::Request;
use tokio::task::JoinSet;

use crate::{
    http::{Answer, Connection, Jar, get},
    process::{Outcome, Server},
    seat::micros,
    stats::Times,
};

/// Seconds that don't count yet.
const WARM: f64 = 0.5;
/// People asking at once.
pub const PEOPLE: usize = 16;

/// What is asked: a page, or an answer to what is posted as JSON.
#[derive(Clone)]
pub struct Ask {
    pub path: String,
    pub json: Option<Bytes>,
}

impl Ask {
    pub fn page(path: String) -> Self {
        Self { path, json: None }
    }

    fn request(&self, jar: &Jar) -> Outcome<Request<Full<Bytes>>> {
        let Some(json) = &self.json else {
            return get(&self.path, jar);
        };
        let request = jar
            .sign(Request::post(&self.path))
            .header("content-type", "application/json");
        Ok(request.body(Full::new(json.clone()))?)
    }
}

/// Somebody who asks, on a connection of their own.
pub struct Asker {
    to: SocketAddr,
    jar: Jar,
    connection: Option<Connection>,
}

impl Asker {
    pub fn new(to: SocketAddr, person: usize) -> Self {
        Self {
            to,
            jar: Jar::of_visitor(person),
            connection: None,
        }
    }

    /// The answer; anything but a success ends the benchmark. Where the server closes the
    /// connection after each answer, the next one opens another.
    pub async fn ask(&mut self, ask: &Ask) -> Outcome<Answer> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(self.to).await?,
        };
        let answer = connection.send(ask.request(&self.jar)?).await?;
        if !answer.status.is_success() {
            let (path, status, text) = (&ask.path, answer.status, answer.text());
            return Err(format!("{path} answered {status}: {text:.400}").into());
        }
        let stays = answer
            .headers
            .get("connection")
            .is_none_or(|word| word != "close");
        self.connection = stays.then_some(connection);
        Ok(answer)
    }
}

/// Answers per second, and microseconds of the server's processor time for each.
pub async fn measured(server: &Server, asks: &[Ask], seconds: f64) -> Outcome<(f64, f64)> {
    let used = server.processor_s()?;
    let per_s = saturate(server.address, asks, seconds).await?;
    // The warm half second is part of the processor time, and as busy as the rest.
    Ok((
        per_s,
        (server.processor_s()? - used) * 1e6 / (per_s * (seconds + WARM)),
    ))
}

/// Answers per second, everybody asking again as soon as the answer is there; the first half second warms up.
pub async fn saturate(to: SocketAddr, asks: &[Ask], seconds: f64) -> Outcome<f64> {
    let done = Arc::new(AtomicUsize::new(0));
    let begun = micros();
    let (from, until) = (
        begun + (WARM * 1e6) as u64,
        begun + ((WARM + seconds) * 1e6) as u64,
    );
    let mut people = JoinSet::new();
    for person in 0..PEOPLE {
        let (asks, done) = (asks.to_vec(), done.clone());
        people.spawn(async move {
            let mut asker = Asker::new(to, person);
            for ask in asks.iter().cycle().skip(person) {
                asker.ask(ask).await?;
                match micros() {
                    now if now >= until => break,
                    now if now >= from => _ = done.fetch_add(1, Ordering::Relaxed),
                    _ => {}
                }
            }
            Outcome::Ok(())
        });
    }
    while let Some(person) = people.join_next().await {
        person??;
    }
    Ok(done.load(Ordering::Relaxed) as f64 / seconds)
}

/// How long answers take at a steady rate, from when they were due.
pub async fn pace(to: SocketAddr, asks: &[Ask], per_s: f64, seconds: f64) -> Outcome<Times> {
    let begun = micros();
    let every = PEOPLE as f64 / per_s * 1e6;
    let until = begun as f64 + seconds * 1e6;
    let mut people = JoinSet::new();
    for person in 0..PEOPLE {
        let asks = asks.to_vec();
        people.spawn(async move {
            let mut asker = Asker::new(to, person);
            let (mut times, mut due) = (
                Times::default(),
                begun as f64 + every * person as f64 / PEOPLE as f64,
            );
            for ask in asks.iter().cycle().skip(person) {
                if due > until {
                    break;
                }
                let early = (due as u64).saturating_sub(micros());
                let from = if early > 0 {
                    tokio::time::sleep(Duration::from_micros(early)).await;
                    micros()
                } else {
                    due as u64
                };
                asker.ask(ask).await?;
                times.add(micros().saturating_sub(from));
                due += every;
            }
            Outcome::Ok(times)
        });
    }
    let mut all = Times::default();
    while let Some(person) = people.join_next().await {
        all.join(person??);
    }
    Ok(all)
}
