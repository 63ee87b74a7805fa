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

impl Favn {
    /// Starts `favn` with these arguments in this folder, and waits until it has printed its address.
    /// All that it prints goes to `favn.log` there.
    ///
    /// # Panics
    /// When it ends, or says no address within half a minute.
    pub fn start(folder: &Path, arguments: &[&str]) -> Favn {
        Favn::start_named("favn", folder, arguments)
    }

    /// The same for one of several nodes, each with a log of its own name.
    ///
    /// # Panics
    /// As [`Favn::start`].
    pub fn start_named(name: &str, folder: &Path, arguments: &[&str]) -> Favn {
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
        let mut favn = Favn { child, address: String::new(), log };
        favn.address = favn.wait_for_address();
        favn
    }

    /// Where it answers, like `http://127.0.0.1:40123`, without a slash at the end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The port it listens on.
    pub fn port(&self) -> &str {
        self.address.rsplit(':').next().unwrap_or_default()
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

    fn wait_for_address(&mut self) -> String {
        let patience = Instant::now() + Duration::from_secs(30);
        loop {
            let said = self.said();
            let found = said.split_whitespace().find(|word| word.starts_with("http://127.0.0.1:"));
            if let (Some(word), true) = (found, said.ends_with('\n')) {
                let port: String = word["http://127.0.0.1:".len()..]
                    .chars()
                    .take_while(char::is_ascii_digit)
                    .collect();
                return format!("http://127.0.0.1:{port}");
            }
            let ended = self.child.try_wait().expect("its state can be asked");
            assert!(ended.is_none(), "favn ended instead of serving ({ended:?}):\n{said}");
            assert!(Instant::now() < patience, "favn printed no address:\n{said}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Favn {
    fn drop(&mut self) {
        self.end();
    }
}

/// The program, as `scripts/favn-for-tests` has just built it; else the one beside these tests.
fn program() -> PathBuf {
    if let Some(told) = std::env::var_os("FAVN_PROGRAM") {
        return told.into();
    }
    let test = std::env::current_exe().expect("a test is a file");
    let beside = test.ancestors().nth(2).expect("target/debug/deps/test").join("favn");
    assert!(beside.exists(), "no {}: run the errands with `cargo nextest run -p e2e`", beside.display());
    beside
}
