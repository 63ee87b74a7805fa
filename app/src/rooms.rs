//! The house put together: every feature's routes, files, menus and settings.

use std::net::SocketAddr;
use std::time::Duration;

use access::House;
use axum::http::StatusCode;
use db::{Query, Sql, params};
use live::Live;
use web::assets::AssetFile;
use web::{FormSecret, Routes, Site};

use crate::doors::Doors;
use crate::failure::Failure;
use crate::settings::Settings;

/// How a letter looks, for the features that write some: `shell.asset("letter.css")`.
const LETTERS: &[AssetFile] = &[AssetFile::new("letter.css", letters::STYLE.as_bytes())];

/// Everything that is served. Who may do what with each of them stands in `tests/every_route.rs`.
/// The page of components is part of the demo alone.
pub fn routes(demo: bool) -> Routes<House> {
    let routes = Routes::new()
        .get("/health", health)
        .merge(web::routes())
        .merge(access::routes())
        .merge(directory::routes())
        .merge(helpline::routes())
        .merge(rights::routes())
        .merge(simulation::routes());
    if demo {
        routes.merge(web::components::routes())
    } else {
        routes
    }
}

/// The house on open doors, listening at `listening`.
///
/// # Errors
/// A [`Failure`] naming the setting.
pub fn house(
    settings: &Settings,
    doors: &Doors,
    listening: SocketAddr,
    demo: bool,
) -> Result<House, Failure> {
    let secret = FormSecret::new(doors.keys.master().secret("form tokens"));
    let site = settings.site(listening, secret, demo)?;
    let site = Site::new(site, doors.clock.clone(), doors.entropy.clone())
        .map_err(|error| {
            let key = match &error {
                web::SettingsError::PublicUrl(_) => "public_url",
                web::SettingsError::ExitUrl(_) => "exit_url",
            };
            settings.wrong(key, error)
        })?
        .with_assets(&[access::ASSETS, helpline::ASSETS, rights::ASSETS, LETTERS])
        .with_menu([helpline::MENU, rights::MENU, directory::MENU].concat());
    // Opened now, so that nobody waits for it and a wrong rule stops the program here.
    rights::Book::ours().map_err(Failure::failed)?;
    let live = Live::start(&doors.db, &doors.clock, &doors.entropy);
    let mut may = access::Settings {
        policies: settings.file.policies.clone(),
        letters: settings.mail.is_some(),
        ..access::Settings::default()
    };
    if let Some(minutes) = settings.file.staff_idle_minutes {
        may.staff_idle = Duration::from_secs(minutes.saturating_mul(60));
    }
    let house = House::build(doors.db.clone(), doors.keys.clone(), live, site, &may)
        .map_err(|error| settings.wrong("policies", error))?;
    Ok(house
        .links(helpline::STAFF_LINKS)
        .links(simulation::STAFF_LINKS)
        .with(settings.file.helpline.clone())
        .with(searches(settings))
        .with(assessments(settings))
        .with(letters::Client::new(settings.file.letters.clone()))
        .open())
}

fn searches(settings: &Settings) -> directory::Settings {
    let mut directory = directory::Settings::default();
    if let Some(most) = settings.file.searches_per_minute {
        directory.searches_per_minute = most;
    }
    directory
}

fn assessments(settings: &Settings) -> rights::Settings {
    let mut rights = rights::Settings::default();
    if let Some(most) = settings.file.assessments_per_minute {
        rights.assessments_per_minute = most;
    }
    rights
}

/// For the proxy in front and whoever watches: 200 when the database answers.
async fn health(axum::extract::State(house): axum::extract::State<House>) -> StatusCode {
    const ALIVE: Sql = Sql {
        name: "ALIVE",
        text: "select 1",
    };
    match house.db.raw(&ALIVE, params![]).await {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
