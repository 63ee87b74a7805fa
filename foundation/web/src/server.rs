//! The listener: connections in, requests to [`Outer`], a stop that finishes what it began.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;

use crate::outer::Outer;

/// How long a client may take to send its headers, or to send nothing between requests.
const HEADERS: Duration = Duration::from_secs(30);
/// How long the last requests may take after the stop.
const FAREWELL: Duration = Duration::from_secs(20);
/// The pause after a failed accept, as when the system is out of file handles.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop` ends, then takes no more connections and lets running requests finish,
/// for twenty seconds at most. Close the live streams (`live.close()`) in `stop`, or they will use
/// all of it. TLS is for the proxy in front.
pub async fn serve(
    listener: TcpListener,
    outer: Outer,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    outer.site().assets.pack();
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .max_buf_size(64 * 1024);
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) if is_the_clients_own(&error) => continue,
            Err(error) => {
                tracing::error!(%error, "cannot take connections for the moment");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        // Messages are small and should go at once.
        let _ = stream.set_nodelay(true);
        let outer = outer.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let outer = outer.clone();
            async move {
                let request = request.map(Body::new);
                Ok::<_, Infallible>(outer.answer(request, Some(peer.ip())).await)
            }
        });
        let connection = http.serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // How a connection ended (reset, timed out) is nobody's business but its two ends'.
            let _ = connection.await;
        });
    }
    drop(listener);
    if tokio::time::timeout(FAREWELL, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some connections were cut off at the stop");
    }
    Ok(())
}

fn is_the_clients_own(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

#[cfg(test)]
mod tests;
