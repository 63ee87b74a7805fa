//! Over a real connection.

use axum::Router;
use axum::routing::get;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, oneshot};

use super::*;
use crate::testing::site;

/// Serves `router` on loopback; the sender stops it, the handle ends when it has.
async fn start(
    router: Router,
) -> (
    std::net::SocketAddr,
    oneshot::Sender<()>,
    tokio::task::JoinHandle<io::Result<()>>,
) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    let (stop, stopped) = oneshot::channel();
    let serving = serve(listener, Outer::new(router, site()), async {
        let _ = stopped.await;
    });
    (address, stop, tokio::spawn(serving))
}

async fn ask(address: std::net::SocketAddr, request: String) -> String {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("text");
    answer
}

#[tokio::test]
async fn a_page_that_is_too_large_is_answered_not_cut_off() {
    let (address, stop, serving) = start(Router::new()).await;
    let body = "x".repeat(3_000_000);
    let length = body.len();
    let answer = ask(
        address,
        format!(
            "POST /da/say HTTP/1.1\r\nhost: favn.test\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
        ),
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{:.100}", answer);
    assert!(answer.contains("Teksten er for lang"));
    let _ = stop.send(());
    serving.await.expect("no panic").expect("a clean stop");
}

#[tokio::test]
async fn a_stop_finishes_what_was_asked() {
    let (begun, go_on) = (
        std::sync::Arc::new(Notify::new()),
        std::sync::Arc::new(Notify::new()),
    );
    let handler = {
        let (begun, go_on) = (begun.clone(), go_on.clone());
        async move || {
            begun.notify_one();
            go_on.notified().await;
            "done"
        }
    };
    let (address, stop, serving) = start(Router::new().route("/slow", get(handler))).await;
    let asking = tokio::spawn(ask(
        address,
        "GET /da/slow HTTP/1.1\r\nhost: a\r\n\r\n".into(),
    ));
    begun.notified().await;
    stop.send(()).expect("still serving");
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!serving.is_finished(), "it waits for the running request");
    go_on.notify_one();
    let answer = asking.await.expect("no panic");
    assert!(answer.ends_with("done"), "{answer}");
    serving.await.expect("no panic").expect("a clean stop");
}
