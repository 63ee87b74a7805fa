//! The program with few open files, and more people at the door than it has room for.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// `favn demo` that may open so many files.
struct Favn {
    program: Child,
    address: SocketAddr,
    folder: PathBuf,
}

impl Favn {
    fn start(files: u32) -> Self {
        let name = format!("favn-full-{:016x}", base::Entropy::system().below(u64::MAX));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let mut program = Command::new("sh")
            .current_dir(&folder)
            .args(["-c", &format!("ulimit -n {files}; exec \"$0\" \"$@\"")])
            .arg(env!("CARGO_BIN_EXE_favn"))
            .args(["demo", "--listen", "127.0.0.1:0", "--connections", "2"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
        let ready = lines
            .find_map(|line| Some(line.ok()?.split_once("ready at http://")?.1.to_owned()))
            .unwrap();
        // Whatever else it says is read and dropped.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            program,
            address: ready.parse().unwrap(),
            folder,
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        stream
    }

    /// Asks for the front page; the status line says what came of it.
    fn ask(&self) -> String {
        let mut stream = self.connect();
        stream
            .write_all(b"GET /da/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        // Cut off is an answer too, if not one that is wanted.
        let _ = stream.read_to_string(&mut answer);
        answer.lines().next().unwrap_or_default().to_owned()
    }
}

impl Drop for Favn {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn with_more_connections_than_open_files_it_answers_lives_on_and_recovers() {
    let mut favn = Favn::start(128);
    assert_eq!(favn.ask(), "HTTP/1.1 200 OK");
    // More than it may have files: the last of them wait in the system's queue.
    let mut held: Vec<TcpStream> = Vec::new();
    for _ in 0..128 {
        let mut stream = favn.connect();
        stream
            .write_all(b"GET /da/ HTTP/1.1\r\nhost: a\r\n\r\n")
            .unwrap();
        held.push(stream);
    }
    let mut statuses = Vec::new();
    for stream in &mut held {
        let mut status = [0; 12];
        stream.read_exact(&mut status).unwrap();
        statuses.push(String::from_utf8_lossy(&status).into_owned());
    }
    let served = statuses
        .iter()
        .filter(|status| *status == "HTTP/1.1 200")
        .count();
    assert!(served > 0 && served < 100, "{served} were served");
    let refused = statuses
        .iter()
        .filter(|status| *status == "HTTP/1.1 503")
        .count();
    assert_eq!(served + refused, 128, "{statuses:?}");
    assert_eq!(favn.ask(), "HTTP/1.1 503 Service Unavailable");

    drop(held);
    let patience = std::time::Instant::now();
    while favn.ask() != "HTTP/1.1 200 OK" {
        assert!(patience.elapsed() < Duration::from_secs(30));
    }
    assert!(favn.program.try_wait().unwrap().is_none(), "it has ended");
}
