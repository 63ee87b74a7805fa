//! Reading what was posted.

use std::time::Duration;

use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;

use crate::error::AppError;

/// A post larger than the limit is still read so far, to be shown to whoever wrote it.
const SHOWN_BYTES: usize = 2 * 1024 * 1024;
/// And so far it is read and dropped: a browser that is cut off while sending shows its own
/// error instead of our page.
const DRAINED_BYTES: usize = 16 * 1024 * 1024;
/// How long a post may take to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

/// The whole body, and whether it is whole: beyond [`SHOWN_BYTES`] the rest is dropped.
pub(super) async fn read(mut body: Body) -> Result<(Bytes, bool), AppError> {
    let reading = async {
        let mut kept = BytesMut::new();
        let mut seen = 0usize;
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| AppError::BadRequest("the post broke off"))?;
            let Ok(data) = frame.into_data() else {
                continue;
            };
            seen = seen.saturating_add(data.len());
            if seen <= SHOWN_BYTES {
                kept.extend_from_slice(&data);
            } else if seen > DRAINED_BYTES {
                break;
            }
        }
        Ok((kept.freeze(), seen <= SHOWN_BYTES))
    };
    tokio::time::timeout(PATIENCE, reading)
        .await
        .unwrap_or(Err(AppError::BadRequest("the post took too long")))
}

/// Whether it says that it is a form.
pub(super) fn is_form(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes()
            .to_ascii_lowercase()
            .starts_with(b"application/x-www-form-urlencoded")
    })
}
