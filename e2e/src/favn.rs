//! A real `favn`, started for one errand and stopped with it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running program. It is killed when this is dropped.
pub struct Favn {
    child: Child,
    address: String,
    log: PathBuf,
}

/// What it says when it serves; the port follows.
const READY: &str = "http://127.0.0.1:";

impl Favn {
    /// Starts `favn` with these arguments in this folder, and waits until it has printed its
    /// address. All that it prints goes to `<name>.log` there.
    ///
    /// # Panics
    /// When it ends, or says no address within a minute.
    pub fn start(name: &str, folder: &Path, arguments: &[&str]) -> Favn {
        let log = folder.join(format!("{name}.log"));
        let file = File::create(&log).expect("the folder can be written");
        let child = Command::new(program())
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(file.try_clone().expect("a second handle"))
            .stderr(file)
            .spawn()
            .expect("favn starts");
        let mut favn = Favn {
            child,
            address: String::new(),
            log,
        };
        // By name: cookies then go to every node on this machine, as behind one proxy.
        favn.address = format!("http://localhost:{}", favn.wait_for_port());
        favn
    }

    /// Where it answers, like `http://localhost:40123`, without a slash at the end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// All that it has printed so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Stops it as a power cut would.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // It may be gone already, which is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn wait_for_port(&mut self) -> String {
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            let said = self.said();
            let line = said
                .split_inclusive('\n')
                .find(|line| line.contains(READY) && line.ends_with('\n'));
            if let Some(after) = line.and_then(|line| line.split(READY).nth(1)) {
                return after.chars().take_while(char::is_ascii_digit).collect();
            }
            let ended = self.child.try_wait().expect("its state can be asked");
            assert!(
                ended.is_none(),
                "favn ended instead of serving ({ended:?}):\n{said}"
            );
            assert!(
                Instant::now() < patience,
                "favn printed no address:\n{said}"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Favn {
    fn drop(&mut self) {
        self.end();
    }
}

/// Says something to `favn` that it answers at once, and returns the answer.
pub(crate) fn say(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program())
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("favn starts");
    let answer = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "favn {arguments:?}: {complaint}");
    answer
}

/// The program, as `scripts/favn-for-tests` has just built it; else the one beside these tests.
fn program() -> PathBuf {
    if let Some(told) = std::env::var_os("FAVN_PROGRAM") {
        return told.into();
    }
    let test = std::env::current_exe().expect("a test is a file");
    let beside = test
        .ancestors()
        .nth(2)
        .expect("target/debug/deps/test")
        .join("favn");
    assert!(
        beside.exists(),
        "no {}: run the errands with `cargo nextest run -p e2e`",
        beside.display()
    );
    beside
}
