//! `streams`: ten thousand open conversations, twenty thousand open streams.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::{Semaphore, mpsc::unbounded_channel};
use uuid::Uuid;

use crate::{
    favn::{Favn, House},
    http::Connection,
    process::{Failure, Outcome, open_files_most, with_open_files},
    seat::{Mark, Seat, micros},
    stats::Times,
    tell::{Asked, Claim, Finding, number, say},
};

/// Two thirds of a minute's patience is two rounds of a message each.
const EVERY: f64 = 30.0;
const LOADERS: usize = 3;

pub async fn measure(asked: usize, quick: bool) -> Outcome<Finding> {
    let seconds = if quick { EVERY } else { 2.0 * EVERY };
    // The server needs a file for each stream, and some for its database and for posts.
    let most = open_files_most()?.saturating_sub(150) / 2;
    let conversations = asked.min(most);
    if conversations < asked {
        say(format!(
            "A process may have {} files open here, so {conversations} conversations instead of {asked}.",
            open_files_most()?
        ));
    }
    let favn = Favn::build()?;
    let house = House::fresh(&favn).await?;
    let server = house.serve(&favn)?;
    let empty_mb = server.resident_mb()?;
    say(format!("Opening {conversations} conversations …"));
    let seats = house.conversations(server.address, conversations).await?;
    let opened_mb = server.resident_mb()?;

    let mut loaders = Vec::new();
    for (at, share) in seats.chunks(conversations.div_ceil(LOADERS)).enumerate() {
        loaders.push(Loader::start(&Task {
            at,
            address: server.address,
            seconds,
            seats: share.to_vec(),
        })?);
    }
    for loader in &mut loaders {
        loader.hear("open")?;
    }
    let quiet_mb = server.resident_mb()?;
    say(format!(
        "All streams are open ({} MB). One message in each conversation every {EVERY} s …",
        number(quiet_mb)
    ));
    for loader in &mut loaders {
        loader.say("go")?;
    }
    let (begun, used) = (Instant::now(), server.processor_s()?);
    let mut rss_mb = quiet_mb;
    while begun.elapsed().as_secs_f64() < seconds {
        tokio::time::sleep(Duration::from_millis(500)).await;
        rss_mb = rss_mb.max(server.resident_mb()?);
    }
    let busy = (server.processor_s()? - used) / begun.elapsed().as_secs_f64();
    let (mut sent, mut lost, mut p99) = (0, 0, 0.0_f64);
    for mut loader in loaders {
        let told: Told = serde_json::from_str(&loader.line()?)?;
        sent += told.sent;
        lost += told.lost;
        p99 = p99.max(told.p99_ms);
        loader.child.wait()?;
    }
    let streams = conversations * 2;
    Ok(Finding {
        name: "streams",
        how: format!(
            "{conversations} conversations on SQLite, {streams} streams open from {LOADERS} other processes, each on \
             a connection of its own; every {EVERY} s one message in each conversation, for {seconds} s, the sides \
             taking turns. Resident memory of the server is read twice a second; the largest counts. A message is \
             lost when the other side's stream has not brought it 20 s after the last one was sent."
        ),
        json: json!({ "conversations": conversations, "streams": streams, "rss_mb": rss_mb, "lost": lost }),
        claims: vec![
            Claim {
                what: "open streams",
                measured: streams as f64,
                unit: "",
                asked: Asked::AtLeast(asked as f64 * 2.0),
            },
            Claim {
                what: "resident memory",
                measured: rss_mb,
                unit: "MB",
                asked: Asked::AtMost(768.0),
            },
            Claim {
                what: "undelivered messages",
                measured: lost as f64,
                unit: "",
                asked: Asked::AtMost(0.0),
            },
        ],
        notes: vec![
            format!(
                "{sent} messages sent; p99 from sent to heard {} ms (the slowest loader's)",
                number(p99)
            ),
            format!(
                "memory: {} MB empty, {} with the conversations opened, {} with quiet streams: {} KB a stream",
                number(empty_mb),
                number(opened_mb),
                number(quiet_mb),
                number((rss_mb - empty_mb) * 1000.0 / streams as f64),
            ),
            format!("the server used {} of a core", number(busy)),
        ],
    })
}

/// What one loader is asked to do.
#[derive(Serialize, Deserialize)]
struct Task {
    at: usize,
    address: SocketAddr,
    seconds: f64,
    seats: Vec<[Seat; 2]>,
}

/// What one loader saw.
#[derive(Serialize, Deserialize)]
struct Told {
    sent: usize,
    lost: usize,
    p99_ms: f64,
}

/// A process that holds a share of the streams.
struct Loader {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Loader {
    fn start(task: &Task) -> Outcome<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("stream-loader");
        let mut child = with_open_files(&command)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (input, output) = (
            child.stdin.take().ok_or("no input")?,
            child.stdout.take().ok_or("no output")?,
        );
        let mut loader = Self {
            child,
            input,
            output: BufReader::new(output),
        };
        loader.say(&serde_json::to_string(task)?)?;
        Ok(loader)
    }

    fn say(&mut self, line: &str) -> Outcome<()> {
        writeln!(self.input, "{line}")?;
        Ok(self.input.flush()?)
    }

    fn line(&mut self) -> Outcome<String> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }

    fn hear(&mut self, word: &str) -> Outcome<()> {
        let line = self.line()?;
        if line == word {
            Ok(())
        } else {
            Err(format!("a loader said {line:?}, not {word:?}").into())
        }
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The loader's side: told what to do on its input, one line of JSON and then `go`.
pub async fn load() -> Outcome<()> {
    let task: Task = serde_json::from_str(&input_line()?)?;
    // Addresses of its own for each loader, a thousand connections from each.
    let from = |stream: usize| {
        IpAddr::V4(Ipv4Addr::new(
            127,
            0,
            10 + task.at as u8,
            1 + (stream / 1000) as u8,
        ))
    };
    let under_way: Arc<Mutex<HashMap<(u32, u32), u64>>> = Arc::default();
    let times: Arc<Mutex<Times>> = Arc::default();
    let (tell, mut opened) = unbounded_channel::<Result<(), Failure>>();
    let doors = Arc::new(Semaphore::new(64));
    for (at, pair) in task.seats.iter().enumerate() {
        for (side, seat) in pair.iter().enumerate() {
            let (mut seat, tell, doors) = (seat.clone(), tell.clone(), doors.clone());
            let (under_way, times) = (under_way.clone(), times.clone());
            let address = task.address;
            let from = from(at * 2 + side);
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
                if let Err(error) = seat.listen(address, Some(from), opened, heard).await {
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
        let (seats, under_way, address) = (task.seats.clone(), under_way.clone(), task.address);
        mouths.spawn(async move {
            let mut connection = Connection::open(address).await?;
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
