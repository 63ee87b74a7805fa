//! `favn serve` and `favn demo`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use access::{House, Role, Roles};
use db::jobs::Worker;
use directory::{How, Source};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use web::Outer;

use super::{directory::read_in, say};
use crate::cli::{Common, Serve};
use crate::doors::Doors;
use crate::failure::Failure;
use crate::rooms;
use crate::settings::Settings;

pub(super) async fn serve(settings: Settings) -> Result<(), Failure> {
    let doors = Doors::open(&settings).await?;
    let (listener, listening) = listen(&settings).await?;
    let house = rooms::house(&settings, &doors, listening, false)?;
    run(&settings, house, listener, listening).await
}

/// A made-up organisation. On a file of its own that goes when it stops, unless a database is named.
pub(super) async fn demo(mut common: Common, demo: Serve) -> Result<(), Failure> {
    let scratch = if common.database.is_none() {
        Some(Scratch::make()?)
    } else {
        None
    };
    if let Some(scratch) = &scratch {
        common.database = Some(format!(
            "sqlite:{}",
            scratch.0.join("favn.sqlite").display()
        ));
        common.key_file = Some(scratch.0.join("favn.key"));
    }
    let settings = Settings::read(&common, &demo)?;
    if !settings.key_file.exists() {
        // A demo's database, whichever it is, holds nothing that a lost key could close.
        crate::doors::new_key(&settings.key_file, &base::Entropy::system())?;
    }
    let doors = Doors::open(&settings).await?;
    let (listener, listening) = listen(&settings).await?;
    let house = rooms::house(&settings, &doors, listening, true)?;
    made_up_people(&house).await?;
    read_in(&doors, &Source::demo(), How::default()).await?;
    say(
        "A made-up organisation with real offers of help, collected from public pages and not verified.",
    );
    say(
        "Sign in with one click at /demo. Everything you write is gone when you stop it, unless you named a database.",
    );
    let done = run(&settings, house, listener, listening).await;
    drop(scratch);
    done
}

/// One for each role, two at the desk. Names are made up; nobody has a password.
async fn made_up_people(house: &House) -> Result<(), Failure> {
    const PEOPLE: [(&str, &str, Role); 5] = [
        ("sara", "Sara Lind", Role::Counsellor),
        ("yusuf", "Yusuf Holm", Role::Counsellor),
        ("karen", "Karen Bæk", Role::TeamLead),
        ("mads", "Mads Krogh", Role::Administrator),
        ("ida", "Ida Friis", Role::DataProtectionOfficer),
    ];
    if !access::staff::with_role(&house.db, Role::Counsellor)
        .await?
        .is_empty()
    {
        return Ok(()); // this database has been shown before
    }
    for (address, name, role) in PEOPLE {
        let email = &format!("{address}@favneby.example");
        house
            .db
            .transaction(|tx| async move {
                access::staff::add_made_up(house, &tx, email, name, Roles::from(role)).await
            })
            .await
            .map_err(Failure::failed)?;
    }
    Ok(())
}

async fn listen(settings: &Settings) -> Result<(TcpListener, SocketAddr), Failure> {
    let wanted = settings.listen;
    let listener = TcpListener::bind(wanted).await.map_err(|error| {
        Failure::setting(format!(
            "cannot listen at {wanted} ({error}); choose another with --listen, such as 127.0.0.1:0"
        ))
    })?;
    let listening = listener.local_addr()?;
    Ok((listener, listening))
}

/// Every open stream is an open file. Shells and service managers start a program with 1,024 of
/// them and let it have many more when it asks.
fn take_all_open_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let most = getrlimit(Resource::Nofile).maximum;
    let all = Rlimit {
        current: most,
        maximum: most,
    };
    if let Err(error) = setrlimit(Resource::Nofile, all) {
        tracing::warn!(%error, "the number of open files, and so of open conversations, stays as it is");
    }
}

async fn run(
    settings: &Settings,
    house: House,
    listener: TcpListener,
    listening: SocketAddr,
) -> Result<(), Failure> {
    web::keep_quiet();
    take_all_open_files();
    let outer = Outer::new(
        rooms::routes(house.site.settings.demo).into_router(house.clone()),
        house.site.clone(),
    );
    let (stop, stopped) = watch::channel(false);
    helpline::begin(&house).await.map_err(Failure::failed)?;
    let working = tokio::spawn(worker(settings, &house)?.run(stopped));
    say(format_args!("Favn is ready at http://{listening}"));
    if !house
        .site
        .settings
        .public_url
        .ends_with(&listening.to_string())
    {
        say(format_args!(
            "People reach it at {}",
            house.site.settings.public_url
        ));
    }
    let live = house.live.clone();
    web::serve(listener, outer, async move {
        asked_to_stop().await;
        tracing::info!("stopping: requests are finished, streams are handed over");
        live.close();
    })
    .await?;
    stop.send_replace(true);
    let _ = working.await;
    Ok(())
}

fn worker(settings: &Settings, house: &House) -> Result<Worker, Failure> {
    let worker = helpline::handlers(Worker::new(house.db.clone(), house.clock.clone()), house);
    let Some(mail) = &settings.file.mail else {
        // Without a server letters wait, and are sent when one is set.
        return Ok(worker);
    };
    let mailer =
        mail::Mailer::new(mail, &house.site.settings.organisation).map_err(Failure::setting)?;
    Ok(worker.handle(mail::JOB, move |letter| {
        let mailer = mailer.clone();
        async move { mailer.send(&letter).await }
    }))
}

/// SIGTERM, SIGINT or Ctrl-C.
async fn asked_to_stop() {
    match (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) {
        (Ok(mut terminate), Ok(mut interrupt)) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        // Without signals only a kill ends it; that loses nothing either.
        _ => std::future::pending().await,
    }
}

/// A folder that goes with its owner.
struct Scratch(PathBuf);

impl Scratch {
    fn make() -> Result<Self, Failure> {
        let entropy = base::Entropy::system();
        let name = format!("favn-demo-{:016x}", u64::from_le_bytes(entropy.bytes()));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let folder: &Path = &self.0;
        if let Err(error) = std::fs::remove_dir_all(folder) {
            tracing::warn!(folder = %folder.display(), %error, "the demo's folder could not be removed");
        }
    }
}
