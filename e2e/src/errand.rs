//! One errand: a file in `e2e/errands/`, run by Node, which fails by ending with an error.

use std::path::{Path, PathBuf};
use std::process::Command;

/// An errand to run, and what it is told.
pub struct Errand {
    name: &'static str,
    told: Vec<(&'static str, String)>,
}

impl Errand {
    /// The errand in `e2e/errands/<name>.mjs`.
    pub fn new(name: &'static str) -> Errand {
        Errand {
            name,
            told: Vec::new(),
        }
    }

    /// Tells the errand something, as an environment variable.
    pub fn with(mut self, key: &'static str, value: impl Into<String>) -> Errand {
        self.told.push((key, value.into()));
        self
    }

    /// Runs the errand to its end and returns what it printed.
    ///
    /// # Panics
    /// When the errand fails, with everything that it printed.
    pub fn run(self) -> String {
        let file = folder().join("errands").join(format!("{}.mjs", self.name));
        let output = Command::new("node")
            .arg(&file)
            .envs(self.told)
            .current_dir(folder())
            .output()
            .expect("node runs (`make tools-for-test` installs it)");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "the errand {} failed\n{said}{}",
            self.name,
            String::from_utf8_lossy(&output.stderr)
        );
        said
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
