//! `favn simulate law`: a reform over made-up families, without a server or a database.

use std::path::Path;

use languages::Lang;
use rules::Source;
use simulation::{Asked, Progress};

use super::say;
use crate::cli::SimulateLaw;
use crate::failure::Failure;

pub(super) fn law(asked: &SimulateLaw, today: i64) -> Result<(), Failure> {
    let lang = Lang::from_code(&asked.lang)
        .ok_or_else(|| Failure::failed(format!("{:?} is no language of ours", asked.lang)))?;
    // Before the work: who must wait should not then hear that the file cannot be written.
    let brief = asked.brief.as_deref().map(html).transpose()?;
    let question = Asked {
        on: asked.on.as_deref().map_or(Ok(today), day)?,
        known: asked.known.as_deref().map_or(Ok(i64::MAX), day)?,
        families: asked.families as usize,
        seed: asked.seed,
        others: asked.others as usize,
        reforms: asked
            .reform
            .iter()
            .map(|path| reform(path))
            .collect::<Result<_, _>>()?,
        ..Asked::usual(today, std::thread::available_parallelism().map_or(1, usize::from))
    };
    let result = simulation::simulate(&question, &mut tell).map_err(|error| match error {
        simulation::SimulationError::Rules(_) => Failure::found(error),
        _ => Failure::failed(error),
    })?;
    if let Some(folder) = &asked.csv {
        std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        for table in simulation::tables(&result).map_err(Failure::failed)? {
            let path = folder.join(table.file);
            std::fs::write(&path, table.text).map_err(|error| unwritable(&path, &error))?;
        }
    }
    if let Some(path) = brief {
        let brief = simulation::brief(&result, lang).map_err(Failure::failed)?;
        std::fs::write(path, brief).map_err(|error| unwritable(path, &error))?;
    }
    if asked.json {
        say(serde_json::to_string_pretty(&result).map_err(Failure::failed)?);
    } else {
        say(simulation::text(&result, lang));
    }
    Ok(())
}

/// How far it is, on standard error: the answer can be piped.
#[expect(clippy::print_stderr, reason = "progress, for whoever waits")]
fn tell(progress: Progress) {
    match progress {
        Progress::Law => eprintln!("reading the law and the reform"),
        Progress::Families => eprintln!("making families up"),
        Progress::Running => eprintln!("running the law and the reform over them"),
        Progress::Marginal => eprintln!("another 1,000 kr. of pay for each adult"),
        Progress::Other(at, of) => eprintln!("another population: {at} of {of}"),
    }
}

fn day(text: &str) -> Result<i64, Failure> {
    rights::date(text)
        .ok_or_else(|| Failure::failed(format!("{text:?} is no day; write it as 2026-01-31")))
}

/// A reform's file, or one that comes with the program, by its name.
fn reform(path: &Path) -> Result<Source, Failure> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            let own = simulation::REFORMS.iter().find(|(own, _)| Path::new(own) == path);
            let Some((_, text)) = own else {
                let path = path.display();
                return Err(Failure::failed(format!("{path} cannot be read: {error}")));
            };
            (*text).to_owned()
        }
    };
    Ok(Source { name, text })
}

/// A brief is HTML, which every browser prints and saves as PDF.
fn html(path: &Path) -> Result<&Path, Failure> {
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    if ending.as_deref().is_some_and(|ending| ending == "html") {
        return Ok(path);
    }
    Err(Failure::failed(format!(
        "{} must end in .html; favn-letters makes PDF, and any browser prints the HTML",
        path.display()
    )))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::failed(format!("{} cannot be written: {error}", path.display()))
}
