//! What an administrator looks after: languages not yet reviewed, and jobs that failed for good.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use db::{Tx, jobs};
use languages::Lang;
use uuid::Uuid;
use web::components::{Badge, Button, Card, EmptyState, Tone};
use web::{AppError, Reader, Shell};

use crate::house::House;
use crate::may::{Act, Thing};
use crate::words::Words;
use crate::{Actor, Trouble, audit};

#[derive(Template)]
#[template(path = "languages.html")]
struct LanguagesPage {
    shell: Shell,
    w: Words,
    languages: Vec<LanguagePart>,
}

struct LanguagePart {
    code: &'static str,
    dir: &'static str,
    name: &'static str,
    badge: Badge,
}

pub(crate) async fn languages(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
) -> Result<Response, AppError> {
    house.may(&actor, Act::SeeLanguages, &Thing::House)?;
    let w = Words::of(reader.lang());
    let languages = Lang::all().map(|lang| LanguagePart {
        code: lang.code(),
        dir: lang.dir(),
        name: lang.name(),
        badge: match (lang.reviewed_by(), lang.reviewed_on()) {
            (Some(who), Some(day)) => {
                Badge::new(w.languages_reviewed_on(who, reader.lang().date(day))).tone(Tone::Good)
            }
            (Some(who), None) => Badge::new(w.languages_reviewed(who)).tone(Tone::Good),
            (None, _) => Badge::new(w.languages_unreviewed()).tone(Tone::Wait),
        },
    });
    let view = LanguagesPage {
        shell: house.staff_shell(&reader, &actor, w.languages_title()),
        w,
        languages: languages.collect(),
    };
    reader.page(&view)
}

#[derive(Template)]
#[template(path = "dead-letters.html")]
struct DeadLettersPage {
    shell: Shell,
    w: Words,
    empty: Option<EmptyState>,
    letters: Vec<LetterPart>,
}

struct LetterPart {
    action: String,
    card: Card,
}

pub(crate) async fn dead_letters(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
) -> Result<Response, AppError> {
    house.may(&actor, Act::ReadDeadLetters, &Thing::House)?;
    let (lang, w) = (reader.lang(), Words::of(reader.lang()));
    let letters: Vec<_> = jobs::dead_letters(&house.db)
        .await?
        .into_iter()
        .map(|letter| LetterPart {
            action: reader.url(&format!("/dead-letters/{}/revival", letter.id.simple())),
            card: Card::new(letter.kind)
                .level(2)
                .fact(w.dead_queued(), lang.date_time(letter.queued_at))
                .fact(w.dead_given_up(), lang.date_time(letter.dead_at))
                .fact(w.dead_attempts(), lang.number(letter.attempts))
                .fact(w.dead_why(), letter.last_error.unwrap_or_default())
                .action(&Button::new(w.dead_revive()).secondary()),
        })
        .collect();
    let view = DeadLettersPage {
        shell: house.staff_shell(&reader, &actor, w.dead_title()),
        w,
        empty: letters
            .is_empty()
            .then(|| EmptyState::new(w.dead_none()).text(w.dead_none_text())),
        letters,
    };
    reader.page(&view)
}

/// Gives a job that failed for good another life.
pub(crate) async fn revive(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    house.may(&actor, Act::ReadDeadLetters, &Thing::House)?;
    let (house, id) = (
        &house,
        Uuid::try_parse(&id).map_err(|_| AppError::NotFound)?,
    );
    // Twice is harmless: the second finds it alive.
    if jobs::revive(&house.db, id, house.clock.now()).await? {
        let (who, thing) = (&actor.to_string(), &format!("job_{}", id.simple()));
        house
            .db
            .transaction(|tx: Tx| async move {
                house
                    .record(&tx, audit::Entry::of(who, "revive_job", thing))
                    .await?;
                Ok::<_, Trouble>(())
            })
            .await?;
    }
    Ok(reader.redirect("/dead-letters").into_response())
}
