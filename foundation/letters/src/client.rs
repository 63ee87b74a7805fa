//! The door to `favn-letters`: started when first asked, kept, started again when it died.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::{Mutex, Semaphore};
use tokio::time::timeout;

use crate::document::Document;
use crate::wire::{self, Answer};

/// What the program is called.
pub const PROGRAM: &str = "favn-letters";

/// How long one letter may take, from its turn on. One of two pages takes some 30 ms.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many may wait for their turn; who comes on top is told to use the page.
const QUEUE: usize = 32;

/// Why there is no PDF. The page that prints is there all the same.
#[derive(Debug, thiserror::Error)]
pub enum LettersError {
    /// The program is not where it should be.
    #[error("there is no program {0:?}; build it with `make letters`, or say where it is")]
    NotInstalled(PathBuf),
    /// Its fonts lack these characters.
    #[error("no font of the program has the characters {0:?}")]
    Unprintable(String),
    /// The program said no.
    #[error("the program cannot set this document: {0}")]
    Refused(String),
    /// The document is too long to be sent.
    #[error("the document has {0} bytes; at most {most} can be set", most = wire::JOB_BYTES)]
    TooLong(usize),
    /// Too many are waiting.
    #[error("{most} letters are waiting already", most = QUEUE)]
    Busy,
    /// The program took too long, and was ended.
    #[error("the program took longer than {0:?}")]
    TooSlow(Duration),
    /// The program died over this document.
    #[error("the program ended without an answer: {0}")]
    Died(#[source] io::Error),
}

/// Asks the program. Clones share it, and it sets one letter at a time.
#[derive(Clone)]
pub struct Client {
    program: Arc<Path>,
    patience: Duration,
    places: Arc<Semaphore>,
    worker: Arc<Mutex<Option<Worker>>>,
}

impl Client {
    /// With the program at this place, or else beside the program that is running.
    pub fn new(program: Option<PathBuf>) -> Self {
        let program = program.unwrap_or_else(|| {
            let beside = std::env::current_exe().map(|own| own.with_file_name(PROGRAM));
            beside.unwrap_or_else(|_| PathBuf::from(PROGRAM))
        });
        Self {
            program: program.into(),
            patience: PATIENCE,
            places: Arc::new(Semaphore::new(QUEUE)),
            worker: Arc::default(),
        }
    }

    /// The same with more or less patience for one letter.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Where the program is, or should be.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Whether there is a program, so that a page may offer PDF. It need not be started for this,
    /// and may come while Favn runs.
    pub fn installed(&self) -> bool {
        self.program.is_file()
    }

    /// The document as PDF/UA-1: tagged, with its language and title.
    ///
    /// # Errors
    /// [`LettersError`]; show the page instead.
    pub async fn pdf(&self, document: &Document) -> Result<Vec<u8>, LettersError> {
        let mut job = serde_json::to_vec(document).map_err(|error| died(error.into()))?;
        job.push(b'\n');
        if job.len() > wire::JOB_BYTES {
            return Err(LettersError::TooLong(job.len()));
        }
        let _place = self.places.try_acquire().map_err(|_| LettersError::Busy)?;
        let mut kept = self.worker.lock().await;
        // Taken out while it works: if this future is dropped, or the patience is over, the worker
        // is dropped too, and no later job can read this one's answer.
        let answer = match kept.take() {
            Some(worker) => match self.ask(worker, &job).await {
                // It may have died since the last letter. A new one gets one try.
                Err(LettersError::Died(_)) => self.ask(self.start()?, &job).await,
                answer => answer,
            },
            None => self.ask(self.start()?, &job).await,
        };
        let (answer, worker) = answer?;
        *kept = Some(worker);
        match answer {
            Answer::Pdf(bytes) => Ok(bytes),
            Answer::Unprintable(characters) => Err(LettersError::Unprintable(characters)),
            Answer::Refused(why) => Err(LettersError::Refused(why)),
        }
    }

    async fn ask(&self, mut worker: Worker, job: &[u8]) -> Result<(Answer, Worker), LettersError> {
        match timeout(self.patience, worker.work(job)).await {
            Ok(Ok(answer)) => Ok((answer, worker)),
            Ok(Err(error)) => Err(died(error)),
            Err(_) => Err(LettersError::TooSlow(self.patience)),
        }
    }

    fn start(&self) -> Result<Worker, LettersError> {
        Worker::start(&self.program).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => {
                LettersError::NotInstalled(self.program.to_path_buf())
            }
            _ => died(error),
        })
    }
}

fn died(error: io::Error) -> LettersError {
    LettersError::Died(error)
}

/// The program, running. Dropping it ends it.
struct Worker {
    _program: Child,
    jobs: ChildStdin,
    answers: ChildStdout,
}

impl Worker {
    fn start(program: &Path) -> io::Result<Self> {
        // No variable of ours (some hold passwords), no folder of ours, and nothing that it may
        // say about a family's words reaches a log.
        let mut program = Command::new(program)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let missing = || io::Error::other("the program has no pipe");
        Ok(Self {
            jobs: program.stdin.take().ok_or_else(missing)?,
            answers: program.stdout.take().ok_or_else(missing)?,
            _program: program,
        })
    }

    async fn work(&mut self, job: &[u8]) -> io::Result<Answer> {
        self.jobs.write_all(job).await?;
        self.jobs.flush().await?;
        let mut head = [0; wire::HEAD];
        self.answers.read_exact(&mut head).await?;
        let other = || io::Error::new(io::ErrorKind::InvalidData, "this is no answer of its");
        let length = Answer::length(head).ok_or_else(other)?;
        let mut bytes = vec![0; length];
        self.answers.read_exact(&mut bytes).await?;
        Answer::read(head, bytes).ok_or_else(other)
    }
}
