//! The loader's side: a process that holds a share of the streams, as browsers or as a proxy would.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use tokio::sync::{Semaphore, mpsc::unbounded_channel};
use uuid::Uuid;

use super::{EVERY, Http, TOGETHER, Task, Told};
use crate::{
    http::Connection,
    process::{Failure, Outcome},
    seat::{Mark, micros},
    stats::Times,
    tell::say,
};

/// How the streams of this loader reach the server.
enum Ways {
    /// Each on a connection of its own. Addresses of its own for each loader, a thousand connections from each.
    Alone { at: usize, to: SocketAddr },
    /// So many together on one, as a proxy that speaks HTTP/2 to Favn would have them.
    Shared(Vec<Connection>),
}

/// The way of one stream.
enum Way {
    Alone(SocketAddr, IpAddr),
    Shared(Option<Connection>),
}

impl Ways {
    async fn open(task: &Task) -> Outcome<Self> {
        if task.http == Http::One {
            return Ok(Self::Alone {
                at: task.at,
                to: task.address,
            });
        }
        let mut connections = Vec::new();
        for _ in 0..(task.seats.len() * 2).div_ceil(TOGETHER) {
            connections.push(Connection::open_shared(task.address).await?);
        }
        Ok(Self::Shared(connections))
    }

    fn of(&self, stream: usize) -> Way {
        match self {
            Self::Alone { at, to } => {
                let from = Ipv4Addr::new(127, 0, 10 + *at as u8, 1 + (stream / 1000) as u8);
                Way::Alone(*to, from.into())
            }
            Self::Shared(connections) => Way::Shared(
                connections
                    .get(stream / TOGETHER)
                    .and_then(Connection::share),
            ),
        }
    }
}

impl Way {
    async fn open(self) -> Outcome<Connection> {
        match self {
            Self::Alone(to, from) => Connection::open_from(to, Some(from)).await,
            Self::Shared(share) => share.ok_or_else(|| "no connection to share".into()),
        }
    }
}

/// Told what to do on its input, one line of JSON and then `go`.
pub async fn load() -> Outcome<()> {
    let task: Task = serde_json::from_str(&input_line()?)?;
    let ways = Ways::open(&task).await?;
    let under_way: Arc<Mutex<HashMap<(u32, u32), u64>>> = Arc::default();
    let times: Arc<Mutex<Times>> = Arc::default();
    let (tell, mut opened) = unbounded_channel::<Result<(), Failure>>();
    let doors = Arc::new(Semaphore::new(64));
    for (at, pair) in task.seats.iter().enumerate() {
        for (side, seat) in pair.iter().enumerate() {
            let (mut seat, tell, doors) = (seat.clone(), tell.clone(), doors.clone());
            let (under_way, times) = (under_way.clone(), times.clone());
            let way = ways.of(at * 2 + side);
            tokio::spawn(async move {
                let door = doors.acquire_owned().await;
                let ready = tell.clone();
                let opened = move || {
                    drop(door);
                    let _ = ready.send(Ok(()));
                };
                let heard = |mark: Mark| {
                    // Turn n is spoken by side n % 2, and counts when the other side hears it.
                    if mark.turn as usize % 2 != side
                        && under_way
                            .lock()
                            .remove(&(mark.conversation, mark.turn))
                            .is_some()
                    {
                        times.lock().add(micros().saturating_sub(mark.sent));
                    }
                };
                let listening = async {
                    let connection = way.open().await?;
                    seat.listen_on(connection, opened, heard).await
                };
                if let Err(error) = listening.await {
                    let _ = tell.send(Err(error));
                }
            });
        }
    }
    for _ in 0..task.seats.len() * 2 {
        opened.recv().await.ok_or("a stream was not opened")??;
    }
    say("open");
    input_line()?;
    let sent = speak(&task, &under_way).await?;
    let mut patience = 200;
    while !under_way.lock().is_empty() && patience > 0 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        patience -= 1;
    }
    let lost = under_way.lock().len();
    let p99_ms = times.lock().at(0.99);
    say(serde_json::to_string(&Told { sent, lost, p99_ms })?);
    Ok(())
}

/// Every conversation speaks once in each round, spread evenly over it.
async fn speak(task: &Task, under_way: &Arc<Mutex<HashMap<(u32, u32), u64>>>) -> Outcome<usize> {
    const MOUTHS: usize = 16;
    let rounds = (task.seconds / EVERY).round() as usize;
    let every = EVERY / task.seats.len() as f64;
    let begun = Instant::now();
    let mut mouths = tokio::task::JoinSet::new();
    for mouth in 0..MOUTHS {
        let (seats, under_way) = (task.seats.clone(), under_way.clone());
        let (address, http) = (task.address, task.http);
        mouths.spawn(async move {
            let mut connection = match http {
                Http::One => Connection::open(address).await?,
                Http::Two => Connection::open_shared(address).await?,
            };
            let mut sent = 0;
            for slot in (mouth..rounds * seats.len()).step_by(MOUTHS) {
                let due = begun + Duration::from_secs_f64(every * slot as f64);
                tokio::time::sleep_until(due.into()).await;
                let (round, at) = (slot / seats.len(), slot % seats.len());
                let mark = Mark::now(at as u32, round as u32);
                under_way
                    .lock()
                    .insert((mark.conversation, mark.turn), mark.sent);
                seats[at][round % 2]
                    .say(&mut connection, &mark, Uuid::new_v4())
                    .await?;
                sent += 1;
            }
            Outcome::Ok(sent)
        });
    }
    let mut sent = 0;
    while let Some(done) = mouths.join_next().await {
        sent += done??;
    }
    Ok(sent)
}

fn input_line() -> Outcome<String> {
    let mut line = String::new();
    if std::io::stdin().read_line(&mut line)? == 0 {
        return Err("the benchmark that started this loader is gone".into());
    }
    Ok(line)
}
