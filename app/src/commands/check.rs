//! `favn check`.

use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use base::Moment;
use db::{Db, Engine, Query, params};
use languages::Lang;

use super::say;
use crate::doors::Doors;
use crate::failure::Failure;
use crate::rooms;
use crate::settings::Settings;

db::statements! {
    NOW_SQLITE = "select cast(unixepoch('subsec') * 1000000 as integer) as now";
    NOW_POSTGRES = "select now() as now";
    ONE_KEY = "select owner from sealing_keys limit 1";
}

/// How far the database's clock may be from ours before sessions and codes go wrong.
const CLOCKS_APART: Duration = Duration::from_secs(5);

pub(super) async fn check(settings: &Settings) -> Result<(), Failure> {
    let mut wrong = 0_u32;
    let mut line = |what: &str, found: Result<String, String>| match found {
        Ok(words) => say(format_args!("ok     {what}: {words}")),
        Err(words) => {
            wrong = wrong.saturating_add(1);
            say(format_args!("WRONG  {what}: {words}"));
        }
    };
    let doors = Doors::open(settings).await;
    line("key file", key_file(settings));
    match &doors {
        Err(failure) => line("database", Err(failure.to_string())),
        Ok(doors) => {
            line(
                "database",
                Ok(format!("{}, every table is there", settings.database)),
            );
            line("keys", one_key(doors).await);
            line("clock", clock(&doors.db, doors.clock.now()).await);
            let house = rooms::house(settings, doors, settings.listen, false);
            line(
                "settings",
                house
                    .as_ref()
                    .map(|house| format!("pages at {}", house.site.settings.public_url))
                    .map_err(ToString::to_string),
            );
            if let Ok(house) = &house {
                line("cookies", secure(house));
            }
        }
    }
    line("mail", mail_server(settings).await);
    line("letters", letters_as_pdf(settings).await);
    if let Ok(book) = rights::Book::ours()
        && let Some(late) = rights::late(book.rules(), rights::today(&base::Clock::system()))
    {
        say(format_args!("late   law: {late}"));
    }
    for (setting, origin) in settings.origins() {
        say(format_args!("set    {setting}: {origin}"));
    }
    if wrong > 0 {
        return Err(Failure::found(format!(
            "{wrong} of the checks found something; see above"
        )));
    }
    Ok(())
}

fn key_file(settings: &Settings) -> Result<String, String> {
    let path = &settings.key_file;
    let mode = std::fs::metadata(path)
        .map_err(|error| format!("{}: {error}", path.display()))?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        return Err(format!(
            "{} can be read by others; say `chmod 600 {}`",
            path.display(),
            path.display()
        ));
    }
    Ok(format!("{}, readable by its owner alone", path.display()))
}

async fn one_key(doors: &Doors) -> Result<String, String> {
    let found: Option<(base::uuid::Uuid,)> = doors
        .keys_db
        .first(&ONE_KEY, params![])
        .await
        .map_err(|error| error.to_string())?;
    let Some((owner,)) = found else {
        return Ok("none yet".to_owned());
    };
    doors.keys.of(owner).await.map_err(|_| {
        "the master key in the key file does not open the stored keys: it is another organisation's or another database's".to_owned()
    })?;
    Ok("the master key opens them".to_owned())
}

async fn clock(db: &Db, now: Moment) -> Result<String, String> {
    let statement = if db.engine() == Engine::Sqlite {
        &NOW_SQLITE
    } else {
        &NOW_POSTGRES
    };
    let (theirs,): (Moment,) = db
        .one(statement, params![])
        .await
        .map_err(|error| error.to_string())?;
    let apart = theirs.since(now).max(now.since(theirs));
    if apart > CLOCKS_APART {
        return Err(format!(
            "the database's clock is {} seconds from this machine's; let both follow NTP",
            apart.as_secs()
        ));
    }
    let year = base::local_date(now).year();
    if !(2026..2100).contains(&year) {
        return Err(format!("this machine says it is {year}; let it follow NTP"));
    }
    Ok("within seconds of the database's".to_owned())
}

fn secure(house: &access::House) -> Result<String, String> {
    let url = &house.site.settings.public_url;
    if house.site.secure() {
        return Ok("sent over TLS only".to_owned());
    }
    let here = ["http://localhost", "http://127.0.0.1", "http://[::1]"]
        .iter()
        .any(|here| url.starts_with(here));
    if here {
        Ok("not marked Secure: the public address is this machine".to_owned())
    } else {
        Err(format!(
            "public_url is {url}: cookies and words travel in the clear. Put a proxy with TLS in front and say https://"
        ))
    }
}

async fn mail_server(settings: &Settings) -> Result<String, String> {
    let Some(mail) = &settings.mail else {
        return Ok("none is set; `favn invite` prints the link to hand over".to_owned());
    };
    let mailer = mail::Mailer::new(mail, "Favn").map_err(|error| error.to_string())?;
    mailer
        .check()
        .await
        .map(|()| "the server answers".to_owned())
}

/// Whether letters can be had as PDF. Without the program they are pages that print, so that is
/// no fault; with one that does not work it is.
async fn letters_as_pdf(settings: &Settings) -> Result<String, String> {
    let client = letters::Client::new(settings.file.letters.clone());
    let place = client.program().display();
    let named = settings.file.letters.is_some();
    if !named && !client.installed() {
        return Ok(format!(
            "pages to print; for PDF put favn-letters at {place}"
        ));
    }
    let letter = letters::Document::letter(Lang::DEFAULT, "Favn");
    match client.pdf(&letter).await {
        Ok(_) => Ok(format!("PDF by {place}, and pages to print")),
        Err(error) => Err(format!("{place}: {error}")),
    }
}
