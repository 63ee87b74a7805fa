//! Secrets that let somebody in: drawn here, kept by the browser or the letter, known to the
//! database only by their hash.

use base::Entropy;
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

/// 256 random bits. Shows itself to no log.
#[derive(Clone)]
pub struct Token([u8; 32]);

impl Token {
    pub(crate) fn draw(entropy: &Entropy) -> Self {
        Self(entropy.bytes())
    }

    /// Reads what a cookie or an address holds; `None` when it cannot be one.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// As the cookie or the address holds it.
    pub fn value(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// As the database keeps it. A plain hash will do: nobody guesses 256 bits.
    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}
