//! A real SMTP server, run by Node, whose letters the test reads.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// A mail server on loopback. It is gone when this is dropped.
pub struct PostOffice {
    child: Child,
    orders: ChildStdin,
    heard: Receiver<Value>,
    port: u64,
}

impl PostOffice {
    /// Opens one that takes every letter, without password or TLS.
    pub fn open() -> PostOffice {
        PostOffice::with(&json!({}))
    }

    /// Opens one with a `port`, a `key` and `cert` (PEM), a `user` and `password`, or a `mode` of
    /// its own.
    ///
    /// # Panics
    /// When it does not open.
    pub fn with(about: &Value) -> PostOffice {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut child = Command::new("node")
            .arg("harness/post-office.mjs")
            .env("POST_OFFICE", about.to_string())
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs (`make tools-for-test` installs it)");
        let (orders, said) = (child.stdin.take(), child.stdout.take());
        let (tell, heard) = channel();
        let said = BufReader::new(said.expect("its words"));
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                if let Ok(event) = serde_json::from_str(&line) {
                    let _ = tell.send(event);
                }
            }
        });
        let mut office = PostOffice {
            child,
            orders: orders.expect("its ear"),
            heard,
            port: 0,
        };
        office.port = office.next("open")["port"].as_u64().expect("a port");
        office
    }

    /// Where it listens.
    pub fn port(&self) -> u64 {
        self.port
    }

    /// From now on it will `take`, `defer`, `refuse` or `hold` (swallow and never answer).
    ///
    /// # Panics
    /// When it is gone.
    pub fn will(&mut self, mode: &str) {
        writeln!(self.orders, "{mode}").expect("it listens");
        self.next("mode");
    }

    /// Waits for the next event of this kind and returns it; others before it are let go.
    ///
    /// # Panics
    /// When half a minute passes without one.
    pub fn next(&mut self, kind: &str) -> Value {
        loop {
            let event = self
                .heard
                .recv_timeout(Duration::from_secs(30))
                .unwrap_or_else(|_| panic!("the post office never said {kind:?}"));
            if event["event"] == kind {
                return event;
            }
        }
    }

    /// Everything of this kind that it has said by now and nobody has read.
    pub fn unread(&self, kind: &str) -> Vec<Value> {
        self.heard
            .try_iter()
            .filter(|event| event["event"] == kind)
            .collect()
    }
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
