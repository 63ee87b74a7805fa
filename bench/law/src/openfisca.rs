//! OpenFisca in a process of its own, in a Python environment that holds only it.

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::{Value, json};

use crate::{Outcome, say};

const REQUIREMENTS: &str = include_str!("../requirements.txt");

/// A process that has loaded OpenFisca and the arrays of a folder.
pub struct OpenFisca {
    child: Child,
    words: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// What is installed, and what runs it.
pub fn versions() -> Outcome<String> {
    let python = run(Command::new(python()?).arg("--version"))?;
    let told = REQUIREMENTS
        .lines()
        .filter(|line| line.starts_with("OpenFisca") || line.starts_with("numpy"))
        .map(|line| line.replace("==", " "));
    let packages: Vec<String> = told.collect();
    Ok(format!("{}, {}", python.trim(), packages.join(", ")))
}

/// Where it is installed, and what, for the benchmark of its web interface.
pub fn environment() -> Outcome<Value> {
    Ok(json!({ "python": python()?, "versions": versions()? }))
}

/// The environment's Python; made beside the built programs when it is missing or has other versions.
fn python() -> Outcome<PathBuf> {
    let program = env::current_exe()?;
    let target = program
        .ancestors()
        .nth(2)
        .ok_or("the program has no folder")?;
    let folder = target.join("bench-law-python");
    let (python, stamp) = (folder.join("bin/python"), folder.join("installed"));
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == REQUIREMENTS) {
        return Ok(python);
    }
    say("Installing OpenFisca (pip, about a minute) …");
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder)).map_err(|error| {
        format!("OpenFisca needs Python 3.11 or newer with venv (on Debian: apt-get install python3-venv): {error}")
    })?;
    let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join("requirements.txt");
    let mut install = Command::new(&python);
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
    ]);
    run(install.arg(requirements))?;
    fs::write(stamp, REQUIREMENTS)?;
    Ok(python)
}

impl OpenFisca {
    pub fn start(folder: &Path) -> Outcome<Self> {
        let mut command = Command::new(python()?);
        command
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("openfisca.py"))
            .arg(folder);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let words = child.stdin.take().ok_or("OpenFisca cannot be spoken to")?;
        let answers = child.stdout.take().ok_or("OpenFisca cannot be heard")?;
        let mut openfisca = Self {
            child,
            words,
            answers: BufReader::new(answers),
        };
        openfisca.ask("ready")?;
        Ok(openfisca)
    }

    /// Gives a command and waits for its answer.
    pub fn ask(&mut self, command: &str) -> Outcome<Value> {
        writeln!(self.words, "{command}")?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        let answer = serde_json::from_str(&answer).map_err(|error| {
            format!("OpenFisca gave no answer to {command:?} (its words are above): {error}")
        })?;
        Ok(answer)
    }
}

impl Drop for OpenFisca {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output()?;
    if !output.status.success() {
        let (told, wrong) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        return Err(format!("{command:?} ended with {}:\n{told}{wrong}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
