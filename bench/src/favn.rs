//! Favn itself: built, set up with a demo organisation, started, and talked to as people do.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::{
    http::{Connection, Jar},
    process::{Outcome, Server, free_address, run},
    seat::Seat,
    tell::say,
    visit,
};

/// The program `favn`, built in the profile this benchmark was built in.
pub struct Favn {
    program: PathBuf,
}

impl Favn {
    /// Builds it when it is missing or older than its sources; cargo knows. FAVN_PROGRAM names another one
    /// to measure instead.
    pub fn build() -> Outcome<Self> {
        if let Some(program) = std::env::var_os("FAVN_PROGRAM") {
            return Ok(Self {
                program: program.into(),
            });
        }
        Ok(Self {
            program: built("app", "favn")?,
        })
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(workspace());
        command
    }
}

/// A program of the workspace, built in the profile this benchmark was built in.
pub fn built(package: &str, program: &str) -> Outcome<PathBuf> {
    let folder = std::env::current_exe()?
        .parent()
        .ok_or("the benchmark has no folder")?
        .to_owned();
    let mut build = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    build
        .args([
            "build", "--locked", "--quiet", "-p", package, "--bin", program,
        ])
        .current_dir(workspace());
    if folder.ends_with("release") {
        build.arg("--release");
    } else {
        say(
            "This is not a release build: the figures say nothing. Use cargo run --release -p bench.",
        );
    }
    // The folder above the profile's is the target folder, wherever it was put.
    build.arg("--target-dir").arg(
        folder
            .parent()
            .ok_or("the benchmark's folder has no parent")?,
    );
    run(&mut build)?;
    Ok(folder.join(program))
}

/// The repository's folder.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}

/// A database with an organisation in it, and somebody signed in at its desk.
pub struct House {
    pub scratch: TempDir,
    pub database: String,
    pub counsellor: Jar,
    _postgres: Option<Cluster>,
}

/// A PostgreSQL of this benchmark's own, thrown away afterwards.
struct Cluster {
    folder: PathBuf,
}

impl Cluster {
    fn start() -> Outcome<(Self, String)> {
        // Not inside the scratch folder, which is closed to the user that PostgreSQL runs as.
        let name = format!("favn-bench-postgres-{}", std::process::id());
        let cluster = Self {
            folder: std::env::temp_dir().join(name),
        };
        let url = run(&mut cluster.script())?;
        Ok((cluster, url.trim().to_owned()))
    }

    fn script(&self) -> Command {
        let mut script = Command::new(workspace().join("scripts/postgres-for-tests"));
        script.env("FAVN_TEST_POSTGRES_DIR", &self.folder);
        script
            .env_remove("FAVN_TEST_POSTGRES")
            .env_remove("NEXTEST_ENV");
        script
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = run(self.script().arg("stop"));
    }
}

/// What the benchmark's settings change: the load generator is the proxy in front, and believed when it says
/// whom it speaks for. The limits on what one address may do stay as they are.
///
/// One thing does differ from what an organisation would set: in a benchmark one side writes more than two
/// messages a second, and one household searches, and asks the law, hundreds of times. The first is counted all the
/// same, only higher.
const SETTINGS: &str = r#"trusted_proxies = ["127.0.0.0/8"]
searches_per_minute = 0
assessments_per_minute = 0

[helpline]
messages_per_minute = 100_000_000
openings_per_hour = 1_000_000
"#;

impl House {
    /// On a SQLite file of its own.
    pub async fn fresh(favn: &Favn) -> Outcome<Self> {
        let scratch = TempDir::new()?;
        let database = format!("sqlite:{}", scratch.path().join("favn.sqlite").display());
        Self::set_up(favn, scratch, database, None).await
    }

    /// On a PostgreSQL of its own.
    pub async fn on_postgres(favn: &Favn) -> Outcome<Self> {
        let (cluster, database) = Cluster::start()?;
        Self::set_up(favn, TempDir::new()?, database, Some(cluster)).await
    }

    async fn set_up(
        favn: &Favn,
        scratch: TempDir,
        database: String,
        postgres: Option<Cluster>,
    ) -> Outcome<Self> {
        std::fs::write(scratch.path().join("favn.toml"), SETTINGS)?;
        let mut house = Self {
            scratch,
            database,
            counsellor: Jar::default(),
            _postgres: postgres,
        };
        let server = house.start(favn, "demo", free_address()?)?;
        house.counsellor = visit::sign_in(server.address).await?;
        Ok(house)
    }

    /// `favn serve`, at a free address.
    pub fn serve(&self, favn: &Favn) -> Outcome<Server> {
        self.serve_at(favn, free_address()?)
    }

    pub fn serve_at(&self, favn: &Favn, address: SocketAddr) -> Outcome<Server> {
        self.start(favn, "serve", address)
    }

    fn start(&self, favn: &Favn, act: &str, address: SocketAddr) -> Outcome<Server> {
        let folder = self.scratch.path();
        let mut command = favn.command();
        command
            .arg(act)
            .arg("--settings")
            .arg(folder.join("favn.toml"));
        command.args([
            "--database",
            &self.database,
            "--listen",
            &address.to_string(),
        ]);
        Server::start(&command, address, &folder.join("favn.log"))
    }

    /// Opens so many conversations, each with a family and the counsellor in it.
    pub async fn conversations(&self, address: SocketAddr, many: usize) -> Outcome<Vec<[Seat; 2]>> {
        const DOORS: u32 = 8;
        let many = u32::try_from(many)?;
        // Numbers of this opening's own: the demo's and former conversations are not among them.
        let first = uuid::Uuid::new_v4().as_fields().0 / 2;
        let mut doors = JoinSet::new();
        for door in 0..DOORS {
            doors.spawn(async move {
                let mut connection = Connection::open(address).await?;
                let mut opened = Vec::new();
                for at in (door..many).step_by(DOORS as usize) {
                    opened.push((first + at, visit::begin(&mut connection, first + at).await?));
                }
                Outcome::Ok(opened)
            });
        }
        let mut staff =
            visit::take_all(address, &self.counsellor, (first..first + many).collect()).await?;
        let mut all = Vec::with_capacity(many as usize);
        while let Some(opened) = doors.join_next().await {
            for (number, family) in opened?? {
                all.push([
                    family,
                    staff
                        .remove(&number)
                        .ok_or("a conversation has no counsellor")?,
                ]);
            }
        }
        Ok(all)
    }
}
