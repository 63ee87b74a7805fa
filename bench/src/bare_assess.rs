//! The limit of `assess`: bare axum takes what is posted and sends as many bytes as Favn's answer has.

use std::net::SocketAddr;

use axum::{Router, extract::State, http::header::CONTENT_TYPE, routing::post, serve::ListenerExt};
use bytes::Bytes;

use crate::process::Outcome;

/// Serves until killed.
pub async fn serve(listen: SocketAddr, bytes: usize) -> Outcome<()> {
    let answer = Bytes::from(vec![b' '; bytes]);
    let router = Router::new().route("/", post(echo)).with_state(answer);
    let listener = tokio::net::TcpListener::bind(listen)
        .await?
        .tap_io(|stream| drop(stream.set_nodelay(true)));
    Ok(axum::serve(listener, router).await?)
}

async fn echo(
    State(answer): State<Bytes>,
    _posted: Bytes,
) -> ([(axum::http::HeaderName, &'static str); 1], Bytes) {
    ([(CONTENT_TYPE, "application/json")], answer)
}
