//! One connection: which HTTP it speaks, and its requests as the rest of the house knows them.

use std::convert::Infallible;
use std::io::{self, Cursor};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{COOKIE, HOST, HeaderValue};
use axum::http::{HeaderMap, Request, Uri};
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;

use super::places::Place;
use crate::outer::Outer;

/// How long a client may take to send its headers, or to send nothing between requests.
const HEADERS: Duration = Duration::from_secs(30);
/// How long somebody may take for whom there is no room.
const REFUSAL: Duration = Duration::from_secs(5);
/// What HTTP/2 begins with. No request of HTTP/1 begins like it.
const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Requests and open streams at a time on one connection of HTTP/2; a proxy opens another
/// connection for more.
const STREAMS: u32 = 256;
/// What one such connection may have sent that no handler has read yet, and one request of it.
const UNREAD: u32 = 1024 * 1024;
const UNREAD_OF_ONE: u32 = 64 * 1024;
/// What a slow reader leaves with us, for each answer.
const UNSENT: usize = 64 * 1024;
/// The headers of a request, uncompressed.
const HEADER_BYTES: u32 = 16 * 1024;
/// A connection of HTTP/2 that says nothing is asked whether it is still there.
const PING_EVERY: Duration = Duration::from_secs(30);
const PING_WITHIN: Duration = Duration::from_secs(20);
/// Requests begun and taken back at once ("rapid reset"): after so many the connection is closed.
const TAKEN_BACK: usize = 20;
const RESET_FOR_ERRORS: usize = 200;

/// Who attends to connections.
pub(super) struct Attendant {
    outer: Outer,
    http1: http1::Builder,
    http2: http2::Builder<TokioExecutor>,
}

impl Attendant {
    pub(super) fn new(outer: Outer) -> Self {
        let mut one = http1::Builder::new();
        one.timer(TokioTimer::new())
            .header_read_timeout(HEADERS)
            .max_buf_size(64 * 1024);
        let mut two = http2::Builder::new(TokioExecutor::new());
        two.timer(TokioTimer::new())
            .max_concurrent_streams(STREAMS)
            .initial_connection_window_size(UNREAD)
            .initial_stream_window_size(UNREAD_OF_ONE)
            .max_send_buf_size(UNSENT)
            .max_header_list_size(HEADER_BYTES)
            .keep_alive_interval(PING_EVERY)
            .keep_alive_timeout(PING_WITHIN)
            .max_pending_accept_reset_streams(TAKEN_BACK)
            .max_local_error_reset_streams(RESET_FOR_ERRORS);
        Attendant {
            outer,
            http1: one,
            http2: two,
        }
    }

    /// Serves one connection to its end. How it ended (reset, timed out) is nobody's business but
    /// its two ends'.
    pub(super) async fn attend(
        self: Arc<Self>,
        mut stream: TcpStream,
        peer: IpAddr,
        place: Place,
        watcher: Watcher,
        mut stopped: watch::Receiver<()>,
    ) {
        // Messages are small and should go at once.
        let _ = stream.set_nodelay(true);
        let patience = if place.served { HEADERS } else { REFUSAL };
        let said = tokio::select! {
            said = timeout(patience, first_words(&mut stream)) => said,
            _ = stopped.changed() => return,
        };
        let Ok(Ok(said)) = said else { return };
        let is_http2 = said.as_slice() == PREFACE;
        let (read, write) = stream.into_split();
        let io = TokioIo::new(tokio::io::join(Cursor::new(said).chain(read), write));
        let (outer, served) = (self.outer.clone(), place.served);
        let service = service_fn(move |request: Request<Incoming>| {
            let outer = outer.clone();
            async move {
                let request = in_one_form(request.map(Body::new));
                Ok::<_, Infallible>(if served {
                    outer.answer(request, Some(peer)).await
                } else {
                    outer.refuse(request)
                })
            }
        });
        match (served, is_http2) {
            (true, false) => {
                let _ = watcher
                    .watch(self.http1.serve_connection(io, service))
                    .await;
            }
            (true, true) => {
                let _ = watcher
                    .watch(self.http2.serve_connection(io, service))
                    .await;
            }
            (false, false) => {
                let mut once = self.http1.clone();
                once.keep_alive(false);
                let _ = timeout(REFUSAL, once.serve_connection(io, service)).await;
            }
            (false, true) => {
                let _ = timeout(REFUSAL, self.http2.serve_connection(io, service)).await;
            }
        }
    }
}

/// Reads until it is clear whether HTTP/2 is spoken; what was read belongs to the first request.
async fn first_words(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut said = Vec::with_capacity(PREFACE.len());
    while said.len() < PREFACE.len() && PREFACE.starts_with(&said) {
        let rest = PREFACE.len() - said.len();
        if stream.take(rest as u64).read_buf(&mut said).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(said)
}

/// The request as HTTP/1.1 would have brought it: the host in its header, the cookies in one
/// line, the path alone. So nothing behind this door needs to know which HTTP is spoken.
fn in_one_form(mut request: Request<Body>) -> Request<Body> {
    if let Some(host) = request
        .uri()
        .authority()
        .map(|host| host.as_str().to_owned())
    {
        if !request.headers().contains_key(HOST)
            && let Ok(host) = HeaderValue::from_str(&host)
        {
            request.headers_mut().insert(HOST, host);
        }
        if let Some(path) = request.uri().path_and_query() {
            *request.uri_mut() = Uri::from(path.clone());
        }
    }
    join_cookies(request.headers_mut());
    request
}

fn join_cookies(headers: &mut HeaderMap) {
    let lines: Vec<_> = headers
        .get_all(COOKIE)
        .iter()
        .map(HeaderValue::as_bytes)
        .collect();
    if lines.len() > 1
        && let Ok(line) = HeaderValue::from_bytes(&lines.join(&b"; "[..]))
    {
        headers.insert(COOKIE, line);
    }
}
