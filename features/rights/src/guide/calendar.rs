//! Deadlines for one's own calendar. Whoever looks over a shoulder sees a reminder and no more.

use access::{Actor, House};
use axum::extract::State as Here;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use icalendar::{Alarm, Calendar, Component, Event, EventLike};
use web::{AppError, Form, Reader};

use super::Visit;
use super::step::Fields;

/// When it reminds: three days before, at nine in the morning. A whole day begins at midnight, and
/// a telephone that rings then is asked about.
const BEFORE: chrono::Duration = chrono::Duration::hours(9 - 3 * 24);

/// `POST /rights/calendar`.
pub(crate) async fn page(
    Here(house): Here<House>,
    actor: Actor,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, AppError> {
    let Some(visit) = Visit::of(&house, &actor, &reader, fields)? else {
        return Ok(reader.redirect("/rights").into_response());
    };
    let Visit {
        desk, state, told, ..
    } = &visit;
    let outcome = desk.outcome(state, told);
    let outcome = outcome.ok_or(AppError::BadRequest("this is no family"))?;
    let stamp = stamp(&house);
    let mut calendar = Calendar::new();
    let mut days: Vec<i64> = outcome
        .deadlines
        .iter()
        .map(|deadline| deadline.day)
        .collect();
    days.dedup();
    for day in days {
        let title = desk.w.guide_reminder();
        let mut event = Event::new();
        event
            // A whole day; an end on the same day would be no day at all (RFC 5545, 3.6.1).
            .starts(date(day))
            .summary(title)
            .uid(&house.entropy.uuid(house.clock.now()).to_string())
            .add_property("DTSTAMP", &stamp)
            .alarm(Alarm::display(title, BEFORE));
        calendar.push(event);
    }
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"kalender.ics\""),
    ];
    Ok((headers, calendar.done().to_string()).into_response())
}

fn date(day: i64) -> chrono::NaiveDate {
    let since_1970 = i32::try_from(day).unwrap_or_default();
    chrono::NaiveDate::from_epoch_days(since_1970).unwrap_or_default()
}

/// Now, as RFC 5545 writes it.
fn stamp(house: &House) -> String {
    let seconds = house.clock.now().micros() / 1_000_000;
    let now = chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    now.format("%Y%m%dT%H%M%SZ").to_string()
}
