//! What is kept, and for how long: deleting at once, and the round that forgets what is due.

use std::time::Duration;

use access::{Act, Actor, ConversationId, House, audit, glass, sessions};
use base::Moment;
use db::jobs::{self, Job, Worker};
use db::{Query, Tx, params};
use uuid::Uuid;
use web::AppError;

use crate::conversation::{Conversation, EndedBy};
use crate::message::Kind;
use crate::moves::{self, Note};
use crate::settings::Settings;
use crate::{store, views};

/// The job that destroys a key.
const FORGET_KEY: &str = "helpline.forget_key";
/// The job that goes the round.
const ROUND: &str = "helpline.round";
/// How often it goes.
const ROUND_SECONDS: i64 = 3600;
/// How many hundreds at most in one round; the next one is an hour away.
const BATCHES: usize = 100;
/// How long it is known that a conversation was there.
const DELETED_KNOWN: Duration = Duration::from_secs(30 * 86_400);

/// Why a conversation is no longer there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeletedBy {
    /// The family said so.
    Family,
    /// Its time was up.
    Time,
}

impl DeletedBy {
    const fn code(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Time => "time",
        }
    }
}

/// Deletes a conversation. When this returns its rows are gone and its key is destroyed: what
/// older copies of the data hold of it can no longer be read.
pub(crate) async fn delete(
    house: &House,
    actor: &Actor,
    conversation: &Conversation,
    by: DeletedBy,
) -> Result<(), AppError> {
    let (id, now) = (conversation.id, house.clock.now());
    let counsellor = conversation.counsellor().map(|it| it.id.uuid());
    let job = Job {
        kind: FORGET_KEY,
        key: id.to_string(),
        payload: id.to_string(),
        run_at: now,
    };
    let (job, actor) = (
        &job,
        &match by {
            DeletedBy::Family => actor.to_string(),
            DeletedBy::Time => "favn".to_owned(),
        },
    );
    house
        .db
        .transaction(|tx: Tx| async move {
            tx.execute(&store::DELETE, params![id.uuid()]).await?;
            tx.execute(
                &store::INSERT_DELETED,
                params![id.uuid(), counsellor, by.code(), now],
            )
            .await?;
            sessions::close_all(house, &tx, id.uuid()).await?;
            glass::forget(&tx, id).await?;
            let act = Act::DeleteConversation.code();
            let thing = id.to_string();
            house
                .record(&tx, audit::Entry::of(actor, act, &thing))
                .await?;
            // Should this node stop between here and there, the job destroys the key.
            jobs::queue(&tx, job, &house.clock, &house.entropy).await?;
            moves::nudge_all(house, &tx, conversation).await
        })
        .await?;
    house.keys.forget(id.uuid()).await.map_err(views::forgotten)
}

/// Adds the helpline's jobs to the worker.
#[must_use]
pub fn handlers(worker: Worker, house: &House) -> Worker {
    let (keys, rounds) = (house.clone(), house.clone());
    worker
        .handle(FORGET_KEY, move |payload| {
            let house = keys.clone();
            async move {
                let id: ConversationId = payload
                    .parse()
                    .map_err(|error: base::IdError| error.to_string())?;
                house
                    .keys
                    .forget(id.uuid())
                    .await
                    .map_err(|error| error.to_string())
            }
        })
        .handle(ROUND, move |_| {
            let house = rounds.clone();
            async move { round(&house).await.map_err(|error| error.to_string()) }
        })
}

/// Sees to it that the round is gone from now on. Once at start; harmless to repeat, on every
/// node.
///
/// # Errors
/// [`AppError`] when the job cannot be queued.
pub async fn begin(house: &House) -> Result<(), AppError> {
    queue_round(house, house.clock.now()).await
}

async fn queue_round(house: &House, run_at: Moment) -> Result<(), AppError> {
    // One for each hour, however many nodes ask for it.
    let hour = run_at.seconds().div_euclid(ROUND_SECONDS);
    let job = Job {
        kind: ROUND,
        key: hour.to_string(),
        payload: String::new(),
        run_at,
    };
    let job = &job;
    house
        .db
        .transaction(|tx: Tx| async move {
            jobs::queue(&tx, job, &house.clock, &house.entropy).await?;
            Ok::<_, AppError>(())
        })
        .await
}

/// Forgets what is due, and ends what fell silent.
async fn round(house: &House) -> Result<(), AppError> {
    let now = house.clock.now();
    queue_round(house, now.plus(Duration::from_secs(3600))).await?;
    for _ in 0..BATCHES {
        let due: Vec<(Uuid,)> = house.db.rows(&store::TO_FORGET, params![now]).await?;
        if due.is_empty() {
            break;
        }
        for (id,) in due {
            let id = ConversationId::from_uuid(id);
            if let Some(conversation) = store::conversation(&house.db, id).await? {
                delete(house, &Actor::Stranger, &conversation, DeletedBy::Time).await?;
            }
        }
    }
    let settings = Settings::of(house);
    for _ in 0..BATCHES {
        let silent: Vec<(Uuid,)> = house
            .db
            .rows(&store::SILENT, params![now.minus(settings.silence())])
            .await?;
        if silent.is_empty() {
            break;
        }
        for (id,) in silent {
            end_silent(house, ConversationId::from_uuid(id), &settings).await?;
        }
    }
    house
        .db
        .execute(&store::DROP_DELETED, params![now.minus(DELETED_KNOWN)])
        .await?;
    Ok(())
}

async fn end_silent(
    house: &House,
    id: ConversationId,
    settings: &Settings,
) -> Result<(), AppError> {
    let Some(from) = store::conversation(&house.db, id).await? else {
        return Ok(());
    };
    let to = from.end(EndedBy::Silence, house.clock.now(), settings.keep());
    let note = Note {
        kind: Kind::EndedBySilence,
        name: None,
    };
    match moves::move_alone(house, &from, &to, note).await {
        // Somebody did something just now: then it is not silent.
        Err(AppError::Conflict) => Ok(()),
        other => other,
    }
}
