//! Sealed columns: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03), a key per conversation or
//! case, that key itself sealed by the organisation's master key.
//!
//! A sealed value is bound to its table, column and row: copied elsewhere it does not open.
//! Layout: one byte of version (1), 24 bytes of nonce, the ciphertext with its tag.

use std::fmt;
use std::path::Path;

use base::Entropy;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use data_encoding::HEXLOWER_PERMISSIVE as HEX;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroize;

const VERSION: u8 = 1;
const NONCE: usize = 24;

/// Why something could not be sealed or opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Another key, another place, or bytes that were changed.
    #[error("a sealed value does not open here: wrong key, wrong row, or changed bytes")]
    Closed,
    /// The key has been destroyed; what it sealed can never be read again.
    #[error("this has been forgotten")]
    Forgotten,
    /// The key file is not one.
    #[error("the key file {0} must hold 64 hexadecimal digits; make one with `favn key new`")]
    KeyFile(String),
    /// The key store failed.
    #[error(transparent)]
    Store(#[from] crate::DbError),
}

/// Where a sealed value lies. It opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The table.
    pub table: &'a str,
    /// The column.
    pub column: &'a str,
    /// The row's key, as bytes.
    pub row: &'a [u8],
}

impl Place<'_> {
    fn bound(&self) -> Vec<u8> {
        let mut bound =
            Vec::with_capacity(self.table.len() + self.column.len() + self.row.len() + 2);
        bound.extend_from_slice(self.table.as_bytes());
        bound.push(0);
        bound.extend_from_slice(self.column.as_bytes());
        bound.push(0);
        bound.extend_from_slice(self.row);
        bound
    }
}

/// A key that seals rows. It shows itself to no log and is wiped when dropped.
#[derive(Clone)]
pub struct RowKey([u8; 32]);

impl RowKey {
    pub(crate) fn random(entropy: &Entropy) -> Self {
        Self(entropy.bytes())
    }

    /// Seals `plain` for `place`.
    ///
    /// # Errors
    /// [`SealError::Closed`] beyond 256 GiB; never in practice.
    pub fn seal(
        &self,
        plain: &[u8],
        place: Place<'_>,
        entropy: &Entropy,
    ) -> Result<Vec<u8>, SealError> {
        let nonce: [u8; NONCE] = entropy.bytes();
        let cipher = XChaCha20Poly1305::new(&Key::from(self.0));
        let sealed = cipher
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: plain,
                    aad: &place.bound(),
                },
            )
            .map_err(|_| SealError::Closed)?;
        let mut whole = Vec::with_capacity(1 + NONCE + sealed.len());
        whole.push(VERSION);
        whole.extend_from_slice(&nonce);
        whole.extend_from_slice(&sealed);
        Ok(whole)
    }

    /// Opens what was sealed for `place`.
    ///
    /// # Errors
    /// [`SealError::Closed`] when it was sealed by another key, for another place, or changed.
    pub fn open(&self, sealed: &[u8], place: Place<'_>) -> Result<Vec<u8>, SealError> {
        let (version, rest) = sealed.split_first().ok_or(SealError::Closed)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE>().ok_or(SealError::Closed)?;
        if *version != VERSION {
            return Err(SealError::Closed);
        }
        XChaCha20Poly1305::new(&Key::from(self.0))
            .decrypt(
                &XNonce::from(*nonce),
                Payload {
                    msg: sealed,
                    aad: &place.bound(),
                },
            )
            .map_err(|_| SealError::Closed)
    }

    /// [`RowKey::open`] for text.
    ///
    /// # Errors
    /// As [`RowKey::open`], also when the bytes are no text.
    pub fn open_text(&self, sealed: &[u8], place: Place<'_>) -> Result<String, SealError> {
        String::from_utf8(self.open(sealed, place)?).map_err(|_| SealError::Closed)
    }
}

impl Drop for RowKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RowKey(…)")
    }
}

