//! Conversations that go on while servers die under them, and the books kept over what was promised.
//!
//! The clients do what a browser does: a stream that breaks is opened again where it broke off, after the
//! pause the server asked for; a post without an answer is sent again with the same `once`.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use parking_lot::Mutex;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::{
    http::Connection,
    process::Outcome,
    seat::{Mark, Seat, micros},
};

/// The nodes a client may turn to, and which of them it turns to now.
pub struct Nodes {
    addresses: Vec<SocketAddr>,
    at: AtomicUsize,
}

impl Nodes {
    pub fn new(addresses: Vec<SocketAddr>, first: usize) -> Self {
        Self {
            addresses,
            at: AtomicUsize::new(first),
        }
    }

    fn now(&self) -> SocketAddr {
        self.addresses[self.at.load(Ordering::Relaxed) % self.addresses.len()]
    }

    fn next(&self) {
        self.at.fetch_add(1, Ordering::Relaxed);
    }
}

/// What one side's stream brought.
#[derive(Default)]
pub struct Heard {
    /// How often each turn came.
    pub times: BTreeMap<u32, u32>,
    /// When the stream was opened, each time.
    pub opened: Vec<u64>,
    /// When something came, each time.
    pub at: Vec<u64>,
}

/// One conversation under fire.
pub struct Errand {
    pub conversation: u32,
    pub seats: [Seat; 2],
    pub heard: [Arc<Mutex<Heard>>; 2],
    /// The turns that the server said it has.
    pub promised: Arc<Mutex<Vec<u32>>>,
    /// Where each side posts. Its stream finds its own way.
    nodes: [Arc<Nodes>; 2],
    /// What is under way and why the post before failed, for when no answer ever comes.
    trouble: Arc<Mutex<String>>,
    streams: JoinSet<()>,
    mouth: Option<tokio::task::JoinHandle<()>>,
    stop: Arc<AtomicBool>,
}

impl Errand {
    /// Both streams are opened and kept open, and the sides take turns until told to stop.
    /// `first` says at which of the addresses each side begins.
    pub fn begin(
        conversation: u32,
        seats: [Seat; 2],
        addresses: &[SocketAddr],
        first: [usize; 2],
        pause: Duration,
    ) -> Self {
        let nodes = |side: usize| Arc::new(Nodes::new(addresses.to_vec(), first[side]));
        let mut errand = Self {
            conversation,
            seats,
            heard: [Arc::default(), Arc::default()],
            promised: Arc::default(),
            nodes: [nodes(0), nodes(1)],
            trouble: Arc::default(),
            streams: JoinSet::new(),
            mouth: None,
            stop: Arc::default(),
        };
        for side in 0..2 {
            let (seat, heard) = (errand.seats[side].clone(), errand.heard[side].clone());
            errand
                .streams
                .spawn(keep_listening(seat, heard, nodes(side)));
        }
        errand.mouth = Some(tokio::spawn(keep_speaking(
            conversation,
            errand.seats.clone(),
            errand.nodes.clone(),
            errand.promised.clone(),
            errand.trouble.clone(),
            errand.stop.clone(),
            pause,
        )));
        errand
    }

    /// No more turns; the one under way is brought to its end.
    pub async fn stop_speaking(&mut self) -> Outcome<()> {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(mouth) = self.mouth.take() {
            let ended = tokio::time::timeout(Duration::from_secs(60), mouth).await;
            ended.map_err(|_| {
                format!(
                    "conversation {} never got its last answer: {}",
                    self.conversation,
                    self.trouble.lock()
                )
            })??;
        }
        Ok(())
    }

    /// The turns promised that the other side's stream has not brought.
    fn unheard(&self) -> Vec<u32> {
        let promised = self.promised.lock();
        let missing = promised.iter().filter(|&&turn| {
            let listener = 1 - (turn % 2) as usize;
            !self.heard[listener].lock().times.contains_key(&turn)
        });
        missing.copied().collect()
    }

