//! Over a real connection.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, Uri};
use axum::routing::get;
use http_body_util::BodyExt;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, oneshot};

use super::*;
use crate::testing::site;
use std::convert::Infallible;

/// Serves `router` on loopback; the sender stops it, the handle ends when it has.
async fn start(router: Router) -> Serving {
    start_with(router, 1000).await
}

type Serving = (
    std::net::SocketAddr,
    oneshot::Sender<()>,
    tokio::task::JoinHandle<io::Result<()>>,
);

/// The same with room for `most` connections.
async fn start_with(router: Router, most: usize) -> Serving {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    let (stop, stopped) = oneshot::channel();
    let serving = serve(listener, Outer::new(router, site()), most, async {
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
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
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

/// A connection as a proxy opens it that speaks HTTP/2 to us.
async fn http2_to(
    address: std::net::SocketAddr,
) -> (
    http2::SendRequest<Body>,
    tokio::task::JoinHandle<Result<(), hyper::Error>>,
) {
    let stream = TcpStream::connect(address).await.expect("a connection");
    let (sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
        .await
        .expect("it speaks HTTP/2");
    (sender, tokio::spawn(connection))
}

fn get_request(path: &str) -> Request<Body> {
    Request::get(format!("http://favn.test{path}"))
        .header("cookie", "a=1")
        .header("cookie", "b=2")
        .body(Body::empty())
        .expect("a request")
}

async fn text(answer: hyper::Response<hyper::body::Incoming>) -> String {
    let bytes = answer.into_body().collect().await.expect("a whole body");
    String::from_utf8_lossy(&bytes.to_bytes()).into_owned()
}

#[tokio::test]
async fn a_proxy_may_speak_http2_and_no_handler_notices() {
    let told = |uri: Uri, headers: HeaderMap| async move {
        let cookies: Vec<_> = headers.get_all("cookie").iter().collect();
        format!("{uri} {:?} {cookies:?}", headers.get("host"))
    };
    let (address, stop, serving) = start(Router::new().route("/told", get(told))).await;
    let (sender, ended) = http2_to(address).await;
    let answers = (0..100).map(|_| sender.clone().send_request(get_request("/da/told")));
    for answer in futures_util::future::join_all(answers).await {
        let answer = answer.expect("an answer");
        assert!(answer.headers().contains_key("content-security-policy"));
        assert_eq!(
            text(answer).await,
            r#"/told Some("favn.test") ["a=1; b=2"]"#
        );
    }
    let _ = stop.send(());
    serving.await.expect("no panic").expect("a clean stop");
    ended.await.expect("no panic").expect("a goodbye, no reset");
}

#[tokio::test]
async fn a_stop_hands_over_the_streams_of_an_http2_connection() {
    let over = Arc::new(Notify::new());
    let stream = {
        let over = over.clone();
        async move || {
            let first =
                futures_util::stream::once(async { Ok::<_, Infallible>("event: here\n\n") });
            let last = futures_util::stream::once(async move {
                over.notified().await;
                Ok("event: bye\n\n")
            });
            Body::from_stream(futures_util::StreamExt::chain(first, last))
        }
    };
    let (address, stop, serving) = start(Router::new().route("/stream", get(stream))).await;
    let (mut sender, ended) = http2_to(address).await;
    let answer = sender
        .send_request(get_request("/da/stream"))
        .await
        .expect("a stream");
    stop.send(()).expect("still serving");
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!serving.is_finished(), "it waits for the open stream");
    over.notify_one();
    assert_eq!(text(answer).await, "event: here\n\nevent: bye\n\n");
    serving.await.expect("no panic").expect("a clean stop");
    ended.await.expect("no panic").expect("a goodbye, no reset");
}

#[tokio::test]
async fn a_connection_on_which_nothing_is_said_delays_no_stop() {
    let (address, stop, serving) = start(Router::new()).await;
    let mut silent = TcpStream::connect(address).await.expect("a connection");
    let mut half = TcpStream::connect(address).await.expect("a connection");
    half.write_all(b"PRI * HT").await.expect("sent");
    // Answered, so the two before it are being attended to.
    ask(
        address,
        "GET /da/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".into(),
    )
    .await;
    stop.send(()).expect("still serving");
    let begun = tokio::time::Instant::now();
    serving.await.expect("no panic").expect("a clean stop");
    assert!(begun.elapsed() < FAREWELL / 2, "{:?}", begun.elapsed());
    assert!(silent.read_u8().await.is_err() && half.read_u8().await.is_err());
}

#[tokio::test]
async fn who_comes_when_every_connection_is_taken_is_told_so_and_later_there_is_room() {
    const PLAIN: &str = "GET /da/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    let (address, stop, serving) =
        start_with(Router::new().route("/", get(async || "welcome")), 2).await;
    let mut taken = Vec::new();
    for _ in 0..2 {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        let held = b"GET /da/ HTTP/1.1\r\nhost: a\r\n\r\n";
        stream.write_all(held).await.expect("sent");
        stream.read_u8().await.expect("an answer");
        taken.push(stream);
    }
    // Many more than are told at a time, some of which never say a word.
    let silent: Vec<_> = (0..8).map(|_| TcpStream::connect(address)).collect();
    let silent = futures_util::future::join_all(silent).await;
    let asked = (0..50).map(|_| ask(address, PLAIN.into()));
    for answer in futures_util::future::join_all(asked).await {
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer:.200}");
        assert!(answer.contains("retry-after: 5"), "{answer:.900}");
        assert!(answer.contains("<html lang=\"da\""), "{answer:.900}");
    }
    let (mut sender, _) = http2_to(address).await;
    let refused = sender.send_request(get_request("/da/")).await;
    assert_eq!(refused.expect("an answer").status(), 503);

    drop((taken, silent));
    while !ask(address, PLAIN.into()).await.starts_with("HTTP/1.1 200") {
        tokio::task::yield_now().await;
    }
    let _ = stop.send(());
    serving.await.expect("no panic").expect("a clean stop");
}
