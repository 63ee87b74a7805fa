//! The organisation's mail server.

use std::sync::Arc;
use std::time::Duration;

use lettre::message::{Mailbox, header::ContentType};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::Deserialize;

use crate::Letter;

/// How long the server may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The `[mail]` section of the settings.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The server: `smtps://USER:PASSWORD@HOST` (TLS from the start), `smtp://HOST?tls=required`
    /// (STARTTLS), or `smtp://HOST` for a server on this machine.
    pub smtp: String,
    /// The sender: `Navn <adresse@example.org>`.
    pub from: String,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The URL may hold a password.
        f.debug_struct("Settings")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// Settings that cannot be used, and the mend.
#[derive(Debug, thiserror::Error)]
pub enum MailerError {
    /// The server's URL.
    #[error("mail.smtp cannot be used ({0}); write smtps://USER:PASSWORD@HOST")]
    Smtp(String),
    /// The sender.
    #[error("mail.from is {0:?}; write a name and an address, such as Favn <favn@example.org>")]
    From(String),
}

/// Sends letters.
#[derive(Clone)]
pub struct Mailer {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    organisation: Arc<str>,
}

impl Mailer {
    /// Checks the settings; does not ask the server yet. Letters come from `organisation`.
    ///
    /// # Errors
    /// [`MailerError`] naming the setting.
    pub fn new(settings: &Settings, organisation: &str) -> Result<Self, MailerError> {
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.smtp)
            .map_err(|error| MailerError::Smtp(error.to_string()))?
            .timeout(Some(PATIENCE))
            .build();
        let from = settings
            .from
            .parse()
            .map_err(|_| MailerError::From(settings.from.clone()))?;
        Ok(Self {
            server,
            from,
            organisation: organisation.into(),
        })
    }

    /// Whether the server answers.
    ///
    /// # Errors
    /// What it said.
    pub async fn check(&self) -> Result<(), String> {
        match self.server.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("the mail server did not answer".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Sends the letter in a job's payload. The error never names the recipient.
    ///
    /// # Errors
    /// Why it was not sent, for the queue to try again.
    pub async fn send(&self, payload: &str) -> Result<(), String> {
        let letter: Letter = serde_json::from_str(payload)
            .map_err(|error| format!("the job is no letter: {error}"))?;
        let (subject, text) = letter.text(&self.organisation);
        let to = letter
            .to
            .parse()
            .map_err(|_| "the recipient's address is none".to_owned())?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(text)
            .map_err(|error| error.to_string())?;
        match self.server.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => {
                Err("the mail server refused the letter for good".to_owned())
            }
            Err(error) => Err(if error.is_timeout() {
                "the mail server took too long"
            } else {
                "the mail server did not take the letter"
            }
            .to_owned()),
        }
    }
}