    /// Waits for the streams to bring what was promised, reads the conversation's pages, and counts what
    /// is missing and what is there more than once.
    pub async fn account(&mut self, read_pages: bool) -> Outcome<Account> {
        let mut patience = 300;
        while !self.unheard().is_empty() && patience > 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            patience -= 1;
        }
        let unheard = self.unheard();
        let mut account = Account {
            promised: self.promised.lock().len(),
            ..Account::default()
        };
        account.lost += unheard.len();
        for turn in &unheard {
            account.words.push(format!(
                "conversation {}: turn {turn} was never streamed",
                self.conversation
            ));
        }
        for heard in &self.heard {
            for (turn, times) in &heard.lock().times {
                if *times > 1 {
                    account.doubled += 1;
                    account.words.push(format!(
                        "conversation {}: turn {turn} streamed {times} times",
                        self.conversation
                    ));
                }
            }
        }
        if read_pages {
            for (seat, nodes) in self.seats.iter().zip(&self.nodes) {
                let answer = Connection::open(nodes.now())
                    .await?
                    .get(&seat.page, &seat.jar)
                    .await?;
                if !answer.status.is_success() {
                    return Err(format!("GET {} answered {}", seat.page, answer.status).into());
                }
                let mut shown = BTreeMap::<u32, u32>::new();
                for mark in Mark::all_in(&answer.body) {
                    *shown.entry(mark.turn).or_default() += 1;
                }
                for turn in self.promised.lock().iter() {
                    match shown.get(turn).copied().unwrap_or(0) {
                        0 => {
                            account.lost += 1;
                            account.words.push(format!(
                                "conversation {}: turn {turn} is not in the page",
                                self.conversation
                            ));
                        }
                        1 => {}
                        times => {
                            account.doubled += 1;
                            account.words.push(format!(
                                "conversation {}: turn {turn} {times} times in the page",
                                self.conversation
                            ));
                        }
                    }
                }
            }
        }
        Ok(account)
    }
}

/// What was promised, and how it was kept.
#[derive(Default)]
pub struct Account {
    pub promised: usize,
    pub lost: usize,
    pub doubled: usize,
    pub words: Vec<String>,
}

impl Account {
    pub fn join(&mut self, other: Self) {
        self.promised += other.promised;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.words.extend(other.words);
    }
}

async fn keep_listening(mut seat: Seat, heard: Arc<Mutex<Heard>>, nodes: Arc<Nodes>) {
    loop {
        let opened = || heard.lock().opened.push(micros());
        let hear = |mark: Mark| {
            let mut heard = heard.lock();
            *heard.times.entry(mark.turn).or_default() += 1;
            heard.at.push(micros());
        };
        // However it ended, a browser opens it again; a node that is gone, at another address.
        if seat.listen(nodes.now(), None, opened, hear).await.is_err() {
            nodes.next();
        }
        tokio::time::sleep(Duration::from_millis(seat.retry_ms)).await;
    }
}

async fn keep_speaking(
    conversation: u32,
    seats: [Seat; 2],
    nodes: [Arc<Nodes>; 2],
    promised: Arc<Mutex<Vec<u32>>>,
    trouble: Arc<Mutex<String>>,
    stop: Arc<AtomicBool>,
    pause: Duration,
) {
    let mut connections: [Option<Connection>; 2] = [None, None];
    for turn in 1.. {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let side = (turn % 2) as usize;
        let (mark, once) = (Mark::now(conversation, turn), Uuid::new_v4());
        let mut before = String::new();
        loop {
            let under_way = |what| *trouble.lock() = format!("turn {turn} {what} {before}");
            let connection = match connections[side].take() {
                Some(connection) => Ok(connection),
                None => {
                    under_way("waits for a connection");
                    Connection::open(nodes[side].now()).await
                }
            };
            let said = match connection {
                Ok(mut connection) => {
                    under_way("was posted");
                    seats[side]
                        .say(&mut connection, &mark, once)
                        .await
                        .map(|()| connection)
                }
                Err(error) => Err(error),
            };
            match said {
                Ok(connection) => {
                    connections[side] = Some(connection);
                    promised.lock().push(turn);
                    break;
                }
                Err(error) => before = format!("after: {error}"),
            }
            nodes[side].next();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tokio::time::sleep(pause).await;
    }
}
