//! Starting, waiting for, measuring and killing the servers that are measured.

use std::{
    fs::File,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Whatever stops a benchmark: it is said to the person who started it, and that is the end of it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
pub type Outcome<T> = Result<T, Failure>;

/// A free port of this machine. Another program could take it in between; then the start fails and says so.
pub fn free_address() -> Outcome<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// A server in a process of its own, killed when dropped.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    pub log: PathBuf,
    gently: bool,
}

impl Server {
    /// Starts `command` with as many open files as the machine allows, its words going to `log`,
    /// and waits until something accepts connections at `address`.
    pub fn start(command: &Command, address: SocketAddr, log: &Path) -> Outcome<Self> {
        let words = File::options().create(true).append(true).open(log)?;
        let child = with_open_files(command)
            .stdin(Stdio::null())
            .stdout(words.try_clone()?)
            .stderr(words)
            .spawn()?;
        let mut server = Self {
            child,
            address,
            log: log.into(),
            gently: false,
        };
        server.wait(Duration::from_secs(60))?;
        Ok(server)
    }

    /// The same server, asked to end when dropped: one that has workers takes them with it only then.
    #[must_use]
    pub fn gently(mut self) -> Self {
        self.gently = true;
        self
    }

    fn wait(&mut self, patience: Duration) -> Outcome<()> {
        let begun = Instant::now();
        loop {
            if TcpStream::connect(self.address).is_ok() {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                return Err(format!(
                    "the server ended at its start ({status}): {}",
                    self.last_words()
                )
                .into());
            }
            if begun.elapsed() > patience {
                return Err(format!(
                    "no answer at {} in {patience:?}: {}",
                    self.address,
                    self.last_words()
                )
                .into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// The end of the server's log, for an error that names its reason.
    pub fn last_words(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = log.lines().rev().take(5).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    /// `kill -9`: no goodbye, no flush.
    pub fn kill(mut self) -> Outcome<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Resident memory in MB (10⁶ bytes).
    pub fn resident_mb(&self) -> Outcome<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kilobytes: f64 = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|rest| rest.split_whitespace().next())
            .ok_or("the kernel tells no VmRSS of the server")?
            .parse()?;
        Ok(kilobytes * 1024.0 / 1e6)
    }

    /// Seconds of processor time used so far, of all its threads.
    pub fn processor_s(&self) -> Outcome<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name may hold spaces; the fields are counted from behind its closing parenthesis.
        let fields: Vec<_> = stat
            .rsplit(')')
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        let ticks = |at: usize| {
            fields
                .get(at)
                .and_then(|ticks| ticks.parse::<f64>().ok())
                .unwrap_or(0.0)
        };
        Ok((ticks(11) + ticks(12)) / 100.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let id = self.child.id().to_string();
        let asked = self.gently && run(Command::new("kill").args(["-INT", &id])).is_ok();
        if !asked {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// The same command, with the limit on open files raised as far as the machine allows. The shell does
/// it, because this crate forbids the unsafe call.
pub fn with_open_files(command: &Command) -> Command {
    let mut raised = Command::new("sh");
    raised.args([
        "-c",
        "ulimit -n \"$(ulimit -Hn)\" 2>/dev/null; exec \"$0\" \"$@\"",
    ]);
    raised.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => raised.env(name, value),
            None => raised.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        raised.current_dir(folder);
    }
    raised
}

/// How many files a process may have open here, at most.
pub fn open_files_most() -> Outcome<usize> {
    let limits = std::fs::read_to_string("/proc/self/limits")?;
    let hard = limits
        .lines()
        .find(|line| line.starts_with("Max open files"))
        .and_then(|line| line.split_whitespace().nth(4))
        .ok_or("the kernel tells no limit on open files")?;
    Ok(hard.parse().unwrap_or(usize::MAX))
}

/// Runs a command to its end and fails with its own words.
pub fn run(command: &mut Command) -> Outcome<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        let tail: Vec<_> = words.lines().rev().take(12).collect();
        return Err(format!(
            "{command:?} ended with {}:\n{}",
            output.status,
            tail.into_iter().rev().collect::<Vec<_>>().join("\n")
        )
        .into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
