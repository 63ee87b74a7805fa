//! Passkeys: WebAuthn with a credential the authenticator finds by itself, so that nobody types
//! an address and nobody learns which addresses there are. A passkey asks for a finger, a face or
//! a PIN, so it is both halves of signing in at once.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use base::{Moment, text};
use db::{DbError, FromRow, Query, Row, Tx, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use web::components::Notice;
use web::{AppError, Form, Keep, Reader};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Webauthn, WebauthnBuilder,
};

use crate::house::House;
use crate::sign_in::{ATTEMPTS, onward, own_account};
use crate::words::Words;
use crate::{
    Actor, SessionId, Staff, StaffId, Token, Trouble, account, audit, code_step, staff, store,
};

/// The cookie that finds the question again.
const CHALLENGE_COOKIE: &str = "favn_passkey";
/// How long a question waits for its answer.
const PATIENCE: Duration = Duration::from_secs(5 * 60);

/// Speaks WebAuthn for this site.
pub(crate) struct Passkeys(Webauthn);

impl Passkeys {
    /// `None` where browsers know no passkeys: at a bare address such as `http://127.0.0.1:8080`.
    pub(crate) fn of(public_url: &str, organisation: &str) -> Option<Self> {
        let origin = Url::parse(public_url).ok()?;
        let domain = origin.domain()?.to_owned();
        let builder = WebauthnBuilder::new(&domain, &origin).ok()?;
        builder.rp_name(organisation).build().ok().map(Self)
    }
}

fn webauthn(house: &House) -> Result<&Webauthn, AppError> {
    house
        .access
        .inner()
        .passkeys
        .as_ref()
        .map(|passkeys| &passkeys.0)
        .ok_or(AppError::NotFound)
}

/// One of somebody's own.
pub(crate) struct Own {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    credential: String,
    pub(crate) created_at: Moment,
    pub(crate) used_at: Option<Moment>,
}

impl FromRow for Own {
    fn from_row(row: &Row) -> Result<Self, DbError> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            credential: row.get("credential")?,
            created_at: row.get("created_at")?,
            used_at: row.get("used_at")?,
        })
    }
}

pub(crate) async fn own(house: &House, staff: StaffId) -> Result<Vec<Own>, DbError> {
    house
        .db
        .rows(&store::PASSKEYS_OF, params![staff.uuid()])
        .await
}

fn stored(keys: &[Own]) -> Result<Vec<Passkey>, AppError> {
    keys.iter()
        .map(|key| serde_json::from_str(&key.credential).map_err(AppError::internal))
        .collect()
}

/// Keeps what was asked until the answer comes; the cookie finds it.
async fn ask(house: &House, reader: &Reader, question: &impl Serialize) -> Result<(), AppError> {
    let (token, now) = (Token::draw(&house.entropy), house.clock.now());
    let question = &serde_json::to_string(question).map_err(AppError::internal)?;
    let hash = token.hash();
    house
        .db
        .transaction(|tx: Tx| async move {
            tx.execute(&store::DELETE_EXPIRED_CHALLENGES, params![now])
                .await?;
            tx.execute(
                &store::INSERT_CHALLENGE,
                params![hash, question, now.plus(PATIENCE)],
            )
            .await?;
            Ok::<_, AppError>(())
        })
        .await?;
    reader.set_cookie(CHALLENGE_COOKIE, &token.value(), Keep::Session);
    Ok(())
}

/// What was asked; once.
async fn asked<T: DeserializeOwned>(house: &House, reader: &Reader) -> Result<Option<T>, AppError> {
    let Some(token) = reader
        .cookie(CHALLENGE_COOKIE)
        .as_deref()
        .and_then(Token::parse)
    else {
        return Ok(None);
    };
    reader.forget_cookie(CHALLENGE_COOKIE);
    let (hash, now) = (token.hash(), house.clock.now());
    let found: Option<(String,)> = house
        .db
        .transaction(|tx: Tx| async move {
            tx.first(&store::TAKE_CHALLENGE, params![hash, now])
                .await
                .map_err(AppError::from)
        })
        .await?;
    Ok(found.and_then(|(question,)| serde_json::from_str(&question).ok()))
}

/// A registration is for whom it was started.
#[derive(Serialize, Deserialize)]
struct Registration {
    staff: Uuid,
    state: PasskeyRegistration,
}

