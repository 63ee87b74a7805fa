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
use crate::cli::Common;
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
pub(super) async fn demo(mut common: Common) -> Result<(), Failure> {
    let named =
        common.flags.get("database").is_some() || std::env::var_os("FAVN_DATABASE").is_some();
    let scratch = if named { None } else { Some(Scratch::make()?) };
    if let Some(scratch) = &scratch {
        let file = |name| scratch.0.join(name).display().to_string();
        let flags = &mut common.flags;
        flags.set("database", format!("sqlite:{}", file("favn.sqlite")));
        flags.set(
            "keys_database",
            format!("sqlite:{}", file("favn.keys.sqlite")),
        );
        flags.set("key_file", file("favn.key"));
    }
    let settings = Settings::read(&common)?;
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
    const PEOPLE: [(&str, &str, Role); 6] = [
        ("sara", "Sara Lind", Role::Counsellor),
        ("yusuf", "Yusuf Holm", Role::Counsellor),
        ("karen", "Karen Bæk", Role::TeamLead),
        ("signe", "Signe Toft", Role::PolicyOfficer),
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
/// them and let it have many more when it asks. Says how many it has then.
fn take_all_open_files() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let all = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    let most = match setrlimit(Resource::Nofile, all) {
        Ok(()) => limit.maximum,
        Err(error) => {
            tracing::warn!(%error, "the number of open files, and so of open conversations, stays as it is");
            limit.current
        }
    };
    most.and_then(|most| usize::try_from(most).ok())
        .unwrap_or(usize::MAX)
}

/// The connections that leave files for the database and what else is opened: three files for
/// each of SQLite's connections, twice because the keys have theirs, and some to spare. A quarter
/// of very few files is kept for the same.
fn connections_within(files: usize, settings: &Settings) -> usize {
    const SPARE: usize = 64;
    let database = settings
        .file
        .connections
        .unwrap_or(db::Options::default().connections);
    let kept = database.saturating_mul(6).saturating_add(SPARE);
    files.saturating_sub(kept).max(files / 4).max(1)
}

async fn run(
    settings: &Settings,
    house: House,
    listener: TcpListener,
    listening: SocketAddr,
) -> Result<(), Failure> {
    web::keep_quiet();
    let within = connections_within(take_all_open_files(), settings);
    let most = settings.file.most_connections.unwrap_or(within);
    if most > within {
        tracing::warn!(
            most_connections = most,
            within,
            "more connections than open files allow; raise their limit (`ulimit -n`, LimitNOFILE)"
        );
    }
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
    web::serve(listener, outer, most.min(within), async move {
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
    let Some(mail) = &settings.mail else {
        // Letters from when there was a server wait until there is one again.
        return Ok(worker);
    };
    let mailer = mail::Mailer::new(mail, &house.site.settings.organisation)
        .map_err(|error| mail_wrong(settings, &error))?;
    Ok(worker.handle(mail::JOB, move |letter| {
        let mailer = mailer.clone();
        async move { mailer.send(&letter).await }
    }))
}

fn mail_wrong(settings: &Settings, error: &mail::MailerError) -> Failure {
    let key = match error {
        mail::MailerError::Smtp(_) => "mail.smtp",
        mail::MailerError::From(_) => "mail.from",
    };
    settings.wrong(key, error)
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
