//! `favn simulate law`: a reform over made-up families, without a server or a database.

use std::path::Path;

use languages::Lang;
use letters::Client;
use rules::Source;
use simulation::{Asked, Progress, Simulation};

use super::say;
use crate::cli::SimulateLaw;
use crate::failure::Failure;
use crate::settings::Settings;

pub(super) async fn law(
    asked: &SimulateLaw,
    today: i64,
    settings: impl Fn() -> Result<Settings, Failure>,
) -> Result<(), Failure> {
    let lang = Lang::from_code(&asked.lang)
        .ok_or_else(|| Failure::failed(format!("{:?} is no language of ours", asked.lang)))?;
    // Before the work: who must wait should not then hear that the file cannot be written.
    let brief = asked
        .brief
        .as_deref()
        .map(|path| Brief::of(path, settings))
        .transpose()?;
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
        ..Asked::usual(
            today,
            std::thread::available_parallelism().map_or(1, usize::from),
        )
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
    if let Some(brief) = brief {
        brief.write(&result, lang).await?;
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
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            let own = simulation::REFORMS
                .iter()
                .find(|(own, _)| Path::new(own) == path);
            let Some((_, text)) = own else {
                let path = path.display();
                return Err(Failure::failed(format!("{path} cannot be read: {error}")));
            };
            (*text).to_owned()
        }
    };
    Ok(Source { name, text })
}

/// Where the brief goes, and who makes it.
enum Brief<'a> {
    Html(&'a Path),
    Pdf(&'a Path, Client),
}

impl<'a> Brief<'a> {
    fn of(
        path: &'a Path,
        settings: impl Fn() -> Result<Settings, Failure>,
    ) -> Result<Self, Failure> {
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        match ending.as_deref().and_then(std::ffi::OsStr::to_str) {
            Some("html") => Ok(Self::Html(path)),
            Some("pdf") => {
                let client = Client::new(settings()?.file.letters);
                if client.installed() {
                    return Ok(Self::Pdf(path, client));
                }
                Err(Failure::failed(format!(
                    "PDF is made by favn-letters, which is not at {}; write the brief as .html, \
                     which any browser prints",
                    client.program().display()
                )))
            }
            _ => Err(Failure::failed(format!(
                "{} must end in .html or .pdf",
                path.display()
            ))),
        }
    }

    async fn write(&self, result: &Simulation, lang: Lang) -> Result<(), Failure> {
        let (path, bytes) = match self {
            Self::Html(path) => {
                let page = simulation::brief_html(result, lang).map_err(Failure::failed)?;
                (path, page.into_bytes())
            }
            Self::Pdf(path, client) => {
                let brief = simulation::brief(result, lang);
                (path, client.pdf(&brief).await.map_err(Failure::failed)?)
            }
        };
        std::fs::write(path, bytes).map_err(|error| unwritable(path, &error))
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::failed(format!("{} cannot be written: {error}", path.display()))
}
