//! E-mail out, through whatever server the organisation has (SMTP). A letter is a job: queued in
//! the transaction that causes it ([`queue`]) and sent by [`Mailer::send`] until the server takes it.
//!
//! A letter's job holds the address and the link in clear text until it is sent, then the row is
//! gone. It holds nothing a family wrote: letters go to staff only, so far.

mod smtp;

use base::{Clock, Entropy};
use db::jobs::{self, Job};
use db::{DbError, Tx};
use languages::Lang;
use serde::{Deserialize, Serialize};

pub use smtp::{Mailer, MailerError, Settings};

/// The words of the letters.
pub mod words {
    #![allow(missing_docs, reason = "generated: one method per message")]
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// The kind of job that is a letter.
pub const JOB: &str = "mail";

/// A letter to be sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Letter {
    /// The recipient's address.
    pub to: String,
    /// The code of the reader's language.
    pub lang: String,
    /// What it says.
    #[serde(flatten)]
    pub about: About,
}

/// What a letter says.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "template", rename_all = "snake_case")]
pub enum About {
    /// Come and work here.
    Invitation {
        /// Where to accept it.
        link: String,
        /// How many days the link works.
        #[serde(default = "a_week")]
        days: u32,
    },
}

const fn a_week() -> u32 {
    7
}

impl Letter {
    /// Subject and text in the reader's language, from `organisation`.
    pub fn text(&self, organisation: &str) -> (String, String) {
        let lang = Lang::from_code(&self.lang).unwrap_or(Lang::DEFAULT);
        let w = words::Words::of(lang);
        match &self.about {
            About::Invitation { link, days } => (
                bare(&w.invitation_subject(organisation)),
                bare(&w.invitation_body(organisation, link, *days)),
            ),
        }
    }
}

/// Without the isolation marks that pages want around names: mail programs show them in
/// subjects, and in a link they break it.
fn bare(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// Queues `letter` in the transaction that causes it. Under one `key` it is sent once.
///
/// # Errors
/// [`DbError`].
pub async fn queue(
    tx: &Tx,
    key: &str,
    letter: &Letter,
    clock: &Clock,
    entropy: &Entropy,
) -> Result<(), DbError> {
    let payload = serde_json::to_string(letter).map_err(|_| DbError::NoRow {
        statement: "a letter",
    })?;
    let job = Job {
        kind: JOB,
        key: key.to_owned(),
        payload,
        run_at: clock.now(),
    };
    jobs::queue(tx, &job, clock, entropy).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_read_as_it_was_queued() {
        let queued = r#"{"to":"a@example.org","template":"invitation","lang":"ar","link":"https://a.dk/ar/invitation/x"}"#;
        let letter: Letter = serde_json::from_str(queued).unwrap();
        assert!(
            matches!(&letter.about, About::Invitation { days: 7, link } if link.ends_with("/x"))
        );
        let again: Letter = serde_json::from_str(&serde_json::to_string(&letter).unwrap()).unwrap();
        assert_eq!(format!("{again:?}"), format!("{letter:?}"));
    }

    #[test]
    fn every_language_has_its_letter_with_the_link_intact() {
        for lang in Lang::all() {
            let about = About::Invitation {
                link: "https://favn.example.org/da/invitation/abc".to_owned(),
                days: 7,
            };
            let (subject, text) = Letter {
                to: "a@example.org".to_owned(),
                lang: lang.code().to_owned(),
                about,
            }
            .text("Mødrehjælpen");
            assert!(subject.contains("Mødrehjælpen"), "{subject}");
            assert!(
                !subject.contains(['\u{2068}', '\u{2069}']),
                "marks in a subject: {subject:?}"
            );
            assert!(
                text.contains("\nhttps://favn.example.org/da/invitation/abc\n"),
                "{text:?}"
            );
            assert!(text.contains('7'), "{text}");
        }
    }
}