pub(crate) async fn registration_challenge(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
) -> Result<Response, AppError> {
    let me = own_account(&house, &actor)?;
    let member = staff::one(&house.db, me.id)
        .await?
        .ok_or(AppError::SignIn)?;
    let known = stored(&own(&house, me.id).await?)?
        .iter()
        .map(|key| key.cred_id().clone())
        .collect();
    let (challenge, state) = webauthn(&house)?
        .start_passkey_registration(me.id.uuid(), &member.email, &member.name, Some(known))
        .map_err(AppError::internal)?;
    ask(
        &house,
        &reader,
        &Registration {
            staff: me.id.uuid(),
            state,
        },
    )
    .await?;
    let mut challenge = serde_json::to_value(challenge).map_err(AppError::internal)?;
    // The authenticator must find it by itself when nobody says who is signing in.
    if let Some(Value::Object(selection)) =
        challenge.pointer_mut("/publicKey/authenticatorSelection")
    {
        selection.insert("residentKey".to_owned(), "required".into());
        selection.insert("requireResidentKey".to_owned(), true.into());
    }
    Ok(Json(challenge).into_response())
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Answer {
    name: String,
    credential: String,
    next: String,
}

pub(crate) async fn register(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
    Form(answer): Form<Answer>,
) -> Result<Response, AppError> {
    let (house, me) = (&house, own_account(&house, &actor)?);
    let w = Words::of(reader.lang());
    let asked: Option<Registration> = asked(house, &reader).await?;
    let key = asked
        .filter(|asked| asked.staff == me.id.uuid())
        .and_then(|asked| {
            let credential: RegisterPublicKeyCredential =
                serde_json::from_str(&answer.credential).ok()?;
            webauthn(house)
                .ok()?
                .finish_passkey_registration(&credential, &asked.state)
                .ok()
        });
    let Some(key) = key else {
        return account::show(
            house,
            &reader,
            &actor,
            Some(Notice::warn(reader.lang(), w.passkey_failed())),
        )
        .await;
    };
    let name = text::clean_line(&answer.name);
    let name: String = name.trim().chars().take(60).collect();
    let name = &if name.is_empty() {
        w.account_passkey_name_new().to_owned()
    } else {
        name
    };
    let (credential_id, credential) = (
        &key.cred_id().to_vec(),
        &serde_json::to_string(&key).map_err(AppError::internal)?,
    );
    let (id, now, actor) = (
        house.entropy.uuid(house.clock.now()),
        house.clock.now(),
        &me.id.to_string(),
    );
    house
        .db
        .transaction(|tx: Tx| async move {
            tx.execute(
                &store::INSERT_PASSKEY,
                params![id, me.id.uuid(), name, credential_id, credential, now],
            )
            .await?;
            house
                .record(&tx, audit::Entry::of(actor, "add_passkey", actor))
                .await?;
            Ok::<_, Trouble>(())
        })
        .await?;
    Ok(reader.redirect("/account").into_response())
}

pub(crate) async fn remove(
    State(house): State<House>,
    reader: Reader,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let (house, me) = (&house, own_account(&house, &actor)?);
    let (id, actor) = (
        Uuid::try_parse(&id).map_err(|_| AppError::NotFound)?,
        &me.id.to_string(),
    );
    house
        .db
        .transaction(|tx: Tx| async move {
            if tx
                .execute(&store::DELETE_PASSKEY, params![id, me.id.uuid()])
                .await?
                > 0
            {
                house
                    .record(&tx, audit::Entry::of(actor, "remove_passkey", actor))
                    .await?;
            }
            Ok::<_, Trouble>(())
        })
        .await?;
    Ok(reader.redirect("/account").into_response())
}

pub(crate) async fn sign_in_challenge(
    State(house): State<House>,
    reader: Reader,
) -> Result<Response, AppError> {
    reader.limit(&ATTEMPTS)?;
    let (challenge, state) = webauthn(&house)?
        .start_discoverable_authentication()
        .map_err(AppError::internal)?;
    ask(&house, &reader, &state).await?;
    let mut challenge = serde_json::to_value(challenge).map_err(AppError::internal)?;
    // Pressed on purpose, so the browser may ask at once.
    if let Value::Object(parts) = &mut challenge {
        parts.remove("mediation");
    }
    Ok(Json(challenge).into_response())
}

pub(crate) async fn sign_in(
    State(house): State<House>,
    reader: Reader,
    Form(answer): Form<Answer>,
) -> Result<Response, AppError> {
    reader.limit(&ATTEMPTS)?;
    let house = &house;
    let state: Option<DiscoverableAuthentication> = asked(house, &reader).await?;
    let Some(shown) = (match state {
        Some(state) => recognise(house, state, &answer.credential).await?,
        None => None,
    }) else {
        // The page begins anew: which of its many reasons it was is nobody's to learn.
        return Ok(reader
            .redirect(&crate::sign_in::with_next("/sign-in", &answer.next))
            .into_response());
    };
    let (id, key, credential) = (shown.staff.id, shown.key, &shown.credential);
    let reader_ref = &reader;
    let token = house
        .db
        .transaction(|tx: Tx| async move {
            tx.execute(
                &store::USE_PASSKEY,
                params![key, credential, house.clock.now()],
            )
            .await?;
            code_step::signed_in(house, &tx, reader_ref, id).await
        })
        .await?;
    token.give_staff(&reader);
    Ok(reader
        .redirect(&onward(house, &Actor::Staff(shown.staff), &answer.next))
        .into_response())
}

/// Somebody whose passkey answered.
struct Shown {
    staff: Staff,
    key: Uuid,
    credential: String,
}

async fn recognise(
    house: &House,
    state: DiscoverableAuthentication,
    credential: &str,
) -> Result<Option<Shown>, AppError> {
    let webauthn = webauthn(house)?;
    let Ok(credential) = serde_json::from_str::<PublicKeyCredential>(credential) else {
        return Ok(None);
    };
    let Ok((subject, credential_id)) = webauthn.identify_discoverable_authentication(&credential)
    else {
        return Ok(None);
    };
    let Some(member) = staff::one(&house.db, StaffId::from_uuid(subject)).await? else {
        return Ok(None);
    };
    if member.deactivated_at.is_some() {
        return Ok(None);
    }
    let own = own(house, member.id).await?;
    let mut keys = stored(&own)?;
    let used = own
        .iter()
        .zip(&mut keys)
        .find(|(_, key)| key.cred_id().as_slice() == credential_id);
    let Some((row, key)) = used else {
        return Ok(None);
    };
    let Ok(answered) = webauthn.finish_discoverable_authentication_v2(&credential, state, &*key)
    else {
        return Ok(None);
    };
    key.update_credential(&answered);
    let session = SessionId::from_uuid(Uuid::nil());
    Ok(Some(Shown {
        staff: Staff {
            id: member.id,
            name: member.name.into(),
            roles: member.roles,
            session,
        },
        key: row.id,
        credential: serde_json::to_string(key).map_err(AppError::internal)?,
    }))
}
