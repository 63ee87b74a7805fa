//! The limit: the least that can do the same errand. Bare axum and raw rusqlite: a form is read, a row
//! of the same columns and sizes is stored durably (WAL, `synchronous=FULL`, the commits of waiting
//! messages grouped), and an event shaped beforehand goes to the other side's stream through memory.
//! No sessions, no rights, no sealing, no templates, no languages.

use std::{
    collections::HashMap,
    net::SocketAddr,
    path::{Path as FilePath, PathBuf},
    sync::{Arc, mpsc},
    time::{SystemTime, UNIX_EPOCH},
};

use axum::{
    Form, Router,
    body::Body,
    extract::{Path, State},
    http::{Response, StatusCode, header},
    routing::{get, post},
    serve::ListenerExt,
};
use bytes::Bytes;
use futures_util::stream;
use parking_lot::Mutex;
use rusqlite::{Connection, params};
use serde::Deserialize;
use tokio::sync::{mpsc as streams, oneshot};
use uuid::Uuid;

use crate::process::Outcome;

/// The open streams of one side.
type Listeners = Vec<streams::UnboundedSender<Bytes>>;

#[derive(Clone)]
struct House {
    writer: mpsc::Sender<Write>,
    listeners: Arc<Mutex<HashMap<(i64, usize), Listeners>>>,
    /// As many bytes as an event of Favn's has around the text.
    around: Arc<str>,
}

struct Write {
    conversation: i64,
    side: usize,
    body: Vec<u8>,
    once: Uuid,
    done: oneshot::Sender<i64>,
}

#[derive(Deserialize)]
struct Message {
    once: Uuid,
    text: String,
}

/// Serves until killed.
pub async fn serve(database: PathBuf, listen: SocketAddr, event_bytes: usize) -> Outcome<()> {
    let (writer, writes) = mpsc::channel();
    let connection = open(&database)?;
    std::thread::spawn(move || store_in_groups(connection, &writes));
    let house = House {
        writer,
        listeners: Arc::default(),
        around: "·".repeat(event_bytes / 4).into(),
    };
    let router = Router::new()
        .route("/{conversation}/{side}", post(say))
        .route("/{conversation}/{side}/stream", get(listen_to))
        .with_state(house);
    let listener = tokio::net::TcpListener::bind(listen)
        .await?
        .tap_io(|stream| drop(stream.set_nodelay(true)));
    Ok(axum::serve(listener, router).await?)
}

async fn say(
    State(house): State<House>,
    Path((conversation, side)): Path<(i64, usize)>,
    Form(message): Form<Message>,
) -> Result<Response<Body>, StatusCode> {
    let (done, stored) = oneshot::channel();
    // A sealed text is as long as its nonce and its tag together, 40 bytes, more.
    let mut body = vec![0; 40];
    body.extend_from_slice(message.text.as_bytes());
    let write = Write {
        conversation,
        side,
        body,
        once: message.once,
        done,
    };
    house
        .writer
        .send(write)
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let sequence = stored
        .await
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let event = Bytes::from(format!(
        "id: {sequence}\nevent: message\ndata: {}{}{}\n\n",
        house.around, message.text, house.around
    ));
    if let Some(listeners) = house.listeners.lock().get(&(conversation, 1 - side)) {
        for listener in listeners {
            let _ = listener.send(event.clone());
        }
    }
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, format!("/{conversation}/{side}"))
        .body(Body::empty())
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn listen_to(
    State(house): State<House>,
    Path((conversation, side)): Path<(i64, usize)>,
) -> Result<Response<Body>, StatusCode> {
    let (tell, events) = streams::unbounded_channel();
    house
        .listeners
        .lock()
        .entry((conversation, side))
        .or_default()
        .push(tell);
    let events = stream::unfold(events, |mut events| async move {
        events
            .recv()
            .await
            .map(|event| (Ok::<_, std::convert::Infallible>(event), events))
    });
    Response::builder()
        .header(header::CONTENT_TYPE, "text/event-stream")
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from_stream(events))
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

fn open(path: &FilePath) -> Outcome<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full;
         create table if not exists message (
           conversation integer not null,
           sequence integer not null,
           side integer not null,
           body blob not null,
           once blob not null,
           sent_at integer not null,
           primary key (conversation, sequence),
           unique (conversation, once)
         ) without rowid",
    )?;
    Ok(connection)
}

/// One thread writes; whoever waits while it commits goes into the next commit together.
fn store_in_groups(mut connection: Connection, writes: &mpsc::Receiver<Write>) {
    while let Ok(first) = writes.recv() {
        let group: Vec<_> = std::iter::once(first)
            .chain(writes.try_iter().take(511))
            .collect();
        match store(&mut connection, &group) {
            Ok(sequences) => {
                for (write, sequence) in group.into_iter().zip(sequences) {
                    let _ = write.done.send(sequence);
                }
            }
            // Dropping the group answers everybody in it with an error.
            Err(error) => crate::tell::say(format!("a commit failed: {error}")),
        }
    }
}

fn store(connection: &mut Connection, group: &[Write]) -> rusqlite::Result<Vec<i64>> {
    let transaction = connection.transaction()?;
    let sequences = {
        let mut insert = transaction.prepare_cached(
            "insert into message (conversation, sequence, side, body, once, sent_at)
             values (?1, (select coalesce(max(sequence), 0) + 1 from message where conversation = ?1), ?2, ?3, ?4, ?5)
             returning sequence",
        )?;
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_micros() as i64);
        group
            .iter()
            .map(|each| {
                let values = params![
                    each.conversation,
                    each.side as i64,
                    each.body,
                    each.once.as_bytes(),
                    now
                ];
                insert.query_row(values, |row| row.get(0))
            })
            .collect::<rusqlite::Result<Vec<i64>>>()?
    };
    transaction.commit()?;
    Ok(sequences)
}
