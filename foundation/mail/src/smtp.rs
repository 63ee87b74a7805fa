//! The organisation's mail server.

use std::sync::Arc;
use std::time::Duration;

use data_encoding::HEXLOWER;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::Letter;

/// How long the server may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The `[mail]` section of the settings.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The server: `smtps://USER:PASSWORD@HOST` (TLS from the start), `smtp://HOST?tls=required`
    /// (STARTTLS), or `smtp://HOST` for a server on this machine. With `ca=FILE` behind the `?`,
    /// a certificate that the PEM file holds, or vouches for, is believed too.
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
        if tells_its_password(&settings.smtp) {
            return Err(MailerError::Smtp(
                "the password would go over the net for everybody to read".to_owned(),
            ));
        }
        let mut server = AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.smtp)
            .map_err(|error| MailerError::Smtp(error.to_string()))?;
        if let Some(tls) = own_authority(&settings.smtp)? {
            server = server.tls(tls);
        }
        let server = server.timeout(Some(PATIENCE)).build();
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
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .message_id(Some(self.message_id(payload)))
            .subject(subject)
            .header(MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN)
            .body(text)
            .map_err(|error| error.to_string())?;
        message.headers_mut().insert_raw(by_machine());
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

    /// The same for the same letter: whoever gets it twice, because a node died before it could
    /// cross it off, can see that it is one.
    fn message_id(&self, payload: &str) -> String {
        let mark = HEXLOWER.encode(&Sha256::digest(payload)[..16]);
        format!("<{mark}@{}>", self.from.email.domain())
    }
}

/// Keeps answering machines from answering (RFC 3834).
fn by_machine() -> HeaderValue {
    let name = HeaderName::new_from_ascii_str("Auto-Submitted");
    HeaderValue::new(name, "auto-generated".to_owned())
}

/// How to speak TLS with a server whose certificate only `ca=FILE` in its address vouches for;
/// `None` when it names none. What the world's authorities vouch for is believed besides.
fn own_authority(address: &str) -> Result<Option<Tls>, MailerError> {
    let asked = address.split_once('?').map_or("", |(_, asked)| asked);
    let said = |name: &str| {
        let mut pairs = asked.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find_map(|(key, value)| (key == name).then_some(value))
    };
    let Some(file) = said("ca") else {
        return Ok(None);
    };
    let wrong = |error: &dyn std::fmt::Display| {
        MailerError::Smtp(format!("the certificate {file}: {error}"))
    };
    let pem = std::fs::read(file).map_err(|error| wrong(&error))?;
    let certificate = Certificate::from_pem(&pem).map_err(|error| wrong(&error))?;
    let parameters = TlsParameters::builder(host(address).to_owned())
        .add_root_certificate(certificate)
        .build()
        .map_err(|error| wrong(&error))?;
    Ok(match (address.starts_with("smtps:"), said("tls")) {
        (true, _) => Some(Tls::Wrapper(parameters)),
        (false, Some("required")) => Some(Tls::Required(parameters)),
        (false, Some(_)) => Some(Tls::Opportunistic(parameters)),
        (false, None) => return Err(wrong(&"without TLS it says nothing; add tls=required")),
    })
}

/// Whether the password would leave this machine without TLS, or without TLS whenever somebody on
/// the way says that there is none.
fn tells_its_password(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("smtp://") else {
        return false;
    };
    let (server, query) = rest.split_once('?').unwrap_or((rest, ""));
    let at_home = match host(address) {
        "localhost" => true,
        other => other
            .parse()
            .is_ok_and(|ip: std::net::IpAddr| ip.is_loopback()),
    };
    server.contains('@') && !at_home && !query.split('&').any(|pair| pair == "tls=required")
}

/// The host in `scheme://user:password@host:port/…`.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, _)) => host,
        None => rest.split(':').next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_found_in_the_address() {
        for (address, named) in [
            ("smtp://mail.example.org", "mail.example.org"),
            (
                "smtps://user:p%40ss@mail.example.org:465/me",
                "mail.example.org",
            ),
            (
                "smtp://localhost:2525?tls=required&ca=/etc/a@b.pem",
                "localhost",
            ),
            ("smtp://[::1]:25?tls=required", "::1"),
        ] {
            assert_eq!(host(address), named, "{address}");
        }
    }

    #[test]
    fn a_password_leaves_this_machine_under_tls_alone() {
        for (address, tells) in [
            ("smtp://user:word@mail.example.org", true),
            ("smtp://user:word@mail.example.org?tls=opportunistic", true),
            ("smtp://user:word@mail.example.org:25/me?ca=/a", true),
            ("smtp://user:word@mail.example.org?tls=required", false),
            ("smtps://user:word@mail.example.org", false),
            ("smtp://user:word@localhost:2525", false),
            ("smtp://user:word@[::1]:25", false),
            ("smtp://relay:25", false),
        ] {
            assert_eq!(tells_its_password(address), tells, "{address}");
            let settings = Settings {
                smtp: address.to_owned(),
                from: "Favn <favn@example.org>".to_owned(),
            };
            let refused = Mailer::new(&settings, "Favn")
                .err()
                .map(|it| it.to_string());
            assert_eq!(
                refused.as_ref().is_some_and(|it| it.contains("to read")),
                tells,
                "{refused:?}"
            );
            assert!(!refused.unwrap_or_default().contains("word@"));
        }
    }

    #[test]
    fn a_certificate_without_tls_is_a_mistake_worth_naming() {
        let folder = std::env::temp_dir();
        let address = format!("smtp://localhost?ca={}", folder.display());
        assert!(own_authority(&address).is_err());
        assert!(matches!(
            own_authority("smtp://localhost?tls=required"),
            Ok(None)
        ));
    }
}
