//! The page that the quick exit leads to: here, a forecast on loopback.

use std::io::{Read, Write};
use std::net::TcpListener;

const PAGE: &str =
    "<!doctype html><html lang=\"da\"><title>Vejret</title><h1>Sol og lidt vind</h1>";

/// A neutral page. It answers until the test's process ends.
pub struct Neutral {
    address: String,
}

impl Neutral {
    /// Opens it on a free port.
    ///
    /// # Panics
    /// When loopback has no port left.
    pub fn open() -> Neutral {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/", listener.local_addr().expect("an address"));
        std::thread::spawn(move || {
            for visitor in listener.incoming().flatten() {
                answer(visitor);
            }
        });
        Neutral { address }
    }

    /// Its address, with a slash at the end.
    pub fn address(&self) -> &str {
        &self.address
    }
}

fn answer(mut visitor: std::net::TcpStream) {
    let mut asked = [0; 4096];
    // A browser that opens a connection to be quick later, and says nothing, must not hold up the next.
    let _ = visitor.set_read_timeout(Some(std::time::Duration::from_millis(500)));
    if visitor.read(&mut asked).is_ok_and(|length| length > 0) {
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nconnection: close\r\n";
        let _ = write!(
            visitor,
            "{head}content-length: {}\r\n\r\n{PAGE}",
            PAGE.len()
        );
    }
}
