//! The listener: connections in, requests to [`Outer`], a stop that finishes what it began.

mod connection;
mod places;

use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::watch;

use self::connection::Attendant;
use self::places::Places;
use crate::outer::Outer;

/// How long the last requests may take after the stop.
const FAREWELL: Duration = Duration::from_secs(20);
/// The pause after a failed accept, as when the system is out of file handles.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves HTTP/1.1 and, to who begins with it, HTTP/2, until `stop` ends; then takes no more
/// connections and lets running requests finish, for twenty seconds at most. Close the live
/// streams (`live.close()`) in `stop`, or they will use all of it. TLS is for the proxy in front.
///
/// Beyond `most_connections` somebody who comes is told that there is no room just now.
pub async fn serve(
    listener: TcpListener,
    outer: Outer,
    most_connections: usize,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    outer.site().assets.pack();
    let graceful = GracefulShutdown::new();
    let places = Places::new(most_connections);
    let attendant = Arc::new(Attendant::new(outer));
    // Dropped at the stop: connections on which nothing was said yet go at once.
    let (stopping, stopped) = watch::channel(());
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
        let place = tokio::select! {
            place = places.take() => place,
            () = &mut stop => break,
        };
        tokio::spawn(attendant.clone().attend(
            stream,
            peer.ip(),
            place,
            graceful.watcher(),
            stopped.clone(),
        ));
    }
    drop(listener);
    drop(stopping);
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
