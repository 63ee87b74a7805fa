//! Extractors for what people fill in.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::error::AppError;
use crate::fields;
use crate::posted::Posted;

/// A posted form. By the time a handler has one, its token was found valid, its size within the
/// limit, its text UTF-8 and cleaned.
///
/// `T` has a `String` for each field and `#[serde(default)]`, so that an empty or missing field
/// reaches the handler, which answers with the same page and a message, not with a refusal.
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Form<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, AppError> {
        let posted = parts
            .extensions
            .get::<Posted>()
            .ok_or(AppError::BadRequest("no form was posted"))?;
        fields::fill(posted.fields())
            .map(Form)
            .map_err(|_| AppError::BadRequest("the form's fields do not fit"))
    }
}

/// The query of the address, read as strictly as a form: for searches and pages of a list.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, AppError> {
        let query = parts.uri.query().unwrap_or_default();
        let fields = fields::decode(query.as_bytes()).map_err(|_| AppError::BrokenText)?;
        fields::fill(&fields)
            .map(Query)
            .map_err(|_| AppError::BadRequest("the query's fields do not fit"))
    }
}
