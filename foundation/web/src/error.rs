//! Where failure meets a person.

use std::error::Error;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use db::{DbError, Transient};

use crate::form_errors::FormErrors;

/// What went wrong underneath, for the log alone.
pub type Cause = Box<dyn Error + Send + Sync>;

/// A failure, named after what the reader can do about it.
///
/// As a response it is empty: [`Outer`](crate::Outer), which knows the reader's language and what
/// was posted, makes the page (or the RFC 9457 problem) of it, and logs the cause once.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such page, or none for this reader: nobody learns which.
    #[error("there is no such page")]
    NotFound,
    /// The page exists, but not for this way of asking.
    #[error("this address does not take that method")]
    Method,
    /// Staff only: sign in first.
    #[error("signing in is needed")]
    SignIn,
    /// Signed in, but not for this.
    #[error("not allowed")]
    Forbidden,
    /// What was sent is not UTF-8.
    #[error("the text is not UTF-8")]
    BrokenText,
    /// What was sent makes no sense. The reason is for the log.
    #[error("what was sent does not fit: {0}")]
    BadRequest(&'static str),
    /// Fields to mend. Handlers show their form again instead; this is for those without a page.
    #[error("the form has errors")]
    Form(FormErrors),
    /// Somebody else was first.
    #[error("somebody else changed it first")]
    Conflict,
    /// Too often; come back in so many seconds.
    #[error("too often, wait {seconds} s")]
    TooMany {
        /// How long to wait.
        seconds: u64,
    },
    /// More than fits.
    #[error("what was sent is too large")]
    TooLarge,
    /// The page with the form is too old, or the token was never ours.
    #[error("the form token is missing or does not fit")]
    StaleForm,
    /// Another site sent this.
    #[error("the form was sent by another site")]
    ForeignForm,
    /// Try again in a moment.
    #[error("not available now")]
    Unavailable(#[source] Cause),
    /// Every connection that the program may hold is taken. Told to whoever comes on top; the
    /// listener logs it once in a while, not for each of them.
    #[error("every connection is taken")]
    Full,
    /// The database failed; whether for a moment or for good is its own to say.
    #[error("the database failed")]
    Database(#[from] DbError),
    /// Our own mistake.
    #[error("something of ours broke")]
    Internal(#[source] Cause),
}

impl AppError {
    /// Our own mistake, with its cause.
    pub fn internal(cause: impl Into<Cause>) -> Self {
        AppError::Internal(cause.into())
    }

    /// Something we need is away, with the cause.
    pub fn unavailable(cause: impl Into<Cause>) -> Self {
        AppError::Unavailable(cause.into())
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            AppError::NotFound => Kind::NotFound,
            AppError::Method => Kind::Method,
            AppError::SignIn => Kind::SignIn,
            AppError::Forbidden => Kind::Forbidden,
            AppError::BrokenText => Kind::BrokenText,
            AppError::BadRequest(_) => Kind::BadRequest,
            AppError::Form(_) => Kind::Form,
            AppError::Conflict => Kind::Conflict,
            AppError::TooMany { .. } => Kind::TooMany,
            AppError::TooLarge => Kind::TooLarge,
            AppError::StaleForm => Kind::StaleForm,
            AppError::ForeignForm => Kind::ForeignForm,
            AppError::Database(DbError::Busy { .. } | DbError::Unreachable(_))
            | AppError::Unavailable(_)
            | AppError::Full => Kind::Unavailable,
            AppError::Database(_) | AppError::Internal(_) => Kind::Internal,
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.kind().status()
    }
}

/// What the reader is told; several causes may look alike from her side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    NotFound,
    Method,
    SignIn,
    Forbidden,
    BrokenText,
    BadRequest,
    Form,
    Conflict,
    TooMany,
    TooLarge,
    StaleForm,
    ForeignForm,
    Unavailable,
    Internal,
}

impl Kind {
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::Method => StatusCode::METHOD_NOT_ALLOWED,
            Kind::SignIn => StatusCode::UNAUTHORIZED,
            Kind::Forbidden | Kind::StaleForm | Kind::ForeignForm => StatusCode::FORBIDDEN,
            Kind::BrokenText | Kind::BadRequest => StatusCode::BAD_REQUEST,
            Kind::Form => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The last part of the problem's `type`, and the word in the log.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::NotFound => "not-found",
            Kind::Method => "method",
            Kind::SignIn => "sign-in",
            Kind::Forbidden => "forbidden",
            Kind::BrokenText => "broken-text",
            Kind::BadRequest => "bad-request",
            Kind::Form => "form",
            Kind::Conflict => "conflict",
            Kind::TooMany => "too-many",
            Kind::TooLarge => "too-large",
            Kind::StaleForm => "stale-form",
            Kind::ForeignForm => "foreign-form",
            Kind::Unavailable => "unavailable",
            Kind::Internal => "internal",
        }
    }
}

impl From<askama::Error> for AppError {
    fn from(error: askama::Error) -> Self {
        AppError::internal(error)
    }
}

impl From<FormErrors> for AppError {
    fn from(errors: FormErrors) -> Self {
        AppError::Form(errors)
    }
}

// So that handlers may use it inside `db.transaction`: only a lost race is worth another try.
impl Transient for AppError {
    fn is_transient(&self) -> bool {
        matches!(self, AppError::Database(error) if error.is_transient())
    }
}

/// Rides on the empty response to [`Outer`](crate::Outer).
#[derive(Clone)]
pub(crate) struct Failure(pub(crate) Arc<AppError>);

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        let wait = match &self {
            AppError::TooMany { seconds } => Some(*seconds),
            _ if self.kind() == Kind::Unavailable => Some(5),
            _ => None,
        };
        if let Some(seconds) = wait {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Failure(Arc::new(self)));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_lost_race_is_tried_again() {
        assert!(AppError::from(DbError::Busy { statement: "x" }).is_transient());
        assert!(!AppError::from(DbError::NoRow { statement: "x" }).is_transient());
        assert!(!AppError::Conflict.is_transient());
    }

    #[test]
    fn a_busy_database_is_for_a_moment_and_a_wrong_one_is_our_mistake() {
        let status = |error: DbError| AppError::from(error).status().as_u16();
        assert_eq!(status(DbError::Busy { statement: "x" }), 503);
        assert_eq!(status(DbError::Unreachable("gone".into())), 503);
        assert_eq!(status(DbError::NoRow { statement: "x" }), 500);
    }
}
