//! `streams`: ten thousand open conversations, twenty thousand open streams.

mod loader;

use std::{
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use serde_json::json;

pub use self::loader::load;
use crate::{
    favn::{Favn, House},
    process::{Outcome, Server, open_files_most, with_open_files},
    seat::Seat,
    tell::{Asked, Claim, Finding, number, say},
};

/// Two thirds of a minute's patience is two rounds of a message each.
const EVERY: f64 = 30.0;
const LOADERS: usize = 3;
/// Streams on one connection of HTTP/2, where a proxy shares it: nginx and others allow a hundred or so.
const TOGETHER: usize = 100;
/// Files that the server needs besides those for streams: for its database, for posts, and some to spare.
const OTHER_FILES: usize = 300;

pub async fn measure(asked: usize, quick: bool, http2_only: bool) -> Outcome<Finding> {
    let seconds = if quick { EVERY } else { 2.0 * EVERY };
    let favn = Favn::build()?;
    let house = House::fresh(&favn).await?;
    let server = house.serve(&favn)?;
    let empty_mb = server.resident_mb()?;
    say(format!("Opening {asked} conversations …"));
    let seats = house.conversations(server.address, asked).await?;
    let opened_mb = server.resident_mb()?;
    let shared = hold(&server, &seats, Http::Two, seconds).await?;
    drop(server);

    let streams = asked * 2;
    let mut notes = vec![
        shared.note("HTTP/2"),
        format!(
            "memory: {} MB empty, {} with the conversations opened, {} with quiet streams: {} KB a stream",
            number(empty_mb),
            number(opened_mb),
            number(shared.quiet_mb),
            number((shared.rss_mb - empty_mb) * 1000.0 / streams as f64),
        ),
    ];
    if !http2_only {
        // A file for each stream, in one process.
        let most = asked.min(open_files_most()?.saturating_sub(OTHER_FILES) / 2);
        let server = house.serve(&favn)?;
        let (few, empty_mb) = (&seats[..most], server.resident_mb()?);
        let alone = hold(&server, few, Http::One, EVERY).await?;
        notes.push(alone.note("HTTP/1.1"));
        notes.push(format!(
            "then for {EVERY} s over HTTP/1.1, each stream on a connection of its own, as far as the open files of a \
             process go: {} streams, {} MB, {} KB a stream, {} lost",
            most * 2,
            number(alone.rss_mb),
            number((alone.rss_mb - empty_mb) * 1000.0 / (most * 2) as f64),
            alone.lost,
        ));
    }
    Ok(Finding {
        name: "streams",
        how: format!(
            "{asked} conversations on SQLite, {streams} streams open from {LOADERS} other processes, {TOGETHER} on each \
             connection of HTTP/2, as from a proxy; every {EVERY} s one message in each conversation, for {seconds} s, \
             the sides taking turns. Resident memory of the server is read twice a second; the largest counts. A \
             message is lost when the other side's stream has not brought it 20 s after the last one was sent."
        ),
        json: json!({
            "conversations": asked, "streams": streams, "rss_mb": shared.rss_mb, "lost": shared.lost
        }),
        claims: vec![
            Claim {
                what: "open streams",
                measured: streams as f64,
                unit: "",
                asked: Asked::AtLeast(20_000.0),
            },
            Claim {
                what: "resident memory",
                measured: shared.rss_mb,
                unit: "MB",
                asked: Asked::AtMost(768.0),
            },
            Claim {
                what: "undelivered messages",
                measured: shared.lost as f64,
                unit: "",
                asked: Asked::AtMost(0.0),
            },
        ],
        notes,
    })
}

/// What the loaders saw together.
struct Held {
    quiet_mb: f64,
    rss_mb: f64,
    busy: f64,
    sent: usize,
    lost: usize,
    p99_ms: f64,
}

impl Held {
    fn note(&self, http: &str) -> String {
        format!(
            "{http}: {} messages sent; p99 from sent to heard {} ms (the slowest loader's); the server used {} of a core",
            self.sent,
            number(self.p99_ms),
            number(self.busy),
        )
    }
}

/// Opens a stream for each seat and lets every conversation speak.
async fn hold(server: &Server, seats: &[[Seat; 2]], http: Http, seconds: f64) -> Outcome<Held> {
    let mut loaders = Vec::new();
    for (at, share) in seats
        .chunks(seats.len().div_ceil(LOADERS).max(1))
        .enumerate()
    {
        loaders.push(Loader::start(&Task {
            at,
            http,
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
        "{} streams are open over {http:?} ({} MB). One message in each conversation every {EVERY} s …",
        seats.len() * 2,
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
    let (mut sent, mut lost, mut p99_ms) = (0, 0, 0.0_f64);
    for mut loader in loaders {
        let told: Told = serde_json::from_str(&loader.line()?)?;
        sent += told.sent;
        lost += told.lost;
        p99_ms = p99_ms.max(told.p99_ms);
        loader.child.wait()?;
    }
    Ok(Held {
        quiet_mb,
        rss_mb,
        busy,
        sent,
        lost,
        p99_ms,
    })
}

/// Which HTTP the streams come over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Http {
    One,
    Two,
}

/// What one loader is asked to do.
#[derive(Serialize, Deserialize)]
struct Task {
    at: usize,
    http: Http,
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
