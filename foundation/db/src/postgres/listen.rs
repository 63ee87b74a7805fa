//! LISTEN on a connection of its own, taken up again whenever it is lost.

use std::time::Duration;

use futures_util::{StreamExt, stream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_postgres::AsyncMessage;

use super::connector;
use crate::{DbError, Notification};

/// What is said on `channel`, and [`Notification::Resumed`] whenever something may have been missed.
pub(super) fn listen(url: String, channel: &'static str) -> UnboundedReceiver<Notification> {
    let (heard, hear) = unbounded_channel();
    tokio::spawn(async move {
        let mut pause = Duration::from_millis(50);
        while !heard.is_closed() {
            match once(&url, channel, &heard, &mut pause).await {
                Ok(()) => return,
                Err(error) => {
                    tracing::warn!(%error, "listening to other nodes was interrupted, trying again")
                }
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(2));
        }
    });
    hear
}

/// Listens until the connection is lost (an error) or nobody wants to hear (`Ok`).
async fn once(
    url: &str,
    channel: &'static str,
    heard: &UnboundedSender<Notification>,
    pause: &mut Duration,
) -> Result<(), DbError> {
    let (config, tls) = connector(url)?;
    let (client, mut connection) = config
        .connect(tls)
        .await
        .map_err(|error| DbError::Unreachable(error.to_string()))?;
    let mut messages = stream::poll_fn(move |context| connection.poll_message(context));
    let listen = format!("listen {channel}");
    let listening = client.batch_execute(&listen);
    tokio::pin!(listening);
    let mut started = false;
    loop {
        tokio::select! {
            done = &mut listening, if !started => {
                done.map_err(|error| DbError::postgres("listen", &error))?;
                started = true;
                *pause = Duration::from_millis(50);
                if heard.send(Notification::Resumed).is_err() { return Ok(()); }
            }
            () = heard.closed() => return Ok(()),
            message = messages.next() => match message {
                Some(Ok(AsyncMessage::Notification(said))) => {
                    if heard.send(Notification::Said(said.payload().to_owned())).is_err() { return Ok(()); }
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(DbError::postgres("listen", &error)),
                None => return Err(DbError::Unreachable("the connection was closed".to_owned())),
            },
        }
    }
}
