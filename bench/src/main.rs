//! Favn's benchmarks: each beside what is possible (the limit) and what is usual (a peer).
//!
//! The program `favn` is started as anybody starts it, and talked to over HTTP from this process.

mod assess;
mod bare_assess;
mod bare_find;
mod bare_words;
mod chat;
mod favn;
mod figures;
mod find;
mod fire;
mod html;
mod http;
mod kill;
mod law;
mod limit;
mod load;
mod nodes;
mod offers;
mod page;
mod peer;
mod process;
mod seat;
mod start;
mod stats;
mod steady;
mod streams;
mod tell;
mod visit;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::process::Outcome;

const CONVERSATIONS: usize = 200;
const STREAMING: usize = 10_000;
const KILLS: usize = 100;

/// Measures Favn beside what is possible and what is usual.
#[derive(Parser)]
#[command(name = "bench")]
struct Arguments {
    #[command(subcommand)]
    what: What,
    /// Ends with one JSON object on the last line.
    #[arg(long, global = true)]
    json: bool,
    /// Shorter and fewer runs: to try the benchmark out, not to quote it.
    #[arg(long, global = true)]
    quick: bool,
}

#[derive(Subcommand)]
enum What {
    /// Messages stored durably and delivered to the other side, per second; and how soon.
    Chat {
        /// How many conversations go on at once.
        #[arg(long, default_value_t = CONVERSATIONS)]
        conversations: usize,
    },
    /// Ten thousand open conversations, twenty thousand open streams: memory, and nothing lost.
    Streams {
        #[arg(long, default_value_t = STREAMING)]
        conversations: usize,
        /// Without the second part, where each stream has a connection of HTTP/1.1 of its own.
        #[arg(long)]
        http2_only: bool,
    },
    /// kill −9 at random moments under load, on both engines: nothing acknowledged is lost or doubled.
    Kill {
        /// How many times on each engine.
        #[arg(long, default_value_t = KILLS)]
        kills: usize,
    },
    /// Two nodes over one PostgreSQL, and one of them dies: how soon the streams go on.
    Nodes,
    /// Help near me among a hundred thousand offers: how soon, and how many a second.
    Find,
    /// The rules engine beside OpenFisca and beside rules written by hand; the Danish acts for 700,000 families.
    Law,
    /// What families are entitled to, over HTTP, beside OpenFisca's own web interface: how many a second, how soon.
    Assess,
    /// From starting the program to its first page, and what it takes up when idle.
    Start,
    /// What a stranger's browser loads: bytes over the wire, and requests to others.
    FirstPage,
    /// Every benchmark after the other; writes docs/figures.md.
    All,
    /// (for the benchmarks themselves) the bare query
    #[command(hide = true)]
    BareFindServer {
        #[arg(long)]
        database: PathBuf,
        #[arg(long)]
        listen: SocketAddr,
        #[arg(long)]
        bytes: usize,
    },
    /// (for the benchmarks themselves) takes a post and answers with as many bytes
    #[command(hide = true)]
    BareAssessServer {
        #[arg(long)]
        listen: SocketAddr,
        #[arg(long)]
        bytes: usize,
    },
    /// (for the benchmarks themselves) holds a share of the streams
    #[command(hide = true)]
    StreamLoader,
    /// (for the benchmarks themselves) the least that can do the same errand
    #[command(hide = true)]
    LimitServer {
        #[arg(long)]
        database: PathBuf,
        #[arg(long)]
        listen: SocketAddr,
        #[arg(long)]
        event_bytes: usize,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell::say(format!("The benchmark could not be run: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// A figure worse than asked for is a finding, not a failure: it is said, and written down.
fn run(arguments: Arguments) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let quick = arguments.quick;
    runtime.block_on(async {
        let findings = match arguments.what {
            What::LimitServer {
                database,
                listen,
                event_bytes,
            } => {
                limit::serve(database, listen, event_bytes).await?;
                vec![]
            }
            What::BareFindServer {
                database,
                listen,
                bytes,
            } => {
                bare_find::serve(database, listen, bytes).await?;
                vec![]
            }
            What::BareAssessServer { listen, bytes } => {
                bare_assess::serve(listen, bytes).await?;
                vec![]
            }
            What::Assess => vec![assess::measure(quick).await?],
            What::Find => vec![find::measure(quick).await?],
            What::StreamLoader => {
                streams::load().await?;
                vec![]
            }
            What::Chat { conversations } => vec![chat::measure(conversations, quick).await?],
            What::Streams {
                conversations,
                http2_only,
            } => vec![streams::measure(conversations, quick, http2_only).await?],
            What::Kill { kills } => vec![kill::measure(kills).await?],
            What::Nodes => vec![nodes::measure(quick).await?],
            What::Law => vec![law::measure(quick)?],
            What::Start => vec![start::measure(quick).await?],
            What::FirstPage => vec![page::measure().await?],
            What::All => {
                let mut all = figures::Collected::default();
                all.add("chat", chat::measure(CONVERSATIONS, quick).await);
                all.add("streams", streams::measure(STREAMING, quick, false).await);
                all.add("kill", kill::measure(if quick { 5 } else { KILLS }).await);
                all.add("nodes", nodes::measure(quick).await);
                all.add("find", find::measure(quick).await);
                all.add("law", law::measure(quick));
                all.add("assess", assess::measure(quick).await);
                all.add("first-page", page::measure().await);
                all.add("start", start::measure(quick).await);
                all.written()?
            }
        };
        findings
            .iter()
            .for_each(|finding| finding.tell(arguments.json));
        Ok(())
    })
}
