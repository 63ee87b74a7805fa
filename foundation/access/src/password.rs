//! Passwords: Argon2id (RFC 9106), and as long for an account that is not there.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use base::Entropy;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

/// The shortest a password may be, in characters (ASVS 5.0, 6.2.1 asks for 8 and advises 15; a
/// one-time code follows here).
pub(crate) const SHORTEST: usize = 12;
/// The longest, so that hashing cannot be made a burden.
pub(crate) const LONGEST: usize = 200;
/// How many are hashed at a time: each takes 19 MiB.
const AT_A_TIME: usize = 2;

/// Hashes passwords and checks them, off the threads that answer requests.
pub(crate) struct Hasher {
    entropy: Entropy,
    places: Semaphore,
    /// A hash of nobody's password, made when first needed: what a wrong address is checked
    /// against, so that it takes as long as a right one.
    nobody: std::sync::OnceLock<String>,
}

/// Hashing failed: no memory, or a hash in the table that is none.
#[derive(Debug, thiserror::Error)]
#[error("a password could not be hashed: {0}")]
pub(crate) struct HashError(String);

impl Hasher {
    pub(crate) fn new(entropy: &Entropy) -> Self {
        Self {
            entropy: entropy.clone(),
            places: Semaphore::new(AT_A_TIME),
            nobody: std::sync::OnceLock::new(),
        }
    }

    /// The hash to keep, in PHC form.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, HashError> {
        let salt: [u8; 16] = self.entropy.bytes();
        let password = normal(password);
        self.aside(move || hash(password.as_bytes(), &salt)).await?
    }

    /// Whether `password` is the one behind `kept`; with none kept it takes as long and is wrong.
    pub(crate) async fn check(
        &self,
        password: &str,
        kept: Option<String>,
    ) -> Result<bool, HashError> {
        let known = kept.is_some();
        let kept = match (kept, self.nobody.get()) {
            (Some(kept), _) => kept,
            (None, Some(nobody)) => nobody.clone(),
            (None, None) => {
                let nobody = self
                    .hash(&data_encoding::HEXLOWER.encode(&self.entropy.bytes::<16>()))
                    .await?;
                self.nobody.get_or_init(|| nobody).clone()
            }
        };
        let password = normal(password);
        let right = self
            .aside(move || {
                let kept =
                    PasswordHash::new(&kept).map_err(|error| HashError(error.to_string()))?;
                Ok::<_, HashError>(
                    Argon2::default()
                        .verify_password(password.as_bytes(), &kept)
                        .is_ok(),
                )
            })
            .await??;
        Ok(right && known)
    }

    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let _place = self
            .places
            .acquire()
            .await
            .map_err(|error| HashError(error.to_string()))?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| HashError(error.to_string()))
    }
}

fn hash(password: &[u8], salt: &[u8]) -> Result<String, HashError> {
    Argon2::default()
        .hash_password_with_salt(password, salt)
        .map(|hash| hash.to_string())
        .map_err(|error| HashError(error.to_string()))
}

/// One text for one password, whichever way a keyboard composes its letters.
fn normal(password: &str) -> String {
    password.nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_opens_only_its_own_account() {
        let hasher = Hasher::new(&Entropy::seeded(3));
        let kept = hasher.hash("rødgrød med fløde").await.expect("a hash");
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        assert!(
            hasher
                .check("rødgrød med fløde", Some(kept.clone()))
                .await
                .expect("checked")
        );
        assert!(
            !hasher
                .check("rødgrød med flode", Some(kept.clone()))
                .await
                .expect("checked")
        );
        assert!(
            !hasher
                .check("rødgrød med fløde", None)
                .await
                .expect("checked")
        );
        // å as one character, and as a with a ring put over it.
        let composed = hasher.hash("en lang \u{e5} her").await.expect("a hash");
        assert!(
            hasher
                .check("en lang a\u{30a} her", Some(composed))
                .await
                .expect("checked")
        );
    }
}
