//! The load: both sides of many conversations, in this process, over real connections.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    task::JoinSet,
};
use uuid::Uuid;

use crate::{
    http::Connection,
    process::Outcome,
    seat::{Mark, Seat, micros},
    stats::Times,
};

/// One conversation with both its sides connected.
pub struct Talk {
    conversation: u32,
    turn: u32,
    seats: [Seat; 2],
    posts: [Connection; 2],
    /// What each side's stream brought: which side heard it, what, and when.
    heard: UnboundedReceiver<(usize, Mark, u64)>,
    streams: JoinSet<()>,
}

/// How long a message may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(20);

impl Talk {
    /// Connects both sides and waits until both streams are open.
    pub async fn open(to: SocketAddr, conversation: u32, seats: [Seat; 2]) -> Outcome<Self> {
        let (tell, heard) = unbounded_channel();
        let (opened, mut both) = unbounded_channel();
        let mut streams = JoinSet::new();
        for (side, seat) in seats.iter().enumerate() {
            let (mut seat, tell, opened) = (seat.clone(), tell.clone(), opened.clone());
            streams.spawn(async move {
                let ready = opened.clone();
                let heard = |mark| _ = tell.send((side, mark, micros()));
                // The end of the stream is the end of the benchmark, or it is heard as a lost message.
                if let Err(error) = seat
                    .listen(to, None, move || drop(ready.send(Ok(()))), heard)
                    .await
                {
                    let _ = opened.send(Err(error));
                }
            });
        }
        drop(opened);
        for _ in 0..2 {
            both.recv()
                .await
                .ok_or("a stream ended before it began")??;
        }
        let posts = [Connection::open(to).await?, Connection::open(to).await?];
        Ok(Self {
            conversation,
            turn: 0,
            seats,
            posts,
            heard,
            streams,
        })
    }

    /// One side speaks, the server has it, the other side sees it. Returns the microseconds between.
    async fn exchange(&mut self, sent: Option<u64>) -> Outcome<u64> {
        self.turn += 1;
        let side = (self.turn % 2) as usize;
        let mut mark = Mark::now(self.conversation, self.turn);
        mark.sent = sent.unwrap_or(mark.sent);
        self.seats[side]
            .say(&mut self.posts[side], &mark, Uuid::new_v4())
            .await?;
        loop {
            let (listener, heard, at) = tokio::time::timeout(PATIENCE, self.heard.recv())
                .await
                .map_err(|_| format!("message {mark:?} was stored and never delivered"))?
                .ok_or("both streams ended")?;
            if listener != side
                && heard.turn == mark.turn
                && heard.conversation == mark.conversation
            {
                return Ok(at.saturating_sub(mark.sent));
            }
        }
    }

    pub fn close(mut self) {
        self.streams.abort_all();
    }
}

/// Opens all the conversations, some at a time.
pub async fn open_all(to: SocketAddr, seats: &[[Seat; 2]]) -> Outcome<Vec<Talk>> {
    let mut talks = Vec::with_capacity(seats.len());
    for (at, pair) in seats.iter().enumerate() {
        talks.push(Talk::open(to, at as u32, pair.clone()).await?);
    }
    Ok(talks)
}

/// Everybody speaks as fast as the other side's answer comes. Returns messages per second, stored and
/// delivered, after `warm` seconds that don't count, and the conversations for more.
pub async fn saturate(talks: Vec<Talk>, warm: f64, seconds: f64) -> Outcome<(f64, Vec<Talk>)> {
    let (count, stop) = (
        Arc::new(AtomicU64::new(0)),
        Arc::new(AtomicBool::new(false)),
    );
    let mut all = JoinSet::new();
    for mut talk in talks {
        let (count, stop) = (count.clone(), stop.clone());
        all.spawn(async move {
            while !stop.load(Ordering::Relaxed) {
                talk.exchange(None).await?;
                count.fetch_add(1, Ordering::Relaxed);
            }
            Outcome::Ok(talk)
        });
    }
    tokio::time::sleep(Duration::from_secs_f64(warm)).await;
    let (before, from) = (count.load(Ordering::Relaxed), micros());
    tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
    let (after, to) = (count.load(Ordering::Relaxed), micros());
    stop.store(true, Ordering::Relaxed);
    let mut talks = Vec::new();
    while let Some(talk) = all.join_next().await {
        talks.push(talk??);
    }
    Ok(((after - before) as f64 / ((to - from) as f64 / 1e6), talks))
}

/// Everybody speaks at a steady rate, `per_s` messages together. Times run from when a message was
/// *due*, also when the conversation's previous one held it up: a slow server can't hide by being asked less.
pub async fn pace(
    talks: Vec<Talk>,
    per_s: f64,
    warm: f64,
    seconds: f64,
) -> Outcome<(Times, Vec<Talk>)> {
    let begun = micros();
    let every = talks.len() as f64 / per_s * 1e6;
    let counted = begun + (warm * 1e6) as u64;
    let end = counted + (seconds * 1e6) as u64;
    let mut all = JoinSet::new();
    for (at, mut talk) in talks.into_iter().enumerate() {
        all.spawn(async move {
            let mut times = Times::default();
            let mut due = begun as f64 + every * at as f64 / 200.0 % every;
            while (due as u64) < end {
                let early = (due as u64).saturating_sub(micros());
                let sent = if early > 0 {
                    tokio::time::sleep(Duration::from_micros(early)).await;
                    // The timer here is a millisecond coarse: that is not the server's doing.
                    None
                } else {
                    Some(due as u64)
                };
                let took = talk.exchange(sent).await?;
                if due as u64 >= counted {
                    times.add(took);
                }
                due += every;
            }
            Outcome::Ok((times, talk))
        });
    }
    let (mut times, mut talks) = (Times::default(), Vec::new());
    while let Some(done) = all.join_next().await {
        let (some, talk) = done??;
        times.join(some);
        talks.push(talk);
    }
    Ok((times, talks))
}
