//! What each failure says.

use crate::error::{AppError, Kind};
use crate::words::Words;

/// Its title, what happened, and what to do next.
pub(super) fn words(error: &AppError, w: Words) -> (&'static str, String, &'static str) {
    let (title, text, next) = match error.kind() {
        Kind::NotFound | Kind::Method => (
            w.failure_not_found_title(),
            w.failure_not_found_text(),
            w.failure_not_found_next(),
        ),
        Kind::SignIn => (
            w.failure_sign_in_title(),
            w.failure_sign_in_text(),
            w.failure_sign_in_next(),
        ),
        Kind::Forbidden => (
            w.failure_forbidden_title(),
            w.failure_forbidden_text(),
            w.failure_forbidden_next(),
        ),
        Kind::BrokenText => (
            w.failure_broken_text_title(),
            w.failure_broken_text_text(),
            w.failure_broken_text_next(),
        ),
        Kind::BadRequest => (
            w.failure_bad_request_title(),
            w.failure_bad_request_text(),
            w.failure_bad_request_next(),
        ),
        Kind::Form => (
            w.failure_form_title(),
            w.failure_form_text(),
            w.failure_form_next(),
        ),
        Kind::Conflict => (
            w.failure_conflict_title(),
            w.failure_conflict_text(),
            w.failure_conflict_next(),
        ),
        Kind::TooMany => (w.failure_too_many_title(), "", w.failure_too_many_next()),
        Kind::TooLarge => (
            w.failure_too_large_title(),
            w.failure_too_large_text(),
            w.failure_too_large_next(),
        ),
        Kind::StaleForm => (
            w.failure_stale_form_title(),
            w.failure_stale_form_text(),
            w.failure_stale_form_next(),
        ),
        Kind::ForeignForm => (
            w.failure_foreign_form_title(),
            w.failure_foreign_form_text(),
            w.failure_foreign_form_next(),
        ),
        Kind::Unavailable => (
            w.failure_unavailable_title(),
            w.failure_unavailable_text(),
            w.failure_unavailable_next(),
        ),
        Kind::Internal => (
            w.failure_internal_title(),
            w.failure_internal_text(),
            w.failure_internal_next(),
        ),
    };
    let text = match error {
        AppError::TooMany { seconds } if *seconds < 90 => w.failure_too_many_seconds(*seconds),
        AppError::TooMany { seconds } => w.failure_too_many_minutes(seconds.div_ceil(60)),
        _ => text.to_owned(),
    };
    (title, text, next)
}
