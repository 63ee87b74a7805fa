//! Form tokens: a post is believed only from a page of ours.
//!
//! The visitor's browser keeps a random cookie; each form carries the HMAC of it. Another site
//! can make a browser post, but can neither read the cookie nor compute the token.

use base::Entropy;
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::site::FormSecret;

/// The cookie's name, before its prefix.
pub(crate) const COOKIE: &str = "favn_form";
/// The form field.
pub(crate) const FIELD: &str = "form_token";
/// The header, for posts made by script.
pub(crate) const HEADER: &str = "favn-form-token";

/// A new cookie value.
pub(crate) fn draw(entropy: &Entropy) -> String {
    BASE64URL_NOPAD.encode(&entropy.bytes::<16>())
}

/// Whether a cookie that came along may be one of ours at all.
pub(crate) fn plausible(cookie: &str) -> bool {
    BASE64URL_NOPAD
        .decode(cookie.as_bytes())
        .is_ok_and(|bytes| bytes.len() == 16)
}

/// The token that belongs to `cookie`.
pub(crate) fn of(secret: &FormSecret, cookie: &str) -> String {
    BASE64URL_NOPAD.encode(&seal(secret, cookie))
}

/// Whether `token` belongs to `cookie`, in a time that does not tell how nearly.
pub(crate) fn matches(secret: &FormSecret, cookie: &str, token: &str) -> bool {
    of(secret, cookie).as_bytes().ct_eq(token.as_bytes()).into()
}

fn seal(secret: &FormSecret, cookie: &str) -> [u8; 32] {
    // A whole block, zeros after the key, is what HMAC makes of a shorter key itself.
    let mut block = [0; 64];
    block[..32].copy_from_slice(secret.bytes());
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(b"favn form token\0");
    mac.update(cookie.as_bytes());
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_belongs_to_one_cookie_and_one_secret() {
        let (ours, theirs) = (FormSecret::new([1; 32]), FormSecret::new([2; 32]));
        let entropy = Entropy::seeded(1);
        let (cookie, other) = (draw(&entropy), draw(&entropy));
        let token = of(&ours, &cookie);
        assert!(plausible(&cookie) && !plausible("x") && !plausible(""));
        assert!(matches(&ours, &cookie, &token));
        assert!(!matches(&ours, &other, &token));
        assert!(!matches(&theirs, &cookie, &token));
        assert!(!matches(&ours, &cookie, ""));
        assert!(!matches(&ours, &cookie, &token[..token.len() - 1]));
    }
}
