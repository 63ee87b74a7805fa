//! Static files: inside the program, compressed once, named after what they hold.
//!
//! A file's address carries a hash of its bytes, so a browser may keep it for ever and still
//! gets the new one the moment it changes.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, OnceLock};

use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use bytes::Bytes;
use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::components;

/// Where static files live. Outside the languages: they hold no words.
pub const PREFIX: &str = "/assets/";

/// One file of a crate: `AssetFile::new("chat.js", include_bytes!("../assets/chat.js"))`.
#[derive(Clone, Copy)]
pub struct AssetFile {
    name: &'static str,
    bytes: &'static [u8],
}

impl AssetFile {
    /// The name pages ask for it by, and its bytes.
    pub const fn new(name: &'static str, bytes: &'static [u8]) -> Self {
        AssetFile { name, bytes }
    }
}

/// The files of the frame itself.
pub const OWN: &[AssetFile] = &[
    AssetFile::new("site.css", components::STYLE.as_bytes()),
    AssetFile::new("site.js", include_bytes!("../assets/site.js")),
    AssetFile::new("icon.svg", include_bytes!("../assets/icon.svg")),
];

/// All files of the program.
pub struct Assets {
    addresses: HashMap<&'static str, String>,
    files: HashMap<String, Kept>,
}

struct Kept {
    kind: &'static str,
    plain: Bytes,
    packed: OnceLock<Bytes>,
}

impl Assets {
    /// Collects the files of several crates; of two with one name the later wins.
    pub fn of(crates: &[&[AssetFile]]) -> Self {
        let mut assets = Assets {
            addresses: HashMap::new(),
            files: HashMap::new(),
        };
        for file in crates.iter().copied().flatten() {
            let hash = HEXLOWER.encode(&Sha256::digest(file.bytes)[..5]);
            let (stem, ending) = file.name.rsplit_once('.').unwrap_or((file.name, "bin"));
            let hashed = format!("{stem}.{hash}.{ending}");
            assets
                .addresses
                .insert(file.name, format!("{PREFIX}{hashed}"));
            let kept = Kept {
                kind: kind(ending),
                plain: Bytes::from_static(file.bytes),
                packed: OnceLock::new(),
            };
            assets.files.insert(hashed, kept);
        }
        assets
    }

    /// The address of the file `name`; `None` when no crate brought one.
    pub fn address(&self, name: &str) -> Option<&str> {
        self.addresses.get(name).map(String::as_str)
    }

    /// Compresses every file now, so that no reader waits for it. A few milliseconds.
    pub fn pack(self: &Arc<Self>) {
        for kept in self.files.values() {
            kept.packed();
        }
    }

    /// The answer for `hashed`, the part of the path after [`PREFIX`].
    pub(crate) fn answer(&self, hashed: &str, asked: &HeaderMap) -> Option<Response<Body>> {
        let kept = self.files.get(hashed)?;
        let packed = takes_gzip(asked) && kept.packed().len() < kept.plain.len();
        let body = if packed { kept.packed() } else { &kept.plain };
        let mut answer = Response::new(Body::from(body.clone()));
        *answer.status_mut() = StatusCode::OK;
        let headers = answer.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kept.kind));
        headers.insert(
            CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        );
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if packed {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        Some(answer)
    }
}

impl Kept {
    fn packed(&self) -> &Bytes {
        self.packed.get_or_init(|| {
            let mut packer = GzEncoder::new(Vec::new(), Compression::best());
            // Writing to memory does not fail; if it did, the plain bytes would be sent.
            match packer.write_all(&self.plain).and_then(|()| packer.finish()) {
                Ok(packed) => packed.into(),
                Err(_) => self.plain.clone(),
            }
        })
    }
}

fn takes_gzip(asked: &HeaderMap) -> bool {
    asked
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(|coding| coding.split_once(';').unwrap_or((coding, "")))
        .any(|(coding, weight)| {
            let refused = matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
            matches!(coding.trim(), "gzip" | "*") && !refused
        })
}

fn kind(ending: &str) -> &'static str {
    match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "png" => "image/png",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_follows_the_bytes() {
        let one = Assets::of(&[&[AssetFile::new("a.css", b"a{}")]]);
        let two = Assets::of(&[&[AssetFile::new("a.css", b"b{}")]]);
        let address = one.address("a.css").expect("a.css is there");
        assert!(address.starts_with("/assets/a.") && address.ends_with(".css"));
        assert_ne!(one.address("a.css"), two.address("a.css"));
        assert_eq!(one.address("b.css"), None);
        let hashed = address.trim_start_matches(PREFIX);
        assert!(one.answer(hashed, &HeaderMap::new()).is_some());
        assert!(two.answer(hashed, &HeaderMap::new()).is_none());
    }

    #[test]
    fn gzip_goes_to_those_who_take_it() {
        let takes = |line: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(line));
            takes_gzip(&headers)
        };
        assert!(takes("gzip, deflate, br") && takes("*") && takes("br;q=1.0, gzip;q=0.8"));
        assert!(!takes("br") && !takes("gzip;q=0") && !takes("identity"));
    }
}