/// The organisation's master key. It seals the other keys and lends secrets by name.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// A new one.
    pub fn random(entropy: &Entropy) -> Self {
        Self(entropy.bytes())
    }

    /// Reads a key file: 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`SealError::KeyFile`] naming the file.
    pub fn read(path: &Path) -> Result<Self, SealError> {
        let wrong = || SealError::KeyFile(path.display().to_string());
        let text = std::fs::read_to_string(path).map_err(|_| wrong())?;
        let bytes = HEX.decode(text.trim().as_bytes()).map_err(|_| wrong())?;
        Ok(Self(bytes.try_into().map_err(|_| wrong())?))
    }

    /// The key as a key file holds it.
    pub fn to_hex(&self) -> String {
        HEX.encode(&self.0)
    }

    /// Which key this is, without telling it: 16 hexadecimal digits of its SHA-256.
    pub fn mark(&self) -> String {
        let digest = Sha256::digest(self.0);
        HEX.encode(digest.get(..8).unwrap_or_default())
    }

    /// A secret of its own for `purpose` (HMAC-SHA256): form tokens, code look-ups, one-time codes.
    pub fn secret(&self, purpose: &str) -> [u8; 32] {
        // HMAC pads its key with zeros to the block of 64 bytes; doing so here cannot fail.
        let mut block = [0; 64];
        block
            .iter_mut()
            .zip(self.0)
            .for_each(|(padded, byte)| *padded = byte);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// A key that seals rows, derived for `purpose`; it cannot be forgotten apart from the master key.
    pub fn row_key(&self, purpose: &str) -> RowKey {
        RowKey(self.secret(purpose))
    }

    pub(crate) fn wrap(
        &self,
        key: &RowKey,
        owner: &[u8],
        entropy: &Entropy,
    ) -> Result<Vec<u8>, SealError> {
        RowKey(self.0).seal(
            &key.0,
            Place {
                table: "sealing_keys",
                column: "sealed",
                row: owner,
            },
            entropy,
        )
    }

    pub(crate) fn unwrap(&self, sealed: &[u8], owner: &[u8]) -> Result<RowKey, SealError> {
        let opened = RowKey(self.0).open(
            sealed,
            Place {
                table: "sealing_keys",
                column: "sealed",
                row: owner,
            },
        )?;
        let bytes: [u8; 32] = opened.try_into().map_err(|_| SealError::Closed)?;
        Ok(RowKey(bytes))
    }
}

impl Drop for MasterKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MasterKey({})", self.mark())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place<'_> = Place {
        table: "messages",
        column: "body",
        row: b"1",
    };

    #[test]
    fn what_is_sealed_opens_only_with_its_key_in_its_place() {
        let entropy = Entropy::seeded(1);
        let key = RowKey::random(&entropy);
        let sealed = key
            .seal("jeg har det svært".as_bytes(), HERE, &entropy)
            .unwrap();
        assert_eq!(key.open_text(&sealed, HERE).unwrap(), "jeg har det svært");
        assert!(
            !sealed
                .windows(4)
                .any(|window| window == "svær".as_bytes().get(..4).unwrap())
        );
        let elsewhere = Place { row: b"2", ..HERE };
        assert_eq!(key.open(&sealed, elsewhere), Err(SealError::Closed));
        assert_eq!(
            RowKey::random(&entropy).open(&sealed, HERE),
            Err(SealError::Closed)
        );
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert_eq!(
                key.open(&changed, HERE),
                Err(SealError::Closed),
                "byte {index}"
            );
        }
        assert_eq!(key.open(&[], HERE), Err(SealError::Closed));
    }

    #[test]
    fn keys_show_themselves_to_nobody_and_secrets_differ() {
        let master = MasterKey::random(&Entropy::seeded(2));
        assert!(!format!("{master:?}").contains(&master.to_hex()[..20]));
        assert_ne!(master.secret("a"), master.secret("b"));
    }
}
