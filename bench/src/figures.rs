//! `all`: every benchmark after the other, and docs/figures.md.

use std::{fmt::Write as _, fs};

use crate::{
    favn::workspace,
    process::{Outcome, run},
    tell::{Finding, say},
};

/// What was found so far. One benchmark that cannot be run does not take the others' figures along.
#[derive(Default)]
pub struct Collected {
    found: Vec<Finding>,
    failed: Vec<(&'static str, String)>,
}

impl Collected {
    pub fn add(&mut self, name: &'static str, outcome: Outcome<Finding>) {
        match outcome {
            Ok(finding) => self.found.push(finding),
            Err(error) => {
                say(format!("`{name}` could not be measured: {error}"));
                self.failed.push((name, error.to_string()));
            }
        }
    }

    /// Writes what was found where people read it.
    ///
    /// # Errors
    /// The benchmarks that could not be measured, after the others were written.
    pub fn written(self) -> Outcome<Vec<Finding>> {
        write(&self.found, &self.failed)?;
        let failed: Vec<&str> = self.failed.iter().map(|(name, _)| *name).collect();
        match failed.is_empty() {
            true => Ok(self.found),
            false => Err(format!("not measured: {}", failed.join(", ")).into()),
        }
    }
}

fn write(findings: &[Finding], failed: &[(&str, String)]) -> Outcome<()> {
    let mut page = String::from(
        "# Figures\n\nWritten by `make bench`; don't edit. Each figure is one command: `cargo run --release -p bench -- \
         NAME`, with `--json` for a line that a program reads.\n\n",
    );
    writeln!(page, "Measured {} on {}.\n", day()?, machine()?)?;
    page.push_str("| what | measured | asked |\n|---|---|---|\n");
    for finding in findings {
        for claim in &finding.claims {
            writeln!(
                page,
                "| `{}`: {} | {} | {} |",
                finding.name,
                claim.what,
                claim.figure(),
                claim.verdict()
            )?;
        }
    }
    for (name, why) in failed {
        let why = why.replace('|', "/").replace('\n', " ");
        writeln!(page, "| `{name}` | could not be measured: {why} | |")?;
    }
    for finding in findings {
        writeln!(page, "\n## {}\n\n{}\n", finding.name, finding.how)?;
        for note in &finding.notes {
            writeln!(page, "- {note}")?;
        }
        writeln!(page, "\n```json\n{}\n```", finding.json)?;
    }
    let path = workspace().join("docs/figures.md");
    fs::write(&path, page)?;
    say("\nWritten to docs/figures.md.");
    Ok(())
}

fn day() -> Outcome<String> {
    Ok(
        run(std::process::Command::new("date").args(["-u", "+%Y-%m-%d"]))?
            .trim()
            .to_owned(),
    )
}

fn machine() -> Outcome<String> {
    let value = |path: &str, name: &str| -> Option<String> {
        let text = fs::read_to_string(path).ok()?;
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let memory = value("/proc/meminfo", "MemTotal")
        .and_then(|kb| kb.trim_end_matches(" kB").parse::<f64>().ok());
    Ok(format!(
        "{} × {}, {:.0} GB of memory, Linux {}",
        std::thread::available_parallelism().map_or(0, usize::from),
        value("/proc/cpuinfo", "model name")
            .unwrap_or_else(|| "a processor that does not say its name".into()),
        memory.unwrap_or(0.0) / 1e6,
        fs::read_to_string("/proc/sys/kernel/osrelease")?.trim(),
    ))
}
